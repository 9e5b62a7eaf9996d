package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
)

// neighbour opens the headline n below the chosen one, from whatever pane.
func (m *Model) neighbour(n int) tea.Cmd {
	if m.awaitsList(func() tea.Cmd { return m.neighbour(n) }) {
		return nil
	}
	it, ok := m.lists.active().Selected()
	if !ok {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	if !m.lists.atStart(m.read.visited()) && !m.lists.active().Move(n) {
		if n > 0 {
			m.notes.tell(m.env.locale.LastOne)
		} else {
			m.notes.tell(m.env.locale.FirstOne)
		}
		return m.lists.nearEnd()
	}
	it, _ = m.lists.active().Selected()
	return m.open(it.ID)
}

// nextUnread opens the first unread headline below the chosen one, then those
// above it. Where the window of the list ends, older headlines are asked for,
// and at their end the list is looked through from its top.
func (m *Model) nextUnread() tea.Cmd {
	if m.awaitsList(m.nextUnread) {
		return nil
	}
	items, from := m.lists.active().Items(), m.lists.active().Cursor()+1
	if m.lists.atStart(m.read.visited()) {
		from--
	}
	for i := from; i < len(items); i++ {
		if !items[i].Read {
			return m.open(items[i].ID)
		}
	}
	if m.lists.windowed() && !m.lists.listing.whole {
		m.wait(forList, m.nextUnread)
		return m.lists.older()
	} else if m.lists.windowed() && m.lists.listing.above > 0 && m.lists.listing.counts.Unread > 0 {
		m.wait(forList, m.firstUnread)
		return m.lists.relist()
	}
	return m.firstUnread()
}

// firstUnread opens the first unread headline of the list on the screen.
func (m *Model) firstUnread() tea.Cmd {
	for _, it := range m.lists.active().Items() {
		if !it.Read {
			return m.open(it.ID)
		}
	}
	m.notes.tell(m.env.locale.NoNextUnread)
	return nil
}

// enter opens what is chosen in the pane that has the keys.
func (m *Model) enter() tea.Cmd {
	switch m.focus {
	case layout.Headlines:
		if m.afterSearch(m.enter) {
			return nil
		}
		it, ok := m.lists.active().Selected()
		if !ok {
			return nil
		}
		return tea.Batch(m.open(it.ID), m.focusOn(layout.Reader))
	case layout.Related:
		return m.read.openStory(m.read.related.Cursor())
	}
	if m.read.article.lead {
		return m.open(m.read.article.want.ID)
	}
	return m.read.startFollowing()
}

// lead shows the first unread headline before the user opened any: a front page, not a
// reading. It is not marked. A user who was following a story when the program ended goes on
// there.
func (m *Model) lead() tea.Cmd {
	if from, cmd, ok := m.read.goOn(); ok {
		m.lists.startAt(from)
		return tea.Batch(cmd, m.focusOn(layout.Reader))
	}
	return m.read.lead(m.lists.lead())
}

// open opens an article of the list, where it is chosen: it is read, and a step on the
// trail.
func (m *Model) open(id feed.ID) tea.Cmd {
	m.lists.moved()
	m.lists.active().Choose(id)
	m.lists.headlines.Choose(id)
	return tea.Batch(m.read.open(id, m.lists.titleOf(id)), m.lists.nearEnd())
}

// cycle shows all headlines, then the unread, then the starred.
func (m *Model) cycle() tea.Cmd {
	m.lists.timeline.end()
	m.lists.endSearch()
	if it, ok := m.lists.headlines.Selected(); ok {
		m.lists.listing.choose = it.ID
	}
	m.lists.listing.filter = (m.lists.listing.filter + 1) % (store.Starred + 1)
	return tea.Batch(m.focusOn(0), m.lists.relist())
}

// nextStory and prevStory walk the related stories.
func (m *Model) nextStory() tea.Cmd {
	if m.read.storiesLate() {
		m.wait(forStories, m.nextStory)
		return nil
	}
	return m.read.nextStory()
}

func (m *Model) prevStory() tea.Cmd {
	if m.read.cameByStory() && m.read.storiesLate() {
		m.wait(forStories, m.prevStory)
		return nil
	}
	return m.read.prevStory()
}

// back goes back to where the user came from.
func (m *Model) back() tea.Cmd {
	if m.lists.timeline.of != 0 && m.focus == layout.Headlines {
		return m.endStory()
	}
	return m.read.back()
}

// endStory shows the list again, and gives the keys back to the pane that had them.
func (m *Model) endStory() tea.Cmd {
	back, shown := m.lists.endStory()
	if shown && m.focus == layout.Headlines {
		return m.focusOn(back)
	}
	return nil
}

// markAbove and markAll mark a part of the list as read, or all of it.
func (m *Model) markAbove() tea.Cmd { return m.markList(m.markAbove, m.lists.markAbove) }
func (m *Model) markAll() tea.Cmd   { return m.markList(m.markAll, m.lists.markAll) }

func (m *Model) markList(again func() tea.Cmd, find func() ([]feed.ID, tea.Cmd)) tea.Cmd {
	if m.afterSearch(again) {
		return nil
	}
	ids, cmd := find()
	if len(ids) > 0 {
		return tea.Batch(cmd, m.marks.markRead(ids))
	}
	return cmd
}

// toggleTimeline turns the list into the timeline of the target's story, or back.
func (m *Model) toggleTimeline() tea.Cmd {
	if m.lists.timeline.of != 0 {
		return m.endStory()
	}
	id, _ := m.target()
	if id == 0 {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	m.lists.timeline.number++
	return storyCommand(m.env.ctx, m.env.deps.Store, m.lists.timeline.number, id)
}
