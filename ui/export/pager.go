package export

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/plain"
)

// WholeMsg is an article in Markdown, and what to do with it.
type WholeMsg struct {
	ID    feed.ID
	words int
	text  string
	pager *exec.Cmd // what shows it; nil: it goes to the clipboard
	err   error
}

// LeftMsg says how the pager ended.
type LeftMsg struct{ Err error }

// clipboardLimit is how long a text may be for OSC 52, in bytes. hterm's script for
// it sends nothing longer than 100,000 characters (osc52.sh in Chromium's libapps,
// OSC_52_MAX_SEQUENCE); less the 8 of the sequence itself, in base64, that is 74,994
// bytes of text. Terminals that take less, or more, do not tell.
const clipboardLimit = (100_000 - 8) / 4 * 3

// ToPager shows the target's whole text in the user's pager.
func (m *Exporter) ToPager(t Target) tea.Cmd {
	if m.env.Pager == nil {
		return m.whole(t, noPager)
	}
	return m.whole(t, m.env.Pager)
}

func noPager() (*exec.Cmd, error) { return nil, &exec.Error{Name: "less", Err: exec.ErrNotFound} }

// ToClipboard copies the target's whole text.
func (m *Exporter) ToClipboard(t Target) tea.Cmd { return m.whole(t, nil) }

func (m *Exporter) whole(t Target, pager func() (*exec.Cmd, error)) tea.Cmd {
	switch {
	case t.Outside:
		m.notes.Info(m.env.Locale.OutsideOnly)
		return nil
	case t.URL != "":
		m.notes.Info(m.env.Locale.TextNotKept)
		return nil
	case t.ID == 0:
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	}
	p := plain.Printer{Locale: m.env.Locale, Zone: m.env.Zone(), Unrepaired: m.env.Unrepaired}
	return wholeCommand(m.env.Context, m.env.Store, t.ID, p, pager)
}

// wholeCommand reads an article from the archive and writes it in Markdown; the
// pager is looked for here: that touches the world.
func wholeCommand(
	ctx context.Context, s *store.Store, id feed.ID, p plain.Printer,
	pager func() (*exec.Cmd, error),
) tea.Cmd {
	return func() tea.Msg {
		e, err := s.Article(ctx, id)
		if err != nil {
			return WholeMsg{err: err}
		}
		var b strings.Builder
		p.Out = &b
		msg := WholeMsg{ID: id, words: e.Words}
		if msg.err = p.Reading(e); msg.err == nil && pager != nil {
			msg.pager, msg.err = pager()
		}
		msg.text = b.String()
		return msg
	}
}

// HandOver hands an article's text to the pager or to the terminal's clipboard.
func (m *Exporter) HandOver(msg WholeMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		m.pagerFailed(msg.err)
	case msg.pager != nil:
		msg.pager.Stdin = strings.NewReader(msg.text)
		ended := func(err error) tea.Msg { return LeftMsg{err} }
		return tea.Exec(paging{msg.pager, m.env.Runner()}, ended)
	case len(msg.text) > clipboardLimit:
		m.notes.Warn(locale.Fill(m.env.Locale.CopyTooLong, kilobytes(m.env.Locale, len(msg.text)),
			kilobytes(m.env.Locale, clipboardLimit), msg.ID.String()[:plain.ShortID]))
	default:
		m.notes.Info(m.env.Locale.Count(msg.words, m.env.Locale.CopiedWords))
		return tea.SetClipboard(msg.text)
	}
	return nil
}

// paging runs a pager on a text. It is a [tea.ExecCommand].
type paging struct {
	*exec.Cmd
	run func(*exec.Cmd) error
}

// leastPaging is the shortest time a pager or a browser has the terminal. Bubble Tea may
// otherwise stop the clock of its screen after setting it going again, and the
// screen stays blank (charmbracelet/bubbletea issue 1778, open with 2.0.10): with a
// short text, "less -F" is done that fast.
const leastPaging = 150 * time.Millisecond

// Run shows the text and waits until the pager has ended.
func (p paging) Run() error { return atLeast(func() error { return p.run(p.Cmd) }) }

func atLeast(run func() error) error {
	begun := time.Now()
	err := run()
	time.Sleep(leastPaging - time.Since(begun))
	return err
}

// SetStdin leaves the text where it is: the pager reads its keys from the terminal.
func (p paging) SetStdin(io.Reader)    {}
func (p paging) SetStdout(w io.Writer) { p.Stdout = w }
func (p paging) SetStderr(w io.Writer) { p.Stderr = w }

// Suspend stops the program, with the terminal as it was before.
func (m *Exporter) Suspend() tea.Cmd {
	if m.env.Suspend == nil {
		return tea.Suspend
	}
	return tea.Exec(stopping(m.env.Suspend), func(error) tea.Msg { return tea.ResumeMsg{} })
}

// stopping stops the program. It is a [tea.ExecCommand].
type stopping func() error

// Run returns when the program was continued.
func (s stopping) Run() error          { return s() }
func (s stopping) SetStdin(io.Reader)  {}
func (s stopping) SetStdout(io.Writer) {}
func (s stopping) SetStderr(io.Writer) {}

// Run shows the page and waits until the browser has ended.
func (b *browsing) Run() error {
	return atLeast(func() error { return b.browser.Run(b.run, b.in, b.out, b.errs) })
}

func (b *browsing) SetStdin(r io.Reader)  { b.in = r }
func (b *browsing) SetStdout(w io.Writer) { b.out = w }
func (b *browsing) SetStderr(w io.Writer) { b.errs = w }

func kilobytes(l *locale.Locale, n int) string { return l.Number((n + 500) / 1000) }

// PagerEnded tells how the pager ended where that was not as it should be.
func (m *Exporter) PagerEnded(err error) {
	if err != nil {
		m.pagerFailed(err)
	}
}

func (m *Exporter) pagerFailed(err error) {
	var (
		missing *exec.Error
		ended   *exec.ExitError
	)
	switch {
	case errors.As(err, &missing):
		m.notes.Warn(locale.Fill(m.env.Locale.ErrNoPager, missing.Name))
	case errors.As(err, &ended) && ended.ExitCode() > 0:
		m.notes.Warn(locale.Fill(m.env.Locale.ErrPager, strconv.Itoa(ended.ExitCode())))
	case errors.As(err, &ended):
		m.notes.Warn(locale.Fill(m.env.Locale.ErrPager, ended.Error()))
	default:
		m.notes.Error(err)
	}
}
