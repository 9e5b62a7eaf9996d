// Package dom owns the tree of untrusted HTML: it builds one within limits, whatever the tags
// do, leaves out what nobody would see, and turns styles into the elements that they stand
// for. It knows neither Markdown nor what becomes of a tree.
package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
)

// The limits of one body. A long article has a few hundred elements, four levels deep. Text
// beyond these limits is kept.
const (
	MaxBytes    = 2 << 20
	MaxElements = 40_000
	maxDepth    = 64
	MaxNesting  = 8 // of quotes and lists: terminals are narrow, renderers exponential
)

// Parse builds the tree of a body in one pass over its tokens. It does not use the algorithm
// of browsers, which reopens formatting elements and moves misplaced table cells, and so takes
// quadratic time on hostile input. Here each token costs at most the depth of the tree, which
// is limited, and no text is lost whatever the tags do.
func Parse(source string) *html.Node {
	source = Cut(strings.ToValidUTF8(source, "\uFFFD"), MaxBytes)
	b := builder{root: &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}}
	b.stack = append(b.stack, b.root)
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.root
		case html.TextToken:
			b.text(string(z.Text()))
		case html.StartTagToken:
			b.start(z, withoutPrefix(z.Token()), false)
		case html.SelfClosingTagToken:
			b.start(z, withoutPrefix(z.Token()), true)
		case html.EndTagToken:
			t := withoutPrefix(z.Token())
			b.ended(t)
		}
	}
}

// Cut shortens s to n bytes, before a tag that would be cut in half.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = clean.Cut(s, n)
	open, shut := strings.LastIndexByte(s, '<'), strings.LastIndexByte(s, '>')
	if open > shut && len(s)-open < 64<<10 {
		s = s[:open]
	}
	return s
}

type builder struct {
	root     *html.Node
	stack    []*html.Node
	elements int
	slab     []html.Node    // nodes that were allocated together
	ignored  map[string]int // open start tags beyond the limits
}

func (b *builder) top() *html.Node { return b.stack[len(b.stack)-1] }

func (b *builder) text(s string) {
	top := b.top()
	if last := top.LastChild; last != nil && last.Type == html.TextNode && len(last.Data) < 4096 {
		last.Data += s
		return
	}
	n := b.node()
	n.Type, n.Data = html.TextNode, s
	top.AppendChild(n)
}

// slabSize is how many nodes are allocated at once: the size of a short article.
const slabSize = 32

// node returns an empty node.
func (b *builder) node() *html.Node {
	if len(b.slab) == 0 {
		b.slab = make([]html.Node, slabSize)
	}
	n := &b.slab[0]
	b.slab = b.slab[1:]
	return n
}

// start opens the element of a start tag.
func (b *builder) start(z *html.Tokenizer, t html.Token, selfClosing bool) {
	switch t.DataAtom {
	case atom.Noembed, atom.Noframes, atom.Noscript, atom.Plaintext, atom.Xmp:
		z.NextIsNotRawText()
	case atom.Html, atom.Body:
		return
	}
	b.closeImplied(t.DataAtom)
	if t.DataAtom == 0 {
		t = known(t)
	}
	if selfClosing { // written for XML: it has no content
		z.NextIsNotRawText()
	}
	void := selfClosing || clean.IsVoid(t.DataAtom)
	if !void && (t.DataAtom == atom.Script || t.DataAtom == atom.Style) {
		b.code(t)
		return
	}
	full := b.elements >= MaxElements
	if full || !void && (len(b.stack) >= maxDepth || b.tooNested(t.DataAtom)) {
		if !void {
			b.ignore(t.Data)
		}
		return
	}
	b.elements++
	b.open(t, void)
}

// open adds an element to the tree, and to the open ones unless it is void. An invisible one
// is not attached to the tree.
func (b *builder) open(t html.Token, void bool) {
	n := b.node()
	n.Type, n.DataAtom, n.Data, n.Attr = html.ElementNode, t.DataAtom, t.Data, t.Attr
	if !Dropped(n) || n.DataAtom == atom.Noscript {
		b.top().AppendChild(n)
	}
	if !void {
		b.stack = append(b.stack, n)
	}
}

