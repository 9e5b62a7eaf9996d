package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
	"breageek/ui/reader"
	"breageek/ui/related"
	"breageek/ui/theme"
)

// readModel is what stands in the article's place, and what is related to it.
type readModel struct {
	env    *session
	notes  *board
	keys   keyMap
	export *exporter
	screen readScreen

	frame layout.Frame // of the whole screen
	focus layout.Pane  // which pane has the keys

	reader  *reader.Model
	related *related.Model
	cache   *reader.Cache[store.Entry]
	measure int // cells of a line of text

	article   article       // what the article pane shows
	trail     trail         // the way come
	foundFrom *reader.Place // where the user was before finding words in the article
	following following     // a link of the text
	asking    asking
	pictures  pictureState
}

// readScreen is what reading asks of the screen around it.
type readScreen struct {
	// opened marks an article as read that the user asked for, and shows its pane.
	opened     func(id feed.ID, title string) tea.Cmd
	focus      func(layout.Pane) tea.Cmd
	neighbours func() []feed.ID              // what is likely to be opened next
	walked     func(from, to feed.ID)        // the user walks the history between two headlines
	placed     func(id feed.ID, percent int) // so much of an article was read
}

func newReadModel(e *session, n *board, k keyMap, x *exporter, around readScreen) *readModel {
	r := &readModel{env: e, notes: n, keys: k, export: x, screen: around,
		pictures: newPictures(),
		reader:   reader.New(e.colours, e.Locale),
		related:  related.New(e.colours, e.Locale),
		cache:    reader.NewCache[store.Entry](cacheBytes),
	}
	r.measure = r.rememberedMeasure()
	r.reader.Clear("")
	return r
}

// cacheBytes bounds the rendered texts kept at hand: some sixty articles of a
// thousand words.
const cacheBytes = 4 << 20

// setTheme gives the panes their colours, and the text too.
func (m *readModel) setTheme(t *theme.Theme) tea.Cmd {
	m.reader.SetTheme(t)
	m.related.SetTheme(t)
	return m.rerender(m.placeNow())
}

// setSize gives the text the rectangle of its pane, in cells.
func (m *readModel) setSize(width, height int) tea.Cmd {
	place := m.placeNow()
	m.reader.SetSize(width, height)
	return m.rerender(place)
}

// wanted is the article that is shown or waited for; 0 for none.
func (m *readModel) wanted() feed.ID { return m.article.want.ID }

// entry is the article that is shown, without its body.
func (m *readModel) entry() store.Entry { return m.article.entry }

// isLead reports whether the article is shown unasked.
func (m *readModel) isLead() bool { return m.article.lead }

// choosing reports whether a link of the text is being chosen.
func (m *readModel) choosing() bool {
	_, on := m.reader.Following()
	return on
}

// awaitsPage reports whether a page was asked for and has not come.
func (m *readModel) awaitsPage() bool { return m.asking.of != 0 }

// findNext goes to the next place found in the text, or back where n is negative.
func (m *readModel) findNext(n int) tea.Cmd {
	m.reader.FindNext(n)
	return m.scrolled()
}

// clickLink chooses the link in a cell of the pane and shows its address; a second click on
// it follows it.
func (m *readModel) clickLink(x, y int) tea.Cmd {
	link, ok := m.reader.LinkAt(x, y)
	if !ok {
		return m.stopFollowing()
	}
	if chosen, _, on := m.reader.Chosen(); on && chosen == link {
		return m.followLink(link, true)
	}
	m.forgetSeen()
	m.reader.Choose(link.URL)
	return nil
}

// heading is the title of the article that is shown; empty where none is.
func (m *readModel) heading() string { return m.article.entry.Heading() }
