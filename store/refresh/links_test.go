package refresh_test

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/markup"
	"breageek/feed/sample"
	"breageek/store"
	"breageek/store/refresh"
)

func TestALinkedPageIsArchivedUnderTheSourceThatProposesIt(t *testing.T) {
	web := publishTeasers(t, 1)
	c, s := desk(t)
	of := listed(t, c, s, web.source())[0]
	id, err := refresh.Link(t.Context(), c, s, of.ID, web.URL+"/a/77", "Nouvelle du puits numéro 77")
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.Article(t.Context(), id)
	if err != nil || e.SourceKey != of.SourceKey || e.Title != "Nouvelle du puits numéro 77" ||
		!strings.Contains(markup.Text(e.Body), "patience") || e.Link != web.URL+"/a/77" {
		t.Errorf("%+v, %v", e.Article, err)
	}
	var why *refresh.PageError
	web.answer = func(w http.ResponseWriter, r *http.Request) bool {
		switch r.URL.Path {
		case "/missing/":
			_, _ = io.WriteString(w, "<!doctype html><title>Page non trouvée</title><p>Cherchez encore.")
		case "/moved/":
			http.Redirect(w, r, "/a/5", http.StatusFound)
		default:
			return false
		}
		return true
	}
	for link, title := range map[string]string{
		web.URL + "/missing/": "Le concert de la chorale", web.URL + "/moved/": "Le concert de la chorale",
		"http://127.0.0.1:9/": "Admin", "https://ailleurs.example/": "Ailleurs",
	} {
		_, err = refresh.Link(t.Context(), c, s, of.ID, link, title)
		if !errors.As(err, &why) || why.Reason != "other" {
			t.Errorf("%s under the title %q: %v", link, title, err)
		}
	}
	other, err := refresh.Link(t.Context(), c, s, of.ID, web.URL+"/a/78", "Voyez donc ce puits")
	if e, err2 := s.Article(t.Context(), other); err != nil || err2 != nil || !strings.HasSuffix(e.Title, "78") {
		t.Errorf("a page under words that are not its title: %q, %v", e.Title, err)
	}
	if c, err := s.Counts(t.Context(), nil); err != nil || c.Total != 3 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestThePagesOfTheSampleEditionGiveTheLinksOfTheirSites(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
	paper := sample.Transport(now)
	c := fetch.NewClient(fetch.Options{Now: now, Transport: paper,
		Schemes: map[string]http.RoundTripper{sample.Scheme: paper}})
	s, err := store.Open(t.TempDir(), store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); _ = s.Close() })
	var sources []feed.Source
	for _, url := range sample.Feeds() {
		sources = append(sources, feed.Source{URL: url})
	}
	if _, err := refresh.Run(t.Context(), c, s, sources, refresh.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := refresh.Complete(t.Context(), c, s, sources, refresh.Always, nil); err != nil {
		t.Fatal(err)
	}
	entries, err := s.List(t.Context(), store.Query{})
	if err != nil || len(entries) < 30 {
		t.Fatal(len(entries), err)
	}
	for _, e := range entries {
		if e.Completeness != feed.Full {
			t.Errorf("%s: only an excerpt is kept", e.Title)
		}
		related, err := s.Related(t.Context(), e.ID, 30)
		if err != nil {
			t.Fatal(err)
		}
		proposed := 0
		for _, r := range related {
			if r.Kind == store.Site || slices.Contains(r.Also, store.Site) {
				proposed++
				if r.Entry.ID == 0 {
					t.Errorf("%s: %s is not known again", e.Title, r.Title)
				}
			}
		}
		if proposed < 4 { // a box of one and a list of three
			t.Errorf("%s: the site proposes %d stories", e.Title, proposed)
		}
	}
}
