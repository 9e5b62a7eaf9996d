package reader

import (
	"sort"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Drawing is a picture as it is drawn in cells: its lines, each Width cells.
type Drawing struct {
	Lines         []string
	Width, Height int // the room it was drawn for
}

// Draw shows the drawing of a picture, which it lays over the room that the
// text has for it. It never moves a line.
func (m *Model) Draw(url string, d Drawing) {
	if m.drawn == nil {
		m.drawn = map[string]Drawing{}
	}
	m.drawn[url] = d
}

// Undraw forgets all drawings.
func (m *Model) Undraw() { m.drawn = nil }

// Drawn reports whether a picture is drawn for this room.
func (m *Model) Drawn(f Figure) bool {
	d, ok := m.drawn[f.URL]
	return ok && d.Width == f.Width && d.Height == f.Height
}

// Figures returns the pictures that have room in the text.
func (m *Model) Figures() []Figure { return m.text.Figures }

// InSight reports whether a line of a picture's room is on the screen.
func (m *Model) InSight(f Figure) bool { return m.Near(f, 0) }

// Near reports whether a picture's room is on the screen, or within so many screens of it.
func (m *Model) Near(f Figure, screens int) bool {
	far := screens * m.page()
	return f.Line < m.top+m.page()+far && f.Line+f.Height > m.top-far
}

// MayGo reports whether the room of a picture can be taken away without moving a line in sight:
// it is above them, or all that stands below it is.
func (m *Model) MayGo(f Figure) bool {
	end, seen := f.Line+f.Height, m.top+m.page()
	switch {
	case end <= m.top:
		return true
	case f.Line < m.top, end < seen:
		return false
	}
	left := len(m.text.Lines) - f.Height // one line stays, and the last one is empty
	return m.top == 0 || left >= seen
}

// Fits reports whether the room of a picture is what it would be for what is known now.
func (m *Model) Fits(f Figure, p Picture) bool {
	if p.Width == 0 {
		return false
	}
	width, _ := margins(m.text.Key.Width, m.text.Key.Measure)
	columns, rows := room(p.Width, p.Height, width, m.text.Key.Rows)
	return columns == f.Width && rows == f.Height
}

// picture gives line i of the text where a drawing is laid over it.
func (m *Model) picture(i int) (line string, ok bool) {
	figures := m.text.Figures
	n := sort.Search(len(figures), func(n int) bool { return i < figures[n].Line+figures[n].Height })
	if n < len(figures) && i >= figures[n].Line {
		f := figures[n]
		d, ok := m.drawn[f.URL]
		if !ok || d.Width != f.Width || i-f.Line >= len(d.Lines) {
			return "", false
		}
		part := d.Lines[i-f.Line]
		rest := m.text.Key.Width - f.Left - ansi.StringWidth(part)
		return strings.Repeat(" ", f.Left) + part + strings.Repeat(" ", max(0, rest)), true
	}
	return "", false
}
