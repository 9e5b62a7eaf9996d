package ui

import tea "charm.land/bubbletea/v2"

// toggleTimeline turns the list into the timeline of the target's story, or back.
func (m *Model) toggleTimeline() tea.Cmd {
	if m.lists.timeline.of != 0 {
		return m.lists.endStory()
	}
	id, _ := m.target()
	if id == 0 {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	m.lists.timeline.number++
	return storyCommand(m.env.ctx, m.env.deps.Store, m.lists.timeline.number, id)
}
