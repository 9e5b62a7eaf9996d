package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/store/pictures"
	"breageek/ui/layout"
	"breageek/ui/plain"
	"breageek/ui/reader"
)

// article is what the article pane shows, or waits for.
type article struct {
	want  reader.Key   // the rendering to be shown
	place reader.Place // where to show it
	entry store.Entry  // what is shown; without body
	lead  bool         // shown unasked, and so not read

	revision int // counts the updates of texts: what was rendered before is late

	asked   int             // of the question for related stories asked last
	stories []store.Related // of the wanted article, when they came
	came    bool            // they came
	choose  feed.ID         // the key of the story to be chosen when they come
}

// show puts an article in its pane, at once where it is rendered already.
func (m *readModel) show(id feed.ID, place reader.Place) tea.Cmd {
	var cmd tea.Cmd
	if m.reader.ID() != id || !m.inSight(id) && m.hasGone(m.reader.Figures()) {
		m.reader.Clear("")
		m.article.entry = store.Entry{}
		cmd = m.forgetPictures()
	}
	m.article.want.ID, m.article.place = id, place
	m.article.stories, m.article.came = nil, false
	m.article.choose = 0
	m.related.Clear("")
	return tea.Batch(cmd, m.rerender(place), m.relate())
}

// rerender asks for the wanted article at the pane's width and in the theme.
func (m *readModel) rerender(place reader.Place) tea.Cmd {
	id := m.article.want.ID
	if id == 0 || m.frame.Width == 0 {
		return nil
	}
	m.article.want, m.article.place = m.keyOf(id), place
	text, entry, ok := m.cache.Get(m.article.want)
	if ok && (m.inSight(id) || !m.hasGone(text.Figures)) {
		return m.present(text, entry)
	}
	return m.render(id, false)
}

// keyOf names the rendering of an article that fits the pane, or that will fit it when
// it is on the screen.
func (m *readModel) keyOf(id feed.ID) reader.Key {
	pane := m.frame.Panes[layout.Reader]
	if pane.Empty() {
		pane = layout.Rect{W: m.frame.Width, H: m.frame.Height - 1}
	}
	key := reader.Key{ID: id, Width: pane.W, Measure: m.measure, Dark: m.env.colours.Dark,
		Bare: m.pictureWay() == told}
	if !key.Bare { // half of the pane: the text stays in sight
		key.Rows = max(3, min(pane.H/2-1, 24))
	}
	return key
}

func (m *readModel) render(id feed.ID, ahead bool) tea.Cmd {
	set := setting{key: m.keyOf(id), revision: m.article.revision, zone: m.env.zone(),
		look: reader.Look{Theme: m.env.colours, Style: m.env.Style, Locale: m.env.Locale}, ahead: ahead,
		place: m.article.place, lines: m.frame.Height, unrepaired: m.env.Unrepaired,
		pictures: m.env.PictureCache, online: !m.env.Offline}
	set.gone, set.rooms = m.goneAndRooms(id)
	return textCommand(m.env.ctx, m.env.Store, set)
}

// arrived takes a rendered article: on to the screen if it is the one that is
// wanted, at that width and in that theme; into the cache anyway.
func (m *readModel) arrived(msg textMsg) tea.Cmd {
	if msg.revision != m.article.revision {
		if msg.key == m.article.want && !msg.ahead {
			return m.render(msg.key.ID, false) // the text changed meanwhile
		}
		return nil
	}
	if msg.err == nil && msg.rest == nil {
		m.cache.Put(msg.text, msg.entry)
	}
	if msg.ahead || msg.key != m.article.want {
		return nil
	}
	if msg.err != nil {
		m.notes.fail(msg.err)
		return nil
	}
	return tea.Batch(m.present(msg.text, msg.entry), msg.rest)
}

// present puts the wanted article on the screen, and has its neighbours rendered.
func (m *readModel) present(text reader.Text, entry store.Entry) tea.Cmd {
	m.article.entry = entry
	m.trail.name(entry.ID, entry.Heading())
	m.showWay() // before the place: it takes a line
	var saving tea.Cmd
	if m.reader.Show(text, m.article.place) {
		saving = m.scrolled() // the key was faster than the text
	}
	m.showStories()
	cmd := tea.Batch(saving, m.drawPictures())
	if text.Partial {
		return cmd
	}
	return tea.Batch(cmd, m.ahead())
}

// placeNow is where the reader is in the wanted article, or will be when it comes.
func (m *readModel) placeNow() reader.Place {
	if m.reader.ID() == m.article.want.ID {
		return m.reader.Place()
	}
	return m.article.place
}

// ahead renders what the reader is likely to open next: the headlines above and
// below.
func (m *readModel) ahead() tea.Cmd {
	var cmds []tea.Cmd
	for _, id := range m.screen.neighbours() {
		if _, _, ok := m.cache.Get(m.keyOf(id)); !ok {
			cmds = append(cmds, m.render(id, true))
		}
	}
	return tea.Batch(cmds...)
}

// setting is how a text is to look.
type setting struct {
	key        reader.Key
	revision   int // of the texts
	look       reader.Look
	zone       *time.Location
	ahead      bool
	place      reader.Place // what is seen of it first,
	lines      int          // and how much
	unrepaired bool
	pictures   *pictures.Cache
	gone       map[string]bool // pictures that could not be had lately
	rooms      map[string]bool // those whose room is in sight, and stays
	online     bool
}

// textCommand reads an article from the archive and renders it: of a long one, what
// is seen first, then the whole.
func textCommand(ctx context.Context, s *store.Store, set setting) tea.Cmd {
	return func() tea.Msg {
		msg := textMsg{key: set.key, revision: set.revision, ahead: set.ahead}
		e, err := s.Article(ctx, set.key.ID)
		if err != nil {
			msg.err = err
			return msg
		}
		doc := plain.Document(e, set.zone, set.unrepaired)
		illustrate(&doc, e, set)
		draft := reader.Compose(doc, set.look)
		e.Article = listedArticle(e.Article)
		msg.entry = e
		if !set.ahead {
			if first, more := draft.Window(set.key, set.place, set.lines); more {
				whole := msg
				msg.text = first
				msg.rest = func() tea.Msg {
					whole.text = draft.Text(set.key)
					return whole
				}
				return msg
			}
		}
		msg.text = draft.Text(set.key)
		return msg
	}
}

// listedArticle is an article as lists hold it, without its body.
func listedArticle(a feed.Article) feed.Article {
	a.Body = feed.Article{}.Body
	return a
}

// textMsg is a rendered article. ahead: nobody asked to see it yet. Of a long one
// what is seen first comes first; rest sets the whole of it.
type textMsg struct {
	key      reader.Key
	revision int
	text     reader.Text
	entry    store.Entry // without body
	ahead    bool
	rest     tea.Cmd
	err      error
}
