package page

import (
	"slices"
	"strings"

	"breageek/feed"
	"breageek/feed/markup"
)

// Of returns nil if the page has a better text of an article than its feed, or an *Error with
// the reason. Links to pages may be years old, and lead to a login, a consent form, the home
// page or "not found", all with status 200.
func (p Page) Of(a feed.Article) error {
	refuse := func(reason string) error { return &Error{URL: p.URL, Reason: reason} }
	switch p.Wall {
	case Login:
		return refuse("login")
	case Cookies:
		return refuse("cookies")
	}
	text := markup.Text(p.Body)
	if !p.isOf(a, text) {
		return refuse("other")
	}
	has := countWords(markup.Text(a.Body))
	if a.Body.IsZero() {
		has = countWords(a.Summary)
	}
	switch {
	case p.Words > has:
		return nil
	case p.Wall == Paywall:
		return refuse("paywall")
	}
	return refuse("less")
}

// At returns nil if the page is what a link promises under a title, or an *Error with the
// reason. The words of a link are often not the title of the article, so the page does not
// need them if it is at the very link and is not an error page.
func (p Page) At(link, title string) error {
	switch {
	case p.Wall == Login:
		return &Error{URL: p.URL, Reason: "login"}
	case p.Wall == Cookies:
		return &Error{URL: p.URL, Reason: "cookies"}
	case p.Words == 0:
		return &Error{URL: p.URL, Reason: "empty"}
	case sameTitle(p.Title, title):
		return nil
	}
	at := feed.Canonical(link)
	if (at == feed.Canonical(p.URL) || at == feed.Canonical(p.Canonical)) && !p.saysMissing() {
		return nil
	}
	return &Error{URL: p.URL, Reason: "other"}
}

// saysMissing reports whether the title is that of a "not found" page.
func (p Page) saysMissing() bool {
	title := strings.Join(folded(p.Title), " ")
	for _, s := range []string{"non trouvee", "introuvable", "not found", "404", "n existe pas",
		"n existe plus", "erreur"} {
		if strings.Contains(title, s) {
			return true
		}
	}
	return title == ""
}

// isOf reports whether the page is the article's. The title decides, if there is one. If the
// title was changed, a teaser that the page repeats is enough, but only on the requested page:
// home pages repeat teasers, too.
func (p Page) isOf(a feed.Article, text string) bool {
	if sameTitle(p.Title, a.Title) {
		return true
	}
	link, here := feed.Canonical(a.Link), feed.Canonical(p.URL)
	canonical := feed.Canonical(p.Canonical)
	if canonical != "" && canonical != here && canonical != link {
		return false
	}
	if link != here && link != canonical && !strings.Contains(a.Link, "?p=") {
		return false
	}
	if here != link && !strings.ContainsAny(here, "/?") { // redirected to the home page
		return false
	}
	return repeats(text, a)
}

func sameWords(a, b string) bool {
	x, y := folded(a), folded(b)
	return len(x) > 0 && slices.Equal(x, y)
}

// sameTitle reports whether two titles are of one article: the same words, or three quarters
// of the shorter one's and half of the longer one's.
func sameTitle(a, b string) bool {
	x, y := telling(folded(a)), telling(folded(b))
	if sameWords(a, b) {
		return true
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	shared := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			shared++
		}
	}
	return len(x) >= 3 && 4*shared >= 3*len(x) && 2*shared >= len(y)
}

// telling returns the words with three letters or more, or with a digit, each once.
func telling(words []string) (out []string) {
	for _, w := range words {
		if (len(w) >= 3 || strings.ContainsAny(w, "0123456789")) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// repeats reports whether the text of a page has most words of an article's teaser.
func repeats(text string, a feed.Article) bool {
	teaser := a.Summary
	if teaser == "" {
		teaser, _ = markup.Excerpt(a.Body, 55)
	}
	has := make(map[string]bool)
	for _, w := range folded(text) {
		has[w] = true
	}
	words, found := 0, 0
	for _, w := range telling(folded(teaser)) {
		if len(w) < 4 {
			continue
		}
		words++
		if has[w] {
			found++
		}
	}
	return words >= 8 && 10*found >= 7*words || words >= 3 && found == words
}
