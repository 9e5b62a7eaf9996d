package work

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// saving is how the state gets to the disk: soon after a change, once for
// several of them, and again after a failure.
type saving struct {
	scheduled bool
	err       error
	notified  string // why not, in full, until the next key
	quit      bool   // the reader wants to leave, and hears why it is not yet
}

// How long marks wait to be saved: after a change, and after a failure.
const (
	SaveSoon  = 300 * time.Millisecond
	saveAgain = 5 * time.Second
)

// SaveLater has the marks saved after d, unless they are to be saved already.
func (m *Model) SaveLater(d time.Duration) tea.Cmd {
	if m.saving.scheduled {
		return nil
	}
	m.saving.scheduled = true
	return later(d)
}

// SaveIfNeeded has changes saved that no key asked for, such as the place in a text. After a
// failure it is for others to try again.
func (m *Model) SaveIfNeeded() tea.Cmd {
	if m.saving.err != nil || !m.env.Store.Dirty() {
		return nil
	}
	return m.SaveLater(SaveSoon)
}

// Save writes the marks.
func (m *Model) Save() tea.Cmd { return flushCommand(m.env.Store) }

// Saved takes what the disk said: after a failure the state is kept in memory,
// the status line says so, and it is tried again.
func (m *Model) Saved(msg SavedMsg) (leave bool, cmd tea.Cmd) {
	m.saving.scheduled = false
	m.saving.err = msg.err
	if m.saving.quit && msg.err == nil {
		return true, nil
	}
	m.saving.quit = false
	m.notifyUnsaved(msg.err)
	if msg.err != nil && !notice.IsNewer(msg.err) {
		return false, m.SaveLater(saveAgain)
	}
	if msg.err == nil && m.env.Store.Dirty() {
		return false, m.SaveLater(SaveSoon)
	}
	return false, nil
}

// notifyUnsaved says once, in full, why the marks are not on the disk: "marked read" is less
// than half of it. Another reason is told as well: it may be that more is lost by it. From
// the next key on the status line says it as far as there is room, so that the text can be
// read.
func (m *Model) notifyUnsaved(err error) {
	s := &m.saving
	telling := s.notified != "" && m.notes.Note.Text == s.notified
	if err == nil {
		if telling {
			m.notes.Clear()
		}
		s.notified = ""
		return
	}
	why := notice.ExplainUnsaved(m.env.Locale, err, notice.Explain(m.env.Locale, err))
	if why != s.notified && (telling || m.notes.Note.Severity == notice.Info) {
		s.notified = why
		m.notes.Note = notice.Note{Text: why, Severity: notice.Error}
	}
}

// later asks for the state to be saved: what is marked meanwhile is saved with
// it.
func later(d time.Duration) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return SaveMsg{} })
}

func flushCommand(s *store.Store) tea.Cmd {
	return func() tea.Msg { return SavedMsg{err: s.Flush()} }
}

// CloseCommand closes a library that is no longer shown.
func CloseCommand(l session.Library) tea.Cmd {
	return func() tea.Msg {
		l.Client.Close()
		if err := l.Store.Close(); err != nil {
			return SavedMsg{err: err}
		}
		return nil
	}
}

// SaveMsg asks for the marks to be saved.
type SaveMsg struct{}

// SavedMsg is what became of the marks.
type SavedMsg struct{ err error }
