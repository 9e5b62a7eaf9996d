package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/store/pictures"
	"breageek/store/refresh"
	"breageek/ui/plain"
	"breageek/ui/reader"
)

// What commands bring home. Each answer names its question, so that a late one
// is known and dropped.
type (
	// listMsg is a window of the list, for the listing of that number.
	listMsg struct {
		listing int
		part    part
		entries []store.Entry
		counts  store.Counts
		lastOK  time.Time // when a source last answered; told with the list's top
		known   store.Horizon
		arrived int // how many articles came since the list before
		err     error
	}
	// foundMsg is what the search of that number found.
	foundMsg struct {
		search  int
		entries []store.Entry
		err     error
	}
	// textMsg is a rendered article. ahead: nobody asked to see it yet. Of a long one
	// what is seen first comes first; rest sets the whole of it.
	textMsg struct {
		key      reader.Key
		revision int
		text     reader.Text
		entry    store.Entry // without body
		ahead    bool
		rest     tea.Cmd
		err      error
	}
	// relatedMsg is the stories related to an article, for the question of that
	// number.
	relatedMsg struct {
		asked   int
		stories []store.Related
		err     error
	}
	// linkMsg is the address of an article, and what to do with it.
	linkMsg struct {
		url string
		use use
		err error
	}
	// refreshMsg is one step of the refresh of that number; the next one comes
	// from steps.
	refreshMsg struct {
		refresh int
		event   refresh.Event
		done    bool
		summary refresh.Summary
		news    []store.Entry // new chapters of watched stories
		err     error
		steps   <-chan refreshMsg // nil: this is the last one
	}
	// completeMsg is one step of the completion of texts that follows a refresh.
	completeMsg struct {
		number int // of the completion
		page   refresh.PageEvent
		done   bool
		better int
		err    error
		steps  <-chan completeMsg
	}
	saveMsg     struct{}
	savedMsg    struct{ err error }
	failedMsg   struct{ err error } // of what nobody waits for
	fallbackMsg struct {
		library Library
		err     error
	}
	tickMsg time.Time
	doneMsg struct{ note note }
)

// window is how many headlines are asked of the archive at once.
const window = 200

// listCommand reads a window of the list, how much there is in all, and how much of it came
// after the horizon of the query.
func listCommand(ctx context.Context, s *store.Store, n int, q store.Query, p part) tea.Cmd {
	return func() tea.Msg {
		known, err := s.Horizon(ctx) // before the list: nothing else than what it has is known
		if err != nil {
			return listMsg{listing: n, err: err}
		}
		arrived, err := s.Arrived(ctx, q.Sources, q.Known)
		if err != nil {
			return listMsg{listing: n, err: err}
		}
		entries, err := s.List(ctx, q)
		if err != nil {
			return listMsg{listing: n, err: err}
		}
		answer := listMsg{listing: n, part: p, entries: entries, known: known, arrived: len(arrived)}
		if answer.counts, answer.err = s.Counts(ctx, q.Sources); p == fromTop && answer.err == nil {
			answer.lastOK, answer.err = lastAnswer(ctx, s, q.Sources)
		}
		return answer
	}
}

// lastAnswer says when any of the sources last answered; zero for never.
func lastAnswer(ctx context.Context, s *store.Store, keys []string) (time.Time, error) {
	var last time.Time
	sources, err := s.Sources(ctx)
	for _, src := range sources {
		if slices.Contains(keys, src.Key) && src.LastOK.After(last) {
			last = src.LastOK
		}
	}
	return last, err
}

