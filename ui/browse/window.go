package browse

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
)

// Reading is what browsing knows of the article's pane.
type Reading struct {
	Wanted  feed.ID // the article that is shown or waited for
	Visited bool    // an article was opened before
}

// taken is what a window of the list means for the other panes.
type taken struct {
	OK          bool // it is the window that was waited for
	First       bool // it is the first one of this list
	LeadChanged bool // another story leads the list now, under the eyes of a user who opened none
}

// ShowWindow takes a window of the list.
func (m *Model) ShowWindow(msg ListMsg, r Reading) (t taken) {
	if msg.listing != m.Listing.Number {
		return t
	}
	l := &m.Listing
	l.loading = false
	if msg.err != nil {
		m.notes.Error(msg.err)
		return t
	}
	t.OK, t.First = true, !l.Shown
	if t.First && len(msg.entries) == 0 {
		l.blank = true
	}
	l.Shown, l.Counts = true, msg.counts
	if msg.part == again && !l.blank && m.announces() && l.others(msg.arrived) > 0 {
		m.Headlines.Hold() // nobody here asked for it
	}
	t.LeadChanged = m.place(m.items(msg.entries), msg.part, r)
	m.knows(msg)
	m.count()
	m.Headlines.SetEmpty(m.emptySentence())
	return t
}

// place puts headlines where they belong in the window. It reports whether another story
// than the wanted one leads a list that forms under the user's eyes.
func (m *Model) place(items []headlines.Item, p part, r Reading) (led bool) {
	l, listed := &m.Listing, m.Headlines.Items()
	switch p {
	case FromTop:
		l.above, l.whole, l.listed = 0, len(items) < window, l.Filter
		m.Headlines.Set(items)
		l.fromStart = !m.Headlines.Choose(l.choose) && r.Visited
		l.choose = 0
	case again:
		if len(listed) < window {
			l.whole = len(items) < window
		}
		if l.blank {
			m.Headlines.Set(items)
			first := leading(items)
			if first == r.Wanted {
				m.Headlines.Choose(first)
			}
			return first != r.Wanted
		}
		l.fresh += m.Headlines.Update(items)
	case below:
		l.whole = len(items) < window
		all := slices.Concat(listed, items)
		drop := max(0, len(all)-atMost)
		l.above, l.below = l.above+drop, max(0, l.below-len(items))
		m.Headlines.Update(all[drop:])
	case over:
		l.above = max(0, l.above-len(items))
		if len(items) == 0 {
			l.above = 0
		}
		all := slices.Concat(items, listed)
		l.whole, l.below = l.whole && len(all) <= atMost, l.below+max(0, len(all)-atMost)
		m.Headlines.Update(all[:min(len(all), atMost)])
	case oldest:
		l.above, l.whole, l.listed = max(0, m.matching()-len(items)), true, l.Filter
		m.Headlines.Set(items)
		m.Headlines.Select(len(items) - 1)
	}
	return false
}

// matching is how many headlines the archive has for the list.
func (m *Model) matching() int {
	switch m.Listing.listed {
	case store.Unread:
		return m.Listing.Counts.Unread
	case store.Starred:
		return m.Listing.Counts.Starred
	}
	return m.Listing.Counts.Total
}

// count tells how many headlines are kept beyond the window. Those in it stay listed when
// they match no more, as one that was read since in a list of the unread.
func (m *Model) count() {
	l, in := &m.Listing, 0
	for _, it := range m.Headlines.Items() {
		if l.listed == store.All || l.listed == store.Unread && !it.Read ||
			l.listed == store.Starred && it.Starred {
			in++
		}
	}
	switch beyond := max(0, m.matching()-in); {
	case l.whole:
		l.below = 0
	case l.above == 0:
		l.below = beyond
	default:
		l.below = min(l.below, beyond)
	}
	if l.listed == store.All && l.above > 0 { // what came since stands above, where the news are
		l.above = max(1, m.matching()-in-l.below)
	}
}

// total is how many headlines the list has, with those beyond the window.
func (m *Model) total() int {
	return m.Listing.above + len(m.Headlines.Items()) + m.Listing.below
}

