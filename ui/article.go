package ui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
	"breageek/ui/layout"
	"breageek/ui/plain"
	"breageek/ui/reader"
	"breageek/ui/related"
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
	then    func() tea.Cmd  // what the reader asked of them before
	choose  feed.ID         // the key of the story to be chosen when they come
}

// lead shows the first unread headline before the reader opened any: a front
// page, not a reading. It is not marked. A reader who was following a story when
// the program ended goes on there.
func (m *Model) lead() tea.Cmd {
	if here := m.read.trail.here(); here != nil && here.byWay && len(m.read.trail.chain()) > 1 {
		m.lists.listing.fromStart = !m.lists.headlines.Choose(m.read.trail.chain()[0].id)
		return tea.Batch(m.read.show(here.id, here.place), m.focusOn(layout.Reader))
	}
	items := m.lists.headlines.Items()
	if len(items) == 0 {
		m.read.reader.Clear("")
		m.read.related.Clear("")
		return nil
	}
	id := leading(items)
	m.read.article.lead = true
	if m.lists.headlines.Cursor() == 0 {
		m.lists.headlines.Choose(id)
	}
	return m.read.show(id, reader.Place{})
}

// leading gives the first unread headline, or the first of all; 0 where there is
// none.
func leading(items []headlines.Item) feed.ID {
	for _, it := range items {
		if !it.Read {
			return it.ID
		}
	}
	if len(items) == 0 {
		return 0
	}
	return items[0].ID
}

// open opens an article of the list, where it is chosen: it is read, and a step on the
// trail.
func (m *Model) open(id feed.ID) tea.Cmd {
	m.lists.moved()
	m.lists.active().Choose(id)
	m.lists.headlines.Choose(id)
	return tea.Batch(m.visit(visit{id: id}), m.lists.nearEnd())
}

// visit opens an article from wherever. Going on from one related story to the next is
// looking around: the place in the list is kept for the way back to it.
func (m *Model) visit(v visit) tea.Cmd {
	m.read.keepPlace()
	v.title = m.marks.titleOf(v.id)
	m.read.trail.push(v)
	kept := m.env.deps.Store.State(v.id).Place
	return m.arrive(v.id, reader.Place{Block: kept.Block, Letter: kept.Letter})
}

// arrive shows an article that the reader asked for.
func (m *Model) arrive(id feed.ID, place reader.Place) tea.Cmd {
	m.read.article.lead = false
	m.read.keepTrail()
	cmds := []tea.Cmd{m.marks.markOpened(id), m.read.show(id, place)}
	if m.frame.Shape == layout.Single {
		cmds = append(cmds, m.focusOn(layout.Reader))
	}
	return tea.Batch(cmds...)
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
	m.ui.lists.chapters.SetCurrent(id)
	m.article.stories, m.article.came, m.article.then = nil, false, nil
	m.article.choose = 0
	m.related.Clear("")
	return tea.Batch(cmd, m.rerender(place), m.relate())
}

// relate asks for the stories related to the wanted article. They may be asked for
// again before the answer came: only the last one counts.
func (m *readModel) relate() tea.Cmd {
	m.article.asked++
	return relatedCommand(m.env.ctx, m.env.deps.Store, m.article.asked, m.article.want.ID)
}

