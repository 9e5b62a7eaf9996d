package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"breageek/feed"
	"breageek/store"
)

// crowd fills a store with articles of three sources, several of which share a
// second, and marks some: most of the newest are read.
func crowd(t *testing.T, s *store.Store, r *rand.Rand, n int) (keys []string) {
	t.Helper()
	results := make([]feed.Result, 3)
	for i := range results {
		results[i].Source = feed.Source{Name: fmt.Sprint(i), URL: fmt.Sprintf("https://s%d.example/", i)}
		keys = append(keys, results[i].Source.Key())
	}
	for i := range n {
		a := item(i)
		a.ID, a.Link = feed.ID(i+1), ""
		a.Published = noon().Add(-time.Duration(i/3) * time.Second)
		at := r.IntN(len(results))
		results[at].Articles = append(results[at].Articles, a)
		if r.IntN(n) > i/2 {
			s.SetRead(a.ID, true)
		}
		if r.IntN(4) == 0 {
			s.SetStarred(a.ID, true)
		}
	}
	for _, res := range results {
		if _, err := s.Merge(t.Context(), res); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

// eachList calls f with every kind of list of some sources.
func eachList(keys []string, f func(q store.Query)) {
	for _, filter := range []store.Filter{store.All, store.Unread, store.Starred} {
		for _, sources := range [][]string{nil, keys[:1], keys[1:]} {
			f(store.Query{Filter: filter, Sources: sources, Keep: []feed.ID{5, 100, 333}})
		}
	}
}

func list(t testing.TB, s *store.Store, q store.Query) []store.Entry {
	t.Helper()
	entries, err := s.List(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func ids(entries []store.Entry) (all []feed.ID) {
	for _, e := range entries {
		all = append(all, e.ID)
	}
	return all
}

func TestAListIsWalkedInWindowsBothWays(t *testing.T) {
	s, r := open(t, t.TempDir()), rand.New(rand.NewPCG(4, 4))
	eachList(crowd(t, s, r, 400), func(q store.Query) {
		name := fmt.Sprintf("filter %d, sources %v", q.Filter, q.Sources)
		all := q
		all.Limit = 1000
		whole := ids(list(t, s, all))
		if len(whole) < 20 {
			t.Fatalf("%s: only %d listed", name, len(whole))
		}
		var down, up []feed.ID
		for at := q; len(down) < 1000; {
			at.Limit = 1 + r.IntN(30)
			page := list(t, s, at)
			if len(page) == 0 {
				break
			}
			down = append(down, ids(page)...)
			at.After = page[len(page)-1].Cursor()
		}
		at := q
		for at.Oldest = true; len(up) < 1000; at.Oldest = r.IntN(2) == 0 {
			at.Limit = 1 + r.IntN(30)
			page := list(t, s, at)
			if len(page) == 0 {
				break
			}
			up = append(ids(page), up...)
			at.Before = page[0].Cursor()
		}
		if !slices.Equal(down, whole) || !slices.Equal(up, whole) {
			t.Errorf("%s:\nwhole %v\ndown  %v\nup    %v", name, whole, down, up)
		}
	})
}

func TestAWindowEndsAtItsNeighbours(t *testing.T) {
	s, r := open(t, t.TempDir()), rand.New(rand.NewPCG(5, 5))
	eachList(crowd(t, s, r, 400), func(q store.Query) {
		name := fmt.Sprintf("filter %d, sources %v", q.Filter, q.Sources)
		all := q
		all.Limit = 1000
		whole := list(t, s, all)
		for range 20 {
			i := r.IntN(len(whole))
			j := i + r.IntN(len(whole)-i)
			between := q
			between.After, between.Before, between.Limit = whole[i].Cursor(), whole[j].Cursor(), 7
			want := ids(whole[max(i+1, j-7):max(i+1, j)])
			if got := ids(list(t, s, between)); !slices.Equal(got, want) {
				t.Errorf("%s: above %d, below %d: %v, want %v", name, j, i, got, want)
			}
			between.Before, between.Upto = store.Cursor{}, whole[j].Cursor()
			want = ids(whole[i+1 : max(i+1, j+1)])
			if got := ids(list(t, s, between)); !slices.Equal(got, want) {
				t.Errorf("%s: below %d down to %d: %v, want %v", name, i, j, got, want)
			}
		}
	})
}

func TestACursorOfAnotherArchiveCutsTheListInTwo(t *testing.T) {
	s := open(t, t.TempDir())
	merge(t, s, item(1), item(2), item(3))
	stranger := store.Cursor{ID: 77, Date: item(2).Published.Add(300 * time.Millisecond)}
	newer, older := titles(t, s, store.Query{Before: stranger}), titles(t, s, store.Query{After: stranger})
	if got := fmt.Sprint(newer, older); got != "[Nouvelle 1 Nouvelle 2] [Nouvelle 3]" {
		t.Errorf("newer and older: %s", got)
	}
}

func TestTheUnreadAreFoundBeyondManyRead(t *testing.T) {
	for _, unread := range []int{10, 4500} { // looked up one by one; too many for that
		s := open(t, t.TempDir())
		items := make([]feed.Article, 2500+unread)
		for n := range items {
			items[n] = item(n)
			if n >= unread {
				s.SetRead(items[n].ID, true)
			}
		}
		merge(t, s, items...)
		q := store.Query{Filter: store.Unread, Oldest: true, Limit: 5}
		want := []string{}
		for n := unread - 5; n < unread; n++ {
			want = append(want, items[n].Title)
		}
		if got := titles(t, s, q); !slices.Equal(got, want) {
			t.Errorf("%d unread, the oldest: %v", unread, got)
		}
	}
}

// BenchmarkWindow lists a hundred articles above and below one, and the last.
func BenchmarkWindow(b *testing.B) {
	eachArchive(b, func(b *testing.B, dir string) {
		s := openAt(b, dir)
		all := sample(b, s, 100_000)
		r := rand.New(rand.NewPCG(6, 6))
		some := func() store.Cursor { return all[r.IntN(len(all))].Cursor() }
		key := feed.Source{URL: "https://journal1.example/feed/"}.Key()
		for name, query := range map[string]func() store.Query{
			"below":   func() store.Query { return store.Query{After: some()} },
			"above":   func() store.Query { return store.Query{Before: some()} },
			"oldest":  func() store.Query { return store.Query{Oldest: true} },
			"unread":  func() store.Query { return store.Query{Before: some(), Filter: store.Unread} },
			"starred": func() store.Query { return store.Query{Before: some(), Filter: store.Starred} },
			"source": func() store.Query {
				return store.Query{Before: some(), Sources: []string{key}}
			},
		} {
			b.Run(name, func(b *testing.B) {
				spread(b, func(int) {
					if _, err := s.List(b.Context(), query()); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
	})
}
