package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/locale"
)

// bulk is a whole list that is to be marked read.
type bulk struct {
	number int       // of the question asked last
	ids    []feed.ID // what the reader is asked about; nil: nothing
}

// askPast is how many articles are marked without asking.
const askPast = 20

// bulkMsg is what would be marked, for the question of that number.
type bulkMsg struct {
	number int
	ids    []feed.ID
	err    error
}

// markAbove finds what is unread of the headlines above the chosen one, also above the
// window: at once in what is listed, or by a command in the archive.
func (m *browseModel) markAbove() (ids []feed.ID, cmd tea.Cmd) {
	it, ok := m.active().Selected()
	if !ok {
		m.notes.tell(m.env.Locale.Nothing)
		return nil, nil
	}
	if !m.windowed() {
		return m.markUnread(m.active().Cursor()), nil
	}
	q := m.query()
	q.Before = cursorOf(it)
	return nil, m.askUnread(q, m.unreadOf(m.active().Cursor()))
}

// markAll finds everything that is unread of what the list shows or would show farther down.
func (m *browseModel) markAll() (ids []feed.ID, cmd tea.Cmd) {
	if !m.windowed() {
		return m.markUnread(len(m.active().Items())), nil
	}
	return nil, m.askUnread(m.query(), m.unreadOf(len(m.active().Items())))
}

// askUnread asks the archive for what is unread of a list, beside what is known to be: what
// another program stored since the list was made is not the user's to mark.
func (m *browseModel) askUnread(q store.Query, listed []feed.ID) tea.Cmd {
	m.bulk = bulk{number: m.bulk.number + 1}
	q.Known = m.listing.known
	return bulkCommand(m.env.ctx, m.env.Store, m.bulk.number, q, listed)
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
		return bulkMsg{number: n, ids: ids, err: err}
	}
}

// unreadOf gives those of the first n headlines on the screen's list that are unread.
func (m *browseModel) unreadOf(n int) (ids []feed.ID) {
	for _, it := range m.active().Items()[:n] {
		if !it.Read {
			ids = append(ids, it.ID)
		}
	}
	return ids
}

// markUnread is counted for the first n headlines on the screen's list.
func (m *browseModel) markUnread(n int) []feed.ID {
	m.bulk = bulk{number: m.bulk.number + 1}
	return m.counted(bulkMsg{number: m.bulk.number, ids: m.unreadOf(n)})
}

// counted returns what is to be marked; nothing where it is so much that the user is asked
// first.
func (m *browseModel) counted(msg bulkMsg) []feed.ID {
	if msg.number != m.bulk.number {
		return nil
	}
	switch {
	case msg.err != nil:
		m.notes.fail(msg.err)
	case len(msg.ids) == 0:
		m.notes.tell(m.env.Locale.AllRead)
	case len(msg.ids) > askPast:
		m.bulk.ids = msg.ids
	default:
		return msg.ids
	}
	return nil
}

// question asks whether so many articles are to be marked.
func (m *browseModel) question() string {
	return locale.Fill(m.env.Locale.MarkAllQuestion, m.env.Locale.Count(len(m.bulk.ids), m.env.Locale.ArticleNoun))
}

// asks reports whether the user is asked if so many articles are to be marked.
func (m *browseModel) asks() bool { return m.bulk.ids != nil }

// answered returns the articles that the user was asked about, and asks no longer.
func (m *browseModel) answered() []feed.ID {
	ids := m.bulk.ids
	m.bulk.ids = nil
	return ids
}

// forgetBulk has what was asked for before come late.
func (m *browseModel) forgetBulk() { m.bulk.number++ }
