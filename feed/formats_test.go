package feed

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"testing"
)

// A post is an item of a feed, whatever the format.
type post struct {
	id, link, title, body string
	date                  string // RFC 3339
	raw                   string // additional elements of the format
}

// A format writes entries as one format has them.
type format struct {
	name    string
	hasID   bool // the format has identifiers that are not addresses
	feed    func(head string, entries ...post) string
	isXML   bool
	isAtom  bool
	unknown bool // it does not say whether its texts are HTML
}

func formats() []format {
	return []format{
		{name: "RSS 0.91", feed: rss09, isXML: true, unknown: true},
		{name: "RSS 2.0", hasID: true, feed: rss20, isXML: true, unknown: true},
		{name: "RDF", hasID: true, feed: rdf, isXML: true, unknown: true},
		{name: "Atom 0.3", hasID: true, feed: atom03, isXML: true, isAtom: true},
		{name: "Atom 1.0", hasID: true, feed: atom10, isXML: true, isAtom: true},
		{name: "Atom 1.0 with a prefix", hasID: true, feed: atomPrefixed, isXML: true, isAtom: true},
		{name: "JSON Feed", hasID: true, feed: jsonFeed},
	}
}

// element writes an element of XML unless it is empty.
func element(name, attributes, text string) string {
	if text == "" {
		return ""
	}
	return "<" + name + attributes + ">" + html.EscapeString(text) + "</" + name + ">"
}

func rssItems(entries []post, id func(e post) (attribute, inner string)) string {
	var b strings.Builder
	for _, e := range entries {
		attribute, inner := id(e)
		b.WriteString("<item" + attribute + ">" + inner + element("title", "", e.title) +
			element("link", "", e.link) + element("dc:date", "", e.date) +
			element("description", "", e.body) + e.raw + "</item>")
	}
	return b.String()
}

const rssSpaces = ` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"` +
	` xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"`

func rss09(head string, entries ...post) string {
	return `<?xml version="1.0"?><rss version="0.91"` + rssSpaces + `><channel><title>V</title>` + head +
		rssItems(entries, func(post) (string, string) { return "", "" }) + "</channel></rss>"
}

func rss20(head string, entries ...post) string {
	return `<?xml version="1.0"?><rss version="2.0"` + rssSpaces + `><channel><title>V</title>` + head +
		rssItems(entries, func(e post) (string, string) {
			return "", element("guid", ` isPermaLink="false"`, e.id)
		}) + "</channel></rss>"
}

func rdf(head string, entries ...post) string {
	return `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"` +
		` xmlns="http://purl.org/rss/1.0/"` + rssSpaces + `><channel rdf:about="x"><title>V</title>` + head +
		"</channel>" + rssItems(entries, func(e post) (string, string) {
		if e.id == "" {
			return "", ""
		}
		return ` rdf:about="` + html.EscapeString(e.id) + `"`, ""
	}) + "</rdf:RDF>"
}

// atomFeed writes Atom; p is the prefix of its names.
func atomFeed(p, spaces, published, head string, entries []post) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><` + p + `feed ` + spaces + `>` + element(p+"title", "", "V") + head)
	for _, e := range entries {
		b.WriteString("<" + p + "entry>" + element(p+"id", "", e.id) + element(p+"title", "", e.title))
		if e.link != "" {
			b.WriteString(`<` + p + `link rel="alternate" href="` + html.EscapeString(e.link) + `"/>`)
		}
		b.WriteString(element(p+published, "", e.date) + element(p+"summary", "", e.body) + e.raw +
			"</" + p + "entry>")
	}
	return b.String() + "</" + p + "feed>"
}

func atom03(head string, entries ...post) string {
	return atomFeed("", `version="0.3" xmlns="http://purl.org/atom/ns#"`, "issued", head, entries)
}

func atom10(head string, entries ...post) string {
	return atomFeed("", `xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"`,
		"published", head, entries)
}

func atomPrefixed(head string, entries ...post) string {
	return atomFeed("a:", `xmlns:a="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"`,
		"published", head, entries)
}

func jsonFeed(_ string, entries ...post) string {
	items := []map[string]any{}
	for _, e := range entries {
		item := map[string]any{}
		for key, value := range map[string]string{"id": e.id, "url": e.link, "title": e.title,
			"content_text": e.body, "date_published": e.date} {
			if value != "" {
				item[key] = value
			}
		}
		items = append(items, item)
	}
	b, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "V",
		"items": items})
	if err != nil {
		panic(err)
	}
	return string(b)
}

// inEveryFormat runs a test on each format.
func inEveryFormat(t *testing.T, f func(t *testing.T, format format)) {
	t.Helper()
	for _, format := range formats() {
		t.Run(format.name, func(t *testing.T) { f(t, format) })
	}
}

// three returns posts that differ in everything, on consecutive days.
func three() []post {
	var all []post
	for n, title := range []string{"Le pont rouvre", "Un héron dort", "La halle brûle"} {
		all = append(all, post{id: fmt.Sprintf("tag:valmont.example,2026:%d", n),
			link: fmt.Sprintf("https://valmont.example/%d", n), title: title,
			body: "Le texte de " + title + ".", date: fmt.Sprintf("2026-11-2%dT10:00:00Z", n)})
	}
	return all
}

func TestEveryFormatIsRead(t *testing.T) {
	inEveryFormat(t, func(t *testing.T, format format) {
		p := parse(t, format.feed("", three()...))
		if got := titles(p); got != "Le pont rouvre | Un héron dort | La halle brûle" {
			t.Fatalf("titles %s", got)
		}
		for n, a := range p.Articles {
			want := three()[n]
			if a.Link != want.link || a.Summary != want.body || a.Published.Format("2006-01-02T15:04:05Z") != want.date {
				t.Errorf("%+v", a)
			}
			if format.hasID && a.GUID != want.id {
				t.Errorf("identifier %q, want %q", a.GUID, want.id)
			}
		}
	})
}
