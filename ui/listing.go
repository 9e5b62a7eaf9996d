package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/headlines"
	"breageek/ui/locale"
)

// listing is what the list shows: a window of the archive, newest first.
type listing struct {
	number int // of the question asked last
	asked  bool
	marked bool // marks changed since it was asked: its counts are late
	filter store.Filter
	listed store.Filter // what is listed: the filter that was asked for may not be yet
	above  int          // headlines that are kept above the window
	below  int          // and below it
	whole  bool         // nothing older is kept
	shown  bool         // an answer came
	blank  bool         // nothing was kept at first: the list may form under the reader's eyes
	fresh  int          // new articles above the screen
	counts store.Counts
	choose feed.ID // to be chosen when the answer comes

	fromStart bool // the list is new: "next" opens its first headline
	sources   []string

	known   store.Horizon // what the list was made of: what arrived since is in no list yet
	written bool          // somebody wrote to the archive since
	telling bool          // the list was asked for to tell of it
	arrived int           // how many articles the last note was about
}

// A window of the list is asked for; which part tells where the answer goes.
type part uint8

const (
	fromTop part = iota // the newest, in place of what is listed
	again               // what is listed, as it is now
	below               // older ones, behind what is listed
	over                // newer ones, before what is listed
	oldest              // the last ones, in place of what is listed
	counts              // nothing: only the counts
)

// atMost bounds the headlines held in memory: a longer list is a window that
// moves with the reader.
const atMost = 5 * window

// list asks for the window anew, as far down as it is listed, and keeps what
// the reader sees. A window that does not reach the top has no news in it.
func (m *browseModel) list() tea.Cmd {
	items := m.headlines.Items()
	if m.listing.asked {
		m.listing.marked = true // asked again when the answer is here
		return nil
	}
	if m.listing.above > 0 {
		return m.ask(store.Query{Sources: m.query().Sources, Limit: 1}, counts)
	}
	q := m.query()
	if len(items) >= window {
		q.Upto = cursorOf(items[len(items)-1])
	}
	for _, it := range items {
		q.Keep = append(q.Keep, it.ID)
	}
	return m.ask(q, again)
}

// relist asks for another list, from its top.
func (m *browseModel) relist() tea.Cmd {
	m.listing.whole, m.listing.shown = false, false
	return m.ask(m.query(), fromTop)
}

// older asks for the headlines below the last one, newer for those above the
// first.
func (m *browseModel) older() tea.Cmd {
	items := m.headlines.Items()
	if m.listing.whole || m.listing.asked || len(items) == 0 {
		return nil
	}
	q := m.query()
	q.After = cursorOf(items[len(items)-1])
	return m.ask(q, below)
}

func (m *browseModel) newer() tea.Cmd {
	items := m.headlines.Items()
	if m.listing.above == 0 || m.listing.asked || len(items) == 0 {
		return nil
	}
	q := m.query()
	q.Before = cursorOf(items[0])
	return m.ask(q, over)
}

func cursorOf(it headlines.Item) store.Cursor {
	return store.Cursor{Date: it.Date.UTC(), ID: it.ID}
}

func (m *browseModel) query() store.Query {
	if m.listing.sources == nil {
		for _, s := range m.env.Sources {
			m.listing.sources = append(m.listing.sources, s.Key())
		}
	}
	return store.Query{Sources: m.listing.sources, Filter: m.listing.filter, Limit: window}
}

func (m *browseModel) ask(q store.Query, p part) tea.Cmd {
	m.listing.number++
	m.listing.asked, m.listing.marked = true, false
	q.Known = m.listing.known
	return listCommand(m.env.ctx, m.env.Store, m.listing.number, q, p)
}

// reading is what browsing knows of the article's pane.
type reading struct {
	wanted  feed.ID // the article that is shown or waited for
	visited bool    // an article was opened before
}

// taken is what a window of the list means for the other panes.
type taken struct {
	ok    bool // it is the window that was waited for
	first bool // it is the first one of this list
	led   bool // another story leads the list now, under the eyes of a user who opened none
}

// listed takes a window of the list.
func (m *browseModel) listed(msg listMsg, r reading) (t taken) {
	if msg.listing != m.listing.number {
		return t
	}
	l := &m.listing
	l.asked = false
	if msg.err != nil {
		m.notes.fail(msg.err)
		return t
	}
	t.ok, t.first = true, !l.shown
	if t.first && len(msg.entries) == 0 {
		l.blank = true
	}
	l.shown, l.counts = true, msg.counts
	t.led = m.place(m.items(msg.entries), msg.part, r)
	m.knows(msg)
	m.count()
	m.headlines.SetEmpty(m.emptySentence())
	return t
}

