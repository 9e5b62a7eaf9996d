package reader

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// While a text is set the words of a link stand between a rune that says which it is
// (firstMark for the first, and so on) and linkClose; the link's number follows, up to
// numberEnd. What is said of a picture ends at linkPause, and so do the words or the
// number of a link where a line does. None of them is seen: links.go makes styles and
// hyperlinks of them afterwards. Glamour's own links print the address after the words and
// cannot leave out its space.
const (
	linkPause = '\u2061'
	linkClose = '\u2062'
	numberEnd = '\u2063'
	firstMark = '\U000F0000' // of the private use plane; what the source sends of it is taken out
	lastMark  = '\U000FFFFD'
)

// typesetter sets the blocks of one article. What runs within a paragraph is rendered
// by glamour; lines are broken and blocks are composed here. It is not safe for
// several goroutines: fork it for each.
type typesetter struct {
	look        Look
	style       Style
	source      []byte         // the Markdown, and behind it the words that stand for links
	marks       []mark         // by their runes
	links       []Link         // each address once, by its number; behind them those within the text
	notes       []Link         // the calls of notes and the ways back, until all numbers are given
	count       int            // how many of the links have a number
	known       map[string]int // the numbers of addresses, from 1
	lineBreaker lineBreaker
	inks        map[inlineStyle]renderer.Renderer
	cells       map[ast.Node]ast.Node // what runs within each cell of a table
}

// mark is what a rune stands for: a link by its number, from 0, or a picture. While the
// text is read, one within the text has a number below 0: -1 for the first of them.
type mark struct {
	url     string
	picture bool
	link    int
}

// Link is an address that the text leads to.
type Link struct {
	URL  string // http, https or mailto; see Within
	Text string // the words that lead there first
}

// Within reports whether a link leads to another place of the same text: from the call of
// a footnote to the note, or back.
func (l Link) Within() bool { return isWithin(l.URL) }

// inlineStyle is what a run of text is part of, which gives it its style.
type inlineStyle struct {
	heading int  // its level, or 0
	quoted  bool // in a quote
	head    bool // in the head of a table
	caption bool
}

func newTypesetter(look Look) *typesetter {
	t := &typesetter{look: look, known: map[string]int{}, inks: map[inlineStyle]renderer.Renderer{}}
	if look.Style != nil {
		t.style = *look.Style
	} else {
		t.style = styleOf(look.Theme)
	}
	return t
}

// fork returns a typesetter of the same text for another goroutine.
func (t *typesetter) fork() *typesetter {
	own := *t
	own.lineBreaker, own.inks = lineBreaker{}, map[inlineStyle]renderer.Renderer{}
	return &own
}

// parse returns the tree of a Markdown text, with marks where its links and
// pictures are.
func (t *typesetter) parse(markdown string) ast.Node {
	// goldmark completes a last line without its end by writing one behind it, into
	// what would be ours: the line has its end.
	t.source = []byte(unmarkedSource(markdown) + "\n")
	doc := ours().Parse(text.NewReader(t.source), parser.WithContext(parser.NewContext()))
	var found []ast.Node
	inside := map[ast.Node]bool{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link, *ast.Image, *ast.Text:
			if entering {
				found = append(found, n)
				inside[n] = n.Parent().Kind() == ast.KindLink
			}
		case *ast.Heading:
			if prefix := t.style.heading(n.Level).Prefix; entering && prefix != "" {
				n.InsertBefore(n, n.FirstChild(), t.words(prefix))
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range found {
		t.replace(n, inside[n])
	}
	t.freeCells(doc)
	return doc
}

// ours reads what markup writes, and nothing else of Markdown: HTML, addresses between
// angle brackets and indented code can only be a stranger's words, which are shown.
func ours() parser.Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewEmphasisParser(), 500)))
	goldmark.New(goldmark.WithParser(p),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	return p
}

