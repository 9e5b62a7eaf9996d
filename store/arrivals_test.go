package store

import (
	"fmt"
	"slices"
	"testing"

	"breageek/feed"
)

// paperOf is what a source of so many articles answers.
func paperOf(source string, from, to int) feed.Result {
	r := feed.Result{Source: feed.Source{URL: source}}
	for n := from; n < to; n++ {
		r.Articles = append(r.Articles, feed.Article{ID: feed.ID(n + 1), Title: fmt.Sprint("Titre ", n),
			GUID: fmt.Sprint(n)})
	}
	return r
}

func TestWhatAnotherProgramBringsIsKnownAsArrivedAndMarkedByNobody(t *testing.T) {
	dir := t.TempDir()
	open := func() *Store {
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	ours, theirs := open(), open()
	bring := func(s *Store, source string, from, to int) {
		t.Helper()
		if _, err := s.Merge(t.Context(), paperOf(source, from, to)); err != nil {
			t.Fatal(err)
		}
	}
	written := func(want bool) {
		t.Helper()
		if got, err := ours.Written(t.Context()); err != nil || got != want {
			t.Errorf("written is %v, %v", got, err)
		}
	}
	bring(ours, "http://a.test/", 0, 3)
	written(true) // not asked before
	written(false)
	h, err := ours.Horizon(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	arrived := func(want ...feed.ID) {
		t.Helper()
		got, err := ours.Arrived(t.Context(), nil, h)
		slices.Sort(got)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("arrived are %v, %v, not %v", got, err, want)
		}
		unread, err := ours.UnreadIDs(t.Context(), Query{Known: h})
		slices.Sort(unread)
		if err != nil || !slices.Equal(unread, []feed.ID{1, 2, 3}) {
			t.Errorf("unread of what is known are %v, %v", unread, err)
		}
	}
	arrived()
	bring(theirs, "http://a.test/", 0, 5) // two more of a source,
	bring(theirs, "http://b.test/", 7, 9) // and another source
	written(true)
	written(false)
	arrived(4, 5, 8, 9)
	if got, err := ours.Arrived(t.Context(), []string{paperOf("http://b.test/", 0, 0).Source.Key()}, h); err != nil ||
		len(got) != 2 {
		t.Errorf("of one source arrived %v, %v", got, err)
	}
	bring(theirs, "http://a.test/", 100, 100+3000)
	if got, err := ours.Arrived(t.Context(), nil, h); err != nil || len(got) != 4+3000 {
		t.Errorf("%d arrived, %v", len(got), err)
	}
	if got, err := ours.Arrived(t.Context(), nil, Horizon{}); err != nil || got != nil {
		t.Errorf("before nothing known arrived %v, %v", got, err)
	}
}