// place puts headlines where they belong in the window. It reports whether another story
// than the wanted one leads a list that forms under the user's eyes.
func (m *browseModel) place(items []headlines.Item, p part, r reading) (led bool) {
	l, listed := &m.listing, m.headlines.Items()
	switch p {
	case fromTop:
		l.above, l.whole, l.listed = 0, len(items) < window, l.filter
		m.headlines.Set(items)
		l.fromStart = !m.headlines.Choose(l.choose) && r.visited
		l.choose = 0
	case again:
		if len(listed) < window {
			l.whole = len(items) < window
		}
		if l.blank {
			m.headlines.Set(items)
			first := leading(items)
			if first == r.wanted {
				m.headlines.Choose(first)
			}
			return first != r.wanted
		}
		if l.telling { // nobody here asked for it
			m.headlines.Hold()
		}
		l.fresh += m.headlines.Update(items)
	case below:
		l.whole = len(items) < window
		all := append(listed[:len(listed):len(listed)], items...)
		drop := max(0, len(all)-atMost)
		l.above, l.below = l.above+drop, max(0, l.below-len(items))
		m.headlines.Update(all[drop:])
	case over:
		l.above = max(0, l.above-len(items))
		if len(items) == 0 {
			l.above = 0
		}
		all := append(items, listed...)
		l.whole, l.below = l.whole && len(all) <= atMost, l.below+max(0, len(all)-atMost)
		m.headlines.Update(all[:min(len(all), atMost)])
	case oldest:
		l.above, l.whole, l.listed = max(0, m.matching()-len(items)), true, l.filter
		m.headlines.Set(items)
		m.headlines.Select(len(items) - 1)
	}
	return false
}

// matching is how many headlines the archive has for the list.
func (m *browseModel) matching() int {
	switch m.listing.listed {
	case store.Unread:
		return m.listing.counts.Unread
	case store.Starred:
		return m.listing.counts.Starred
	}
	return m.listing.counts.Total
}

// count tells how many headlines are kept beyond the window. Those in it stay listed when
// they match no more, as one that was read since in a list of the unread.
func (m *browseModel) count() {
	l, in := &m.listing, 0
	for _, it := range m.headlines.Items() {
		if l.listed == store.All || l.listed == store.Unread && !it.Read ||
			l.listed == store.Starred && it.Starred {
			in++
		}
	}
	switch beyond := max(0, m.matching()-in); {
	case l.whole:
		l.below = 0
	case l.above == 0:
		l.below = beyond
	default:
		l.below = min(l.below, beyond)
	}
	if l.listed == store.All && l.above > 0 { // what came since stands above, where the news are
		l.above = max(1, m.matching()-in-l.below)
	}
}

// total is how many headlines the list has, with those beyond the window.
func (m *browseModel) total() int {
	return m.listing.above + len(m.headlines.Items()) + m.listing.below
}

func (m *browseModel) items(entries []store.Entry) []headlines.Item {
	items := make([]headlines.Item, len(entries))
	for i, e := range entries {
		st := m.env.Store.State(e.ID)
		items[i] = headlines.Item{
			ID: e.ID, Title: e.Heading(),
			Source: locale.Unbind(locale.OneSpace(e.Source)),
			Date:   e.Date.In(m.env.zone()), Read: st.Read, Starred: st.Starred,
			Watched: m.watching.follows(e.ID), Teaser: e.Completeness == feed.Teaser,
			Progress: st.Place.Percent,
		}
	}
	return items
}

// active is the list on the screen: a story's timeline, what a search found, or
// the headlines.
func (m *browseModel) active() *headlines.Model {
	if m.timeline.of != 0 {
		return m.chapters
	}
	if m.search.active {
		return m.found
	}
	return m.headlines
}

// windowed says whether the list on the screen is a window of the archive, which
// moves with the reader.
func (m *browseModel) windowed() bool { return m.timeline.of == 0 && !m.search.active }

func (m *browseModel) emptySentence() string {
	switch m.listing.filter {
	case store.Unread:
		return m.env.Locale.EmptyUnread
	case store.Starred:
		return m.env.Locale.EmptyStarred
	}
	if m.env.sourceless() {
		return m.env.noSources()
	}
	if m.refreshing {
		return m.env.Locale.Loading
	}
	return m.env.Locale.EmptyList
}

// nearEnd asks for more before the reader comes to an end of the window.
func (m *browseModel) nearEnd() tea.Cmd {
	if m.listing.above == 0 && m.headlines.AtTop() {
		m.listing.fresh = 0
	}
	switch {
	case !m.windowed():
		return nil
	case m.headlines.NearEnd():
		return m.older()
	case m.headlines.Cursor() < 40:
		return m.newer()
	}
	return nil
}

// listTop and listBottom go to the ends of the list, wherever its window is.
func (m *browseModel) listTop() tea.Cmd {
	if m.listing.above > 0 && m.windowed() {
		m.listing.fresh = 0
		return m.relist()
	}
	m.active().Select(0)
	return m.nearEnd()
}

