package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/browse"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/read"
	"breageek/ui/session"
	"breageek/ui/work"
)

// fellBack shows the sample edition.
func (m *Model) fellBack(msg work.FallbackMsg) tea.Cmd {
	m.work.Progress.Fallback = false
	if msg.Err != nil {
		m.notes.Error(msg.Err)
	}
	if msg.Err != nil || m.env.Home.Store != nil || !m.lists.Blank() {
		if msg.Library.Store == nil {
			return nil
		}
		return work.CloseCommand(msg.Library) // a source was faster, or it is of no use
	}
	why := m.env.Locale.OfflineSample
	if len(m.work.Progress.Failed) > 0 {
		why = locale.Fill(m.env.Locale.SampleInstead, m.work.Failures(""))
	}
	m.env.Home = m.env.Library
	m.notes.Warn(why)
	return tea.Batch(m.move(msg.Library), m.complete(msg.Library))
}

// comeHome goes back to the user's own archive, once a source answered.
func (m *Model) comeHome() tea.Cmd {
	sample, home := m.env.Library, m.env.Home
	m.env.Home = session.Library{}
	return tea.Batch(m.move(home), work.CloseCommand(sample), m.complete(home))
}

// move shows another library from its top.
func (m *Model) move(l session.Library) tea.Cmd {
	m.env.Library = l
	m.foot.prompt.what = nothing
	m.pending = pending{}
	m.work.Reset()
	return tea.Batch(m.read.Reset(), m.lists.Reset(), m.focusOn(layout.Headlines),
		m.work.Sync(work.SyncEvery))
}

// complete asks for the pages of articles whose text is missing, or for pictures alone where
// no page may be asked for.
func (m *Model) complete(l session.Library) tea.Cmd {
	if m.env.FullText == refresh.Never {
		return m.read.Pictures.Collect(l)
	}
	return m.work.Complete(l)
}

// listed takes a window of the list, and does what waited for it: the lead story, the first
// refresh, the step that needed older headlines.
func (m *Model) listed(msg browse.ListMsg) tea.Cmd {
	t := m.lists.ShowWindow(msg, browse.Reading{Wanted: m.read.Wanted(), Visited: m.read.Visited()})
	if !t.OK {
		return nil
	}
	m.work.AnsweredAt(msg.LastOK)
	cmds := []tea.Cmd{m.lists.ReloadMarked()}
	if t.LeadChanged || m.read.Wanted() == 0 {
		cmds = append(cmds, m.showLead())
	}
	if t.First && !m.work.Begun() {
		cmds = append(cmds, m.work.FirstRefresh(m.shown()))
	}
	return tea.Batch(append(cmds, m.pending.came(forList))...)
}

// shown is what the work has to know of the list.
func (m *Model) shown() work.Shown {
	return work.Shown{Top: m.lists.AtTop(), Blank: m.lists.Blank()}
}

// apply shows what a step of the work changed.
func (m *Model) apply(s work.Step) tea.Cmd {
	m.lists.Brought(s.New)
	cmds := []tea.Cmd{s.Cmd, m.read.Updated(s.Updated)}
	if s.Answered {
		m.read.Pictures.Online()
	}
	if s.Page != 0 {
		m.lists.Watched.TextCame(s.Page)
	}
	if s.Ended {
		m.lists.Watched.NewsTold(s.News)
	}
	if s.Home {
		return tea.Batch(append(cmds, m.comeHome())...)
	}
	if s.Listed {
		cmds = append(cmds, m.lists.ReloadIfIdle())
	}
	if s.Changed {
		cmds = append(cmds, m.lists.Reload(), m.read.Stories.RelateAgain(), m.lists.Watched.WatchAgain())
	}
	if s.Complete {
		cmds = append(cmds, m.complete(m.env.Own()))
	}
	if s.Collect {
		cmds = append(cmds, m.read.Pictures.Collect(m.env.Own()))
	}
	return tea.Batch(cmds...)
}

// synced shows what another program or machine wrote.
func (m *Model) synced(msg work.SyncedMsg) tea.Cmd {
	ours, changed, cmd := m.work.Synced(msg)
	if !ours {
		return nil // of a library that is not shown any more
	}
	cmd = tea.Batch(cmd, m.lists.LookForNews(msg.Written))
	if !changed {
		return cmd
	}
	m.marks.showAllMarks()
	return tea.Batch(cmd, m.lists.Recount(), m.lists.Watched.WatchAgain())
}

// saved takes what became of the marks, and leaves where only that was waited for.
func (m *Model) saved(msg work.SavedMsg) tea.Cmd {
	leave, cmd := m.work.Saved(msg)
	if leave {
		return m.leave()
	}
	return cmd
}

// paged takes what became of a page that was asked for.
func (m *Model) paged(msg read.PageMsg) tea.Cmd {
	cmd := m.read.ShowPage(msg, m.foot.prompt.what != nothing || m.help.shown)
	if msg.Err == nil {
		m.lists.Brought([]feed.ID{msg.ID})
		cmd = tea.Batch(cmd, m.lists.Reload())
	}
	return cmd
}

// showStory shows a timeline in the list's place.
func (m *Model) showStory(msg browse.StoryMsg) tea.Cmd {
	if !m.lists.ShowStory(msg, m.focus) {
		return nil
	}
	return m.focusOn(layout.Headlines)
}

// tick asks for news where it is time.
func (m *Model) tick() tea.Cmd {
	m.lists.Tick()
	return m.work.Tick()
}

// opened marks an article read that the user asked for, and shows its pane where only one fits.
func (m *Model) opened(id feed.ID, title string) tea.Cmd {
	m.lists.SetCurrent(id)
	cmd := m.marks.markOpened(id, title)
	if m.frame.Shape == layout.Single {
		cmd = tea.Batch(cmd, m.focusOn(layout.Reader))
	}
	return cmd
}

// settle has each part know what the others did, once a message is dealt with.
func (m *Model) settle() tea.Cmd {
	m.read.ShowTrail()
	m.lists.SetWork(m.work.Progress.Running, m.work.Progress.Completing)
	var cmd tea.Cmd
	if m.read.Stories.StoriesShown() {
		cmd = tea.Batch(m.pending.came(forStories), m.work.BeginDue())
	}
	return tea.Batch(cmd, m.work.SaveIfNeeded())
}
