package ui

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/layout"
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
	refused    note // what the disk refused, until a refresh is kept
	said       note // of how it went, if it is still there
}

// firstRefresh asks the sources once the list is on the screen.
func (m *Model) firstRefresh() tea.Cmd {
	if m.sourceless() {
		m.refresh.number++
		if len(m.headlines.Items()) > 0 { // else the list says it
			m.warn(m.noSources())
		}
		return indexCommand(m.ctx, m.deps.Store)
	}
	if m.deps.Offline {
		m.refresh.number++
		return tea.Batch(m.fallBack(), indexCommand(m.ctx, m.deps.Store))
	}
	return m.startRefresh(false)
}

// refreshNow is the user's own wish, which always gets an answer. It asks the user's
// sources, also while the sample edition stands in for them.
func (m *Model) refreshNow() tea.Cmd {
	switch r := &m.refresh; {
	case m.sourceless():
		m.warn(m.noSources())
	case m.offline():
		m.warn(m.locale.OfflineRefresh)
	case r.running:
		r.wished = true
		of := m.locale.Number(r.done) + "/" + m.locale.Number(r.total)
		m.tell(fill(m.locale.RefreshRuns, of))
		r.said = m.note
	default:
		cmd := m.startRefresh(true)
		m.tell(m.locale.RefreshBegins)
		return cmd
	}
	return nil
}

// own is the reader's own library, also while the sample edition stands in.
func (m *Model) own() Library {
	if m.home.Store != nil {
		return m.home
	}
	return m.deps.Library
}

// offline says whether the reader wants nothing to be asked of the network.
func (m *Model) offline() bool { return m.own().Offline }

func (m *Model) startRefresh(byHand bool) tea.Cmd {
	r := &m.refresh
	library := m.own()
	*r = refreshing{
		number: r.number + 1, running: true, byHand: byHand, total: len(library.Sources),
		started: m.deps.Now(), ended: r.ended, offline: r.offline, fallback: r.fallback,
		refused:    r.refused,
		completing: r.completing, completion: r.completion, paged: r.paged, pages: r.pages,
	}
	m.headlines.SetEmpty(m.emptySentence())
	o := refresh.Options{Force: byHand, Keep: m.deps.Keep, Followed: m.deps.Followed,
		Now: m.deps.Now}
	return refreshCommand(m.ctx, r.number, library, o)
}

// refreshed takes one step of a refresh: a source that answered or failed, or
// the end.
func (m *Model) refreshed(msg refreshMsg) tea.Cmd {
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
	next := tea.Batch(nextStep(m.ctx, msg.steps), m.updated(e.Merged.Updated))
	if len(e.Merged.New)+len(e.Merged.Updated) == 0 || m.listing.asked || m.home.Store != nil {
		return next
	}
	return tea.Batch(next, m.list())
}

// updated forgets the old texts of articles; one that is open is set anew, with
// the paragraph that is read where it is.
func (m *Model) updated(ids []feed.ID) tea.Cmd {
	var cmd tea.Cmd
	for _, id := range ids {
		m.cache.Forget(id)
		m.article.revision++
		if id == m.article.want.ID && m.home.Store == nil {
			cmd = m.rerender(m.placeNow())
		}
	}
	return cmd
}

// refreshEnded shows what came and says how it went.
func (m *Model) refreshEnded(msg refreshMsg) tea.Cmd {
	r := &m.refresh
	r.running = false
	if msg.summary.Answered > 0 {
		r.ended = m.deps.Now()
		clear(m.pictures.gone) // the network is there
	}
	r.offline = len(r.failed) > 0 && len(r.failed) == r.total && allOffline(r.failed)
	m.headlines.SetEmpty(m.emptySentence())
	if msg.err != nil {
		m.fail(msg.err)
		r.refused = m.note
		return nil
	}
	if m.note == r.refused {
		m.note = note{} // it is true no more
	}
	r.refused = note{}
	if m.home.Store != nil && msg.summary.Answered > 0 {
		return m.comeHome(msg.summary)
	}
	if r.wished && !r.byHand && r.waiting > 0 && len(r.failed) == 0 {
		return tea.Batch(m.list(), m.startRefresh(true)) // those that it left alone as fresh
	}
	m.sayHow(msg.summary)
	m.watching.settle(msg.news)
	var news []string
	for _, e := range msg.news {
		news = append(news, e.Heading())
	}
	m.sayNews(news)
	r.said = m.note
	if r.fresh == 0 && len(m.headlines.Items()) == 0 && len(r.failed) == r.total {
		return m.fallBack()
	}
	complete := m.complete(m.own())
	if msg.summary.New+msg.summary.Updated+msg.summary.Gone == 0 {
		return complete
	}
	return tea.Batch(m.list(), m.relateAgain(), m.watchAgain(), complete)
}

// complete asks for the pages of articles whose text is missing, one library's
// at a time.
func (m *Model) complete(l Library) tea.Cmd {
	what := m.deps.FullText
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
	return completeCommand(m.ctx, m.refresh.completion, l, what)
}

