package browse

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/notice"
)

// LookForNews asks for the list anew where somebody wrote to the archive, unless it is this
// program's own refresh, which lists what it brings itself.
func (m *Model) LookForNews(written bool) tea.Cmd {
	l := &m.Listing
	l.written = l.written || written
	if !l.written || !l.Shown || l.loading || m.refreshing || m.completing {
		return nil
	}
	l.written = false
	l.announcing = true
	return m.Reload()
}

// knows notes what a list was made of, and tells of what another program brought.
func (m *Model) knows(msg ListMsg) {
	l := &m.Listing
	if msg.part != FromTop && msg.part != again && msg.part != counts {
		return
	}
	l.known = msg.known
	if !m.announces() {
		return
	}
	l.announcing = false
	if n := l.others(msg.arrived); n > 0 {
		m.notifyArrived(n)
	}
}

// announces reports whether the list was asked for to tell what another program brought. While
// a refresh of this one is under way, what comes is taken for its own.
func (m *Model) announces() bool { return m.Listing.announcing && !m.refreshing }

// Brought notes articles that this program brought itself.
func (m *Model) Brought(ids []feed.ID) {
	if m.Listing.own == nil {
		m.Listing.own = map[feed.ID]bool{}
	}
	for _, id := range ids {
		m.Listing.own[id] = true
	}
}

// others counts the articles that another program brought.
func (l *listing) others(arrived []feed.ID) (n int) {
	for _, id := range arrived {
		if !l.own[id] {
			n++
		}
	}
	return n
}

// notifyArrived says how many articles are new, and where they are where that is not seen: in
// the place of what was said of earlier ones, and behind anything else.
func (m *Model) notifyArrived(n int) {
	l := &m.Listing
	switch {
	case m.notes.Note.Text == "", m.notes.About(notice.Summary):
	case m.notes.About(notice.Arrivals):
		n += l.arrived
	default:
		m.notes.Note.Text = strings.TrimSuffix(m.notes.Note.Text, ".") + " · " +
			m.env.Locale.Count(n, m.env.Locale.NewNoun)
		return
	}
	news := m.env.Locale.Count(n, m.env.Locale.NewNoun)
	if !m.Headlines.AtTop() || m.Headlines.Cursor() > 0 {
		news = locale.Fill(m.env.Locale.RefreshDone, news)
	}
	m.notes.Info(news)
	m.notes.SetTopic(notice.Arrivals)
	l.arrived = n
}

// Recount asks for the counts anew, after many marks changed at once.
func (m *Model) Recount() tea.Cmd {
	if m.Listing.loading {
		m.Listing.ShowMark = true // asked again when the answer is here
		return nil
	}
	return m.load(store.Query{Sources: m.Query().Sources, Limit: 1}, counts)
}
