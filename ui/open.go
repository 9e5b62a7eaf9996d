package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/ui/browse"
	"breageek/ui/layout"
)

// neighbour opens the headline n below the chosen one, from whatever pane.
func (m *Model) neighbour(n int) tea.Cmd {
	if m.awaitsList(func() tea.Cmd { return m.neighbour(n) }) {
		return nil
	}
	it, ok := m.lists.Active().Selected()
	if !ok {
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	}
	if !m.lists.AtStart(m.read.Visited()) && !m.lists.Active().Move(n) {
		if n > 0 {
			m.notes.Info(m.env.Locale.LastOne)
		} else {
			m.notes.Info(m.env.Locale.FirstOne)
		}
		return m.lists.NearEnd()
	}
	it, _ = m.lists.Active().Selected()
	return m.open(it.ID)
}

// nextUnread opens the first unread headline below the chosen one, then those
// above it. Where the window of the list ends, older headlines are asked for,
// and at their end the list is looked through from its top.
func (m *Model) nextUnread() tea.Cmd {
	if m.awaitsList(m.nextUnread) {
		return nil
	}
	id, more, cmd := m.lists.NextUnread(m.read.Visited())
	switch more {
	case browse.MoreBelow:
		m.pending.wait(forList, m.nextUnread)
		return cmd
	case browse.MoreAbove:
		m.pending.wait(forList, func() tea.Cmd { return m.openUnread(m.lists.FirstUnread()) })
		return cmd
	}
	return m.openUnread(id)
}

// openUnread opens an unread headline, if there is one.
func (m *Model) openUnread(id feed.ID) tea.Cmd {
	if id == 0 {
		m.notes.Info(m.env.Locale.NoNextUnread)
		return nil
	}
	return m.open(id)
}

// enter opens what is chosen in the pane that has the keys.
func (m *Model) enter() tea.Cmd {
	switch m.focus {
	case layout.Headlines:
		if m.afterSearch(m.enter) {
			return nil
		}
		it, ok := m.lists.Active().Selected()
		if !ok {
			return nil
		}
		return tea.Batch(m.open(it.ID), m.focusOn(layout.Reader))
	case layout.Related:
		return m.read.Stories.OpenStory(m.read.Related.Cursor())
	}
	if m.read.IsLead() {
		return m.open(m.read.Wanted())
	}
	return m.read.Links.StartFollowing()
}

// showLead shows the first unread headline before the user opened any: a front page, not a
// reading. It is not marked. A user who was following a story when the program ended goes on
// there.
func (m *Model) showLead() tea.Cmd {
	if from, cmd, ok := m.read.ResumeStory(); ok {
		m.lists.StartAt(from)
		return tea.Batch(cmd, m.focusOn(layout.Reader))
	}
	return m.read.Lead(m.lists.Lead())
}

// open opens an article of the list, where it is chosen: it is read, and a step on the
// trail.
func (m *Model) open(id feed.ID) tea.Cmd {
	m.lists.ChooseOpened(id)
	return tea.Batch(m.read.Open(id, m.lists.TitleOf(id)), m.lists.NearEnd())
}

// cycle shows all headlines, then the unread, then the starred.
func (m *Model) cycle() tea.Cmd {
	cmd := m.lists.Cycle()
	return tea.Batch(m.focusOn(0), cmd)
}

// nextStory and prevStory walk the related stories.
func (m *Model) nextStory() tea.Cmd {
	if m.read.Stories.StoriesLate() {
		m.pending.wait(forStories, m.nextStory)
		return nil
	}
	return m.read.Stories.NextStory()
}

func (m *Model) prevStory() tea.Cmd {
	if m.pending.due(forStories) ||
		m.read.Stories.WentToStory() && m.read.Stories.StoriesLate() {
		m.pending.wait(forStories, m.prevStory)
		return nil
	}
	return m.read.Stories.PrevStory()
}

// back goes back to where the user came from.
func (m *Model) back() tea.Cmd {
	if m.lists.InTimeline() && m.focus == layout.Headlines {
		return m.endStory()
	}
	return m.read.Back()
}

// endStory shows the list again, and gives the keys back to the pane that had them.
func (m *Model) endStory() tea.Cmd {
	back, shown := m.lists.EndStory()
	if shown && m.focus == layout.Headlines {
		return m.focusOn(back)
	}
	return nil
}

// markAbove and markAll mark a part of the list as read, or all of it.
func (m *marker) markAbove() tea.Cmd { return m.markList(m.markAbove, m.ui.lists.Bulk.MarkAbove) }
func (m *marker) markAll() tea.Cmd   { return m.markList(m.markAll, m.ui.lists.Bulk.MarkAll) }

func (m *marker) markList(again func() tea.Cmd, find func() ([]feed.ID, tea.Cmd)) tea.Cmd {
	if m.ui.afterSearch(again) {
		return nil
	}
	ids, cmd := find()
	if len(ids) > 0 {
		return tea.Batch(cmd, m.ui.marks.markRead(ids))
	}
	return cmd
}

// toggleTimeline turns the list into the timeline of the target's story, or back.
func (m *Model) toggleTimeline() tea.Cmd {
	if m.lists.InTimeline() {
		return m.endStory()
	}
	id, _ := m.target()
	if id == 0 {
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	}
	return m.lists.Story(id)
}
