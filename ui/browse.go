package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// browseModel is what stands in the list's place.
type browseModel struct {
	env   *session
	notes *board

	headlines *headlines.Model // the list
	found     *headlines.Model // what a search found
	chapters  *headlines.Model // a story's timeline

	listing  listing  // what the list shows
	search   search   // what is searched for, in the archive
	timeline timeline // whose story is in the list's place
	watching watching
	bulk     bulk

	refreshing bool // sources are being asked
	completing bool // pages are being asked for
}

func newBrowseModel(e *session, n *board) *browseModel {
	return &browseModel{env: e, notes: n,
		headlines: headlines.New(e.colours, e.Locale, e.Now),
		found:     headlines.New(e.colours, e.Locale, e.Now),
		chapters:  headlines.New(e.colours, e.Locale, e.Now),
	}
}

// setSize gives every list the rectangle of its pane, in cells.
func (m *browseModel) setSize(width, height int) {
	for _, titles := range m.titleLists() {
		titles.SetSize(width, height)
	}
}

// setTheme gives every list its colours.
func (m *browseModel) setTheme(t *theme.Theme) {
	for _, titles := range m.titleLists() {
		titles.SetTheme(t)
	}
}

// tick keeps the ages of the headlines true.
func (m *browseModel) tick() {
	for _, titles := range m.titleLists() {
		titles.Tick()
	}
}

// touch notes that the user did something: no list forms under their eyes any more.
func (m *browseModel) touch() { m.listing.blank = false }

// inTimeline reports whether a story's timeline stands in the list's place.
func (m *browseModel) inTimeline() bool { return m.timeline.of != 0 }

// inSearch reports whether what a search found stands in the list's place.
func (m *browseModel) inSearch() bool { return m.search.active }

// blank reports whether nothing at all is kept.
func (m *browseModel) blank() bool {
	return len(m.headlines.Items()) == 0 && m.listing.filter == store.All
}

// atTop reports whether the first headline is chosen and in sight: what is new is seen.
func (m *browseModel) atTop() bool { return m.headlines.AtTop() && m.headlines.Cursor() == 0 }

// reloadIfIdle is list, unless the list is being asked for already.
func (m *browseModel) reloadIfIdle() tea.Cmd {
	if m.listing.asked {
		return nil
	}
	return m.list()
}

// reloadMarked is list where marks changed since it was asked for.
func (m *browseModel) reloadMarked() tea.Cmd {
	if !m.listing.marked {
		return nil
	}
	return m.list()
}

// unread is how many kept articles are unread, and whether that is known.
func (m *browseModel) unread() (n int, known bool) { return m.listing.counts.Unread, m.listing.shown }

// results is how many articles the search found, and whether that is known.
func (m *browseModel) results() (n int, known bool) { return m.search.count, !m.search.asked }

// cycle lists all headlines, then the unread, then the starred.
func (m *browseModel) cycle() tea.Cmd {
	m.timeline.end()
	m.endSearch()
	if it, ok := m.headlines.Selected(); ok {
		m.listing.choose = it.ID
	}
	m.listing.filter = (m.listing.filter + 1) % (store.Starred + 1)
	return m.relist()
}

// story asks for the timeline of an article's story.
func (m *browseModel) story(id feed.ID) tea.Cmd {
	m.timeline.number++
	return storyCommand(m.env.ctx, m.env.Store, m.timeline.number, id)
}

// chooseOpened chooses a headline that is opened.
func (m *browseModel) chooseOpened(id feed.ID) {
	m.moved()
	m.active().Choose(id)
	m.headlines.Choose(id)
}

// nextUnread finds the first unread headline below the chosen one. Where the window of the
// list ends there may be more: then it asks for older ones, or for the list from its top.
func (m *browseModel) nextUnread(visited bool) (id feed.ID, more more, cmd tea.Cmd) {
	items, from := m.active().Items(), m.active().Cursor()+1
	if m.atStart(visited) {
		from--
	}
	for _, it := range items[min(from, len(items)):] {
		if !it.Read {
			return it.ID, noMore, nil
		}
	}
	switch {
	case m.windowed() && !m.listing.whole:
		return 0, moreBelow, m.older()
	case m.windowed() && m.listing.above > 0 && m.listing.counts.Unread > 0:
		return 0, moreAbove, m.relist()
	}
	return m.firstUnread(), noMore, nil
}

// more is where unread headlines may be beyond the window.
type more uint8

const (
	noMore more = iota
	moreBelow
	moreAbove
)

// firstUnread is the first unread headline of the list on the screen; 0 for none.
func (m *browseModel) firstUnread() feed.ID {
	for _, it := range m.active().Items() {
		if !it.Read {
			return it.ID
		}
	}
	return 0
}

// heading says what the list shows, and where in it the reader is.
func (m *browseModel) heading() headlines.Heading {
	l := m.env.Locale
	items := m.active().Items()
	h := headlines.Heading{Title: l.AllHeadlines}
	at, total := m.listing.above+m.active().Cursor()+1, m.total()
	switch m.listing.listed {
	case store.Unread:
		h.Title = l.UnreadOnly
	case store.Starred:
		h.Title = l.StarredOnly
	}
	switch {
	case m.timeline.of != 0:
		h.Title, at, total = l.StoryHeading, m.chapters.Cursor()+1, len(items)
		if m.watching.follows(m.timeline.of) {
			h.Remark = l.StoryWatched
		}
	case m.search.active:
		h.Title = l.SearchPrompt + m.search.found
		at, total = m.found.Cursor()+1, len(items)
	case m.listing.fresh > 0 && !m.headlines.AtTop():
		h.Remark = locale.Fill(l.NewAbove, l.Count(m.listing.fresh, l.NewNoun))
	}
	if len(items) > 0 {
		h.Count = l.Number(at) + "/" + l.Number(total)
	}
	return h
}
