package store_test

import (
	"fmt"
	"slices"
	"testing"

	"breageek/feed"
	"breageek/store"
)

// years is a store of articles that are so many days old, with their terms.
func years(t *testing.T, days ...int) (*store.Store, map[int]feed.ID) {
	s := open(t, t.TempDir())
	ids := map[int]feed.ID{}
	var all []feed.Article
	for _, d := range days {
		a := item(24 * d)
		a.Title = fmt.Sprintf("Jour %d", d)
		ids[d] = a.ID
		all = append(all, a)
	}
	merge(t, s, all...)
	index(t, s, len(days))
	return s, ids
}

func sound(t *testing.T, s *store.Store) store.Health {
	t.Helper()
	h, err := s.Health(t.Context())
	if err != nil || h.Faults != nil {
		t.Errorf("%+v, %v", h, err)
	}
	return h
}

func prune(t *testing.T, s *store.Store, k store.Retention) store.Expired {
	t.Helper()
	told, err := s.Expired(t.Context(), k)
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.Prune(t.Context(), k)
	if err != nil || e.Articles != told.Articles {
		t.Errorf("%d were told and %d went, %v", told.Articles, e.Articles, err)
	}
	return e
}

func TestNothingGoesUnlessTheReaderSaysSo(t *testing.T) {
	s, _ := years(t, 1, 100, 5000)
	if e := prune(t, s, store.Retention{}); e.Articles != 0 {
		t.Errorf("%+v", e)
	}
	if got := titles(t, s, store.Query{}); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

func TestWhatIsStarredWatchedOrNewlyUnreadNeverGoes(t *testing.T) {
	s, ids := years(t, 1, 5, 20, 40, 50, 60, 70)
	s.SetRead(ids[5], true)
	s.SetRead(ids[40], true)
	s.SetStarred(ids[50], true)
	s.SetWatched(ids[60], true)
	e := prune(t, s, store.Retention{Days: 3})
	got := titles(t, s, store.Query{})
	want := []string{"Jour 1", "Jour 20", "Jour 50", "Jour 60"}
	if !slices.Equal(got, want) || e.Articles != 3 {
		t.Errorf("%d went, left are %q", e.Articles, got)
	}
	if h := sound(t, s); h.Articles != 4 {
		t.Errorf("%+v", h)
	}
	if c, err := s.Counts(t.Context(), nil); err != nil || c.Total != 4 {
		t.Errorf("%+v, %v", c, err)
	}
	if src, err := s.Sources(t.Context()); err != nil || src[0].Articles != 4 {
		t.Errorf("%+v, %v", src, err)
	}
	if !s.State(ids[40]).Read {
		t.Error("the mark went with the article")
	}
}

func TestWhatAnotherProgramStarredDoesNotGo(t *testing.T) {
	dir := t.TempDir()
	s, other := open(t, dir), open(t, dir)
	a := item(24 * 100)
	merge(t, s, a)
	other.SetStarred(a.ID, true)
	if err := other.Flush(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Prune(t.Context(), store.Retention{Days: 3}); err != nil {
		t.Fatal(err)
	}
	if got := titles(t, s, store.Query{}); len(got) != 1 {
		t.Errorf("left are %q", got)
	}
}

func TestWhatWentDoesNotComeBackWithItsFeed(t *testing.T) {
	s, ids := years(t, 100, 200)
	s.SetRead(ids[100], true)
	prune(t, s, store.Retention{Days: 50})
	a, b := item(2400), item(12)
	if m := merge(t, s, a, b); len(m.New) != 1 || m.New[0] != b.ID {
		t.Errorf("new are %v", m.New)
	}
	if got := titles(t, s, store.Query{}); len(got) != 1 {
		t.Errorf("%q", got)
	}
	index(t, s, 1)
	if got := found(t, s, store.Search{Words: "nouvelle"}); len(got) != 1 {
		t.Errorf("found %q", got)
	}
	sound(t, s)
}

func TestAnArchiveThatIsTooLargeLosesItsOldestFirst(t *testing.T) {
	var days []int
	for d := 31; d < 731; d++ {
		days = append(days, d)
	}
	s, _ := years(t, days...)
	h := sound(t, s)
	e := prune(t, s, store.Retention{Bytes: h.Bytes / 2})
	got := titles(t, s, store.Query{Limit: 1000})
	if e.Articles < 100 || len(got) != 700-e.Articles || got[0] != "Jour 31" ||
		got[len(got)-1] != fmt.Sprintf("Jour %d", 730-e.Articles) {
		t.Errorf("%d went, %d are left, from %q to %q", e.Articles, len(got), got[0], got[len(got)-1])
	}
	sound(t, s)
}
