package markup

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// block converts a block whose children are tidy.
func (t *tidier) block(c *html.Node) []*html.Node {
	switch c.DataAtom {
	case atom.P, atom.Summary, atom.Dt, atom.Address:
		return t.paragraph(c)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return t.heading(c)
	case atom.Ul, atom.Ol, atom.Menu:
		return t.list(c)
	case atom.Li, atom.Dd, atom.Td, atom.Th, atom.Tr, atom.Thead, atom.Tbody, atom.Tfoot:
		return []*html.Node{c} // handled by their list or table
	case atom.Caption, atom.Figcaption:
		return []*html.Node{c}
	case atom.Table:
		return t.table(c)
	case atom.Blockquote:
		blocks := t.paragraphs(dom.TakeChildren(c))
		if len(blocks) == 0 {
			return nil
		}
		return []*html.Node{dom.New(atom.Blockquote, blocks...)}
	case atom.Figure:
		return t.figure(c)
	}
	return t.paragraphs(dom.TakeChildren(c))
}

// paragraph splits at empty lines, and emphasizes terms and summaries.
func (t *tidier) paragraph(c *html.Node) []*html.Node {
	a := c.DataAtom
	blocks := t.paragraphs(dom.TakeChildren(c))
	if a == atom.Dt || a == atom.Summary {
		for _, b := range blocks {
			if b.DataAtom == atom.P && !onlyChild(b, atom.Strong) {
				dom.Append(b, dom.New(atom.Strong, dom.TakeChildren(b)...))
			}
		}
	}
	return blocks
}

func (t *tidier) heading(c *html.Node) []*html.Node {
	if blank(c) {
		return nil
	}
	a := c.DataAtom
	if holdsBlock(c) || dom.Plain(c) == "" {
		return t.paragraphs(dom.TakeChildren(c))
	}
	h := dom.New(a)
	for _, n := range t.paragraphs(dom.TakeChildren(c)) {
		for _, inner := range dom.TakeChildren(n) {
			if inner.DataAtom == atom.Strong { // a heading is already strong
				dom.Append(h, dom.TakeChildren(inner)...)
				continue
			}
			if inner.DataAtom == atom.Br {
				inner = dom.Text(" ")
			}
			dom.Append(h, inner)
		}
		dom.Append(h, dom.Text(" "))
	}
	return []*html.Node{h}
}

func (t *tidier) item(list *html.Node, nodes []*html.Node) {
	li := dom.New(atom.Li)
	lines := false
	for _, b := range t.paragraphs(nodes) {
		switch b.DataAtom {
		case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			if lines {
				dom.Append(li, dom.New(atom.Br))
			}
			dom.Append(li, dom.TakeChildren(b)...)
			lines = true
		default:
			dom.Append(li, b)
			lines = false
		}
	}
	if li.FirstChild != nil {
		dom.Append(list, li)
	}
}

// figure returns the picture, then its caption on a line of its own.
func (t *tidier) figure(c *html.Node) []*html.Node {
	first := dom.FirstElement(c)
	if first != nil && first.DataAtom == atom.Figcaption && !holds(c, atom.Img) {
		return t.paragraphs(dom.TakeChildren(c)) // the name of a program or table precedes it
	}
	var captions []*html.Node
	var rest []*html.Node
	for _, n := range dom.TakeChildren(c) {
		if n.DataAtom == atom.Figcaption {
			captions = append(captions, t.caption(n)...)
			continue
		}
		rest = append(rest, n)
	}
	return append(t.paragraphs(rest), captions...)
}

// caption puts a caption in italics, so that it is not taken for text.
func (t *tidier) caption(n *html.Node) []*html.Node {
	blocks := t.paragraphs(dom.TakeChildren(n))
	for _, b := range blocks {
		if b.DataAtom != atom.P || onlyChild(b, atom.Em) {
			continue
		}
		dom.Each(b, func(e *html.Node) bool { // nested emphasis would end it
			if e.DataAtom == atom.Em {
				dom.Rename(e, atom.Span)
				e.Attr = nil
			}
			return true
		})
		dom.Append(b, dom.New(atom.Em, dom.TakeChildren(b)...))
	}
	return blocks
}

func onlyChild(n *html.Node, a atom.Atom) bool {
	return n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.DataAtom == a
}

