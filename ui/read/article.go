package read

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
	Want  reader.Key   // the rendering to be shown
	place reader.Place // where to show it
	Entry store.Entry  // what is shown; without body
	lead  bool         // shown unasked, and so not read

	revision int // counts the updates of texts: what was rendered before is late

	Asked   int             // of the question for related stories asked last
	stories []store.Related // of the wanted article, when they came
	came    bool            // they came
	choose  feed.ID         // the key of the story to be chosen when they come
}

// show puts an article in its pane, at once where it is rendered already.
func (m *Model) show(id feed.ID, place reader.Place) tea.Cmd {
	var cmd tea.Cmd
	if m.Reader.ID() != id || !m.inSight(id) && m.Pictures.hasGone(m.Reader.Figures()) {
		m.Reader.Clear("")
		m.Article.Entry = store.Entry{}
		cmd = m.Pictures.ForgetPictures()
	}
	m.Article.Want.ID, m.Article.place = id, place
	m.Article.stories, m.Article.came = nil, false
	m.Article.choose = 0
	m.Related.Clear("")
	return tea.Batch(cmd, m.rerender(place), m.Stories.relate())
}

// rerender asks for the wanted article at the pane's width and in the theme.
func (m *Model) rerender(place reader.Place) tea.Cmd {
	id := m.Article.Want.ID
	if id == 0 || m.frame.Width == 0 {
		return nil
	}
	m.Article.Want, m.Article.place = m.keyOf(id), place
	text, entry, ok := m.Cache.Get(m.Article.Want)
	if ok && (m.inSight(id) || !m.Pictures.hasGone(text.Figures)) {
		return m.present(text, entry)
	}
	return m.Render(id, false)
}

// keyOf names the rendering of an article that fits the pane, or that will fit it when
// it is on the screen.
func (m *Model) keyOf(id feed.ID) reader.Key {
	pane := m.frame.Panes[layout.Reader]
	if pane.Empty() {
		pane = layout.Rect{W: m.frame.Width, H: m.frame.Height - 1}
	}
	key := reader.Key{ID: id, Width: pane.W, Measure: m.measure, Dark: m.env.Palette.Dark,
		Bare: m.Pictures.pictureWay() == asText}
	if !key.Bare { // half of the pane: the text stays in sight
		key.Rows = max(3, min(pane.H/2-1, 24))
	}
	return key
}

// Render renders an article as it fits the pane; ahead says that nobody waits for it.
func (m *Model) Render(id feed.ID, ahead bool) tea.Cmd {
	set := setting{key: m.keyOf(id), revision: m.Article.revision, zone: m.env.Zone(),
		look: reader.Look{Theme: m.env.Palette, Style: m.env.Style, Locale: m.env.Locale}, ahead: ahead,
		place: m.Article.place, lines: m.frame.Height, unrepaired: m.env.Unrepaired,
		pictures: m.env.PictureCache, online: !m.env.Offline}
	set.gone, set.rooms = m.Pictures.goneAndRooms(id)
	return textCommand(m.env.Context, m.env.Store, set)
}

// ShowText takes a rendered article: on to the screen if it is the one that is
// wanted, at that width and in that theme; into the cache anyway.
func (m *Model) ShowText(msg TextMsg) tea.Cmd {
	if msg.revision != m.Article.revision {
		if msg.key == m.Article.Want && !msg.ahead {
			return m.Render(msg.key.ID, false) // the text changed meanwhile
		}
		return nil
	}
	if msg.err == nil && msg.Rest == nil {
		m.Cache.Put(msg.text, msg.Entry)
	}
	if msg.ahead || msg.key != m.Article.Want {
		return nil
	}
	if msg.err != nil {
		m.notes.Error(msg.err)
		return nil
	}
	return tea.Batch(m.present(msg.text, msg.Entry), msg.Rest)
}

// present puts the wanted article on the screen, and has its neighbours rendered.
func (m *Model) present(text reader.Text, entry store.Entry) tea.Cmd {
	m.Article.Entry = entry
	m.trail.name(entry.ID, entry.Heading())
	m.ShowTrail() // before the place: it takes a line
	var saving tea.Cmd
	if m.Reader.Show(text, m.Article.place) {
		saving = m.scrolled() // the key was faster than the text
	}
	m.Stories.showStories()
	cmd := tea.Batch(saving, m.Pictures.drawPictures())
	if text.Partial {
		return cmd
	}
	return tea.Batch(cmd, m.ahead())
}

// placeNow is where the reader is in the wanted article, or will be when it comes.
func (m *Model) placeNow() reader.Place {
	if m.Reader.ID() == m.Article.Want.ID {
		return m.Reader.Place()
	}
	return m.Article.place
}

// ahead renders what the reader is likely to open next: the headlines above and
// below.
func (m *Model) ahead() tea.Cmd {
	var cmds []tea.Cmd
	for _, id := range m.screen.Neighbours() {
		if _, _, ok := m.Cache.Get(m.keyOf(id)); !ok {
			cmds = append(cmds, m.Render(id, true))
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
		msg := TextMsg{key: set.key, revision: set.revision, ahead: set.ahead}
		e, err := s.Article(ctx, set.key.ID)
		if err != nil {
			msg.err = err
			return msg
		}
		doc := plain.Document(e, set.zone, set.unrepaired)
		illustrate(&doc, e, set)
		draft := reader.Compose(doc, set.look)
		e.Article = listedArticle(e.Article)
		msg.Entry = e
		if !set.ahead {
			if first, more := draft.Window(set.key, set.place, set.lines); more {
				whole := msg
				msg.text = first
				msg.Rest = func() tea.Msg {
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

// TextMsg is a rendered article. ahead: nobody asked to see it yet. Of a long one
// what is seen first comes first; rest sets the whole of it.
type TextMsg struct {
	key      reader.Key
	revision int
	text     reader.Text
	Entry    store.Entry // without body
	ahead    bool
	Rest     tea.Cmd
	err      error
}
