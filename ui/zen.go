package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/ui/layout"
)

// toggleZen shows the article alone, or the panes again.
func (m *Model) toggleZen() tea.Cmd {
	if m.read.Wanted() == 0 {
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	}
	var cmd tea.Cmd
	if m.read.IsLead() && !m.zen {
		cmd = m.open(m.read.Wanted())
	}
	m.zen = !m.zen
	m.focus = layout.Reader
	return tea.Batch(cmd, m.reframe())
}

// reframe cuts the screen anew, and arranges the panes where they are others now.
func (m *Model) reframe() tea.Cmd {
	m.cut(m.frame.Width, m.frame.Height)
	m.read.Reader.SetBare(m.zen)
	return m.arrange()
}

// cut splits a screen of width × height cells among the panes.
func (m *Model) cut(width, height int) {
	if m.zen {
		m.frame = layout.Alone(width, height, layout.Reader)
	} else {
		m.frame = layout.Split(width, height, m.focus)
	}
	m.read.SetFrame(m.frame, m.focus)
}
