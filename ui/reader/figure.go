package reader

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
)

// Picture is what is known of a picture of the text.
type Picture struct {
	Width, Height int  // pixels, 0 where they are not known
	Shown         bool // it is there, or on its way: it has room in the text
	Gone          bool // it could not be had lately: a line says so
}

// Figure is the room of a picture in a text, in cells.
type Figure struct {
	URL           string
	Line, Left    int // its first line and its left margin
	Width, Height int
}

// fewestCells is below what a picture would be nothing but spots.
const fewestCells = 8

// room returns the cells of a picture that is w × h pixels, in a text of width cells and
// so many lines at the most: a cell is twice as high as it is wide. A picture of unknown
// size gets that of most in newspapers, 3 by 2.
func room(w, h, width, most int) (columns, rows int) {
	if w <= 0 || h <= 0 {
		w, h = 3, 2
	}
	columns = width
	if w < 16*width && w > 3 { // a small one is not blown up: a cell is some 8 pixels
		columns = max(min(width, fewestCells), min(width, w/8))
	}
	rows = (columns*h + w) / (2 * w)
	if rows > most && most > 0 {
		rows = most
		columns = max(1, min(width, 2*rows*w/h))
	}
	return columns, max(1, rows)
}

// figure sets a picture: the room for it, and its caption. Without room it is told:
// by what is said of it and its size.
func (d *Layout) figure(t *typesetter, p block, width int, key Key) (b setBlock) {
	known := d.doc.Pictures[p.picture]
	if known.Shown && !key.Bare {
		b.columns, b.rows = room(known.Width, known.Height, width, key.Rows)
		b.lines = make([]string, b.rows)
	}
	var label []string
	switch {
	case known.Gone && !key.Bare:
		label = []string{d.gone(t, p, width)}
	case p.node != nil:
		label = t.set(p.node, width)
	default:
		label = []string{d.look.Theme.Dim.Render("▣ " + d.look.Locale.Picture)}
	}
	switch {
	case b.rows == 0:
		if known.Width > 0 && !known.Gone {
			l := d.look.Locale
			size := " (" + l.Number(known.Width) + " × " + l.Number(known.Height) + ")"
			label = d.sized(label, size, width)
		}
		b.lines = label
	case p.caption == nil && p.label != "":
		b.lines = append(b.lines, label...)
	}
	if p.caption != nil {
		b.lines = append(b.lines, t.lines(p.caption, width, inlineStyle{caption: true})...)
	}
	return b
}

// gone is the line in the place of a picture that cannot be had: what is said of it, as far as
// there is room, and that.
func (d *Layout) gone(t *typesetter, p block, width int) string {
	dim, why := d.look.Theme.Dim, d.look.Locale.PictureGone
	if p.label == "" {
		return dim.Render(ansi.Truncate("▣ "+why, width, "…"))
	}
	why = " (" + why + ")"
	room := max(1, width-cellsOf(why))
	if label := t.set(p.node, room); len(label) == 1 {
		return label[0] + dim.Render(why)
	}
	return dim.Render("▣ " + ansi.Truncate(p.label, max(1, room-2), "…") + why)
}

// sized puts a picture's size behind its label, where it fits.
func (d *Layout) sized(label []string, size string, width int) []string {
	last := len(label) - 1
	if last < 0 || cellsOf(label[last])+cellsOf(size) > width {
		return append(label, d.look.Theme.Dim.Render(strings.TrimSpace(size)))
	}
	label[last] += d.look.Theme.Dim.Render(size)
	return label
}

// picture returns the address of the picture that a paragraph is that says this, and
// what is said of it; nothing where it is none.
func (t *typesetter) picture(said string) (url, label string) {
	r, size := utf8.DecodeRuneInString(said)
	inner, closes := strings.CutSuffix(said[size:], string(linkPause))
	inner, isLabel := strings.CutPrefix(inner, "▣ ")
	if r < firstMark || !closes || !isLabel || strings.IndexFunc(inner, isMark) >= 0 ||
		!t.marks[r-firstMark].picture {
		return "", ""
	}
	if inner == t.look.Locale.Picture {
		inner = ""
	}
	return t.marks[r-firstMark].url, inner
}

// isCaption reports whether a paragraph is one emphasis, as captions are kept.
func isCaption(n ast.Node) bool {
	if n.Kind() != ast.KindParagraph || n.ChildCount() != 1 {
		return false
	}
	words, ok := n.FirstChild().(*ast.Emphasis)
	return ok && words.Level == 1
}
