package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// names returns the classes and the id of an element. The id of a heading, or of something in
// it, is made of its words and says nothing else.
func names(n *html.Node) []string {
	if len(n.Attr) == 0 {
		return nil
	}
	all := strings.Fields(attr(n, "class"))
	if id := attr(n, "id"); id != "" && headingRank(n) == 0 && isBlockElement(n) {
		all = append(all, id)
	}
	return all
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// each calls f for the element descendants of n in order. f reports whether to descend, and
// may remove the element.
func each(n *html.Node, f func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode && f(c) {
			each(c, f)
		}
		c = next
	}
}

// find returns the first descendant for which is returns true, or nil.
func find(n *html.Node, is func(*html.Node) bool) (found *html.Node) {
	each(n, func(e *html.Node) bool {
		if found == nil && is(e) {
			found = e
		}
		return found == nil
	})
	return found
}

// within returns the nearest ancestor for which is returns true, or nil.
func within(n *html.Node, is func(*html.Node) bool) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && is(p) {
			return p
		}
	}
	return nil
}

func isElement(a atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == a }
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// textOf returns the text in n.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			} else if !unseen(c.DataAtom) {
				walk(c)
				b.WriteByte(' ')
			}
		}
	}
	walk(n)
	return b.String()
}

// unseen reports whether the text of an element is not part of the page's text.
func unseen(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Select,
		atom.Textarea, atom.Iframe, atom.Head:
		return true
	}
	return false
}

// prose counts the words in n outside of links, buttons and form fields: a text has them, a
// list of links does not.
func prose(n *html.Node) int {
	words := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			words += len(strings.Fields(c.Data))
		case c.DataAtom != atom.A && c.DataAtom != atom.Button && c.DataAtom != atom.Form &&
			!unseen(c.DataAtom):
			words += prose(c)
		}
	}
	return words
}

// folded returns the words of a text in the form in which they are compared: lower case, no
// accents, only letters and digits.
func folded(s string) []string {
	return strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case isWord(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKD.String(ligatures.Replace(s))))
}

var ligatures = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae")

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
