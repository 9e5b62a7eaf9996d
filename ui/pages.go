package ui

import (
	"context"
	"net/url"
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/layout"
	"breageek/ui/locale"
)

// asking is what is asked of the network at the reader's wish: the page of an
// article, or one that an article links to.
type asking struct {
	number int     // of the question asked last
	of     feed.ID // the article whose page it is, or that links to it
	link   string  // empty: the article's own page
}

// pageMsg is what became of such a question.
type pageMsg struct {
	asking
	id     feed.ID // the article that is kept now
	better bool    // its text is the page's now
	words  int     // of that text
	title  string  // that of the page which a link leads to
	err    error
}

// fullText asks for the page of the target, whose text stays until the page's is
// there, and if it gives nothing.
func (m *readModel) fullText(id feed.ID) tea.Cmd {
	if it, ok := m.related.Selected(); ok && m.focus == layout.Related && it.ID == 0 {
		if it.Outside {
			m.notes.tell(m.env.Locale.OutsideOnly)
			return nil
		}
		return m.openLink(it.URL, it.Title)
	}
	switch {
	case id == 0:
		m.notes.tell(m.env.Locale.Nothing)
		return nil
	case m.env.Offline:
		m.notes.tell(m.env.Locale.OfflineRefresh)
		return nil
	case m.asking.of == id && m.asking.link == "":
		return nil // it is on its way
	}
	m.asking = asking{number: m.asking.number + 1, of: id}
	m.notes.tell(locale.Fill(m.env.Locale.PageAsked, m.hostOf(id)))
	return pageCommand(m.env.ctx, m.env.Library, m.asking)
}

// hostOf names the site of an article, for the reader.
func (m *readModel) hostOf(id feed.ID) string {
	if m.article.entry.ID == id {
		return host(m.article.entry.Link)
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

func pageCommand(ctx context.Context, l Library, a asking) tea.Cmd {
	return func() tea.Msg {
		msg := pageMsg{asking: a, id: a.of}
		msg.better, msg.err = refresh.Page(ctx, l.Client, l.Store, a.of)
		if e, err := l.Store.Article(ctx, a.of); err == nil {
			msg.words = e.Words
		}
		return msg
	}
}

// openLink asks for a page that the open article's site proposes and nobody
// archived: it is opened when it is kept, if the reader is still there.
func (m *readModel) openLink(link, title string) tea.Cmd {
	switch {
	case m.env.Offline:
		m.notes.tell(m.env.Locale.LinkOffline)
		return nil
	case m.asking.link == link:
		return nil // it is on its way
	}
	m.asking = asking{number: m.asking.number + 1, of: m.article.want.ID, link: link}
	m.notes.tell(locale.Fill(m.env.Locale.LinkAsked, host(link)))
	return proposalCommand(m.env.ctx, m.env.Library, m.asking, title)
}

func proposalCommand(ctx context.Context, l Library, a asking, title string) tea.Cmd {
	return func() tea.Msg {
		msg := pageMsg{asking: a, title: title}
		msg.id, msg.err = refresh.Link(ctx, l.Client, l.Store, a.of, a.link, title)
		return msg
	}
}

// paged takes what became of a page. What it changed is shown, whatever the user asked
// since; what it opens, only where they are still waiting for it, and not busy elsewhere.
func (m *readModel) paged(msg pageMsg, busy bool) tea.Cmd {
	last := msg.number == m.asking.number
	if last {
		m.asking.of, m.asking.link = 0, ""
	}
	here := m.article.want.ID == msg.of
	switch {
	case msg.link == "":
		cmd := m.updated([]feed.ID{msg.id})
		if msg.id == m.article.want.ID {
			cmd = tea.Batch(cmd, m.relateAgain())
		}
		if last {
			m.sayPage(msg)
		}
		return cmd
	case !last:
	case msg.err != nil && here && m.focus == layout.Reader:
		m.offerBrowser(msg.asking.link, explainLink(m.env.Locale, msg.err), busy)
	case msg.err != nil:
		m.notes.warn(explainLink(m.env.Locale, msg.err))
	case here:
		m.notes.clear()
		return m.openKept(msg)
	}
	return nil
}

// openKept opens a page that was just archived, as the related story it is.
func (m *readModel) openKept(msg pageMsg) tea.Cmd {
	return tea.Batch(m.visit(visit{id: msg.id, title: msg.title, byWay: true}),
		m.screen.focus(layout.Reader))
}

// sayPage says how it went.
func (m *readModel) sayPage(msg pageMsg) {
	switch {
	case msg.err != nil:
		m.notes.warn(ExplainPage(m.env.Locale, msg.err))
	case msg.better:
		m.notes.tell(locale.Fill(m.env.Locale.PageWhole, m.env.Locale.Number(msg.words)))
	default:
		m.notes.tell(m.env.Locale.PageLess)
	}
}
