package feed

import (
	"cmp"
	"slices"
	"strings"

	"breageek/feed/markup"
)

// addresses finds the address of the entry's article, and what else its publisher points to.
func (r *reader) addresses(a *Article, e *entry) {
	leads := func(s string) bool {
		a.Link = markup.Link(strings.TrimSpace(s), r.base)
		return a.Link != ""
	}
	_ = slices.ContainsFunc(e.addresses, leads) || slices.ContainsFunc(r.alternates(e), leads) ||
		leads(e.permalink)
	for _, l := range e.atomLinks {
		if kind := referenceKind(l); kind != "" {
			r.refer(a, Reference{Kind: kind, URL: l.href, Title: l.title})
		}
	}
	for _, ref := range e.references {
		r.refer(a, ref)
	}
	a.References = slices.DeleteFunc(a.References, func(ref Reference) bool {
		return Canonical(ref.URL) == Canonical(a.Link) // WordPress's "#comments"
	})
}

// absolute returns an identifier if it is a complete address, or "".
func absolute(id string) string {
	if markup.Link(id, "") == "" {
		return ""
	}
	return id
}

// alternates returns the addresses of an entry's pages, the best first: web pages before other
// formats, and a page of its own before the entry's document (RFC 4287 §4.2.7.2). The address
// of content that is not in the feed counts, too (§4.1.3.2).
func (r *reader) alternates(e *entry) []string {
	if len(e.atomLinks) == 0 && e.elsewhere == "" {
		return nil
	}
	var links []link
	for _, l := range e.atomLinks {
		if l.rel == "" || l.rel == "alternate" || l.rel == "self" {
			links = append(links, l)
		}
	}
	slices.SortStableFunc(links, func(a, b link) int { return cmp.Compare(r.rank(a), r.rank(b)) })
	own := slices.IndexFunc(links, func(l link) bool { return r.rank(l) == entryDocument })
	if own < 0 {
		own = len(links)
	}
	var out []string
	for _, l := range links[:own] {
		out = append(out, l.href)
	}
	out = append(out, e.elsewhere)
	for _, l := range links[own:] {
		out = append(out, l.href)
	}
	return out
}

// entryDocument is the rank of a link that leads to the entry itself, not to its page.
const entryDocument = 6

// rank returns how well a link serves as an article's address; 0 is best: a page in the feed's
// language, a page of unknown format, one in another language, another format.
func (r *reader) rank(l link) int {
	if l.rel != "" && l.rel != "alternate" {
		return entryDocument
	}
	foreign := 0
	if l.language != "" && r.lang != "" &&
		!strings.EqualFold(withoutRegion(l.language), withoutRegion(r.lang)) {
		foreign = 2
	}
	switch l.typ {
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

// referenceKind returns the kind of a link that leads to something other than the article: its
// discussion (RFC 4685 §4), what it is about or where it was found (RFC 4287 §4.2.7.2). It
// returns "" for other links, and for those that do not lead to pages, such as feeds of
// comments.
func referenceKind(l link) string {
	if l.typ != "" && !strings.Contains(l.typ, "html") {
		return ""
	}
	return map[string]string{"replies": Comments, "related": External, "via": Via}[l.rel]
}

// maxReferences limits the references of one article.
const maxReferences = 10

func (r *reader) refer(a *Article, ref Reference) {
	ref.URL = markup.Link(ref.URL, r.base)
	if ref.URL == "" || len(a.References) == maxReferences ||
		slices.ContainsFunc(a.References, func(o Reference) bool { return o.URL == ref.URL }) {
		return
	}
	a.References = append(a.References, ref)
}

// author returns who wrote an entry: its own authors, or those of the feed that it was taken
// from, or the feed's (RFC 4287 §4.2.1; JSON Feed 1.1, authors). The feed that an entry was
// taken from is added, so that the articles of an aggregator can be told apart.
func (r *reader) author(e *entry) string {
	authors, from := names(e.people), ""
	if len(authors) > 0 {
		for _, name := range e.creators {
			authors = appendName(authors, markup.Line(name))
		}
	}
	if e.source != nil {
		from = e.source.title
		if len(authors) == 0 {
			authors = names(e.source.people)
		}
	}
	listed := strings.Join(authors, ", ")
	switch {
	case from != "" && listed == "":
		return from
	case from != "" && !strings.Contains(from, listed) && !strings.Contains(listed, from):
		return listed + " (" + from + ")"
	case listed == "":
		return strings.Join(names(r.authors), ", ")
	}
	return listed
}

// names returns the names of people, or their addresses if they have none.
func names(people []person) (names []string) {
	for _, p := range people {
		names = appendName(names, cmp.Or(markup.Line(p.name), markup.Line(p.email)))
	}
	return names
}

// maxAuthors limits the authors of one article.
const maxAuthors = 20

func appendName(names []string, name string) []string {
	if name == "" || slices.Contains(names, name) || len(names) == maxAuthors {
		return names
	}
	return append(names, name)
}

// named drops the people of whom only the address is known: in a feed it is the address of
// whoever runs the site, not of the author.
func named(people []person) []person {
	return slices.DeleteFunc(people, func(p person) bool { return strings.TrimSpace(p.name) == "" })
}
