package read

import (
	"context"
	"net/url"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/export"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/reader"
	"breageek/ui/session"
)

// following is what becomes of the link that the reader chose in the text.
type following struct {
	Number int    // of the question asked last
	seen   string // the address that was shown, and that the next enter key opens
	reason string // why it is the browser's
}

// Links follows the links of the text.
type Links struct {
	read  *Model
	env   *session.Session
	notes *notice.Board
	following
}

// FollowedMsg says which article stands at a link, for the question of that number.
type FollowedMsg struct {
	Number int
	Link   reader.Link
	seen   bool // its address was on the screen when it was chosen
	ID     feed.ID
	Kept   bool
	title  string // of the article that is kept
	err    error
}

// StartFollowing has the links of the open article show their numbers.
func (m *Links) StartFollowing() tea.Cmd {
	m.forgetSeen()
	if m.read.Reader.ID() != 0 && !m.read.Reader.Follow(true) {
		m.notes.Info(m.env.Locale.FollowNone)
	}
	return nil
}

// StopFollowing ends it, and goes back to where the reader was: a link that was shown from
// afar was looked at, not gone to.
func (m *Links) StopFollowing() tea.Cmd {
	if !m.Unfollow() {
		return nil
	}
	return m.read.Glanced()
}

// Unfollow is stopFollowing for a text that is about to leave the screen: its pictures are
// not drawn any more. It reports whether a link was being chosen.
func (m *Links) Unfollow() bool {
	m.forgetSeen()
	_, on := m.read.Reader.Following()
	if on {
		m.read.Reader.Follow(false)
	}
	return on
}

// forgetSeen forgets which address was shown, and what was asked about a link: another
// one is being chosen, or none.
func (m *Links) forgetSeen() { m.following = following{Number: m.Number + 1} }

// FollowKey does what a key does while a link is chosen; done is false for a key that
// ends the choice and means what it always means.
func (m *Links) FollowKey(msg tea.KeyPressMsg) (cmd tea.Cmd, done bool) {
	k := m.read.keys
	link, _, chosen := m.read.Reader.Chosen()
	digit := msg.String()
	switch {
	case len(digit) == 1 && digit >= "0" && digit <= "9":
		return m.typeNumber(digit), true
	case msg.String() == "backspace":
		m.forgetSeen()
		m.read.Reader.Type("")
	case key.Matches(msg, k.NextPane):
		return m.tab(1), true
	case key.Matches(msg, k.PrevPane):
		return m.tab(-1), true
	case key.Matches(msg, k.Open, k.Copy, k.Browse) && chosen:
		return m.useChosen(msg, link), true
	case key.Matches(msg, k.Close):
		return m.StopFollowing(), true
	case key.Matches(msg, k.Open, k.Copy, k.Browse): // nothing is chosen yet
	case key.Matches(msg, k.Up, k.Down, k.HalfDown, k.HalfUp, k.PageDown, k.PageUp):
		return nil, false // the text may be scrolled meanwhile
	default:
		return m.StopFollowing(), false
	}
	return nil, true
}

// tab chooses the nth link behind the chosen one, or before it where n is negative.
func (m *Links) tab(n int) tea.Cmd {
	m.forgetSeen()
	m.read.Reader.Tab(n)
	return m.read.Glanced()
}

// useChosen follows the chosen link, or hands its address to the browser or the clipboard. A
// link within the text has none.
func (m *Links) useChosen(msg tea.KeyPressMsg, link reader.Link) tea.Cmd {
	k := m.read.keys
	switch {
	case key.Matches(msg, k.Open):
		return m.followLink(link, true)
	case link.Within():
		return nil
	case key.Matches(msg, k.Browse):
		return tea.Batch(m.StopFollowing(), m.read.export.OpenURL(link.URL))
	}
	copied := m.read.export.UseLink(export.LinkMsg{URL: link.URL, Use: export.ToCopy})
	return tea.Batch(m.StopFollowing(), copied)
}

// typeNumber adds a digit to the number of the link that is meant, and follows it when it
// is whole.
func (m *Links) typeNumber(digit string) tea.Cmd {
	m.forgetSeen()
	before, _ := m.read.Reader.Following()
	whole := m.read.Reader.Type(digit)
	switch typed, _ := m.read.Reader.Following(); {
	case typed == before:
		m.notes.Info(locale.Fill(m.env.Locale.FollowNoNumber, before+digit))
	case whole:
		link, _, _ := m.read.Reader.Chosen()
		return m.followLink(link, false)
	}
	return m.read.Glanced()
}

// followLink goes where a link leads. An address that the reader has not seen yet is
// shown before the browser gets it.
func (m *Links) followLink(link reader.Link, seen bool) tea.Cmd {
	if link.Within() {
		m.forgetSeen()
		if !m.read.Reader.Jump(link) {
			m.notes.Info(m.env.Locale.Loading)
		}
		return m.read.Glanced()
	}
	if m.seen == link.URL {
		return tea.Batch(m.StopFollowing(), m.read.export.OpenURL(link.URL))
	}
	m.Number++
	return followCommand(m.env.Context, m.env.Store, m.Number, link, seen)
}

func followCommand(ctx context.Context, s *store.Store, n int, link reader.Link,
	seen bool) tea.Cmd {
	return func() tea.Msg {
		msg := FollowedMsg{Number: n, Link: link, seen: seen}
		if msg.ID, msg.Kept, msg.err = s.At(ctx, link.URL); msg.Kept {
			msg.title = headingOf(ctx, s, msg.ID)
		}
		return msg
	}
}

// headingOf reads the title of an article; empty where it cannot be read.
func headingOf(ctx context.Context, s *store.Store, id feed.ID) string {
	e, err := s.Article(ctx, id)
	if err != nil {
		return "" // opening it explains why
	}
	return e.Heading()
}

// LinkFound opens what is kept, fetches what is of the same site, and leaves the rest
// to the browser.
func (m *Links) LinkFound(msg FollowedMsg) tea.Cmd {
	if msg.Number != m.Number {
		return nil
	}
	_, on := m.read.Reader.Following()
	switch {
	case !on:
		return nil // the reader went on to something else
	case msg.err != nil:
		m.notes.Error(msg.err)
		return m.StopFollowing()
	case msg.Kept && msg.ID == m.read.Article.Want.ID:
		m.notes.Info(m.env.Locale.FollowHere)
		return m.StopFollowing()
	case msg.Kept: // the way back leads to where the reader was, not to where the link is
		to := visit{ID: msg.ID, title: msg.title, byWay: true}
		return tea.Batch(m.StopFollowing(), m.read.visit(to))
	case m.ofThisSite(msg.Link.URL) && !m.env.Offline:
		return tea.Batch(m.StopFollowing(), m.read.openLink(msg.Link.URL, msg.Link.Text))
	case msg.seen:
		return tea.Batch(m.StopFollowing(), m.read.export.OpenURL(msg.Link.URL))
	default:
		m.seen = msg.Link.URL
	}
	return nil
}

// ofThisSite reports whether a link leads to another page of the open article's site.
func (m *Links) ofThisSite(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") &&
		host(link) == host(m.read.Article.Entry.Link)
}

// offerBrowser shows the address of a page that could not be had, and why: the next
// enter key opens it in the browser. A reader who is busy with something else since
// hears only why.
func (m *Links) offerBrowser(link, reason string, busy bool) {
	_, choosing := m.read.Reader.Following()
	if choosing || busy || !m.read.Reader.Choose(link) {
		m.notes.Warn(reason)
		return
	}
	m.notes.Clear()
	m.seen, m.reason = link, reason
}
