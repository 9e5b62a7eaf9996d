package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/ui/headlines"
	"breageek/ui/layout"
	"breageek/ui/related"
)

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

// openStory opens a related story: one that is kept in its pane, one of another
// site in the browser. One that is not kept yet is fetched first.
func (m *readModel) openStory(i int) tea.Cmd {
	items := m.related.Items()
	if i < 0 || i >= len(items) {
		return nil
	}
	m.related.Select(i)
	it := items[i]
	switch {
	case it.Outside:
		return m.ui.export.openURL(it.URL)
	case it.ID == 0:
		m.passOver(i) // where it cannot be had the next key goes on
		return m.openLink(it.URL, it.Title)
	}
	m.passOver(i)
	return tea.Batch(m.ui.visit(visit{id: it.ID, byWay: true}), m.ui.focusOn(layout.Reader))
}

// passOver notes that the reader goes on from here by related story i.
func (m *readModel) passOver(i int) {
	if m.article.lead {
		// The way back leads to what was on the screen.
		m.trail.push(visit{id: m.article.want.ID, title: m.article.entry.Heading(),
			place: m.reader.Place()})
	}
	if here := m.trail.here(); here != nil {
		here.story = m.related.Items()[i].Key
	}
}

// leadsOn says whether a related story is opened on the way from one to the next:
// not one of another site, nor one that lies behind, nor one that would have to be
// fetched where the reader wants nothing to be.
func (m *readModel) leadsOn(it related.Item) bool {
	if it.ID == 0 {
		return !it.Outside && !m.env.deps.Offline
	}
	return !m.trail.behind(it.ID)
}

// openedLast is the index of the related story that was opened from here last, -1
// where none was or where it is gone.
func (m *readModel) openedLast() int {
	here := m.trail.here()
	if here == nil || here.id != m.article.want.ID {
		return -1
	}
	return slices.IndexFunc(m.related.Items(), func(it related.Item) bool {
		return here.story != 0 && it.Key == here.story
	})
}

// nextStory opens the related story after the one opened last from here, and
// passes over those that lie behind on the trail.
func (m *readModel) nextStory() tea.Cmd {
	if !m.storiesShown() && m.article.want.ID != 0 {
		m.article.then = m.nextStory // the key was faster than the disk
		return nil
	}
	for i := m.openedLast() + 1; i < len(m.related.Items()); i++ {
		if m.leadsOn(m.related.Items()[i]) {
			return m.openStory(i)
		}
	}
	m.notes.tell(m.env.locale.NoRelatedLeft)
	return nil
}

// prevStory opens the related story before the one opened last from here, or
// goes back to the article whose related story this is.
func (m *readModel) prevStory() tea.Cmd {
	here := m.trail.here()
	if here == nil || here.id != m.article.want.ID {
		m.notes.tell(m.env.locale.NoRelatedLeft)
		return nil
	}
	if here.story != 0 && !m.storiesShown() {
		m.article.then = m.prevStory // the key was faster than the disk
		return nil
	}
	for i := m.openedLast() - 1; i >= 0; i-- {
		if items := m.related.Items(); i < len(items) && m.leadsOn(items[i]) {
			return m.openStory(i)
		}
	}
	if here.byWay {
		return m.back()
	}
	m.notes.tell(m.env.locale.NoRelatedLeft)
	return nil
}

// back and forward walk the reading history; each article comes back at the
// place it was left at.
func (m *readModel) back() tea.Cmd {
	if m.ui.lists.timeline.of != 0 && m.ui.focus == layout.Headlines {
		return m.ui.lists.endStory()
	}
	if m.article.lead && m.trail.here() != nil && m.trail.here().id != m.article.want.ID {
		return m.walk(0) // the front page is no step of the way
	}
	if m.trail.at == 0 || len(m.trail.visits) == 0 {
		m.notes.tell(m.env.locale.NoBack)
		return nil
	}
	return m.walk(-1)
}

func (m *readModel) forward() tea.Cmd {
	if m.trail.at+1 >= len(m.trail.visits) {
		m.notes.tell(m.env.locale.NoForward)
		return nil
	}
	return m.walk(1)
}

func (m *readModel) walk(step int) tea.Cmd {
	m.keepPlace()
	from := m.trail.chain()[0].id
	m.trail.at += step
	m.goAlong(from, m.trail.chain()[0].id)
	v := m.trail.visits[m.trail.at]
	return m.ui.arrive(v.id, v.place)
}

// goAlong has the place in the list go from one opened headline to another, where the
// reader walks the history between them. A place that they have moved since is theirs.
func (m *readModel) goAlong(from, to feed.ID) {
	for _, titles := range []*headlines.Model{m.ui.lists.headlines, m.ui.lists.active()} {
		if it, ok := titles.Selected(); ok && it.ID == from {
			titles.Choose(to)
		}
	}
}

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
