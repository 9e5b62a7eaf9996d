package reader

import (
	"hash/maphash"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"breageek/feed/markup"
)

// Layout is an article that is read and cut into blocks, and can be set at any
// width, whole or the part that is seen first. Nothing that shows changes it: several
// goroutines may set it.
type Layout struct {
	doc    Document
	look   Look
	types  *typesetter
	blocks []block
	own    int // how many pieces are the article's own words; links follow

	whole atomic.Pointer[Text] // what Window set and found to be all, for Text
}

// block is a block of the text.
type block struct {
	node    ast.Node                 // what is set, or
	said    func(width int) []string // what we say ourselves
	picture string                   // the address of the picture it is
	label   string                   // and what is said of it
	caption ast.Node                 // and what stands under it
	above   int                      // blank lines before it
	says    uint64                   // a hash of what it says
}

// Compose reads an article. It takes its time: call it in a command.
func Compose(doc Document, look Look) *Layout {
	d := &Layout{doc: doc, look: look, types: newTypesetter(look)}
	md := markup.Markdown(doc.Body, markup.Options{Title: doc.Title, Repair: doc.Repair,
		SoftHyphens: true, Notes: !doc.paper})
	d.say(d.head)
	if lead := doc.Pictures[doc.Lead]; doc.Lead != "" && (lead.Shown || lead.Gone) {
		d.blocks = append(d.blocks, block{picture: doc.Lead, above: 1, says: hash(doc.Lead)})
	}
	bare := len(d.blocks)
	d.addNodes(d.types.parse(bind(md)))
	l := look.Locale
	if len(d.blocks) == bare {
		d.say(func(width int) []string { return d.note(l.EmptyArticle, width) })
	} else if doc.Teaser {
		d.say(func(width int) []string { return d.note(l.TeaserNote, width) })
	}
	for _, file := range doc.Files {
		n := d.types.link(file.URL)
		d.say(func(int) []string { return d.file(file, n) })
	}
	for _, ref := range doc.References {
		n := d.types.link(ref.URL)
		d.say(func(int) []string { return d.pointed(Reference(ref, l), ref.URL, n) })
	}
	d.own = len(d.blocks)
	d.types.number()
	if d.types.count > 0 {
		d.say(d.gathered)
	}
	return d
}

// addNodes makes the pieces of the article's Markdown.
func (d *Layout) addNodes(tree ast.Node) {
	for n := tree.FirstChild(); n != nil; n = n.NextSibling() {
		said := d.types.said(n)
		p := block{node: n, above: d.space(n), says: hash(said)}
		if n.Kind() == ast.KindParagraph {
			p.picture, p.label = d.types.picture(said)
		}
		if next := n.NextSibling(); p.picture != "" && next != nil && isCaption(next) {
			p.caption, n = next, next
		}
		d.blocks = append(d.blocks, p)
	}
}

// space is how many blank lines stand before a block: a heading is farther from what
// it ends than from what it begins. A term in bold is the heading of its list.
func (d *Layout) space(n ast.Node) int {
	prev := n.PreviousSibling()
	if h, ok := n.(*ast.Heading); ok && h.Level <= 2 && prev != nil && prev.Kind() != ast.KindHeading {
		return 2
	}
	if h, ok := prev.(*ast.Heading); ok && h.Level > 2 {
		return 0
	}
	if n.Kind() == ast.KindList && prev != nil && isBold(prev) {
		return 0
	}
	return 1
}

// isBold reports whether a block is one paragraph that is in bold throughout.
func isBold(n ast.Node) bool {
	only, ok := n.FirstChild().(*ast.Emphasis)
	return ok && n.Kind() == ast.KindParagraph && n.ChildCount() == 1 && only.Level == 2
}

func (d *Layout) say(said func(width int) []string) {
	d.blocks = append(d.blocks, block{said: said, above: 1})
}

var seed = maphash.MakeSeed()

func hash(s string) uint64 { return maphash.String(seed, s) }

// Text sets the whole of it.
func (d *Layout) Text(key Key) Text {
	if t := d.whole.Load(); t != nil && t.Key == key {
		return *t
	}
	width, left := margins(key.Width, key.Measure)
	t := Text{Key: key}
	d.fill(&t, 0, len(d.blocks), width, left)
	return t
}

