package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/ui/headlines"
	"breageek/ui/layout"
	"breageek/ui/reader"
)

// atStart says whether nothing of the list on the screen was opened or chosen
// yet: then "next" opens the chosen headline itself.
func (m *browseModel) atStart() bool {
	if m.search.active && m.timeline.of == 0 {
		return m.search.fromStart
	}
	return len(m.ui.read.trail.visits) == 0 || m.listing.fromStart
}

// moved ends that: the reader chose a headline.
func (m *browseModel) moved() { m.search.fromStart, m.listing.fromStart = false, false }

// neighbour opens the headline n below the chosen one, from whatever pane.
func (m *Model) neighbour(n int) tea.Cmd {
	if m.lists.awaitsList(func() tea.Cmd { return m.neighbour(n) }) {
		return nil
	}
	it, ok := m.lists.active().Selected()
	if !ok {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	if !m.lists.atStart() && !m.lists.active().Move(n) {
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
	if m.lists.awaitsList(m.nextUnread) {
		return nil
	}
	items, from := m.lists.active().Items(), m.lists.active().Cursor()+1
	if m.lists.atStart() {
		from--
	}
	for i := from; i < len(items); i++ {
		if !items[i].Read {
			return m.open(items[i].ID)
		}
	}
	if m.lists.windowed() && !m.lists.listing.whole {
		m.lists.listing.then = m.nextUnread
		return m.lists.older()
	} else if m.lists.windowed() && m.lists.listing.above > 0 && m.lists.listing.counts.Unread > 0 {
		cmd := m.lists.relist()
		m.lists.listing.then = m.firstUnread
		return cmd
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
		if m.lists.afterSearch(m.enter) {
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

// lead shows the first unread headline before the reader opened any: a front
// page, not a reading. It is not marked. A reader who was following a story when
// the program ended goes on there.
func (m *Model) lead() tea.Cmd {
	if here := m.read.trail.here(); here != nil && here.byWay && len(m.read.trail.chain()) > 1 {
		m.lists.listing.fromStart = !m.lists.headlines.Choose(m.read.trail.chain()[0].id)
		return tea.Batch(m.read.show(here.id, here.place), m.focusOn(layout.Reader))
	}
	items := m.lists.headlines.Items()
	if len(items) == 0 {
		m.read.reader.Clear("")
		m.read.related.Clear("")
		return nil
	}
	id := leading(items)
	m.read.article.lead = true
	if m.lists.headlines.Cursor() == 0 {
		m.lists.headlines.Choose(id)
	}
	return m.read.show(id, reader.Place{})
}

// leading gives the first unread headline, or the first of all; 0 where there is
// none.
func leading(items []headlines.Item) feed.ID {
	for _, it := range items {
		if !it.Read {
			return it.ID
		}
	}
	if len(items) == 0 {
		return 0
	}
	return items[0].ID
}

// open opens an article of the list, where it is chosen: it is read, and a step on the
// trail.
func (m *Model) open(id feed.ID) tea.Cmd {
	m.lists.moved()
	m.lists.active().Choose(id)
	m.lists.headlines.Choose(id)
	return tea.Batch(m.visit(visit{id: id}), m.lists.nearEnd())
}

// visit opens an article from wherever. Going on from one related story to the next is
// looking around: the place in the list is kept for the way back to it.
func (m *Model) visit(v visit) tea.Cmd {
	m.read.keepPlace()
	v.title = m.marks.titleOf(v.id)
	m.read.trail.push(v)
	kept := m.env.deps.Store.State(v.id).Place
	return m.arrive(v.id, reader.Place{Block: kept.Block, Letter: kept.Letter})
}

// arrive shows an article that the reader asked for.
func (m *Model) arrive(id feed.ID, place reader.Place) tea.Cmd {
	m.read.article.lead = false
	m.read.keepTrail()
	cmds := []tea.Cmd{m.marks.markOpened(id), m.read.show(id, place)}
	if m.frame.Shape == layout.Single {
		cmds = append(cmds, m.focusOn(layout.Reader))
	}
	return tea.Batch(cmds...)
}
