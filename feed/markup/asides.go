package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/dom"

	"breageek/feed/markup/clean"
)

// What pages add to their text for scripts and the mouse: line numbers of programs, links to
// headings, copies of lazily loaded pictures.

// lineNumbers matches the classes of columns with line numbers: Hexo, Pygments, Chroma, Rouge,
// highlight.js, Prism, GitHub.
var lineNumbers = clean.Pattern(`^(?:gutter|linenos?|lineno|linenodiv|lnt?|gl|` +
	`line-numbers?(?:-rows)?|rouge-gutter|hljs-ln-(?:numbers|n|line)|blob-num)$`)

var unselectable = clean.Pattern(`(?i)user-select\s*:\s*none`)

// asides removes what is not part of the text.
func asides(root *html.Node) {
	var out []*html.Node
	dom.Each(root, func(e *html.Node) bool {
		if isLineNumber(e) || isHeadingLink(e) {
			out = append(out, e)
			return false
		}
		return true
	})
	for _, e := range out {
		e.Parent.RemoveChild(e)
	}
}

// isLineNumber reports whether an element holds nothing but line numbers of a program: a
// column of a table, or a part of the program that cannot be selected.
func isLineNumber(e *html.Node) bool {
	named := false
	for class := range strings.FieldsSeq(dom.Attr(e, "class")) {
		named = named || lineNumbers().MatchString(class)
	}
	if !named && !unselectable().MatchString(dom.Attr(e, "style")) {
		return false
	}
	if e.DataAtom != atom.Td && !within(e, atom.Pre) && !within(e, atom.Code) {
		return false
	}
	return strings.Trim(dom.Plain(e), "0123456789. ") == "" && !holds(e, atom.Img)
}

// within reports whether an element is inside another one, at any depth.
func within(n *html.Node, a atom.Atom) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

// isHeadingLink reports whether a link is the sign beside a heading that links to the heading
// itself, for copying its address.
func isHeadingLink(a *html.Node) bool {
	if a.DataAtom != atom.A || !strings.Contains(dom.Attr(a, "href"), "#") {
		return false
	}
	heading := false
	for n := a.Parent; n != nil && !heading; n = n.Parent {
		heading = isHeading(n)
	}
	return heading && !holds(a, atom.Img) && strings.Trim(dom.Plain(a), headingSigns+" ") == ""
}

const headingSigns = "#¶§∞⚓🔗🔖⛓"

// lazyTwins inserts the pictures that are only in <noscript>, for readers without scripts:
// those whose lazily loaded copy before it has no address.
func (t *tidier) lazyTwins(root *html.Node) {
	var all []*html.Node
	known := map[string]bool{}
	dom.Each(root, func(e *html.Node) bool {
		switch e.DataAtom {
		case atom.Noscript:
			all = append(all, e)
			return false
		case atom.Img, atom.Iframe:
			known[t.sourceKey(e)] = true
		}
		return true
	})
	for _, e := range all {
		pictures := t.unseen(e, known)
		before := lazyBefore(e)
		shown := len(pictures) > 0 && pictures[0].DataAtom == atom.Img
		if shown && before != nil && t.pictureSource(before) == "" {
			before.Parent.RemoveChild(before)
		}
		for _, img := range pictures {
			img.Parent.RemoveChild(img)
			e.Parent.InsertBefore(img, e)
		}
		e.Parent.RemoveChild(e)
	}
}

// unseen returns the pictures, players and programs in a <noscript> that are nowhere else.
func (t *tidier) unseen(n *html.Node, known map[string]bool) (out []*html.Node) {
	dom.Each(n, func(e *html.Node) bool {
		if e.DataAtom == atom.Pre { // a program that a script would fetch
			out = append(out, e)
			return false
		}
		key := ""
		if (e.DataAtom == atom.Img || e.DataAtom == atom.Iframe) && !isPixel(e) {
			key = t.sourceKey(e)
		}
		if key != "" && !known[key] {
			known[key] = true
			out = append(out, e)
		}
		return true
	})
	return out
}

// sourceKey returns the same for two elements with the same picture or player.
func (t *tidier) sourceKey(e *html.Node) string {
	if e.DataAtom == atom.Img {
		return pictureKey(t.pictureSource(e))
	}
	return firstOf(dom.Attr(e, "data-src"), dom.Attr(e, "data-lazy-src"), dom.Attr(e, "src"))
}

// lazyBefore returns the picture right before a <noscript>.
func lazyBefore(n *html.Node) *html.Node {
	before := n.PrevSibling
	for before != nil && dom.IsSpaceNode(before) {
		before = before.PrevSibling
	}
	if before == nil || before.DataAtom == atom.Img {
		return before
	}
	var img *html.Node
	dom.Each(before, func(e *html.Node) bool {
		if e.DataAtom == atom.Img {
			img = e
		}
		return true
	})
	if img == nil || dom.Plain(before) != "" {
		return nil
	}
	return img
}
