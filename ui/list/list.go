// Package list owns a windowed scrolling list: which item is chosen, which is at
// the top, and which lines of them are on the screen. It draws only what is
// visible, whatever the number of items, and refuses to know what an item is.
package list

import (
	"math"
	"slices"
	"strings"
)

// Look tells a row how it is being drawn.
type Look struct {
	Width    int  // cells
	Selected bool // the chosen row
	Focused  bool // and the list has the keys
	Top      bool // the first row on the screen
}

// Row draws item i: one string a line, none wider than look.Width cells.
type Row[T any] func(items []T, i int, look Look) []string

// Model is a list of items. The zero value is of no use: call [New].
type Model[T any] struct {
	items         []T
	row           Row[T]
	width, height int
	cursor, top   int
	still         bool // nothing may move on the screen until the choice does
	sticky        int
	short         bool // it did not reach the last line when its items were replaced
	drawn         map[drawing][]string
}

// drawing is a row as it was drawn: moving the choice draws two rows anew.
type drawing struct {
	i    int
	look Look
}

// drawings bounds the rows that are kept as they were drawn.
const drawings = 1000

// New makes an empty list that draws its items with row.
func New[T any](row Row[T]) *Model[T] {
	return &Model[T]{row: row, drawn: map[drawing][]string{}}
}

// SetSticky tells how many lines at the beginning of the first row on the screen are no part
// of its item, as the day over it: they stay where the row is cut below them.
func (m *Model[T]) SetSticky(lines int) { m.sticky = lines }

// Invalidate has every row drawn anew: call it when what rows show has changed.
func (m *Model[T]) Invalidate() { clear(m.drawn) }

// SetSize tells the list its rectangle, in cells.
func (m *Model[T]) SetSize(width, height int) {
	if width != m.width {
		m.Invalidate()
	}
	if height != m.height {
		m.short, m.still = false, false
	}
	m.width, m.height = max(0, width), max(0, height)
}

// Items returns the items; they belong to the list.
func (m *Model[T]) Items() []T { return m.items }

// SetItems replaces the items and goes to the first.
func (m *Model[T]) SetItems(items []T) {
	m.items, m.cursor, m.top = items, 0, 0
	m.short, m.still = false, false
	m.Invalidate()
}

// Replace exchanges the items under the user's eyes: cursor and top are the
// places, among the new items, of the chosen row and of the first one shown. No row that
// stays moves on the screen: a list that left its end empty does so until it is moved.
func (m *Model[T]) Replace(items []T, cursor, top int) {
	lines, _ := m.shown(false)
	m.short = len(lines) < m.height
	m.items = items
	m.Invalidate()
	m.cursor, m.top = m.clamp(cursor), m.clamp(min(top, cursor))
}

// Hold has nothing move on the screen until the choice does, not even to show a neighbour of
// it.
func (m *Model[T]) Hold() {
	m.settle()
	m.still = true
}

// Place returns the index of the chosen item and of the first one shown.
func (m *Model[T]) Place() (cursor, top int) {
	m.settle()
	return m.cursor, m.top
}

// Cursor is the index of the chosen item, 0 for an empty list.
func (m *Model[T]) Cursor() int { return m.cursor }

// Selected returns the chosen item, or false for an empty list.
func (m *Model[T]) Selected() (item T, ok bool) {
	if len(m.items) == 0 {
		return item, false
	}
	return m.items[m.cursor], true
}

// Select chooses item i, the nearest where there is none.
func (m *Model[T]) Select(i int) { m.cursor, m.short, m.still = m.clamp(i), false, false }

// Move goes n items down, or up where n is negative, and reports whether it could.
func (m *Model[T]) Move(n int) bool {
	was := m.cursor
	m.Select(m.cursor + n)
	return m.cursor != was
}

// Page goes n screens down, or up where n is negative: half a screen for 0.5,
// and one item where that is less than one.
func (m *Model[T]) Page(n float64) bool {
	items := math.Abs(n) * float64(m.onScreen())
	return m.Move(int(math.Copysign(max(1, items), n)))
}

// Scroll moves what is shown by n items and the choice only as far as it must
// to stay on the screen, between two neighbours.
func (m *Model[T]) Scroll(n int) {
	m.short = false
	m.settle()
	m.still = false
	m.top = min(max(0, m.top+n), m.lastTop())
	first, last := m.top, m.clamp(m.top+m.onScreen()-1)
	if first > 0 {
		first++
	}
	if last < len(m.items)-1 {
		last--
	}
	m.cursor = m.clamp(max(min(m.cursor, last), first))
}

