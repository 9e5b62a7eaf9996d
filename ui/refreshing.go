package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/store/refresh"
	"breageek/ui/locale"
)

// refreshing is the refresh under way, and how the last one went.
type refreshing struct {
	number  int
	running bool
	byHand  bool
	wished  bool // the user asked for it while it was under way
	done    int
	total   int
	fresh   int
	failed  []refresh.Event
	waiting int       // sources that were not asked: they want to be left alone
	until   time.Time // the first of them may be asked
	started time.Time
	ended   time.Time
	offline bool // no source could be reached the last time

	fallback   bool // the sample edition is being printed
	completing bool // pages are being asked for
	completion int  // the number of that
	paged      int  // how many of them came, or did not
	pages      int  // how many there are
	refused    bool // the disk refused what came, until a refresh is kept
}

// shown is what work knows of the list on the screen.
type shown struct {
	top   bool // its first headline is chosen and in sight: what is new is seen
	blank bool // nothing is kept
}

// step is what a step of the work means for the panes.
type step struct {
	cmd      tea.Cmd
	updated  []feed.ID     // articles whose texts changed
	listed   bool          // the list changed, while a refresh goes on
	changed  bool          // the list changed, and what depends on all that is kept
	answered bool          // a source answered: the network is there
	ended    bool          // a refresh ended,
	news     []store.Entry // with these new chapters of watched stories
	home     bool          // and there are articles of the user's own now
	complete bool          // texts that miss are to be completed
	collect  bool          // the pictures of the newest articles are to be stored
	page     feed.ID       // the article whose page gave more text; 0: none
}

// firstRefresh asks the sources once the list is on the screen.
func (m *workModel) firstRefresh(on shown) tea.Cmd {
	if m.env.sourceless() {
		m.refresh.number++
		if !on.blank { // else the list says it
			m.notes.warn(m.env.noSources())
		}
		return indexCommand(m.env.ctx, m.env.Store)
	}
	if m.env.Offline {
		m.refresh.number++
		return tea.Batch(m.fallBack(on), indexCommand(m.env.ctx, m.env.Store))
	}
	return m.startRefresh(false)
}

// answeredAt notes when a source last answered, before this program began.
func (m *workModel) answeredAt(t time.Time) {
	if t.After(m.refresh.ended) {
		m.refresh.ended = t
	}
}

// refreshNow is the user's own wish, which always gets an answer. It asks the user's
// sources, also while the sample edition stands in for them.
func (m *workModel) refreshNow() tea.Cmd {
	switch r := &m.refresh; {
	case m.env.sourceless():
		m.notes.warn(m.env.noSources())
	case m.env.unconnected():
		m.notes.warn(m.env.Locale.OfflineRefresh)
	case r.running:
		r.wished = true
		of := m.env.Locale.Number(r.done) + "/" + m.env.Locale.Number(r.total)
		m.notes.tell(locale.Fill(m.env.Locale.RefreshRuns, of))
		m.notes.mark(summary)
	default:
		cmd := m.startRefresh(true)
		m.notes.tell(m.env.Locale.RefreshBegins)
		return cmd
	}
	return nil
}

func (m *workModel) startRefresh(byHand bool) tea.Cmd {
	r := &m.refresh
	library := m.env.own()
	*r = refreshing{
		number: r.number + 1, running: true, byHand: byHand, total: len(library.Sources),
		started: m.env.Now(), ended: r.ended, offline: r.offline, fallback: r.fallback,
		refused:    r.refused,
		completing: r.completing, completion: r.completion, paged: r.paged, pages: r.pages,
	}
	o := refresh.Options{Force: byHand, Keep: m.env.Keep, Followed: m.env.Followed,
		Now: m.env.Now}
	return refreshCommand(m.env.ctx, r.number, library, o)
}

// refreshed takes one step of a refresh: a source that answered or failed, or
// the end.
func (m *workModel) refreshed(msg refreshMsg, on shown) step {
	if msg.refresh != m.refresh.number {
		return step{}
	}
	if msg.done {
		return m.refreshEnded(msg, on)
	}
	e, r := msg.event, &m.refresh
	r.done, r.total = e.Done, e.Total
	r.fresh += len(e.Merged.New)
	if e.Err != nil {
		r.failed = append(r.failed, e)
	}
	if e.Waiting {
		if r.waiting++; r.waiting == 1 || e.Until.Before(r.until) {
			r.until = e.Until
		}
	}
	return step{
		cmd: nextStep(m.env.ctx, msg.steps), updated: e.Merged.Updated,
		listed: len(e.Merged.New)+len(e.Merged.Updated) > 0 && m.env.home.Store == nil,
	}
}

// refreshEnded says how a refresh went.
func (m *workModel) refreshEnded(msg refreshMsg, on shown) step {
	r := &m.refresh
	r.running = false
	s := step{answered: msg.summary.Answered > 0}
	if s.answered {
		r.ended = m.env.Now()
	}
	r.offline = len(r.failed) > 0 && len(r.failed) == r.total && allOffline(r.failed)
	if msg.err != nil {
		m.notes.fail(msg.err)
		m.notes.mark(refusal)
		r.refused = true
		return s
	}
	m.notes.withdraw(refusal) // it is true no more
	r.refused = false
	if m.env.home.Store != nil && s.answered {
		s.home = true
		m.sayHow(msg.summary, on)
		m.notes.mark(summary)
		return s
	}
	if r.wished && !r.byHand && r.waiting > 0 && len(r.failed) == 0 {
		s.cmd, s.listed = m.startRefresh(true), true // those that it left alone as fresh
		return s
	}
	m.sayHow(msg.summary, on)
	s.ended, s.news = true, msg.news
	var news []string
	for _, e := range msg.news {
		news = append(news, e.Heading())
	}
	m.notes.news(news)
	m.notes.mark(summary)
	if r.fresh == 0 && on.blank && len(r.failed) == r.total {
		s.cmd = m.fallBack(on)
		return s
	}
	s.complete = true
	s.changed = msg.summary.New+msg.summary.Updated+msg.summary.Gone > 0
	return s
}

