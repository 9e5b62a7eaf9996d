// Package browse owns what stands in the list's place: the headlines, what a search found, the
// timeline of a story, and what is watched. It refuses to know how an article is shown.
package browse

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// Model is what stands in the list's place.
type Model struct {
	env   *session.Session
	notes *notice.Board

	Headlines *headlines.Model // the list
	Found     *headlines.Model // what a search found
	chapters  *headlines.Model // a story's timeline

	Listing  listing  // what the list shows
	timeline timeline // whose story is in the list's place
	Search   *Finder
	Watched  *Watcher
	Bulk     *Bulk

	refreshing bool // sources are being asked
	completing bool // pages are being asked for
}

// New returns empty lists.
func New(e *session.Session, n *notice.Board) *Model {
	m := &Model{env: e, notes: n,
		Headlines: headlines.New(e.Palette, e.Locale, e.Now),
		Found:     headlines.New(e.Palette, e.Locale, e.Now),
		chapters:  headlines.New(e.Palette, e.Locale, e.Now),
	}
	m.Search = &Finder{browse: m, env: e, notes: n}
	m.Watched = &Watcher{browse: m, env: e, notes: n}
	m.Bulk = &Bulk{browse: m, env: e, notes: n}
	return m
}

// Touch notes that the user did something: no list forms under their eyes any more.
func (m *Model) Touch() { m.Listing.blank = false }

// InTimeline reports whether a story's timeline stands in the list's place.
func (m *Model) InTimeline() bool { return m.timeline.of != 0 }

// InSearch reports whether what a search found stands in the list's place.
func (m *Finder) InSearch() bool { return m.active }

// Blank reports whether nothing at all is kept.
func (m *Model) Blank() bool {
	return len(m.Headlines.Items()) == 0 && m.Listing.Filter == store.All
}

// AtTop reports whether the first headline is chosen and in sight: what is new is seen.
func (m *Model) AtTop() bool { return m.Headlines.AtTop() && m.Headlines.Cursor() == 0 }

// ReloadIfIdle is list, unless the list is being asked for already.
func (m *Model) ReloadIfIdle() tea.Cmd {
	if m.Listing.loading {
		return nil
	}
	return m.Reload()
}

// ReloadMarked is list where marks changed since it was asked for.
func (m *Model) ReloadMarked() tea.Cmd {
	if !m.Listing.ShowMark {
		return nil
	}
	return m.Reload()
}

// Unread is how many kept articles are unread, and whether that is known.
func (m *Model) Unread() (n int, known bool) { return m.Listing.Counts.Unread, m.Listing.Shown }

// Results is how many articles the search found, and whether that is known.
func (m *Finder) Results() (n int, known bool) { return m.count, !m.loading }

// Cycle lists all headlines, then the unread, then the starred.
func (m *Model) Cycle() tea.Cmd {
	m.timeline.end()
	m.Search.EndSearch()
	if it, ok := m.Headlines.Selected(); ok {
		m.Listing.choose = it.ID
	}
	m.Listing.Filter = (m.Listing.Filter + 1) % (store.Starred + 1)
	return m.Restart()
}

// Story asks for the timeline of an article's story.
func (m *Model) Story(id feed.ID) tea.Cmd {
	m.timeline.number++
	return storyCommand(m.env.Context, m.env.Store, m.timeline.number, id)
}

// ChooseOpened chooses a headline that is opened.
func (m *Model) ChooseOpened(id feed.ID) {
	m.Moved()
	m.Active().Choose(id)
	m.Headlines.Choose(id)
}

// NextUnread finds the first unread headline below the chosen one. Where the window of the
// list ends there may be more: then it asks for older ones, or for the list from its top.
func (m *Model) NextUnread(visited bool) (id feed.ID, more more, cmd tea.Cmd) {
	items, from := m.Active().Items(), m.Active().Cursor()+1
	if m.AtStart(visited) {
		from--
	}
	for _, it := range items[min(from, len(items)):] {
		if !it.Read {
			return it.ID, noMore, nil
		}
	}
	switch {
	case m.windowed() && !m.Listing.whole:
		return 0, MoreBelow, m.older()
	case m.windowed() && m.Listing.above > 0 && m.Listing.Counts.Unread > 0:
		return 0, MoreAbove, m.Restart()
	}
	return m.FirstUnread(), noMore, nil
}

// more is where unread headlines may be beyond the window.
type more uint8

// Where more unread headlines may be.
const (
	noMore more = iota
	MoreBelow
	MoreAbove
)

// FirstUnread is the first unread headline of the list on the screen; 0 for none.
func (m *Model) FirstUnread() feed.ID {
	for _, it := range m.Active().Items() {
		if !it.Read {
			return it.ID
		}
	}
	return 0
}

// Heading says what the list shows, and where in it the reader is.
func (m *Model) Heading() headlines.Heading {
	l := m.env.Locale
	items := m.Active().Items()
	h := headlines.Heading{Title: l.AllHeadlines}
	at, total := m.Listing.above+m.Active().Cursor()+1, m.total()
	switch m.Listing.listed {
	case store.Unread:
		h.Title = l.UnreadOnly
	case store.Starred:
		h.Title = l.StarredOnly
	}
	switch {
	case m.timeline.of != 0:
		h.Title, at, total = l.StoryHeading, m.chapters.Cursor()+1, len(items)
		if m.Watched.follows(m.timeline.of) {
			h.Remark = l.StoryWatched
		}
	case m.Search.active:
		h.Title = l.SearchPrompt + m.Search.found
		at, total = m.Found.Cursor()+1, len(items)
	case m.Listing.fresh > 0 && !m.Headlines.AtTop():
		h.Remark = locale.Fill(l.NewAbove, l.Count(m.Listing.fresh, l.NewNoun))
	}
	if len(items) > 0 {
		h.Count = l.Number(at) + "/" + l.Number(total)
	}
	return h
}
