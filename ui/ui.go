// Package ui owns what the reader sees and does: three panes walked by keyboard
// and mouse over what the store keeps. It refuses to know how a feed is fetched
// or where a mark is written: commands ask, and bring the answers home.
package ui

import (
	"context"
	"errors"
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"breageek/feed"
	"breageek/store"
	"breageek/store/pictures"
	"breageek/store/refresh"
	"breageek/ui/headlines"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/reader"
	"breageek/ui/related"
	"breageek/ui/theme"
)

// Library is a body of articles and where more come from: the reader's own, or
// the sample edition.
type Library struct {
	Store   *store.Store
	Client  *feed.Client
	Sources []feed.Source
	// Followed is every source that the user follows, also those that are not asked now.
	Followed []feed.Source
	Sample   bool
	Offline  bool // nothing is asked of the network
}

// Deps is what the reader's screen stands on. Store, Client and Locale must be
// set; the rest has defaults.
type Deps struct {
	Library
	// Fallback opens the sample edition, for the day when nothing is kept and
	// no source answers. Nil: there is none.
	Fallback func() (Library, error)
	Locale   *locale.Locale
	// Browse opens an address outside; a *TerminalBrowser wants the terminal for it. Nil:
	// cannot.
	Browse   func(url string) error
	Now      func() time.Time          // nil: time.Now
	Theme    string                    // "auto", "light" or "dark"
	Measure  int                       // cells of a line of text; 0 means 72
	Refresh  time.Duration             // between refreshes; 0: only by hand
	FullText refresh.FullText          // whose pages are asked for unbidden
	Pager    func() (*exec.Cmd, error) // shows what it reads on standard input; nil: there is none
	// Run runs a program that takes the terminal. Nil: as exec does.
	Run func(*exec.Cmd) error
	// Suspend stops the program until it is continued. Nil: as Bubble Tea does.
	Suspend  func() error
	Pictures string     // "auto", "blocks" or "off"; empty is auto
	Config   string     // the file that names the sources, for the user
	Keep     store.Keep // what a refresh lets go; zero: nothing
	// PictureCache keeps the pictures of articles. Nil: none is shown.
	PictureCache *pictures.Cache
	// Unrepaired leaves the translator's dirt in the texts.
	Unrepaired bool
	Style      *Style // how texts look; nil: as the theme does
}

// Style is how texts look: a style file of glamour that was read.
type Style = reader.Style

// ParseStyle reads a style file of glamour (JSON).
func ParseStyle(file []byte) (*Style, error) { return reader.ParseStyle(file) }

// Model is the program's screen. It is a [tea.Model].
type Model struct {
	deps   Deps
	home   Library // the reader's own, while the sample edition is shown
	locale *locale.Locale
	theme  *theme.Theme
	keys   keyMap
	ctx    context.Context
	stop   context.CancelFunc

	frame   layout.Frame
	focus   layout.Pane
	zen     bool // the article alone
	measure int  // cells of a line of text
	help    helpScreen

	headlines *headlines.Model // the list
	found     *headlines.Model // what a search found
	chapters  *headlines.Model // a story's timeline
	reader    *reader.Model
	related   *related.Model
	cache     *reader.Cache[store.Entry]

	listing  listing  // what the list shows
	search   search   // what is searched for, in the archive
	prompt   prompt   // the line the reader is typing
	article  article  // what the article pane shows
	trail    trail    // the way come
	timeline timeline // whose story is in the list's place
	watching watching
	asking   asking

	following following // a link of the text
	bulk      bulk
	stopSync  context.CancelFunc // ends the looking at the state on the disk
	pictures  pictureState
	refresh   refreshing
	note      note
	saving    saving
	pointer   pointer
	loaded    tea.Cmd // what follows from the list that was loaded first
}

// New makes the screen. Its first frame waits for nothing: the list comes from
// the disk by a command.
func New(d Deps) *Model {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Measure == 0 {
		d.Measure = 72
	}
	th := theme.New(d.Theme != "light")
	m := &Model{
		deps: d, locale: d.Locale, theme: th, keys: newKeyMap(d.Locale),
		headlines: headlines.New(th, d.Locale, d.Now),
		found:     headlines.New(th, d.Locale, d.Now),
		chapters:  headlines.New(th, d.Locale, d.Now),
		reader:    reader.New(th, d.Locale),
		related:   related.New(th, d.Locale),
		cache:     reader.NewCache[store.Entry](cacheBytes),
	}
	m.measure = m.rememberedMeasure()
	m.ctx, m.stop = context.WithCancel(context.Background())
	m.prompt, m.pictures = newPrompt(), newPictures()
	m.reader.Clear("")
	return m
}

// cacheBytes bounds the rendered texts kept at hand: some sixty articles of a
// thousand words.
const cacheBytes = 4 << 20

// Load reads the first window of the list from the disk before the program runs,
// so that its very first frame shows headlines. It is no more than Init would
// have a command do; an error is told on the screen.
func (m *Model) Load() {
	if msg, ok := trailCommand(m.ctx, m.deps.Store)().(trailMsg); ok {
		m.resume(msg)
	}
	if msg, ok := m.relist()().(listMsg); ok {
		m.loaded = m.listed(msg)
	}
}

