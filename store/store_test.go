package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.uber.org/goleak"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// noon is when the tests happen.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

var gazette = feed.Source{Name: "La Gazette", URL: "https://www.gazette.example/feed/"}

// open opens a store that is closed with the test.
func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir, store.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// item is the n-th article of the gazette, n hours before noon.
func item(n int) feed.Article {
	guid := fmt.Sprintf("https://gazette.example/?p=%d", n)
	at := noon().Add(-time.Duration(n) * time.Hour)
	return feed.Article{
		ID: feed.NewID(gazette.Key(), guid, "", "", at), SourceKey: gazette.Key(), GUID: guid,
		Title: fmt.Sprintf("Nouvelle %d", n), Link: fmt.Sprintf("https://gazette.example/n%d/", n),
		Published: at, Summary: "Un résumé.", Completeness: feed.Full,
		Body: markup.Keep(fmt.Sprintf("<p>Le texte de la nouvelle %d.</p>", n), "https://gazette.example/"),
	}
}

// merge brings articles of the gazette into the store.
func merge(t testing.TB, s *store.Store, articles ...feed.Article) store.Merged {
	t.Helper()
	m, err := s.Merge(context.Background(), feed.Result{Source: gazette, Articles: articles})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// titles lists what a query shows.
func titles(t testing.TB, s *store.Store, q store.Query) []string {
	t.Helper()
	entries, err := s.List(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, e := range entries {
		out = append(out, e.Title)
	}
	return out
}

func TestWhatWasListedIsThereAfterARestart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	got := merge(t, s, item(1), item(2), item(3))
	if len(got.New) != 3 || len(got.Updated) != 0 {
		t.Fatalf("merged %v", got)
	}
	s.SetRead(item(2).ID, true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if got, want := fmt.Sprint(titles(t, s, store.Query{})), "[Nouvelle 1 Nouvelle 2 Nouvelle 3]"; got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(titles(t, s, store.Query{Filter: store.Unread})), "[Nouvelle 1 Nouvelle 3]"; got != want {
		t.Errorf("unread %s, want %s", got, want)
	}
	e, err := s.Article(context.Background(), item(2).ID)
	if err != nil || e.Body.Len() == 0 || !e.State.Read {
		t.Errorf("article: %v, body %d bytes, state %+v", err, e.Body.Len(), e.State)
	}
}
