package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/store/bigarchive"
)

// teaser is the n-th article of the gazette as an excerpt.
func teaser(n int, title, text string) feed.Article {
	a := story(n, title, text)
	a.Completeness, a.Words = feed.Teaser, len(strings.Fields(text))
	return a
}

// pageOf is what an article's page says.
func pageOf(a feed.Article, text string) feed.Article {
	return feed.Article{Title: a.Title, Link: a.Link, Published: a.Published,
		Body: markup.Keep("<p>"+text+"</p>", a.Link), Words: len(strings.Fields(text)),
		Image: "https://gazette.example/une.png", Completeness: feed.Full}
}

func keepPage(t testing.TB, s *store.Store, id feed.ID, page feed.Article, better bool) {
	t.Helper()
	if err := s.KeepPage(t.Context(), id, page, better); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// read returns an article as it is kept, and its text.
func read(t testing.TB, s *store.Store, id feed.ID) (store.Entry, string) {
	t.Helper()
	e, err := s.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return e, markup.Text(e.Body)
}

const (
	excerpt = "La roue du moulin tourne de nouveau."
	whole   = "La roue du moulin tourne de nouveau. La meunière a passé l’hiver à tailler " +
		"des aubes de chêne, et le bief chante comme avant la crue."
)

func TestAPageTakesThePlaceOfATeaserForGood(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	a := teaser(1, "Le moulin tourne", excerpt)
	merge(t, s, a, item(2))
	index(t, s, 2)
	page := pageOf(a, whole)
	page.Author, page.Language = "Soizic Le Gall", "fr-FR"
	keepPage(t, s, a.ID, page, true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	a.Summary = "Le flux dit autre chose du moulin."
	a.Body = markup.Keep("<p>"+a.Summary+"</p>", "")
	merge(t, s, a)
	index(t, s, 1)
	e, text := read(t, s, a.ID)
	if text != whole || e.Completeness != feed.Full || e.Words != len(strings.Fields(whole)) ||
		e.Image == "" || e.Author != page.Author || e.Language != page.Language {
		t.Errorf("kept %q, %s, %d words, %+v", text, e.Completeness, e.Words, e.Article)
	}
	listed, err := s.List(t.Context(), store.Query{Limit: 1})
	if err != nil || listed[0].Completeness != feed.Full || listed[0].Words != e.Words {
		t.Errorf("listed %+v, %v", listed, err)
	}
	if got := found(t, s, store.Search{Words: "aubes bief"}); len(got) != 1 {
		t.Errorf("by the words of its page it is found %d times", len(got))
	}
}

func TestAPageWithLessNeverReplacesWhatTheFeedHad(t *testing.T) {
	s := open(t, t.TempDir())
	a := story(1, "Le moulin tourne", whole)
	a.Words = len(strings.Fields(whole))
	merge(t, s, a)
	index(t, s, 1)
	less := pageOf(a, excerpt)
	less.Completeness = feed.Teaser
	keepPage(t, s, a.ID, less, false)
	if e, text := read(t, s, a.ID); text != whole || e.Words != a.Words {
		t.Errorf("kept %q, %d words", text, e.Words)
	}
}

func TestAnExcerptThatIsAllThereIsCountsAsWholeUntilItChanges(t *testing.T) {
	s := open(t, t.TempDir())
	a := teaser(1, "Le moulin tourne", excerpt)
	merge(t, s, a)
	index(t, s, 1)
	keepPage(t, s, a.ID, pageOf(a, excerpt), false)
	a.Author = "Une meunière"
	merge(t, s, a)
	if e, text := read(t, s, a.ID); e.Completeness != feed.Full || text != excerpt {
		t.Errorf("kept %q, %s", text, e.Completeness)
	}
	if due, err := s.Incomplete(t.Context(), store.Pages{}); err != nil || len(due) != 0 {
		t.Errorf("its page is due again: %v", err)
	}
	b := teaser(1, "Le moulin tourne", "La roue du moulin s’arrête de nouveau.")
	merge(t, s, b)
	if e, text := read(t, s, a.ID); e.Completeness != feed.Teaser || text != b.Summary {
		t.Errorf("after another text: kept %q, %s", text, e.Completeness)
	}
	if due, err := s.Incomplete(t.Context(), store.Pages{}); err != nil || len(due) != 1 {
		t.Errorf("its page is not due: %v", err)
	}
}

func TestTheLongerTextIsShownWhicheverCameLast(t *testing.T) {
	longer := whole + " La fête du pain aura lieu dimanche, avec ou sans soleil, dit-elle."
	for _, c := range []struct{ feed, want string }{{excerpt + " Enfin.", whole}, {longer, longer}} {
		s := open(t, t.TempDir())
		a := teaser(1, "Le moulin tourne", excerpt)
		merge(t, s, a)
		index(t, s, 1)
		keepPage(t, s, a.ID, pageOf(a, whole), true)
		b := story(1, "Le moulin tourne", c.feed)
		b.Words = len(strings.Fields(c.feed))
		merge(t, s, b)
		e, text := read(t, s, a.ID)
		if text != c.want || e.Words != len(strings.Fields(c.want)) {
			t.Errorf("after %q: %q, %d words", c.feed, text, e.Words)
		}
		due, err := s.Incomplete(t.Context(), store.Pages{})
		if err != nil || len(due) != 1 {
			t.Errorf("after another text the page is due: %d, %v", len(due), err)
		}
	}
}

func TestPagesAreDueNewestFirstAndAFailureADayLater(t *testing.T) {
	now := noon()
	s, err := store.Open(t.TempDir(), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	linkless := teaser(4, "Quatre", excerpt)
	linkless.Link = ""
	merge(t, s, teaser(3, "Trois", excerpt), story(2, "Deux", whole), teaser(1, "Un", excerpt), linkless)
	due := func(q store.Pages) string {
		t.Helper()
		entries, err := s.Incomplete(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Title)
		}
		return strings.Join(names, " ")
	}
	for _, c := range []struct {
		q    store.Pages
		want string
	}{
		{store.Pages{}, "Un Trois"}, {store.Pages{All: true}, "Un Deux Trois"},
		{store.Pages{Limit: 1}, "Un"}, {store.Pages{Sources: []string{"autre.example"}}, ""},
	} {
		if got := due(c.q); got != c.want {
			t.Errorf("%+v: due %q, want %q", c.q, got, c.want)
		}
	}
	if err := s.PageFailed(t.Context(), item(1).ID, "404"); err != nil {
		t.Fatal(err)
	}
	if got := due(store.Pages{}); got != "Trois" {
		t.Errorf("right after a failure: %q", got)
	}
	for range 3 {
		now = now.Add(25 * time.Hour)
		if got := due(store.Pages{}); got != "Un Trois" {
			t.Errorf("a day after a failure: %q", got)
		}
		if err := s.PageFailed(t.Context(), item(1).ID, "404"); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(100 * time.Hour)
	if got := due(store.Pages{}); got != "Trois" {
		t.Errorf("after four failures: %q", got)
	}
}

func TestAPageNoFeedBroughtIsListedReadAndKnownWhenTheFeedBringsIt(t *testing.T) {
	s := open(t, t.TempDir())
	merge(t, s, item(1))
	a := story(5, "Le moulin tourne", excerpt)
	id, err := s.AddPage(t.Context(), gazette.Key(), pageOf(a, whole), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.AddPage(t.Context(), gazette.Key(), pageOf(a, whole), time.Time{})
	if err != nil || again != id {
		t.Errorf("asked again it is %s, not %s, %v", again, id, err)
	}
	if got := titles(t, s, store.Query{}); len(got) != 2 || got[1] != "Le moulin tourne" {
		t.Errorf("listed %q", got)
	}
	if c, err := s.Counts(t.Context(), nil); err != nil || c.Total != 2 || c.Unread != 2 {
		t.Errorf("counted %+v, %v", c, err)
	}
	s.SetRead(id, true)
	got := merge(t, s, a) // with a GUID and a shorter text
	if len(got.New) != 0 {
		t.Errorf("the feed brings it as new: %v", got)
	}
	e, text := read(t, s, id)
	if text != whole || !e.State.Read || e.Source != gazette.Name {
		t.Errorf("kept %q of %s, read %v", text, e.Source, e.State.Read)
	}
	if _, err := s.AddPage(t.Context(), "autre.example", pageOf(a, whole), time.Time{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("under a source that is not kept: %v", err)
	}
}

func TestALinkedPageWithoutADateIsListedBehindTheArticleThatLedToIt(t *testing.T) {
	for what, c := range map[string]struct {
		led  time.Time
		want []string
	}{
		"from a dated one": {story(2, "", "").Published, []string{"Un", "Deux", "Le moulin tourne", "Trois"}},
		"from the newest":  {story(1, "", "").Published, []string{"Un", "Le moulin tourne", "Deux", "Trois"}},
		"from one without": {time.Time{}, []string{"Un", "Deux", "Trois", "Le moulin tourne"}},
		"from one that is dated ahead": {noon().Add(72 * time.Hour),
			[]string{"Un", "Deux", "Trois", "Le moulin tourne"}},
	} {
		t.Run(what, func(t *testing.T) {
			s := open(t, t.TempDir())
			merge(t, s, story(1, "Un", whole), story(2, "Deux", whole), story(3, "Trois", whole))
			a := story(5, "Le moulin tourne", excerpt)
			a.Published = time.Time{}
			if _, err := s.AddPage(t.Context(), gazette.Key(), pageOf(a, whole), c.led); err != nil {
				t.Fatal(err)
			}
			if got := titles(t, s, store.Query{}); !slices.Equal(got, c.want) {
				t.Errorf("listed %q, want %q", got, c.want)
			}
			a.GUID = "moulin"
			merge(t, s, a)
			if got := titles(t, s, store.Query{}); !slices.Equal(got, c.want) {
				t.Errorf("when the feed brings it without a date, too: %q, want %q", got, c.want)
			}
		})
	}
}

func TestALinkedPageDoesNotTakeThePlaceOfALongerText(t *testing.T) {
	s := open(t, t.TempDir())
	a := story(1, "Le moulin tourne", whole)
	a.Words = len(strings.Fields(whole))
	merge(t, s, a)
	id, err := s.AddPage(t.Context(), gazette.Key(), pageOf(a, excerpt), time.Time{})
	if err != nil || id != a.ID {
		t.Fatal(id, err)
	}
	if e, text := read(t, s, id); text != whole || e.Words != a.Words {
		t.Errorf("kept %q, %d words", text, e.Words)
	}
}

func TestAnArchiveOfTheFirstVersionIsBroughtUpToDate(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	merge(t, s, story(1, "Le moulin tourne", whole), story(2, "Moulin : la roue réparée", whole))
	index(t, s, 2)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := bigarchive.Downgrade(dir, 1); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if got := fmt.Sprint(titles(t, s, store.Query{})); got != "[Le moulin tourne Moulin : la roue réparée]" {
		t.Errorf("listed %s", got)
	}
	index(t, s, 2)
	if got := found(t, s, store.Search{Words: "aubes"}); len(got) != 2 {
		t.Errorf("found %q", got)
	}
	if got := related(t, s, item(1).ID); len(got) != 1 {
		t.Errorf("related %+v", got)
	}
}
