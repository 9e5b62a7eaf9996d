package browse

import (
	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// titleLists are the lists of headlines: all of them have an article's marks.
func (m *Model) titleLists() []*headlines.Model {
	return []*headlines.Model{m.Headlines, m.Found, m.chapters}
}

// TitleOf is the title of a listed article; empty where it is not listed.
func (m *Model) TitleOf(id feed.ID) string {
	for _, titles := range m.titleLists() {
		for _, it := range titles.Items() {
			if it.ID == id {
				return it.Title
			}
		}
	}
	return ""
}

// ShowMarks shows the marks of everything that is listed.
func (m *Model) ShowMarks() {
	for _, titles := range m.titleLists() {
		for _, it := range titles.Items() {
			if st := m.env.Store.State(it.ID); st.Read != it.Read || st.Starred != it.Starred {
				titles.Mark(it.ID, st.Read, st.Starred)
			}
		}
	}
}

// ShowMark shows the marks of one article, which were others before, and counts on.
func (m *Model) ShowMark(id feed.ID, was store.State) {
	st := m.env.Store.State(id)
	for _, titles := range m.titleLists() {
		titles.Mark(id, st.Read, st.Starred)
	}
	m.Listing.Counts.Unread += one(was.Read) - one(st.Read)
	m.Listing.Counts.Starred += one(st.Starred) - one(was.Starred)
	m.Listing.ShowMark = true
	m.count()
}

// Placed shows how much of an article was read.
func (m *Model) Placed(id feed.ID, percent int) {
	for _, titles := range m.titleLists() {
		titles.Progress(id, percent)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (m *Model) items(entries []store.Entry) []headlines.Item {
	items := make([]headlines.Item, len(entries))
	for i, e := range entries {
		st := m.env.Store.State(e.ID)
		items[i] = headlines.Item{
			ID: e.ID, Title: e.Heading(),
			Source: locale.Unbind(locale.OneSpace(e.Source)),
			Date:   e.Date.In(m.env.Zone()), Read: st.Read, Starred: st.Starred,
			Watched: m.Watched.follows(e.ID), Teaser: e.Completeness == feed.Teaser,
			Progress: st.Position.Percent,
		}
	}
	return items
}

// SetSize gives every list the rectangle of its pane, in cells.
func (m *Model) SetSize(width, height int) {
	for _, titles := range m.titleLists() {
		titles.SetSize(width, height)
	}
}

// SetTheme gives every list its colours.
func (m *Model) SetTheme(t *theme.Theme) {
	for _, titles := range m.titleLists() {
		titles.SetTheme(t)
	}
}

// Tick keeps the ages of the headlines true.
func (m *Model) Tick() {
	for _, titles := range m.titleLists() {
		titles.Tick()
	}
}
