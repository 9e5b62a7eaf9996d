package ui

import (
	"cmp"
	"context"
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/reader"
	"breageek/ui/related"
	"breageek/ui/theme"
)

// session is what all parts of the screen share: the library that is open, the words, the
// colours and the context that ends with the program.
type session struct {
	deps   Deps
	home   Library // the user's own, while the sample edition is shown
	locale *locale.Locale
	theme  *theme.Theme
	ctx    context.Context
	stop   context.CancelFunc
}

func newSession(d Deps) *session {
	s := &session{deps: d, locale: d.Locale, theme: theme.New(d.Theme != "light")}
	s.ctx, s.stop = context.WithCancel(context.Background())
	return s
}

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
		headlines: headlines.New(e.theme, e.locale, e.deps.Now),
		found:     headlines.New(e.theme, e.locale, e.deps.Now),
		chapters:  headlines.New(e.theme, e.locale, e.deps.Now),
	}
}

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

// workModel is what is under way: a refresh, the completion of texts, the saving of marks.
type workModel struct {
	env   *session
	notes *board

	refresh  refreshing
	saving   saving
	stopSync context.CancelFunc // ends the looking at the state on the disk
}

// marker sets and takes back marks.
type marker struct {
	ui    *Model
	env   *session
	notes *board
}

// exporter hands articles and addresses to other programs.
type exporter struct {
	env   *session
	notes *board
}

// foot is the last line of the screen: the prompt, the message and the hints.
type foot struct {
	ui     *Model
	env    *session
	notes  *board
	prompt prompt
}

// sourceless says whether there is nobody to ask: the configuration names no source. That
// is no failure of the network.
func (m *session) sourceless() bool { return len(m.own().Sources) == 0 }

// noSources says so, and how to add one.
func (m *session) noSources() string {
	return fill(m.locale.NoSources, cmp.Or(m.deps.Config, "config.toml"))
}

func (m *session) browser() func(string) error {
	if m.deps.Browse == nil {
		return func(string) error { return errNoBrowser }
	}
	return m.deps.Browse
}

// runner gives what runs a program that takes the terminal.
func (m *session) runner() func(*exec.Cmd) error {
	if m.deps.Run != nil {
		return m.deps.Run
	}
	return (*exec.Cmd).Run
}

// zone is where the reader is: dates are shown in it.
func (m *session) zone() *time.Location { return m.deps.Now().Location() }

// own is the reader's own library, also while the sample edition stands in.
func (m *session) own() Library {
	if m.home.Store != nil {
		return m.home
	}
	return m.deps.Library
}

// offline says whether the reader wants nothing to be asked of the network.
func (m *session) offline() bool { return m.own().Offline }
