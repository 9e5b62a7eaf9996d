package browse

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// brings merges an article of the only source, newer than the ones before.
func brings(t *testing.T, s *store.Store, n int) []feed.ID {
	t.Helper()
	src := feed.Source{Name: "Le Courrier", URL: "https://paper.example/feed/"}
	got, err := s.Merge(t.Context(), feed.Result{Source: src, Articles: []feed.Article{{
		ID: feed.ID(n), SourceKey: src.Key(), Title: fmt.Sprintf("Titre %d", n),
		Published: noon.Add(time.Duration(n) * time.Minute), Summary: "Un texte.",
	}}})
	if err != nil || len(got.New) != 1 {
		t.Fatal(got, err)
	}
	return got.New
}

func TestOnlyWhatAnotherProgramBringsIsAnnouncedAndLeavesTheScreenStill(t *testing.T) {
	for who, c := range map[string]struct {
		own  bool
		note string
	}{
		"another program":         {false, "1 new article at the top of the list. “g” goes there."},
		"a refresh of this one's": {true, ""},
	} {
		t.Run(who, func(t *testing.T) {
			s, err := store.Open(t.TempDir(), store.Options{Now: func() time.Time { return noon }})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			e := session.New(session.Deps{Locale: locale.English(), Now: func() time.Time { return noon },
				Library: session.Library{Store: s,
					Sources: []feed.Source{{URL: "https://paper.example/feed/"}}}})
			t.Cleanup(e.Stop)
			notes := notice.New(e.Locale)
			m := New(e, notes)
			m.SetSize(40, 20)
			takes := func(cmd tea.Cmd) {
				t.Helper()
				if msg, ok := cmd().(ListMsg); !ok || !m.ShowWindow(msg, Reading{}).OK {
					t.Fatal("no list came")
				}
			}
			brings(t, s, 1)
			takes(m.Restart())
			asked := m.LookForNews(true)
			if ids := brings(t, s, 2); c.own {
				m.Brought(ids)
			}
			takes(asked)
			if notes.Note.Text != c.note {
				t.Errorf("it says %q", notes.Note.Text)
			}
			if n := len(m.Headlines.Items()); n != 2 || m.Headlines.AtTop() != c.own {
				t.Errorf("%d headlines; the first is in sight: %v", n, m.Headlines.AtTop())
			}
		})
	}
}
