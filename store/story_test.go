package store_test

import (
	"errors"
	"fmt"
	"maps"
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
	others := make([]feed.Article, 80)
	for n := range others {
		others[n] = ago(float64(n)/2, story(500+n, fmt.Sprintf("Sujet%d : lieu%d", n, n),
			fmt.Sprintf("Récit%d sans rapport%d avec le reste%d.", n, n, n)))
	}
	merge(t, s, append(others, articles...)...)
	index(t, s, len(all)+len(others))
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

func TestNoChapterOfAnotherStoryIsCalledOne(t *testing.T) {
	for name, all := range papers() {
		s, articles := papered(t, all)
		for i, a := range all {
			for _, r := range related(t, s, articles[i].ID) {
				at := slices.IndexFunc(all, func(b told) bool { return b.title == r.Entry.Title })
				if at >= 0 && isChapter(r.Kind) && all[at].story != a.story && name != "a chain" {
					t.Errorf("%s: %s is %s, %q", a.title, r.Entry.Title, r.Kind, r.Reasons)
				}
			}
		}
	}
}

func TestAnArticleThatTellsTwoAffairsDoesNotJoinThem(t *testing.T) {
	both := told{"both", 0.05,
		"Lannec : après le vol au musée et l’incendie de la criée, la maire veut des caméras",
		"Le sabre du corsaire Yves Tréhorel volé au musée, la criée ravagée par un incendie : " +
			"à Lannec, la maire demande dix caméras. Gendarmes et mareyeurs approuvent."}
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

func TestAStoryEndsWhereAChainGoesOn(t *testing.T) {
	all := []told{
		{"far", 0.3, "Taxe sur le bois : Pierre Cadiou ferme ses scieries de Tourmel",
			"Pierre Cadiou ferme ses trois scieries de Tourmel contre la taxe sur le bois. Les " +
				"bûcherons sont au chômage, la fonderie Gallou leur ouvre sa cantine."},
		{"between", 1.5,
			"Fonderie Gallou et scieries Cadiou : Tourmel marche contre la taxe sur le bois",
			"À Tourmel, les grévistes de la fonderie Gallou et les bûcherons de Pierre Cadiou " +
				"ont marché contre la taxe sur le bois. Le délégué Alain Morvan ouvrait le cortège."},
		{"seed", 3, "Grève à la fonderie Gallou de Tourmel après le renvoi d’Alain Morvan",
			"Les fondeurs de Gallou sont en grève à Tourmel depuis le renvoi du délégué Alain " +
				"Morvan. Le four est éteint, la direction parle d’une faute lourde."},
	}
	s, articles := papered(t, all)
	for end, want := range map[int][]string{
		2: {all[2].title, all[1].title}, 0: {all[1].title, all[0].title},
	} {
		if got := timeline(t, s, articles[end].ID); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWatchedStoriesLearnOfTheirNewChapters(t *testing.T) {
	s, entries := edition(t)
	oldest, newest := map[string]feed.ID{}, map[string]feed.ID{}
	var fresh []feed.ID
	for _, e := range entries { // newest first
		story := storyOf(e)
		if newest[story] == 0 || story == "" {
			newest[story] = e.ID
			fresh = append(fresh, e.ID)
		}
		oldest[story] = e.ID
	}
	seeds := []feed.ID{1, oldest[""]}
	want := map[feed.ID]feed.ID{}
	for _, story := range []string{"bridge", "maternity", "wreck", "cup"} {
		seeds = append(seeds, oldest[story])
		want[newest[story]] = oldest[story]
	}
	// The second seed of a story is not needed, and names no chapter of its own.
	seeds = append(seeds, newest["bridge"])
	got, err := s.NewChapters(t.Context(), seeds, append(fresh, 2))
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	if got, err := s.NewChapters(t.Context(), seeds, nil); err != nil || len(got) != 0 {
		t.Errorf("of nothing new: %v, %v", got, err)
	}
}

func TestAnArticleWithoutAStoryIsItsOwnTimeline(t *testing.T) {
	s := open(t, t.TempDir())
	if _, err := s.Story(t.Context(), 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of an unknown article: %v", err)
	}
	a := story(1, "Le moulin de Trévagor ravagé par un incendie", "Anne Le Duff a tout perdu.")
	merge(t, s, a, story(2, "Nouvelle sans rapport", "Rien de commun."))
	for range 2 { // without terms, and with them
		if got := timeline(t, s, a.ID); !slices.Equal(got, []string{a.Title}) {
			t.Errorf("%q", got)
		}
		if _, err := s.Index(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCopiesOfAChapterAreChapters(t *testing.T) {
	text := "Le toit du moulin de Trévagor s’est effondré dans un incendie, mardi. Quarante " +
		"pompiers sont sur place. La propriétaire, Anne Le Duff, avait fini les travaux la " +
		"veille. Les voisins ont sauvé les sacs de farine, la meule et un chat. Le préfet promet " +
		"une enquête, les assureurs arrivent jeudi, le maire ouvre la salle des fêtes et le " +
		"boulanger offre le pain du matin. Une collecte est née sur le quai : chaque famille " +
		"apporte planches, clous, chevrons et soupe."
	all := []told{{"fire", 0.1, "Incendie au moulin de Trévagor : le toit s’effondre", text},
		{"fire", 0.2, "Le toit du moulin de Trévagor s’effondre dans un incendie", text},
		{"fire", 0.3, "Trévagor : incendie au moulin d’Anne Le Duff", text}}
	s, articles := papered(t, all)
	for i := range all {
		if got := timeline(t, s, articles[i].ID); len(got) != len(all) {
			t.Errorf("%q", got)
		}
	}
	if got := related(t, s, articles[0].ID); len(got) != 1 || got[0].Copies != 1 {
		t.Errorf("%+v", got)
	}
}
