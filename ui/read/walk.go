package read

import (
	tea "charm.land/bubbletea/v2"
)

// Back and forward walk the reading history; each article comes back at the
// place it was left at.
func (m *Model) Back() tea.Cmd {
	if m.Article.lead && m.trail.here() != nil && m.trail.here().ID != m.Article.Want.ID {
		return m.walk(0) // the front page is no step of the way
	}
	if m.trail.at == 0 || len(m.trail.visits) == 0 {
		m.notes.Info(m.env.Locale.NoBack)
		return nil
	}
	return m.walk(-1)
}

// Forward goes on to what Back came from.
func (m *Model) Forward() tea.Cmd {
	if m.trail.at+1 >= len(m.trail.visits) {
		m.notes.Info(m.env.Locale.NoForward)
		return nil
	}
	return m.walk(1)
}

func (m *Model) walk(step int) tea.Cmd {
	m.KeepPosition()
	from := m.trail.chain()[0].ID
	m.trail.at += step
	m.screen.Walked(from, m.trail.chain()[0].ID)
	v := m.trail.visits[m.trail.at]
	return m.arrive(v, v.place)
}
