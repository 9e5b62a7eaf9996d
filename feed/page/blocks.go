package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isBlockElement reports whether an element is on lines of its own.
func isBlockElement(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table,
		atom.Tbody, atom.Tr, atom.Td, atom.Th, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4,
		atom.H5, atom.H6, atom.Figure, atom.Figcaption, atom.Pre, atom.Hr, atom.Section,
		atom.Article, atom.Aside, atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Address,
		atom.Details, atom.Summary, atom.Center, atom.Form, atom.Fieldset, atom.Hgroup:
		return true
	}
	return false
}

// headingRank returns 1 to 6 for h1 to h6, 0 for anything else.
func headingRank(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return int(n.Data[1] - '0')
	}
	return 0
}

// leaves returns the innermost block elements below n that have text, in order: paragraphs,
// headings and items.
func leaves(n *html.Node) (out []*html.Node) {
	each(n, func(e *html.Node) bool {
		if unseen(e.DataAtom) || isProposal(e) {
			return false
		}
		if find(e, isBlockElement) != nil {
			return true
		}
		if hasText(e) {
			out = append(out, e)
		}
		return false
	})
	return out
}

func hasText(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" ||
			c.Type == html.ElementNode && !unseen(c.DataAtom) && hasText(c) {
			return true
		}
	}
	return false
}

// leaf is a paragraph, heading or item of a text.
type leaf struct {
	node   *html.Node
	line   string // folded; "" when too long for a phrase
	words  int
	linked int // words in links
	links  int
	before int // words before it
	appeal bool
	holder bool // only a placeholder
	gone   bool
	walled bool // a wall in place of the rest of the text
}

// isProse reports whether a leaf reads as a paragraph.
func (l leaf) isProse() bool { return l.words-l.linked >= 15 }

// isTeaser reports whether a leaf is only a link to something else.
func (l leaf) isTeaser() bool { return l.links > 0 && 10*l.linked >= 7*l.words }
