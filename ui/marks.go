package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
)

// saving is how the state gets to the disk: soon after a change, once for
// several of them, and again after a failure.
type saving struct {
	asked bool
	err   error
	told  string // why not, in full, until the next key
	quit  bool   // the reader wants to leave, and hears why it is not yet
}

const (
	saveSoon  = 300 * time.Millisecond
	saveAgain = 5 * time.Second
)

func (m *workModel) saveLater(d time.Duration) tea.Cmd {
	if m.saving.asked {
		return nil
	}
	m.saving.asked = true
	return later(d)
}

// saveIfNeeded has changes saved that no key asked for, such as the place in a text. After a
// failure it is for others to try again.
func (m *workModel) saveIfNeeded() tea.Cmd {
	if m.saving.err != nil || !m.env.Store.Dirty() {
		return nil
	}
	return m.saveLater(saveSoon)
}

func (m *workModel) save() tea.Cmd { return flushCommand(m.env.Store) }

// saved takes what the disk said: after a failure the state is kept in memory,
// the status line says so, and it is tried again.
func (m *workModel) saved(msg savedMsg) (leave bool, cmd tea.Cmd) {
	m.saving.asked = false
	m.saving.err = msg.err
	if m.saving.quit && msg.err == nil {
		return true, nil
	}
	m.saving.quit = false
	m.tellUnsaved(msg.err)
	if msg.err != nil && !isNewer(msg.err) {
		return false, m.saveLater(saveAgain)
	}
	if msg.err == nil && m.env.Store.Dirty() {
		return false, m.saveLater(saveSoon)
	}
	return false, nil
}

// tellUnsaved says once, in full, why the marks are not on the disk: "marked read" is less
// than half of it. Another reason is told as well: it may be that more is lost by it. From
// the next key on the status line says it as far as there is room, so that the text can be
// read.
func (m *workModel) tellUnsaved(err error) {
	s := &m.saving
	telling := s.told != "" && m.notes.note.text == s.told
	if err == nil {
		if telling {
			m.notes.clear()
		}
		s.told = ""
		return
	}
	why := ExplainUnsaved(m.env.Locale, err, Explain(m.env.Locale, err))
	if why != s.told && (telling || m.notes.note.grave == remark) {
		s.told = why
		m.notes.note = note{text: why, grave: failure}
	}
}

// later asks for the state to be saved: what is marked meanwhile is saved with
// it.
func later(d time.Duration) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return saveMsg{} })
}

func flushCommand(s *store.Store) tea.Cmd {
	return func() tea.Msg { return savedMsg{err: s.Flush()} }
}

// closeCommand closes a library that is no longer shown.
func closeCommand(l Library) tea.Cmd {
	return func() tea.Msg {
		l.Client.Close()
		if err := l.Store.Close(); err != nil {
			return savedMsg{err: err}
		}
		return nil
	}
}

type saveMsg struct{}

type savedMsg struct{ err error }
