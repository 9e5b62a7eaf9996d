package reader

import (
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// Document is an article ready to be set: what the pane shows of it.
type Document struct {
	ID     feed.ID
	Title  string
	Author string
	Source string
	Date   time.Time // in the reader's zone; zero where the publisher gave none
	Edited time.Time // in the reader's zone; zero where it was never updated
	Words  int
	Body   markup.Raw
	Teaser bool // the feed gave only an excerpt
	Files  []feed.Enclosure
	Repair bool // undo the translator's dirt
}

// Key names a rendering: an article's text at a width, in a theme.
type Key struct {
	ID      feed.ID
	Width   int // cells of the pane
	Measure int // cells of a line at the most
	Dark    bool
}

// Text is a rendered article. It is a value: the pane draws it, and nothing
// changes it.
type Text struct {
	Key    Key
	Lines  []string // each exactly Key.Width cells
	Blocks []int    // the line each block begins at; block 0 is the title
	Bytes  int      // what Lines takes
}

// margins gives the measure and the left margin of a text in a pane of width
// cells: at most measure, centred, with two cells on either side.
func margins(width, measure int) (text, left int) {
	text = max(10, min(measure, width-4))
	return text, max(0, (width-text)/2)
}

// Render sets an article for the pane that key describes. It takes its time:
// call it in a command.
func Render(doc Document, key Key, th *theme.Theme, l *locale.Locale) Text {
	width, left := margins(key.Width, key.Measure)
	blocks := append([][]string{head(doc, width, th, l)}, body(doc, width, th, l)...)
	t := Text{Key: key}
	margin := strings.Repeat(" ", left)
	t.add("", key.Width)
	for _, block := range blocks {
		if len(block) == 0 {
			continue
		}
		if len(t.Lines) > 1 {
			t.add("", key.Width)
		}
		t.Blocks = append(t.Blocks, len(t.Lines))
		for _, line := range block {
			t.add(margin+line, key.Width)
		}
	}
	t.add("", key.Width)
	if len(t.Blocks) > 0 {
		t.Blocks[0] = 0
	}
	return t
}

// Print sets an article for paper: its lines in width cells, with styles, without
// margins.
func Print(doc Document, width int, l *locale.Locale) []string {
	th := theme.New(true)
	var lines []string
	for _, block := range append([][]string{head(doc, width, th, l)}, body(doc, width, th, l)...) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		for _, line := range block {
			lines = append(lines, locale.Unbind(line))
		}
	}
	return append(lines, "")
}

// add appends a line, cut or padded to exactly width cells.
func (t *Text) add(line string, width int) {
	line = locale.Unbind(line)
	w := ansi.StringWidth(line)
	if w > width {
		line = ansi.Truncate(line, width, "…")
		w = ansi.StringWidth(line)
	}
	line += strings.Repeat(" ", max(0, width-w))
	t.Lines = append(t.Lines, line)
	t.Bytes += len(line)
}

// titleLines bounds a title, so that a text stays within reach of it.
const titleLines = 8

// head gives the title, then who says it, where and when.
func head(doc Document, width int, th *theme.Theme, l *locale.Locale) []string {
	title := doc.Title
	if title == "" {
		title = l.Untitled
	}
	said := wrap(title, width)
	if len(said) > titleLines {
		said = said[:titleLines]
		said[titleLines-1] = ansi.Truncate(said[titleLines-1], width-1, "") + "…"
	}
	var lines []string
	for _, line := range said {
		lines = append(lines, th.Strong.Render(line))
	}
	for _, line := range wrap(Byline(doc, l), width) {
		lines = append(lines, th.Dim.Render(line))
	}
	return lines
}

// Byline says who wrote an article, where, when, and how long it takes to read:
// "Camille Arnoux · La Gazette · 19 avril 2024, 14 h 30 · 4 min de lecture".
func Byline(doc Document, l *locale.Locale) string {
	when, edited, reading := l.Undated, "", ""
	if !doc.Date.IsZero() {
		when = l.DateTime(doc.Date)
	}
	if doc.Edited.After(doc.Date.Add(time.Minute)) {
		edited = strings.ReplaceAll(l.UpdatedAt, "%s", l.DateTime(doc.Edited))
	}
	if doc.Words > 0 {
		reading = l.Count(Minutes(doc.Words), l.ReadingTime)
	}
	var parts []string
	for _, part := range []string{doc.Author, doc.Source, when, edited, reading} {
		if len(part) <= 40 { // short enough to stand on one line
			part = strings.ReplaceAll(part, " ", "\u00a0")
		}
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\u00a0· ")
}

// Minutes is how long a text of so many words takes: 220 a minute, a usual
// figure for French prose on a screen, and never less than one.
func Minutes(words int) int { return max(1, (words+110)/220) }

// body sets the article's text, block by block, and what comes with it.
func body(doc Document, width int, th *theme.Theme, l *locale.Locale) [][]string {
	md := markup.Markdown(doc.Body, markup.Options{Title: doc.Title, Repair: doc.Repair})
	t := newTypesetter(th, l.Picture)
	tree := t.parse(bind(md))
	var nodes []ast.Node
	for n := tree.FirstChild(); n != nil; n = tree.FirstChild() {
		tree.RemoveChild(tree, n)
		nodes = append(nodes, n)
	}
	captions := t.captions(nodes)
	var blocks [][]string
	for i, set := range t.setAll(nodes, width) {
		set = t.linker.lines(set)
		if captions[i] {
			last := len(blocks) - 1
			blocks[last] = append(blocks[last], set...)
		} else if len(set) > 0 {
			blocks = append(blocks, set)
		}
	}
	if len(blocks) == 0 {
		blocks = append(blocks, note(l.EmptyArticle, width, th))
	} else if doc.Teaser {
		blocks = append(blocks, note(l.TeaserNote, width, th))
	}
	for _, file := range doc.Files {
		name := begin(file.URL) + file.URL + end()
		blocks = append(blocks, []string{th.Dim.Render("▣ "+l.Enclosure+" : ") + name})
	}
	return blocks
}

// captions says which blocks are the caption of the picture before them.
func (t *typesetter) captions(nodes []ast.Node) []bool {
	is := make([]bool, len(nodes))
	for i := 1; i < len(nodes); i++ {
		is[i] = isCaption(nodes[i]) && t.isPicture(nodes[i-1])
	}
	return is
}

// isPicture says whether a paragraph is nothing but a picture.
func (t *typesetter) isPicture(n ast.Node) bool {
	return n.Kind() == ast.KindParagraph && strings.HasPrefix(t.said(n), string(linkOpen)+"▣ ") &&
		strings.Count(t.said(n), string(linkClose)) == 1 &&
		strings.HasSuffix(t.said(n), string(linkClose))
}

// isCaption says whether a paragraph is one emphasis, as captions are kept.
func isCaption(n ast.Node) bool {
	if n.Kind() != ast.KindParagraph || n.ChildCount() != 1 {
		return false
	}
	words, ok := n.FirstChild().(*ast.Emphasis)
	return ok && words.Level == 1
}

func note(sentence string, width int, th *theme.Theme) []string {
	var lines []string
	for _, line := range wrap(sentence, width) {
		lines = append(lines, th.Reason.Render(line))
	}
	return lines
}

// wrap breaks a plain text at its plain spaces into lines of width cells.
func wrap(s string, width int) []string {
	return strings.Split(ansi.Wrap(locale.Bind(s), width, ""), "\n")
}
