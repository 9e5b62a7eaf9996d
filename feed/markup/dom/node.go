package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
)

// New returns an element with the given children.
func New(a atom.Atom, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

// Text returns a node of text.
func Text(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// Link returns a link with a text.
func Link(href, text string) *html.Node {
	a := New(atom.A, Text(text))
	a.Attr = []html.Attribute{{Key: "href", Val: href}}
	return a
}

// Attr returns the value of an attribute, or "".
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// HasClass reports whether an element has a class.
func HasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(Attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// Each calls f for the element descendants of n in document order. f reports whether to
// descend into an element.
func Each(n *html.Node, f func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && f(c) {
			Each(c, f)
		}
	}
}

// Plain returns the text in n on one clean line.
func Plain(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		return clean.OneLine(c.Data)
	}
	var b strings.Builder
	b.Grow(textLen(n))
	appendPlain(&b, n)
	return clean.OneLine(b.String())
}

// textLen returns an estimate of the length of the text in n.
func textLen(n *html.Node) int {
	size := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		size += len(c.Data) // the name of an element counts as well
		size += textLen(c)
	}
	return size
}

func appendPlain(b *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.DataAtom == atom.Br:
			b.WriteByte(' ')
		case c.DataAtom == atom.Img:
		case IsBlock(c.DataAtom):
			b.WriteByte(' ')
			appendPlain(b, c)
			b.WriteByte(' ')
		default:
			appendPlain(b, c)
		}
	}
}

// TakeChildren removes the children of n and returns them.
func TakeChildren(n *html.Node) []*html.Node {
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		count++
	}
	if count == 0 {
		return nil
	}
	out := make([]*html.Node, 0, count)
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		out = append(out, c)
	}
	return out
}

// Append appends nodes without a parent to n.
func Append(n *html.Node, nodes ...*html.Node) {
	for _, c := range nodes {
		n.AppendChild(c)
	}
}

// Rename turns an element into another one, with the same attributes and children.
func Rename(n *html.Node, a atom.Atom) { n.DataAtom, n.Data = a, a.String() }

// IsSpaceNode reports whether a node is only white space.
func IsSpaceNode(n *html.Node) bool {
	return n.Type == html.TextNode && strings.Trim(n.Data, " \t\r\n\f") == ""
}

// isCheckbox reports whether an element is a checkbox.
func isCheckbox(c *html.Node) bool {
	return c.DataAtom == atom.Input && strings.EqualFold(Attr(c, "type"), "checkbox")
}

// IsNumber reports whether a text is a short number, such as that of a note.
func IsNumber(s string) bool {
	return s != "" && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}
