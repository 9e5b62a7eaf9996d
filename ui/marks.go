package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
)

// undo is what can be taken back, the latest last.
type undo struct{ steps []step }

// step is one change of state: what it was before, and of what. Where dismissed
// is set, that story was taken away from the article's related ones.
type step struct {
	id        feed.ID
	was       store.State
	dismissed feed.ID
	title     string
}

// undoLength bounds what can be taken back.
const undoLength = 100

// saving is how the state gets to the disk: soon after a change, once for
// several of them, and again after a failure.
type saving struct {
	asked bool
	err   error
	quit  bool // the reader wants to leave, and hears why it is not yet
}

const (
	saveSoon  = 300 * time.Millisecond
	saveAgain = 5 * time.Second
)

// target is the article that a mark is for: the chosen one in a list, the open
// one in the article pane.
func (m *Model) target() (id feed.ID, title string) {
	switch m.focus {
	case layout.Headlines:
		if it, ok := m.active().Selected(); ok {
			return it.ID, it.Title
		}
		return 0, ""
	case layout.Related:
		if it, ok := m.related.Selected(); ok {
			return it.ID, it.Title
		}
	}
	return m.article.want.ID, m.article.entry.Title
}

// markOpened marks an article read because it was opened.
func (m *Model) markOpened(id feed.ID) tea.Cmd {
	if m.deps.Store.State(id).Read {
		return nil
	}
	return m.change(id, m.titleOf(id), m.deps.Store.SetRead(id, true))
}

func (m *Model) titleOf(id feed.ID) string {
	for _, it := range m.active().Items() {
		if it.ID == id {
			return it.Title
		}
	}
	for _, it := range m.related.Items() {
		if it.ID == id {
			return it.Title
		}
	}
	return m.article.entry.Title
}

// toggleRead and toggleStar change the target's marks.
func (m *Model) toggleRead() tea.Cmd {
	id, title := m.target()
	if id == 0 {
		m.tell(m.locale.Nothing)
		return nil
	}
	read := !m.deps.Store.State(id).Read
	cmd := m.change(id, title, m.deps.Store.SetRead(id, read))
	if read {
		m.tell(m.locale.MarkedRead)
	} else {
		m.tell(m.locale.MarkedUnread)
	}
	return cmd
}

func (m *Model) toggleStar() tea.Cmd {
	id, title := m.target()
	if id == 0 {
		m.tell(m.locale.Nothing)
		return nil
	}
	starred := !m.deps.Store.State(id).Starred
	cmd := m.change(id, title, m.deps.Store.SetStarred(id, starred))
	if starred {
		m.tell(m.locale.StarAdded)
	} else {
		m.tell(m.locale.StarRemoved)
	}
	return cmd
}

// change remembers what can be taken back, and shows and saves what was done.
func (m *Model) change(id feed.ID, title string, was store.State) tea.Cmd {
	m.remember(step{id: id, was: was, title: title})
	return m.showMarks(id, was)
}

// remember notes a change that can be taken back.
func (m *Model) remember(s step) {
	m.undo.steps = append(m.undo.steps, s)
	if over := len(m.undo.steps) - undoLength; over > 0 {
		m.undo.steps = m.undo.steps[over:]
	}
}

// takeBack undoes the last change of state.
func (m *Model) takeBack() tea.Cmd {
	n := len(m.undo.steps)
	if n == 0 {
		m.tell(m.locale.NothingToUndo)
		return nil
	}
	last := m.undo.steps[n-1]
	m.undo.steps = m.undo.steps[:n-1]
	title := last.title
	if title == "" {
		title = m.locale.Untitled
	}
	m.tell(fill(m.locale.Undone, title))
	if last.dismissed != 0 {
		return m.restored(last)
	}
	now := m.deps.Store.State(last.id)
	m.deps.Store.Restore(last.id, last.was)
	cmd := m.showMarks(last.id, now)
	if now.Watched != last.was.Watched {
		cmd = tea.Batch(cmd, m.watchAgain())
	}
	return cmd
}

// showMarks shows an article's marks wherever it is listed, and has them saved.
// was is what they were before.
func (m *Model) showMarks(id feed.ID, was store.State) tea.Cmd {
	st := m.deps.Store.State(id)
	m.headlines.Mark(id, st.Read, st.Starred)
	m.found.Mark(id, st.Read, st.Starred)
	m.chapters.Mark(id, st.Read, st.Starred)
	m.related.Mark(id, st.Read, st.Starred)
	m.listing.counts.Unread += one(was.Read) - one(st.Read)
	m.listing.counts.Starred += one(st.Starred) - one(was.Starred)
	m.listing.marked = true
	return m.saveLater(saveSoon)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (m *Model) saveLater(d time.Duration) tea.Cmd {
	if m.saving.asked {
		return nil
	}
	m.saving.asked = true
	return later(d)
}

func (m *Model) save() tea.Cmd { return flushCommand(m.deps.Store) }

// saved takes what the disk said: after a failure the state is kept in memory,
// the status line says so, and it is tried again.
func (m *Model) saved(msg savedMsg) tea.Cmd {
	m.saving.asked = false
	m.saving.err = msg.err
	if m.saving.quit && msg.err == nil {
		return m.leave()
	}
	m.saving.quit = false
	if msg.err != nil && !isNewer(msg.err) {
		return m.saveLater(saveAgain)
	}
	if msg.err == nil && m.deps.Store.Dirty() {
		return m.saveLater(saveSoon)
	}
	return nil
}

// isNewer tells files of a newer program, which will not be written however
// often it is tried.
func isNewer(err error) bool {
	var newer *store.NewerError
	return errors.As(err, &newer)
}

// quit leaves when the state is saved. Where it cannot be, the status line says
// so, and the same key again leaves all the same.
func (m *Model) quit() tea.Cmd {
	m.keepPlace()
	m.keepTrail()
	if m.saving.err != nil || !m.deps.Store.Dirty() {
		return m.leave()
	}
	m.saving.quit = true
	return m.save()
}

// leave ends the program; the terminal keeps nothing of it.
func (m *Model) leave() tea.Cmd { return tea.Sequence(m.forgetPictures(), tea.Quit) }

// glanced notes what is on the screen, for the text and the pictures that are on their
// way. The reader has not gone there yet: it is not saved.
func (m *Model) glanced() tea.Cmd {
	if m.reader.ID() == 0 || m.reader.ID() != m.article.want.ID {
		return nil
	}
	m.article.place = m.reader.Place()
	return m.drawPictures()
}

// scrolled notes where the reader is and has it saved.
func (m *Model) scrolled() tea.Cmd {
	cmd := m.glanced()
	if m.article.lead || m.reader.ID() == 0 || m.reader.ID() != m.article.want.ID {
		return cmd
	}
	m.savePlace()
	if m.deps.Store.Dirty() {
		return tea.Batch(cmd, m.saveLater(saveSoon))
	}
	return cmd
}
