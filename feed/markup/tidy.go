package markup

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// article parses a body and reduces it to the elements that the rest of this package knows: p,
// h1–h6, ul, ol, li, blockquote, pre, hr, table, a, img, br, strong, em, del, code. Blocks
// contain blocks, text is in paragraphs and clean, and every address is absolute. The site's
// own links to other articles are removed from the text and returned separately.
func article(r Raw, o Options) (*html.Node, []Anchor) {
	t := tidier{base: r.base, repair: o.Repair, soft: o.SoftHyphens, links: o.forLinks}
	calls := o.Notes
	root := dom.Parse(figures(linkOfShortcode(r.html)))
	rebase(root, r)
	t.lazyTwins(root)
	asides(root)
	drawnFormulas(root)
	dom.ShowTitles(root)
	dom.BreakStyledLines(root)
	dom.ApplyStyles(root)
	dom.JoinNoteNumbers(root)
	oneFormula(root)
	boxes(root)
	t.collectIDs(root)
	if calls {
		t.pairNotes(root)
	}
	t.children(root)
	blocks := t.withNotes(t.paragraphs(dom.TakeChildren(root)))
	blocks = withoutTitle(blocks, clean.Fold(clean.Line(o.Title)))
	blocks = withoutFooter(blocks)
	dom.Append(root, blocks...)
	return root, t.proposed
}

type tidier struct {
	base     string
	repair   bool
	soft     bool // keep soft hyphens within words
	links    bool // keep those around pictures
	literal  int  // depth of <pre> and <code>
	proposed proposed

	before string          // the end of the line so far, for superscripts
	ids    map[string]bool // targets of links within the body
	listed bool            // the body has a list of its notes
	notes  [][]*html.Node  // from within the text
}

func (t *tidier) children(n *html.Node) {
	nodes := dom.TakeChildren(n)
	for i := 0; i < len(nodes); i++ {
		if list := t.labelledList(nodes, i); list > 0 {
			i = list
			dom.Append(n, gap()...)
			continue
		}
		dom.Append(n, t.node(nodes[i])...)
	}
}

// node converts a node.
func (t *tidier) node(c *html.Node) []*html.Node {
	switch {
	case c.Type == html.TextNode:
		return t.text(c)
	case c.Data == boxTag:
		t.propose(dom.Attr(c, "href"), dom.Attr(c, "title"))
		return gap()
	case isRelatedList(c) && t.relatedList(c):
		return gap()
	}
	switch c.DataAtom {
	case atom.Img:
		return t.image(c)
	case atom.Iframe, atom.Video, atom.Audio, atom.Embed, atom.Object:
		return t.media(c)
	case atom.Pre, atom.Listing, atom.Xmp:
		return t.preformatted(c)
	case atom.Br, atom.Hr:
		t.before = ""
		c.Attr = nil
		return []*html.Node{c}
	case atom.Math:
		return t.math(c)
	case atom.Input: // of a task: others are dropped
		return []*html.Node{checkbox(c)}
	case atom.Wbr, atom.Source, atom.Track, atom.Param, atom.Col, atom.Colgroup, atom.Area:
		return nil
	}
	if dom.IsBlock(c.DataAtom) {
		t.before = ""
		if dom.HasClass(c, "modern-footnotes-list") {
			noteList(c)
		}
		t.children(c)
		t.before = ""
		return t.block(c)
	}
	if dom.HasClass(c, dom.TeXClass) {
		return tex(dom.Plain(c))
	}
	return t.running(c)
}

// running converts an element of running text.
func (t *tidier) running(c *html.Node) []*html.Node {
	before, literal := t.before, t.literal
	switch c.DataAtom {
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		t.literal++
	}
	t.children(c)
	t.literal = literal
	if c.DataAtom == atom.Sup || c.DataAtom == atom.Sub ||
		dom.HasClass(c, "modern-footnotes-footnote__note") {
		t.before = before // what precedes it, not its content
	}
	return t.inline(c)
}

