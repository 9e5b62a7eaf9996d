package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/ui/browse"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/read"
	"breageek/ui/reader"
	"breageek/ui/session"
	"breageek/ui/theme"
)

// settled returns a screen of 120×36 with 200 headlines and an open article.
func settled(b testing.TB) *Model {
	b.Helper()
	st, err := store.Open(b.TempDir(), store.Options{Now: func() time.Time { return noon }})
	if err != nil {
		b.Fatal(err)
	}
	src := feed.Source{URL: "https://bench.example/feed/", Name: "Le Banc"}
	r := feed.Result{Source: src}
	for i := range 200 {
		title := fmt.Sprintf("Port-Vieil : le pont numéro %d rouvre après six mois de travaux", i)
		r.Articles = append(r.Articles, feed.Article{
			ID: feed.ID(i + 1), SourceKey: src.Key(), GUID: title, Title: title,
			Published: noon.Add(-time.Duration(i) * time.Hour), Body: prose(1000),
			Completeness: feed.Full, Words: 1000,
		})
	}
	if _, err := st.Merge(b.Context(), r); err != nil {
		b.Fatal(err)
	}
	m := New(session.Deps{
		Library: session.Library{Store: st, Client: fetch.NewClient(fetch.Options{}),
			Sources: []feed.Source{src}, Offline: true},
		Locale: locale.French(), Now: func() time.Time { return noon }, Theme: "dark",
	})
	b.Cleanup(func() { _ = m.Close() })
	m.resize(120, 36)
	m.listed(m.lists.Restart()().(browse.ListMsg))
	m.open(m.lists.Headlines.Items()[0].ID)
	m.read.ShowText(m.read.Render(m.read.Article.Want.ID, false)().(read.TextMsg))
	return m
}

// prose is a body of so many words.
func prose(words int) markup.Raw {
	sentence := "Les riverains attendent la <b>fin du chantier</b>, qui a coûté 1 234 567 euros : " +
		"« enfin ! » dit <a href=\"https://a.example/\">le maire</a>. "
	var b strings.Builder
	for n := 0; n < words; n += 80 {
		b.WriteString("<p>" + strings.Repeat(sentence, 5) + "</p>")
	}
	return markup.Keep(b.String(), "https://a.example/")
}

// BenchmarkKey is a key press through Update and View, in each pane.
func BenchmarkKey(b *testing.B) {
	for pane, name := range []string{"headlines", "article", "related"} {
		b.Run(name, func(b *testing.B) {
			m := settled(b)
			m.focusOn(layout.Pane(pane))
			keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'k', Text: "k"}}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m.Update(keys[i/20%2])
				_ = m.View()
			}
		})
	}
}

// BenchmarkRender sets an article from its body as sent to its lines: all of it, and
// what the first screen of a pane of 30 lines needs.
func BenchmarkRender(b *testing.B) {
	look := reader.Look{Theme: theme.New(true), Locale: locale.French()}
	key := reader.Key{ID: 1, Width: 76, Measure: 72, Dark: true}
	for _, words := range []int{100, 1_000, 10_000} {
		doc := reader.Document{ID: 1, Title: "Le pont rouvre", Body: prose(words), Words: words}
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				reader.Render(doc, key, look.Theme, look.Locale)
			}
		})
		b.Run(fmt.Sprintf("%d/first", words), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				draft := reader.Compose(doc, look)
				if _, more := draft.Window(key, reader.Place{}, 30); !more {
					draft.Text(key)
				}
			}
		})
		b.Run(fmt.Sprintf("%d/whole", words), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				reader.Compose(doc, look).Text(key)
			}
		})
	}
}
