package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/store"
	"breageek/store/bigarchive"
)

// sizes are the archives that are measured.
func sizes() []int { return []int{100, 10_000, 100_000} }

// eachArchive measures something in archives of every size.
func eachArchive(b *testing.B, f func(b *testing.B, dir string)) {
	for _, n := range sizes() {
		if testing.Short() && n > 10_000 {
			continue
		}
		dir, err := bigarchive.Dir(n)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) { f(b, dir) })
	}
}

// spread reports the median and the 99th percentile of what f takes.
func spread(b *testing.B, f func(i int)) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		f(i)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

func openAt(b *testing.B, dir string) *store.Store {
	b.Helper()
	s, err := store.Open(dir, store.Options{Now: bigarchive.Newest})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

func BenchmarkOpenAndList(b *testing.B) {
	eachArchive(b, func(b *testing.B, dir string) {
		spread(b, func(int) {
			s, err := store.Open(dir, store.Options{})
			if err != nil {
				b.Fatal(err)
			}
			entries, err := s.List(b.Context(), store.Query{})
			if err != nil || len(entries) != 100 {
				b.Fatal(err, len(entries))
			}
			b.StopTimer()
			_ = s.Close()
			b.StartTimer()
		})
	})
}

func BenchmarkCounts(b *testing.B) {
	eachArchive(b, func(b *testing.B, dir string) {
		s := openAt(b, dir)
		spread(b, func(int) {
			if _, err := s.Counts(b.Context(), nil); err != nil {
				b.Fatal(err)
			}
		})
	})
}

// BenchmarkUnread lists what is unread when all but the oldest hundred are read.
func BenchmarkUnread(b *testing.B) {
	eachArchive(b, func(b *testing.B, shared string) {
		dir := b.TempDir()
		if err := bigarchive.Copy(dir, shared); err != nil {
			b.Fatal(err)
		}
		s := openAt(b, dir)
		all := sample(b, s, 100_000)
		for _, e := range all[:max(0, len(all)-100)] {
			s.SetRead(e.ID, true)
		}
		for _, e := range all[max(0, len(all)-100):] {
			s.SetRead(e.ID, false)
		}
		if err := s.Flush(); err != nil {
			b.Fatal(err)
		}
		spread(b, func(int) {
			got, err := s.List(b.Context(), store.Query{Filter: store.Unread})
			if err != nil || len(got) != 100 {
				b.Fatal(err, len(got))
			}
		})
	})
}

func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{1000, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p, src := bigarchive.NewPress(3), gazette
			articles := make([]feed.Article, n)
			bytes := 0
			for i := range articles {
				articles[i] = p.Article(src, i, noon().Add(-time.Duration(i)*time.Minute))
				bytes += articles[i].Body.Len()
			}
			for b.Loop() {
				b.StopTimer()
				s, err := store.Open(b.TempDir(), store.Options{})
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				merge(b, s, articles...)
				b.StopTimer()
				_ = s.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(bytes/n), "bytes/article")
		})
	}
}

func BenchmarkIndex(b *testing.B) {
	p := bigarchive.NewPress(3)
	articles := make([]feed.Article, 5000)
	for i := range articles {
		articles[i] = p.Article(gazette, i, noon().Add(-time.Duration(i)*time.Minute))
	}
	for b.Loop() {
		b.StopTimer()
		s, err := store.Open(b.TempDir(), store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		merge(b, s, articles...)
		b.StartTimer()
		if n, err := s.Index(b.Context()); n != 5000 || err != nil {
			b.Fatal(n, err)
		}
		b.StopTimer()
		_ = s.Close()
		b.StartTimer()
	}
}

// sample lists up to n articles.
func sample(b *testing.B, s *store.Store, n int) []store.Entry {
	b.Helper()
	entries, err := s.List(context.Background(), store.Query{Limit: n})
	if err != nil {
		b.Fatal(err)
	}
	return entries
}

// questions are what a user may type: words of titles, begun or whole, alone
// or two together.
func questions(all []store.Entry) []string {
	r := rand.New(rand.NewPCG(2, 2))
	var qs []string
	for range 500 {
		words := strings.Fields(all[r.IntN(len(all))].Title)
		q := words[r.IntN(len(words))]
		if r.IntN(2) == 0 {
			q = words[r.IntN(len(words))] + " " + q
		}
		letters := []rune(q)
		qs = append(qs, string(letters[:max(2, len(letters)-r.IntN(5))]))
	}
	return qs
}

func BenchmarkSearch(b *testing.B) {
	for _, ranked := range []bool{false, true} {
		b.Run(map[bool]string{false: "typed", true: "ranked"}[ranked], func(b *testing.B) {
			eachArchive(b, func(b *testing.B, dir string) {
				s := openAt(b, dir)
				qs := questions(sample(b, s, 100_000))
				spread(b, func(i int) {
					_, err := s.Search(b.Context(), store.Search{Words: qs[i%len(qs)], Ranked: ranked})
					if err != nil {
						b.Fatal(err)
					}
				})
			})
		})
	}
}