// completed takes one step of a completion: a page, or the end. The text that is
// read is set anew where it is.
func (m *Model) completed(msg completeMsg) tea.Cmd {
	switch {
	case msg.number != m.refresh.completion && msg.done:
		return nil // of a library that is not shown any more
	case msg.number != m.refresh.completion:
		return nextStep(m.ctx, msg.steps)
	}
	if msg.done {
		asked := m.refresh.pages > 0
		m.refresh.completing, m.refresh.pages = false, 0
		switch {
		case msg.err != nil:
			m.add(note{Explain(m.locale, msg.err), failure})
		case msg.better > 0 && !m.deps.Sample:
			m.sayCompleted(m.locale.Count(msg.better, m.locale.CompletedNoun))
		}
		collect := m.collect(m.own())
		if !asked {
			return collect
		}
		return tea.Batch(m.list(), m.relateAgain(), m.watchAgain(), collect)
	}
	next := nextStep(m.ctx, msg.steps)
	m.refresh.paged, m.refresh.pages = msg.page.Done, msg.page.Total
	if !msg.page.Better {
		return next
	}
	if id := msg.page.ID; !m.watching.told[id] {
		m.watching.whole = append(m.watching.whole, id)
	}
	return tea.Batch(next, m.updated([]feed.ID{msg.page.ID}))
}

// sayCompleted says how many texts are whole now, behind how the refresh went, and
// not in the place of anything else.
func (m *Model) sayCompleted(text string) {
	switch m.note {
	case note{}:
		m.tell(text + ".")
	case m.refresh.said:
		m.add(note{text: text})
	}
}

// sayNews says before all else that watched stories go on: with the chapters of
// these titles.
func (m *Model) sayNews(news []string) {
	if len(news) == 0 {
		return
	}
	l := m.locale
	text := fill(l.Watched, fill(l.Quote, news[0]))
	if n := len(news) - 1; n > 0 {
		text += " " + l.Count(n, l.WatchedMore)
	}
	if m.note.text != "" {
		text += " · " + m.note.text
	}
	m.note.text = text
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
func (m *Model) sayHow(sum refresh.Summary) {
	r, l := &m.refresh, m.locale
	asked := r.byHand || r.wished
	if !asked && m.note.text != "" {
		return
	}
	news := ""
	if r.fresh > 0 {
		news = l.Count(r.fresh, l.NewNoun)
		if !m.headlines.AtTop() || m.headlines.Cursor() > 0 {
			news = fill(l.RefreshDone, news)
		}
	}
	switch {
	case len(r.failed) > 0 && len(r.failed) == r.total && r.total > 1:
		m.warn(l.NoSourceAnswered)
	case len(r.failed) > 0:
		m.warn(m.failures(news))
	case news != "":
		m.tell(news)
	case asked:
		m.tell(m.nothingNew(sum))
	}
}

// failures tells of the sources that did not answer: of one why, of several how
// many, and why the first did not.
func (m *Model) failures(news string) string {
	r, l := &m.refresh, m.locale
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
func (m *Model) fallBack() tea.Cmd {
	if m.deps.Fallback == nil || len(m.headlines.Items()) > 0 || m.home.Store != nil ||
		m.listing.filter != 0 || m.refresh.fallback {
		return nil
	}
	m.refresh.fallback = true
	return fallbackCommand(m.ctx, m.deps.Fallback)
}

func (m *Model) fellBack(msg fallbackMsg) tea.Cmd {
	m.refresh.fallback = false
	if msg.err != nil {
		m.fail(msg.err)
	}
	if msg.err != nil || m.home.Store != nil || len(m.headlines.Items()) > 0 {
		if msg.library.Store == nil {
			return nil
		}
		return closeCommand(msg.library) // a source was faster, or it is of no use
	}
	why := m.locale.OfflineSample
	if len(m.refresh.failed) > 0 {
		why = fill(m.locale.SampleInstead, m.failures(""))
	}
	m.home = m.deps.Library
	m.warn(why)
	return tea.Batch(m.move(msg.library), m.complete(msg.library))
}

// comeHome goes back to the reader's own archive, once a source answered.
func (m *Model) comeHome(sum refresh.Summary) tea.Cmd {
	sample := m.deps.Library
	home := m.home
	m.home = Library{}
	m.sayHow(sum)
	m.refresh.said = m.note
	return tea.Batch(m.move(home), closeCommand(sample), m.complete(home))
}

// move shows another library from its top.
func (m *Model) move(l Library) tea.Cmd {
	m.deps.Library = l
	m.listing = listing{number: m.listing.number}
	m.endSearch(searching)
	m.prompt.what = nothing
	m.article = article{revision: m.article.revision + 1, asked: m.article.asked + 1}
	m.trail = trail{}
	m.timeline, m.watching.chapters = timeline{number: m.timeline.number + 1}, nil
	m.asking = asking{number: m.asking.number + 1}
	m.refresh.completing, m.refresh.pages = false, 0
	m.refresh.completion++
	m.bulk = bulk{number: m.bulk.number + 1}
	m.unfollow()
	m.cache.Clear()
	m.reader.Clear("")
	m.related.Clear("")
	return tea.Batch(m.focusOn(layout.Headlines), trailCommand(m.ctx, l.Store), m.relist(),
		m.watchAgain(), m.forgetPictures(), m.sync(syncEvery))
}

// tick asks for news where it is time, or where the disk refused those that came.
func (m *Model) tick() tea.Cmd {
	for _, titles := range m.titleLists() {
		titles.Tick()
	}
	r := &m.refresh
	due := m.deps.Refresh > 0 && r.number > 0 && m.deps.Now().Sub(r.started) >= m.deps.Refresh
	if (due || r.refused != note{}) && !r.running && !m.offline() && !m.sourceless() {
		return tea.Batch(tick(), m.startRefresh(false))
	}
	return tick()
}
