package ui

import tea "charm.land/bubbletea/v2"

// quit leaves when the state is saved. Where it cannot be, the status line says
// so, and the same key again leaves all the same.
func (m *Model) quit() tea.Cmd {
	m.read.KeepPosition()
	m.read.KeepHistory()
	now, cmd := m.work.Quit()
	if now {
		return m.leave()
	}
	return cmd
}

// leave ends the program; the terminal keeps nothing of it.
func (m *Model) leave() tea.Cmd { return tea.Sequence(m.read.Pictures.ForgetPictures(), tea.Quit) }
