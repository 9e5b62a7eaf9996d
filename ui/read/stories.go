package read

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
	"breageek/ui/notice"
	"breageek/ui/plain"
	"breageek/ui/related"
	"breageek/ui/session"
)

// Stories shows what is related to the open article, and walks it.
type Stories struct {
	read  *Model
	env   *session.Session
	notes *notice.Board
}

func (m *Stories) story(r store.Related) related.Item {
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
	zone := m.env.Zone()
	it.When = m.env.Locale.Apart(m.read.Article.Entry.Date.In(zone), r.Entry.Date.In(zone))
	return it
}

// showStories puts the related stories in their pane.
func (m *Stories) showStories() {
	if !m.StoriesShown() {
		return
	}
	items := make([]related.Item, len(m.read.Article.stories))
	for i, r := range m.read.Article.stories {
		items[i] = m.story(r)
	}
	chosen, listed := m.read.Related.Selected()
	if m.read.Related.Cursor() == 0 && m.read.focus != layout.Related {
		chosen.Key = 0 // nobody chose it: it stood first
	}
	m.read.Related.Set(items)
	choose := cmp.Or(m.read.Article.choose, chosen.Key) // the same stories may come again
	here := m.read.trail.here()
	if choose == 0 && !listed && here != nil && here.ID == m.read.Article.Want.ID {
		choose = here.story
	}
	for i, it := range items {
		if it.Key == choose {
			m.read.Related.Select(i)
		}
	}
}

// StoriesShown reports whether the related stories of the wanted article are in their pane.
// Both they and the article they are seen from must have come, in whatever order.
func (m *Stories) StoriesShown() bool {
	return m.read.Article.came && m.read.Article.Entry.ID == m.read.Article.Want.ID
}

// RelateAgain asks once more for the stories related to what is shown: new ones
// may have come, and the terms of all of them are known now.
func (m *Stories) RelateAgain() tea.Cmd {
	if m.read.Article.Want.ID == 0 || m.read.Related.Cursor() > 0 {
		return nil
	}
	return m.relate()
}

// ShowRelated takes the related stories that were asked for last.
func (m *Stories) ShowRelated(msg RelatedMsg) {
	if msg.Asked != m.read.Article.Asked {
		return
	}
	if msg.Err != nil { // told where they would stand: the text can be read without them
		if len(m.read.Related.Items()) > 0 {
			return
		}
		m.read.Related.Clear(notice.Explain(m.env.Locale, msg.Err))
		m.read.Article.came = true
		m.showStories()
		return
	}
	m.read.Article.stories, m.read.Article.came = msg.Stories, true
	if len(msg.Stories) == 0 {
		m.read.Related.Clear(m.env.Locale.EmptyRelated)
	}
	m.showStories()
	if m.StoriesShown() {
		m.read.Article.choose = 0
	}
}

// relate asks for the stories related to the wanted article. They may be asked for
// again before the answer came: only the last one counts.
func (m *Stories) relate() tea.Cmd {
	m.read.Article.Asked++
	return relatedCommand(m.env.Context, m.env.Store, m.read.Article.Asked, m.read.Article.Want.ID)
}

// OpenStory opens a related story: one that is kept in its pane, one of another
// site in the browser. One that is not kept yet is fetched first.
func (m *Stories) OpenStory(i int) tea.Cmd {
	items := m.read.Related.Items()
	if i < 0 || i >= len(items) {
		return nil
	}
	m.read.Related.Select(i)
	it := items[i]
	switch {
	case it.Outside:
		return m.read.export.OpenURL(it.URL)
	case it.ID == 0:
		m.passOver(i) // where it cannot be had the next key goes on
		return m.read.openLink(it.URL, it.Title)
	}
	m.passOver(i)
	return tea.Batch(m.read.visit(visit{ID: it.ID, title: it.Title, byWay: true}),
		m.read.screen.Focus(layout.Reader))
}

// passOver notes that the reader goes on from here by related story i.
func (m *Stories) passOver(i int) {
	if m.read.Article.lead {
		// The way back leads to what was on the screen.
		m.read.trail.push(visit{ID: m.read.Article.Want.ID, title: m.read.Article.Entry.Heading(),
			place: m.read.Reader.Place()})
	}
	if here := m.read.trail.here(); here != nil {
		here.story = m.read.Related.Items()[i].Key
	}
}

