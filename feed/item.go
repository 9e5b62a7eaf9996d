package feed

import (
	"cmp"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"breageek/feed/markup"
	"breageek/feed/repair"
)

// addresses finds where the item's article is, and what else its publisher points to.
//
// An identifier is an address only where the format says so: RSS's guid unless it is said
// to be no permalink (RSS 2.0, <guid>), RDF's about (RSS 1.0 §5.5), and JSON Feed's id,
// which is "ideally the full URL". Atom's id never is (RFC 4287 §4.2.6).
func (r *reader) addresses(a *Article, it *gofeed.Item, o original) {
	var candidates []string
	switch {
	case o.atom != nil:
		candidates = r.alternates(o.atom)
		r.atomReferences(a, o.atom.Links)
	case o.json != nil:
		candidates = []string{o.json.URL, absolute(a.GUID), o.json.ExternalURL}
		r.refer(a, Reference{Kind: External, URL: o.json.ExternalURL})
	default:
		links := atomLinks(it.Extensions)
		candidates = append([]string{extension(it.Extensions, "feedburner", "origLink"),
			extension(it.Extensions, "pheedo", "origLink"), it.Link}, it.Links...)
		candidates = append(candidates, r.alternates(&atom.Entry{Links: links})...)
		r.atomReferences(a, links)
		if o.rss != nil {
			if guid := o.rss.GUID; guid != nil && !isFalse(guid.IsPermalink) {
				candidates = append(candidates, absolute(a.GUID))
			}
			r.refer(a, Reference{Kind: Comments, URL: o.rss.Comments})
		}
	}
	for _, s := range candidates {
		if s = strings.TrimSpace(r.doc.Restore(s)); s != "" {
			if a.Link = markup.Link(s, r.base); a.Link != "" {
				break
			}
		}
	}
	a.References = slices.DeleteFunc(a.References, func(ref Reference) bool {
		return Canonical(ref.URL) == Canonical(a.Link) // WordPress's "#comments"
	})
}

func isFalse(s string) bool { return strings.EqualFold(strings.TrimSpace(s), "false") }

// absolute is an identifier that is an address, with its scheme and host; else empty.
func absolute(id string) string {
	if markup.Link(id, "") == "" {
		return ""
	}
	return id
}

// alternates are the addresses of an entry's pages, the best first: what a browser shows
// before other formats, and a page of its own before the entry's document (RFC 4287
// §4.2.7.2). Content that stands elsewhere is the article, too (§4.1.3.2).
func (r *reader) alternates(e *atom.Entry) []string {
	var links []*atom.Link
	for _, l := range e.Links {
		if l.Rel == "" || l.Rel == "alternate" || l.Rel == "self" {
			links = append(links, l)
		}
	}
	slices.SortStableFunc(links, func(a, b *atom.Link) int {
		return cmp.Compare(r.rank(a), r.rank(b))
	})
	own := slices.IndexFunc(links, func(l *atom.Link) bool { return r.rank(l) == entryDocument })
	if own < 0 {
		own = len(links)
	}
	var out []string
	for _, l := range links[:own] {
		out = append(out, l.Href)
	}
	if e.Content != nil {
		out = append(out, e.Content.Src)
	}
	for _, l := range links[own:] {
		out = append(out, l.Href)
	}
	return out
}

// entryDocument is the rank of a link that leads to the entry itself, not to its page.
const entryDocument = 6

// rank says how well a link serves as an article's address, the best 0: a page in the
// feed's language, one of no known format, one in another language, another format.
func (r *reader) rank(l *atom.Link) int {
	if l.Rel != "" && l.Rel != "alternate" {
		return entryDocument
	}
	foreign := 0
	if l.Hreflang != "" && r.lang != "" && !strings.EqualFold(withoutRegion(l.Hreflang), withoutRegion(r.lang)) {
		foreign = 2
	}
	switch strings.ToLower(l.Type) {
	case "text/html", "application/xhtml+xml":
		return foreign
	case "":
		return 1 + foreign
	}
	return 5
}

// withoutRegion returns a language tag (BCP 47) up to its first subtag: "fr" of "fr-CA".
func withoutRegion(language string) string {
	language, _, _ = strings.Cut(language, "-")
	return language
}

