package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/dom"
)

// unflank moves punctuation out of emphasis where Markdown would not recognise it: "**" before
// punctuation opens nothing after a letter, and after punctuation it closes nothing before one
// (CommonMark 0.31 §6.2, flanking). Scripts without spaces have words in bold between brackets
// (これは**「強い」**です), and others have them within a word. The punctuation looks the same outside.
func unflank(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.DataAtom == atom.Pre || c.DataAtom == atom.Code:
		case isEmphasis(c) && !unflankOne(c):
			next = c.NextSibling
			if c.FirstChild == nil || blank(c) {
				next = unwrap(c)
			} else {
				unflank(c)
			}
		default:
			unflank(c)
		}
		c = next
	}
}

func isEmphasis(n *html.Node) bool {
	return n.DataAtom == atom.Strong || n.DataAtom == atom.Em || n.DataAtom == atom.Del
}

// unflankOne moves the punctuation at both ends of an element out of it if a word continues
// there. It reports whether there was nothing to do.
func unflankOne(e *html.Node) bool {
	before, after := isWordRune(runeBefore(e)), isWordRune(runeAfter(e))
	start, end := edge(e, false), edge(e, true)
	startSign, endSign := before && !plainStart(start), after && !plainEnd(end)
	if !startSign && !endSign {
		return true
	}
	if startSign && start.Type == html.TextNode {
		rest := strings.TrimLeftFunc(start.Data, isSign)
		e.Parent.InsertBefore(dom.Text(start.Data[:len(start.Data)-len(rest)]), e)
		start.Data = rest
	}
	if endSign && end.Type == html.TextNode {
		rest := strings.TrimRightFunc(end.Data, isSign)
		e.Parent.InsertBefore(dom.Text(end.Data[len(rest):]), e.NextSibling)
		end.Data = rest
	}
	if startSign && start.Type != html.TextNode || endSign && end.Type != html.TextNode {
		// Links, pictures and code begin with punctuation in Markdown.
		for _, c := range dom.TakeChildren(e) {
			e.Parent.InsertBefore(c, e)
		}
	}
	return false
}

// unwrap replaces an element with its content, and returns the next node.
func unwrap(e *html.Node) *html.Node {
	next := e.NextSibling
	for _, c := range dom.TakeChildren(e) {
		e.Parent.InsertBefore(c, e)
	}
	e.Parent.RemoveChild(e)
	return next
}

// edge returns the first or last node in an element that is not emphasis itself.
func edge(n *html.Node, last bool) *html.Node {
	for isEmphasis(n) {
		c := n.FirstChild
		if last {
			c = n.LastChild
		}
		if c == nil {
			break
		}
		n = c
	}
	return n
}

func plainStart(n *html.Node) bool {
	r, _ := utf8.DecodeRuneInString(n.Data)
	return n.Type == html.TextNode && !isSign(r)
}

func plainEnd(n *html.Node) bool {
	r, _ := utf8.DecodeLastRuneInString(n.Data)
	return n.Type == html.TextNode && !isSign(r)
}

// runeBefore returns the character right before an element on its line, or 0 if there is none,
// or Markdown punctuation.
func runeBefore(e *html.Node) rune {
	for ; e != nil && !dom.IsBlock(e.DataAtom); e = e.Parent {
		if before := e.PrevSibling; before != nil {
			r, _ := utf8.DecodeLastRuneInString(before.Data)
			return ofText(before, r)
		}
	}
	return 0
}

func runeAfter(e *html.Node) rune {
	for ; e != nil && !dom.IsBlock(e.DataAtom); e = e.Parent {
		if after := e.NextSibling; after != nil {
			r, _ := utf8.DecodeRuneInString(after.Data)
			return ofText(after, r)
		}
	}
	return 0
}

func ofText(n *html.Node, r rune) rune {
	if n.Type != html.TextNode || n.Data == "" {
		return 0
	}
	return r
}

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

func isWordRune(r rune) bool { return r != 0 && !unicode.IsSpace(r) && !isSign(r) }