// Init asks the disk for the list where it is not loaded, the terminal for its
// background and the sources for news, all at once.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.loaded, tick(), m.watchAgain(), m.askTerminal(), m.sync(syncEvery)}
	if !m.listing.shown {
		cmds = append(cmds, m.relist())
	}
	if m.deps.Theme != "light" && m.deps.Theme != "dark" {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	for _, n := range m.deps.Store.Notices() {
		m.warn(ExplainNotice(m.locale, n))
	}
	return tea.Batch(cmds...)
}

// Update routes each message to the one method that knows it.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.route(msg)
	m.tellWay()
	return m, cmd
}

func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.PasteMsg:
		return m.typed(msg)
	case tea.WindowSizeMsg:
		return m.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		return m.background(msg.IsDark())
	case tea.MouseClickMsg:
		return m.click(tea.Mouse(msg))
	case tea.MouseWheelMsg:
		return m.wheel(tea.Mouse(msg))
	}
	return m.routeAnswer(msg)
}

// routeAnswer routes what commands bring home.
func (m *Model) routeAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listMsg:
		return m.listed(msg)
	case foundMsg:
		return m.wasFound(msg)
	case textMsg:
		return m.arrived(msg)
	case relatedMsg:
		return m.relatedTo(msg)
	case linkMsg:
		return m.useLink(msg)
	case wholeMsg:
		return m.handOver(msg)
	case leftMsg:
		return m.left(msg)
	case browsedMsg:
		return m.browsed(msg)
	case pageMsg:
		return m.paged(msg)
	case followedMsg:
		return m.followed(msg)
	case syncedMsg:
		return m.synced(msg)
	case bulkMsg:
		return m.counted(msg)
	case storyMsg:
		return m.told(msg)
	case trailMsg:
		m.resume(msg)
	case watchMsg:
		return m.watched(msg)
	case refreshMsg:
		return m.refreshed(msg)
	case completeMsg:
		return m.completed(msg)
	case saveMsg:
		return m.save()
	case savedMsg:
		return m.saved(msg)
	case failedMsg:
		m.fail(msg.err)
	case fallbackMsg:
		return m.fellBack(msg)
	case tickMsg:
		return m.tick()
	case doneMsg:
		m.say(msg.note)
	default:
		return m.routePictures(msg)
	}
	return nil
}

// routePictures routes what has to do with pictures, and with what the terminal can do.
func (m *Model) routePictures(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		return m.profiled(msg.Profile)
	case tea.TerminalVersionMsg:
		return m.terminalNamed(msg.Name)
	case tea.ResumeMsg:
		return m.drawAgain()
	case uv.KittyGraphicsEvent:
		return m.terminalDraws(msg)
	case pictureMsg:
		return m.pictured(msg)
	case collectedMsg:
		m.collected(msg)
	}
	return nil
}

// Leave notes where the user is, to be written by Close. Call it when the program has ended
// otherwise than by its own key.
func (m *Model) Leave() {
	m.keepPlace()
	m.keepTrail()
}

// Close stops what is under way, and closes the libraries the screen showed:
// what is unsaved is written. Call it when the program has ended.
func (m *Model) Close() error {
	m.stop()
	var errs []error
	for _, l := range []Library{m.deps.Library, m.home} {
		if l.Store != nil {
			l.Client.Close()
			errs = append(errs, l.Store.Close())
		}
	}
	return errors.Join(errs...)
}

// resize cuts the screen anew. The reader's place in the text is kept: the text
// of the old width stays until the one of the new width is rendered.
func (m *Model) resize(width, height int) tea.Cmd {
	m.frame = m.split(width, height)
	return m.arrange()
}

// arrange gives each pane its rectangle, and asks for the text at its width.
func (m *Model) arrange() tea.Cmd {
	size := func(p layout.Pane) (int, int) {
		r := m.frame.Panes[p]
		return r.W, r.H
	}
	if m.frame.Visible(layout.Headlines) {
		m.headlines.SetSize(size(layout.Headlines))
		m.found.SetSize(size(layout.Headlines))
		m.chapters.SetSize(size(layout.Headlines))
	}
	if m.frame.Visible(layout.Related) {
		m.related.SetSize(size(layout.Related))
	}
	if m.frame.Visible(layout.Reader) {
		place := m.placeNow()
		m.reader.SetSize(size(layout.Reader))
		return m.rerender(place)
	}
	return nil
}

// focusOn gives the keys to a pane, and the screen too where only one fits. The
// article is no longer alone when it loses them.
func (m *Model) focusOn(p layout.Pane) tea.Cmd {
	if m.focus == p {
		return nil
	}
	left := m.stopFollowing()
	m.focus = p
	was := m.frame.Shape
	if m.zen {
		m.zen = false
		return tea.Batch(left, m.reframe())
	}
	m.frame = m.split(m.frame.Width, m.frame.Height)
	if was == layout.Single || m.frame.Shape != was {
		return tea.Batch(left, m.arrange())
	}
	return left
}

// background follows the terminal's answer.
func (m *Model) background(dark bool) tea.Cmd {
	if dark == m.theme.Dark {
		return nil
	}
	m.theme = theme.New(dark)
	m.headlines.SetTheme(m.theme)
	m.found.SetTheme(m.theme)
	m.chapters.SetTheme(m.theme)
	m.reader.SetTheme(m.theme)
	m.related.SetTheme(m.theme)
	return m.rerender(m.placeNow())
}
