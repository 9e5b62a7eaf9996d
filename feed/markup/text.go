package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// A Reading is the result of one pass over a body; see [Text], [Links] and [Proposed].
type Reading struct {
	Text            string
	Links, Proposed []Anchor
}

// Read opens a body once for everything that the archive needs.
func Read(r Raw) Reading {
	root, proposed := article(r, Options{forLinks: true})
	return Reading{Text: textOf(root), Links: linksOf(root), Proposed: proposed}
}

// Text returns a body as plain text: each paragraph, list item and table row on a line, blank
// lines between blocks. Only the captions of pictures are kept.
func Text(r Raw) string { return Read(r).Text }

// Links returns the http and https links in a body's text in order, each address once with its
// first text.
func Links(r Raw) []Anchor { return Read(r).Links }

// Proposed returns the site's own links to other articles in the text, in order and each once:
// the boxes of Inline Related Posts, the lists of YARPP and the like, and lines such as "À
// lire aussi : …". The label is not part of an anchor's text. A headline that lost its link
// has no URL; it may be found in the archive. None of them is in Markdown, Text or Links.
func Proposed(r Raw) []Anchor { return Read(r).Proposed }

func textOf(root *html.Node) string {
	var b strings.Builder
	appendBlocks(&b, root)
	return strings.TrimSpace(b.String())
}

func appendBlocks(b *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Ul, atom.Ol, atom.Table, atom.Blockquote:
			appendBlocks(b, c)
			b.WriteByte('\n')
		case atom.Tr:
			appendRow(b, c)
		case atom.Li:
			appendLine(b, c, "\n")
		case atom.Pre:
			b.WriteString(c.FirstChild.Data + "\n\n")
		default:
			appendLine(b, c, "\n\n")
		}
	}
}

func appendLine(b *strings.Builder, n *html.Node, end string) {
	if s := dom.Plain(n); s != "" {
		b.WriteString(s)
		b.WriteString(end)
	}
}

// appendRow separates the cells of a row, so that no sentence continues from one to the next.
func appendRow(b *strings.Builder, row *html.Node) {
	var cells []string
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if s := dom.Plain(c); s != "" {
			cells = append(cells, s)
		}
	}
	if len(cells) > 0 {
		b.WriteString(strings.Join(cells, " | ") + "\n")
	}
}

// An Anchor is a link in a body.
type Anchor struct {
	URL  string // absolute, http or https; empty if [Proposed] found no link
	Text string // one clean line; may be empty for a picture
}

func linksOf(root *html.Node) []Anchor {
	var out []Anchor
	at := make(map[string]int)
	dom.Each(root, func(e *html.Node) bool {
		if e.DataAtom != atom.A {
			return true
		}
		href := dom.Attr(e, "href")
		if !strings.HasPrefix(href, "http") {
			return false
		}
		text := dom.Plain(e)
		if text == "" && e.FirstChild != nil {
			text = clean.OneLine(dom.Attr(e.FirstChild, "alt"))
		}
		if i, ok := at[href]; ok {
			if out[i].Text == "" {
				out[i].Text = text
			}
			return false
		}
		at[href] = len(out)
		out = append(out, Anchor{URL: href, Text: text})
		return false
	})
	return out
}

// Picture returns the address and description of the featured picture: the one that WordPress
// marks (img.wp-post-image), or one before any text, or "".
func Picture(r Raw) (url, alt string) {
	if !strings.Contains(r.html, "<img") && !strings.Contains(r.html, "<IMG") {
		return "", ""
	}
	t := tidier{base: r.base}
	var first *html.Node
	words := false
	var look func(*html.Node) bool
	look = func(n *html.Node) bool { // false ends the search
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				words = words || strings.TrimSpace(c.Data) != ""
			case c.DataAtom == atom.Img:
				if dom.HasClass(c, "wp-post-image") {
					first = c
					return false
				}
				if first == nil && !words && !dom.HasClass(c, "wp-smiley") && !isPixel(c) {
					first = c
				}
			case !look(c):
				return false
			}
		}
		return true
	}
	root := dom.Parse(figures(dom.Cut(r.html, 64<<10)))
	rebase(root, r)
	t.lazyTwins(root)
	look(root)
	if first == nil {
		return "", ""
	}
	src := t.pictureSource(first)
	if src == "" {
		return "", ""
	}
	return src, clean.OneLine(dom.Attr(first, "alt"))
}
