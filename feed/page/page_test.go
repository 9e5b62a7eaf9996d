package page_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/feed/page"
)

const (
	fourBanal = "https://echo.example/2026/10/four-banal/"
	rekindled = "Le four banal de Kerlaouen rallume son feu"
	htmlType  = "text/html; charset=UTF-8"
)

func file(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// story is the text that most pages of testdata carry.
func story(t testing.TB) string { return strings.TrimSpace(string(file(t, "story.txt"))) }

func open(t testing.TB, name string) page.Page {
	t.Helper()
	p, err := page.Parse(file(t, name), "text/html", fourBanal)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

func TestATextIsFoundWholeAndAloneInEveryKindOfPage(t *testing.T) {
	for _, name := range []string{"classic.html", "block.html", "builder.html", "yarpp.html",
		"author.html", "newsletter.html", "comments.html", "member.html", "windows-1252.html",
		"undeclared.html", "broken-ld.html", "hentry.html", "nested.html"} {
		p := open(t, name)
		if got := markup.Text(p.Body); got != story(t) {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, story(t))
		}
		if p.Title != rekindled {
			t.Errorf("%s: title %q", name, p.Title)
		}
		if p.Words != 157 || p.Wall != page.None {
			t.Errorf("%s: %d words, %v", name, p.Words, p.Wall)
		}
		proposes := map[string]int{"yarpp.html": 3, "hentry.html": 1, "builder.html": 1}[name]
		if got := markup.Proposed(p.Body); len(got) != proposes {
			t.Errorf("%s proposes %v", name, got)
		}
	}
}

func TestAMarkedFragmentIsNotTakenForTheText(t *testing.T) {
	got := markup.Text(open(t, "elementor.html").Body)
	if want := "Le four chauffe de nouveau.\n\n" + story(t); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestATitleIsReadWithoutTheNameOfItsSite(t *testing.T) {
	const address = "https://www.lecho-des-landes.example/four/"
	for in, want := range map[string]string{
		"<title>Four : le feu | Lecho des Landes</title>":                                      "Four : le feu",
		"<title>Four – le feu - L’Écho des Landes</title>":                                     "Four – le feu",
		"<title>Four - le feu</title>":                                                         "Four - le feu",
		"<title>Le Four - les Landes | Radio</title>":                                          "Le Four - les Landes | Radio",
		"<title>L&rsquo;Écho des Landes</title>":                                               "L’Écho des Landes",
		`<meta property="og:title" content="A"><title>B`:                                       "A",
		`<title>B</title><h1 class="entry-title">A <i>c</i>`:                                   "A c",
		`<script type="application/ld+json">[{"@type":"NewsArticle","headline":"A"}]</script>`: "A",
		"<h1>A</h1>": "A",
	} {
		p, err := page.Parse([]byte("<html>"+in), htmlType, address)
		if err != nil || p.Title != want {
			t.Errorf("%s: %q, %v, want %q", in, p.Title, err, want)
		}
	}
}

func TestEveryCharsetIsRead(t *testing.T) {
	for what, c := range map[string]struct{ contentType, body string }{
		"declared by the server":  {"text/html; charset=ISO-8859-15", "<html><p>\xbduvre \xa4</p>"},
		"declared by the page":    {"", `<html><meta charset="iso-8859-15"><p>` + "\xbduvre \xa4</p>"},
		"declared wrongly":        {"text/html; charset=iso-8859-1", "<html><p>œuvre €</p>"},
		"UTF-8 with another byte": {htmlType, "<html><p>œuvre \x80</p>"},
		"UTF-16":                  {"", "\xff\xfe" + wide("<html><p>œuvre €</p>")},
		"UTF-8 with a mark":       {"", "\ufeff<html><p>œuvre €</p>"},
	} {
		p, err := page.Parse([]byte(c.body), c.contentType, fourBanal)
		if got := markup.Text(p.Body); err != nil || got != "œuvre €" {
			t.Errorf("%s: %q, %v", what, got, err)
		}
	}
}

// wide encodes a text as UTF-16, the lower byte first.
func wide(s string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(unit))
		b.WriteByte(byte(unit >> 8))
	}
	return b.String()
}

