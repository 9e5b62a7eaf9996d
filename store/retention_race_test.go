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
	rule, err := s.rule(t.Context(), Retention{Days: 30})
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.articles.Expired(t.Context(), rule)
	if err != nil || e.Articles != 1 {
		t.Fatalf("%+v, %v", e, err)
	}
	s.SetStarred(old.ID, true)
	if err := s.articles.Prune(t.Context(), e, rule); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Article(t.Context(), old.ID); err != nil {
		t.Errorf("the starred article went: %v", err)
	}
}

func TestNothingGoesWhereTheChaptersOfAWatchedStoryCannotBeRead(t *testing.T) {
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	src := feed.Source{URL: "https://gazette.example/feed/"}
	var old []feed.Article
	for id, title := range map[feed.ID]string{7: "Le bac", 8: "La suite du bac"} {
		old = append(old, feed.Article{ID: id, SourceKey: src.Key(), GUID: title, Title: title,
			Published: time.Now().AddDate(-1, 0, 0)})
	}
	if _, err := s.Merge(t.Context(), feed.Result{Source: src, Articles: old}); err != nil {
		t.Fatal(err)
	}
	s.SetWatched(7, true)
	s.SetWatched(9, true) // which is not kept here
	if e, err := s.Prune(t.Context(), Retention{Days: 30}); err != nil || e.Articles != 1 {
		t.Fatalf("%+v, %v", e, err)
	}
	bridge := feed.Article{ID: 10, SourceKey: src.Key(), GUID: "10", Title: "Le pont",
		Published: old[0].Published}
	sent := feed.Result{Source: src, Articles: []feed.Article{bridge}}
	if _, err := s.Merge(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", s.ArchivePath())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("DROP TABLE topics"); err != nil {
		t.Fatal(err)
	}
	if e, err := s.Prune(t.Context(), Retention{Days: 30}); err == nil || e.Articles > 0 {
		t.Errorf("%d went, %v", e.Articles, err)
	}
}
