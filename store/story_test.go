package store_test

import (
	"fmt"
	"slices"
	"testing"

	"breageek/feed"
	"breageek/store"
)

// timeline lists the titles of an article's story, oldest first.
func timeline(t *testing.T, s *store.Store, id feed.ID) (titles []string) {
	t.Helper()
	chapters, err := s.Story(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range chapters {
		titles = append(titles, c.Entry.Title)
		if i > 0 && c.Entry.Date.Before(chapters[i-1].Entry.Date) {
			t.Errorf("%s stands behind a newer one", c.Entry.Title)
		}
		if self := c.Entry.ID == id; self != (c.Kind == "") || !self && !isChapter(c.Kind) {
			t.Errorf("%s is %q in its story", c.Entry.Title, c.Kind)
		}
		if c.Kind != "" && (len(c.Reasons) < 2 || len(c.Reasons) > 4) {
			t.Errorf("%s is a chapter because of %q", c.Entry.Title, c.Reasons)
		}
	}
	return titles
}

func TestATimelineIsTheSameWhicheverChapterItIsAskedFrom(t *testing.T) {
	s, entries := edition(t)
	want := map[string][]string{}
	for _, e := range slices.Backward(entries) {
		want[storyOf(e)] = append(want[storyOf(e)], e.Title)
	}
	for _, e := range entries {
		of := want[storyOf(e)]
		if storyOf(e) == "" {
			of = []string{e.Title}
		}
		if got := timeline(t, s, e.ID); !slices.Equal(got, of) {
			t.Errorf("%s:\n%q, want\n%q", e.Title, got, of)
		}
	}
}

// told is an article of a test's paper, some days old, in one of its stories.
type told struct {
	story       string
	days        float64
	title, text string
}

// papered prints articles among others that have nothing to do with them.
func papered(t *testing.T, all []told) (*store.Store, []feed.Article) {
	t.Helper()
	s := open(t, t.TempDir())
	var articles []feed.Article
	for i, a := range all {
		articles = append(articles, ago(a.days, story(i, a.title, a.text)))
	}
	merge(t, s, articles...)
	for n := range 80 {
		merge(t, s, ago(float64(n)/2, story(500+n, fmt.Sprintf("Sujet%d : lieu%d", n, n),
			fmt.Sprintf("Récit%d sans rapport%d avec le reste%d.", n, n, n))))
	}
	index(t, s, len(all)+80)
	return s, articles
}

func TestATimelineHasEveryChapterAndNoOther(t *testing.T) {
	for name, all := range papers() {
		t.Run(name, func(t *testing.T) {
			s, articles := papered(t, all)
			for i, a := range all {
				var want []string
				for j := range all {
					k := len(all) - 1 - j
					if all[k].story == a.story {
						want = append(want, all[k].title)
					}
				}
				if got := timeline(t, s, articles[i].ID); !slices.Equal(got, want) {
					t.Errorf("%s:\n%q, want\n%q", a.title, got, want)
				}
			}
		})
	}
}

func TestAnArticleThatTellsTwoAffairsDoesNotJoinThem(t *testing.T) {
	both := told{"both", 0.05, "Lannec : après le vol au musée et l’incendie de la criée, la maire veut des caméras",
		"Le sabre du corsaire Yves Tréhorel volé au musée, la criée ravagée par un incendie : à Lannec, la " +
			"maire demande dix caméras. Les gendarmes et les mareyeurs approuvent."}
	all := append(town(), both)
	s, articles := papered(t, all)
	for i, a := range all {
		stories := map[string]int{}
		for _, title := range timeline(t, s, articles[i].ID) {
			at := slices.IndexFunc(all, func(b told) bool { return b.title == title })
			stories[all[at].story]++
		}
		if stories["theft"] > 0 && stories["fire"] > 0 {
			t.Errorf("%s: %v", a.title, stories)
		}
		if own := map[string]int{"theft": 3, "fire": 2}[a.story]; stories[a.story] < own {
			t.Errorf("%s: %d of its %d chapters", a.title, stories[a.story], own)
		}
	}
}
