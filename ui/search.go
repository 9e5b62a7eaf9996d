package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
)

// search is a search in the archive.
type search struct {
	number int
	words  string
	found  string // the words of what is on the screen
	active bool   // what it found is on the screen
	asked  bool
	count  int

	fromStart bool // nothing of it was opened yet
}

// searchLimit is how many articles a search lists.
const searchLimit = 200

// endSearch shows again what was there before.
func (m *browseModel) endSearch() { m.search = search{number: m.search.number + 1} }

// searchFor asks the archive for words: by date while they are typed, by rank
// once they are accepted.
func (m *browseModel) searchFor(words string, ranked bool) tea.Cmd {
	m.search.number++
	m.search.words = words
	if strings.TrimSpace(words) == "" {
		m.endSearch()
		return nil
	}
	m.search.asked = true
	q := store.Search{
		Words: words, Sources: m.query().Sources, Limit: searchLimit, Ranked: ranked,
	}
	return searchCommand(m.env.ctx, m.env.Store, m.search.number, q)
}

// searching reports whether the answer to a search is on its way to the list on the screen:
// what is listed until then is not what was searched for.
func (m *browseModel) searching() bool { return m.search.asked && m.timeline.of == 0 }

// wasFound shows what a search found, unless another was asked for since. It reports
// whether it did.
func (m *browseModel) wasFound(msg foundMsg) bool {
	if msg.search != m.search.number {
		return false
	}
	m.search.asked = false
	if msg.err != nil {
		m.notes.fail(msg.err)
		return false
	}
	m.found.Set(m.items(msg.entries))
	m.found.SetEmpty(m.env.Locale.EmptySearch)
	m.search.active, m.search.count, m.search.found = true, len(msg.entries), m.search.words
	m.search.fromStart = true
	return true
}

func searchCommand(ctx context.Context, s *store.Store, n int, q store.Search) tea.Cmd {
	return func() tea.Msg {
		entries, err := s.Search(ctx, q)
		return foundMsg{search: n, entries: entries, err: err}
	}
}

// foundMsg is what the search of that number found.
type foundMsg struct {
	search  int
	entries []store.Entry
	err     error
}
