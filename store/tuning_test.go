package store_test

import (
	"fmt"
	"math"
	"os"
	"slices"
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
		at, err := time.Parse(time.RFC3339, f[0])
		if err != nil {
			at, err = time.Parse("2006-01-02 15:04:05", f[0])
		}
		if err != nil {
			at = noon().Add(-time.Duration(i) * 30 * time.Second)
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
		slices.SortStableFunc(order, func(a, b int) int { return -int(math.Copysign(1, scores[a]-scores[b])) })
		return order
	}
}

func TestTuning(t *testing.T) {
	all := corpus(t)
	s := open(t, t.TempDir())
	at := map[feed.ID]int{}
	var articles []feed.Article
	for i, h := range all {
		at[h.a.ID] = i
		articles = append(articles, h.a)
	}
	merge(t, s, articles...)
	if _, err := s.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("BM25") != "" {
		m, p := score(all, bm25(all))
		t.Logf("BM25 over titles  MAP %.3f  P@1 %.3f", m, p)
	}
	kinds := map[store.Kind][2]int{}
	m, p := score(all, func(i int) (order []int) {
		got, err := s.Related(t.Context(), all[i].a.ID, 60)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range got {
			order = append(order, at[r.Entry.ID])
			k := kinds[r.Kind]
			k[1]++
			if all[at[r.Entry.ID]].story == all[i].story {
				k[0]++
			}
			kinds[r.Kind] = k
		}
		return order
	})
	t.Logf("related stories   MAP %.3f  P@1 %.3f %v", m, p, kinds)
}
