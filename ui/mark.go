package ui

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
	"breageek/ui/locale"
)

// bulkKey hears whether the reader means it.
func (m *Model) bulkKey(msg tea.KeyPressMsg) tea.Cmd {
	ids := m.lists.bulk.ids
	m.lists.bulk.ids = nil
	if key.Matches(msg, m.keys.Yes) {
		return m.marks.markRead(ids)
	}
	m.notes.tell(m.env.locale.NothingMarked)
	return nil
}

// markRead marks articles read, as one action.
func (m *marker) markRead(ids []feed.ID) tea.Cmd {
	a := store.Action{}
	for _, id := range ids {
		if was := m.env.deps.Store.SetRead(id, true); !was.Read {
			a.Changes = append(a.Changes, store.Change{ID: id, Mark: store.MarkRead})
		}
	}
	if len(a.Changes) == 1 {
		a.Title = strings.TrimSpace(m.titleOf(a.Changes[0].ID))
	}
	m.env.deps.Store.Did(a)
	m.notes.tell(fill(m.env.locale.ManyMarked, m.env.locale.Count(len(a.Changes), m.env.locale.ArticleNoun)))
	m.showAllMarks()
	return tea.Batch(m.ui.work.saveLater(saveSoon), m.ui.lists.recount())
}

// showAllMarks shows the marks of everything that is listed.
func (m *marker) showAllMarks() {
	for _, titles := range m.ui.lists.titleLists() {
		for _, it := range titles.Items() {
			if st := m.env.deps.Store.State(it.ID); st.Read != it.Read || st.Starred != it.Starred {
				titles.Mark(it.ID, st.Read, st.Starred)
			}
		}
	}
	for _, it := range m.ui.read.related.Items() {
		st := m.env.deps.Store.State(it.ID)
		m.ui.read.related.Mark(it.ID, st.Read, st.Starred)
	}
}

// toggleWatch follows the target's story, or no longer, by whichever of its chapters
// it was followed. What is known at once is shown at once.
func (m *marker) toggleWatch() tea.Cmd {
	id, title := m.ui.target()
	if id == 0 {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	seeds := m.ui.lists.watching.chapters[id]
	if len(seeds) == 0 && m.env.deps.Store.State(id).Watched {
		seeds = []feed.ID{id}
	}
	if len(seeds) == 0 {
		cmd := m.change(id, title, m.env.deps.Store.SetWatched(id, true))
		if m.ui.lists.watching.chapters == nil {
			m.ui.lists.watching.chapters = map[feed.ID][]feed.ID{}
		}
		m.ui.lists.watching.chapters[id] = []feed.ID{id}
		m.notes.tell(m.env.locale.WatchAdded)
		m.ui.lists.showWatched()
		return tea.Batch(cmd, m.ui.lists.watchAgain())
	}
	var cmds []tea.Cmd
	for _, seed := range seeds {
		cmds = append(cmds, m.change(seed, title, m.env.deps.Store.SetWatched(seed, false)))
	}
	for chapter, of := range m.ui.lists.watching.chapters {
		m.ui.lists.watching.chapters[chapter] = slices.DeleteFunc(of, func(seed feed.ID) bool {
			return slices.Contains(seeds, seed)
		})
	}
	m.notes.tell(m.env.locale.WatchRemoved)
	m.ui.lists.showWatched()
	return tea.Batch(append(cmds, m.ui.lists.watchAgain())...)
}

// dismiss takes the chosen related story away from the open article's.
func (m *marker) dismiss() tea.Cmd {
	it, ok := m.ui.read.related.Selected()
	if !ok || m.ui.focus != layout.Related {
		m.notes.tell(m.env.locale.DismissWhere)
		return nil
	}
	m.env.deps.Store.Dismiss(m.ui.read.article.want.ID, it.Key, true)
	m.env.deps.Store.Did(store.Action{Title: it.Title, Changes: []store.Change{
		{ID: m.ui.read.article.want.ID, Mark: store.MarkDismissed, Story: it.Key}}})
	at := m.ui.read.related.Cursor()
	var left []store.Related
	for _, r := range m.ui.read.article.stories {
		if r.Key() != it.Key {
			left = append(left, r)
		}
	}
	m.ui.read.article.stories = left
	if len(left) == 0 {
		m.ui.read.related.Clear(m.env.locale.EmptyRelated)
	}
	cmd := m.ui.read.showStories()
	m.ui.read.related.Select(min(at, len(left)-1))
	m.notes.tell(fill(m.env.locale.Dismissed, it.Title))
	// Asked again: an answer that is on its way would bring it back.
	return tea.Batch(cmd, m.ui.read.relate(), m.ui.work.saveLater(saveSoon))
}

// restored shows a dismissed story that was brought back.
func (m *marker) restored(c store.Change) tea.Cmd {
	if c.ID != m.ui.read.article.want.ID {
		return nil
	}
	m.ui.read.article.choose = c.Story
	return m.ui.read.relate()
}

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

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
