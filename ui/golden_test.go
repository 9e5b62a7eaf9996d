package ui

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/sample"
	"breageek/store"
	"breageek/store/refresh"
	"breageek/ui/session"
)

// edition opens the sample edition as it is at noon.
func edition(t *testing.T) session.Library {
	t.Helper()
	now := func() time.Time { return noon }
	st, err := store.Open(t.TempDir(), store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	paper := sample.Transport(now)
	l := session.Library{Store: st, Sample: true, Client: fetch.NewClient(fetch.Options{
		Now: now, Transport: paper,
		Schemes: map[string]http.RoundTripper{sample.Scheme: paper},
	})}
	for _, url := range sample.Feeds() {
		l.Sources = append(l.Sources, feed.Source{URL: url})
	}
	return l
}

// whole is the edition with its pages, as it is kept after the first refresh.
func whole(t *testing.T) session.Library {
	t.Helper()
	l := edition(t)
	_, err := refresh.Run(t.Context(), l.Client, l.Store, l.Sources, refresh.Options{}, nil)
	if err == nil {
		_, err = refresh.Complete(t.Context(), l.Client, l.Store, l.Sources, refresh.Always, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestTheScreensAreAsDrawn compares whole screens of the sample edition with
// those in testdata, at each shape of the frame.
func TestTheScreensAreAsDrawn(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 36}, {200, 50}} {
		t.Run(fmt.Sprintf("%d×%d", size[0], size[1]), func(t *testing.T) {
			s := run(t, session.Deps{Library: whole(t), Theme: "dark"}, size[0], size[1])
			s.shows("31 non lus")
			s.press("j")
			s.shows("2/31")
			s.press("k")
			s.shows("1/31")
			s.wait("the lead story", func(screen string) bool {
				return size[0] < 100 || strings.Contains(screen, "À la une") &&
					strings.Contains(screen, "plus tôt")
			})
			s.golden("list", size)
			s.press("enter")
			s.shows("min de lecture", "30 non lus")
			s.wait("its stories", func(screen string) bool {
				return size[0] < 100 || strings.Contains(screen, "plus tôt")
			})
			s.golden("article", size)
			s.press("?")
			s.shows("Aide")
			s.golden("help", size)
		})
	}
}

// golden compares the screen with the one that was drawn before.
func (s *terminal) golden(name string, size [2]int) {
	s.t.Helper()
	path := filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.txt", name, size[0], size[1]))
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(s.text()+"\n"), 0o644); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	s.wait("the screen in "+path+":\n"+string(want)+"\n", func(screen string) bool {
		return screen+"\n" == string(want)
	})
}

func TestTheSampleEditionStandsInUntilASourceAnswers(t *testing.T) {
	web := newSite(t, stories())
	web.down = true
	sampled := edition(t)
	s := run(t, session.Deps{
		Library:  library(t, t.TempDir(), web.URL),
		Fallback: func() (session.Library, error) { return sampled, nil },
	}, 120, 36)
	s.shows("voici l’édition d’exemple", web.URL, "Pont de la Sauvagine", "À la une")
	s.press("enter")
	s.shows("édition d’exemple", "30 non lus", "min de lecture")
	s.press("r")
	s.shows("en panne")
	web.mu.Lock()
	web.down = false
	web.mu.Unlock()
	s.press("r")
	s.shows("Le viaduc de Brannec", "6 non lus")
	s.hides("Sauvagine", "édition d’exemple")
}

func TestOfflineWithNothingKeptShowsTheSampleEditionToo(t *testing.T) {
	sampled := edition(t)
	lib := library(t, t.TempDir(), "https://nowhere.example/feed/")
	lib.Offline = true
	s := run(t, session.Deps{
		Library: lib, Fallback: func() (session.Library, error) { return sampled, nil },
	}, 120, 36)
	s.shows("voici l’édition d’exemple", "Pont de la Sauvagine")
	s.press("r")
	s.shows("rien n’est demandé au réseau")
}
