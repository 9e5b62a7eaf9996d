package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
	"breageek/ui/plain"
	"breageek/ui/related"
)

func (m *readModel) story(r store.Related) related.Item {
	it := related.Item{
		ID: r.Entry.ID, URL: r.URL, Title: r.Title, Reasons: plain.Reasons(r), Key: r.Key(),
		Outside: r.Outside,
	}
	kinds := plain.Kinds(m.env.Locale, r)
	it.Kind, it.Also = kinds[0], strings.Join(kinds[1:], ", ")
	if r.Copies > 0 {
		it.Note = m.env.Locale.Count(r.Copies, m.env.Locale.CopyNoun)
	}
	switch {
	case it.Outside:
		it.When = m.env.Locale.Outside
		return it
	case it.ID == 0:
		it.When = m.env.Locale.NotKept
		return it
	case r.Entry.Completeness == feed.Teaser && it.Note == "":
		it.Note = m.env.Locale.OnlyTeaser
	}
	st := m.env.Store.State(it.ID)
	it.Title, it.Read, it.Starred = r.Entry.Heading(), st.Read, st.Starred
	it.When = m.env.Locale.Apart(m.article.entry.Date.In(m.env.zone()), r.Entry.Date.In(m.env.zone()))
	return it
}

// showStories puts the related stories in their pane.
func (m *readModel) showStories() {
	if !m.storiesShown() {
		return
	}
	items := make([]related.Item, len(m.article.stories))
	for i, r := range m.article.stories {
		items[i] = m.story(r)
	}
	chosen, listed := m.related.Selected()
	if m.related.Cursor() == 0 && m.focus != layout.Related {
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
}

// storiesShown says whether the related stories of the wanted article are in their pane.
// Both they and the article they are seen from must have come, in whatever order.
func (m *readModel) storiesShown() bool {
	return m.article.came && m.article.entry.ID == m.article.want.ID
}

// relateAgain asks once more for the stories related to what is shown: new ones
// may have come, and the terms of all of them are known now.
func (m *readModel) relateAgain() tea.Cmd {
	if m.article.want.ID == 0 || m.related.Cursor() > 0 {
		return nil
	}
	return m.relate()
}

// relatedTo takes the related stories that were asked for last.
func (m *readModel) relatedTo(msg relatedMsg) {
	if msg.asked != m.article.asked {
		return
	}
	if msg.err != nil { // told where they would stand: the text can be read without them
		if len(m.related.Items()) > 0 {
			return
		}
		m.related.Clear(Explain(m.env.Locale, msg.err))
		m.article.came = true
		m.showStories()
		return
	}
	m.article.stories, m.article.came = msg.stories, true
	if len(msg.stories) == 0 {
		m.related.Clear(m.env.Locale.EmptyRelated)
	}
	m.showStories()
	if m.storiesShown() {
		m.article.choose = 0
	}
}

// relate asks for the stories related to the wanted article. They may be asked for
// again before the answer came: only the last one counts.
func (m *readModel) relate() tea.Cmd {
	m.article.asked++
	return relatedCommand(m.env.ctx, m.env.Store, m.article.asked, m.article.want.ID)
}

// openStory opens a related story: one that is kept in its pane, one of another
// site in the browser. One that is not kept yet is fetched first.
func (m *readModel) openStory(i int) tea.Cmd {
	items := m.related.Items()
	if i < 0 || i >= len(items) {
		return nil
	}
	m.related.Select(i)
	it := items[i]
	switch {
	case it.Outside:
		return m.export.openURL(it.URL)
	case it.ID == 0:
		m.passOver(i) // where it cannot be had the next key goes on
		return m.openLink(it.URL, it.Title)
	}
	m.passOver(i)
	return tea.Batch(m.visit(visit{id: it.ID, title: it.Title, byWay: true}),
		m.screen.focus(layout.Reader))
}

// passOver notes that the reader goes on from here by related story i.
func (m *readModel) passOver(i int) {
	if m.article.lead {
		// The way back leads to what was on the screen.
		m.trail.push(visit{id: m.article.want.ID, title: m.article.entry.Heading(),
			place: m.reader.Place()})
	}
	if here := m.trail.here(); here != nil {
		here.story = m.related.Items()[i].Key
	}
}

// leadsOn says whether a related story is opened on the way from one to the next:
// not one of another site, nor one that lies behind, nor one that would have to be
// fetched where the reader wants nothing to be.
func (m *readModel) leadsOn(it related.Item) bool {
	if it.ID == 0 {
		return !it.Outside && !m.env.Offline
	}
	return !m.trail.behind(it.ID)
}

// openedLast is the index of the related story that was opened from here last, -1
// where none was or where it is gone.
func (m *readModel) openedLast() int {
	here := m.trail.here()
	if here == nil || here.id != m.article.want.ID {
		return -1
	}
	return slices.IndexFunc(m.related.Items(), func(it related.Item) bool {
		return here.story != 0 && it.Key == here.story
	})
}

// nextStory opens the related story after the one opened last from here, and
// passes over those that lie behind on the trail.
func (m *readModel) nextStory() tea.Cmd {
	for i := m.openedLast() + 1; i < len(m.related.Items()); i++ {
		if m.leadsOn(m.related.Items()[i]) {
			return m.openStory(i)
		}
	}
	m.notes.tell(m.env.Locale.NoRelatedLeft)
	return nil
}

// prevStory opens the related story before the one opened last from here, or
// goes back to the article whose related story this is.
func (m *readModel) prevStory() tea.Cmd {
	here := m.trail.here()
	if here == nil || here.id != m.article.want.ID {
		m.notes.tell(m.env.Locale.NoRelatedLeft)
		return nil
	}
	for i := m.openedLast() - 1; i >= 0; i-- {
		if items := m.related.Items(); i < len(items) && m.leadsOn(items[i]) {
			return m.openStory(i)
		}
	}
	if here.byWay {
		return m.back()
	}
	m.notes.tell(m.env.Locale.NoRelatedLeft)
	return nil
}

// storiesLate reports whether the related stories that nextStory and prevStory go by are on
// their way: the key was faster than the disk.
func (m *readModel) storiesLate() bool {
	return m.article.want.ID != 0 && !m.storiesShown()
}

// cameByStory reports whether a related story was opened from the article that is shown.
func (m *readModel) cameByStory() bool {
	here := m.trail.here()
	return here != nil && here.id == m.article.want.ID && here.story != 0
}

// dismiss takes the chosen related story away from the open article's. It reports which one;
// 0 where none is chosen.
func (m *readModel) dismiss() (key feed.ID, title string, cmd tea.Cmd) {
	it, ok := m.related.Selected()
	if !ok || m.focus != layout.Related {
		return 0, "", nil
	}
	at := m.related.Cursor()
	var left []store.Related
	for _, r := range m.article.stories {
		if r.Key() != it.Key {
			left = append(left, r)
		}
	}
	m.article.stories = left
	if len(left) == 0 {
		m.related.Clear(m.env.Locale.EmptyRelated)
	}
	m.showStories()
	m.related.Select(min(at, len(left)-1))
	// Asked again: an answer that is on its way would bring it back.
	return it.Key, it.Title, m.relate()
}

// restored shows a dismissed story of an article that was brought back.
func (m *readModel) restored(of, story feed.ID) tea.Cmd {
	if of != m.article.want.ID {
		return nil
	}
	m.article.choose = story
	return m.relate()
}

// mark shows the marks of related stories, of those of which they changed.
func (m *readModel) mark() {
	for _, it := range m.related.Items() {
		st := m.env.Store.State(it.ID)
		m.related.Mark(it.ID, st.Read, st.Starred)
	}
}

// relatedLimit is how many related stories are asked for.
const relatedLimit = 12

func relatedCommand(ctx context.Context, s *store.Store, n int, id feed.ID) tea.Cmd {
	return func() tea.Msg {
		stories, err := s.Related(ctx, id, relatedLimit)
		return relatedMsg{asked: n, stories: stories, err: err}
	}
}

// relatedMsg is the stories related to an article, for the question of that
// number.
type relatedMsg struct {
	asked   int
	stories []store.Related
	err     error
}
