package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
	"breageek/ui/locale"
)

// lookForNews asks for the list anew where somebody wrote to the archive, unless it is this
// program's own refresh, which lists what it brings itself.
func (m *browseModel) lookForNews(written bool) tea.Cmd {
	l := &m.listing
	l.written = l.written || written
	if !l.written || !l.shown || l.asked || m.refreshing || m.completing {
		return nil
	}
	l.written = false
	l.telling = true
	return m.list()
}

// knows notes what a list was made of, and tells of what another program brought.
func (m *browseModel) knows(msg listMsg) {
	l := &m.listing
	if msg.part != fromTop && msg.part != again && msg.part != counts {
		return
	}
	l.known = msg.known
	if !l.telling || m.refreshing {
		return
	}
	l.telling = false
	if msg.arrived > 0 {
		m.sayArrived(msg.arrived)
	}
}

// sayArrived says how many articles are new, and where they are where that is not seen: in
// the place of what was said of earlier ones, and behind anything else.
func (m *browseModel) sayArrived(n int) {
	l := &m.listing
	switch {
	case m.notes.note.text == "", m.notes.about(summary):
	case m.notes.about(arrivals):
		n += l.arrived
	default:
		m.notes.note.text = strings.TrimSuffix(m.notes.note.text, ".") + " · " + m.env.Locale.Count(n, m.env.Locale.NewNoun)
		return
	}
	news := m.env.Locale.Count(n, m.env.Locale.NewNoun)
	if !m.headlines.AtTop() || m.headlines.Cursor() > 0 {
		news = locale.Fill(m.env.Locale.RefreshDone, news)
	}
	m.notes.tell(news)
	m.notes.mark(arrivals)
	l.arrived = n
}

// recount asks for the counts anew, after many marks changed at once.
func (m *browseModel) recount() tea.Cmd {
	if m.listing.asked {
		m.listing.marked = true // asked again when the answer is here
		return nil
	}
	return m.ask(store.Query{Sources: m.query().Sources, Limit: 1}, counts)
}
