package read

import (
	tea "charm.land/bubbletea/v2"

	"breageek/store"
)

// Glanced notes what is on the screen, for the text and the pictures that are on their
// way. The reader has not gone there yet: it is not saved.
func (m *Model) Glanced() tea.Cmd {
	if m.Reader.ID() == 0 || m.Reader.ID() != m.Article.Want.ID {
		return nil
	}
	m.Article.place = m.Reader.Place()
	return tea.Batch(m.Pictures.closeRooms(), m.Pictures.drawPictures())
}

// scrolled notes where the reader is and has it saved.
func (m *Model) scrolled() tea.Cmd {
	cmd := m.Glanced()
	if m.Article.lead || m.Reader.ID() == 0 || m.Reader.ID() != m.Article.Want.ID {
		return cmd
	}
	m.savePlace()
	return cmd
}

// KeepPosition notes where the reader is, before another article is shown. A text
// read to its end is opened at its top the next time.
func (m *Model) KeepPosition() {
	if _, on := m.Reader.Following(); on {
		m.Links.Unfollow() // a link that was looked at is not where they are
	}
	if here := m.trail.here(); here != nil && here.ID == m.Reader.ID() {
		here.place = m.Reader.Place()
		m.savePlace()
	}
}

func (m *Model) savePlace() {
	id, now := m.Reader.ID(), m.Reader.Place()
	if id == 0 || m.Article.lead {
		return
	}
	place := store.Position{Block: now.Block, Letter: now.Letter, Percent: m.Reader.Percent()}
	if m.Reader.Partial() { // how much is not known yet
		place.Percent = m.env.Store.State(id).Position.Percent
	}
	if m.Reader.AtEnd() {
		place = store.Position{Percent: 100}
	}
	was := m.env.Store.State(id).Position
	place.At = was.At // which is the store's
	if was == place {
		return
	}
	m.env.Store.SetPosition(id, place)
	m.screen.Placed(id, place.Percent)
	if here := m.trail.here(); here != nil && here.ID == id {
		here.place = m.Reader.Place()
		m.KeepHistory()
	}
}

// Line scrolls the text by n lines. The place where finding began is then no longer the one to
// go back to, as with every step of the user.
func (m *Model) Line(n int) tea.Cmd {
	m.Reader.Scroll(n)
	return m.went()
}

// Page scrolls the text by n pages.
func (m *Model) Page(n float64) tea.Cmd {
	m.Reader.Page(n)
	return m.went()
}

// Top goes to the beginning of the text.
func (m *Model) Top() tea.Cmd {
	m.Reader.Top()
	return m.went()
}

// Bottom goes to the end of the text.
func (m *Model) Bottom() tea.Cmd {
	m.Reader.Bottom()
	return m.went()
}

func (m *Model) went() tea.Cmd {
	m.foundFrom = nil
	return m.scrolled()
}
