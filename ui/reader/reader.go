// Package reader owns the article pane: a rendered text, the user's place in
// it and what was searched for there. It refuses to know where articles are kept
// and when they are opened.
package reader

import (
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// Model is the pane.
type Model struct {
	theme    *theme.Theme
	locale   *locale.Locale
	text     Text
	top      int // the line of the text at the top of the pane
	at       anchor
	side     int  // how many cells of wide tables are on the left of what is seen
	toEnd    bool // the end was asked for, and is not there yet
	find     find
	folded   *folded // the text as it is searched; nil until it is
	follow   follow
	drawn    map[string]Drawing // pictures, by address
	sentence string             // shown while there is no text
	above    string             // a line over the text, under the heading; styled
	bare     bool               // without heading
	width    int
	height   int
}

// anchor is the place the reader came to, and the line it is on: the same place is
// found again however often the text is set anew, until the reader scrolls.
type anchor struct {
	place Place
	line  int
}

// New makes an empty pane.
func New(th *theme.Theme, l *locale.Locale) *Model { return &Model{theme: th, locale: l} }

// SetTheme changes what the pane looks like; the text is to be rendered anew.
func (m *Model) SetTheme(th *theme.Theme) { m.theme = th }

// SetSize tells the pane its rectangle, in cells; the text is to be rendered
// anew where the width changed.
func (m *Model) SetSize(width, height int) {
	place := m.Place()
	m.width, m.height = width, height
	m.settle(place)
}

// SetBare draws the text alone, without heading and line above, or with them.
func (m *Model) SetBare(bare bool) { m.bare = bare }

// Clear empties the pane; sentence is shown until a text comes.
func (m *Model) Clear(sentence string) {
	m.text, m.top, m.at, m.sentence = Text{}, 0, anchor{}, sentence
	m.find, m.folded, m.follow, m.side, m.toEnd = find{}, nil, follow{}, 0, false
	m.drawn = nil
}

// Show puts a text on the screen with place at the top. Where the same article says
// something else now, the place is where the same paragraph stands. It reports whether it
// went to the end, which was asked for while only a part of the text was there.
func (m *Model) Show(t Text, place Place) (ended bool) {
	switch {
	case t.Key.ID != m.text.Key.ID:
		m.find, m.follow, m.side, m.toEnd = find{}, follow{}, 0, false
	case len(m.text.says) > 0:
		place = t.moved(place, &m.text)
		if from := m.follow.from; from != nil {
			from.place = t.moved(from.place, &m.text)
		}
		m.find.setBlock = t.moved(Place{Block: m.find.setBlock}, &m.text).Block
	}
	m.follow.renumber(m.text.Links, t.Links)
	m.text, m.folded = t, nil
	m.search()
	m.settle(place)
	ended = m.toEnd && !t.Partial
	if ended {
		m.Bottom()
	}
	return ended
}

// settle has a place at the top, and keeps it although the pane may show what is
// above it: at the end of the text, or while only a part of it is there.
func (m *Model) settle(place Place) {
	m.scrollTo(m.text.line(place))
	m.at = anchor{place, m.top}
}

// ID is the article that is shown, 0 for none.
func (m *Model) ID() feed.ID { return m.text.Key.ID }

// Place says where the reader is: behind the last block where they asked for the end of
// a text that is not all there yet.
func (m *Model) Place() Place {
	if m.toEnd {
		return Place{Block: len(m.text.says)}
	}
	if m.at.line == m.top {
		return m.at.place
	}
	return m.text.place(m.top)
}

// GoTo has a place at the top of the pane.
func (m *Model) GoTo(p Place) {
	m.toEnd = false
	m.settle(p)
}

// SetAbove puts a styled line between the heading and the text, or takes it away
// where it is empty. The line at the top of the text stays where it is.
func (m *Model) SetAbove(line string) {
	if m.above != line {
		place := m.Place()
		m.above = line
		m.settle(place)
	}
}

// page is how many lines of the text the pane shows.
func (m *Model) page() int {
	switch {
	case m.bare:
		return max(0, m.height)
	case m.above != "":
		return max(0, m.height-2)
	}
	return max(0, m.height-1)
}

// last is the line at the top of the last screen, which is full: the line that parts the
// text from what is below it counts only while the whole of it is on the screen.
func (m *Model) last() int {
	lines := len(m.text.Lines)
	if !m.text.Partial {
		lines--
	}
	return max(0, lines-m.page())
}

func (m *Model) scrollTo(line int) bool {
	was := m.top
	m.top = max(0, min(line, m.last()))
	return m.top != was
}

// Scroll goes n lines down, or up where n is negative; false at the ends.
func (m *Model) Scroll(n int) bool {
	m.toEnd = false
	m.stay()
	return m.scrollTo(m.top + n)
}

// Page goes n screens down, or up where n is negative, and keeps two lines of
// the last one in sight. It goes one line at the least.
func (m *Model) Page(n float64) bool {
	lines := math.Abs(n) * float64(m.page()-2)
	return m.Scroll(int(math.Copysign(max(1, lines), n)))
}

// Top goes to the beginning of the text; Bottom to its end, as soon as it is there.
func (m *Model) Top() bool {
	m.toEnd = false
	if m.text.From > 0 {
		m.at = anchor{Place{}, m.top} // the rest will come with its beginning
	}
	return m.scrollTo(0)
}

// Bottom goes to the end of the text.
func (m *Model) Bottom() bool {
	m.toEnd = m.text.Partial
	return m.scrollTo(m.last())
}

// end is the line behind the article's own words.
func (m *Model) end() int {
	if m.text.End > 0 {
		return m.text.End
	}
	return len(m.text.Lines)
}

// AtEnd reports whether the article's last line was on the screen; the addresses it
// leads to may be below.
func (m *Model) AtEnd() bool {
	return len(m.text.Lines) > 0 && !m.text.Partial && m.top+m.page() >= m.end()
}

// Percent says how much of the text is above the pane's lower edge, 0 to 100.
func (m *Model) Percent() int {
	last := max(0, m.end()-m.page())
	if last == 0 {
		return 100
	}
	return min(100, m.top*100/last)
}

// Partial reports whether only a part of the text is there yet.
func (m *Model) Partial() bool { return m.text.Partial }

// Position says where the reader is, for the pane's heading: "début", "35 %",
// "fin"; nothing where the whole text is on the screen, or not all of it is known.
func (m *Model) Position() string {
	switch {
	case m.last() == 0 || m.text.Partial:
		return ""
	case m.top == 0:
		return m.locale.Top
	case m.AtEnd():
		return m.locale.Bottom
	}
	return m.locale.Percent(m.Percent())
}

// Lines draws the pane under its heading: exactly its height in lines of exactly
// its width.
func (m *Model) Lines(heading string) []string {
	lines := make([]string, 0, m.height)
	if !m.bare {
		lines = append(lines, heading)
		if m.above != "" {
			lines = append(lines, m.above)
		}
	}
	first, fits := len(lines), m.text.Key.Width == m.width
	if len(m.text.Lines) == 0 && m.sentence != "" {
		_, left := margins(m.width, m.width)
		lines = append(lines, "")
		for _, line := range wrap(m.sentence, max(10, m.width-4)) {
			lines = append(lines, strings.Repeat(" ", left)+
				m.theme.Dim.Render(locale.Unbind(line)))
		}
	}
	end := min(len(m.text.Lines), m.top+m.page())
	for i := m.top; i < end; i++ {
		lines = append(lines, m.line(i))
	}
	for len(lines) < m.height {
		lines = append(lines, "")
	}
	lines = lines[:max(0, m.height)]
	for i, line := range lines {
		if text := i >= first && i < first+end-m.top; !text || !fits {
			lines[i] = fit(line, m.width)
		}
	}
	return lines
}

// line draws a line of the text with what is laid over it: a picture, the part of a
// wide table that is seen, the numbers of links, what was found.
func (m *Model) line(i int) string {
	line := m.text.Lines[i]
	if drawn, ok := m.picture(i); ok {
		return drawn
	}
	wide, ok := m.text.wide[i]
	if ok {
		line = wide.line
	}
	line = m.find.mark(m.follow.mark(line, i, &m.text, m.theme), i, m.theme)
	if ok {
		return m.part(line, m.sideOf(wide))
	}
	return line
}

// fit cuts or pads a line that is not as wide as the pane: the text of an older
// width is shown until the new one is rendered.
func fit(line string, width int) string {
	w := ansi.StringWidth(line)
	if w > width {
		return ansi.Truncate(line, width, "")
	}
	return line + strings.Repeat(" ", width-w)
}
