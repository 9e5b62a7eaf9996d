package read

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/ui/layout"
	"breageek/ui/reader"
)

// closeRooms sets the text anew without the rooms of pictures that cannot be had, as soon as
// that moves no line in sight. Until then the room says so.
func (m *Gallery) closeRooms() tea.Cmd {
	may := func(f reader.Figure) bool { return m.failed[f.URL] && m.read.Reader.MayGo(f) }
	if !slices.ContainsFunc(m.read.Reader.Figures(), may) {
		return nil
	}
	m.read.Cache.Forget(m.read.Article.Want.ID)
	return m.read.rerender(m.read.placeNow())
}

// goneFor is how long a picture that could not be had is taken to be gone, where the cache
// does not know better; a refresh that is answered, or the key for pictures, ends it.
const goneFor = 10 * time.Minute

// isGone reports whether a picture could not be had lately.
func (m *Gallery) isGone(url string) bool {
	at, ok := m.gone[url]
	return ok && m.env.Now().Sub(at).Abs() < goneFor
}

// hasGone reports whether a text has room for a picture that is gone: it was set before that
// was known.
func (m *Gallery) hasGone(figures []reader.Figure) bool {
	return slices.ContainsFunc(figures, func(f reader.Figure) bool { return m.isGone(f.URL) })
}

// inSight reports whether an article's text is on the screen: none of its lines may be moved.
func (m *Model) inSight(id feed.ID) bool {
	return m.Reader.ID() == id && m.frame.Visible(layout.Reader)
}

// goneAndRooms returns the pictures that an article is set without, and those that keep their
// room although they cannot be had: where it would take lines along that are in sight.
func (m *Gallery) goneAndRooms(id feed.ID) (gone, rooms map[string]bool) {
	gone, rooms = map[string]bool{}, map[string]bool{}
	for url := range m.gone {
		gone[url] = m.isGone(url)
	}
	for _, f := range m.read.Reader.Figures() {
		if m.read.inSight(id) && !m.read.Reader.MayGo(f) {
			rooms[f.URL] = true
		}
	}
	return gone, rooms
}
