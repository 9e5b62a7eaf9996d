// Package layout owns the geometry of the screen: width × height → rectangles
// that tile it, in cells. It is arithmetic only and refuses to know what any
// rectangle shows.
package layout

// Rect is a rectangle in cells; X and Y count from the top left corner.
type Rect struct{ X, Y, W, H int }

// Empty reports whether nothing can be drawn in r.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Contains reports whether the cell x, y lies in r.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Pane is one of the three panes.
type Pane uint8

// The panes, in the order the tab key walks them.
const (
	Headlines Pane = iota
	Reader
	Related
	panes
)

// Next and Prev walk the panes in a circle.
func (p Pane) Next() Pane { return (p + 1) % panes }

// Prev returns the pane before p, going round.
func (p Pane) Prev() Pane { return (p + panes - 1) % panes }

// Shape says how the panes stand.
type Shape uint8

// From a screen that is too small to a wide one.
const (
	TooSmall Shape = iota // nothing but a sentence fits
	Single                // one pane at a time
	Stacked               // headlines | article over related
	Columns               // headlines | article | related
)

// The sizes at which the shape changes, in cells.
const (
	MinWidth     = 40
	MinHeight    = 10
	StackedWidth = 100
	ColumnsWidth = 180
	// StackedHeight is what an article over its related stories needs; a lower
	// terminal shows one pane at a time however wide it is.
	StackedHeight = 16
)

// Frame is the screen cut into rectangles that tile it: every cell belongs to
// exactly one of them. Rectangles that a shape does not have are empty.
type Frame struct {
	Width, Height int
	Shape         Shape
	Panes         [3]Rect // by Pane
	Rules         [2]Rect // the lines between the panes, one cell thick
	Status        Rect
}

// Split cuts a screen of width × height cells. focus is the pane shown where
// only one fits.
func Split(width, height int, focus Pane) Frame {
	f := Frame{Width: width, Height: height}
	if width < MinWidth || height < MinHeight {
		f.Panes[focus] = Rect{0, 0, max(0, width), max(0, height)}
		return f
	}
	body := height - 1
	f.Status = Rect{0, body, width, 1}
	switch {
	case width >= ColumnsWidth && height >= StackedHeight:
		f.columns(body)
	case width >= StackedWidth && height >= StackedHeight:
		f.stacked(body)
	default:
		f.Shape = Single
		f.Panes[focus] = Rect{0, 0, width, body}
	}
	return f
}

// Alone returns a screen of width × height cells to one pane, with no line for the
// status.
func Alone(width, height int, pane Pane) Frame {
	f := Split(width, height, pane)
	if f.Shape == TooSmall {
		return f
	}
	f = Frame{Width: width, Height: height, Shape: Single}
	f.Panes[pane] = Rect{0, 0, width, height}
	f.Status = Rect{0, height, width, 0}
	return f
}

// stacked gives the headlines two fifths of a narrow screen and less of a wide
// one: the article needs its measure, a headline only its two lines.
func (f *Frame) stacked(body int) {
	f.Shape = Stacked
	left := min(64, 38+(f.Width-StackedWidth)/4)
	right := f.Width - left - 1
	low := relatedRows(body)
	f.Panes[Headlines] = Rect{0, 0, left, body}
	f.Rules[0] = Rect{left, 0, 1, body}
	f.Panes[Reader] = Rect{left + 1, 0, right, body - low - 1}
	f.Rules[1] = Rect{left + 1, body - low - 1, right, 1}
	f.Panes[Related] = Rect{left + 1, body - low, right, low}
}

// relatedRows returns the related pane a third of the height, at most 12 rows.
func relatedRows(body int) int { return min(12, max(4, body*3/10)) }

func (f *Frame) columns(body int) {
	f.Shape = Columns
	left := min(64, 48+(f.Width-ColumnsWidth)/4)
	right := min(60, 42+(f.Width-ColumnsWidth)/4)
	middle := f.Width - left - right - 2
	f.Panes[Headlines] = Rect{0, 0, left, body}
	f.Rules[0] = Rect{left, 0, 1, body}
	f.Panes[Reader] = Rect{left + 1, 0, middle, body}
	f.Rules[1] = Rect{left + 1 + middle, 0, 1, body}
	f.Panes[Related] = Rect{left + middle + 2, 0, right, body}
}

// Visible reports whether pane p has cells on the screen.
func (f Frame) Visible(p Pane) bool { return !f.Panes[p].Empty() }

// At returns the pane under the cell x, y.
func (f Frame) At(x, y int) (Pane, bool) {
	for p, r := range f.Panes {
		if r.Contains(x, y) {
			return Pane(p), true
		}
	}
	return 0, false
}