func (t *tidier) text(c *html.Node) []*html.Node {
	c.Data = clean.Lines(c.Data, t.soft && t.literal == 0)
	if t.literal == 0 {
		c.Data = stripShortcodes(c.Data)
		if t.repair {
			c.Data = repaired(c.Data)
		}
	}
	if c.Data == "" {
		return nil
	}
	t.before = lastBytes(t.before+lastBytes(c.Data, 16), 16)
	return []*html.Node{c}
}

// inline converts an element of running text whose children are tidy.
func (t *tidier) inline(c *html.Node) []*html.Node { //nolint:gocyclo // a case for each element
	switch c.DataAtom {
	case atom.A:
		return t.link(c)
	case atom.B, atom.Strong:
		return t.emphasis(c, atom.Strong)
	case atom.I, atom.Em, atom.Cite, atom.Dfn, atom.Var:
		return t.emphasis(c, atom.Em)
	case atom.Del, atom.S, atom.Strike:
		return t.deleted(c)
	case atom.Ins:
		return t.emphasis(c, atom.Em)
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		if t.literal > 0 {
			return dom.TakeChildren(c)
		}
		if c.DataAtom == atom.Code && holds(c, atom.Br) { // a program without <pre>
			return t.preformatted(c)
		}
		s := strings.Join(strings.Fields(dom.Plain(c)), " ")
		if s == "" {
			return nil
		}
		return []*html.Node{dom.New(atom.Code, dom.Text(s))}
	case atom.Sup:
		return t.raised(c)
	case atom.Sub:
		return t.lowered(c)
	case atom.Q:
		return append(append([]*html.Node{dom.Text("“")}, dom.TakeChildren(c)...), dom.Text("”"))
	case atom.Rt:
		if s := dom.Plain(c); s != "" && (c.PrevSibling == nil || c.PrevSibling.DataAtom != atom.Rp) {
			return []*html.Node{dom.Text("(" + s + ")")}
		}
		return nil
	case atom.Rp:
		return nil
	}
	switch {
	case dom.HasClass(c, "modern-footnotes-footnote__note"):
		return t.tooltip(c)
	case (dom.HasClass(c, "sidenote") || dom.HasClass(c, "marginnote")) && !blank(c) && !holdsBlock(c):
		return append(append([]*html.Node{dom.Text(" (")}, dom.TakeChildren(c)...),
			dom.Text(")"))
	}
	return dom.TakeChildren(c)
}

// emphasis keeps an element for emphasis, unless it contains blocks or nothing.
func (t *tidier) emphasis(c *html.Node, a atom.Atom) []*html.Node {
	if blank(c) || holdsBlock(c) {
		return dom.TakeChildren(c)
	}
	dom.Rename(c, a)
	c.Attr = nil
	return []*html.Node{c}
}

// deleted marks deleted text. In blocks, each is marked: otherwise they would read as if they
// still stood.
func (t *tidier) deleted(c *html.Node) []*html.Node {
	if !holdsBlock(c) {
		return t.emphasis(c, atom.Del)
	}
	blocks := t.paragraphs(dom.TakeChildren(c))
	for _, b := range blocks {
		strike(b)
	}
	return blocks
}

// strike marks the running text in a block as deleted.
func strike(n *html.Node) {
	if n.DataAtom == atom.P || isHeading(n) || dom.IsCell(n) ||
		n.DataAtom == atom.Li && !holdsBlock(n) {
		if !blank(n) && !onlyChild(n, atom.Del) {
			dom.Append(n, dom.New(atom.Del, dom.TakeChildren(n)...))
		}
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		strike(c)
	}
}

