package headlines

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"breageek/ui/list"
	"breageek/ui/locale"
)

// wide is where a headline takes one line.
const wide = 70

// What a row keeps for other things before it tells how much was read, in cells.
const (
	leastTitle  = 24 // of a title on the line
	leastSource = 8  // of a source's name
)

// title draws the lines of a headline itself. Its age stands at the end of the
// first line; where sources are told too, both have a line of their own below
// the title, or columns on the right of it where there is but one line. How much
// of it was read stands beside the age or under it, and is the first to go where
// there is no room.
func (m *Model) title(it Item, look list.Look, age string) []string {
	title := it.Title
	if title == "" {
		title = m.locale.Untitled
	}
	title = locale.Bind(title)
	read := m.progress(it)
	switch {
	case look.Width >= wide:
		return m.oneLine(it, look, title, age, read)
	case m.sources:
		return m.sourceBelow(it, look, title, age, read)
	}
	return m.ageBeside(it, look, title, age, read)
}

// begun is what counts as read, in percent: opening an article is not reading.
const begun = 5

// progress tells how much of an article was read, of one that was begun and not
// finished.
func (m *Model) progress(it Item) string {
	if it.Progress < begun || it.Progress >= 100 {
		return ""
	}
	percent := m.locale.Percent(it.Progress)
	return locale.Unbind(strings.ReplaceAll(m.locale.ReadSoFar, "%s", percent))
}

func (m *Model) oneLine(it Item, look list.Look, title, age, read string) []string {
	if m.sources {
		column := min(20, look.Width/6)
		age = list.Fit(ansi.Truncate(it.Source, column, "…"), column) + padLeft(age, 8)
		if read != "" {
			read += "  "
		}
	} else if read != "" {
		read += " · "
	}
	if m.room(look, read+age) >= leastTitle {
		age = read + age
	}
	return m.lines(it, look, list.Wrap(title, m.room(look, age), 0, 1), []string{age})
}

func (m *Model) sourceBelow(it Item, look list.Look, title, age, read string) []string {
	rest := look.Width - list.Gutter - 1
	room := rest - ansi.StringWidth(age) - 3
	if read != "" {
		read = " · " + read
		left, least := room-ansi.StringWidth(read), min(leastSource, ansi.StringWidth(it.Source))
		if left >= least {
			room = left
		} else {
			read = ""
		}
	}
	source := ansi.Truncate(it.Source, max(0, room), "…")
	lines := m.lines(it, look, list.Wrap(title, rest, rest, 2), nil)
	from := m.theme.Dim.Inherit(list.Ground(m.theme, look)).Render(age + " · " + source + read)
	return append(lines, m.line(it, look, len(lines), from, ""))
}

func (m *Model) ageBeside(it Item, look list.Look, title, age, read string) []string {
	rest := look.Width - list.Gutter - 1
	if both := read + " · " + age; read != "" && ansi.StringWidth(title) <= m.room(look, both) {
		return m.lines(it, look, list.Wrap(title, rest, 0, 1), []string{both})
	}
	if left := rest - ansi.StringWidth(read) - 1; read != "" && left >= leastTitle/2 {
		texts := list.Wrap(title, m.room(look, age), left, 2)
		if len(texts) == 1 {
			texts = append(texts, "")
		}
		return m.lines(it, look, texts, []string{age, read})
	}
	return m.lines(it, look, list.Wrap(title, m.room(look, age), rest, 2), []string{age, ""})
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-ansi.StringWidth(s))) + s
}

// lines puts texts on the left and notes on the right, behind the margin.
func (m *Model) lines(it Item, look list.Look, texts, notes []string) []string {
	ink := m.theme.Unread
	if it.Read {
		ink = m.theme.Read
	}
	ink = ink.Inherit(list.Ground(m.theme, look))
	lines := make([]string, len(texts))
	for n, text := range texts {
		note := ""
		if n < len(notes) {
			note = notes[n]
		}
		lines[n] = m.line(it, look, n, ink.Render(text), note)
	}
	return lines
}

// line is line n of a row: its margin, a styled text, and a note on the right.
func (m *Model) line(it Item, look list.Look, n int, text, note string) string {
	base := list.Ground(m.theme, look)
	pad := look.Width - list.Gutter - 1 - ansi.StringWidth(text) - ansi.StringWidth(note)
	return list.Margin(m.theme, look, m.marks(it), n) + text +
		base.Render(strings.Repeat(" ", max(0, pad))) +
		m.theme.Dim.Inherit(base).Render(note) + base.Render(" ")
}

// marks are the signs of a headline: where the reader is, whether its story is
// watched, whether it is unread.
func (m *Model) marks(it Item) list.Marks {
	marks := list.Marks{Sign: "●", Starred: it.Starred}
	switch {
	case it.ID == m.current && m.current != 0:
		marks.Sign = "▸"
	case it.Watched && it.Read:
		marks.Sign = "◇"
	case it.Watched:
		marks.Sign = "◆"
	case it.Read:
		marks.Sign = ""
	case it.Teaser:
		marks.Sign = "○" // not whole
	}
	return marks
}

// room is what a title may take of a line that ends in note; short notes leave
// the same room, so that titles break at the same place.
func (m *Model) room(look list.Look, note string) int {
	return look.Width - list.Gutter - max(7, ansi.StringWidth(note)) - 2
}
