package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
	"breageek/ui/reader"
	"breageek/ui/related"
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
		reader:   reader.New(e.theme, e.locale),
		related:  related.New(e.theme, e.locale),
		cache:    reader.NewCache[store.Entry](cacheBytes),
	}
	r.measure = r.rememberedMeasure()
	r.reader.Clear("")
	return r
}

// cacheBytes bounds the rendered texts kept at hand: some sixty articles of a
// thousand words.
const cacheBytes = 4 << 20
