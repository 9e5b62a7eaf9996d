package ui

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store/refresh"
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

// firstRefresh asks the sources once the list is on the screen.
func (m *workModel) firstRefresh() tea.Cmd {
	if m.env.sourceless() {
		m.refresh.number++
		if len(m.ui.lists.headlines.Items()) > 0 { // else the list says it
			m.notes.warn(m.env.noSources())
		}
		return indexCommand(m.env.ctx, m.env.deps.Store)
	}
	if m.env.deps.Offline {
		m.refresh.number++
		return tea.Batch(m.fallBack(), indexCommand(m.env.ctx, m.env.deps.Store))
	}
	return m.startRefresh(false)
}

// refreshNow is the user's own wish, which always gets an answer. It asks the user's
// sources, also while the sample edition stands in for them.
func (m *workModel) refreshNow() tea.Cmd {
	switch r := &m.refresh; {
	case m.env.sourceless():
		m.notes.warn(m.env.noSources())
	case m.env.offline():
		m.notes.warn(m.env.locale.OfflineRefresh)
	case r.running:
		r.wished = true
		of := m.env.locale.Number(r.done) + "/" + m.env.locale.Number(r.total)
		m.notes.tell(fill(m.env.locale.RefreshRuns, of))
		m.notes.mark(summary)
	default:
		cmd := m.startRefresh(true)
		m.notes.tell(m.env.locale.RefreshBegins)
		return cmd
	}
	return nil
}

func (m *workModel) startRefresh(byHand bool) tea.Cmd {
	r := &m.refresh
	library := m.env.own()
	*r = refreshing{
		number: r.number + 1, running: true, byHand: byHand, total: len(library.Sources),
		started: m.env.deps.Now(), ended: r.ended, offline: r.offline, fallback: r.fallback,
		refused:    r.refused,
		completing: r.completing, completion: r.completion, paged: r.paged, pages: r.pages,
	}
	m.ui.lists.headlines.SetEmpty(m.ui.lists.emptySentence())
	o := refresh.Options{Force: byHand, Keep: m.env.deps.Keep, Followed: m.env.deps.Followed,
		Now: m.env.deps.Now}
	return refreshCommand(m.env.ctx, r.number, library, o)
}

