package ui

import (
	"context"
	"errors"
	"io"
	"os/exec"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/locale"

	tea "charm.land/bubbletea/v2"
)

// use is what an article's address is asked for.
type use uint8

// target is what a key is for: an article that is kept, or a related story that is not.
type target struct {
	id      feed.ID // 0: not kept
	title   string
	url     string // of a story that is not kept
	outside bool   // it is another site's
}

// link opens or copies the target's address.
func (m *exporter) link(t target, u use) tea.Cmd {
	switch {
	case t.url != "":
		return m.useLink(linkMsg{url: t.url, use: u})
	case t.id == 0:
		m.notes.tell(m.env.Locale.Nothing)
		return nil
	}
	return linkCommand(m.env.ctx, m.env.Store, t.id, u, m.env.opener())
}

// openURL opens an address that is not an article's.
func (m *exporter) openURL(url string) tea.Cmd { return browseCommand(url, m.env.opener()) }

// useLink says what became of an address, and copies it where that was asked:
// the terminal does it (OSC 52), and may be set not to, so the address is shown.
func (m *exporter) useLink(msg linkMsg) tea.Cmd {
	var inTerminal *TerminalBrowser
	switch {
	case errors.As(msg.err, &inTerminal):
		return tea.Exec(&browsing{browser: inTerminal, run: m.env.runner()}, func(err error) tea.Msg {
			msg.err = err
			return browsedMsg{msg}
		})
	case msg.err != nil && msg.use == toBrowse:
		m.notes.warn(locale.Fill(m.env.Locale.ErrBrowser, msg.err.Error()))
	case msg.err != nil:
		m.notes.fail(msg.err)
	case msg.url == "":
		m.notes.tell(m.env.Locale.NoLink)
	case msg.use == toCopy:
		m.notes.tell(locale.Fill(m.env.Locale.Copied, msg.url))
		return tea.SetClipboard(msg.url)
	default:
		m.notes.tell(locale.Fill(m.env.Locale.Browsed, msg.url))
	}
	return nil
}

// browsing runs a browser in the terminal. It is a [tea.ExecCommand].
type browsing struct {
	browser   *TerminalBrowser
	run       func(*exec.Cmd) error
	in        io.Reader
	out, errs io.Writer
}

// browsedMsg says how a browser in the terminal ended that was given an address.
type browsedMsg struct{ link linkMsg }

const (
	toBrowse use = iota
	toCopy
)

// linkCommand reads an article's address, for what use is to be made of it. The
// browser is started here: that touches the world.
func linkCommand(
	ctx context.Context, s *store.Store, id feed.ID, u use, browse func(string) error,
) tea.Cmd {
	return func() tea.Msg {
		e, err := s.Article(ctx, id)
		if err == nil && u == toBrowse && e.Link != "" {
			err = browse(e.Link)
		}
		return linkMsg{url: e.Link, use: u, err: err}
	}
}

func browseCommand(url string, browse func(string) error) tea.Cmd {
	return func() tea.Msg { return linkMsg{url: url, use: toBrowse, err: browse(url)} }
}

// linkMsg is the address of an article, and what to do with it.
type linkMsg struct {
	url string
	use use
	err error
}
