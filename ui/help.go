package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/list"
)

// helpScreen shows every key over the panes.
type helpScreen struct {
	open bool
	top  int
}

func (m *Model) openHelp() tea.Cmd {
	m.help = helpScreen{open: true}
	return nil
}

// helpKey scrolls or closes the help.
func (m *Model) helpKey(msg tea.KeyPressMsg) tea.Cmd {
	k := m.keys
	page := max(1, m.helpPage()-1) // one line of the last page stays in sight
	by := 0
	switch {
	case key.Matches(msg, k.Quit) && msg.String() != "q":
		return m.quit()
	case key.Matches(msg, k.Help, k.Close, k.Quit):
		m.help.open = false
	case key.Matches(msg, k.Down):
		by = 1
	case key.Matches(msg, k.Up):
		by = -1
	case key.Matches(msg, k.PageDown, k.HalfDown):
		by = page
	case key.Matches(msg, k.PageUp, k.HalfUp):
		by = -page
	case key.Matches(msg, k.Top):
		by = -m.help.top
	case key.Matches(msg, k.Bottom):
		by = len(m.helpText())
	}
	m.scrollHelp(by)
	return nil
}

// scrollHelp goes n lines down, or up where n is negative, within the text.
func (m *Model) scrollHelp(n int) {
	m.help.top = max(0, min(m.help.top+n, len(m.helpText())-m.helpPage()))
}

// helpPage is how many lines of it are seen, under its heading and over the status.
func (m *Model) helpPage() int { return max(1, m.frame.Height-3) }

// helpLines draws the help in the place of the panes.
func (m *Model) helpLines() []string {
	width, height := m.frame.Width, m.frame.Height-1
	title := list.Heading(m.theme, true, m.locale.Help,
		m.theme.Dim.Render(m.locale.HelpClose), width)
	text := m.helpText()
	text = text[min(m.help.top, len(text)):]
	return list.Sheet(append([]string{title, ""}, text...), width, height)
}

// helpText sets the groups of keys below each other, or in two columns where
// there is room.
func (m *Model) helpText() []string {
	column := 48
	var left, right []string
	for i, g := range Keys(m.locale) {
		lines := m.helpGroup(g, column)
		if i >= 2 && m.frame.Width >= 2*column+4 {
			right = append(right, lines...)
		} else {
			left = append(left, lines...)
		}
	}
	for i, line := range right {
		if i == len(left) {
			left = append(left, "")
		}
		left[i] = list.Fit(left[i], column+4) + line
	}
	for len(left) > 0 && strings.TrimSpace(left[len(left)-1]) == "" {
		left = left[:len(left)-1]
	}
	return left
}

func (m *Model) helpGroup(g Group, width int) []string {
	lines := []string{"  " + m.theme.Group.Render(g.Title)}
	for _, k := range g.Keys {
		pad := strings.Repeat(" ", max(1, 13-ansi.StringWidth(k.Keys)))
		line := "  " + m.theme.Key.Render(k.Keys) + pad + m.theme.Text.Render(k.Does)
		lines = append(lines, ansi.Truncate(line, width+2, "…"))
	}
	return append(lines, "")
}
