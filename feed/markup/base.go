package markup

import (
	"strings"

	"golang.org/x/net/html"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// rebase makes the addresses below an element with an xml:base absolute (XML Base §4). XHTML
// in a feed may have one on any element, relative to that of the element around it.
func rebase(root *html.Node, r Raw) {
	if !strings.Contains(r.html, "xml:base") {
		return
	}
	var walk func(n *html.Node, base string, own bool)
	walk = func(n *html.Node, base string, own bool) {
		if inner := dom.Attr(n, "xml:base"); inner != "" {
			if inner = clean.Link(inner, base); inner != "" {
				base, own = inner, true
			}
		}
		for i, a := range n.Attr {
			if !own || !isAddress(a.Key) || strings.HasPrefix(strings.TrimSpace(a.Val), "#") {
				continue
			}
			if abs := clean.LinkOrMail(a.Val, base); abs != "" {
				n.Attr[i].Val = abs
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, base, own)
		}
	}
	walk(root, r.base, false)
}

// isAddress reports whether an attribute holds one address.
func isAddress(key string) bool {
	switch key {
	case "href", "src", "data-src", "data-lazy-src", "data-original", "data-orig-file", "data",
		"poster":
		return true
	}
	return false
}