func TestAPageSaysWhoWroteItAndWhen(t *testing.T) {
	published := time.Date(2026, time.October, 3, 4, 40, 0, 0, time.UTC)
	p := open(t, "classic.html")
	p.Body, p.Words = markup.Raw{}, 0
	want := page.Page{URL: fourBanal, Canonical: fourBanal, Title: rekindled,
		Author: "Ronan Quémeneur", Site: "L’Écho des Landes-Bleues", Published: published,
		Updated: time.Date(2026, time.October, 4, 7, 0, 0, 0, time.UTC), Language: "fr-FR",
		Image: "https://echo.example/wp-content/uploads/four.jpg", ImageAlt: "La gueule du four"}
	if p != want {
		t.Errorf("got\n%+v\nwant\n%+v", p, want)
	}
	p = open(t, "block.html")
	if p.Author != "Ronan Quémeneur" || p.Image != "https://echo.example/four.jpg" ||
		!p.Published.Equal(published) || !p.Updated.IsZero() || p.Canonical != "" {
		t.Errorf("a page with a graph: %+v", p)
	}
	p = open(t, "broken-ld.html")
	if !p.Published.Equal(published) || p.Updated.Day() != 4 {
		t.Errorf("a page with a broken graph: %v, %v", p.Published, p.Updated)
	}
	if p = open(t, "author.html"); p.Author != "Ronan Quémeneur" || !p.Published.IsZero() {
		t.Errorf("a page without data: %q, %v", p.Author, p.Published)
	}
	if p = open(t, "builder.html"); !p.Published.IsZero() || p.Language != "fr" {
		t.Errorf("a page without dates: %v, %q", p.Published, p.Language)
	}
}

func TestADateOfSomethingElseOnThePageIsNotTheArticles(t *testing.T) {
	const day = `<time class="entry-date published" datetime="2026-11-22T08:00:00+01:00">today</time>`
	for what, c := range map[string]string{
		"the newest articles in a sidebar": `<aside>` + day + `</aside>`,
		"a widget":                         `<div class="widget_recent_entries">` + day + `</div>`,
		"related articles":                 `<div class="related-posts">` + day + `</div>`,
		"a comment":                        `<div class="comment-body">` + day + `</div>`,
		"the page's clock":                 `<div class="top"><time datetime="2026-11-22">today</time></div>`,
		"a date in the text":               `<p>22 novembre 2026</p>`,
	} {
		p, err := page.Parse(around(c), htmlType, fourBanal)
		if err != nil || !p.Published.IsZero() {
			t.Errorf("%s: %v, %v", what, p.Published, err)
		}
	}
	for what, c := range map[string]string{
		"the article's own": `<p class="entry-meta">` + day + `</p>`,
		"in a page builder": `<div class="elementor-widget">` + day + `</div>`,
		"in a layout":       `<div class="sidebar-right"><h1>Le four</h1>` + day + `</div>`,
	} {
		p, err := page.Parse(around(c), htmlType, fourBanal)
		if err != nil || p.Published.Day() != 22 {
			t.Errorf("%s: %v, %v", what, p.Published, err)
		}
	}
}