// freeCells takes what runs within the cells of tables out of them: glamour leaves
// that to its own table.
func (t *typesetter) freeCells(doc ast.Node) {
	t.cells = map[ast.Node]ast.Node{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() != extast.KindTableCell || !entering {
			return ast.WalkContinue, nil
		}
		words := ast.NewTextBlock()
		for c := n.FirstChild(); c != nil; c = n.FirstChild() {
			words.AppendChild(words, c)
		}
		t.cells[n] = words
		return ast.WalkSkipChildren, nil
	})
}

// unmarkedSource takes out of a text what would be a mark of ours.
func unmarkedSource(s string) string {
	if strings.IndexByte(s, 0xf3) < 0 { // what every rune of the plane begins with
		return s
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// replace puts words between marks in the place of a link or picture, and makes a
// space of a line end that Markdown ignores.
func (t *typesetter) replace(n ast.Node, inLink bool) {
	parent := n.Parent()
	switch n := n.(type) {
	case *ast.Text:
		if n.SoftLineBreak() {
			n.SetSoftLineBreak(false)
			parent.InsertAfter(parent, n, t.words(" "))
		}
		if said := string(n.Segment.Value(t.source)); strings.Contains(said, `\`) {
			plain := t.words(unescape.Replace(said))
			plain.SetHardLineBreak(n.HardLineBreak())
			parent.ReplaceChild(parent, n, plain)
		}
	case *ast.Link:
		words := t.said(n)
		t.open(parent, n, string(n.Destination), words)
		for c := n.FirstChild(); c != nil; c = n.FirstChild() {
			parent.InsertBefore(parent, n, c)
		}
		parent.ReplaceChild(parent, n, t.words(t.closing()))
	case *ast.Image:
		label := strings.TrimSpace(t.said(n))
		if label == "" {
			label = t.look.Locale.Picture
		}
		if inLink {
			parent.ReplaceChild(parent, n, t.words("▣ "+label))
			return
		}
		opens := t.mark(mark{url: string(n.Destination), picture: true})
		parent.ReplaceChild(parent, n, t.words(opens+"▣ "+label+string(linkPause)))
	}
}

// unescape undoes the escapes of CommonMark that glamour leaves in the text.
var unescape = strings.NewReplacer(`\~`, "~", `\"`, `"`, `\'`, "'", `\=`, "=", `\:`, ":",
	`\&`, "&", `\$`, "$", `\%`, "%", `\@`, "@", `\^`, "^", `\/`, "/", `\,`, ",", `\;`, ";", `\?`, "?")

// open marks where the words of a link begin.
func (t *typesetter) open(parent, before ast.Node, url, words string) {
	m := mark{url: url}
	if isWithin(url) {
		m.link = -t.linkWithin(url, words)
	} else {
		m.link = t.link(url) - 1
		if link := &t.links[m.link]; link.Text == "" {
			link.Text = plainWords(words)
		}
	}
	parent.InsertBefore(parent, before, t.words(t.mark(m)))
}

// isWithin reports whether an address is one of markup's for a footnote or its call.
func isWithin(url string) bool { return strings.HasPrefix(url, "#note-") }

// linkWithin returns the number of a link within the text among its kind, from 1.
func (t *typesetter) linkWithin(url, words string) int {
	n, ok := t.known[url]
	if !ok {
		t.notes = append(t.notes, Link{URL: url, Text: plainWords(words)})
		n = len(t.notes)
		t.known[url] = n
	}
	return n
}

// number gives the links within the text their places behind the others, which have a
// number that is shown.
func (t *typesetter) number() {
	t.count = len(t.links)
	for i, m := range t.marks {
		if m.link < 0 {
			t.marks[i].link = t.count - m.link - 1
		}
	}
	t.links, t.notes = append(t.links, t.notes...), nil
}

// mark returns the rune that stands for a link or picture; none where there are more
// than anybody could number.
func (t *typesetter) mark(m mark) string {
	if len(t.marks) > lastMark-firstMark {
		return ""
	}
	t.marks = append(t.marks, m)
	return string(firstMark + rune(len(t.marks)-1))
}

// plainWords takes out of words what is there to set them.
func plainWords(s string) string {
	s = strings.Map(func(r rune) rune {
		if isMark(r) || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(strings.ReplaceAll(s, "\u00a0", " "))
}

// closing ends the words of the link that was opened last, and gives its number.
func (t *typesetter) closing() string {
	last := t.marks[len(t.marks)-1]
	if last.link < 0 {
		return string(linkPause)
	}
	return string(linkClose) + number(last.link+1) + string(numberEnd)
}

// link returns the number of an address, from 1: the same for the same one.
func (t *typesetter) link(url string) int {
	n, ok := t.known[url]
	if !ok {
		t.links = append(t.links, Link{URL: url})
		n = len(t.links)
		t.known[url] = n
	}
	return n
}

// words makes a text node of words that are not in the source, by putting them
// behind it.
func (t *typesetter) words(s string) *ast.Text {
	start := len(t.source)
	t.source = append(t.source, s...)
	return ast.NewTextSegment(text.NewSegment(start, len(t.source)))
}

// said returns the words of a node.
func (t *typesetter) said(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Segment.Value(t.source))
		case *extast.TableCell:
			b.WriteString(t.said(t.cells[n]))
		case *ast.FencedCodeBlock:
			for i := range n.Lines().Len() {
				at := n.Lines().At(i)
				b.Write(at.Value(t.source))
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// run renders what runs within a paragraph, heading or cell: one line with styles,
// or several where the source breaks it.
func (t *typesetter) run(n ast.Node, in inlineStyle) string {
	var b bytes.Buffer
	if err := t.renderer(in).Render(&b, t.source, n); err != nil {
		return t.look.Theme.Error.Render(err.Error())
	}
	return onlyStyles(b.String())
}

// onlyStyles takes out of a rendered text what a terminal would act on, but for styles:
// glamour decodes character references, and a second door is worth having.
func onlyStyles(s string) string {
	if strings.IndexFunc(s, isControl) < 0 && styles(s) == strings.Count(s, "\x1b") {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if !isControl(r) && (r != '\x1b' || style(s[i:])) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// styles counts the styles that a text begins and ends.
func styles(s string) (n int) {
	for i := strings.IndexByte(s, '\x1b'); i >= 0; i = strings.IndexByte(s, '\x1b') {
		if s = s[i:]; style(s) {
			n++
		}
		s = s[1:]
	}
	return n
}

// style reports whether a text begins with a style (SGR, ECMA-48 §8.3.117).
func style(s string) bool {
	rest, ok := strings.CutPrefix(s, "\x1b[")
	return ok && strings.HasPrefix(strings.TrimLeft(rest, "0123456789;:"), "m")
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\x1b' || r >= 0x7f && r <= 0x9f
}

// renderer is glamour for what runs within a block, in the style of that block. The
// block itself is passed over: glamour's own wraps and pads what it holds, which is
// most of its time, and knows nothing of French.
func (t *typesetter) renderer(in inlineStyle) renderer.Renderer {
	if r, ok := t.inks[in]; ok {
		return r
	}
	config := t.style.config
	config.Text = t.style.inlineStyle(in)
	glamour := ansi.NewRenderer(ansi.Options{PreserveNewLines: true, Styles: config})
	r := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(glamour, 2), util.Prioritized(passing{}, 1)))
	t.inks[in] = r
	return r
}

// passing renders what blocks hold, and nothing of them.
type passing struct{}

// RegisterFuncs tells goldmark which kinds of node these are.
func (passing) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	pass := func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkContinue, nil
	}
	for _, kind := range []ast.NodeKind{ast.KindDocument, ast.KindParagraph, ast.KindTextBlock,
		ast.KindHeading} {
		r.Register(kind, pass)
	}
}