func (m *browseModel) listBottom() tea.Cmd {
	if !m.listing.whole && m.windowed() && len(m.headlines.Items()) > 0 {
		q := m.query()
		q.Oldest = true
		return m.ask(q, oldest)
	}
	m.active().Select(len(m.active().Items()) - 1)
	return m.nearEnd()
}

// titleLists are the lists of headlines: all of them have an article's marks.
func (m *browseModel) titleLists() []*headlines.Model {
	return []*headlines.Model{m.headlines, m.found, m.chapters}
}

// leading gives the first unread headline, or the first of all; 0 where there is
// none.
func leading(items []headlines.Item) feed.ID {
	for _, it := range items {
		if !it.Read {
			return it.ID
		}
	}
	if len(items) == 0 {
		return 0
	}
	return items[0].ID
}

// atStart reports whether nothing of the list on the screen was opened or chosen yet: then
// "next" opens the chosen headline itself. visited says whether any article was opened.
func (m *browseModel) atStart(visited bool) bool {
	if m.search.active && m.timeline.of == 0 {
		return m.search.fromStart
	}
	return !visited || m.listing.fromStart
}

// moved ends that: the reader chose a headline.
func (m *browseModel) moved() { m.search.fromStart, m.listing.fromStart = false, false }

// goAlong has the place in the list go from one opened headline to another, where the user
// walks the history between them. A place that they have moved since is theirs.
func (m *browseModel) goAlong(from, to feed.ID) {
	for _, titles := range []*headlines.Model{m.headlines, m.active()} {
		if it, ok := titles.Selected(); ok && it.ID == from {
			titles.Choose(to)
		}
	}
}

// neighbours are the headlines below and above the chosen one.
func (m *browseModel) neighbours() (ids []feed.ID) {
	items, at := m.active().Items(), m.active().Cursor()
	for _, i := range []int{at + 1, at - 1} {
		if i >= 0 && i < len(items) {
			ids = append(ids, items[i].ID)
		}
	}
	return ids
}

// lead is the article that stands for all before the user opened any: the first unread one,
// which is chosen unless another one is. 0 where the list is empty.
func (m *browseModel) lead() feed.ID {
	id := leading(m.headlines.Items())
	if id != 0 && m.headlines.Cursor() == 0 {
		m.headlines.Choose(id)
	}
	return id
}

// startAt chooses a headline that was opened before the program began.
func (m *browseModel) startAt(id feed.ID) { m.listing.fromStart = !m.headlines.Choose(id) }

// late reports whether the list on the screen is about to be replaced by another one.
func (m *browseModel) late() bool {
	return m.windowed() && !m.search.asked && m.listing.asked && !m.listing.shown
}

// titleOf is the title of a listed article; empty where it is not listed.
func (m *browseModel) titleOf(id feed.ID) string {
	for _, titles := range m.titleLists() {
		for _, it := range titles.Items() {
			if it.ID == id {
				return it.Title
			}
		}
	}
	return ""
}

// mark shows the marks of everything that is listed.
func (m *browseModel) mark() {
	for _, titles := range m.titleLists() {
		for _, it := range titles.Items() {
			if st := m.env.Store.State(it.ID); st.Read != it.Read || st.Starred != it.Starred {
				titles.Mark(it.ID, st.Read, st.Starred)
			}
		}
	}
}

// marked shows the marks of one article, which were others before, and counts on.
func (m *browseModel) marked(id feed.ID, was store.State) {
	st := m.env.Store.State(id)
	for _, titles := range m.titleLists() {
		titles.Mark(id, st.Read, st.Starred)
	}
	m.listing.counts.Unread += one(was.Read) - one(st.Read)
	m.listing.counts.Starred += one(st.Starred) - one(was.Starred)
	m.listing.marked = true
	m.count()
}

// placed shows how much of an article was read.
func (m *browseModel) placed(id feed.ID, percent int) {
	for _, titles := range m.titleLists() {
		titles.Progress(id, percent)
	}
}

// reset shows another library from its top.
func (m *browseModel) reset() tea.Cmd {
	m.listing = listing{number: m.listing.number}
	m.endSearch()
	m.timeline, m.watching.chapters = timeline{number: m.timeline.number + 1}, nil
	m.bulk = bulk{number: m.bulk.number + 1}
	return tea.Batch(m.relist(), m.watchAgain())
}

// setWork says what is under way: it tells in an empty list why it is empty.
func (m *browseModel) setWork(refreshing, completing bool) {
	m.refreshing, m.completing = refreshing, completing
	m.headlines.SetEmpty(m.emptySentence())
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

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

// listMsg is a window of the list, for the listing of that number.
type listMsg struct {
	listing int
	part    part
	entries []store.Entry
	counts  store.Counts
	lastOK  time.Time // when a source last answered; told with the list's top
	known   store.Horizon
	arrived int // how many articles came since the list before
	err     error
}
