package browse

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
)

// listing is what the list shows: a window of the archive, newest first.
type listing struct {
	Number   int // of the question asked last
	loading  bool
	ShowMark bool // marks changed since it was asked: its counts are late
	Filter   store.Filter
	listed   store.Filter // what is listed: the filter that was asked for may not be yet
	above    int          // headlines that are kept above the window
	below    int          // and below it
	whole    bool         // nothing older is kept
	Shown    bool         // an answer came
	blank    bool         // nothing was kept at first: the list may form under the user's eyes
	fresh    int          // new articles above the screen
	Counts   store.Counts
	choose   feed.ID // to be chosen when the answer comes

	fromStart bool // the list is new: "next" opens its first headline
	sources   []string

	known      store.Horizon    // what the list was made of: what arrived since is in no list yet
	written    bool             // somebody wrote to the archive since
	announcing bool             // the list was asked for to tell of it
	own        map[feed.ID]bool // what this program brought itself
	arrived    int              // how many articles the last note was about
}

// The parts of a list that are asked for.
const (
	FromTop part = iota // the newest, in place of what is listed
	again               // what is listed, as it is now
	below               // older ones, behind what is listed
	over                // newer ones, before what is listed
	oldest              // the last ones, in place of what is listed
	counts              // nothing: only the counts
)

// atMost bounds the headlines held in memory: a longer list is a window that
// moves with the reader.
const atMost = 5 * window

// Active is the list on the screen: a story's timeline, what a search found, or
// the headlines.
func (m *Model) Active() *headlines.Model {
	if m.timeline.of != 0 {
		return m.chapters
	}
	if m.Search.active {
		return m.Found
	}
	return m.Headlines
}

// windowed reports whether the list on the screen is a window of the archive, which
// moves with the reader.
func (m *Model) windowed() bool { return m.timeline.of == 0 && !m.Search.active }

func (m *Model) emptySentence() string {
	switch m.Listing.Filter {
	case store.Unread:
		return m.env.Locale.EmptyUnread
	case store.Starred:
		return m.env.Locale.EmptyStarred
	}
	if m.env.Sourceless() {
		return m.env.NoSources()
	}
	if m.refreshing {
		return m.env.Locale.Loading
	}
	return m.env.Locale.EmptyList
}

// NearEnd asks for more before the reader comes to an end of the window.
func (m *Model) NearEnd() tea.Cmd {
	if m.Listing.above == 0 && m.Headlines.AtTop() {
		m.Listing.fresh = 0
	}
	switch {
	case !m.windowed():
		return nil
	case m.Headlines.NearEnd():
		return m.older()
	case m.Headlines.Cursor() < 40:
		return m.newer()
	}
	return nil
}

// ListTop and listBottom go to the ends of the list, wherever its window is.
func (m *Model) ListTop() tea.Cmd {
	if m.Listing.above > 0 && m.windowed() {
		m.Listing.fresh = 0
		return m.Restart()
	}
	m.Active().Select(0)
	return m.NearEnd()
}

// ListBottom goes to the last headline, wherever the window is.
func (m *Model) ListBottom() tea.Cmd {
	if !m.Listing.whole && m.windowed() && len(m.Headlines.Items()) > 0 {
		q := m.Query()
		q.Oldest = true
		return m.load(q, oldest)
	}
	m.Active().Select(len(m.Active().Items()) - 1)
	return m.NearEnd()
}

// leading returns the first unread headline, or the first of all; 0 where there is
// none.
func leading(items []headlines.Item) feed.ID {
	for _, it := range items {
		if !it.Read {
			return it.ID
		}
	}
	if len(items) == 0 {
		return 0
	}
	return items[0].ID
}

// AtStart reports whether nothing of the list on the screen was opened or chosen yet: then
// "next" opens the chosen headline itself. visited reports whether any article was opened.
func (m *Model) AtStart(visited bool) bool {
	if m.Search.active && m.timeline.of == 0 {
		return m.Search.fromStart
	}
	return !visited || m.Listing.fromStart
}

// Moved ends that: the reader chose a headline.
func (m *Model) Moved() { m.Search.fromStart, m.Listing.fromStart = false, false }

// FollowHistory has the place in the list go from one opened headline to another, where the user
// walks the history between them. A place that they have moved since is theirs.
func (m *Model) FollowHistory(from, to feed.ID) {
	for _, titles := range []*headlines.Model{m.Headlines, m.Active()} {
		if it, ok := titles.Selected(); ok && it.ID == from {
			titles.Choose(to)
		}
	}
}

// Neighbours are the headlines below and above the chosen one.
func (m *Model) Neighbours() (ids []feed.ID) {
	items, at := m.Active().Items(), m.Active().Cursor()
	for _, i := range []int{at + 1, at - 1} {
		if i >= 0 && i < len(items) {
			ids = append(ids, items[i].ID)
		}
	}
	return ids
}

// Lead is the article that stands for all before the user opened any: the first unread one,
// which is chosen unless another one is. 0 where the list is empty.
func (m *Model) Lead() feed.ID {
	id := leading(m.Headlines.Items())
	if id != 0 && m.Headlines.Cursor() == 0 {
		m.Headlines.Choose(id)
	}
	return id
}

// StartAt chooses a headline that was opened before the program began.
func (m *Model) StartAt(id feed.ID) { m.Listing.fromStart = !m.Headlines.Choose(id) }

// Stale reports whether the list on the screen is about to be replaced by another one.
func (m *Model) Stale() bool {
	return m.windowed() && !m.Search.loading && m.Listing.loading && !m.Listing.Shown
}

// Reset shows another library from its top.
func (m *Model) Reset() tea.Cmd {
	m.Listing = listing{Number: m.Listing.Number}
	m.Search.EndSearch()
	m.timeline, m.Watched.chapters = timeline{number: m.timeline.number + 1}, nil
	m.Bulk.bulk = bulk{number: m.Bulk.number + 1}
	return tea.Batch(m.Restart(), m.Watched.WatchAgain())
}

// SetWork says what is under way: it tells in an empty list why it is empty.
func (m *Model) SetWork(refreshing, completing bool) {
	if refreshing && !m.refreshing {
		clear(m.Listing.own) // the list has what the last one brought
	}
	m.refreshing, m.completing = refreshing, completing
	m.Headlines.SetEmpty(m.emptySentence())
}
