package feed

import (
	"slices"
	"strings"
	"time"

	"breageek/feed/markup"
	"breageek/feed/repair"
)

// reader turns the entries of one feed into articles.
type reader struct {
	key, base, lang string
	authors         []person // of the feed; only those with a name
}

// article turns an entry into an article; ok is false if there is nothing in it to read.
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

// date returns the first date that can be parsed, or zero.
func (r *reader) date(dates []string) time.Time {
	for _, s := range dates {
		if at := repair.DateIn(s, r.lang); !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// maxCategories limits the categories of one article.
const maxCategories = 100

// categories returns the categories as clean lines, without duplicates. Blogger's and
// YouTube's "kind" is left out: it is the address of a schema.
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

// The length in words of the excerpt that the publisher sent, and of one taken from the text.
const (
	excerptWords = 80
	summaryWords = 55
)

// body chooses the text of an article: the content if the publisher sent it, otherwise the
// description. It decides whether that is the whole text.
func (r *reader) body(a *Article, content, description repair.Text) {
	base := a.Link // as on the article's web page
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

// languageTag returns a language tag in the form of BCP 47, or "" if it is not one.
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