// link keeps a link that leads somewhere. A link around blocks (a card, a teaser) becomes its
// pictures and a line of text.
func (t *tidier) link(c *html.Node) []*html.Node {
	href := clean.LinkOrMail(dom.Attr(c, "href"), t.base)
	if t.within(dom.Attr(c, "href")) || href == "" { // Word links to files on its author's disk
		return t.inner(c)
	}
	var images []*html.Node
	dom.Each(c, func(e *html.Node) bool {
		if e.DataAtom == atom.Img {
			images = append(images, e)
		}
		return true
	})
	text, blocks := dom.Plain(c), holdsBlock(c)
	switch {
	case text == "":
		return t.pictureLink(c, images, href)
	case blocks && utf8.RuneCountInString(text) > maxCard:
		return t.longCard(c, href)
	case blocks || len(images) > 0:
		return t.card(images, href, text)
	}
	c.Attr = []html.Attribute{{Key: "href", Val: href}}
	return []*html.Node{c}
}

// pictureLink converts a link without text: its pictures, each with a link of its own if they
// are in blocks.
func (t *tidier) pictureLink(c *html.Node, images []*html.Node, href string) (out []*html.Node) {
	switch {
	case len(images) == 0:
		return nil
	case !t.links || isPicture(href):
		return dom.TakeChildren(c)
	case !holdsBlock(c):
		c.Attr = []html.Attribute{{Key: "href", Val: href}}
		return []*html.Node{c}
	}
	for _, img := range images {
		img.Parent.RemoveChild(img)
		a := dom.New(atom.A, img)
		a.Attr = []html.Attribute{{Key: "href", Val: href}}
		out = append(out, dom.New(atom.P, a))
	}
	return out
}

// card returns the pictures of a link, then its text on a line.
func (t *tidier) card(images []*html.Node, href, text string) (out []*html.Node) {
	for _, img := range images {
		img.Parent.RemoveChild(img)
		out = append(out, dom.New(atom.P, img))
	}
	if p := t.run([]*html.Node{dom.Link(href, text)}); p != nil {
		out = append(out, p)
	}
	return out
}

// maxCard is how many characters of a card fit on one line.
const maxCard = 200

// longCard keeps the blocks of a link around more than a card, which often was left open: the
// first line becomes the link.
func (t *tidier) longCard(c *html.Node, href string) []*html.Node {
	blocks := t.paragraphs(dom.TakeChildren(c))
	for _, b := range blocks {
		if (b.DataAtom == atom.P || isHeading(b)) && dom.Plain(b) != "" && !holds(b, atom.A) {
			a := dom.New(atom.A, dom.TakeChildren(b)...)
			a.Attr = []html.Attribute{{Key: "href", Val: href}}
			dom.Append(b, t.link(a)...)
			break
		}
	}
	return blocks
}

// preformatted keeps lines as they are, except in verse, which is text.
func (t *tidier) preformatted(c *html.Node) []*html.Node {
	t.literal++
	t.children(c)
	t.literal--
	var b strings.Builder
	appendLiteral(&b, c)
	s := strings.Trim(b.String(), "\n")
	if strings.TrimSpace(s) == "" {
		return nil
	}
	if dom.HasClass(c, "wp-block-verse") {
		p := dom.New(atom.P)
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				dom.Append(p, dom.New(atom.Br))
			}
			dom.Append(p, dom.Text(line))
		}
		return []*html.Node{p}
	}
	return []*html.Node{dom.New(atom.Pre, dom.Text(s))}
}

func appendLiteral(b *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			continue
		}
		if c.DataAtom == atom.Br || c.DataAtom == atom.Div || c.DataAtom == atom.P {
			b.WriteByte('\n')
		}
		appendLiteral(b, c)
	}
}

func isPicture(href string) bool {
	u, err := url.Parse(href)
	if err != nil {
		return false
	}
	p := strings.ToLower(u.Path)
	for _, ext := range []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"} {
		if strings.HasSuffix(p, ext) {
			return true
		}
	}
	return false
}

// blank reports whether nothing in n would be visible.
func blank(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			if strings.TrimSpace(c.Data) != "" {
				return false
			}
		case c.DataAtom == atom.Img || c.DataAtom == atom.Hr || !blank(c):
			return false
		}
	}
	return true
}

func holdsBlock(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if dom.IsBlock(c.DataAtom) || c.FirstChild != nil && holdsBlock(c) {
			return true
		}
	}
	return false
}
