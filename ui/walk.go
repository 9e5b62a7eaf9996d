package ui

import (
	tea "charm.land/bubbletea/v2"
)

// back and forward walk the reading history; each article comes back at the
// place it was left at.
func (m *readModel) back() tea.Cmd {
	if m.article.lead && m.trail.here() != nil && m.trail.here().id != m.article.want.ID {
		return m.walk(0) // the front page is no step of the way
	}
	if m.trail.at == 0 || len(m.trail.visits) == 0 {
		m.notes.tell(m.env.Locale.NoBack)
		return nil
	}
	return m.walk(-1)
}

func (m *readModel) forward() tea.Cmd {
	if m.trail.at+1 >= len(m.trail.visits) {
		m.notes.tell(m.env.Locale.NoForward)
		return nil
	}
	return m.walk(1)
}

func (m *readModel) walk(step int) tea.Cmd {
	m.keepPlace()
	from := m.trail.chain()[0].id
	m.trail.at += step
	m.screen.walked(from, m.trail.chain()[0].id)
	v := m.trail.visits[m.trail.at]
	return m.arrive(v, v.place)
}
