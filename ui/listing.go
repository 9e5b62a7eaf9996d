package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
)

// listing is what the list shows: a window of the archive, newest first.
type listing struct {
	number  int // of the question asked last
	asked   bool
	marked  bool // marks changed since it was asked: its counts are late
	filter  store.Filter
	last    store.Cursor // of the oldest headline listed
	whole   bool         // nothing older is kept
	shown   bool         // an answer came
	fresh   int          // new articles above the screen
	counts  store.Counts
	choose  feed.ID        // to be chosen when the answer comes
	then    func() tea.Cmd // to be done when older headlines come
	sources []string
}

// list asks for the window anew, as far down as it is listed, and keeps what
// the reader sees.
func (m *Model) list() tea.Cmd {
	q := m.query()
	q.Upto = m.listing.last
	for _, it := range m.headlines.Items() {
		q.Keep = append(q.Keep, it.ID)
	}
	return m.ask(q, false)
}

// relist asks for another list, from its top.
func (m *Model) relist() tea.Cmd {
	m.listing.last, m.listing.whole, m.listing.shown = store.Cursor{}, false, false
	return m.ask(m.query(), false)
}

// older asks for the headlines below the last one.
func (m *Model) older(n int) tea.Cmd {
	if m.listing.whole || m.listing.asked || !m.listing.shown {
		return nil
	}
	q := m.query()
	q.After, q.Limit = m.listing.last, n
	return m.ask(q, true)
}

func (m *Model) query() store.Query {
	if m.listing.sources == nil {
		for _, s := range m.deps.Sources {
			m.listing.sources = append(m.listing.sources, s.Key())
		}
	}
	return store.Query{Sources: m.listing.sources, Filter: m.listing.filter, Limit: window}
}

func (m *Model) ask(q store.Query, more bool) tea.Cmd {
	m.listing.number++
	m.listing.asked, m.listing.marked = true, false
	return listCommand(m.ctx, m.deps.Store, m.listing.number, q, more)
}

// listed takes a window of the list.
func (m *Model) listed(msg listMsg) tea.Cmd {
	if msg.listing != m.listing.number {
		return nil
	}
	l := &m.listing
	l.asked = false
	if msg.err != nil {
		m.fail(msg.err)
		return nil
	}
	first := !l.shown
	items := m.items(msg.entries)
	switch {
	case msg.more:
		items = append(m.headlines.Items(), items...)
		l.whole = len(msg.entries) == 0
		m.headlines.Update(items)
	case first:
		l.whole = len(items) < window
		m.headlines.Set(items)
		m.headlines.Choose(l.choose)
		l.choose = 0
	default:
		l.fresh += m.headlines.Update(items)
	}
	l.shown, l.counts = true, msg.counts
	if n := len(msg.entries); n > 0 {
		l.last = msg.entries[n-1].Cursor()
	}
	m.headlines.SetEmpty(m.emptySentence())
	return m.afterList(first)
}

// afterList does what waited for the list: the lead story, the first refresh,
// the step that needed older headlines.
func (m *Model) afterList(first bool) tea.Cmd {
	var cmds []tea.Cmd
	if m.listing.marked {
		cmds = append(cmds, m.list())
	}
	if m.article.want.ID == 0 {
		cmds = append(cmds, m.lead())
	}
	if first && m.refresh.number == 0 {
		cmds = append(cmds, m.firstRefresh())
	}
	if then := m.listing.then; then != nil {
		m.listing.then = nil
		cmds = append(cmds, then())
	}
	return tea.Batch(cmds...)
}

func (m *Model) items(entries []store.Entry) []headlines.Item {
	items := make([]headlines.Item, len(entries))
	for i, e := range entries {
		st := m.deps.Store.State(e.ID)
		items[i] = headlines.Item{
			ID: e.ID, Title: e.Title, Source: e.Source,
			Date: e.Date.In(m.zone()), Read: st.Read, Starred: st.Starred,
		}
	}
	return items
}

// active is the list on the screen: what a search found, or the headlines.
func (m *Model) active() *headlines.Model {
	if m.search.active {
		return m.found
	}
	return m.headlines
}

func (m *Model) emptySentence() string {
	switch m.listing.filter {
	case store.Unread:
		return m.locale.EmptyUnread
	case store.Starred:
		return m.locale.EmptyStarred
	}
	if m.refresh.running {
		return m.locale.Loading
	}
	return m.locale.EmptyList
}

// cycle shows all headlines, then the unread, then the starred.
func (m *Model) cycle() tea.Cmd {
	m.search.active = false
	if it, ok := m.headlines.Selected(); ok {
		m.listing.choose = it.ID
	}
	m.listing.filter = (m.listing.filter + 1) % (store.Starred + 1)
	return tea.Batch(m.focusOn(0), m.relist())
}

// nearEnd asks for more before the reader comes to the end of the window.
func (m *Model) nearEnd() tea.Cmd {
	if m.headlines.AtTop() {
		m.listing.fresh = 0
	}
	if m.search.active || !m.headlines.NearEnd() {
		return nil
	}
	return m.older(window)
}