// refreshed takes one step of a refresh: a source that answered or failed, or
// the end.
func (m *workModel) refreshed(msg refreshMsg) tea.Cmd {
	if msg.refresh != m.refresh.number {
		return nil
	}
	if msg.done {
		return m.refreshEnded(msg)
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
	next := tea.Batch(nextStep(m.env.ctx, msg.steps), m.ui.updated(e.Merged.Updated))
	if len(e.Merged.New)+len(e.Merged.Updated) == 0 || m.ui.lists.listing.asked || m.env.home.Store != nil {
		return next
	}
	return tea.Batch(next, m.ui.lists.list())
}

// refreshEnded shows what came and says how it went.
func (m *workModel) refreshEnded(msg refreshMsg) tea.Cmd {
	r := &m.refresh
	r.running = false
	if msg.summary.Answered > 0 {
		r.ended = m.env.deps.Now()
		clear(m.ui.read.pictures.gone) // the network is there
	}
	r.offline = len(r.failed) > 0 && len(r.failed) == r.total && allOffline(r.failed)
	m.ui.lists.headlines.SetEmpty(m.ui.lists.emptySentence())
	if msg.err != nil {
		m.notes.fail(msg.err)
		m.notes.mark(refusal)
		r.refused = true
		return nil
	}
	m.notes.withdraw(refusal) // it is true no more
	r.refused = false
	if m.env.home.Store != nil && msg.summary.Answered > 0 {
		return m.ui.comeHome(msg.summary)
	}
	if r.wished && !r.byHand && r.waiting > 0 && len(r.failed) == 0 {
		return tea.Batch(m.ui.lists.list(), m.startRefresh(true)) // those that it left alone as fresh
	}
	m.sayHow(msg.summary)
	m.ui.lists.watching.settle(msg.news)
	var news []string
	for _, e := range msg.news {
		news = append(news, e.Heading())
	}
	m.notes.news(news)
	m.notes.mark(summary)
	if r.fresh == 0 && len(m.ui.lists.headlines.Items()) == 0 && len(r.failed) == r.total {
		return m.fallBack()
	}
	complete := m.complete(m.env.own())
	if msg.summary.New+msg.summary.Updated+msg.summary.Gone == 0 {
		return complete
	}
	return tea.Batch(m.ui.lists.list(), m.ui.read.relateAgain(), m.ui.lists.watchAgain(), complete)
}

// complete asks for the pages of articles whose text is missing, one library's
// at a time.
func (m *workModel) complete(l Library) tea.Cmd {
	what := m.env.deps.FullText
	if l.Sample && what == refresh.Auto {
		what = refresh.Always // its pages are printed into the program, too
	}
	switch {
	case what == refresh.Never:
		return m.collect(l)
	case m.refresh.completing || l.Offline:
		return nil
	}
	m.refresh.completing = true
	m.refresh.completion++
	return completeCommand(m.env.ctx, m.refresh.completion, l, what)
}

// completed takes one step of a completion: a page, or the end. The text that is
// read is set anew where it is.
func (m *workModel) completed(msg completeMsg) tea.Cmd {
	switch {
	case msg.number != m.refresh.completion && msg.done:
		return nil // of a library that is not shown any more
	case msg.number != m.refresh.completion:
		return nextStep(m.env.ctx, msg.steps)
	}
	if msg.done {
		asked := m.refresh.pages > 0
		m.refresh.completing, m.refresh.pages = false, 0
		switch {
		case msg.err != nil:
			m.notes.add(note{text: Explain(m.env.locale, msg.err), grave: failure})
		case msg.better > 0 && !m.env.deps.Sample:
			m.sayCompleted(m.env.locale.Count(msg.better, m.env.locale.CompletedNoun))
		}
		collect := m.collect(m.env.own())
		if !asked {
			return collect
		}
		return tea.Batch(m.ui.lists.list(), m.ui.read.relateAgain(), m.ui.lists.watchAgain(), collect)
	}
	next := nextStep(m.env.ctx, msg.steps)
	m.refresh.paged, m.refresh.pages = msg.page.Done, msg.page.Total
	if !msg.page.Better {
		return next
	}
	if id := msg.page.ID; !m.ui.lists.watching.told[id] {
		m.ui.lists.watching.whole = append(m.ui.lists.watching.whole, id)
	}
	return tea.Batch(next, m.ui.updated([]feed.ID{msg.page.ID}))
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
func (m *workModel) sayHow(sum refresh.Summary) {
	r, l := &m.refresh, m.env.locale
	asked := r.byHand || r.wished
	if !asked && m.notes.note.text != "" {
		return
	}
	news := ""
	if r.fresh > 0 {
		news = l.Count(r.fresh, l.NewNoun)
		if !m.ui.lists.headlines.AtTop() || m.ui.lists.headlines.Cursor() > 0 {
			news = fill(l.RefreshDone, news)
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
	r, l := &m.refresh, m.env.locale
	e := r.failed[0]
	name := e.Source.Name
	if name == "" {
		name = feed.Shown(e.Source.URL)
	}
	text := fill(l.SourceFailed, name, Explain(l, e.Err))
	if n := len(r.failed); n > 1 {
		of := l.Number(n) + "/" + l.Number(r.total)
		text = fill(l.SourcesFailed, of, text)
	}
	if news != "" {
		text = strings.TrimSuffix(news, ".") + " · " + text
	}
	return text
}

// fallBack opens the sample edition, where nothing is kept and no source
// answers.
func (m *workModel) fallBack() tea.Cmd {
	if m.env.deps.Fallback == nil || len(m.ui.lists.headlines.Items()) > 0 || m.env.home.Store != nil ||
		m.ui.lists.listing.filter != 0 || m.refresh.fallback {
		return nil
	}
	m.refresh.fallback = true
	return fallbackCommand(m.env.ctx, m.env.deps.Fallback)
}

// tick asks for news where it is time, or where the disk refused those that came.
func (m *workModel) tick() tea.Cmd {
	for _, titles := range m.ui.lists.titleLists() {
		titles.Tick()
	}
	r := &m.refresh
	due := m.env.deps.Refresh > 0 && r.number > 0 && m.env.deps.Now().Sub(r.started) >= m.env.deps.Refresh
	if (due || r.refused) && !r.running && !m.env.offline() && !m.env.sourceless() {
		return tea.Batch(tick(), m.startRefresh(false))
	}
	return tick()
}
