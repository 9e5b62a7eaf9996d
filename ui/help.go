package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/keys"
	"breageek/ui/list"
	"breageek/ui/session"
)

// helper shows every key over the panes.
type helper struct {
	ui  *Model
	env *session.Session

	shown bool
	top   int
}

func (m *helper) openHelp() tea.Cmd {
	m.shown, m.top = true, 0
	return nil
}

// helpKey scrolls or closes the help.
func (m *helper) helpKey(msg tea.KeyPressMsg) tea.Cmd {
	k := m.ui.keys
	page := max(1, m.helpPage()-1) // one line of the last page stays in sight
	by := 0
	switch {
	case key.Matches(msg, k.Quit) && msg.String() != "q":
		return m.ui.quit()
	case key.Matches(msg, k.Help, k.Close, k.Quit):
		m.shown = false
	case key.Matches(msg, k.Down):
		by = 1
	case key.Matches(msg, k.Up):
		by = -1
	case key.Matches(msg, k.PageDown, k.HalfDown):
		by = page
	case key.Matches(msg, k.PageUp, k.HalfUp):
		by = -page
	case key.Matches(msg, k.Top):
		by = -m.top
	case key.Matches(msg, k.Bottom):
		by = len(m.helpText())
	}
	m.scrollHelp(by)
	return nil
}

// scrollHelp goes n lines down, or up where n is negative, within the text.
func (m *helper) scrollHelp(n int) {
	m.top = max(0, min(m.top+n, len(m.helpText())-m.helpPage()))
}

// helpPage is how many lines of it are seen, under its heading and over the status.
func (m *helper) helpPage() int { return max(1, m.ui.frame.Height-3) }

// helpLines draws the help in the place of the panes.
func (m *helper) helpLines() []string {
	width, height := m.ui.frame.Width, m.ui.frame.Height-1
	title := list.Heading(m.env.Palette, true, m.env.Locale.Help,
		m.env.Palette.Dim.Render(m.env.Locale.HelpClose), width)
	text := m.helpText()
	text = text[min(m.top, len(text)):]
	return list.Sheet(append([]string{title, ""}, text...), width, height)
}

// helpText sets the groups of keys below each other, or in two columns where
// there is room.
func (m *helper) helpText() []string {
	column := 48
	var left, right []string
	for i, g := range keys.Keys(m.env.Locale) {
		lines := m.helpGroup(g, column)
		if i >= 2 && m.ui.frame.Width >= 2*column+4 {
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

func (m *helper) helpGroup(g keys.Group, width int) []string {
	lines := []string{"  " + m.env.Palette.Group.Render(g.Title)}
	for _, k := range g.Keys {
		pad := strings.Repeat(" ", max(1, 13-ansi.StringWidth(k.Keys)))
		line := "  " + m.env.Palette.Key.Render(k.Keys) + pad + m.env.Palette.Text.Render(k.Does)
		lines = append(lines, ansi.Truncate(line, width+2, "…"))
	}
	return append(lines, "")
}
