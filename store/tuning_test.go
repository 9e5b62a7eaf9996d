package store_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/store"
	"breageek/store/terms"
)

// headline is a line of the corpus of one day's headlines.
type headline struct {
	story string
	a     feed.Article
}

// corpus reads the day's headlines, which are not part of the project.
func corpus(t testing.TB) []headline {
	data, err := os.ReadFile("../../shared/corpora/french-news-day-dev.tsv")
	if err != nil {
		t.Skip("the corpus of headlines is not here: ", err)
	}
	var all []headline
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		f := strings.Split(line, "\t")
		at, err := time.Parse(time.DateTime, f[0])
		if err != nil {
			continue // the line of the columns' names
		}
		guid := fmt.Sprint("g", i)
		all = append(all, headline{f[1], feed.Article{ID: feed.NewID(gazette.Key(), guid, "", "", at),
			GUID: guid, SourceKey: gazette.Key(), Title: f[2], Published: at}})
	}
	return all
}

// quality is how good a ranking is.
type quality struct{ n, first, reciprocal, mean, five float64 }

// measure ranks the headlines whose story has others. The first answer is about
// all of them, the second about the stories of even numbers. Neither is held out
// in earnest: both figures were looked at while constants were chosen, and only
// another day tells how good these are.
func measure(all []headline, rank func(i int) []int) (of [2]quality) {
	size := map[string]int{}
	for _, h := range all {
		size[h.story]++
	}
	for i, h := range all {
		others := size[h.story] - 1
		if others == 0 {
			continue
		}
		var good []int
		for at, j := range rank(i) {
			if all[j].story == h.story {
				good = append(good, at+1)
			}
		}
		of[0].add(good, others)
		if n, err := strconv.Atoi(h.story); err == nil && n%2 == 0 {
			of[1].add(good, others)
		}
	}
	return of
}

// add counts an answer: where in it the good ones are, from 1, and how many
// there are in all.
func (q *quality) add(good []int, others int) {
	q.n++
	for i, at := range good {
		q.mean += float64(i+1) / float64(at) / float64(others)
		if at <= 5 {
			q.five += 1 / float64(min(others, 5))
		}
		if at == 1 {
			q.first++
		}
		if i == 0 {
			q.reciprocal += 1 / float64(at)
		}
	}
}

func (q quality) report(b *testing.B, half string) {
	b.ReportMetric(q.first/q.n, "P@1"+half)
	b.ReportMetric(q.reciprocal/q.n, "MRR"+half)
	b.ReportMetric(q.mean/q.n, "MAP"+half)
	b.ReportMetric(q.five/q.n, "R@5"+half)
}

// bm25 ranks headlines by plain BM25 over folded words.
func bm25(all []headline) func(i int) []int {
	docs, df, total := make([][]string, len(all)), map[string]int{}, 0
	for i, h := range all {
		seen := map[string]bool{}
		for w := range terms.Words(h.a.Title) {
			docs[i] = append(docs[i], w.Folded)
			if !seen[w.Folded] {
				df[w.Folded]++
			}
			seen[w.Folded] = true
		}
		total += len(docs[i])
	}
	average := float64(total) / float64(len(all))
	return func(i int) []int {
		scores := make([]float64, len(all))
		for j := range all {
			for _, w := range docs[i] {
				tf := 0.0
				for _, v := range docs[j] {
					if v == w {
						tf++
					}
				}
				idf := math.Log(1 + (float64(len(all)-df[w])+.5)/(float64(df[w])+.5))
				scores[j] += idf * tf * 2.2 / (tf + 1.2*(.25+.75*float64(len(docs[j]))/average))
			}
		}
		order := []int{}
		for j := range all {
			if j != i && scores[j] > 0 {
				order = append(order, j)
			}
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
		return order
	}
}

// BenchmarkRelated reports how good related stories are on the corpus, from titles
// alone, beside plain BM25 over titles, and how fast they are.
func BenchmarkRelated(b *testing.B) {
	b.Run("BM25", func(b *testing.B) {
		all := corpus(b)
		rankings(b, all, bm25(all))
	})
	b.Run("ours", func(b *testing.B) {
		all := corpus(b)
		rankings(b, all, ours(b, all))
	})
	b.Run("speed", func(b *testing.B) { eachArchive(b, relatedSpeed) })
}

func rankings(b *testing.B, all []headline, rank func(i int) []int) {
	for b.Loop() {
		of := measure(all, rank)
		of[0].report(b, "")
		of[1].report(b, "-even")
	}
	b.ReportMetric(0, "ns/op")
}

// press keeps the headlines, and tells which is which.
func press(b *testing.B, all []headline) (s *store.Store, at map[feed.ID]int) {
	s, at = open(b, b.TempDir()), map[feed.ID]int{}
	var articles []feed.Article
	for i, h := range all {
		at[h.a.ID] = i
		articles = append(articles, h.a)
	}
	merge(b, s, articles...)
	index(b, s, len(articles))
	return s, at
}

// ours ranks headlines as the store does.
func ours(b *testing.B, all []headline) func(i int) []int {
	s, at := press(b, all)
	return func(i int) (order []int) {
		got, err := s.Related(b.Context(), all[i].a.ID, 60)
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range got {
			order = append(order, at[r.Entry.ID])
		}
		return order
	}
}

// relatedSpeed asks for the related stories of articles drawn at random.
func relatedSpeed(b *testing.B, dir string) {
	s := openAt(b, dir)
	all := sample(b, s, 100_000)
	r := rand.New(rand.NewPCG(1, 1))
	ask := func(int) {
		if _, err := s.Related(b.Context(), all[r.IntN(len(all))].ID, 12); err != nil {
			b.Fatal(err)
		}
	}
	for i := range 300 {
		ask(i) // what was not read lately is the disk's time, not ours
	}
	spread(b, ask)
}
