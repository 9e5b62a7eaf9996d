package browse

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// WatchMsg tells which articles are chapters of watched stories.
type WatchMsg struct {
	number   int
	chapters map[feed.ID][]feed.ID
	titles   map[feed.ID]string // of the chapters
}

// watching is what the reader follows.
type watching struct {
	number   int                   // of the question asked last
	chapters map[feed.ID][]feed.ID // the watched articles of whose stories each is a chapter
	notified map[feed.ID]bool      // the chapters that were known, or told, when a refresh ended
	whole    []feed.ID             // others whose texts came since: they may be chapters, too
}

// follows reports whether an article is a chapter of a watched story.
func (w watching) follows(id feed.ID) bool { return len(w.chapters[id]) > 0 }

// add notes at once that an article is watched: its story's chapters are found later.
func (w *watching) add(id feed.ID) {
	if w.chapters == nil {
		w.chapters = map[feed.ID][]feed.ID{}
	}
	w.chapters[id] = []feed.ID{id}
}

// drop notes at once that articles are watched no longer.
func (w *watching) drop(seeds []feed.ID) {
	for chapter, of := range w.chapters {
		w.chapters[chapter] = slices.DeleteFunc(of, func(seed feed.ID) bool {
			return slices.Contains(seeds, seed)
		})
	}
}

// Watcher knows which articles belong to stories that the user watches.
type Watcher struct {
	browse *Model
	env    *session.Session
	notes  *notice.Board
	watching
}

// watchedStories is for how many stories, those watched last, the chapters are found.
const watchedStories = 50

// watchCommand finds the chapters of the stories of watched articles. One that is not
// kept here is another archive's: no error.
func watchCommand(ctx context.Context, s *store.Store, n int) tea.Cmd {
	return func() tea.Msg {
		msg := WatchMsg{number: n, chapters: map[feed.ID][]feed.ID{},
			titles: map[feed.ID]string{}}
		watched := s.Watched()
		for _, id := range watched[:min(len(watched), watchedStories)] {
			chapters, err := s.Story(ctx, id)
			if err != nil {
				chapters = []store.Chapter{{Entry: store.Entry{Article: feed.Article{ID: id}}}}
			}
			for _, c := range chapters {
				msg.chapters[c.Entry.ID] = append(msg.chapters[c.Entry.ID], id)
				msg.titles[c.Entry.ID] = c.Entry.Heading()
			}
		}
		return msg
	}
}

// WatchAgain asks which articles are chapters of watched stories: the stories
// watched, or what is kept, changed.
func (m *Watcher) WatchAgain() tea.Cmd {
	m.number++
	return watchCommand(m.env.Context, m.env.Store, m.number)
}

// ShowChapters takes the chapters of watched stories.
func (m *Watcher) ShowChapters(msg WatchMsg) tea.Cmd {
	if msg.number == m.number {
		m.chapters = msg.chapters
		m.ShowWatched()
		m.notes.News(m.turnedOut(msg.titles))
	}
	return nil
}

// completed notes that the whole text of an article came: it may turn out to be a chapter.
func (w *watching) completed(id feed.ID) {
	if !w.notified[id] {
		w.whole = append(w.whole, id)
	}
}

// settle notes which chapters are known, with those that are told now.
func (w *watching) settle(news []store.Entry) {
	w.notified, w.whole = map[feed.ID]bool{}, nil
	for id := range w.chapters {
		w.notified[id] = w.follows(id)
	}
	for _, e := range news {
		w.notified[e.ID] = true
	}
}

// turnedOut returns the titles of unread articles that are known as chapters of
// watched stories only by their whole texts.
func (m *Watcher) turnedOut(known map[feed.ID]string) (titles []string) {
	var others []feed.ID
	for _, id := range m.whole {
		switch {
		case !m.follows(id):
			others = append(others, id) // the next answer may know it
		case !m.env.Store.State(id).Read:
			titles = append(titles, known[id])
		}
	}
	m.whole = others
	return titles
}

// ShowWatched marks the chapters of watched stories in the lists.
func (m *Watcher) ShowWatched() {
	for _, l := range []*headlines.Model{m.browse.Headlines, m.browse.Found, m.browse.chapters} {
		l.Watch(m.follows)
	}
}

// Watch notes at once that an article is watched.
func (m *Watcher) Watch(id feed.ID) { m.add(id) }

// Unwatch notes at once that articles are no longer watched.
func (m *Watcher) Unwatch(seeds []feed.ID) { m.drop(seeds) }

// WatchedBy returns the watched articles of whose stories an article is a chapter.
func (m *Watcher) WatchedBy(id feed.ID) []feed.ID { return m.chapters[id] }

// TextCame notes that an article's whole text came: it may turn out to be a chapter.
func (m *Watcher) TextCame(id feed.ID) { m.completed(id) }

// NewsTold notes which chapters are known when a refresh ends, with those that are told now.
func (m *Watcher) NewsTold(news []store.Entry) { m.settle(news) }
