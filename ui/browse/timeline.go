package browse

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

// StoryMsg is the timeline of that number.
type StoryMsg struct {
	story    int
	of       feed.ID
	chapters []store.Chapter
	err      error
}

func storyCommand(ctx context.Context, s *store.Store, n int, id feed.ID) tea.Cmd {
	return func() tea.Msg {
		chapters, err := s.Story(ctx, id)
		return StoryMsg{story: n, of: id, chapters: chapters, err: err}
	}
}

// ShowStory shows a timeline, for a user whose keys went to the pane focus. It reports whether it
// did.
func (m *Model) ShowStory(msg StoryMsg, focus layout.Pane) bool {
	switch {
	case msg.story != m.timeline.number:
		return false
	case msg.err != nil:
		m.notes.Error(msg.err)
		return false
	case len(msg.chapters) < 2:
		m.notes.Info(m.env.Locale.NoStory)
		return false
	}
	entries := make([]store.Entry, len(msg.chapters))
	for i, c := range msg.chapters {
		entries[i] = c.Entry
	}
	m.timeline.of, m.timeline.focus = msg.of, focus
	m.chapters.Set(m.items(entries))
	m.chapters.Choose(msg.of)
	m.chapters.SetCurrent(msg.of)
	return true
}

// EndStory shows the list again. It returns the pane that had the keys before, and whether
// a timeline was shown.
func (m *Model) EndStory() (focus layout.Pane, shown bool) {
	shown = m.timeline.of != 0
	m.timeline.end()
	return m.timeline.focus, shown
}

// end takes the timeline away; one that is on its way is late.
func (t *timeline) end() {
	t.number++
	t.of = 0
}

// SetCurrent says which article is open: it has its own sign in a timeline.
func (m *Model) SetCurrent(id feed.ID) { m.chapters.SetCurrent(id) }