// atomLinks are the Atom links among the elements of an item of RSS.
func atomLinks(e ext.Extensions) (links []*atom.Link) {
	for _, space := range []string{"atom", "atom10", "atom03"} {
		for _, l := range e[space]["link"] {
			links = append(links, &atom.Link{Href: l.Attrs["href"], Rel: l.Attrs["rel"],
				Type: l.Attrs["type"], Title: l.Attrs["title"], Hreflang: l.Attrs["hreflang"]})
		}
	}
	return links
}

// atomReferences takes the links that lead to something else than the article: its
// discussion (RFC 4685 §4), what it is about and where it was found (RFC 4287 §4.2.7.2).
func (r *reader) atomReferences(a *Article, links []*atom.Link) {
	for _, l := range links {
		typ := strings.ToLower(l.Type)
		if typ != "" && !strings.Contains(typ, "html") {
			continue // a feed of comments, say
		}
		kind := map[string]string{"replies": Comments, "related": External, "via": Via}[l.Rel]
		if kind != "" {
			r.refer(a, Reference{Kind: kind, URL: l.Href, Title: lineOf(r.doc.Text(l.Title, repair.Unspecified))})
		}
	}
}

// maxReferences bounds what one article points to beside its text.
const maxReferences = 10

func (r *reader) refer(a *Article, ref Reference) {
	ref.URL = markup.Link(r.doc.Restore(ref.URL), r.base)
	if ref.URL == "" || len(a.References) == maxReferences ||
		slices.ContainsFunc(a.References, func(o Reference) bool { return o.URL == ref.URL }) {
		return
	}
	a.References = append(a.References, ref)
}

// author names who wrote an item: the item's own authors, else those of the feed it was
// taken from, else the feed's (RFC 4287 §4.2.1; JSON Feed 1.1, authors). A feed that an
// item was taken from is named beside them: a planet's reader wants to know whose it is.
func (r *reader) author(it *gofeed.Item, o original) string {
	names, from := r.names(it.Authors), ""
	switch {
	case o.rss != nil:
		names, from = r.rssAuthors(names, o.rss)
	case o.atom != nil && o.atom.Source != nil:
		from = lineOf(r.doc.Text(o.atom.Source.Title, repair.Unspecified))
		if len(names) == 0 {
			for _, p := range o.atom.Source.Authors {
				names = appendName(names, markup.Line(r.doc.Restore(cmp.Or(p.Name, p.Email))))
			}
		}
	}
	said := strings.Join(names, ", ")
	switch {
	case from != "" && said == "":
		return from
	case from != "" && !strings.Contains(from, said) && !strings.Contains(said, from):
		return said + " (" + from + ")"
	case said == "":
		return strings.Join(r.names(r.authors), ", ")
	}
	return said
}

// rssAuthors adds the creators of an item that has several, and names the feed that it was
// taken from (RSS 2.0, <source>).
func (r *reader) rssAuthors(names []string, it *rss.Item) (all []string, from string) {
	if dc := it.DublinCoreExt; dc != nil && len(names) > 0 {
		for _, name := range dc.Creator {
			names = appendName(names, markup.Line(r.doc.Restore(name)))
		}
	}
	if it.Source != nil {
		from = markup.Line(r.doc.Restore(it.Source.Title))
	}
	return names, from
}

func (r *reader) names(people []*gofeed.Person) (names []string) {
	for _, p := range people {
		if p != nil {
			name := markup.Line(r.doc.Restore(p.Name))
			names = appendName(names, cmp.Or(name, markup.Line(p.Email)))
		}
	}
	return names
}

func appendName(names []string, name string) []string {
	if name == "" || slices.Contains(names, name) || len(names) == 20 {
		return names
	}
	return append(names, name)
}

// called leaves out the people that are known by their address only: a feed's is that of
// whoever answers for it, not of who writes.
func called(people []*gofeed.Person) []*gofeed.Person {
	return slices.DeleteFunc(slices.Clone(people), func(p *gofeed.Person) bool {
		return p == nil || strings.TrimSpace(p.Name) == ""
	})
}
