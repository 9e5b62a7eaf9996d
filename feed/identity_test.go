package feed

import (
	"fmt"
	"strings"
	"testing"
)

// Whatever several items of a feed share, none of them overwrites another.
func TestNoItemOverwritesAnother(t *testing.T) {
	all := func(change func(n int, e *post)) []post {
		entries := three()
		for n := range entries {
			change(n, &entries[n])
		}
		return entries
	}
	for name, entries := range map[string][]post{
		"different identifiers, one link": all(func(_ int, e *post) { e.link = "https://valmont.example/avis" }),
		"one identifier, different links": all(func(_ int, e *post) { e.id = "N/A" }),
		"the blog's address as identifier": all(func(_ int, e *post) {
			e.id = "https://valmont.example/blog/"
		}),
		"one identifier and one link": all(func(_ int, e *post) { e.id, e.link = "N/A", "https://valmont.example/avis" }),
		"one identifier, no link":     all(func(_ int, e *post) { e.id, e.link = "N/A", "" }),
		"no identifier, one link":     all(func(_ int, e *post) { e.id, e.link = "", "https://valmont.example/avis" }),
		"no identifier, the site's":   all(func(_ int, e *post) { e.id, e.link = "", "https://valmont.example/" }),
		"no identifier, one page's parts": all(func(n int, e *post) {
			e.id, e.link = "", fmt.Sprintf("https://valmont.example/journal#jour%d", n)
		}),
		"neither identifier nor link": all(func(_ int, e *post) { e.id, e.link = "", "" }),
		"one link, one date":          all(func(_ int, e *post) { e.id, e.link, e.date = "", "https://valmont.example/avis", "" }),
		"one link, one title": all(func(_ int, e *post) {
			e.id, e.link, e.title = "", "https://valmont.example/avis", "Bulletin"
		}),
		"only the text differs": all(func(_ int, e *post) {
			e.id, e.link, e.title, e.date = "", "https://valmont.example/avis", "Bulletin", ""
		}),
		"no titles": all(func(_ int, e *post) { e.id, e.link, e.title = "", "", "" }),
	} {
		t.Run(name, func(t *testing.T) {
			inEveryFormat(t, func(t *testing.T, format format) {
				p := parse(t, format.feed("", entries...))
				ids, texts := map[ID]bool{}, map[string]bool{}
				for _, a := range p.Articles {
					ids[a.ID], texts[a.Summary] = true, true
				}
				if len(ids) != 3 || len(texts) != 3 {
					t.Errorf("%d articles of 3, %d texts: %s", len(ids), len(texts), titles(p))
				}
				again := parse(t, format.feed("", entries[2], entries[0], entries[1]))
				for _, a := range again.Articles {
					if !ids[a.ID] {
						t.Errorf("in another order %q is another article", a.Title)
					}
				}
			})
		})
	}
}

// An identifier must be unique: the others of the same feed keep theirs.
func TestAnIdentifierThatTwoShareLeavesTheOthersAlone(t *testing.T) {
	inEveryFormat(t, func(t *testing.T, format format) {
		before := parse(t, format.feed("", three()...))
		entries := three()
		entries[1].id = entries[2].id
		after := parse(t, format.feed("", entries...))
		if len(after.Articles) != 3 || after.Articles[0].ID != before.Articles[0].ID {
			t.Errorf("%s", titles(after))
		}
	})
}

// RFC 4287 §4.1.1: entries with one id are versions of one entry.
func TestTheLaterVersionOfAnItemThatIsListedTwiceIsKept(t *testing.T) {
	inEveryFormat(t, func(t *testing.T, format format) {
		if !format.hasID {
			t.Skip("without identifiers they are two articles")
		}
		older := three()[0]
		newer := older
		newer.date, newer.body = "2026-11-25T10:00:00Z", "Le texte corrigé."
		for _, order := range [][]post{{older, newer}, {newer, older}} {
			p := parse(t, format.feed("", order...))
			if len(p.Articles) != 1 || p.Articles[0].Summary != "Le texte corrigé." {
				t.Errorf("%d articles, %q", len(p.Articles), p.Articles[0].Summary)
			}
		}
	})
}

// A feed that combines others has an item once for each of them.
func TestAnItemThatIsListedTwiceUnderOneAddressIsOne(t *testing.T) {
	inEveryFormat(t, func(t *testing.T, format format) {
		entries := three()[:2]
		entries[0].id, entries[0].link = "", "https://valmont.example/1?utm_source=a"
		entries[1] = entries[0]
		entries[1].link = "https://www.valmont.example/1/?utm_source=b"
		if p := parse(t, format.feed("", entries...)); len(p.Articles) != 1 {
			t.Errorf("%s", titles(p))
		}
	})
}

