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
	if m.timeline.of != 0 {
		return m.endStory()
	}
	id, _ := m.target()
	if id == 0 {
		m.tell(m.locale.Nothing)
		return nil
	}
	m.timeline.number++
	return storyCommand(m.ctx, m.deps.Store, m.timeline.number, id)
}

// told takes a timeline.
func (m *Model) told(msg storyMsg) tea.Cmd {
	switch {
	case msg.story != m.timeline.number:
		return nil
	case msg.err != nil:
		m.fail(msg.err)
		return nil
	case len(msg.chapters) < 2:
		m.tell(m.locale.NoStory)
		return nil
	}
	entries := make([]store.Entry, len(msg.chapters))
	for i, c := range msg.chapters {
		entries[i] = c.Entry
	}
	m.timeline.of, m.timeline.focus = msg.of, m.focus
	m.chapters.Set(m.items(entries))
	m.chapters.Choose(msg.of)
	m.chapters.SetCurrent(msg.of)
	return m.focusOn(layout.Headlines)
}

// endStory shows the list again, and gives the keys back to the pane that had them.
func (m *Model) endStory() tea.Cmd {
	shown := m.timeline.of != 0
	m.timeline.end()
	if shown && m.focus == layout.Headlines {
		return m.focusOn(m.timeline.focus)
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
func (m *Model) watchAgain() tea.Cmd {
	m.watching.number++
	return watchCommand(m.ctx, m.deps.Store, m.watching.number)
}

// watched takes the chapters of watched stories.
func (m *Model) watched(msg watchMsg) tea.Cmd {
	if msg.number == m.watching.number {
		m.watching.chapters = msg.chapters
		m.showWatched()
		m.sayNews(m.turnedOut())
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
func (m *Model) turnedOut() (titles []string) {
	var others []feed.ID
	for _, id := range m.watching.whole {
		switch {
		case !m.watching.follows(id):
			others = append(others, id) // the next answer may know it
		case !m.deps.Store.State(id).Read:
			titles = append(titles, m.titleOf(id))
		}
	}
	m.watching.whole = others
	return titles
}

// showWatched marks the chapters of watched stories in the lists.
func (m *Model) showWatched() {
	for _, l := range []*headlines.Model{m.headlines, m.found, m.chapters} {
		l.Watch(m.watching.follows)
	}
}

// toggleWatch follows the target's story, or no longer, by whichever of its chapters
// it was followed. What is known at once is shown at once.
func (m *Model) toggleWatch() tea.Cmd {
	id, title := m.target()
	if id == 0 {
		m.tell(m.locale.Nothing)
		return nil
	}
	seeds := m.watching.chapters[id]
	if len(seeds) == 0 && m.deps.Store.State(id).Watched {
		seeds = []feed.ID{id}
	}
	if len(seeds) == 0 {
		cmd := m.change(id, title, m.deps.Store.SetWatched(id, true))
		if m.watching.chapters == nil {
			m.watching.chapters = map[feed.ID][]feed.ID{}
		}
		m.watching.chapters[id] = []feed.ID{id}
		m.tell(m.locale.WatchAdded)
		m.showWatched()
		return tea.Batch(cmd, m.watchAgain())
	}
	var cmds []tea.Cmd
	for _, seed := range seeds {
		cmds = append(cmds, m.change(seed, title, m.deps.Store.SetWatched(seed, false)))
	}
	for chapter, of := range m.watching.chapters {
		m.watching.chapters[chapter] = slices.DeleteFunc(of, func(seed feed.ID) bool {
			return slices.Contains(seeds, seed)
		})
	}
	m.tell(m.locale.WatchRemoved)
	m.showWatched()
	return tea.Batch(append(cmds, m.watchAgain())...)
}

// dismiss takes the chosen related story away from the open article's.
func (m *Model) dismiss() tea.Cmd {
	it, ok := m.related.Selected()
	if !ok || m.focus != layout.Related {
		m.tell(m.locale.DismissWhere)
		return nil
	}
	m.deps.Store.Dismiss(m.article.want.ID, it.Key, true)
	m.deps.Store.Did(store.Action{Title: it.Title, Changes: []store.Change{
		{ID: m.article.want.ID, Mark: store.MarkDismissed, Story: it.Key}}})
	at := m.related.Cursor()
	var left []store.Related
	for _, r := range m.article.stories {
		if r.Key() != it.Key {
			left = append(left, r)
		}
	}
	m.article.stories = left
	if len(left) == 0 {
		m.related.Clear(m.locale.EmptyRelated)
	}
	cmd := m.showStories()
	m.related.Select(min(at, len(left)-1))
	m.tell(fill(m.locale.Dismissed, it.Title))
	// Asked again: an answer that is on its way would bring it back.
	return tea.Batch(cmd, m.relate(), m.saveLater(saveSoon))
}

// restored shows a dismissed story that was brought back.
func (m *Model) restored(c store.Change) tea.Cmd {
	if c.ID != m.article.want.ID {
		return nil
	}
	m.article.choose = c.Story
	return m.relate()
}
