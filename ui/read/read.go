// Package read owns what stands in the article's place and what is related to it: the text, its
// links and pictures, words found in it, and the history of what was opened. It refuses to know
// which list an article was opened from.
package read

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/export"
	"breageek/ui/keys"
	"breageek/ui/layout"
	"breageek/ui/notice"
	"breageek/ui/reader"
	"breageek/ui/related"
	"breageek/ui/session"
	"breageek/ui/theme"
)

// Model is what stands in the article's place, and what is related to it.
type Model struct {
	env    *session.Session
	notes  *notice.Board
	keys   keys.Map
	export *export.Exporter
	screen Screen

	frame layout.Frame // of the whole screen
	focus layout.Pane  // which pane has the keys

	Reader  *reader.Model
	Related *related.Model
	Cache   *reader.Cache[store.Entry]
	measure int // cells of a line of text

	Article   article       // what the article pane shows
	trail     trail         // the way come
	foundFrom *reader.Place // where the user was before finding words in the article
	Request   pageRequest

	Links    *Links
	Pictures *Gallery
	Stories  *Stories
}

// Screen is what reading asks of the screen around it.
type Screen struct {
	// Opened marks an article as read that the user asked for, and shows its pane.
	Opened     func(id feed.ID, title string) tea.Cmd
	Focus      func(layout.Pane) tea.Cmd     // a pane is to have the keys
	Neighbours func() []feed.ID              // what is likely to be opened next
	Walked     func(from, to feed.ID)        // the user walks the history between two headlines
	Placed     func(id feed.ID, percent int) // so much of an article was read
}

// New returns empty panes.
func New(
	e *session.Session, n *notice.Board, k keys.Map, x *export.Exporter, around Screen,
) *Model {
	r := &Model{env: e, notes: n, keys: k, export: x, screen: around,
		Reader:  reader.New(e.Palette, e.Locale),
		Related: related.New(e.Palette, e.Locale),
		Cache:   reader.NewCache[store.Entry](cacheBytes),
	}
	r.Links = &Links{read: r, env: e, notes: n}
	r.Pictures = &Gallery{read: r, env: e, notes: n, pictureState: newPictures()}
	r.Stories = &Stories{read: r, env: e, notes: n}
	r.measure = r.rememberedMeasure()
	r.Reader.Clear("")
	return r
}

// cacheBytes bounds the rendered texts kept at hand: some sixty articles of a
// thousand words.
const cacheBytes = 4 << 20

// SetTheme sets the colours of the panes and of the text.
func (m *Model) SetTheme(t *theme.Theme) tea.Cmd {
	m.Reader.SetTheme(t)
	m.Related.SetTheme(t)
	return m.rerender(m.placeNow())
}

// SetSize sets the size of the pane of the text, in cells.
func (m *Model) SetSize(width, height int) tea.Cmd {
	place := m.placeNow()
	m.Reader.SetSize(width, height)
	return m.rerender(place)
}

// Wanted is the article that is shown or waited for; 0 for none.
func (m *Model) Wanted() feed.ID { return m.Article.Want.ID }

// Entry is the article that is shown, without its body.
func (m *Model) Entry() store.Entry { return m.Article.Entry }

// IsLead reports whether the article is shown unasked.
func (m *Model) IsLead() bool { return m.Article.lead }

// Choosing reports whether a link of the text is being chosen.
func (m *Links) Choosing() bool {
	_, on := m.read.Reader.Following()
	return on
}

// AwaitsPage reports whether a page was asked for and has not come.
func (m *Model) AwaitsPage() bool { return m.Request.Of != 0 }

// FindNext goes to the next place found in the text, or back where n is negative.
func (m *Model) FindNext(n int) tea.Cmd {
	m.Reader.FindNext(n)
	return m.scrolled()
}

// ClickLink chooses the link in a cell of the pane and shows its address; a second click on
// it follows it.
func (m *Links) ClickLink(x, y int) tea.Cmd {
	link, ok := m.read.Reader.LinkAt(x, y)
	if !ok {
		return m.StopFollowing()
	}
	if chosen, _, on := m.read.Reader.Chosen(); on && chosen == link {
		return m.followLink(link, true)
	}
	m.forgetSeen()
	m.read.Reader.Choose(link.URL)
	return nil
}

// Heading is the title of the article that is shown; empty where none is.
func (m *Model) Heading() string { return m.Article.Entry.Heading() }