// complete asks for the pages of articles whose text is missing, one library's
// at a time.
func (m *workModel) complete(l Library) tea.Cmd {
	what := m.env.FullText
	if l.Sample && what == refresh.Auto {
		what = refresh.Always // its pages are printed into the program, too
	}
	if m.refresh.completing || l.Offline {
		return nil
	}
	m.refresh.completing = true
	m.refresh.completion++
	return completeCommand(m.env.ctx, m.refresh.completion, l, what)
}

// completed takes one step of a completion: a page, or the end. The text that is
// read is set anew where it is.
func (m *workModel) completed(msg completeMsg) step {
	switch {
	case msg.number != m.refresh.completion && msg.done:
		return step{} // of a library that is not shown any more
	case msg.number != m.refresh.completion:
		return step{cmd: nextStep(m.env.ctx, msg.steps)}
	}
	if msg.done {
		asked := m.refresh.pages > 0
		m.refresh.completing, m.refresh.pages = false, 0
		switch {
		case msg.err != nil:
			m.notes.add(note{text: Explain(m.env.Locale, msg.err), grave: failure})
		case msg.better > 0 && !m.env.Sample:
			m.sayCompleted(m.env.Locale.Count(msg.better, m.env.Locale.CompletedNoun))
		}
		return step{collect: true, changed: asked}
	}
	s := step{cmd: nextStep(m.env.ctx, msg.steps)}
	m.refresh.paged, m.refresh.pages = msg.page.Done, msg.page.Total
	if msg.page.Better {
		s.page, s.updated = msg.page.ID, []feed.ID{msg.page.ID}
	}
	return s
}

// sayCompleted says how many texts are whole now, behind how the refresh went, and
// not in the place of anything else.
func (m *workModel) sayCompleted(text string) {
	switch {
	case m.notes.note.text == "":
		m.notes.tell(text + ".")
	case m.notes.about(summary):
		m.notes.add(note{text: text})
	}
}

func allOffline(failed []refresh.Event) bool {
	for _, e := range failed {
		var off *feed.OfflineError
		if !errors.As(e.Err, &off) {
			return false
		}
	}
	return true
}

// sayHow says how a refresh went. One nobody asked for is silent unless it
// brought something or something is wrong, or the reader is being told of what
// they have just done.
func (m *workModel) sayHow(sum refresh.Summary, on shown) {
	r, l := &m.refresh, m.env.Locale
	asked := r.byHand || r.wished
	if !asked && m.notes.note.text != "" {
		return
	}
	news := ""
	if r.fresh > 0 {
		news = l.Count(r.fresh, l.NewNoun)
		if !on.top {
			news = locale.Fill(l.RefreshDone, news)
		}
	}
	switch {
	case len(r.failed) > 0 && len(r.failed) == r.total && r.total > 1:
		m.notes.warn(l.NoSourceAnswered)
	case len(r.failed) > 0:
		m.notes.warn(m.failures(news))
	case news != "":
		m.notes.tell(news)
	case asked:
		m.notes.tell(m.nothingNew(sum))
	}
}

// failures tells of the sources that did not answer: of one why, of several how
// many, and why the first did not.
func (m *workModel) failures(news string) string {
	r, l := &m.refresh, m.env.Locale
	e := r.failed[0]
	name := e.Source.Name
	if name == "" {
		name = feed.Shown(e.Source.URL)
	}
	text := locale.Fill(l.SourceFailed, name, Explain(l, e.Err))
	if n := len(r.failed); n > 1 {
		of := l.Number(n) + "/" + l.Number(r.total)
		text = locale.Fill(l.SourcesFailed, of, text)
	}
	if news != "" {
		text = strings.TrimSuffix(news, ".") + " · " + text
	}
	return text
}

// fallBack opens the sample edition, where nothing is kept and no source
// answers.
func (m *workModel) fallBack(on shown) tea.Cmd {
	if m.env.Fallback == nil || !on.blank || m.env.home.Store != nil || m.refresh.fallback {
		return nil
	}
	m.refresh.fallback = true
	return fallbackCommand(m.env.ctx, m.env.Fallback)
}

// tick asks for news where it is time, or where the disk refused those that came.
func (m *workModel) tick() tea.Cmd {
	r := &m.refresh
	due := m.env.Refresh > 0 && r.number > 0 && m.env.Now().Sub(r.started) >= m.env.Refresh
	if (due || r.refused) && !r.running && !m.env.unconnected() && !m.env.sourceless() {
		return tea.Batch(tick(), m.startRefresh(false))
	}
	return tick()
}

// reset ends the completion of the texts of a library that is not shown any more.
func (m *workModel) reset() {
	m.refresh.completing, m.refresh.pages = false, 0
	m.refresh.completion++
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

// refreshMsg is one step of the refresh of that number; the next one comes
// from steps.
type refreshMsg struct {
	refresh int
	event   refresh.Event
	done    bool
	summary refresh.Summary
	news    []store.Entry // new chapters of watched stories
	err     error
	steps   <-chan refreshMsg // nil: this is the last one
}

// completeMsg is one step of the completion of texts that follows a refresh.
type completeMsg struct {
	number int // of the completion
	page   refresh.PageEvent
	done   bool
	better int
	err    error
	steps  <-chan completeMsg
}

type fallbackMsg struct {
	library Library
	err     error
}

type failedMsg struct{ err error } // of what nobody waits for

type tickMsg time.Time
