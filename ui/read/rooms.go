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
func (m *Model) closeRooms() tea.Cmd {
	may := func(f reader.Figure) bool { return m.pictures.failed[f.URL] && m.Reader.MayGo(f) }
	if !slices.ContainsFunc(m.Reader.Figures(), may) {
		return nil
	}
	m.Cache.Forget(m.Article.Want.ID)
	return m.rerender(m.placeNow())
}

// goneFor is how long a picture that could not be had is taken to be gone, where the cache
// does not know better; a refresh that is answered, or the key for pictures, ends it.
const goneFor = 10 * time.Minute

// isGone says whether a picture could not be had lately.
func (m *Model) isGone(url string) bool {
	at, ok := m.pictures.gone[url]
	return ok && m.env.Now().Sub(at).Abs() < goneFor
}

// hasGone says whether a text has room for a picture that is gone: it was set before that
// was known.
func (m *Model) hasGone(figures []reader.Figure) bool {
	return slices.ContainsFunc(figures, func(f reader.Figure) bool { return m.isGone(f.URL) })
}

// inSight says whether an article's text is on the screen: none of its lines may be moved.
func (m *Model) inSight(id feed.ID) bool {
	return m.Reader.ID() == id && m.frame.Visible(layout.Reader)
}

// goneAndRooms gives the pictures that an article is set without, and those that keep their
// room although they cannot be had: where it would take lines along that are in sight.
func (m *Model) goneAndRooms(id feed.ID) (gone, rooms map[string]bool) {
	gone, rooms = map[string]bool{}, map[string]bool{}
	for url := range m.pictures.gone {
		gone[url] = m.isGone(url)
	}
	for _, f := range m.Reader.Figures() {
		if m.inSight(id) && !m.Reader.MayGo(f) {
			rooms[f.URL] = true
		}
	}
	return gone, rooms
}
