package hostile

import (
	"fmt"
	"html"
	"strings"
)

// Fields returns the places of a feed where an attack may enter.
func Fields() []string {
	return []string{"title", "link", "guid", "author", "category", "description", "text",
		"heading", "link of the text", "words of a link", "quote", "list", "table", "code", "caption",
		"picture", "alternative text", "enclosure", "channel title", "channel link"}
}

// An Item is one article of the paper, and what it tries.
type Item struct {
	Attack, Field, Encoding string
	fields                  map[string]string // as written in the feed
}

// Items returns all attacks, each in every field and encoding.
func Items() (all []Item) {
	lines := []string{"title", "author", "category", "description", "text", "heading",
		"words of a link", "quote", "list", "table", "code", "caption", "alternative text", "guid",
		"channel title"}
	for _, a := range Sequences() {
		for _, e := range Encodings() {
			for _, field := range lines {
				all = append(all, Item{a.Name, field, e.Name, map[string]string{field: e.Write(a.Bytes)}})
			}
		}
	}
	for _, a := range Links() {
		for _, field := range []string{"link", "link of the text", "picture", "enclosure",
			"channel link"} {
			for _, e := range Encodings()[:3] {
				all = append(all, Item{a.Name, field, e.Name, map[string]string{field: e.Write(a.Bytes)}})
			}
		}
	}
	for _, a := range Titles() {
		for _, field := range []string{"title", "author", "category", "guid", "text", "channel title"} {
			all = append(all, Item{a.Name, field, "raw",
				map[string]string{field: html.EscapeString(a.Bytes)}})
		}
	}
	return all
}

// Feed returns some items as a feed. Harmless links lead to its site.
func Feed(site string, items []Item) []byte {
	var b strings.Builder
	channel, link := "Le Papier hostile", site+"/"
	for _, it := range items {
		if s, ok := it.fields["channel title"]; ok {
			channel = s
		}
		if s, ok := it.fields["channel link"]; ok {
			link = s
		}
	}
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" `+
		`xmlns:content="http://purl.org/rss/1.0/modules/content/" `+
		`xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>%s</title><link>%s</link>`,
		channel, link)
	for i, it := range items {
		it.write(&b, site, i)
	}
	b.WriteString("</channel></rss>")
	return []byte(b.String())
}

// write writes an item. Its text is HTML within XML, so an attack is encoded once more, except
// in CDATA.
func (it Item) write(b *strings.Builder, site string, n int) {
	get := func(field, usual string) string {
		if s, ok := it.fields[field]; ok {
			return s
		}
		return usual
	}
	fmt.Fprintf(b, "<item><title>%s</title>", get("title", fmt.Sprintf("Essai %d : %s, %s, %s", n,
		html.EscapeString(it.Attack), it.Field, html.EscapeString(it.Encoding))))
	fmt.Fprintf(b, "<link>%s</link>", get("link", fmt.Sprintf("%s/a/%d/", site, n)))
	fmt.Fprintf(b, "<guid isPermaLink=\"false\">%d %s</guid>", n, get("guid", ""))
	fmt.Fprintf(b, "<dc:creator>%s</dc:creator>", get("author", "Personne"))
	fmt.Fprintf(b, "<category>%s</category>", get("category", "essai"))
	fmt.Fprintf(b, "<description>%s</description>", get("description", "Un extrait."))
	if s, ok := it.fields["enclosure"]; ok {
		fmt.Fprintf(b, `<enclosure url="%s" length="1" type="audio/mpeg"/>`, attribute(s))
	}
	in := func(field, usual string) string {
		return strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(get(field, usual))
	}
	body := fmt.Sprintf(`<p>%s</p><h2>%s</h2><p>Voir <a href="%s">%s</a> ici.</p>`+
		`<blockquote><p>%s</p></blockquote><ul><li>%s</li></ul><table><tr><th>a</th><th>b</th></tr>`+
		`<tr><td>%s</td><td>1</td></tr></table><pre><code>%s</code></pre>`+
		`<figure><img src="%s" alt="%s"><figcaption>%s</figcaption></figure>`,
		in("text", "Un texte."), in("heading", "Un titre"),
		attribute(in("link of the text", site+"/b/")), in("words of a link", "un lien"),
		in("quote", "Une citation."), in("list", "Un point."), in("table", "Une case"),
		in("code", "du code"), attribute(in("picture", site+"/picture.png")),
		attribute(in("alternative text", "Une image")), in("caption", "Une légende."))
	fmt.Fprintf(b, "<content:encoded>%s</content:encoded></item>", html.EscapeString(body))
}

func attribute(s string) string { return strings.ReplaceAll(s, `"`, "&quot;") }
