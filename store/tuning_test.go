package store_test

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"breageek/feed"
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

// score measures a ranking: mean average precision and precision at one, over
// the headlines whose story has others.
func score(all []headline, rank func(i int) []int) (mean, first float64) {
	size := map[string]int{}
	for _, h := range all {
		size[h.story]++
	}
	n := 0
	for i, h := range all {
		others := size[h.story] - 1
		if others == 0 {
			continue
		}
		n++
		hits, sum := 0, 0.0
		for at, j := range rank(i) {
			if all[j].story == h.story {
				hits++
				sum += float64(hits) / float64(at+1)
				if at == 0 {
					first++
				}
			}
		}
		mean += sum / float64(others)
	}
	return mean / float64(n), first / float64(n)
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

// BenchmarkRelated tells how good related stories are on the corpus, from titles
// alone, beside plain BM25.
func BenchmarkRelated(b *testing.B) {
	all := corpus(b)
	b.Run("BM25", func(b *testing.B) {
		for b.Loop() {
			mean, first := score(all, bm25(all))
			b.ReportMetric(mean, "MAP")
			b.ReportMetric(first, "P@1")
		}
	})
	s := open(b, b.TempDir())
	at := map[feed.ID]int{}
	var articles []feed.Article
	for i, h := range all {
		at[h.a.ID] = i
		articles = append(articles, h.a)
	}
	merge(b, s, articles...)
	if _, err := s.Index(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			mean, first := score(all, func(i int) (order []int) {
				got, err := s.Related(b.Context(), all[i].a.ID, 60)
				if err != nil {
					b.Fatal(err)
				}
				for _, r := range got {
					order = append(order, at[r.Entry.ID])
				}
				return order
			})
			b.ReportMetric(mean, "MAP")
			b.ReportMetric(first, "P@1")
		}
	})
}