func TestAnIdentifierIsAnAddressWhereTheFormatSaysSo(t *testing.T) {
	item := func(guid string) string { return "<item><title>a</title>" + guid + "</item>" }
	page := "https://valmont.example/1"
	about := func(id string) string {
		return rdf("", post{id: id, title: "a"})
	}
	for name, c := range map[string]struct{ body, want string }{
		"RSS, by default":          {channel(item("<guid>" + page + "</guid>")), page},
		"RSS, said so":             {channel(item(`<guid isPermaLink="true">` + page + "</guid>")), page},
		"RSS, said so in capitals": {channel(item(`<guid isPermaLink="TRUE">` + page + "</guid>")), page},
		"RSS, denied":              {channel(item(`<guid isPermaLink="false">` + page + "</guid>")), ""},
		"RSS, denied in capitals":  {channel(item(`<guid isPermaLink="False">` + page + "</guid>")), ""},
		"RSS, no address":          {channel(item("<guid>at://did:plc:abc/post/4</guid>")), ""},
		"RSS, a number":            {channel(item("<guid>4711</guid>")), ""},
		"RSS, beside a link":       {channel(item("<link>/2</link><guid>" + page + "</guid>")), "https://www.valmont.example/2"},
		"RSS, Atom's link":         {rss20("", post{title: "a", raw: `<atom:link href="` + page + `"/>`}), page},
		"RSS, Atom's link to a feed": {rss20("", post{title: "a",
			raw: `<atom:link rel="self" type="application/atom+xml" href="https://valmont.example/1.atom"/>` +
				`<atom:link rel="alternate" href="` + page + `"/>`}), page},
		"RDF, about":              {about(page), page},
		"RDF, about that is none": {about("urn:uuid:1"), ""},
		"Atom, id":                {atom10("", post{id: page, title: "a"}), ""},
		"Atom, content elsewhere": {atom10("", post{id: "a", title: "a",
			raw: `<content type="text/html" src="` + page + `"/>`}), page},
		"Atom, several alternates": {atom10("", post{id: "a", title: "a",
			raw: `<link rel="alternate" type="application/json" href="/1.json"/>` +
				`<link rel="alternate" type="text/html" href="` + page + `"/>` +
				`<link rel="self" href="/self"/>`}), page},
		"Atom, alternates in several languages": {`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><entry><title>a</title>` +
			`<link rel="alternate" type="text/html" hreflang="en" href="/en"/>` +
			`<link rel="alternate" type="text/html" hreflang="fr-FR" href="` + page + `"/></entry></feed>`, page},
		"Atom, no rel":          {atom10("", post{id: "a", title: "a", raw: `<link href="` + page + `"/>`}), page},
		"JSON, id":              {jsonFeed("", post{id: page, title: "a"}), page},
		"JSON, url":             {jsonFeed("", post{id: "https://valmont.example/x", link: page, title: "a"}), page},
		"JSON, id that is none": {jsonFeed("", post{id: "1", title: "a"}), ""},
		"JSON, external_url alone": {`{"version":"https://jsonfeed.org/version/1","items":[` +
			`{"id":"1","title":"a","external_url":"` + page + `"}]}`, page},
	} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, c.body)
			if len(p.Articles) != 1 || p.Articles[0].Link != c.want {
				t.Errorf("%d articles, link %q, want %q", len(p.Articles), p.Articles[0].Link, c.want)
			}
		})
	}
}

func TestAnAddressNamesAPartOfAPageButNotWhereAReaderCameFrom(t *testing.T) {
	for link, want := range map[string]string{
		"https://www.valmont.example/journal#jour3":             "valmont.example/journal#jour3",
		"http://valmont.example/journal/":                       "valmont.example/journal",
		"https://valmont.example/a#xtor=RSS-3208":               "valmont.example/a",
		"https://valmont.example/a#utm_source=rss&utm_medium=x": "valmont.example/a",
		"https://valmont.example/a#:~:text=pont":                "valmont.example/a",
		"https://valmont.example/#!/a/1":                        "valmont.example#!/a/1",
		"mailto:a@valmont.example":                              "",
	} {
		if got := Address(link); got != want {
			t.Errorf("%s is %q, want %q", link, got, want)
		}
	}
}

func TestWhatHasNoTitleIsListedByItsFirstWords(t *testing.T) {
	long := strings.Repeat("mot ", 40) + "fin"
	for name, c := range map[string]struct {
		a    Article
		want string
	}{
		"a title":   {Article{Title: "Le pont", Summary: "Il rouvre."}, "Le pont"},
		"a text":    {Article{Summary: "Ce matin le marché sent la pluie."}, "Ce matin le marché sent la pluie."},
		"long":      {Article{Summary: long}, strings.TrimSpace(strings.Repeat("mot ", 14)) + "…"},
		"a picture": {Article{ImageAlt: "Le phare", Link: "https://valmont.example/1"}, "Le phare"},
		"a link":    {Article{Link: "https://valmont.example/1"}, "valmont.example/1"},
		"nothing":   {Article{}, ""},
	} {
		if got := c.a.Heading(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
