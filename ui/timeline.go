package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
	"breageek/ui/layout"
)

// timeline is the story that stands in the list's place: all chapters of one
// story, the oldest first.
type timeline struct {
	number int         // of the timeline asked for last
	of     feed.ID     // the article it was asked from; 0: none is shown
	focus  layout.Pane // where the keys were before
}

// storyMsg is the timeline of that number.
type storyMsg struct {
	story    int
	of       feed.ID
	chapters []store.Chapter
	err      error
}

func storyCommand(ctx context.Context, s *store.Store, n int, id feed.ID) tea.Cmd {
	return func() tea.Msg {
		chapters, err := s.Story(ctx, id)
		return storyMsg{story: n, of: id, chapters: chapters, err: err}
	}
}

// toggleTimeline turns the list into the timeline of the target's story, or back.
func (m *Model) toggleTimeline() tea.Cmd {
	if m.lists.timeline.of != 0 {
		return m.lists.endStory()
	}
	id, _ := m.target()
	if id == 0 {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	m.lists.timeline.number++
	return storyCommand(m.env.ctx, m.env.deps.Store, m.lists.timeline.number, id)
}

// told takes a timeline.
func (m *browseModel) told(msg storyMsg) tea.Cmd {
	switch {
	case msg.story != m.timeline.number:
		return nil
	case msg.err != nil:
		m.notes.fail(msg.err)
		return nil
	case len(msg.chapters) < 2:
		m.notes.tell(m.env.locale.NoStory)
		return nil
	}
	entries := make([]store.Entry, len(msg.chapters))
	for i, c := range msg.chapters {
		entries[i] = c.Entry
	}
	m.timeline.of, m.timeline.focus = msg.of, m.ui.focus
	m.chapters.Set(m.items(entries))
	m.chapters.Choose(msg.of)
	m.chapters.SetCurrent(msg.of)
	return m.ui.focusOn(layout.Headlines)
}

// endStory shows the list again, and gives the keys back to the pane that had them.
func (m *browseModel) endStory() tea.Cmd {
	shown := m.timeline.of != 0
	m.timeline.end()
	if shown && m.ui.focus == layout.Headlines {
		return m.ui.focusOn(m.timeline.focus)
	}
	return nil
}

// end takes the timeline away; one that is on its way is late.
func (t *timeline) end() {
	t.number++
	t.of = 0
}

// watchMsg tells which articles are chapters of watched stories.
type watchMsg struct {
	number   int
	chapters map[feed.ID][]feed.ID
}

// watching is what the reader follows.
type watching struct {
	number   int                   // of the question asked last
	chapters map[feed.ID][]feed.ID // the watched articles of whose stories each is a chapter
	told     map[feed.ID]bool      // the chapters that were known, or told, when a refresh ended
	whole    []feed.ID             // others whose texts came since: they may be chapters, too
}

// follows says whether an article is a chapter of a watched story.
func (w watching) follows(id feed.ID) bool { return len(w.chapters[id]) > 0 }

// watchedStories is for how many stories, those watched last, the chapters are found.
const watchedStories = 50

// watchCommand finds the chapters of the stories of watched articles. One that is not
// kept here is another archive's: no error.
func watchCommand(ctx context.Context, s *store.Store, n int) tea.Cmd {
	return func() tea.Msg {
		msg := watchMsg{number: n, chapters: map[feed.ID][]feed.ID{}}
		watched := s.Watched()
		for _, id := range watched[:min(len(watched), watchedStories)] {
			chapters, err := s.Story(ctx, id)
			if err != nil {
				chapters = []store.Chapter{{Entry: store.Entry{Article: feed.Article{ID: id}}}}
			}
			for _, c := range chapters {
				msg.chapters[c.Entry.ID] = append(msg.chapters[c.Entry.ID], id)
			}
		}
		return msg
	}
}

// watchAgain asks which articles are chapters of watched stories: the stories
// watched, or what is kept, changed.
func (m *browseModel) watchAgain() tea.Cmd {
	m.watching.number++
	return watchCommand(m.env.ctx, m.env.deps.Store, m.watching.number)
}

// watched takes the chapters of watched stories.
func (m *browseModel) watched(msg watchMsg) tea.Cmd {
	if msg.number == m.watching.number {
		m.watching.chapters = msg.chapters
		m.showWatched()
		m.notes.sayNews(m.turnedOut())
	}
	return nil
}

// settle notes which chapters are known, with those that are told now.
func (w *watching) settle(news []store.Entry) {
	w.told, w.whole = map[feed.ID]bool{}, nil
	for id := range w.chapters {
		w.told[id] = w.follows(id)
	}
	for _, e := range news {
		w.told[e.ID] = true
	}
}

// turnedOut gives the titles of unread articles that are known as chapters of
// watched stories only by their whole texts.
func (m *browseModel) turnedOut() (titles []string) {
	var others []feed.ID
	for _, id := range m.watching.whole {
		switch {
		case !m.watching.follows(id):
			others = append(others, id) // the next answer may know it
		case !m.env.deps.Store.State(id).Read:
			titles = append(titles, m.ui.marks.titleOf(id))
		}
	}
	m.watching.whole = others
	return titles
}

// showWatched marks the chapters of watched stories in the lists.
func (m *browseModel) showWatched() {
	for _, l := range []*headlines.Model{m.headlines, m.found, m.chapters} {
		l.Watch(m.watching.follows)
	}
}

// toggleWatch follows the target's story, or no longer, by whichever of its chapters
// it was followed. What is known at once is shown at once.
func (m *marker) toggleWatch() tea.Cmd {
	id, title := m.ui.target()
	if id == 0 {
		m.notes.tell(m.env.locale.Nothing)
		return nil
	}
	seeds := m.ui.lists.watching.chapters[id]
	if len(seeds) == 0 && m.env.deps.Store.State(id).Watched {
		seeds = []feed.ID{id}
	}
	if len(seeds) == 0 {
		cmd := m.change(id, title, m.env.deps.Store.SetWatched(id, true))
		if m.ui.lists.watching.chapters == nil {
			m.ui.lists.watching.chapters = map[feed.ID][]feed.ID{}
		}
		m.ui.lists.watching.chapters[id] = []feed.ID{id}
		m.notes.tell(m.env.locale.WatchAdded)
		m.ui.lists.showWatched()
		return tea.Batch(cmd, m.ui.lists.watchAgain())
	}
	var cmds []tea.Cmd
	for _, seed := range seeds {
		cmds = append(cmds, m.change(seed, title, m.env.deps.Store.SetWatched(seed, false)))
	}
	for chapter, of := range m.ui.lists.watching.chapters {
		m.ui.lists.watching.chapters[chapter] = slices.DeleteFunc(of, func(seed feed.ID) bool {
			return slices.Contains(seeds, seed)
		})
	}
	m.notes.tell(m.env.locale.WatchRemoved)
	m.ui.lists.showWatched()
	return tea.Batch(append(cmds, m.ui.lists.watchAgain())...)
}

// dismiss takes the chosen related story away from the open article's.
func (m *marker) dismiss() tea.Cmd {
	it, ok := m.ui.read.related.Selected()
	if !ok || m.ui.focus != layout.Related {
		m.notes.tell(m.env.locale.DismissWhere)
		return nil
	}
	m.env.deps.Store.Dismiss(m.ui.read.article.want.ID, it.Key, true)
	m.env.deps.Store.Did(store.Action{Title: it.Title, Changes: []store.Change{
		{ID: m.ui.read.article.want.ID, Mark: store.MarkDismissed, Story: it.Key}}})
	at := m.ui.read.related.Cursor()
	var left []store.Related
	for _, r := range m.ui.read.article.stories {
		if r.Key() != it.Key {
			left = append(left, r)
		}
	}
	m.ui.read.article.stories = left
	if len(left) == 0 {
		m.ui.read.related.Clear(m.env.locale.EmptyRelated)
	}
	cmd := m.ui.read.showStories()
	m.ui.read.related.Select(min(at, len(left)-1))
	m.notes.tell(fill(m.env.locale.Dismissed, it.Title))
	// Asked again: an answer that is on its way would bring it back.
	return tea.Batch(cmd, m.ui.read.relate(), m.ui.work.saveLater(saveSoon))
}

// restored shows a dismissed story that was brought back.
func (m *marker) restored(c store.Change) tea.Cmd {
	if c.ID != m.ui.read.article.want.ID {
		return nil
	}
	m.ui.read.article.choose = c.Story
	return m.ui.read.relate()
}
