package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/layout"
	"breageek/ui/locale"
)

// fellBack shows the sample edition.
func (m *Model) fellBack(msg fallbackMsg) tea.Cmd {
	m.work.refresh.fallback = false
	if msg.err != nil {
		m.notes.fail(msg.err)
	}
	if msg.err != nil || m.env.home.Store != nil || !m.lists.blank() {
		if msg.library.Store == nil {
			return nil
		}
		return closeCommand(msg.library) // a source was faster, or it is of no use
	}
	why := m.env.Locale.OfflineSample
	if len(m.work.refresh.failed) > 0 {
		why = locale.Fill(m.env.Locale.SampleInstead, m.work.failures(""))
	}
	m.env.home = m.env.Library
	m.notes.warn(why)
	return tea.Batch(m.move(msg.library), m.complete(msg.library))
}

// comeHome goes back to the user's own archive, once a source answered.
func (m *Model) comeHome() tea.Cmd {
	sample, home := m.env.Library, m.env.home
	m.env.home = Library{}
	return tea.Batch(m.move(home), closeCommand(sample), m.complete(home))
}

// move shows another library from its top.
func (m *Model) move(l Library) tea.Cmd {
	m.env.Library = l
	m.foot.prompt.what = nothing
	m.pending = pending{}
	m.work.reset()
	return tea.Batch(m.read.reset(), m.lists.reset(), m.focusOn(layout.Headlines),
		m.work.sync(syncEvery))
}

// complete asks for the pages of articles whose text is missing, or for pictures alone where
// no page may be asked for.
func (m *Model) complete(l Library) tea.Cmd {
	if m.env.FullText == refresh.Never {
		return m.read.collect(l)
	}
	return m.work.complete(l)
}

// listed takes a window of the list, and does what waited for it: the lead story, the first
// refresh, the step that needed older headlines.
func (m *Model) listed(msg listMsg) tea.Cmd {
	t := m.lists.listed(msg, reading{m.read.wanted(), m.read.visited()})
	if !t.ok {
		return nil
	}
	m.work.answeredAt(msg.lastOK)
	cmds := []tea.Cmd{m.lists.reloadMarked()}
	if t.led || m.read.wanted() == 0 {
		cmds = append(cmds, m.lead())
	}
	if t.first && !m.work.begun() {
		cmds = append(cmds, m.work.firstRefresh(m.shown()))
	}
	return tea.Batch(append(cmds, m.came(forList))...)
}

// found takes what a search found.
func (m *Model) found(msg foundMsg) tea.Cmd {
	if !m.lists.wasFound(msg) {
		return nil
	}
	return m.came(forResults)
}

// shown is what the work has to know of the list.
func (m *Model) shown() shown {
	return shown{top: m.lists.atTop(), blank: m.lists.blank()}
}

// apply shows what a step of the work changed.
func (m *Model) apply(s step) tea.Cmd {
	cmds := []tea.Cmd{s.cmd, m.read.updated(s.updated)}
	if s.answered {
		m.read.online()
	}
	if s.page != 0 {
		m.lists.textCame(s.page)
	}
	if s.ended {
		m.lists.newsTold(s.news)
	}
	if s.home {
		return tea.Batch(append(cmds, m.comeHome())...)
	}
	if s.listed {
		cmds = append(cmds, m.lists.reloadIfIdle())
	}
	if s.changed {
		cmds = append(cmds, m.lists.list(), m.read.relateAgain(), m.lists.watchAgain())
	}
	if s.complete {
		cmds = append(cmds, m.complete(m.env.own()))
	}
	if s.collect {
		cmds = append(cmds, m.read.collect(m.env.own()))
	}
	return tea.Batch(cmds...)
}

// synced shows what another program or machine wrote.
func (m *Model) synced(msg syncedMsg) tea.Cmd {
	ours, changed, cmd := m.work.synced(msg)
	if !ours {
		return nil // of a library that is not shown any more
	}
	cmd = tea.Batch(cmd, m.lists.lookForNews(msg.written))
	if !changed {
		return cmd
	}
	m.marks.showAllMarks()
	return tea.Batch(cmd, m.lists.recount(), m.lists.watchAgain())
}

// saved takes what became of the marks, and leaves where only that was waited for.
func (m *Model) saved(msg savedMsg) tea.Cmd {
	leave, cmd := m.work.saved(msg)
	if leave {
		return m.leave()
	}
	return cmd
}

// paged takes what became of a page that was asked for.
func (m *Model) paged(msg pageMsg) tea.Cmd {
	cmd := m.read.paged(msg, m.foot.prompt.what != nothing || m.help.shown)
	if msg.err == nil {
		cmd = tea.Batch(cmd, m.lists.list())
	}
	return cmd
}

// told shows a timeline in the list's place.
func (m *Model) told(msg storyMsg) tea.Cmd {
	if !m.lists.told(msg, m.focus) {
		return nil
	}
	return m.focusOn(layout.Headlines)
}

// tick asks for news where it is time.
func (m *Model) tick() tea.Cmd {
	m.lists.tick()
	return m.work.tick()
}

// opened marks an article read that the user asked for, and shows its pane where only one fits.
func (m *Model) opened(id feed.ID, title string) tea.Cmd {
	m.lists.setCurrent(id)
	cmd := m.marks.markOpened(id, title)
	if m.frame.Shape == layout.Single {
		cmd = tea.Batch(cmd, m.focusOn(layout.Reader))
	}
	return cmd
}

// settle has each part know what the others did, once a message is dealt with.
func (m *Model) settle() tea.Cmd {
	m.read.showWay()
	m.lists.setWork(m.work.refresh.running, m.work.refresh.completing)
	var cmd tea.Cmd
	if m.read.storiesShown() {
		cmd = m.came(forStories)
	}
	return tea.Batch(cmd, m.work.saveIfNeeded())
}
