package ui

import (
	"cmp"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
	"breageek/ui/locale"
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

// target is the article that a mark is for: the chosen one in a list, the open
// one in the article pane.
func (m *Model) target() (id feed.ID, title string) {
	switch m.focus {
	case layout.Headlines:
		if it, ok := m.lists.active().Selected(); ok {
			return it.ID, it.Title
		}
		return 0, ""
	case layout.Related:
		if it, ok := m.read.related.Selected(); ok {
			return it.ID, it.Title
		}
	}
	return m.read.article.want.ID, m.read.article.entry.Heading()
}

// markOpened marks an article read because it was opened.
func (m *marker) markOpened(id feed.ID) tea.Cmd {
	if m.env.deps.Store.State(id).Read {
		return nil
	}
	return m.change(id, m.titleOf(id), m.env.deps.Store.SetRead(id, true))
}

func (m *marker) titleOf(id feed.ID) string {
	for _, it := range m.ui.lists.active().Items() {
		if it.ID == id {
			return it.Title
		}
	}
	for _, it := range m.ui.read.related.Items() {
		if it.ID == id {
			return it.Title
		}
	}
	return m.ui.read.article.entry.Heading()
}

// toggleRead and toggleStar change the target's marks.
func (m *marker) toggleRead() tea.Cmd {
	id, title := m.ui.target()
	if id == 0 {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	read := !m.env.deps.Store.State(id).Read
	cmd := m.change(id, title, m.env.deps.Store.SetRead(id, read))
	if read {
		m.notes.tell(m.env.locale.MarkedRead)
	} else {
		m.notes.tell(m.env.locale.MarkedUnread)
	}
	return cmd
}

func (m *marker) toggleStar() tea.Cmd {
	id, title := m.ui.target()
	if id == 0 {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	starred := !m.env.deps.Store.State(id).Starred
	cmd := m.change(id, title, m.env.deps.Store.SetStarred(id, starred))
	if starred {
		m.notes.tell(m.env.locale.StarAdded)
	} else {
		m.notes.tell(m.env.locale.StarRemoved)
	}
	return cmd
}

// change notes what can be taken back, and shows and saves what was done.
func (m *marker) change(id feed.ID, title string, was store.State) tea.Cmd {
	now := m.env.deps.Store.State(id)
	a := store.Action{Title: title}
	for _, c := range []struct {
		mark     store.Mark
		was, now bool
	}{
		{store.MarkRead, was.Read, now.Read}, {store.MarkStarred, was.Starred, now.Starred},
		{store.MarkWatched, was.Watched, now.Watched},
	} {
		if c.was != c.now {
			a.Changes = append(a.Changes, store.Change{ID: id, Mark: c.mark, Was: c.was})
		}
	}
	m.env.deps.Store.Did(a)
	return m.showMarks(id, was)
}

// takeBack undoes the last action, of this run or of one before.
func (m *marker) takeBack() tea.Cmd {
	a, ok := m.env.deps.Store.Undo()
	if !ok {
		m.notes.tell(m.env.locale.NothingToUndo)
		return nil
	}
	m.notes.tell(undone(m.env.locale, a))
	cmds := []tea.Cmd{m.ui.work.saveLater(saveSoon)}
	for _, c := range a.Changes {
		switch c.Mark {
		case store.MarkDismissed:
			cmds = append(cmds, m.restored(c))
		case store.MarkWatched:
			cmds = append(cmds, m.ui.lists.watchAgain())
		}
	}
	m.showAllMarks()
	return tea.Batch(append(cmds, m.ui.lists.recount())...)
}

// undone says what was taken back: what the marks are now, and of which article, or of
// how many.
func undone(l *locale.Locale, a store.Action) string {
	var first store.Change
	for i, c := range a.Changes {
		if i == 0 || c.Mark < first.Mark {
			first = c
		}
	}
	said := map[store.Mark]map[bool]string{ // by what they were before
		store.MarkRead:      {false: l.UndoneRead, true: l.UndoneUnread},
		store.MarkStarred:   {false: l.UndoneStar, true: l.UndoneUnstar},
		store.MarkWatched:   {false: l.UndoneWatch, true: l.UndoneUnwatch},
		store.MarkDismissed: {false: l.UndoneDismissal, true: l.UndoneReturn},
	}[first.Mark][first.Was]
	switch n := len(a.Changes); {
	case n == 1:
		return fill(l.Undone, said, cmp.Or(a.Title, l.Untitled))
	case first.Mark == store.MarkRead && !first.Was:
		return fill(l.UndoneMany, l.Count(n, l.UnreadAgain))
	case first.Mark == store.MarkRead:
		return fill(l.UndoneMany, l.Count(n, l.ReadAgain))
	default:
		return fill(l.Undone, said, l.Count(n, l.ArticleNoun))
	}
}

// showMarks shows an article's marks wherever it is listed, and has them saved.
// was is what they were before.
func (m *marker) showMarks(id feed.ID, was store.State) tea.Cmd {
	st := m.env.deps.Store.State(id)
	for _, titles := range m.ui.lists.titleLists() {
		titles.Mark(id, st.Read, st.Starred)
	}
	m.ui.read.related.Mark(id, st.Read, st.Starred)
	m.ui.lists.listing.counts.Unread += one(was.Read) - one(st.Read)
	m.ui.lists.listing.counts.Starred += one(st.Starred) - one(was.Starred)
	m.ui.lists.listing.marked = true
	m.ui.lists.count()
	return m.ui.work.saveLater(saveSoon)
}

// recount asks for the counts anew, after many marks changed at once.
func (m *browseModel) recount() tea.Cmd {
	if m.listing.asked {
		m.listing.marked = true // asked again when the answer is here
		return nil
	}
	return m.ask(store.Query{Sources: m.query().Sources, Limit: 1}, counts)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (m *workModel) saveLater(d time.Duration) tea.Cmd {
	if m.saving.asked {
		return nil
	}
	m.saving.asked = true
	return later(d)
}

func (m *workModel) save() tea.Cmd { return flushCommand(m.env.deps.Store) }

// saved takes what the disk said: after a failure the state is kept in memory,
// the status line says so, and it is tried again.
func (m *workModel) saved(msg savedMsg) tea.Cmd {
	m.saving.asked = false
	m.saving.err = msg.err
	if m.saving.quit && msg.err == nil {
		return m.ui.leave()
	}
	m.saving.quit = false
	m.tellUnsaved(msg.err)
	if msg.err != nil && !isNewer(msg.err) {
		return m.saveLater(saveAgain)
	}
	if msg.err == nil && m.env.deps.Store.Dirty() {
		return m.saveLater(saveSoon)
	}
	return nil
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
			m.notes.note = note{}
		}
		s.told = ""
		return
	}
	why := ExplainUnsaved(m.env.locale, err, Explain(m.env.locale, err))
	if why != s.told && (telling || m.notes.note.grave == remark) {
		s.told = why
		m.notes.note = note{why, failure}
	}
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
	m.read.keepPlace()
	m.read.keepTrail()
	if m.work.saving.err != nil || !m.env.deps.Store.Dirty() {
		return m.leave()
	}
	m.work.saving.quit = true
	return m.work.save()
}

// leave ends the program; the terminal keeps nothing of it.
func (m *Model) leave() tea.Cmd { return tea.Sequence(m.read.forgetPictures(), tea.Quit) }

// glanced notes what is on the screen, for the text and the pictures that are on their
// way. The reader has not gone there yet: it is not saved.
func (m *readModel) glanced() tea.Cmd {
	if m.reader.ID() == 0 || m.reader.ID() != m.article.want.ID {
		return nil
	}
	m.article.place = m.reader.Place()
	return tea.Batch(m.closeRooms(), m.drawPictures())
}

// scrolled notes where the reader is and has it saved.
func (m *readModel) scrolled() tea.Cmd {
	cmd := m.glanced()
	if m.article.lead || m.reader.ID() == 0 || m.reader.ID() != m.article.want.ID {
		return cmd
	}
	m.savePlace()
	if m.env.deps.Store.Dirty() {
		return tea.Batch(cmd, m.ui.work.saveLater(saveSoon))
	}
	return cmd
}
