package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/bigarchive"
)

// prose is articles with bodies that have much in common, as those of a newspaper, one without
// a body and one whose body is a single word.
func prose(n int) []feed.Article {
	p := bigarchive.NewPress(5)
	var all []feed.Article
	for i := range n {
		all = append(all, p.Article(gazette, i, noon().Add(-time.Duration(i)*time.Minute)))
	}
	all[1].Body = markup.Raw{}
	all[2].Body = markup.Keep("Non.", "")
	return all
}

// kept returns how many bytes the bodies of an archive take, and how many are in a frame.
func kept(t *testing.T, dir string) (bytes, frames int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.QueryRow(`SELECT sum(length(body)), sum(hex(substr(body, 1, 4)) = '28B52FFD')
		FROM bodies`).Scan(&bytes, &frames)
	if err != nil {
		t.Fatal(err)
	}
	return bytes, frames
}

func TestBodiesComeBackAsTheyWereAndTakeLessThanHalfTheRoom(t *testing.T) {
	dir, articles := t.TempDir(), prose(60)
	s := open(t, dir)
	merge(t, s, articles[:1]...) // too little for a dictionary
	merge(t, s, articles...)
	raw := 0
	s = open(t, dir) // which has not made the dictionary
	for _, a := range articles {
		raw += a.Body.Len()
		got, err := s.Article(t.Context(), a.ID)
		if err != nil || got.Body != a.Body {
			t.Fatalf("%s: %v, %d bytes, want %d", a.Title, err, got.Body.Len(), a.Body.Len())
		}
		if sent, err := s.Sent(t.Context(), a.ID); err != nil || sent.Body != a.Body {
			t.Fatalf("%s as it was sent: %v", a.Title, err)
		}
	}
	if bytes, _ := kept(t, dir); bytes*2 > raw {
		t.Errorf("%d bytes take %d", raw, bytes)
	}
}

func TestBodiesOfAnOlderVersionAreReadAtOnceAndCompressedBehindTheFirstRefresh(t *testing.T) {
	dir, articles := t.TempDir(), prose(450) // more than two batches
	s := open(t, dir)
	merge(t, s, articles...)
	index(t, s, len(articles))
	if err := s.KeepPage(t.Context(), articles[3].ID, articles[4], true); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := bigarchive.Downgrade(dir, 6); err != nil {
		t.Fatal(err)
	}
	before, frames := kept(t, dir)
	if frames != 0 {
		t.Fatalf("the older version has %d frames", frames)
	}
	s = open(t, dir)
	shown := func(when string) {
		t.Helper()
		for i, a := range articles {
			want := a.Body
			if i == 3 {
				want = articles[4].Body
			}
			if got, err := s.Article(t.Context(), a.ID); err != nil || got.Body != want {
				t.Fatalf("%s, %s: %v, %d bytes, want %d", when, a.Title, err, got.Body.Len(), want.Len())
			}
		}
		if h, err := s.Health(t.Context()); err != nil || len(h.Faults) > 0 {
			t.Errorf("%s: %v, %v", when, h.Faults, err)
		}
	}
	shown("before")
	changed := articles[5]
	changed.Body = markup.Keep(fmt.Sprint(changed.Body.Len(), " octets"), "")
	articles[5] = changed
	fresh := prose(451)[450]
	fresh.Body = markup.Raw{} // its number must not be that of an old body
	articles = append(articles, fresh)
	merge(t, s, changed, fresh)
	shown("with one changed")
	if _, err := s.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	shown("after")
	if after, frames := kept(t, dir); after*2 > before || frames < len(articles)-4 {
		t.Errorf("%d bytes take %d, in %d frames", before, after, frames)
	}
}
