package reader

import (
	"bytes"
	"fmt"
	"strings"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"breageek/ui/theme"
)

// A link's words stand between these two zero-width runes while glamour wraps
// them; links.go makes them styles and hyperlinks afterwards. Glamour's own
// links print the address after the words and cannot leave out its space.
const (
	linkOpen  = '\u2061'
	linkClose = '\u2062'
)

// typesetter renders the blocks of one article with glamour. It is not safe for
// several goroutines: make one for each rendering.
type typesetter struct {
	theme   *theme.Theme
	picture string // what a picture without a description is called
	source  []byte // the Markdown, and behind it the words that stand for links
	linker  linker
	widths  map[int]renderer.Renderer
}

func newTypesetter(th *theme.Theme, picture string) *typesetter {
	return &typesetter{
		theme: th, picture: picture, linker: newLinker(th), widths: map[int]renderer.Renderer{},
	}
}

// fork gives a typesetter of the same text for another goroutine.
func (t *typesetter) fork() *typesetter {
	own := *t
	own.widths = map[int]renderer.Renderer{}
	return &own
}

// parse gives the tree of a Markdown text, with marks where its links and
// pictures are.
func (t *typesetter) parse(markdown string) ast.Node {
	t.source = []byte(markdown)
	gfm := goldmark.New(goldmark.WithExtensions(
		extension.Table, extension.Strikethrough, extension.TaskList))
	doc := gfm.Parser().Parse(text.NewReader(t.source), parser.WithContext(parser.NewContext()))
	var found []ast.Node
	inside := map[ast.Node]bool{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.Image, *ast.Text:
			if entering {
				found = append(found, n)
				inside[n] = n.Parent().Kind() == ast.KindLink
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range found {
		t.replace(n, inside[n])
	}
	return doc
}

// replace exchanges a node that glamour shows badly for words that it shows.
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
		t.open(parent, n, string(n.Destination))
		for c := n.FirstChild(); c != nil; c = n.FirstChild() {
			parent.InsertBefore(parent, n, c)
		}
		parent.ReplaceChild(parent, n, t.words(string(linkClose)))
	case *ast.AutoLink:
		label := string(n.Label(t.source))
		t.open(parent, n, string(n.URL(t.source)))
		parent.ReplaceChild(parent, n, t.words(label+string(linkClose)))
	case *ast.Image:
		label := strings.TrimSpace(t.said(n))
		if label == "" {
			label = t.picture
		}
		if inLink {
			parent.ReplaceChild(parent, n, t.words("▣ "+label))
			return
		}
		t.open(parent, n, string(n.Destination))
		t.linker.links[len(t.linker.links)-1].picture = true
		parent.ReplaceChild(parent, n, t.words("▣ "+label+string(linkClose)))
	}
}

// unescape undoes the escapes of CommonMark that glamour leaves in the text.
var unescape = strings.NewReplacer(`\~`, "~", `\"`, `"`, `\'`, "'", `\=`, "=", `\:`, ":",
	`\&`, "&", `\$`, "$", `\%`, "%", `\@`, "@", `\^`, "^", `\/`, "/", `\,`, ",", `\;`, ";", `\?`, "?")

func (t *typesetter) open(parent, before ast.Node, url string) {
	t.linker.links = append(t.linker.links, hyperlink{url: url})
	parent.InsertBefore(parent, before, t.words(string(linkOpen)))
}

// words makes a text node of words that are not in the source, by putting them
// behind it.
func (t *typesetter) words(s string) *ast.Text {
	start := len(t.source)
	t.source = append(t.source, s...)
	return ast.NewTextSegment(text.NewSegment(start, len(t.source)))
}

// block renders one block in width cells: lines with styles, without the spaces
// glamour pads them with.
func (t *typesetter) block(n ast.Node, width int) ([]string, error) {
	doc := ast.NewDocument()
	if p := n.Parent(); p != nil {
		p.RemoveChild(p, n)
	}
	doc.AppendChild(doc, n)
	var b bytes.Buffer
	if err := t.renderer(width).Render(&b, t.source, doc); err != nil {
		return nil, fmt.Errorf("setting a paragraph: %w", err)
	}
	lines := strings.Split(b.String(), "\n")
	for i, line := range lines {
		lines[i] = trimRight(line)
	}
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines, nil
}

func (t *typesetter) renderer(width int) renderer.Renderer {
	if r, ok := t.widths[width]; ok {
		return r
	}
	wrap := true
	glamour := ansi.NewRenderer(ansi.Options{
		WordWrap: width, TableWrap: &wrap, PreserveNewLines: true, Styles: styles(t.theme),
	})
	r := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(glamour, 1)))
	t.widths[width] = r
	return r
}

// styles is our theme in glamour's terms. The document has no colour of its own:
// each word would be wrapped in it.
func styles(th *theme.Theme) ansi.StyleConfig {
	yes, none := true, uint(0)
	p := th.Palette
	bold := func(colour *string) ansi.StyleBlock {
		return ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Bold: &yes, Color: colour}}
	}
	column, row, cross := "│", "─", "┼"
	s := ansi.StyleConfig{
		Document:      ansi.StyleBlock{Margin: &none},
		Heading:       bold(&p.Accent),
		H4:            bold(nil),
		H5:            bold(nil),
		H6:            bold(nil),
		Emph:          ansi.StylePrimitive{Italic: &yes},
		Strong:        ansi.StylePrimitive{Bold: &yes},
		Strikethrough: ansi.StylePrimitive{CrossedOut: &yes},
		Code:          ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: &p.Second}},
		Task:          ansi.StyleTask{Ticked: "[x] ", Unticked: "[ ] "},
	}
	s.CodeBlock.StyleBlock = ansi.StyleBlock{
		StylePrimitive: ansi.StylePrimitive{Color: &p.Second}, Margin: &none,
	}
	s.Table.CenterSeparator, s.Table.ColumnSeparator, s.Table.RowSeparator = &cross, &column, &row
	return s
}
