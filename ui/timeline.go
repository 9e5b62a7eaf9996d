package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
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
