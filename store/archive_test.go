package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
)

func TestAnArticleThatLeftTheFeedStays(t *testing.T) {
	s := open(t, t.TempDir())
	merge(t, s, item(1), item(2))
	merge(t, s, item(1))
	merge(t, s)
	if err := s.Failed(t.Context(), gazette, feed.Validators{}, "en panne"); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(titles(t, s, store.Query{})); got != "[Nouvelle 1 Nouvelle 2]" {
		t.Errorf("listed %s", got)
	}
}

func TestUpdatedMeansAnotherTextOrTitleNotOtherMarkup(t *testing.T) {
	s := open(t, t.TempDir())
	merge(t, s, item(1))
	same := item(1)
	same.Body = markup.Keep("<div><p class=\"wp-block\">Le texte de la <b>nouvelle</b> 1.</p></div>", "")
	other := item(1)
	other.Body = markup.Keep("<p>Le texte corrigé.</p>", "")
	for _, c := range []struct {
		name    string
		a       feed.Article
		updated int
	}{{"other markup", same, 0}, {"other text", other, 1}} {
		if got := merge(t, s, c.a); len(got.Updated) != c.updated || len(got.New) != 0 {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	renamed := item(1)
	renamed.Title = "Un autre titre"
	if got := merge(t, s, renamed); len(got.Updated) != 1 {
		t.Errorf("another title: %+v", got)
	}
}

func TestATeaserNeverReplacesAFullText(t *testing.T) {
	s := open(t, t.TempDir())
	merge(t, s, item(1))
	teaser := item(1)
	teaser.Completeness, teaser.Body, teaser.Title = feed.Teaser, markup.Keep("<p>Le…</p>", ""), "Neuf"
	if got := merge(t, s, teaser); len(got.Updated) != 1 {
		t.Errorf("%+v", got)
	}
	e, err := s.Article(t.Context(), item(1).ID)
	if err != nil || e.Title != "Neuf" || e.Completeness != feed.Full ||
		!strings.Contains(markup.Text(e.Body), "Le texte de la nouvelle 1") {
		t.Errorf("%v: %q, %s, %q", err, e.Title, e.Completeness, markup.Text(e.Body))
	}
}

func TestAnItemWhoseGUIDChangedIsTheSameArticle(t *testing.T) {
	s := open(t, t.TempDir())
	merge(t, s, item(1), item(2))
	s.SetRead(item(1).ID, true)
	moved := item(1)
	moved.GUID, moved.ID = "another", feed.NewID(gazette.Key(), "another", "", "", time.Time{})
	moved.Link += "?utm_source=rss"
	if got := merge(t, s, moved, item(2)); len(got.New) != 0 {
		t.Errorf("merged %+v", got)
	}
	got, err := s.List(t.Context(), store.Query{})
	if err != nil || len(got) != 2 || got[0].ID != item(1).ID || !got[0].State.Read {
		t.Errorf("listed %v, %+v", err, got)
	}
	// A link that several items share says nothing.
	a, b := item(3), item(4)
	a.Link, b.Link = item(2).Link, item(2).Link
	if got := merge(t, s, a, b); len(got.New) != 2 {
		t.Errorf("two items with one link: %+v", got)
	}
}

func TestUndatedAndFutureArticlesStandWhereTheyWereFirstSeen(t *testing.T) {
	s := open(t, t.TempDir())
	undated, future, tomorrow := item(1), item(2), item(3)
	undated.Published = time.Time{}
	future.Published = noon().AddDate(1, 0, 0)
	tomorrow.Published = noon().Add(20 * time.Hour)
	merge(t, s, undated, future, tomorrow, item(4))
	if got := fmt.Sprint(titles(t, s, store.Query{})); got != "[Nouvelle 3 Nouvelle 1 Nouvelle 2 Nouvelle 4]" {
		t.Errorf("listed %s", got)
	}
	e, _ := s.Article(t.Context(), undated.ID)
	if !e.Published.IsZero() || !e.Date.Equal(noon()) || !e.FirstSeen.Equal(noon()) {
		t.Errorf("undated: %v, %v", e.Published, e.Date)
	}
}

func TestAnArticleThatIsDatedAnewRisesToItsNewDate(t *testing.T) {
	now, dir := noon(), t.TempDir()
	s, err := store.Open(dir, store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	merge(t, s, item(1), item(2))
	now = now.AddDate(0, 0, 3)
	again := item(2)
	again.Published = now.Add(-time.Minute)
	merge(t, s, again)
	e, err := s.Article(t.Context(), again.ID)
	if err != nil || !e.Date.Equal(again.Published) || !e.FirstSeen.Equal(noon()) {
		t.Errorf("dated %v, first seen %v, %v", e.Date, e.FirstSeen, err)
	}
	if got := fmt.Sprint(titles(t, s, store.Query{})); got != "[Nouvelle 2 Nouvelle 1]" {
		t.Errorf("listed %s", got)
	}
}

func TestTenThousandUndatedItemsComeInTheFeedsOrder(t *testing.T) {
	s := open(t, t.TempDir())
	var items []feed.Article
	for n := range 10_000 {
		a := item(n)
		a.Published = time.Time{}
		items = append(items, a)
	}
	if got := merge(t, s, append(items, items[7])...); len(got.New) != 10_000 {
		t.Fatalf("%d are new", len(got.New))
	}
	got := titles(t, s, store.Query{Limit: 20_000})
	for i, title := range got {
		if title != items[i].Title {
			t.Fatalf("%d is %q", i, title)
		}
	}
}

func TestWindowsJoinWithoutAGap(t *testing.T) {
	s := open(t, t.TempDir())
	var items []feed.Article
	for n := range 50 {
		items = append(items, item(n/2)) // two of each hour: one second
		items[n].ID, items[n].Link = feed.ID(n+1), ""
		items[n].Title = fmt.Sprint(n)
	}
	merge(t, s, items...)
	s.SetRead(items[3].ID, true)
	for _, filter := range []store.Filter{store.All, store.Unread} {
		whole := titles(t, s, store.Query{Filter: filter})
		var joined []string
		q := store.Query{Filter: filter, Limit: 7}
		for {
			page, err := s.List(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, e := range page {
				joined = append(joined, e.Title)
			}
			q.After = page[len(page)-1].Cursor()
		}
		if !slices.Equal(whole, joined) {
			t.Errorf("filter %d: %v, in windows %v", filter, whole, joined)
		}
		upto := titles(t, s, store.Query{Filter: filter, Upto: q.After})
		if !slices.Equal(whole, upto) {
			t.Errorf("filter %d: down to the last %v", filter, upto)
		}
	}
}

func TestFiltersAndCountsAgree(t *testing.T) {
	s := open(t, t.TempDir())
	merge(t, s, item(1), item(2), item(3))
	other := item(4)
	courrier := feed.Source{Name: "Le Courrier", URL: "https://courrier.example/feed"}
	if _, err := s.Merge(t.Context(), feed.Result{Source: courrier, Articles: []feed.Article{other}}); err != nil {
		t.Fatal(err)
	}
	s.SetRead(item(1).ID, true)
	s.SetStarred(item(3).ID, true)
	s.SetRead(999, true) // known from another machine, not archived here
	for _, c := range []struct {
		q    store.Query
		want string
	}{
		{store.Query{Filter: store.Unread}, "[Nouvelle 2 Nouvelle 3 Nouvelle 4]"},
		{store.Query{Filter: store.Unread, Keep: []feed.ID{item(1).ID}}, "[Nouvelle 1 Nouvelle 2 Nouvelle 3 Nouvelle 4]"},
		{store.Query{Filter: store.Starred}, "[Nouvelle 3]"},
		{store.Query{Sources: []string{courrier.Key()}}, "[Nouvelle 4]"},
		{store.Query{Sources: []string{courrier.Key()}, Filter: store.Starred}, "[]"},
		{store.Query{Sources: []string{gazette.Key(), courrier.Key()}, Limit: 2}, "[Nouvelle 1 Nouvelle 2]"},
		{store.Query{Sources: []string{"unknown"}}, "[]"},
	} {
		if got := fmt.Sprint(titles(t, s, c.q)); got != c.want {
			t.Errorf("%+v: %s, want %s", c.q, got, c.want)
		}
	}
	for want, sources := range map[store.Counts][]string{
		{Total: 4, Unread: 3, Starred: 1}: nil, {Total: 1, Unread: 1}: {courrier.Key()},
	} {
		if got, err := s.Counts(t.Context(), sources); err != nil || got != want {
			t.Errorf("counts of %v: %+v, %v", sources, got, err)
		}
	}
}

func TestTheUnreadAreFoundUnderManyRead(t *testing.T) {
	s := open(t, t.TempDir())
	var items []feed.Article
	for n := range 5000 {
		items = append(items, item(n))
	}
	merge(t, s, items...)
	for _, a := range items[:4990] {
		s.SetRead(a.ID, true)
	}
	got := titles(t, s, store.Query{Filter: store.Unread})
	if len(got) != 10 || got[0] != "Nouvelle 4990" {
		t.Errorf("unread: %v", got)
	}
}

func TestPrefixesNameArticles(t *testing.T) {
	s := open(t, t.TempDir())
	a, b := item(1), item(2)
	a.ID, b.ID = 0xfedc000000000001, 0xfedd000000000002
	merge(t, s, a, b)
	if id, err := s.Resolve(t.Context(), "FEDC"); id != a.ID || err != nil {
		t.Errorf("fedc: %v, %v", id, err)
	}
	var ambiguous *store.AmbiguousError
	if _, err := s.Resolve(t.Context(), "fed"); !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != 2 {
		t.Errorf("fed: %v", err)
	}
	var prefix *store.PrefixError
	if _, err := s.Resolve(t.Context(), "née"); !errors.As(err, &prefix) {
		t.Errorf("née: %v", err)
	}
	if _, err := s.Resolve(t.Context(), "0"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("0: %v", err)
	}
	if _, err := s.Article(t.Context(), 5); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("article 5: %v", err)
	}
}

func TestValidatorsComeBack(t *testing.T) {
	s := open(t, t.TempDir())
	v := feed.Validators{ETag: `"a"`, LastModified: "Sun", Wait: noon()}
	_, err := s.Merge(t.Context(), feed.Result{Source: gazette, Unchanged: true, Validators: v})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Validators(context.Background(), gazette.Key()); err != nil || got != v {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := s.Validators(context.Background(), "unknown"); err != nil || got != (feed.Validators{}) {
		t.Errorf("unknown: %+v, %v", got, err)
	}
}
