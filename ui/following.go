package ui

import (
	"context"
	"net/url"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/reader"
)

// following is what becomes of the link that the reader chose in the text.
type following struct {
	number int    // of the question asked last
	seen   string // the address that was shown, and that the next enter key opens
	reason string // why it is the browser's
}

// followedMsg says which article stands at a link, for the question of that number.
type followedMsg struct {
	number int
	link   reader.Link
	seen   bool // its address was on the screen when it was chosen
	id     feed.ID
	kept   bool
	err    error
}

// startFollowing has the links of the open article show their numbers.
func (m *readModel) startFollowing() tea.Cmd {
	m.forgetSeen()
	if m.reader.ID() != 0 && !m.reader.Follow(true) {
		m.notes.tell(m.env.Locale.FollowNone)
	}
	return nil
}

// stopFollowing ends it, and goes back to where the reader was: a link that was shown from
// afar was looked at, not gone to.
func (m *readModel) stopFollowing() tea.Cmd {
	if !m.unfollow() {
		return nil
	}
	return m.glanced()
}

// unfollow is stopFollowing for a text that is about to leave the screen: its pictures are
// not drawn any more. It says whether a link was being chosen.
func (m *readModel) unfollow() bool {
	m.forgetSeen()
	_, on := m.reader.Following()
	if on {
		m.reader.Follow(false)
	}
	return on
}

// forgetSeen forgets which address was shown, and what was asked about a link: another
// one is being chosen, or none.
func (m *readModel) forgetSeen() { m.following = following{number: m.following.number + 1} }

// followKey does what a key does while a link is chosen; done is false for a key that
// ends the choice and means what it always means.
func (m *readModel) followKey(msg tea.KeyPressMsg) (cmd tea.Cmd, done bool) {
	k := m.keys
	link, _, chosen := m.reader.Chosen()
	digit := msg.String()
	switch {
	case len(digit) == 1 && digit >= "0" && digit <= "9":
		return m.typeNumber(digit), true
	case msg.String() == "backspace":
		m.forgetSeen()
		m.reader.Type("")
	case key.Matches(msg, k.NextPane):
		m.forgetSeen()
		m.reader.Tab(1)
		return m.glanced(), true
	case key.Matches(msg, k.PrevPane):
		m.forgetSeen()
		m.reader.Tab(-1)
		return m.glanced(), true
	case key.Matches(msg, k.Open) && chosen:
		return m.followLink(link, true), true
	case key.Matches(msg, k.Browse, k.Copy) && chosen && link.Within(): // it has no address
	case key.Matches(msg, k.Browse) && chosen:
		return tea.Batch(m.stopFollowing(), m.export.openURL(link.URL)), true
	case key.Matches(msg, k.Copy) && chosen:
		return tea.Batch(m.stopFollowing(), m.export.useLink(linkMsg{url: link.URL, use: toCopy})), true
	case key.Matches(msg, k.Close):
		return m.stopFollowing(), true
	case key.Matches(msg, k.Open, k.Copy, k.Browse): // nothing is chosen yet
	case key.Matches(msg, k.Up, k.Down, k.HalfDown, k.HalfUp, k.PageDown, k.PageUp):
		return nil, false // the text may be scrolled meanwhile
	default:
		return m.stopFollowing(), false
	}
	return nil, true
}

// typeNumber adds a digit to the number of the link that is meant, and follows it when it
// is whole.
func (m *readModel) typeNumber(digit string) tea.Cmd {
	m.forgetSeen()
	before, _ := m.reader.Following()
	whole := m.reader.Type(digit)
	switch typed, _ := m.reader.Following(); {
	case typed == before:
		m.notes.tell(locale.Fill(m.env.Locale.FollowNoNumber, before+digit))
	case whole:
		link, _, _ := m.reader.Chosen()
		return m.followLink(link, false)
	}
	return m.glanced()
}

// followLink goes where a link leads. An address that the reader has not seen yet is
// shown before the browser gets it.
func (m *readModel) followLink(link reader.Link, seen bool) tea.Cmd {
	if link.Within() {
		m.forgetSeen()
		if !m.reader.Jump(link) {
			m.notes.tell(m.env.Locale.Loading)
		}
		return m.glanced()
	}
	if m.following.seen == link.URL {
		return tea.Batch(m.stopFollowing(), m.export.openURL(link.URL))
	}
	m.following.number++
	return followCommand(m.env.ctx, m.env.Store, m.following.number, link, seen)
}

func followCommand(ctx context.Context, s *store.Store, n int, link reader.Link,
	seen bool) tea.Cmd {
	return func() tea.Msg {
		msg := followedMsg{number: n, link: link, seen: seen}
		msg.id, msg.kept, msg.err = s.At(ctx, link.URL)
		return msg
	}
}

// followed opens what is kept, fetches what is of the same site, and leaves the rest
// to the browser.
func (m *readModel) followed(msg followedMsg) tea.Cmd {
	if msg.number != m.following.number {
		return nil
	}
	_, on := m.reader.Following()
	switch {
	case !on:
		return nil // the reader went on to something else
	case msg.err != nil:
		m.notes.fail(msg.err)
		return m.stopFollowing()
	case msg.kept && msg.id == m.article.want.ID:
		m.notes.tell(m.env.Locale.FollowHere)
		return m.stopFollowing()
	case msg.kept: // the way back leads to where the reader was, not to where the link is
		return tea.Batch(m.stopFollowing(), m.visit(visit{id: msg.id, byWay: true}))
	case m.ofThisSite(msg.link.URL) && !m.env.Offline:
		return tea.Batch(m.stopFollowing(), m.openLink(msg.link.URL, msg.link.Text))
	case msg.seen:
		return tea.Batch(m.stopFollowing(), m.export.openURL(msg.link.URL))
	default:
		m.following.seen = msg.link.URL
	}
	return nil
}

// ofThisSite says whether a link leads to another page of the open article's site.
func (m *readModel) ofThisSite(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") &&
		host(link) == host(m.article.entry.Link)
}

// offerBrowser shows the address of a page that could not be had, and why: the next
// enter key opens it in the browser. A reader who is busy with something else since
// hears only why.
func (m *readModel) offerBrowser(link, reason string, busy bool) {
	_, choosing := m.reader.Following()
	if choosing || busy || !m.reader.Choose(link) {
		m.notes.warn(reason)
		return
	}
	m.notes.clear()
	m.following.seen, m.following.reason = link, reason
}
