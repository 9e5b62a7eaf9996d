package read

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"breageek/ui/list"
	"breageek/ui/locale"
)

// FollowLines says what is being chosen, and what the keys do. The address is whole,
// for it is what will be opened; where there is no room for all of it, its beginning is
// there, which says whose it is.
func (m *Links) FollowLines() []string {
	l, width := m.env.Locale, max(1, m.read.frame.Width-2)
	typed, _ := m.read.Reader.Following()
	link, _, chosen := m.read.Reader.Chosen()
	said, keys := l.FollowPrompt+link.URL, l.FollowChosen
	if chosen && link.Within() {
		said = l.FollowPrompt + l.FollowNote
	}
	switch {
	case !chosen:
		said, keys = l.FollowPrompt+typed, l.FollowHint
	case m.seen != "" && strings.HasPrefix(link.URL, "mailto:"):
		keys = l.FollowMail
	case m.seen != "":
		keys = l.FollowBrowser
	}
	var lines []string
	if m.reason != "" {
		lines = list.Wrap(locale.Bind(m.reason), width, width, 3)
	}
	why := len(lines)
	lines = append(lines, strings.Split(ansi.Hardwrap(said, width, true), "\n")...)
	last := len(lines) - 1
	if ansi.StringWidth(lines[last])+2+ansi.StringWidth(keys) > width {
		lines = append(lines, "")
		last++
	} else {
		lines[last] += "  "
	}
	for i := range lines[:last] {
		lines[i] = list.Fit(" "+m.env.Palette.Text.Render(lines[i]), m.read.frame.Width)
	}
	lines[last] = list.Fit(" "+m.env.Palette.Text.Render(lines[last])+
		m.env.Palette.Dim.Render(ansi.Truncate(keys, width, "…")), m.read.frame.Width)
	most := m.read.frame.Height / 2
	lines = lines[max(0, min(why, len(lines)-most)):]
	if len(lines) > most {
		gap := list.Fit(" "+m.env.Palette.Dim.Render("…"), m.read.frame.Width)
		lines = append(lines[:most-2:most-2], gap, lines[len(lines)-1])
	}
	return lines
}
