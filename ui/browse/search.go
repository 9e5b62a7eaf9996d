package browse

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
)

// search is a search in the archive.
type search struct {
	Number int
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
func (m *Model) EndSearch() { m.Search = search{Number: m.Search.Number + 1} }

// searchFor asks the archive for words: by date while they are typed, by rank
// once they are accepted.
func (m *Model) SearchFor(words string, ranked bool) tea.Cmd {
	m.Search.Number++
	m.Search.words = words
	if strings.TrimSpace(words) == "" {
		m.EndSearch()
		return nil
	}
	m.Search.asked = true
	q := store.Search{
		Words: words, Sources: m.Query().Sources, Limit: searchLimit, Ranked: ranked,
	}
	return searchCommand(m.env.Context, m.env.Store, m.Search.Number, q)
}

// searching reports whether the answer to a search is on its way to the list on the screen:
// what is listed until then is not what was searched for.
func (m *Model) Searching() bool { return m.Search.asked && m.timeline.of == 0 }

// wasFound shows what a search found, unless another was asked for since. It reports
// whether it did.
func (m *Model) ShowResults(msg FoundMsg) bool {
	if msg.Search != m.Search.Number {
		return false
	}
	m.Search.asked = false
	if msg.err != nil {
		m.notes.Fail(msg.err)
		return false
	}
	m.Found.Set(m.items(msg.Entries))
	m.Found.SetEmpty(m.env.Locale.EmptySearch)
	m.Search.active, m.Search.count, m.Search.found = true, len(msg.Entries), m.Search.words
	m.Search.fromStart = true
	return true
}

func searchCommand(ctx context.Context, s *store.Store, n int, q store.Search) tea.Cmd {
	return func() tea.Msg {
		entries, err := s.Search(ctx, q)
		return FoundMsg{Search: n, Entries: entries, err: err}
	}
}

// foundMsg is what the search of that number found.
type FoundMsg struct {
	Search  int
	Entries []store.Entry
	err     error
}
