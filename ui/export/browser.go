package export

import (
	"context"
	"errors"
	"io"
	"os/exec"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/session"

	tea "charm.land/bubbletea/v2"
)

// use is what an article's address is asked for.
type use uint8

// Target is what a key is for: an article that is kept, or a related story that is not.
type Target struct {
	ID      feed.ID // 0: not kept
	Title   string
	URL     string // of a story that is not kept
	Outside bool   // it is another site's
}

// Link opens or copies the target's address.
func (m *Exporter) Link(t Target, u use) tea.Cmd {
	switch {
	case t.URL != "":
		return m.UseLink(LinkMsg{URL: t.URL, Use: u})
	case t.ID == 0:
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	}
	return linkCommand(m.env.Context, m.env.Store, t.ID, u, m.env.Opener())
}

// OpenURL opens an address that is not an article's.
func (m *Exporter) OpenURL(url string) tea.Cmd { return browseCommand(url, m.env.Opener()) }

// UseLink says what became of an address, and copies it where that was asked:
// the terminal does it (OSC 52), and may be set not to, so the address is shown.
func (m *Exporter) UseLink(msg LinkMsg) tea.Cmd {
	var inTerminal *session.TerminalBrowser
	switch {
	case errors.As(msg.err, &inTerminal):
		return tea.Exec(&browsing{browser: inTerminal, run: m.env.Runner()}, func(err error) tea.Msg {
			msg.err = err
			return BrowsedMsg{msg}
		})
	case msg.err != nil && msg.Use == ToBrowse:
		m.notes.Warn(locale.Fill(m.env.Locale.ErrBrowser, msg.err.Error()))
	case msg.err != nil:
		m.notes.Error(msg.err)
	case msg.URL == "":
		m.notes.Info(m.env.Locale.NoLink)
	case msg.Use == ToCopy:
		m.notes.Info(locale.Fill(m.env.Locale.Copied, msg.URL))
		return tea.SetClipboard(msg.URL)
	default:
		m.notes.Info(locale.Fill(m.env.Locale.Browsed, msg.URL))
	}
	return nil
}

// browsing runs a browser in the terminal. It is a [tea.ExecCommand].
type browsing struct {
	browser   *session.TerminalBrowser
	run       func(*exec.Cmd) error
	in        io.Reader
	out, errs io.Writer
}

// BrowsedMsg says how a browser in the terminal ended that was given an address.
type BrowsedMsg struct{ Link LinkMsg }

// What an address is for: to be opened in the browser, or to be copied.
const (
	ToBrowse use = iota
	ToCopy
)

// linkCommand reads an article's address, for what use is to be made of it. The
// browser is started here: that touches the world.
func linkCommand(
	ctx context.Context, s *store.Store, id feed.ID, u use, browse func(string) error,
) tea.Cmd {
	return func() tea.Msg {
		e, err := s.Article(ctx, id)
		if err == nil && u == ToBrowse && e.Link != "" {
			err = browse(e.Link)
		}
		return LinkMsg{URL: e.Link, Use: u, err: err}
	}
}

func browseCommand(url string, browse func(string) error) tea.Cmd {
	return func() tea.Msg { return LinkMsg{URL: url, Use: ToBrowse, err: browse(url)} }
}

// LinkMsg is the address of an article, and what to do with it.
type LinkMsg struct {
	URL string
	Use use
	err error
}
