package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/store"
)

// glanced notes what is on the screen, for the text and the pictures that are on their
// way. The reader has not gone there yet: it is not saved.
func (m *readModel) glanced() tea.Cmd {
	if m.reader.ID() == 0 || m.reader.ID() != m.article.want.ID {
		return nil
	}
	m.article.place = m.reader.Place()
	return tea.Batch(m.closeRooms(), m.drawPictures())
}

// scrolled notes where the reader is and has it saved.
func (m *readModel) scrolled() tea.Cmd {
	cmd := m.glanced()
	if m.article.lead || m.reader.ID() == 0 || m.reader.ID() != m.article.want.ID {
		return cmd
	}
	m.savePlace()
	return cmd
}

// keepPlace notes where the reader is, before another article is shown. A text
// read to its end is opened at its top the next time.
func (m *readModel) keepPlace() {
	if _, on := m.reader.Following(); on {
		m.unfollow() // a link that was looked at is not where they are
	}
	if here := m.trail.here(); here != nil && here.id == m.reader.ID() {
		here.place = m.reader.Place()
		m.savePlace()
	}
}

func (m *readModel) savePlace() {
	id, now := m.reader.ID(), m.reader.Place()
	if id == 0 || m.article.lead {
		return
	}
	place := store.Place{Block: now.Block, Letter: now.Letter, Percent: m.reader.Percent()}
	if m.reader.Partial() { // how much is not known yet
		place.Percent = m.env.Store.State(id).Place.Percent
	}
	if m.reader.AtEnd() {
		place = store.Place{Percent: 100}
	}
	was := m.env.Store.State(id).Place
	place.At = was.At // which is the store's
	if was == place {
		return
	}
	m.env.Store.SetPlace(id, place)
	m.screen.placed(id, place.Percent)
	if here := m.trail.here(); here != nil && here.id == id {
		here.place = m.reader.Place()
		m.keepTrail()
	}
}

// line, page, top and bottom scroll the text; sideways moves its wide tables. The place where
// finding began is no longer the one to go back to.
func (m *readModel) line(n int) tea.Cmd {
	m.reader.Scroll(n)
	return m.went()
}

func (m *readModel) page(n float64) tea.Cmd {
	m.reader.Page(n)
	return m.went()
}

func (m *readModel) top() tea.Cmd {
	m.reader.Top()
	return m.went()
}

func (m *readModel) bottom() tea.Cmd {
	m.reader.Bottom()
	return m.went()
}

func (m *readModel) went() tea.Cmd {
	m.foundFrom = nil
	return m.scrolled()
}
