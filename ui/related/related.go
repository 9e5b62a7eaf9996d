// Package related owns the pane of stories that belong to the open one: each
// with its kind, its distance in time and the reasons it is there. It refuses to
// know how a relation is found.
package related

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/ui/list"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// Item is one related story. ID is zero where the story is not archived; then
// URL is where it is.
type Item struct {
	ID      feed.ID
	URL     string
	Title   string
	Key     feed.ID  // names the story, archived or not
	Kind    string   // in the user's words: "même affaire"
	Also    string   // the other ways in which it is related, or empty
	When    string   // seen from the open story: "2 jours plus tard"
	Reasons []string // the words they share
	Note    string   // "et 2 versions proches", or empty
	Read    bool
	Starred bool
	Outside bool // on another site: it opens in the browser
}

// Model is the pane.
type Model struct {
	list   *list.Model[Item]
	theme  *theme.Theme
	locale *locale.Locale
	empty  string
	width  int
	height int
}

// New makes an empty pane.
func New(th *theme.Theme, l *locale.Locale) *Model {
	m := &Model{theme: th, locale: l}
	m.list = list.New(m.row)
	return m
}

// SetTheme changes what the pane looks like.
func (m *Model) SetTheme(th *theme.Theme) {
	m.theme = th
	m.list.Invalidate()
}

// SetSize tells the pane its rectangle, in cells.
func (m *Model) SetSize(width, height int) {
	if (height < low) != (m.height < low) {
		m.list.Invalidate()
	}
	m.width, m.height = width, height
	m.list.SetSize(width, max(0, height-1))
}

// Clear empties the pane for the stories of another article; sentence is shown
// meanwhile and when there are none.
func (m *Model) Clear(sentence string) {
	m.empty = sentence
	m.list.SetItems(nil)
}

// Set shows the stories of an article.
func (m *Model) Set(items []Item) { m.list.SetItems(items) }

// Items returns the stories, strongest first; they belong to the pane.
func (m *Model) Items() []Item { return m.list.Items() }

// Selected returns the chosen story, or false where there is none.
func (m *Model) Selected() (Item, bool) { return m.list.Selected() }

// Cursor is the index of the chosen story.
func (m *Model) Cursor() int { return m.list.Cursor() }

// Select chooses story i.
func (m *Model) Select(i int) { m.list.Select(i) }

// Mark shows a story as read and starred, or not, where it is listed.
func (m *Model) Mark(id feed.ID, read, starred bool) {
	items := m.list.Items()
	for i := range items {
		if items[i].ID == id {
			items[i].Read, items[i].Starred = read, starred
			m.list.Invalidate()
		}
	}
}

// Move goes n stories down, or up where n is negative; false at the ends.
func (m *Model) Move(n int) bool { return m.list.Move(n) }

// Page goes n screens down, or up where n is negative.
func (m *Model) Page(n float64) { m.list.Page(n) }

// Scroll moves what is shown by n stories.
func (m *Model) Scroll(n int) { m.list.Scroll(n) }

// At returns the index of the story on line y of the pane.
func (m *Model) At(y int) (int, bool) { return m.list.At(y - 1) }

// Lines draws the pane: exactly its height in lines of exactly its width.
func (m *Model) Lines(focused bool) []string {
	lines := append(make([]string, 0, m.height),
		list.Heading(m.theme, focused, m.locale.Related, "", m.width))
	if len(m.list.Items()) == 0 {
		lines = append(lines, list.Sentence(m.theme, locale.Bind(m.empty), m.width)...)
		return list.Sheet(lines, m.width, m.height)
	}
	lines = append(lines, m.list.Lines(focused)...)
	return lines[:max(0, m.height)]
}

// low is the height, in rows, under which a title has one line: the reasons
// below it must always be seen, and the lowest pane has three rows for a story.
const low = 8

// row draws a story: its title over one or two lines, then why it is here.
func (m *Model) row(items []Item, i int, look list.Look) []string {
	it := items[i]
	base, ink := list.Ground(m.theme, look), m.theme.Unread
	marks := list.Marks{Sign: "●", Starred: it.Starred}
	switch {
	case it.Outside:
		ink, marks.Sign = m.theme.Read, "↗"
	case it.ID == 0:
		marks.Sign = "↓"
	case it.Read:
		ink, marks.Sign = m.theme.Read, ""
	}
	title := it.Title
	if title == "" {
		title = m.locale.Untitled
	}
	width := look.Width - list.Gutter - 1
	most := 2
	if m.height < low {
		most = 1
	}
	var texts []string
	for _, text := range list.Wrap(locale.Bind(title), width, width, most) {
		texts = append(texts, ink.Inherit(base).Render(text))
	}
	texts = append(texts, m.why(it, width, base)...)
	for n, text := range texts {
		line := list.Margin(m.theme, look, marks, n) + text
		pad := max(0, look.Width-ansi.StringWidth(line))
		texts[n] = line + base.Render(strings.Repeat(" ", pad))
	}
	return texts
}

// narrow is where the reasons have a line of their own.
const narrow = 60

// why says how the story is related, how far in time, and through which words.
func (m *Model) why(it Item, width int, base lipgloss.Style) []string {
	text := m.theme.Kind.Inherit(base).Render(it.Kind)
	for _, part := range []string{it.When, it.Note} {
		if part != "" {
			text += m.theme.Dim.Inherit(base).Render(" · " + part)
		}
	}
	text = ansi.Truncate(text, width, "…")
	also := ""
	if it.Also != "" {
		also = " · " + it.Also
	}
	if width < narrow {
		if ansi.StringWidth(text+also) <= width {
			text += m.theme.Dim.Inherit(base).Render(also)
		}
		if reasons := first(it.Reasons, width); reasons != "" {
			return []string{text, m.theme.Reason.Inherit(base).Render(reasons)}
		}
		return []string{text}
	}
	room := width - ansi.StringWidth(text) - 3 // for " · "
	reasons := first(it.Reasons, room)
	// The other kinds are told where they cost none of the first two reasons.
	short := first(it.Reasons, room-ansi.StringWidth(also))
	if strings.HasPrefix(short, first(it.Reasons[:min(2, len(it.Reasons))], room)) {
		reasons = short
	} else {
		also = ""
	}
	if reasons != "" {
		text += m.theme.Dim.Inherit(base).Render(" · ") +
			m.theme.Reason.Inherit(base).Render(reasons)
	}
	return []string{text + m.theme.Dim.Inherit(base).Render(also)}
}

// first joins as many words as fit in width cells.
func first(words []string, width int) string {
	joined := ""
	for _, word := range words {
		longer := word
		if joined != "" {
			longer = joined + ", " + word
		}
		if ansi.StringWidth(longer) > width {
			continue // a shorter one may still fit
		}
		joined = longer
	}
	return joined
}
