package store_test

import (
	"math/rand/v2"
	"testing"

	"breageek/feed"
)

// BenchmarkStory reports how pure and how complete timelines are on the corpus of
// headlines, from titles alone, and how fast they are.
func BenchmarkStory(b *testing.B) {
	b.Run("headlines", storyQuality)
	b.Run("speed", func(b *testing.B) { eachArchive(b, storySpeed) })
}

// storyQuality asks for the timeline of every headline whose story has others:
// how many of the chapters are of its story, and how many of its story are
// chapters.
func storyQuality(b *testing.B) {
	all := corpus(b)
	s, at := press(b, all)
	size := map[string]int{}
	for _, h := range all {
		size[h.story]++
	}
	for b.Loop() {
		var given, right, wanted, longest float64
		for _, h := range all {
			if size[h.story] < 2 {
				continue
			}
			chapters, err := s.Story(b.Context(), h.a.ID)
			if err != nil {
				b.Fatal(err)
			}
			given += float64(len(chapters) - 1)
			wanted += float64(size[h.story] - 1)
			longest = max(longest, float64(len(chapters)))
			for _, c := range chapters {
				if c.Entry.ID != h.a.ID && all[at[c.Entry.ID]].story == h.story {
					right++
				}
			}
		}
		b.ReportMetric(right/given, "precision")
		b.ReportMetric(right/wanted, "recall")
		b.ReportMetric(longest, "longest")
	}
	b.ReportMetric(0, "ns/op")
}

// storySpeed asks for the timelines of articles drawn at random.
func storySpeed(b *testing.B, dir string) {
	s := openAt(b, dir)
	all := sample(b, s, 100_000)
	r := rand.New(rand.NewPCG(1, 1))
	chapters := 0
	ask := func(int) {
		story, err := s.Story(b.Context(), all[r.IntN(len(all))].ID)
		if err != nil {
			b.Fatal(err)
		}
		chapters = max(chapters, len(story))
	}
	for i := range 100 {
		ask(i)
	}
	spread(b, ask)
	b.ReportMetric(float64(chapters), "longest")
}

// BenchmarkNewChapters looks among the two hundred newest articles for news of
// twenty stories of the last days, as after a refresh.
func BenchmarkNewChapters(b *testing.B) {
	eachArchive(b, func(b *testing.B, dir string) {
		s := openAt(b, dir)
		newest := sample(b, s, 2000)
		r := rand.New(rand.NewPCG(1, 1))
		var fresh []feed.ID
		for _, e := range newest[:min(len(newest), 200)] {
			fresh = append(fresh, e.ID)
		}
		spread(b, func(int) {
			var seeds []feed.ID
			for range 20 {
				seeds = append(seeds, newest[r.IntN(len(newest))].ID)
			}
			if _, err := s.NewChapters(b.Context(), seeds, fresh); err != nil {
				b.Fatal(err)
			}
		})
	})
}