// longSource is where a text is too long to be set within a frame: in bytes of its
// Markdown, some two thousand words.
const longSource = 12 << 10

// Window sets what is seen first of a long text: from the block before a place, for
// so many lines and some more. ok is false where that is the whole text.
func (d *Layout) Window(key Key, at Place, lines int) (t Text, ok bool) {
	if len(d.types.source) < longSource {
		return t, false
	}
	width, left := margins(key.Width, key.Measure)
	from := max(0, min(at.Block, len(d.blocks)-1)-1)
	to := from
	t = Text{Key: key}
	for to < len(d.blocks) && len(t.Lines) < 2*lines+40 {
		next := min(len(d.blocks), to+8)
		d.fill(&t, to, next, width, left)
		to = next
	}
	if from == 0 && to == len(d.blocks) {
		d.whole.Store(&t)
		return t, false
	}
	t.From, t.Partial = from, true
	return t, true
}

// fill sets the pieces from one to another behind what a text has already.
func (d *Layout) fill(t *Text, from, to, width, left int) {
	set := d.set(from, to, width, t.Key)
	k := newLinker(d.look.Theme, d.types.marks)
	margin := strings.Repeat(" ", left)
	if len(t.Lines) == 0 {
		t.add("", t.Key.Width)
		d.about(t)
	}
	for i, block := range set {
		p := d.blocks[from+i]
		for n := 0; n < p.above && len(t.Lines) > 1; n++ {
			t.add("", t.Key.Width)
		}
		t.Blocks = append(t.Blocks, len(t.Lines))
		if p.picture != "" && block.rows > 0 {
			t.Figures = append(t.Figures, Figure{URL: p.picture, Line: len(t.Lines), Left: left,
				Width: block.columns, Height: block.rows})
		}
		for _, line := range block.lines {
			line, mark := cutMark(line)
			line, spots := k.line(line)
			for _, s := range spots {
				s.line, s.from, s.to = int32(len(t.Lines)), s.from+int32(left), s.to+int32(left)
				t.spots = append(t.spots, s)
				t.Bytes += bytesOfSpot
			}
			t.add(margin+line+mark, t.Key.Width)
		}
		t.align(t.Blocks[len(t.Blocks)-1], p.node != nil && p.node.Kind() == extast.KindTable)
		if from+i+1 == d.own {
			t.End = len(t.Lines)
		}
	}
	if to == len(d.blocks) {
		t.add("", t.Key.Width)
	}
	if len(t.Blocks) > 0 {
		t.Blocks[0] = 0
	}
}

// about notes in a text what is known of the whole article, however much of it is set.
func (d *Layout) about(t *Text) {
	t.Links = d.types.links
	for _, link := range t.Links {
		t.Bytes += bytesOfLink + len(link.URL) + len(link.Text)
	}
	for _, p := range d.blocks {
		t.says = append(t.says, p.says)
	}
	t.Bytes += len(d.blocks) * bytesOfBlock
}

// setBlock is a piece that is set: its lines, and the room of its picture in them.
type setBlock struct {
	lines         []string
	columns, rows int
}

// manyBlocks is where it pays to set a text with all processors.
const manyBlocks = 32

// set renders pieces, many of them in several goroutines.
func (d *Layout) set(from, to, width int, key Key) []setBlock {
	set := make([]setBlock, to-from)
	workers := min(runtime.GOMAXPROCS(0), 4)
	if len(set) < manyBlocks {
		workers = 1
	}
	var wg sync.WaitGroup
	for w := range workers {
		own := d.types.fork()
		wg.Go(func() {
			for i := w; i < len(set); i += workers {
				set[i] = d.one(own, d.blocks[from+i], width, key)
			}
		})
	}
	wg.Wait()
	return set
}

func (d *Layout) one(t *typesetter, p block, width int, key Key) setBlock {
	switch {
	case p.picture != "":
		return d.figure(t, p, width, key)
	case p.said != nil:
		return setBlock{lines: p.said(width)}
	}
	return setBlock{lines: t.set(p.node, width)}
}