// ignore counts a start tag beyond the limits.
func (b *builder) ignore(name string) {
	if b.ignored == nil {
		b.ignored = make(map[string]int)
	}
	b.ignored[name]++
}

// code opens a script or a style sheet, even beyond the limits: it must not become text. The
// source of a formula is kept.
func (b *builder) code(t html.Token) {
	n := New(t.DataAtom)
	if t.DataAtom == atom.Script && IsTeX(tokenAttr(t, "type")) {
		n = New(atom.Code)
		n.Attr = []html.Attribute{{Key: "class", Val: TeXClass}}
		b.top().AppendChild(n)
	}
	b.stack = append(b.stack, n)
}

// TeXClass marks the source of a formula, which was in a script.
const TeXClass = "tex-source"

func tokenAttr(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// ampTags maps the elements of AMP pages to those of HTML.
var ampTags = map[string]atom.Atom{"amp-img": atom.Img, "amp-anim": atom.Img,
	"amp-video": atom.Video, "amp-audio": atom.Audio, "amp-iframe": atom.Iframe}

// known returns the HTML element that a custom one stands for.
func known(t html.Token) html.Token {
	if html, ok := ampTags[t.Data]; ok {
		t.DataAtom, t.Data = html, html.String()
	}
	if id := tokenAttr(t, "videoid") + tokenAttr(t, "data-videoid"); id != "" &&
		(t.Data == "lite-youtube" || t.Data == "amp-youtube") {
		t.DataAtom, t.Data = atom.Iframe, "iframe"
		t.Attr = append(t.Attr, html.Attribute{Key: "src", Val: "https://www.youtube.com/embed/" + id})
	}
	return t
}

// withoutPrefix removes the prefix that XML gives to MathML or XHTML: HTML has no prefixes.
func withoutPrefix(t html.Token) html.Token {
	if t.DataAtom != 0 {
		return t
	}
	for _, prefix := range []string{"mml:", "m:", "xhtml:", "html:"} {
		if name, ok := strings.CutPrefix(t.Data, prefix); ok {
			t.Data, t.DataAtom = name, atom.Lookup([]byte(name))
			break
		}
	}
	return t
}

func (b *builder) tooNested(a atom.Atom) bool {
	if a != atom.Blockquote && a != atom.Ul && a != atom.Ol && a != atom.Dl && a != atom.Table {
		return false
	}
	n := 0
	for _, e := range b.stack {
		switch e.DataAtom {
		case atom.Blockquote, atom.Ul, atom.Ol, atom.Dl, atom.Table:
			n++
		}
	}
	return n >= MaxNesting
}

// closeImplied closes what HTML lets authors leave open: a paragraph before a block, an item
// before the next item, a cell before the next cell.
func (b *builder) closeImplied(a atom.Atom) {
	switch a {
	case atom.Li:
		b.closeUpTo(func(e *html.Node) bool { return e.DataAtom == atom.Li }, isList)
	case atom.Dt, atom.Dd:
		b.closeUpTo(func(e *html.Node) bool {
			return e.DataAtom == atom.Dt || e.DataAtom == atom.Dd
		}, isList)
	case atom.Td, atom.Th:
		b.closeUpTo(IsCell, func(e *html.Node) bool { return e.DataAtom == atom.Tr || isTable(e) })
	case atom.Tr:
		b.closeUpTo(func(e *html.Node) bool { return e.DataAtom == atom.Tr }, isTable)
	case atom.Thead, atom.Tbody, atom.Tfoot:
		b.closeUpTo(IsSection, isTable)
	default:
		if IsBlock(a) && !b.linkAround() {
			b.closeUpTo(func(e *html.Node) bool { return e.DataAtom == atom.P },
				func(e *html.Node) bool { return IsBlock(e.DataAtom) && e.DataAtom != atom.P })
		}
	}
}

// linkAround turns the open paragraph into a division if a link in it continues around a
// block: closing the paragraph would separate the link from its card.
func (b *builder) linkAround() bool {
	link := false
	for i := len(b.stack) - 1; i > 0; i-- {
		switch e := b.stack[i]; {
		case e.DataAtom == atom.A:
			link = true
		case e.DataAtom == atom.P && link:
			Rename(e, atom.Div)
			return true
		case IsBlock(e.DataAtom):
			return false
		}
	}
	return false
}

// closeUpTo closes the innermost open element that matches, with everything in it, unless a
// wall is in between.
func (b *builder) closeUpTo(match, wall func(*html.Node) bool) {
	for i := len(b.stack) - 1; i > 0; i-- {
		if match(b.stack[i]) {
			b.stack = b.stack[:i]
			return
		}
		if wall(b.stack[i]) {
			return
		}
	}
}

// ended closes an element. The source of a formula ends with its script.
func (b *builder) ended(t html.Token) {
	if top := b.top(); t.DataAtom == atom.Script && HasClass(top, TeXClass) {
		b.stack = b.stack[:len(b.stack)-1]
		return
	}
	b.end(t.DataAtom, t.Data)
}

func (b *builder) end(a atom.Atom, name string) {
	if b.ignored[name] > 0 {
		b.ignored[name]--
		return
	}
	if a == atom.Br { // browsers read </br> as <br>
		b.top().AppendChild(&html.Node{Type: html.ElementNode, DataAtom: a, Data: name})
		return
	}
	inTable := a == atom.Table || a == atom.Tr || a == atom.Td || a == atom.Th ||
		a == atom.Thead || a == atom.Tbody || a == atom.Tfoot || a == atom.Caption
	for i := len(b.stack) - 1; i > 0; i-- {
		e := b.stack[i]
		if e.Data == name {
			b.closeAt(i)
			return
		}
		if isTable(e) || IsCell(e) && !inTable {
			return // a stray end tag in a cell must not close the table
		}
	}
}

// closeAt closes stack[i]. Formatting within it continues after it; formatting around blocks
// that ends inside one of them is undone.
func (b *builder) closeAt(i int) {
	closing, inner := b.stack[i], b.stack[i+1:]
	var reopen []*html.Node
	if clean.IsFormat(closing.DataAtom) {
		for _, e := range inner {
			if !clean.IsFormat(e.DataAtom) {
				closing.DataAtom, closing.Data, closing.Attr = atom.Span, "span", nil
				return
			}
			reopen = append(reopen, e)
		}
	}
	b.stack = b.stack[:i]
	for _, e := range reopen {
		if b.elements >= MaxElements {
			return
		}
		b.elements++
		again := &html.Node{Type: e.Type, DataAtom: e.DataAtom, Data: e.Data, Attr: e.Attr}
		b.top().AppendChild(again)
		b.stack = append(b.stack, again)
	}
}

// IsBlock reports whether an element is a block, on lines of its own.
func IsBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table,
		atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Figure,
		atom.Figcaption, atom.Pre, atom.Hr, atom.Section, atom.Article, atom.Aside,
		atom.Header, atom.Footer, atom.Main, atom.Nav, atom.Address, atom.Details,
		atom.Summary, atom.Center, atom.Form, atom.Fieldset, atom.Td, atom.Th, atom.Tr,
		atom.Caption, atom.Thead, atom.Tbody, atom.Tfoot, atom.Menu, atom.Hgroup,
		atom.Iframe, atom.Video, atom.Audio:
		return true
	}
	return false
}

func isTable(e *html.Node) bool { return e.DataAtom == atom.Table }

// IsCell reports whether an element is a cell of a table, or its caption.
func IsCell(e *html.Node) bool {
	return e.DataAtom == atom.Td || e.DataAtom == atom.Th || e.DataAtom == atom.Caption
}

func isList(e *html.Node) bool {
	return e.DataAtom == atom.Ul || e.DataAtom == atom.Ol || e.DataAtom == atom.Dl ||
		e.DataAtom == atom.Menu || IsCell(e)
}

// IsSection reports whether an element holds rows of a table.
func IsSection(e *html.Node) bool {
	return e.DataAtom == atom.Thead || e.DataAtom == atom.Tbody || e.DataAtom == atom.Tfoot
}

// IsTeX reports whether a media type is one of TeX's, in annotations and MathJax's scripts.
// "text/…" is not.
func IsTeX(kind string) bool {
	kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(kind)), ";")
	switch strings.TrimSpace(kind) {
	case "math/tex", "application/x-tex", "application/x-latex", "text/tex", "tex", "latex":
		return true
	}
	return false
}
