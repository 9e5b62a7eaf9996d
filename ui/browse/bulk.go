package browse

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// bulk is a whole list that is to be marked read.
type bulk struct {
	number int       // of the question asked last
	IDs    []feed.ID // what the reader is asked about; nil: nothing
}

// Bulk marks a whole list as read.
type Bulk struct {
	browse *Model
	env    *session.Session
	notes  *notice.Board
	bulk
}

// confirmAbove is how many articles are marked without asking.
const confirmAbove = 20

// UnreadMsg is what would be marked, for the question of that number.
type UnreadMsg struct {
	number int
	IDs    []feed.ID
	err    error
}

// MarkAbove finds what is unread of the headlines above the chosen one, also above the
// window: at once in what is listed, or by a command in the archive.
func (m *Bulk) MarkAbove() (ids []feed.ID, cmd tea.Cmd) {
	it, ok := m.browse.Active().Selected()
	if !ok {
		m.notes.Info(m.env.Locale.Nothing)
		return nil, nil
	}
	if !m.browse.windowed() {
		return m.markUnread(m.browse.Active().Cursor()), nil
	}
	q := m.browse.Query()
	q.Before = cursorOf(it)
	return nil, m.loadUnread(q, m.unreadOf(m.browse.Active().Cursor()))
}

// MarkAll finds everything that is unread of what the list shows or would show farther down.
func (m *Bulk) MarkAll() (ids []feed.ID, cmd tea.Cmd) {
	if !m.browse.windowed() {
		return m.markUnread(len(m.browse.Active().Items())), nil
	}
	return nil, m.loadUnread(m.browse.Query(), m.unreadOf(len(m.browse.Active().Items())))
}

// loadUnread asks the archive for what is unread of a list, beside what is known to be: what
// another program stored since the list was made is not the user's to mark.
func (m *Bulk) loadUnread(q store.Query, listed []feed.ID) tea.Cmd {
	m.bulk = bulk{number: m.number + 1}
	q.Known = m.browse.Listing.known
	return bulkCommand(m.env.Context, m.env.Store, m.number, q, listed)
}

func bulkCommand(
	ctx context.Context, s *store.Store, n int, q store.Query, listed []feed.ID,
) tea.Cmd {
	return func() tea.Msg {
		ids, err := s.UnreadIDs(ctx, q)
		known := make(map[feed.ID]bool, len(ids))
		for _, id := range ids {
			known[id] = true
		}
		for _, id := range listed {
			if !known[id] {
				ids = append(ids, id)
			}
		}
		return UnreadMsg{number: n, IDs: ids, err: err}
	}
}

// unreadOf returns those of the first n headlines on the screen's list that are unread.
func (m *Bulk) unreadOf(n int) (ids []feed.ID) {
	for _, it := range m.browse.Active().Items()[:n] {
		if !it.Read {
			ids = append(ids, it.ID)
		}
	}
	return ids
}

// markUnread is counted for the first n headlines on the screen's list.
func (m *Bulk) markUnread(n int) []feed.ID {
	m.bulk = bulk{number: m.number + 1}
	return m.ToMark(UnreadMsg{number: m.number, IDs: m.unreadOf(n)})
}

// ToMark returns what is to be marked; nothing where it is so much that the user is asked
// first.
func (m *Bulk) ToMark(msg UnreadMsg) []feed.ID {
	if msg.number != m.number {
		return nil
	}
	switch {
	case msg.err != nil:
		m.notes.Error(msg.err)
	case len(msg.IDs) == 0:
		m.notes.Info(m.env.Locale.AllRead)
	case len(msg.IDs) > confirmAbove:
		m.IDs = msg.IDs
	default:
		return msg.IDs
	}
	return nil
}

// Question asks whether so many articles are to be marked.
func (m *Bulk) Question() string {
	l := m.env.Locale
	return locale.Fill(l.MarkAllQuestion, l.Count(len(m.IDs), l.ArticleNoun))
}

// Confirming reports whether the user is asked if so many articles are to be marked.
func (m *Bulk) Confirming() bool { return m.IDs != nil }

// Confirmed returns the articles that the user was asked about, and asks no longer.
func (m *Bulk) Confirmed() []feed.ID {
	ids := m.IDs
	m.IDs = nil
	return ids
}

// CancelCount has what was asked for before come late.
func (m *Bulk) CancelCount() { m.number++ }
