package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/feed/hostile"
	"breageek/feed/markup"
	webpage "breageek/feed/page"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/plain"
	"breageek/ui/reader"
	"breageek/ui/theme"
)

// set checks an article as it is set for the screen.
func set(t *testing.T, a feed.Article, width int) {
	t.Helper()
	key := reader.Key{ID: 1, Width: max(20, min(width, 200)), Measure: 72, Dark: true}
	doc := plain.Document(store.Entry{Article: a}, time.UTC, false)
	text := reader.Render(doc, key, theme.New(true), locale.French())
	for _, line := range text.Lines {
		clean(t, "line", line)
		if w := ansi.StringWidth(line); w != key.Width {
			t.Errorf("%d cells, not %d: %q", w, key.Width, line)
		}
		if strings.Contains(line, "\n") {
			t.Errorf("a line of two: %q", line)
		}
	}
	for _, link := range text.Links {
		harmless(t, "link", link.URL)
	}
	clean(t, "title", a.Title)
}

// FuzzFeedOnScreen reads any bytes as a feed, and sets its articles for the screen.
func FuzzFeedOnScreen(f *testing.F) {
	items := hostile.Items()
	for i := 0; i < len(items); i += 400 {
		f.Add(hostile.Feed("https://a.example", items[i:i+2]), 40+i%80)
	}
	f.Add([]byte(feedOf(stories())), 80)
	f.Fuzz(func(t *testing.T, body []byte, width int) {
		src := feed.Source{URL: "https://a.example/feed/"}
		p, err := feed.Parse(body, "application/rss+xml", src, src.URL)
		if err != nil {
			clean(t, "error", notice.Explain(locale.French(), err))
			return
		}
		for i, a := range p.Articles {
			if i == 5 {
				break
			}
			set(t, a, width)
		}
	})
}

// FuzzPageOnScreen reads any bytes as an article's web page, and sets its text.
func FuzzPageOnScreen(f *testing.F) {
	for _, a := range hostile.Sequences() {
		f.Add([]byte("<html><title>"+a.Bytes+"</title><article><p>"+strings.Repeat(a.Bytes+" mots ", 40)+
			"</p></article>"), 60)
	}
	f.Fuzz(func(t *testing.T, body []byte, width int) {
		p, err := webpage.Parse(body, "text/html", "https://a.example/1/")
		if err != nil {
			clean(t, "error", notice.ExplainPage(locale.French(), err))
			return
		}
		set(t, p.Article(), width)
	})
}

// FuzzSearchWords searches the archive, and a text, for any words.
func FuzzSearchWords(f *testing.F) {
	for _, words := range []string{"mot", "\"", "a OR b", "NEAR(", "œuvre d'été", "*", "-x", "\x00", "١٢"} {
		f.Add(words)
	}
	st, err := store.Open(f.TempDir(), store.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = st.Close() })
	src := feed.Source{URL: "https://a.example/feed/"}
	a := feed.Article{ID: 1, SourceKey: src.Key(), GUID: "1", Title: "Un mot", Completeness: feed.Full,
		Body: markup.Keep("<p>Un mot d’été, une œuvre.</p>", "")}
	if _, err := st.Merge(f.Context(), feed.Result{Source: src, Articles: []feed.Article{a}}); err != nil {
		f.Fatal(err)
	}
	if _, err := st.Index(f.Context()); err != nil {
		f.Fatal(err)
	}
	pane := reader.New(theme.New(true), locale.French())
	pane.SetSize(40, 20)
	pane.Show(reader.Render(plain.Document(store.Entry{Article: a}, time.UTC, false),
		reader.Key{ID: 1, Width: 40, Measure: 40, Dark: true}, theme.New(true), locale.French()),
		reader.Place{})
	f.Fuzz(func(t *testing.T, words string) {
		for _, ranked := range []bool{false, true} {
			if _, err := st.Search(t.Context(), store.Search{Words: words, Ranked: ranked}); err != nil {
				t.Errorf("%q: %v", words, err)
			}
		}
		pane.Find(words)
		for _, line := range pane.Lines("") {
			clean(t, "found", line)
		}
	})
}