// rerender asks for the wanted article at the pane's width and in the theme.
func (m *readModel) rerender(place reader.Place) tea.Cmd {
	id := m.article.want.ID
	if id == 0 || m.ui.frame.Width == 0 {
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
	pane := m.ui.frame.Panes[layout.Reader]
	if pane.Empty() {
		pane = layout.Rect{W: m.ui.frame.Width, H: m.ui.frame.Height - 1}
	}
	key := reader.Key{ID: id, Width: pane.W, Measure: m.measure, Dark: m.env.theme.Dark,
		Bare: m.pictureWay() == told}
	if !key.Bare { // half of the pane: the text stays in sight
		key.Rows = max(3, min(pane.H/2-1, 24))
	}
	return key
}

func (m *readModel) render(id feed.ID, ahead bool) tea.Cmd {
	set := setting{key: m.keyOf(id), revision: m.article.revision, zone: m.env.zone(),
		look: reader.Look{Theme: m.env.theme, Style: m.env.deps.Style, Locale: m.env.locale}, ahead: ahead,
		place: m.article.place, lines: m.ui.frame.Height, unrepaired: m.env.deps.Unrepaired,
		pictures: m.env.deps.PictureCache, online: !m.env.deps.Offline}
	set.gone, set.rooms = m.goneAndRooms(id)
	return textCommand(m.env.ctx, m.env.deps.Store, set)
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
	m.tellWay() // before the place: it takes a line
	var saving tea.Cmd
	if m.reader.Show(text, m.article.place) {
		saving = m.scrolled() // the key was faster than the text
	}
	cmd := tea.Batch(saving, m.showStories(), m.drawPictures())
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
	items, at := m.ui.lists.active().Items(), m.ui.lists.active().Cursor()
	for _, i := range []int{at + 1, at - 1} {
		if i < 0 || i >= len(items) {
			continue
		}
		if _, _, ok := m.cache.Get(m.keyOf(items[i].ID)); !ok {
			cmds = append(cmds, m.render(items[i].ID, true))
		}
	}
	return tea.Batch(cmds...)
}

// relatedTo takes the related stories that were asked for last.
func (m *readModel) relatedTo(msg relatedMsg) tea.Cmd {
	if msg.asked != m.article.asked {
		return nil
	}
	if msg.err != nil { // told where they would stand: the text can be read without them
		if len(m.related.Items()) > 0 {
			return nil
		}
		m.related.Clear(Explain(m.env.locale, msg.err))
		m.article.came = true
		return m.showStories()
	}
	m.article.stories, m.article.came = msg.stories, true
	if len(msg.stories) == 0 {
		m.related.Clear(m.env.locale.EmptyRelated)
	}
	shown := m.storiesShown()
	cmd := m.showStories()
	if shown {
		m.article.choose = 0
	}
	return cmd
}

// relateAgain asks once more for the stories related to what is shown: new ones
// may have come, and the terms of all of them are known now.
func (m *readModel) relateAgain() tea.Cmd {
	if m.article.want.ID == 0 || m.related.Cursor() > 0 {
		return nil
	}
	return m.relate()
}

// storiesShown says whether the related stories of the wanted article are in their pane.
// Both they and the article they are seen from must have come, in whatever order.
func (m *readModel) storiesShown() bool {
	return m.article.came && m.article.entry.ID == m.article.want.ID
}

// showStories puts the related stories in their pane.
func (m *readModel) showStories() tea.Cmd {
	if !m.storiesShown() {
		return nil
	}
	items := make([]related.Item, len(m.article.stories))
	for i, r := range m.article.stories {
		items[i] = m.story(r)
	}
	chosen, listed := m.related.Selected()
	if m.related.Cursor() == 0 && m.ui.focus != layout.Related {
		chosen.Key = 0 // nobody chose it: it stood first
	}
	m.related.Set(items)
	choose := cmp.Or(m.article.choose, chosen.Key) // the same stories may come again
	if here := m.trail.here(); choose == 0 && !listed && here != nil && here.id == m.article.want.ID {
		choose = here.story
	}
	for i, it := range items {
		if it.Key == choose {
			m.related.Select(i)
		}
	}
	if then := m.article.then; then != nil {
		m.article.then = nil
		return then()
	}
	return nil
}

func (m *readModel) story(r store.Related) related.Item {
	it := related.Item{
		ID: r.Entry.ID, URL: r.URL, Title: r.Title, Reasons: plain.Reasons(r), Key: r.Key(),
		Outside: r.Outside,
	}
	kinds := plain.Kinds(m.env.locale, r)
	it.Kind, it.Also = kinds[0], strings.Join(kinds[1:], ", ")
	if r.Copies > 0 {
		it.Note = m.env.locale.Count(r.Copies, m.env.locale.CopyNoun)
	}
	switch {
	case it.Outside:
		it.When = m.env.locale.Outside
		return it
	case it.ID == 0:
		it.When = m.env.locale.NotKept
		return it
	case r.Entry.Completeness == feed.Teaser && it.Note == "":
		it.Note = m.env.locale.OnlyTeaser
	}
	st := m.env.deps.Store.State(it.ID)
	it.Title, it.Read, it.Starred = r.Entry.Heading(), st.Read, st.Starred
	it.When = m.env.locale.Apart(m.article.entry.Date.In(m.env.zone()), r.Entry.Date.In(m.env.zone()))
	return it
}

// keepPlace notes where the reader is, before another article is shown. A text
// read to its end is opened at its top the next time.
func (m *readModel) keepPlace() {
	if _, on := m.reader.Following(); on {
		m.unfollow() // a link that was looked at is not where they are
	}
	if here := m.trail.here(); here != nil && here.id == m.reader.ID() {
		here.place = m.reader.Place()
		m.savePlace()
	}
}

func (m *readModel) savePlace() {
	id, now := m.reader.ID(), m.reader.Place()
	if id == 0 || m.article.lead {
		return
	}
	place := store.Place{Block: now.Block, Letter: now.Letter, Percent: m.reader.Percent()}
	if m.reader.Partial() { // how much is not known yet
		place.Percent = m.env.deps.Store.State(id).Place.Percent
	}
	if m.reader.AtEnd() {
		place = store.Place{Percent: 100}
	}
	was := m.env.deps.Store.State(id).Place
	place.At = was.At // which is the store's
	if was == place {
		return
	}
	m.env.deps.Store.SetPlace(id, place)
	for _, titles := range m.ui.lists.titleLists() {
		titles.Progress(id, place.Percent)
	}
	if here := m.trail.here(); here != nil && here.id == id {
		here.place = m.reader.Place()
		m.keepTrail()
	}
}

// titleLists are the lists of headlines: all of them have an article's marks.
func (m *browseModel) titleLists() []*headlines.Model {
	return []*headlines.Model{m.headlines, m.found, m.chapters}
}
