package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/ui/layout"
	"breageek/ui/reader"
)

// open opens an article of the list.
func (m *readModel) open(id feed.ID, title string) tea.Cmd {
	return m.visit(visit{id: id, title: title})
}

// visit opens an article from wherever: it is a step on the trail. Going on from one related
// story to the next is looking around: the place in the list is kept for the way back to it.
func (m *readModel) visit(v visit) tea.Cmd {
	m.keepPlace()
	m.trail.push(v)
	kept := m.env.Store.State(v.id).Place
	return m.arrive(v, reader.Place{Block: kept.Block, Letter: kept.Letter})
}

// arrive shows an article that the user asked for.
func (m *readModel) arrive(v visit, place reader.Place) tea.Cmd {
	m.article.lead = false
	m.keepTrail()
	return tea.Batch(m.show(v.id, place), m.screen.opened(v.id, v.title))
}

// lead shows an article that nobody asked for; 0 for none.
func (m *readModel) lead(id feed.ID) tea.Cmd {
	if id == 0 {
		m.reader.Clear("")
		m.related.Clear("")
		return nil
	}
	m.article.lead = true
	return m.show(id, reader.Place{})
}

// goOn shows the related story at which the user was when the program ended. from is the
// headline from which they had come there.
func (m *readModel) goOn() (from feed.ID, cmd tea.Cmd, ok bool) {
	here := m.trail.here()
	if here == nil || !here.byWay || len(m.trail.chain()) < 2 {
		return 0, nil, false
	}
	return m.trail.chain()[0].id, m.show(here.id, here.place), true
}

// visited reports whether any article was opened, in this run or in one before.
func (m *readModel) visited() bool { return len(m.trail.visits) > 0 }

// updated forgets the old texts of articles; one that is open is set anew, with
// the paragraph that is read where it is.
func (m *readModel) updated(ids []feed.ID) tea.Cmd {
	var cmd tea.Cmd
	for _, id := range ids {
		m.cache.Forget(id)
		m.article.revision++
		if id == m.article.want.ID && m.env.home.Store == nil {
			cmd = m.rerender(m.placeNow())
		}
	}
	return cmd
}

// reset forgets everything that was read, for another library.
func (m *readModel) reset() tea.Cmd {
	m.article = article{revision: m.article.revision + 1, asked: m.article.asked + 1}
	m.trail = trail{}
	m.asking = asking{number: m.asking.number + 1}
	m.unfollow()
	m.cache.Clear()
	m.reader.Clear("")
	m.related.Clear("")
	return tea.Batch(trailCommand(m.env.ctx, m.env.Store), m.forgetPictures())
}

// setFrame gives the panes of this part their rectangles in the frame of the screen, and
// says which pane has the keys.
func (m *readModel) setFrame(f layout.Frame, focus layout.Pane) { m.frame, m.focus = f, focus }
