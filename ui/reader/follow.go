package reader

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"breageek/ui/theme"
)

// follow is the reader choosing a link of the text by its number.
type follow struct {
	on     bool
	typed  string // of the number
	chosen int    // its index in the text's links, from 1; 0: none yet
	from   *spotAt
}

// spotAt is where the reader was before the text was scrolled to show a link.
type spotAt struct {
	place Place
	side  int
}

// renumber keeps the choice where an article has other links than it had: it is of an
// address, whatever its number. One that is gone is no longer chosen.
func (f *follow) renumber(was, now []Link) {
	f.on = f.on && len(now) > 0
	if f.chosen < 1 || f.chosen > len(was) {
		return
	}
	n := slices.IndexFunc(now, func(l Link) bool { return l.URL == was[f.chosen-1].URL }) + 1
	if n != f.chosen {
		f.chosen, f.typed = n, ""
	}
}

// Follow has the links show their numbers, or no longer. It reports whether there are
// any. What was scrolled to show a link is scrolled back.
func (m *Model) Follow(on bool) bool {
	from := m.follow.from
	m.follow = follow{on: on && len(m.text.Links) > 0}
	switch {
	case from == nil:
	case m.follow.on:
		m.follow.from = from
	default:
		m.GoTo(from.place)
		m.side = from.side
	}
	return len(m.text.Links) > 0
}

// leave notes where the reader is, before a link is shown that may be elsewhere.
func (m *Model) leave() {
	if m.follow.from == nil {
		m.follow.from = &spotAt{m.Place(), m.side}
	}
}

// stay makes what is on the screen where the reader is: they scrolled there.
func (m *Model) stay() { m.follow.from = nil }

// HasLinks reports whether the text leads anywhere.
func (m *Model) HasLinks() bool { return len(m.text.Links) > 0 }

// Following reports whether a link is being chosen, and what was typed of its number.
func (m *Model) Following() (typed string, on bool) { return m.follow.typed, m.follow.on }

// Chosen returns the chosen link and its number; false for none yet.
func (m *Model) Chosen() (link Link, n int, ok bool) {
	n = m.follow.chosen
	if !m.follow.on || n < 1 || n > len(m.text.Links) {
		return link, 0, false
	}
	return m.text.Links[n-1], n, true
}

// Type adds a digit to the number, or takes the last one away where digit is empty.
// whole says that no longer number could be meant. A digit that makes no link's
// number is not taken.
func (m *Model) Type(digit string) (whole bool) {
	f := &m.follow
	typed := f.typed + digit
	if digit == "" {
		typed = f.typed[:max(0, len(f.typed)-1)]
	}
	n, err := strconv.Atoi(typed)
	switch {
	case typed == "":
		f.typed, f.chosen = "", 0
		return false
	case err != nil || n < 1 || n > m.text.numbered():
		return false
	}
	f.typed, f.chosen = typed, n
	m.showLink()
	return n*10 > m.text.numbered()
}

// Tab chooses the next link, or the one before where n is negative; at first, the
// first or last one on the screen.
func (m *Model) Tab(n int) {
	f := &m.follow
	switch {
	case !f.on:
		return
	case f.chosen > 0:
		order := m.text.order()
		at := slices.Index(order, f.chosen-1)
		f.chosen = order[((at+n)%len(order)+len(order))%len(order)] + 1
	default:
		f.chosen = m.onScreen(n)
	}
	f.typed = ""
	m.showLink()
}

// numbered is how many links have a number, which come first.
func (t *Text) numbered() int {
	n := slices.IndexFunc(t.Links, Link.Within)
	if n < 0 {
		return len(t.Links)
	}
	return n
}

// order returns the indexes of the links as they stand in the text, and behind them those
// of which no part is set yet.
func (t *Text) order() []int {
	order, seen := make([]int, 0, len(t.Links)), make([]bool, len(t.Links))
	for _, s := range t.spots {
		if !seen[s.link] {
			order, seen[s.link] = append(order, s.link), true
		}
	}
	for i := range t.Links {
		if !seen[i] {
			order = append(order, i)
		}
	}
	return order
}

