// Package work owns what is under way: refreshing the sources, completing texts, saving marks,
// and looking at what other programs wrote. It refuses to know the panes: each step of the work
// says what it changed.
package work

import (
	"context"

	"breageek/ui/notice"
	"breageek/ui/session"

	tea "charm.land/bubbletea/v2"
)

// Model is what is under way: a refresh, the completion of texts, the saving of marks.
type Model struct {
	env   *session.Session
	notes *notice.Board

	Progress Progress
	saving   saving
	stopSync context.CancelFunc // ends the looking at the state on the disk
}

// Begun reports whether the sources were asked, or need not be.
func (m *Model) Begun() bool { return m.Progress.number > 0 }

// Unsaved is why the marks are not on the disk; nil where they are, or will be.
func (m *Model) Unsaved() error { return m.saving.err }

// Quit has the marks saved and the program end then. It reports whether it may end at once.
func (m *Model) Quit() (now bool, cmd tea.Cmd) {
	if m.saving.err != nil || !m.env.Store.Dirty() {
		return true, nil
	}
	m.saving.quit = true
	return false, m.Save()
}

// New makes an idle one.
func New(e *session.Session, n *notice.Board) *Model { return &Model{env: e, notes: n} }