// At returns the index of the item on line y of the list's rectangle.
func (m *Model[T]) At(y int) (i int, ok bool) {
	lines, of := m.shown(false)
	if y < 0 || y >= len(lines) {
		return 0, false
	}
	return of[y], true
}

// Lines draws the visible part: exactly height lines of exactly width cells.
func (m *Model[T]) Lines(focused bool) []string {
	lines, _ := m.shown(focused)
	for len(lines) < m.height {
		lines = append(lines, strings.Repeat(" ", m.width))
	}
	return lines
}

// shown returns the lines on the screen, height of them at the most, and of which item each
// is. Where the list ends above the last line, the rest is filled with what is above, down
// to single lines of an item.
func (m *Model[T]) shown(focused bool) (lines []string, of []int) {
	m.settle()
	lines, of = m.below(m.top, true, focused)
	if m.short {
		n := min(len(lines), m.height)
		return lines[:n], of[:n]
	}
	if len(lines) < m.height && m.top > 0 {
		m.top = min(m.top, m.lastTop())
		lines, of = m.below(m.top, true, focused)
	}
	if len(lines) < m.height && m.top > 0 {
		lines, of = m.filled(focused)
	}
	n := min(len(lines), m.height)
	return lines[:n], of[:n]
}

// below draws the items from one on, as far as the screen goes.
func (m *Model[T]) below(from int, top, focused bool) (lines []string, of []int) {
	for i := from; i < len(m.items) && len(lines) < m.height; i++ {
		selected := i == m.cursor
		look := Look{Selected: selected, Focused: selected && focused, Top: top && i == from}
		for _, line := range m.draw(i, look) {
			lines, of = append(lines, line), append(of, i)
		}
	}
	return lines, of
}

// filled draws the end of the list with the item above the top one cut at the top.
func (m *Model[T]) filled(focused bool) (lines []string, of []int) {
	rest, of := m.below(m.top, false, focused)
	cut := m.draw(m.top-1, Look{Top: true})
	room := max(0, m.height-len(rest))
	switch {
	case room >= len(cut):
	case room > m.sticky:
		lines, cut = append(lines, cut[:m.sticky]...), cut[len(cut)-room+m.sticky:]
	default:
		cut = cut[len(cut)-room:]
	}
	lines = append(lines, cut...)
	of = append(slices.Repeat([]int{m.top - 1}, len(lines)), of...)
	return append(lines, rest...), of
}

// draw returns the lines of item i, each as wide as the list.
func (m *Model[T]) draw(i int, look Look) []string {
	look.Width = m.width
	key := drawing{i, look}
	lines, ok := m.drawn[key]
	if !ok {
		lines = m.row(m.items, i, look)
		for n, line := range lines {
			lines[n] = Fit(line, m.width)
		}
		if len(m.drawn) >= drawings {
			m.Invalidate()
		}
		m.drawn[key] = lines
	}
	return lines
}

// rows is how many lines item i takes, below others or at the top of the screen.
func (m *Model[T]) rows(i int, top bool) int { return len(m.draw(i, Look{Top: top})) }

// settle moves the top so that the whole chosen item is on the screen, with a
// neighbour beyond it where there is room.
func (m *Model[T]) settle() {
	m.cursor, m.top = m.clamp(m.cursor), m.clamp(m.top)
	if len(m.items) == 0 || m.height == 0 {
		return
	}
	if !m.still {
		m.top = min(m.top, max(0, m.cursor-1))
		m.top = max(m.top, m.firstShowing(min(m.cursor+1, len(m.items)-1)))
	}
	m.top = max(min(m.top, m.cursor), m.firstShowing(m.cursor))
}

// firstShowing returns the smallest top from which item last is shown whole.
func (m *Model[T]) firstShowing(last int) int {
	below, i := 0, last // lines of the items under item i
	for i > 0 {
		below += m.rows(i, false)
		if below+m.rows(i-1, true) > m.height {
			break
		}
		i--
	}
	return i
}

func (m *Model[T]) lastTop() int {
	if len(m.items) == 0 {
		return 0
	}
	return m.firstShowing(len(m.items) - 1)
}

// onScreen counts the items shown whole, from the top on.
func (m *Model[T]) onScreen() int {
	room, n := m.height, 0
	for i := m.top; i < len(m.items); i++ {
		if room -= m.rows(i, i == m.top); room < 0 {
			break
		}
		n++
	}
	return max(n, 1)
}

func (m *Model[T]) clamp(i int) int { return max(0, min(i, len(m.items)-1)) }
