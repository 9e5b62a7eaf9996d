package store

import (
	"database/sql"
	"testing"
	"time"

	"breageek/feed"
)

func TestAnArticleThatIsStarredWhileOldOnesGoStays(t *testing.T) {
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	src := feed.Source{URL: "https://gazette.example/feed/"}
	old := feed.Article{ID: 7, SourceKey: src.Key(), GUID: "7", Title: "Le bac",
		Published: time.Now().AddDate(-1, 0, 0)}
	sent := feed.Result{Source: src, Articles: []feed.Article{old}}
	if _, err := s.Merge(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	e, err := s.Expired(t.Context(), Keep{Days: 30})
	if err != nil || e.Articles != 1 {
		t.Fatalf("%+v, %v", e, err)
	}
	s.SetStarred(old.ID, true)
	err = s.update(t.Context(), func(tx *sql.Tx) error { return s.letGo(t.Context(), tx, e, 0, 1) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Article(t.Context(), old.ID); err != nil {
		t.Errorf("the starred article went: %v", err)
	}
}
