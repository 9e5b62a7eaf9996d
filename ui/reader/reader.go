// Package reader owns the article pane: a rendered text, the reader's place in
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

// Place is where the reader is in a text, whatever its width: the block at the
// top of the pane, and how many of its lines are above.
type Place struct{ Block, Line int }

// Model is the pane.
type Model struct {
	theme    *theme.Theme
	locale   *locale.Locale
	text     Text
	top      int // the line of the text at the top of the pane
	find     find
	folded   *folded // the text as it is searched; nil until it is
	sentence string  // shown while there is no text
	above    string  // a line over the text, under the heading; styled
	width    int
	height   int
}

// New makes an empty pane.
func New(th *theme.Theme, l *locale.Locale) *Model { return &Model{theme: th, locale: l} }

// SetTheme changes what the pane looks like; the text is to be rendered anew.
func (m *Model) SetTheme(th *theme.Theme) { m.theme = th }

// SetSize tells the pane its rectangle, in cells; the text is to be rendered
// anew where the width changed.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.scrollTo(m.top)
}

// Clear empties the pane; sentence is shown until a text comes.
func (m *Model) Clear(sentence string) {
	m.text, m.top, m.sentence = Text{}, 0, sentence
	m.find, m.folded = find{}, nil
}

// Show puts a text on the screen with place at the top.
func (m *Model) Show(t Text, place Place) {
	if t.Key.ID != m.text.Key.ID {
		m.find = find{}
	}
	m.text, m.folded = t, nil
	m.search()
	m.scrollTo(m.line(place))
}

// ID is the article that is shown, 0 for none.
func (m *Model) ID() feed.ID { return m.text.Key.ID }

// Place says where the reader is.
func (m *Model) Place() Place {
	p := Place{}
	for i, start := range m.text.Blocks {
		if start > m.top {
			break
		}
		p = Place{Block: i, Line: m.top - start}
	}
	return p
}

// GoTo has a place at the top of the pane.
func (m *Model) GoTo(p Place) { m.scrollTo(m.line(p)) }

// line finds a place in the text: a block that became shorter gives its last
// line, one that is gone the end.
func (m *Model) line(p Place) int {
	blocks := m.text.Blocks
	if p.Block <= 0 && p.Line <= 0 || len(blocks) == 0 {
		return 0
	}
	i := min(p.Block, len(blocks)-1)
	end := len(m.text.Lines)
	if i+1 < len(blocks) {
		end = blocks[i+1]
	}
	return min(blocks[i]+max(0, p.Line), max(blocks[i], end-2))
}

// SetAbove puts a styled line between the heading and the text, or takes it away
// where it is empty. The line at the top of the text stays where it is.
func (m *Model) SetAbove(line string) {
	m.above = line
	m.scrollTo(m.top)
}

// page is how many lines of the text the pane shows.
func (m *Model) page() int {
	if m.above != "" {
		return max(0, m.height-2)
	}
	return max(0, m.height-1)
}

func (m *Model) last() int { return max(0, len(m.text.Lines)-m.page()) }

func (m *Model) scrollTo(line int) bool {
	was := m.top
	m.top = max(0, min(line, m.last()))
	return m.top != was
}

// Scroll goes n lines down, or up where n is negative; false at the ends.
func (m *Model) Scroll(n int) bool { return m.scrollTo(m.top + n) }

// Page goes n screens down, or up where n is negative, and keeps two lines of
// the last one in sight. It goes one line at the least.
func (m *Model) Page(n float64) bool {
	lines := math.Abs(n) * float64(m.page()-2)
	return m.Scroll(int(math.Copysign(max(1, lines), n)))
}

// Top and Bottom go to the ends of the text.
func (m *Model) Top() bool    { return m.scrollTo(0) }
func (m *Model) Bottom() bool { return m.scrollTo(m.last()) }

// AtEnd says whether the last line is on the screen.
func (m *Model) AtEnd() bool { return len(m.text.Lines) > 0 && m.top >= m.last() }

// Percent says how much of the text is above the pane's lower edge, 0 to 100.
func (m *Model) Percent() int {
	if m.last() == 0 {
		return 100
	}
	return m.top * 100 / m.last()
}

// Position says where the reader is, for the pane's heading: "début", "35 %",
// "fin"; nothing where the whole text is on the screen.
func (m *Model) Position() string {
	switch {
	case m.last() == 0:
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
	lines := append(make([]string, 0, m.height), heading)
	if m.above != "" {
		lines = append(lines, m.above)
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
		lines = append(lines, m.find.mark(m.text.Lines[i], i, m.theme))
	}
	for len(lines) < m.height {
		lines = append(lines, "")
	}
	lines = lines[:max(0, m.height)]
	for i, line := range lines {
		if text := i >= first && i < first+end-m.top; !text || !fits {
			lines[i] = m.fit(line)
		}
	}
	return lines
}

// fit cuts or pads a line that is not as wide as the pane: the text of an older
// width is shown until the new one is rendered.
func (m *Model) fit(line string) string {
	w := ansi.StringWidth(line)
	if w > m.width {
		return ansi.Truncate(line, m.width, "")
	}
	return line + strings.Repeat(" ", m.width-w)
}
