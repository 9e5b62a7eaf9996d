// Package session owns what the parts of the screen share: the library that is open, the words,
// the colours, the clock, and the context that ends with the program. It refuses to know what
// the parts do with it.
package session

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os/exec"
	"time"

	"breageek/feed"
	"breageek/store"
	"breageek/store/pictures"
	"breageek/store/refresh"
	"breageek/ui/locale"
	"breageek/ui/reader"
	"breageek/ui/theme"
)

// Session is what all parts of the screen share: the library that is open, the words, the
// colours and the context that ends with the program.
type Session struct {
	Deps
	Home    Library // the user's own, while the sample edition is shown
	Palette *theme.Theme
	Context context.Context
	Stop    context.CancelFunc
}

// New begins a session.
func New(d Deps) *Session {
	s := &Session{Deps: d, Palette: theme.New(d.Theme != "light")}
	s.Context, s.Stop = context.WithCancel(context.Background())
	return s
}

// Sourceless reports whether there is nobody to ask: the configuration names no source. That
// is no failure of the network.
func (m *Session) Sourceless() bool { return len(m.Own().Sources) == 0 }

// NoSources says so, and how to add one.
func (m *Session) NoSources() string {
	return locale.Fill(m.Locale.NoSources, cmp.Or(m.Config, "config.toml"))
}

// Own is the user's own library, also while the sample edition stands in.
func (m *Session) Own() Library {
	if m.Home.Store != nil {
		return m.Home
	}
	return m.Library
}

// Disconnected reports whether the reader wants nothing to be asked of the network.
func (m *Session) Disconnected() bool { return m.Own().Offline }

// Runner returns what runs a program that takes the terminal.
func (m *Session) Runner() func(*exec.Cmd) error {
	if m.Run != nil {
		return m.Run
	}
	return (*exec.Cmd).Run
}

// Opener returns what opens an address in the browser.
func (m *Session) Opener() func(string) error {
	if m.Browse == nil {
		return func(string) error { return errNoBrowser }
	}
	return m.Browse
}

// Zone is where the reader is: dates are shown in it.
func (m *Session) Zone() *time.Location { return m.Now().Location() }

// Library is a body of articles and where more come from: the user's own, or
// the sample edition.
type Library struct {
	Store   *store.Store
	Client  *refresh.Client
	Sources []feed.Source
	// Followed is every source that the user follows, also those that are not asked now.
	Followed []feed.Source
	Sample   bool
	Offline  bool // nothing is asked of the network
}

// Deps is what the user's screen stands on. Store, Client and Locale must be
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
	Pictures string          // "auto", "blocks" or "off"; empty is auto
	Config   string          // the file that names the sources, for the user
	Keep     store.Retention // what a refresh lets go; zero: nothing
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

// TerminalBrowser is the error of a [Deps.Browse] whose browser shows pages in the terminal:
// Run shows the page on these streams while the screen is put away, and returns when the
// user has left it. It has run start the browser, see [Deps.Run].
type TerminalBrowser struct {
	Run func(run func(*exec.Cmd) error, in io.Reader, out, errs io.Writer) error
}

func (*TerminalBrowser) Error() string { return "the browser needs the terminal" }

var errNoBrowser = errors.New("no browser")
