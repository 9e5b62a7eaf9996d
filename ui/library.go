package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/layout"
)

func (m *Model) fellBack(msg fallbackMsg) tea.Cmd {
	m.work.refresh.fallback = false
	if msg.err != nil {
		m.notes.fail(msg.err)
	}
	if msg.err != nil || m.env.home.Store != nil || len(m.lists.headlines.Items()) > 0 {
		if msg.library.Store == nil {
			return nil
		}
		return closeCommand(msg.library) // a source was faster, or it is of no use
	}
	why := m.env.locale.OfflineSample
	if len(m.work.refresh.failed) > 0 {
		why = fill(m.env.locale.SampleInstead, m.work.failures(""))
	}
	m.env.home = m.env.deps.Library
	m.notes.warn(why)
	return tea.Batch(m.move(msg.library), m.work.complete(msg.library))
}

// comeHome goes back to the reader's own archive, once a source answered.
func (m *Model) comeHome(sum refresh.Summary) tea.Cmd {
	sample := m.env.deps.Library
	home := m.env.home
	m.env.home = Library{}
	m.work.sayHow(sum)
	m.notes.mark(summary)
	return tea.Batch(m.move(home), closeCommand(sample), m.work.complete(home))
}

// move shows another library from its top.
func (m *Model) move(l Library) tea.Cmd {
	m.env.deps.Library = l
	m.lists.listing = listing{number: m.lists.listing.number}
	m.lists.endSearch(searching)
	m.foot.prompt.what = nothing
	m.read.article = article{revision: m.read.article.revision + 1, asked: m.read.article.asked + 1}
	m.read.trail = trail{}
	m.lists.timeline, m.lists.watching.chapters = timeline{number: m.lists.timeline.number + 1}, nil
	m.read.asking = asking{number: m.read.asking.number + 1}
	m.work.refresh.completing, m.work.refresh.pages = false, 0
	m.work.refresh.completion++
	m.lists.bulk = bulk{number: m.lists.bulk.number + 1}
	m.read.unfollow()
	m.read.cache.Clear()
	m.read.reader.Clear("")
	m.read.related.Clear("")
	return tea.Batch(m.focusOn(layout.Headlines), trailCommand(m.env.ctx, l.Store), m.lists.relist(),
		m.lists.watchAgain(), m.read.forgetPictures(), m.work.sync(syncEvery))
}

// updated forgets the old texts of articles; one that is open is set anew, with
// the paragraph that is read where it is.
func (m *Model) updated(ids []feed.ID) tea.Cmd {
	var cmd tea.Cmd
	for _, id := range ids {
		m.read.cache.Forget(id)
		m.read.article.revision++
		if id == m.read.article.want.ID && m.env.home.Store == nil {
			cmd = m.read.rerender(m.read.placeNow())
		}
	}
	return cmd
}