// paragraphs wraps running text in paragraphs: between blocks, at two line breaks in a row,
// and at empty lines of text without markup.
func (t *tidier) paragraphs(nodes []*html.Node) []*html.Node { //nolint:gocyclo // a case a node
	var out []*html.Node
	var run []*html.Node
	flush := func() {
		for _, part := range splitPictures(run) {
			if p := t.run(part); p != nil {
				out = append(out, p)
			}
		}
		run = nil
	}
	for i := 0; i < len(nodes); i++ {
		n := nodes[i]
		switch {
		case n.DataAtom == atom.Figcaption || n.DataAtom == atom.Caption:
			flush()
			out = append(out, t.caption(n)...)
		case n.DataAtom == atom.Li || n.DataAtom == atom.Dd: // the meanings of a term form a list
			flush()
			out = t.strayItem(out, n)
		case dom.IsCell(n) || n.DataAtom == atom.Tr || dom.IsSection(n):
			flush()
			out = append(out, t.paragraphs(dom.TakeChildren(n))...)
		case dom.IsBlock(n.DataAtom):
			flush()
			out = append(out, n)
		case n.DataAtom == atom.Br && breaksParagraph(nodes[i+1:]):
			flush()
		case n.Type == html.TextNode && strings.Contains(n.Data, "\n\n") && len(nodes) == 1:
			for _, s := range strings.Split(n.Data, "\n\n") {
				run = []*html.Node{dom.Text(s)}
				flush()
			}
		default:
			run = append(run, n)
		}
	}
	flush()
	return out
}

// strayItem appends an item outside of any list to the list before it, or to one of its own.
func (t *tidier) strayItem(blocks []*html.Node, item *html.Node) []*html.Node {
	ul := dom.New(atom.Ul)
	t.item(ul, dom.TakeChildren(item))
	if last := len(blocks) - 1; last >= 0 && blocks[last].DataAtom == atom.Ul {
		dom.Append(blocks[last], dom.TakeChildren(ul)...)
		return blocks
	}
	if ul.FirstChild == nil {
		return blocks
	}
	return append(blocks, ul)
}

// splitPictures puts each of several pictures side by side on a line of its own.
func splitPictures(run []*html.Node) [][]*html.Node {
	var pictures [][]*html.Node
	for _, n := range run {
		switch {
		case n.DataAtom == atom.Img || n.DataAtom == atom.A && onlyChild(n, atom.Img):
			pictures = append(pictures, []*html.Node{n})
		case n.DataAtom != atom.Br && !dom.IsSpaceNode(n):
			return [][]*html.Node{run}
		}
	}
	if len(pictures) < 2 {
		return [][]*html.Node{run}
	}
	return pictures
}

func breaksParagraph(after []*html.Node) bool {
	for _, n := range after {
		if n.DataAtom == atom.Br {
			return true
		}
		if !dom.IsSpaceNode(n) {
			return false
		}
	}
	return false
}

// run wraps running text in a paragraph. It returns nil if there is nothing to see, or if the
// text only links to other articles.
func (t *tidier) run(nodes []*html.Node) *html.Node {
	for len(nodes) > 0 && (nodes[0].DataAtom == atom.Br || dom.IsSpaceNode(nodes[0])) {
		nodes = nodes[1:]
	}
	for len(nodes) > 0 {
		last := nodes[len(nodes)-1]
		if last.DataAtom != atom.Br && !dom.IsSpaceNode(last) {
			break
		}
		nodes = nodes[:len(nodes)-1]
	}
	p := dom.New(atom.P, nodes...)
	setApart(p)
	if blank(p) || t.literal == 0 && t.proposal(p) {
		return nil
	}
	if t.repair {
		rejoin(p)
		closeTurnedQuote(p)
	}
	return p
}

// setApart puts a space between a picture and the word that it touches: as text, its
// description would become part of the word.
func setApart(p *html.Node) {
	for c := p.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Img {
			continue
		}
		if before := c.PrevSibling; before != nil && before.Type == html.TextNode {
			if r, _ := utf8.DecodeLastRuneInString(before.Data); clean.IsLetter(r) {
				before.Data += " "
			}
		}
		if after := c.NextSibling; after != nil && after.Type == html.TextNode {
			if r, _ := utf8.DecodeRuneInString(after.Data); clean.IsLetter(r) {
				after.Data = " " + after.Data
			}
		}
	}
}

// withoutTitle drops what repeats the article's title at the beginning: the first heading or
// bold line, and the caption of a picture.
func withoutTitle(blocks []*html.Node, title string) []*html.Node {
	if title == "" {
		return blocks
	}
	for i, b := range blocks {
		if i == 4 {
			break
		}
		heading := isHeading(b) || b.DataAtom == atom.P &&
			(onlyChild(b, atom.Strong) || onlyChild(b, atom.Em))
		if heading && clean.Fold(dom.Plain(b)) == title {
			return withoutTitle(append(blocks[:i:i], blocks[i+1:]...), title)
		}
	}
	return blocks
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// withoutFooter drops the footer of the feed from the end. Only a tracking pixel may follow
// it.
func withoutFooter(blocks []*html.Node) []*html.Node {
	for i := len(blocks) - 1; i >= 0 && i >= len(blocks)-3; i-- {
		if isFeedFooter(dom.Plain(blocks[i])) {
			return append(blocks[:i:i], blocks[i+1:]...)
		}
	}
	return blocks
}
