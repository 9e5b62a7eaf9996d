package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"breageek/feed"
	"breageek/store"
)

// clock is a clock that can be set.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

func openOn(t *testing.T, dir string, c *clock) *store.Store {
	t.Helper()
	s, err := store.Open(dir, store.Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// jumps are clocks as they are set one after the other.
func jumps() []time.Time {
	return []time.Time{noon(), noon().AddDate(0, 0, -1), noon().AddDate(1, 0, 0), noon(),
		noon().Add(time.Second)}
}

func TestTheReadersLastWordWinsWhateverTheClockSays(t *testing.T) {
	dir, c := t.TempDir(), &clock{noon()}
	open := openOn(t, dir, c)
	for i, at := range jumps() {
		c.Time = at
		on := i%2 == 0
		open.SetPosition(3, store.Position{Block: i}) // as the user that stays open does
		flush(t, open)
		s := openOn(t, dir, c) // as a command does
		s.SetRead(1, on)
		s.SetStarred(2, on)
		s.SetWatched(4, on)
		flush(t, s)
		got := openOn(t, dir, c)
		if got.State(1).Read != on || got.State(2).Starred != on ||
			slices.Contains(got.Watched(), feed.ID(4)) != on || got.State(3).Position.Block != i {
			t.Errorf("at %v: %+v, %+v, %+v", at, got.State(1), got.State(2), got.State(3))
		}
	}
}

func TestWhatIsTakenBackIsTheLastDeedWhateverTheClockSays(t *testing.T) {
	dir, c := t.TempDir(), &clock{noon()}
	for i, at := range jumps() {
		c.Time = at
		s := openOn(t, dir, c)
		mark(s, feed.ID(i+1))
		flush(t, s)
	}
	s := openOn(t, dir, c)
	for i := len(jumps()); i > 0; i-- {
		if a, ok := s.Undo(); !ok || a.Changes[0].ID != feed.ID(i) || s.State(feed.ID(i)).Read {
			t.Errorf("taken back as number %d: %+v", i, a)
		}
	}
}

func TestTheListIsSortedWhateverTheClockSaid(t *testing.T) {
	dir, c := t.TempDir(), &clock{noon()}
	s := openOn(t, dir, c)
	var want []string
	for i, at := range jumps() {
		c.Time = at
		merge(t, s, item(i+1), item(i+20))
	}
	for i := range jumps() {
		want = append(want, fmt.Sprintf("Nouvelle %d", i+1))
	}
	for i := range jumps() {
		want = append(want, fmt.Sprintf("Nouvelle %d", i+20))
	}
	if got := titles(t, s, store.Query{}); !slices.Equal(got, want) {
		t.Errorf("listed %q", got)
	}
	undated := item(50)
	undated.Published = time.Time{}
	merge(t, s, undated)
	entries, err := s.List(t.Context(), store.Query{})
	if err != nil || !slices.IsSortedFunc(entries, func(a, b store.Entry) int {
		return b.Date.Compare(a.Date)
	}) {
		t.Errorf("%v: not by date: %v", err, titles(t, s, store.Query{}))
	}
}

// mark marks an article read, as one action.
func mark(s *store.Store, id feed.ID) {
	was := s.SetRead(id, true)
	s.Record(store.Action{Title: fmt.Sprintf("Titre %d", uint64(id)),
		Changes: []store.Change{{ID: id, Mark: store.MarkRead, Was: was.Read}}})
}
