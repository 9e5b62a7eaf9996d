package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
	"breageek/ui/reader"
)

const (
	nothing   typing = iota
	searching        // in the archive
	finding          // in the article
)

// search is a search in the archive.
type search struct {
	number int
	words  string
	found  string // the words of what is on the screen
	active bool   // what it found is on the screen
	asked  bool
	count  int

	from      *reader.Place  // where the reader was before finding words in the article
	fromStart bool           // nothing of it was opened yet
	then      func() tea.Cmd // to be done when the answer comes
}

// searchLimit is how many articles a search lists.
const searchLimit = 200

// endSearch shows again what was there before.
func (m *browseModel) endSearch(what typing) tea.Cmd {
	if what == finding {
		m.ui.read.reader.Find("")
		return nil
	}
	m.search.number++
	m.search = search{number: m.search.number}
	return nil
}

// searchFor asks the archive for words: by date while they are typed, by rank
// once they are accepted.
func (m *browseModel) searchFor(words string, ranked bool) tea.Cmd {
	m.search.number++
	m.search.words = words
	if strings.TrimSpace(words) == "" {
		return m.endSearch(searching)
	}
	m.search.asked = true
	q := store.Search{
		Words: words, Sources: m.query().Sources, Limit: searchLimit, Ranked: ranked,
	}
	return searchCommand(m.env.ctx, m.env.deps.Store, m.search.number, q)
}

// afterSearch has something done when the answer to a search comes, where the key was
// faster: what is listed until then is not what was searched for.
func (m *browseModel) afterSearch(do func() tea.Cmd) bool {
	if !m.search.asked || m.timeline.of != 0 {
		return false
	}
	m.search.then = do
	return true
}

// wasFound shows what a search found, unless another was asked for since.
func (m *browseModel) wasFound(msg foundMsg) tea.Cmd {
	if msg.search != m.search.number {
		return nil
	}
	m.search.asked = false
	if msg.err != nil {
		m.notes.fail(msg.err)
		return nil
	}
	m.found.Set(m.items(msg.entries))
	m.found.SetEmpty(m.env.locale.EmptySearch)
	m.search.active, m.search.count, m.search.found = true, len(msg.entries), m.search.words
	m.search.fromStart = true
	if then := m.search.then; then != nil {
		m.search.then = nil
		return then()
	}
	return nil
}
