package read

import (
	"context"
	"net/url"
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// pageRequest is what is asked of the network at the user's wish: the page of an
// article, or one that an article links to.
type pageRequest struct {
	number int     // of the question asked last
	Of     feed.ID // the article whose page it is, or that links to it
	link   string  // empty: the article's own page
}

// PageMsg is what became of such a question.
type PageMsg struct {
	pageRequest
	ID     feed.ID // the article that is kept now
	better bool    // its text is the page's now
	words  int     // of that text
	title  string  // that of the page which a link leads to
	Err    error
}

// FullText asks for the page of the target, whose text stays until the page's is
// there, and if it gives nothing.
func (m *Model) FullText(id feed.ID) tea.Cmd {
	if it, ok := m.Related.Selected(); ok && m.focus == layout.Related && it.ID == 0 {
		if it.Outside {
			m.notes.Info(m.env.Locale.OutsideOnly)
			return nil
		}
		return m.openLink(it.URL, it.Title)
	}
	switch {
	case id == 0:
		m.notes.Info(m.env.Locale.Nothing)
		return nil
	case m.env.Offline:
		m.notes.Info(m.env.Locale.OfflineRefresh)
		return nil
	case m.Request.Of == id && m.Request.link == "":
		return nil // it is on its way
	}
	m.Request = pageRequest{number: m.Request.number + 1, Of: id}
	m.notes.Info(locale.Fill(m.env.Locale.PageAsked, m.hostOf(id)))
	return pageCommand(m.env.Context, m.env.Library, m.Request)
}

// hostOf names the site of an article, for the reader.
func (m *Model) hostOf(id feed.ID) string {
	if m.Article.Entry.ID == id {
		return host(m.Article.Entry.Link)
	}
	return m.env.Locale.SourceNoun
}

func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func pageCommand(ctx context.Context, l session.Library, a pageRequest) tea.Cmd {
	return func() tea.Msg {
		msg := PageMsg{pageRequest: a, ID: a.Of}
		msg.better, msg.Err = refresh.Page(ctx, l.Client, l.Store, a.Of)
		if e, err := l.Store.Article(ctx, a.Of); err == nil {
			msg.words = e.Words
		}
		return msg
	}
}

// openLink asks for a page that the open article's site proposes and nobody
// archived: it is opened when it is kept, if the reader is still there.
func (m *Model) openLink(link, title string) tea.Cmd {
	switch {
	case m.env.Offline:
		m.notes.Info(m.env.Locale.LinkOffline)
		return nil
	case m.Request.link == link:
		return nil // it is on its way
	}
	m.Request = pageRequest{number: m.Request.number + 1, Of: m.Article.Want.ID, link: link}
	m.notes.Info(locale.Fill(m.env.Locale.LinkAsked, host(link)))
	return proposalCommand(m.env.Context, m.env.Library, m.Request, title)
}

func proposalCommand(ctx context.Context, l session.Library, a pageRequest, title string) tea.Cmd {
	return func() tea.Msg {
		msg := PageMsg{pageRequest: a}
		msg.ID, msg.Err = refresh.Link(ctx, l.Client, l.Store, a.Of, a.link, title)
		if msg.Err == nil {
			msg.title = headingOf(ctx, l.Store, msg.ID)
		}
		return msg
	}
}

// ShowPage takes what became of a page. What it changed is shown, whatever the user asked
// since; what it opens, only where they are still waiting for it, and not busy elsewhere.
func (m *Model) ShowPage(msg PageMsg, busy bool) tea.Cmd {
	last := msg.number == m.Request.number
	if last {
		m.Request.Of, m.Request.link = 0, ""
	}
	here := m.Article.Want.ID == msg.Of
	switch {
	case msg.link == "":
		cmd := m.Updated([]feed.ID{msg.ID})
		if msg.ID == m.Article.Want.ID {
			cmd = tea.Batch(cmd, m.Stories.RelateAgain())
		}
		if last {
			m.notifyPage(msg)
		}
		return cmd
	case !last:
	case msg.Err != nil && here && m.focus == layout.Reader:
		m.Links.offerBrowser(msg.link, notice.ExplainLink(m.env.Locale, msg.Err), busy)
	case msg.Err != nil:
		m.notes.Warn(notice.ExplainLink(m.env.Locale, msg.Err))
	case here:
		m.notes.Clear()
		return m.openKept(msg)
	}
	return nil
}

// openKept opens a page that was just archived, as the related story it is.
func (m *Model) openKept(msg PageMsg) tea.Cmd {
	return tea.Batch(m.visit(visit{ID: msg.ID, title: msg.title, byWay: true}),
		m.screen.Focus(layout.Reader))
}

// notifyPage says how it went.
func (m *Model) notifyPage(msg PageMsg) {
	switch {
	case msg.Err != nil:
		m.notes.Warn(notice.ExplainPage(m.env.Locale, msg.Err))
	case msg.better:
		m.notes.Info(locale.Fill(m.env.Locale.PageWhole, m.env.Locale.Number(msg.words)))
	default:
		m.notes.Info(m.env.Locale.PageLess)
	}
}
