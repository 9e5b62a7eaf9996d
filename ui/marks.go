package ui

import (
	"cmp"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/export"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
	"breageek/ui/work"
)

// bulkKey hears whether the reader means it.
func (m *marker) bulkKey(msg tea.KeyPressMsg) tea.Cmd {
	ids := m.ui.lists.Bulk.Confirmed()
	if key.Matches(msg, m.ui.keys.Yes) {
		return m.ui.marks.markRead(ids)
	}
	m.notes.Info(m.env.Locale.NothingMarked)
	return nil
}

// markRead marks articles read, as one action.
func (m *marker) markRead(ids []feed.ID) tea.Cmd {
	a := store.Action{}
	for _, id := range ids {
		if was := m.env.Store.SetRead(id, true); !was.Read {
			a.Changes = append(a.Changes, store.Change{ID: id, Mark: store.MarkRead})
		}
	}
	if len(a.Changes) == 1 {
		a.Title = strings.TrimSpace(m.ui.lists.TitleOf(a.Changes[0].ID))
	}
	m.env.Store.Record(a)
	l := m.env.Locale
	m.notes.Info(locale.Fill(l.ManyMarked, l.Count(len(a.Changes), l.ArticleNoun)))
	m.showAllMarks()
	return tea.Batch(m.ui.work.SaveLater(work.SaveSoon), m.ui.lists.Recount())
}

// showAllMarks shows the marks of everything that is listed.
func (m *marker) showAllMarks() {
	m.ui.lists.ShowMarks()
	m.ui.read.Stories.ShowMarks()
}

// toggleWatch follows the target's story, or no longer, by whichever of its chapters
// it was followed. What is known at once is shown at once.
func (m *marker) toggleWatch() tea.Cmd {
	id, title := m.ui.target()
	if id == 0 {
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	}
	seeds := m.ui.lists.Watched.WatchedBy(id)
	if len(seeds) == 0 && m.env.Store.State(id).Watched {
		seeds = []feed.ID{id}
	}
	var cmds []tea.Cmd
	if len(seeds) == 0 {
		cmds = append(cmds, m.change(id, title, m.env.Store.SetWatched(id, true)))
		m.ui.lists.Watched.Watch(id)
		m.notes.Info(m.env.Locale.WatchAdded)
	} else {
		for _, seed := range seeds {
			cmds = append(cmds, m.change(seed, title, m.env.Store.SetWatched(seed, false)))
		}
		m.ui.lists.Watched.Unwatch(seeds)
		m.notes.Info(m.env.Locale.WatchRemoved)
	}
	m.ui.lists.Watched.ShowWatched()
	return tea.Batch(append(cmds, m.ui.lists.Watched.WatchAgain())...)
}

// dismiss takes the chosen related story away from the open article's.
func (m *marker) dismiss() tea.Cmd {
	of := m.ui.read.Wanted()
	key, title, cmd := m.ui.read.Stories.Dismiss()
	if key == 0 {
		m.notes.Info(m.env.Locale.DismissWhere)
		return nil
	}
	m.env.Store.Dismiss(of, key, true)
	m.env.Store.Record(store.Action{Title: title, Changes: []store.Change{
		{ID: of, Mark: store.MarkDismissed, Story: key}}})
	m.notes.Info(locale.Fill(m.env.Locale.Dismissed, title))
	return tea.Batch(cmd, m.ui.work.SaveLater(work.SaveSoon))
}

// target is the article that a mark is for: the chosen one in a list, the open
// one in the article pane.
func (m *Model) target() (id feed.ID, title string) {
	switch m.focus {
	case layout.Headlines:
		if it, ok := m.lists.Active().Selected(); ok {
			return it.ID, it.Title
		}
		return 0, ""
	case layout.Related:
		if it, ok := m.read.Related.Selected(); ok {
			return it.ID, it.Title
		}
	}
	return m.read.Wanted(), m.read.Heading()
}

// exported is what is handed to another program: the target, also where it is a related story
// that is not kept.
func (m *Model) exported() export.Target {
	if it, ok := m.read.Related.Selected(); ok && m.focus == layout.Related && it.ID == 0 {
		return export.Target{Title: it.Title, URL: it.URL, Outside: it.Outside}
	}
	id, title := m.target()
	return export.Target{ID: id, Title: title}
}

// markOpened marks an article read because it was opened.
func (m *marker) markOpened(id feed.ID, title string) tea.Cmd {
	if m.env.Store.State(id).Read {
		return nil
	}
	return m.change(id, title, m.env.Store.SetRead(id, true))
}

// toggleRead and toggleStar change the target's marks.
func (m *marker) toggleRead() tea.Cmd {
	id, title := m.ui.target()
	if id == 0 {
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	}
	read := !m.env.Store.State(id).Read
	cmd := m.change(id, title, m.env.Store.SetRead(id, read))
	if read {
		m.notes.Info(m.env.Locale.MarkedRead)
	} else {
		m.notes.Info(m.env.Locale.MarkedUnread)
	}
	return cmd
}

func (m *marker) toggleStar() tea.Cmd {
	id, title := m.ui.target()
	if id == 0 {
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	}
	starred := !m.env.Store.State(id).Starred
	cmd := m.change(id, title, m.env.Store.SetStarred(id, starred))
	if starred {
		m.notes.Info(m.env.Locale.StarAdded)
	} else {
		m.notes.Info(m.env.Locale.StarRemoved)
	}
	return cmd
}

// change notes what can be taken back, and shows and saves what was done.
func (m *marker) change(id feed.ID, title string, was store.State) tea.Cmd {
	now := m.env.Store.State(id)
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
	m.env.Store.Record(a)
	return m.showMarks(id, was)
}

// undo undoes the last action, of this run or of one before.
func (m *marker) undo() tea.Cmd {
	a, ok := m.env.Store.Undo()
	if !ok {
		m.notes.Info(m.env.Locale.NothingToUndo)
		return nil
	}
	m.notes.Info(undone(m.env.Locale, a))
	cmds := []tea.Cmd{m.ui.work.SaveLater(work.SaveSoon)}
	for _, c := range a.Changes {
		switch c.Mark {
		case store.MarkDismissed:
			cmds = append(cmds, m.ui.read.Stories.Restored(c.ID, c.Story))
		case store.MarkWatched:
			cmds = append(cmds, m.ui.lists.Watched.WatchAgain())
		}
	}
	m.showAllMarks()
	return tea.Batch(append(cmds, m.ui.lists.Recount())...)
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
		return locale.Fill(l.Undone, said, cmp.Or(a.Title, l.Untitled))
	case first.Mark == store.MarkRead && !first.Was:
		return locale.Fill(l.UndoneMany, l.Count(n, l.UnreadAgain))
	case first.Mark == store.MarkRead:
		return locale.Fill(l.UndoneMany, l.Count(n, l.ReadAgain))
	default:
		return locale.Fill(l.Undone, said, l.Count(n, l.ArticleNoun))
	}
}

// showMarks shows an article's marks wherever it is listed, and has them saved.
// was is what they were before.
func (m *marker) showMarks(id feed.ID, was store.State) tea.Cmd {
	m.ui.lists.ShowMark(id, was)
	m.ui.read.Stories.ShowMarks()
	return m.ui.work.SaveLater(work.SaveSoon)
}

// marker sets and takes back marks.
type marker struct {
	ui    *Model
	env   *session.Session
	notes *notice.Board
}