// ListCommand reads a window of the list, how much there is in all, and how much of it came
// after the horizon of the query.
func ListCommand(ctx context.Context, s *store.Store, n int, q store.Query, p part) tea.Cmd {
	return func() tea.Msg {
		known, err := s.Horizon(ctx) // before the list: nothing else than what it has is known
		if err != nil {
			return ListMsg{listing: n, err: err}
		}
		arrived, err := s.Arrived(ctx, q.Sources, q.Known)
		if err != nil {
			return ListMsg{listing: n, err: err}
		}
		entries, err := s.List(ctx, q)
		if err != nil {
			return ListMsg{listing: n, err: err}
		}
		answer := ListMsg{listing: n, part: p, entries: entries, known: known, arrived: arrived}
		if answer.counts, answer.err = s.Counts(ctx, q.Sources); p == FromTop && answer.err == nil {
			answer.LastOK, answer.err = lastAnswer(ctx, s, q.Sources)
		}
		return answer
	}
}

// lastAnswer says when any of the sources last answered; zero for never.
func lastAnswer(ctx context.Context, s *store.Store, keys []string) (time.Time, error) {
	var last time.Time
	sources, err := s.Sources(ctx)
	for _, src := range sources {
		if slices.Contains(keys, src.Key) && src.LastOK.After(last) {
			last = src.LastOK
		}
	}
	return last, err
}

// ListMsg is a window of the list, for the listing of that number.
type ListMsg struct {
	listing int
	part    part
	entries []store.Entry
	counts  store.Counts
	LastOK  time.Time // when a source last answered; told with the list's top
	known   store.Horizon
	arrived []feed.ID // what came since the list before
	err     error
}

// Query returns the question for the first window of the list.
func (m *Model) Query() store.Query {
	if m.Listing.sources == nil {
		for _, s := range m.env.Sources {
			m.Listing.sources = append(m.Listing.sources, s.Key())
		}
	}
	return store.Query{Sources: m.Listing.sources, Filter: m.Listing.Filter, Limit: window}
}

func (m *Model) load(q store.Query, p part) tea.Cmd {
	m.Listing.Number++
	m.Listing.loading, m.Listing.ShowMark = true, false
	q.Known = m.Listing.known
	return ListCommand(m.env.Context, m.env.Store, m.Listing.Number, q, p)
}

// A window of the list is asked for; which part tells where the answer goes.
type part uint8

// Reload asks for the window anew, as far down as it is listed, and keeps what
// the reader sees. A window that does not reach the top has no news in it.
func (m *Model) Reload() tea.Cmd {
	items := m.Headlines.Items()
	if m.Listing.loading {
		m.Listing.ShowMark = true // asked again when the answer is here
		return nil
	}
	if m.Listing.above > 0 {
		return m.load(store.Query{Sources: m.Query().Sources, Limit: 1}, counts)
	}
	q := m.Query()
	if len(items) >= window {
		q.Upto = cursorOf(items[len(items)-1])
	}
	for _, it := range items {
		q.Keep = append(q.Keep, it.ID)
	}
	return m.load(q, again)
}

// Restart asks for another list, from its top.
func (m *Model) Restart() tea.Cmd {
	m.Listing.whole, m.Listing.Shown = false, false
	return m.load(m.Query(), FromTop)
}

// older asks for the headlines below the last one, newer for those above the
// first.
func (m *Model) older() tea.Cmd {
	items := m.Headlines.Items()
	if m.Listing.whole || m.Listing.loading || len(items) == 0 {
		return nil
	}
	q := m.Query()
	q.After = cursorOf(items[len(items)-1])
	return m.load(q, below)
}

func (m *Model) newer() tea.Cmd {
	items := m.Headlines.Items()
	if m.Listing.above == 0 || m.Listing.loading || len(items) == 0 {
		return nil
	}
	q := m.Query()
	q.Before = cursorOf(items[0])
	return m.load(q, over)
}

func cursorOf(it headlines.Item) store.Cursor {
	return store.Cursor{Date: it.Date.UTC(), ID: it.ID}
}

// window is how many headlines are asked of the archive at once.
const window = 200