// Jump goes from the call of a footnote to the note, or back, and chooses the link that
// leads where it came from. It is false where that place is not there yet.
func (m *Model) Jump(link Link) bool {
	to, back := strings.CutSuffix(link.URL, backSuffix)
	if !back {
		to += backSuffix
	}
	n := slices.IndexFunc(m.text.Links, func(l Link) bool { return l.URL == to })
	at := slices.IndexFunc(m.text.spots, func(s spot) bool { return s.link == n })
	if n < 0 || at < 0 {
		return false
	}
	m.leave()
	m.follow = follow{on: true, chosen: n + 1, from: m.follow.from}
	if line := int(m.text.spots[at].line); line < m.top || line >= m.top+m.page() {
		m.toEnd = false
		m.scrollTo(line - m.page()/3)
	}
	m.showCells(m.text.spots[at].cells)
	return true
}

// backSuffix ends the address of what leads back from a note.
const backSuffix = "-back"

// Choose chooses the link of an address, and scrolls nothing; false where the text has
// none.
func (m *Model) Choose(url string) bool {
	for i, link := range m.text.Links {
		if link.URL == url {
			m.follow = follow{on: true, chosen: i + 1, from: m.follow.from}
			return true
		}
	}
	return false
}

// LinkAt returns the link whose words or number stand in the cell x, y of the pane.
func (m *Model) LinkAt(x, y int) (Link, bool) {
	line := m.top + y - (m.height - m.page())
	if wide, ok := m.text.wide[line]; ok {
		x += m.sideOf(wide)
	}
	for _, s := range m.text.spotsOn(line) {
		if x >= int(s.from) && x < int(s.to) {
			return m.text.Links[s.link], true
		}
	}
	return Link{}, false
}

// onScreen returns the number of the first link on the screen, or the last one where n
// is negative; where there is none, of the next or the one before.
func (m *Model) onScreen(n int) int {
	first, last := 0, 0
	for _, s := range m.text.spots { // from above
		if int(s.line) < m.top || int(s.line) >= min(m.end(), m.top+m.page()) {
			continue
		}
		if first == 0 {
			first = s.link + 1
		}
		last = s.link + 1
	}
	switch {
	case first == 0:
		return m.nearest()
	case n < 0:
		return last
	}
	return first
}

// nearest returns the number of the first link below the top of the screen.
func (m *Model) nearest() int {
	for _, s := range m.text.spots {
		if int(s.line) >= m.top {
			return s.link + 1
		}
	}
	return 1
}

// showLink scrolls as little as it must to show the chosen link in the text.
func (m *Model) showLink() {
	m.leave()
	m.toEnd = false
	best := cells{line: -1}
	for _, s := range m.text.spots {
		line := int(s.line)
		if s.link != m.follow.chosen-1 {
			continue
		}
		if line >= m.top && line < m.top+m.page() {
			m.showCells(s.cells)
			return
		}
		if best.line < 0 {
			best = s.cells
		}
	}
	if best.line >= 0 {
		m.scrollTo(int(best.line) - m.page()/3)
		m.showCells(best)
	}
}

// spotsOn returns where links stand on a line; they are in the order of the lines.
func (t *Text) spotsOn(line int) []spot {
	from := sort.Search(len(t.spots), func(i int) bool { return int(t.spots[i].line) >= line })
	to := from
	for to < len(t.spots) && int(t.spots[to].line) == line {
		to++
	}
	return t.spots[from:to]
}

// mark lights up the numbers on line i, and the words of the chosen link.
func (f *follow) mark(line string, i int, t *Text, th *theme.Theme) string {
	if !f.on {
		return line
	}
	var ranges []lipgloss.Range
	for _, s := range t.spotsOn(i) {
		style := th.Key
		switch chosen := s.link == f.chosen-1; {
		case chosen:
			style = th.AtHand
		case t.Links[s.link].Within():
		case !s.number:
			continue
		case f.typed != "" && !strings.HasPrefix(strconv.Itoa(s.link+1), f.typed):
			style = th.Dim
		}
		ranges = append(ranges, lipgloss.NewRange(int(s.from), int(s.to), style))
	}
	if len(ranges) == 0 {
		return line
	}
	return lipgloss.StyleRanges(line, ranges...)
}
