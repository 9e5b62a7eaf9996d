package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// workModel is what is under way: a refresh, the completion of texts, the saving of marks.
type workModel struct {
	env   *session
	notes *board

	refresh  refreshing
	saving   saving
	stopSync context.CancelFunc // ends the looking at the state on the disk
}

// begun reports whether the sources were asked, or need not be.
func (m *workModel) begun() bool { return m.refresh.number > 0 }

// unsaved is why the marks are not on the disk; nil where they are, or will be.
func (m *workModel) unsaved() error { return m.saving.err }

// quit has the marks saved and the program end then. It reports whether it may end at once.
func (m *workModel) quit() (now bool, cmd tea.Cmd) {
	if m.saving.err != nil || !m.env.Store.Dirty() {
		return true, nil
	}
	m.saving.quit = true
	return false, m.save()
}

// newWorkModel makes an idle one.
func newWorkModel(e *session, n *board) *workModel { return &workModel{env: e, notes: n} }