// leadsOn reports whether a related story is opened on the way from one to the next:
// not one of another site, nor one that lies behind, nor one that would have to be
// fetched where the reader wants nothing to be.
func (m *Stories) leadsOn(it related.Item) bool {
	if it.ID == 0 {
		return !it.Outside && !m.env.Offline
	}
	return !m.read.trail.behind(it.ID)
}

// openedLast is the index of the related story that was opened from here last, -1
// where none was or where it is gone.
func (m *Stories) openedLast() int {
	here := m.read.trail.here()
	if here == nil || here.ID != m.read.Article.Want.ID {
		return -1
	}
	return slices.IndexFunc(m.read.Related.Items(), func(it related.Item) bool {
		return here.story != 0 && it.Key == here.story
	})
}

// NextStory opens the related story after the one opened last from here, and
// passes over those that lie behind on the trail.
func (m *Stories) NextStory() tea.Cmd {
	for i := m.openedLast() + 1; i < len(m.read.Related.Items()); i++ {
		if m.leadsOn(m.read.Related.Items()[i]) {
			return m.OpenStory(i)
		}
	}
	m.notes.Info(m.env.Locale.NoRelatedLeft)
	return nil
}

// PrevStory opens the related story before the one opened last from here, or
// goes back to the article whose related story this is.
func (m *Stories) PrevStory() tea.Cmd {
	here := m.read.trail.here()
	if here == nil || here.ID != m.read.Article.Want.ID {
		m.notes.Info(m.env.Locale.NoRelatedLeft)
		return nil
	}
	for i := m.openedLast() - 1; i >= 0; i-- {
		if items := m.read.Related.Items(); i < len(items) && m.leadsOn(items[i]) {
			return m.OpenStory(i)
		}
	}
	if here.byWay {
		return m.read.Back()
	}
	m.notes.Info(m.env.Locale.NoRelatedLeft)
	return nil
}

// StoriesLate reports whether the related stories that nextStory and prevStory go by are on
// their way: the key was faster than the disk.
func (m *Stories) StoriesLate() bool {
	return m.read.Article.Want.ID != 0 && !m.StoriesShown()
}

// WentToStory reports whether a related story was opened from the article that is shown.
func (m *Stories) WentToStory() bool {
	here := m.read.trail.here()
	return here != nil && here.ID == m.read.Article.Want.ID && here.story != 0
}

// Dismiss takes the chosen related story away from the open article's. It reports which one;
// 0 where none is chosen.
func (m *Stories) Dismiss() (key feed.ID, title string, cmd tea.Cmd) {
	it, ok := m.read.Related.Selected()
	if !ok || m.read.focus != layout.Related {
		return 0, "", nil
	}
	at := m.read.Related.Cursor()
	var left []store.Related
	for _, r := range m.read.Article.stories {
		if r.Key() != it.Key {
			left = append(left, r)
		}
	}
	m.read.Article.stories = left
	if len(left) == 0 {
		m.read.Related.Clear(m.env.Locale.EmptyRelated)
	}
	m.showStories()
	m.read.Related.Select(min(at, len(left)-1))
	// Asked again: an answer that is on its way would bring it back.
	return it.Key, it.Title, m.relate()
}

// Restored shows a dismissed story of an article that was brought back.
func (m *Stories) Restored(of, story feed.ID) tea.Cmd {
	if of != m.read.Article.Want.ID {
		return nil
	}
	m.read.Article.choose = story
	return m.relate()
}

// ShowMarks shows the marks of related stories, of those of which they changed.
func (m *Stories) ShowMarks() {
	for _, it := range m.read.Related.Items() {
		st := m.env.Store.State(it.ID)
		m.read.Related.Mark(it.ID, st.Read, st.Starred)
	}
}

// relatedLimit is how many related stories are asked for.
const relatedLimit = 12

func relatedCommand(ctx context.Context, s *store.Store, n int, id feed.ID) tea.Cmd {
	return func() tea.Msg {
		stories, err := s.Related(ctx, id, relatedLimit)
		return RelatedMsg{Asked: n, Stories: stories, Err: err}
	}
}

// RelatedMsg is the stories related to an article, for the question of that
// number.
type RelatedMsg struct {
	Asked   int
	Stories []store.Related
	Err     error
}