func searchCommand(ctx context.Context, s *store.Store, n int, q store.Search) tea.Cmd {
	return func() tea.Msg {
		entries, err := s.Search(ctx, q)
		return foundMsg{search: n, entries: entries, err: err}
	}
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

// relatedLimit is how many related stories are asked for.
const relatedLimit = 12

func relatedCommand(ctx context.Context, s *store.Store, n int, id feed.ID) tea.Cmd {
	return func() tea.Msg {
		stories, err := s.Related(ctx, id, relatedLimit)
		return relatedMsg{asked: n, stories: stories, err: err}
	}
}

// refreshCommand brings a library up to date. Each step it takes is a message,
// which holds where the next one comes from: see [nextStep].
func refreshCommand(ctx context.Context, n int, l Library, o refresh.Options) tea.Cmd {
	steps := make(chan refreshMsg, 16)
	return func() tea.Msg {
		go func() {
			var fresh []feed.ID
			tell := func(e refresh.Event) {
				fresh = append(fresh, e.Merged.New...)
				send(ctx, steps, refreshMsg{refresh: n, event: e, steps: steps})
			}
			sum, err := refresh.Run(ctx, l.Client, l.Store, l.Sources, o, tell)
			last := refreshMsg{refresh: n, done: true, summary: sum, err: err}
			if err == nil {
				last.news, last.err = refresh.News(ctx, l.Store, fresh)
			}
			send(ctx, steps, last)
		}()
		return nextStep(ctx, steps)()
	}
}

// completeCommand asks for the pages of articles whose text is missing, in steps
// as refreshCommand does.
func completeCommand(ctx context.Context, n int, l Library, what refresh.FullText) tea.Cmd {
	steps := make(chan completeMsg, 16)
	return func() tea.Msg {
		go func() {
			tell := func(e refresh.PageEvent) {
				send(ctx, steps, completeMsg{number: n, page: e, steps: steps})
			}
			better, err := refresh.Complete(ctx, l.Client, l.Store, l.Sources, what, tell)
			send(ctx, steps, completeMsg{number: n, done: true, better: better, err: err})
		}()
		return nextStep(ctx, steps)()
	}
}

// send hands over a step, unless the program ends.
func send[T any](ctx context.Context, steps chan<- T, msg T) {
	select {
	case steps <- msg:
	case <-ctx.Done():
	}
}

func nextStep[T any](ctx context.Context, steps <-chan T) tea.Cmd {
	return func() tea.Msg {
		select {
		case msg := <-steps:
			return msg
		case <-ctx.Done():
			return nil
		}
	}
}

// indexCommand brings the search terms up to date where no refresh does.
func indexCommand(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg {
		if _, err := s.Index(ctx); err != nil {
			return failedMsg{err}
		}
		return nil
	}
}

// linkCommand reads an article's address, for what use is to be made of it. The
// browser is started here: that touches the world.
func linkCommand(
	ctx context.Context, s *store.Store, id feed.ID, u use, browse func(string) error,
) tea.Cmd {
	return func() tea.Msg {
		e, err := s.Article(ctx, id)
		if err == nil && u == toBrowse && e.Link != "" {
			err = browse(e.Link)
		}
		return linkMsg{url: e.Link, use: u, err: err}
	}
}

func browseCommand(url string, browse func(string) error) tea.Cmd {
	return func() tea.Msg { return linkMsg{url: url, use: toBrowse, err: browse(url)} }
}

func flushCommand(s *store.Store) tea.Cmd {
	return func() tea.Msg { return savedMsg{err: s.Flush()} }
}

// fallbackCommand opens the sample edition and has it printed.
func fallbackCommand(ctx context.Context, open func() (Library, error)) tea.Cmd {
	return func() tea.Msg {
		l, err := open()
		if err == nil {
			_, err = refresh.Run(ctx, l.Client, l.Store, l.Sources, refresh.Options{}, nil)
		}
		return fallbackMsg{library: l, err: err}
	}
}

// tick keeps "il y a 5 min" true.
func tick() tea.Cmd {
	return tea.Tick(time.Minute, func(t time.Time) tea.Msg { return tickMsg(t) })
}

// later asks for the state to be saved: what is marked meanwhile is saved with
// it.
func later(d time.Duration) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return saveMsg{} })
}

// closeCommand closes a library that is no longer shown.
func closeCommand(l Library) tea.Cmd {
	return func() tea.Msg {
		l.Client.Close()
		if err := l.Store.Close(); err != nil {
			return savedMsg{err: err}
		}
		return nil
	}
}