func TestWhatTheSiteProposesBesideTheTextComesAlong(t *testing.T) {
	got := fmt.Sprint(markup.Proposed(open(t, "yarpp.html").Body))
	want := fmt.Sprint([]markup.Anchor{
		{URL: "https://echo.example/tourbiere/", Text: "La tourbière de Plouzénac sous surveillance"},
		{URL: "https://echo.example/poneys/", Text: "Les poneys de la lande « ont » leur foire"},
		{URL: "https://echo.example/vitrail/", Text: "Un nouveau vitrail pour la chapelle"},
	})
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRelativeAddressesStartFromTheBase(t *testing.T) {
	p := open(t, "links.html")
	var got []string
	reading := markup.Read(p.Body)
	for _, a := range append(reading.Links, reading.Proposed...) {
		got = append(got, a.URL)
	}
	want := "https://cdn.echo.example/archives/plan.html https://cdn.echo.example/carte/ " +
		"https://autre.example/x https://echo.example/abs/ https://cdn.echo.example/archives/suite.html"
	if strings.Join(got, " ") != want {
		t.Errorf("links %q", got)
	}
	if p.Image != "https://cdn.echo.example/archives/four.jpg" {
		t.Errorf("picture %q", p.Image)
	}
	md := markup.Markdown(p.Body, markup.Options{})
	if !strings.Contains(md, "![Vue du four](https://cdn.echo.example/archives/vue.jpg)") ||
		strings.Contains(strings.ToLower(md), "javascript") {
		t.Errorf("Markdown\n%s", md)
	}
}

func TestWhatIsNoPageIsRefusedByItsName(t *testing.T) {
	for body, want := range map[string]string{
		"":                                 "empty",
		" \n\t":                            "empty",
		"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0": "pdf",
		"\x89PNG\r\n\x1a\n\x00\x00\x00":    "image",
		`{"code":"rest_no_route"}`:         "json",
		"PK\x03\x04\x14\x00\x06\x00":       "archive",
		"\x00\x01\x02\x03\x04\x05":         "binary",
		"Simple texte.":                    "text",
		`<?xml version="1.0"?><rss/>`:      "xml",
	} {
		_, err := page.Parse([]byte(body), "", fourBanal)
		var refused *page.Error
		if !errors.As(err, &refused) || refused.Reason != want || refused.URL != fourBanal {
			t.Errorf("%q: %v, want %s", body, err, want)
		}
	}
	if p, err := page.Parse([]byte("Simple texte."), htmlType, fourBanal); err != nil ||
		markup.Text(p.Body) != "Simple texte." {
		t.Errorf("text that is said to be HTML: %q, %v", markup.Text(p.Body), err)
	}
}

// article is the story in the feed: its title and its first lines.
func article(t testing.TB) feed.Article {
	t.Helper()
	teaser, _, _ := strings.Cut(story(t), "\n")
	return feed.Article{Title: rekindled, Link: fourBanal, Summary: teaser,
		Body: markup.Keep("<p>"+teaser+"</p>", fourBanal)}
}

func TestAPageIsTakenOnlyForMoreOfTheSameText(t *testing.T) {
	for name, want := range map[string]string{
		"classic.html": "", "block.html": "", "builder.html": "", "comments.html": "",
		"member.html": "", "login.html": "login", "cookies.html": "cookies",
		"banner-only.html": "cookies", "paywall.html": "paywall", "not-found.html": "other",
		"front.html": "other", "other.html": "other", "about-cookies.html": "other",
	} {
		checkReason(t, name, open(t, name).Of(article(t)), want)
	}
	whole := article(t)
	whole.Body = markup.Keep("<p>"+story(t)+"</p>", fourBanal)
	checkReason(t, "the same text", open(t, "classic.html").Of(whole), "less")
	whole.Body = markup.Keep("<p>"+story(t)+" Et plus.</p>", fourBanal)
	checkReason(t, "a shorter text", open(t, "classic.html").Of(whole), "less")
}

func checkReason(t *testing.T, what string, err error, want string) {
	t.Helper()
	got := ""
	var refused *page.Error
	if errors.As(err, &refused) {
		got = refused.Reason
	}
	if got != want || err != nil && refused == nil {
		t.Errorf("%s: %v, want %q", what, err, want)
	}
}

func TestAPageIsKnownUnderOtherAddressesAndTitles(t *testing.T) {
	for what, change := range map[string]func(*page.Page, *feed.Article){
		"an old link": func(_ *page.Page, a *feed.Article) { a.Link = "https://echo.example/?p=71" },
		"an AMP page": func(p *page.Page, a *feed.Article) {
			a.Link, p.URL = fourBanal+"amp/", fourBanal+"amp/"
		},
		"a title with its site": func(p *page.Page, _ *feed.Article) {
			p.Title += " | Kerlaouen | L’Écho"
		},
		"a title in other signs": func(_ *page.Page, a *feed.Article) {
			a.Title = "LE FOUR BANAL DE KERLAOUEN RALLUME SON « FEU » !"
		},
		"a title slightly changed": func(p *page.Page, _ *feed.Article) {
			p.Title = "À Kerlaouen, le four banal rallume son feu"
		},
		"a title changed":          func(p *page.Page, _ *feed.Article) { p.Title = "Du pain !" },
		"a teaser written by hand": func(_ *page.Page, a *feed.Article) { a.Summary = "Ça sent bon." },
		"no canonical address":     func(p *page.Page, _ *feed.Article) { p.Canonical = "" },
		"no title":                 func(_ *page.Page, a *feed.Article) { a.Title = "" },
		"another canonical address": func(p *page.Page, _ *feed.Article) {
			p.Canonical = "https://x.example/"
		},
		"an old link, title changed": func(p *page.Page, a *feed.Article) {
			a.Link, p.Title = "https://echo.example/?p=71", "Pain"
		},
		"a body without a paragraph": func(_ *page.Page, a *feed.Article) { a.Body = markup.Raw{} },
	} {
		p, a := open(t, "classic.html"), article(t)
		change(&p, &a)
		checkReason(t, what, p.Of(a), "")
	}
}

func TestAPageOfSomethingElseIsRefused(t *testing.T) {
	for what, change := range map[string]func(*page.Page, *feed.Article){
		"another title and teaser": func(p *page.Page, a *feed.Article) {
			p.Title = "Page non trouvée"
			a.Summary = "Le conseil de Plouzénac vote le budget des routes mardi."
		},
		"a title that says more": func(p *page.Page, a *feed.Article) {
			p.Title, p.Canonical = "Four banal de Kerlaouen : le maçon Titouan Kermarrec raconte "+
				"quatorze mois de travail", "https://echo.example/2026/11/macon/"
			a.Title = "Le four banal de Kerlaouen"
		},
		"another title and canonical address": func(p *page.Page, _ *feed.Article) {
			p.Title, p.Canonical = "Les poneys", "https://echo.example/poneys/"
		},
		"sent elsewhere": func(p *page.Page, _ *feed.Article) {
			p.Title, p.URL, p.Canonical = "Kerlaouen", "https://echo.example/kerlaouen/", ""
		},
		"sent home": func(p *page.Page, a *feed.Article) {
			a.Link = "https://echo.example/?p=71"
			p.Title, p.URL, p.Canonical = "L’Écho", "https://echo.example/", ""
		},
	} {
		p, a := open(t, "classic.html"), article(t)
		change(&p, &a)
		checkReason(t, what, p.Of(a), "other")
	}
}
