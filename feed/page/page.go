// Package page owns what an article's web page says: in the bytes of a page it finds the text
// of the article, its dates and picture, and the site's own links to other articles. It knows
// neither how a page was fetched nor what is kept nor how text is cleaned: it cuts the
// furniture away and leaves the rest as it was sent.
package page

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
)

// Page is what an article's web page says. Every line is clean, and every address is http or
// https, or empty.
type Page struct {
	URL       string // where it came from, after redirects
	Canonical string // the canonical address according to the page; may be empty
	Title     string // without the site's name
	Author    string
	Site      string // the site's name
	Published time.Time
	Updated   time.Time // zero when never
	Language  string    // BCP 47; empty when the page does not say
	Image     string    // address of the featured picture
	ImageAlt  string    // description of the picture; one line

	// Body is the article as it was sent, without the page around it. The site's own links to
	// other articles elsewhere on the page are at its end, where [markup.Proposed] finds them.
	Body  markup.Raw
	Words int  // of the body's text
	Wall  Wall // what keeps the user from the text
}

// Wall is what keeps the user from an article's text.
type Wall uint8

// The walls. A page behind a paywall may still give more than its feed.
const (
	None    Wall = iota
	Login        // a login form in place of the text
	Cookies      // a request for consent in place of the text
	Paywall      // the page says that its text is not free
)

// String returns the word for logs.
func (w Wall) String() string {
	return [...]string{"none", "login", "cookies", "paywall"}[w]
}

// Error is a page without an article, or with another one than requested.
// [Parse] returns one of these reasons:
//
//	empty, json, xml, image, pdf, archive, binary, text  what came instead of HTML
//	unreadable                                           HTML that cannot be parsed
//
// [Page.Of] one of these:
//
//	login, cookies, paywall  a wall in place of the text
//	other                    another page, or "not found"
//	less                     no more words than the article has
//
// The fetching side has two more:
//
//	robots   not allowed by the site's robots.txt
//	no link  the article has no link
type Error struct{ URL, Reason string }

func (e *Error) Error() string { return fmt.Sprintf("%s: page: %s", e.URL, e.Reason) }

// Parse parses a page. body is the body of the response, of which up to 4 MiB are read,
// contentType its Content-Type header, which may be empty, and address where it came from
// after redirects. Relative addresses start from there, or from the page's <base>. If address
// is not one of the web, the page's canonical address takes its place. The error is an *Error.
func Parse(body []byte, contentType, address string) (p Page, err error) {
	defer func() {
		if recover() != nil { // one page must not end the program
			p, err = Page{}, &Error{URL: address, Reason: "unreadable"}
		}
	}()
	doc, reason := document(body, contentType)
	if reason != "" {
		return Page{}, &Error{URL: address, Reason: reason}
	}
	if markup.Link(address, "") == "" { // the sample edition has a scheme of its own
		address = canonical(doc, "")
	}
	base := address
	if own := find(doc, isElement(atom.Base)); own != nil {
		base = firstOf(markup.Link(attr(own, "href"), address), address)
	}
	h := readHead(doc, base)
	p = h.page(markup.Link(address, ""))
	description := firstOf(h.meta["og:description"], h.meta["description"])
	c := choose(doc, p, description, parsed(base))
	c.noteAppeals()
	p.Body = markup.Keep(c.body(base), base)
	text := markup.Text(p.Body)
	p.Words = countWords(text)
	p.Wall = c.wall(text, p.Words, h.locked)
	return p, nil
}

func parsed(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	return u
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func countWords(text string) int {
	n := 0
	for w := range strings.FieldsSeq(text) {
		if strings.ContainsFunc(w, isWord) {
			n++
		}
	}
	return n
}
