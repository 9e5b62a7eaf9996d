package feed

import (
	"slices"
	"strings"
	"time"

	"breageek/feed/markup"
	"breageek/feed/repair"
)

// reader makes articles of one feed's entries.
type reader struct {
	key, base, lang string
	authors         []person // of the feed, those with a name
}

// article makes an article of an entry; ok is false where there is nothing in it to read.
func (r *reader) article(e *entry) (a Article, ok bool) {
	a = Article{
		SourceKey: r.key,
		GUID:      strings.TrimSpace(e.id),
		Title:     firstLine(e.titles),
		Author:    r.author(e),
		Published: r.date(e.published),
		Updated:   r.date(e.updated),
		Language:  r.lang,
	}
	r.addresses(&a, e)
	if a.Published.IsZero() {
		a.Published, a.Updated = a.Updated, time.Time{}
	}
	if !a.Updated.After(a.Published) {
		a.Updated = time.Time{}
	}
	r.body(&a, firstText(e.contents), firstText(e.descriptions))
	if a.Title == "" && a.Body.IsZero() && a.Link == "" {
		return a, false
	}
	a.Categories = categories(e.categories)
	r.files(&a, e)
	return a, true
}

// date returns the first of some dates that can be read; zero where none can.
func (r *reader) date(dates []string) time.Time {
	for _, s := range dates {
		if at := repair.DateIn(s, r.lang); !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// maxCategories bounds the categories of one article.
const maxCategories = 100

// categories returns clean categories without doubles. Blogger's and YouTube's "kind", which
// is the address of a schema, is not one.
func categories(names []string) []string {
	var out []string
	for _, name := range names {
		name = markup.Line(name)
		if name != "" && !slices.Contains(out, name) && markup.Link(name, "") == "" &&
			len(out) < maxCategories {
			out = append(out, name)
		}
	}
	return out
}

// The words of an excerpt: of one that the publisher sent, and of one that is taken from the
// text.
const (
	excerptWords = 80
	summaryWords = 55
)

// body chooses the text of an article: what the publisher calls the content, or else the
// description. It decides whether that is the whole text.
func (r *reader) body(a *Article, content, description repair.Text) {
	base := a.Link // as on the article's own page
	if base == "" {
		base = r.base
	}
	described := bodyOf(description, base)
	summary, cutOff := markup.Excerpt(described, excerptWords)
	a.Summary = summary
	only := content.Blank()
	switch {
	case only && description.Blank():
		return
	case only:
		a.Body = markup.Weighed(described)
	default:
		a.Body = markup.Weighed(bodyOf(content, base))
	}
	a.Words = markup.Measure(a.Body).Words
	full := !cutOff && a.Words > excerptWords
	if !only {
		full = a.Words > markup.Measure(described).Words+20 || !markup.CutOff(a.Body)
	}
	if full {
		a.Completeness = Full
	}
	// Blogger says that its excerpts are plain text, and leaves references in them.
	encoded := !only && description.Kind == repair.Plain &&
		strings.Contains(description.S, "&nbsp;")
	if a.Summary == "" || encoded || only && full {
		a.Summary, _ = markup.Excerpt(a.Body, summaryWords)
	}
}

// languageTag returns a language tag as BCP 47 writes it, or "" for what is none.
func languageTag(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 35 || strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("-_.:", r) && (r < '0' || r > '9') &&
			(r|0x20 < 'a' || r|0x20 > 'z')
	}) {
		return ""
	}
	return strings.ReplaceAll(s, "_", "-")
}
