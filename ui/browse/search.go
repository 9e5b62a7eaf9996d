package browse

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// search is a search in the archive.
type search struct {
	Number  int
	words   string
	found   string // the words of what is on the screen
	active  bool   // what it found is on the screen
	loading bool
	count   int

	fromStart bool // nothing of it was opened yet
}

// Finder searches the archive and shows what it found in the list's place.
type Finder struct {
	browse *Model
	env    *session.Session
	notes  *notice.Board
	search
}

// searchLimit is how many articles a search lists.
const searchLimit = 200

// EndSearch shows again what was there before.
func (m *Finder) EndSearch() { m.search = search{Number: m.Number + 1} }

// SearchFor asks the archive for words: by date while they are typed, by rank
// once they are accepted.
func (m *Finder) SearchFor(words string, ranked bool) tea.Cmd {
	m.Number++
	m.words = words
	if strings.TrimSpace(words) == "" {
		m.EndSearch()
		return nil
	}
	m.loading = true
	q := store.Search{
		Words: words, Sources: m.browse.Query().Sources, Limit: searchLimit, Ranked: ranked,
	}
	return searchCommand(m.env.Context, m.env.Store, m.Number, q)
}

// Searching reports whether the answer to a search is on its way to the list on the screen:
// what is listed until then is not what was searched for.
func (m *Finder) Searching() bool { return m.loading && m.browse.timeline.of == 0 }

// ShowResults shows what a search found, unless another was asked for since. It reports
// whether it did.
func (m *Finder) ShowResults(msg FoundMsg) bool {
	if msg.Search != m.Number {
		return false
	}
	m.loading = false
	if msg.err != nil {
		m.notes.Error(msg.err)
		return false
	}
	m.browse.Found.Set(m.browse.items(msg.Entries))
	m.browse.Found.SetEmpty(m.env.Locale.EmptySearch)
	m.active, m.count, m.found = true, len(msg.Entries), m.words
	m.fromStart = true
	return true
}

func searchCommand(ctx context.Context, s *store.Store, n int, q store.Search) tea.Cmd {
	return func() tea.Msg {
		entries, err := s.Search(ctx, q)
		return FoundMsg{Search: n, Entries: entries, err: err}
	}
}

// FoundMsg is what the search of that number found.
type FoundMsg struct {
	Search  int
	Entries []store.Entry
	err     error
}
