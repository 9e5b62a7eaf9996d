package reader

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// overflow is a line of a table that is wider than the pane: the whole of it, and how
// wide the table is, whose lines are seen from the same column.
type overflow struct {
	line  string
	table int
}

// align gives the wide lines of a block, from a line of the text on, the width of the
// widest. Where all of it is one table, so its short lines get it: a row whose last cells
// are empty is moved with the others.
func (t *Text) align(first int, table bool) {
	most := 0
	for i := first; i < len(t.Lines) && len(t.wide) > 0; i++ {
		most = max(most, t.wide[i].table)
	}
	for i := first; i < len(t.Lines) && most > 0; i++ {
		switch wide, ok := t.wide[i]; {
		case ok:
			t.wide[i] = overflow{wide.line, most}
		case table:
			line := t.Lines[i] + strings.Repeat(" ", most-t.Key.Width)
			t.wide[i] = overflow{line, most}
			t.Lines[i] = begun(line, t.Key.Width)
			t.Bytes += len(line)
		}
	}
}

// Sideways moves what is seen of tables that are wider than the pane, by n cells;
// false where there is none on the screen or it ends there.
func (m *Model) Sideways(n int) bool {
	most := 0
	for i := m.top; i < min(len(m.text.Lines), m.top+m.page()); i++ {
		if wide, ok := m.text.wide[i]; ok {
			most = max(most, wide.farthest(m.text.Key.Width))
		}
	}
	was := m.side
	m.side = max(0, min(m.side+n, most))
	return m.side != was
}

// Wide reports whether a table that is wider than the pane is on the screen.
func (m *Model) Wide() bool {
	for i := m.top; len(m.text.wide) > 0 && i < min(len(m.text.Lines), m.top+m.page()); i++ {
		if _, ok := m.text.wide[i]; ok {
			return true
		}
	}
	return false
}

// farthest is how far a table is moved where its end is seen, in a pane of width cells.
func (b overflow) farthest(width int) int { return max(0, b.table-width+2) }

// sideOf is how far a table is moved: no farther than to its end, where another one is
// wider.
func (m *Model) sideOf(wide overflow) int { return min(m.side, wide.farthest(m.text.Key.Width)) }

// showCells moves a wide table as little as it must to show some cells of it.
func (m *Model) showCells(c cells) {
	wide, ok := m.text.wide[int(c.line)]
	if !ok {
		return
	}
	width, side := m.text.Key.Width, m.sideOf(wide)
	_, left := margins(width, m.text.Key.Measure)
	if (side == 0 || int(c.from) > left+side) && int(c.to) < side+width {
		return
	}
	m.side = max(0, min(int(c.from)-left-width/3, wide.farthest(m.text.Key.Width)))
}

// part cuts out what is seen of a line that is wider than the pane, side cells from its
// beginning on.
func (m *Model) part(line string, side int) string {
	width := m.text.Key.Width
	if side == 0 {
		return begun(line, width)
	}
	_, left := margins(width, m.text.Key.Measure)
	seen := ansi.Cut(line, left+side+1, side+width)
	more := ""
	if ansi.StringWidth(line) > side+width {
		seen, more = ansi.Cut(line, left+side+1, side+width-1), "›"
	}
	return strings.Repeat(" ", left) + m.theme.Dim.Render("‹") + seen +
		strings.Repeat(" ", max(0, width-left-1-ansi.StringWidth(seen)-len([]rune(more)))) +
		m.theme.Dim.Render(more)
}

// begun is the beginning of a line that is wider than width cells.
func begun(line string, width int) string {
	return ansi.Truncate(line, width-1, "") + "\x1b[2m›" + reset
}
