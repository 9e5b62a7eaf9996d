package read

import (
	"cmp"
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/store"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/reader"
)

// visit is one step of the way come.
type visit struct {
	ID    feed.ID
	title string // empty until it is known
	place reader.Place
	story feed.ID // the key of the related story that was opened from here; 0 for none
	byWay bool    // opened as a related story of the visit before
}

// trail is the reading history: what was opened, and where the reader is in it.
type trail struct {
	visits []visit
	at     int
}

// trailLength bounds the history.
const trailLength = 200

func (t *trail) here() *visit {
	if t.at >= len(t.visits) {
		return nil
	}
	return &t.visits[t.at]
}

// push adds a visit after the one the reader is at, and forgets those ahead.
func (t *trail) push(v visit) {
	if here := t.here(); here != nil && here.ID == v.ID {
		return
	}
	if len(t.visits) > 0 {
		t.visits = t.visits[:t.at+1]
	}
	t.visits = append(t.visits, v)
	if over := len(t.visits) - trailLength; over > 0 {
		t.visits = t.visits[over:]
	}
	t.at = len(t.visits) - 1
}

// chain returns the visits that led here from one related story to the next, the
// first one first.
func (t *trail) chain() []visit {
	to := min(t.at, len(t.visits)-1)
	from := to
	for from > 0 && t.visits[from].byWay {
		from--
	}
	return t.visits[max(0, from) : to+1]
}

// behind reports whether an article was visited on the way to here that went from
// one related story to the next.
func (t *trail) behind(id feed.ID) bool {
	for _, v := range t.chain() {
		if v.ID == id {
			return true
		}
	}
	return false
}

// name notes the title of an article that was visited.
func (t *trail) name(id feed.ID, title string) {
	for i := range t.visits {
		if t.visits[i].ID == id {
			t.visits[i].title = title
		}
	}
}

// KeepHistory has the way come kept over the program's end.
func (m *Model) KeepHistory() {
	kept := store.Trail{At: m.trail.at}
	for _, v := range m.trail.visits {
		kept.Visits = append(kept.Visits, store.Visit{
			ID: v.ID, Block: v.place.Block, Letter: v.place.Letter, ByWay: v.byWay,
		})
	}
	m.env.Store.SetTrail(kept)
}

// TrailMsg is the way come before the program began, with the titles of what is
// still kept.
type TrailMsg struct {
	kept   store.Trail
	titles map[feed.ID]string
	err    error
}

// TrailCommand reads the history that was kept, with the titles of what is still there.
func TrailCommand(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg {
		kept := s.Trail()
		ids := make([]feed.ID, len(kept.Visits))
		for i, v := range kept.Visits {
			ids[i] = v.ID
		}
		titles, err := s.Titles(ctx, ids)
		return TrailMsg{kept, titles, err}
	}
}

// RestoreTrail takes up the way come before the program began, where none was begun.
func (m *Model) RestoreTrail(msg TrailMsg) {
	if msg.err != nil || len(m.trail.visits) > 0 {
		return
	}
	for i, v := range msg.kept.Visits {
		title, kept := msg.titles[v.ID]
		if !kept { // of another archive
			continue
		}
		m.trail.visits = append(m.trail.visits, visit{
			ID: v.ID, title: title, byWay: v.ByWay && len(m.trail.visits) > 0,
			place: reader.Place{Block: v.Block, Letter: v.Letter},
		})
		if i <= msg.kept.At {
			m.trail.at = len(m.trail.visits) - 1
		}
	}
}

// The way come is told in so many titles at the most, each in so many cells at
// the least.
const (
	toldVisits = 4
	leastTitle = 14
)

// differing returns the titles of some visits. Chapters of one story often begin
// alike: from the second on, a beginning of several words that an earlier one had
// is left out.
func differing(visits []visit, untitled string) []string {
	told, titles := make([]string, len(visits)), make([]string, len(visits))
	for i, v := range visits {
		titles[i] = cmp.Or(locale.Unbind(locale.OneSpace(v.title)), untitled)
		most := 0
		for _, before := range titles[:i] {
			most = max(most, sharedBeginning(before, titles[i]))
		}
		if told[i] = titles[i]; most > 0 {
			told[i] = "…" + strings.TrimLeft(titles[i][most:], " :;,.|–—-")
		}
	}
	return told
}

// leastShared is how many words two titles must begin with in common.
const leastShared = 3

// sharedBeginning returns the length of the words that two titles begin with, up to
// the next word; 0 for fewer than a few, and where nothing would be left.
func sharedBeginning(a, b string) int {
	end, words := 0, 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == ' ' {
			end, words = i+1, words+1
		}
	}
	if words < leastShared || end == len(b) {
		return 0
	}
	return end
}

// ShowTrail shows over the text how the user came here.
func (m *Model) ShowTrail() {
	way := m.crumbs(max(0, m.frame.Panes[layout.Reader].W-2))
	if way != "" {
		way = " " + way
	}
	m.Reader.SetAbove(way)
}

// crumbs tells the way come from story to story, in one line of width cells;
// empty where the reader did not come that way.
func (m *Model) crumbs(width int) string {
	chain := m.trail.chain()
	if m.Article.lead || len(chain) < 2 || chain[len(chain)-1].ID != m.Article.Want.ID {
		return ""
	}
	const sep = " › "
	told := chain[max(0, len(chain)-toldVisits):]
	for len(told) > 2 && len(told)*(leastTitle+len(sep)) > width {
		told = told[1:]
	}
	lead := ""
	if len(told) < len(chain) {
		lead = "…" + sep
	}
	left := width - ansi.StringWidth(lead) - (len(told)-1)*ansi.StringWidth(sep)
	parts := make([]string, len(told))
	for i, title := range differing(told, m.env.Locale.Untitled) {
		style := m.env.Palette.Dim
		if i == len(told)-1 {
			style = m.env.Palette.Label
		}
		title = ansi.Truncate(title, left/(len(told)-i), "…") // what one leaves is the next one's
		left -= ansi.StringWidth(title)
		parts[i] = style.Render(title)
	}
	return m.env.Palette.Dim.Render(lead) + strings.Join(parts, m.env.Palette.Dim.Render(sep))
}
