package read

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/ui/layout"
	"breageek/ui/reader"
)

// Open opens an article of the list.
func (m *Model) Open(id feed.ID, title string) tea.Cmd {
	return m.visit(visit{ID: id, title: title})
}

// visit opens an article from wherever: it is a step on the trail. Going on from one related
// story to the next is looking around: the place in the list is kept for the way back to it.
func (m *Model) visit(v visit) tea.Cmd {
	m.KeepPosition()
	m.trail.push(v)
	kept := m.env.Store.State(v.ID).Position
	return m.arrive(v, reader.Place{Block: kept.Block, Letter: kept.Letter})
}

// arrive shows an article that the user asked for.
func (m *Model) arrive(v visit, place reader.Place) tea.Cmd {
	m.Article.lead = false
	m.KeepHistory()
	return tea.Batch(m.show(v.ID, place), m.screen.Opened(v.ID, v.title))
}

// Lead shows an article that nobody asked for; 0 for none.
func (m *Model) Lead(id feed.ID) tea.Cmd {
	if id == 0 {
		m.Reader.Clear("")
		m.Related.Clear("")
		return nil
	}
	m.Article.lead = true
	return m.show(id, reader.Place{})
}

// ResumeStory shows the related story at which the user was when the program ended. from is the
// headline from which they had come there.
func (m *Model) ResumeStory() (from feed.ID, cmd tea.Cmd, ok bool) {
	here := m.trail.here()
	if here == nil || !here.byWay || len(m.trail.chain()) < 2 {
		return 0, nil, false
	}
	return m.trail.chain()[0].ID, m.show(here.ID, here.place), true
}

// Visited reports whether any article was opened, in this run or in one before.
func (m *Model) Visited() bool { return len(m.trail.visits) > 0 }

// Updated forgets the old texts of articles; one that is open is set anew, with
// the paragraph that is read where it is.
func (m *Model) Updated(ids []feed.ID) tea.Cmd {
	var cmd tea.Cmd
	for _, id := range ids {
		m.Cache.Forget(id)
		m.Article.revision++
		if id == m.Article.Want.ID && m.env.Home.Store == nil {
			cmd = m.rerender(m.placeNow())
		}
	}
	return cmd
}

// Reset forgets everything that was read, for another library.
func (m *Model) Reset() tea.Cmd {
	m.Article = article{revision: m.Article.revision + 1, Asked: m.Article.Asked + 1}
	m.trail = trail{}
	m.Request = pageRequest{number: m.Request.number + 1}
	m.Links.Unfollow()
	m.Pictures.leave()
	m.Cache.Clear()
	m.Reader.Clear("")
	m.Related.Clear("")
	return tea.Batch(TrailCommand(m.env.Context, m.env.Store), m.Pictures.ForgetPictures())
}

// SetFrame sets the rectangles of the panes in the frame of the screen, and which pane has
// the keys.
func (m *Model) SetFrame(f layout.Frame, focus layout.Pane) { m.frame, m.focus = f, focus }
