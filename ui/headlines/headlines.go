// Package headlines owns the left pane: the list of headlines by day, newest
// first, with what is unread and starred. It refuses to know where headlines
// come from and what opening one does.
package headlines

import (
	"time"

	"breageek/feed"
	"breageek/ui/list"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// Item is one headline.
type Item struct {
	ID      feed.ID
	Title   string
	Source  string
	Date    time.Time // when it was published, in the user's zone
	Read    bool
	Starred bool
	Watched bool // a chapter of a story that the reader follows
	Teaser  bool // only an excerpt is kept

	Progress int // how much of it was read, in percent; 0 and 100 are not told
}

// Heading is what stands over the list.
type Heading struct {
	Title  string // "Tous les titres", "Recherche : pont"
	Remark string // "↑ 3 nouveaux articles", or empty
	Count  string // "24", or empty
}

// Model is the pane.
type Model struct {
	list    *list.Model[Item]
	theme   *theme.Theme
	locale  *locale.Locale
	now     func() time.Time
	sources bool // whether to say where each headline comes from
	empty   string
	current feed.ID // the article that is open; 0: not told
	width   int
	height  int
}

// New makes an empty pane. now tells the time that ages are counted from.
func New(th *theme.Theme, l *locale.Locale, now func() time.Time) *Model {
	m := &Model{theme: th, locale: l, now: now}
	m.list = list.New(m.row)
	m.list.SetSticky(1) // the day
	return m
}

// SetTheme changes what the pane looks like.
func (m *Model) SetTheme(th *theme.Theme) {
	m.theme = th
	m.list.Invalidate()
}

// Tick has the ages told anew.
func (m *Model) Tick() { m.list.Invalidate() }

// SetSize tells the pane its rectangle, in cells.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.list.SetSize(width, max(0, height-1))
}

// SetEmpty sets the sentence shown when there is no headline.
func (m *Model) SetEmpty(sentence string) { m.empty = sentence }

// Set replaces the headlines and goes to the first.
func (m *Model) Set(items []Item) {
	m.list.SetItems(items)
	m.several()
}

// Update replaces the headlines under the user's eyes: the chosen one stays
// chosen, on the same line of the screen, wherever it stands now. A chosen
// headline that is gone leaves the choice to its nearest neighbour. It gives the
// number of headlines that are new and above the screen.
func (m *Model) Update(items []Item) (above int) {
	old := m.list.Items()
	cursor, top := m.list.Place()
	at := make(map[feed.ID]int, len(items))
	for i, it := range items {
		at[it.ID] = i
	}
	known := make(map[feed.ID]bool, len(old))
	for _, it := range old {
		known[it.ID] = true
	}
	newTop := survivor(old, at, top)
	for _, it := range items[:newTop] {
		above += one(!known[it.ID])
	}
	m.list.Replace(items, survivor(old, at, cursor), newTop)
	m.several()
	return above
}

// Hold has nothing move on the screen until the choice does.
func (m *Model) Hold() { m.list.Hold() }

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// survivor returns the new place of old item i, or of the nearest after or before
// it that is still there.
func survivor(old []Item, at map[feed.ID]int, i int) int {
	for _, step := range []int{1, -1} {
		for j := i; j >= 0 && j < len(old); j += step {
			if n, ok := at[old[j].ID]; ok {
				return n
			}
		}
	}
	return 0
}

func (m *Model) several() {
	m.sources = false
	for _, it := range m.list.Items() {
		if it.Source != m.list.Items()[0].Source {
			m.sources = true
			return
		}
	}
}

// Items returns the headlines, newest first; they belong to the pane.
func (m *Model) Items() []Item { return m.list.Items() }

// Selected returns the chosen headline, or false where there is none.
func (m *Model) Selected() (Item, bool) { return m.list.Selected() }

// Cursor is the index of the chosen headline.
func (m *Model) Cursor() int { return m.list.Cursor() }

// AtTop reports whether the newest headline is on the screen.
func (m *Model) AtTop() bool {
	_, top := m.list.Place()
	return top == 0
}

// NearEnd reports whether the choice is close to the last headline listed.
func (m *Model) NearEnd() bool { return m.list.Cursor() > len(m.list.Items())-40 }

// Select chooses headline i.
func (m *Model) Select(i int) { m.list.Select(i) }

// Choose chooses the headline of an article, and reports whether it is listed.
func (m *Model) Choose(id feed.ID) bool {
	for i, it := range m.list.Items() {
		if it.ID == id {
			m.list.Select(i)
			return true
		}
	}
	return false
}

// Mark shows a headline as read and starred, or not, where it is listed.
func (m *Model) Mark(id feed.ID, read, starred bool) {
	items := m.list.Items()
	for i := range items {
		if items[i].ID == id {
			items[i].Read, items[i].Starred = read, starred
			m.list.Invalidate()
		}
	}
}

// Progress shows how much of an article was read, in percent, where it is listed.
func (m *Model) Progress(id feed.ID, percent int) {
	items := m.list.Items()
	for i := range items {
		if items[i].ID == id && items[i].Progress != percent {
			items[i].Progress = percent
			m.list.Invalidate()
		}
	}
}

// SetCurrent tells which article is open: a timeline shows where in it the reader
// is.
func (m *Model) SetCurrent(id feed.ID) {
	if m.current != id {
		m.current = id
		m.list.Invalidate()
	}
}

// Watch marks the chapters of watched stories, as follows tells them.
func (m *Model) Watch(follows func(feed.ID) bool) {
	items := m.list.Items()
	for i := range items {
		items[i].Watched = follows(items[i].ID)
	}
	m.list.Invalidate()
}

// Move goes n headlines down, or up where n is negative; false at the ends.
func (m *Model) Move(n int) bool { return m.list.Move(n) }

// Page goes n screens down, or up where n is negative.
func (m *Model) Page(n float64) { m.list.Page(n) }

// Scroll moves what is shown by n headlines.
func (m *Model) Scroll(n int) { m.list.Scroll(n) }

// At returns the index of the headline on line y of the pane.
func (m *Model) At(y int) (int, bool) { return m.list.At(y - 1) }

// Lines draws the pane: exactly its height in lines of exactly its width.
func (m *Model) Lines(focused bool, h Heading) []string {
	right := m.theme.Dim.Render(h.Count)
	if h.Remark != "" {
		right = m.theme.Label.Render(h.Remark) + m.theme.Dim.Render(" · "+h.Count)
	}
	lines := append(make([]string, 0, m.height),
		list.Heading(m.theme, focused, h.Title, right, m.width))
	if len(m.list.Items()) == 0 {
		lines = append(lines, list.Sentence(m.theme, locale.Bind(m.empty), m.width)...)
		return list.Sheet(lines, m.width, m.height)
	}
	lines = append(lines, m.list.Lines(focused)...)
	return lines[:max(0, m.height)]
}

// row draws a headline, and over it the day where a new one begins and at the
// top of the screen.
func (m *Model) row(items []Item, i int, look list.Look) []string {
	it := items[i]
	var lines []string
	now := m.now()
	if look.Top || !sameDay(items[i-1].Date, it.Date) {
		if !look.Top {
			lines = append(lines, "")
		}
		lines = append(lines, " "+m.theme.Group.Render(m.locale.Day(now, it.Date)))
	}
	return append(lines, m.title(it, look, m.locale.Ago(now, it.Date))...)
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}
