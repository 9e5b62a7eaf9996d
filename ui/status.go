package ui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/ui/layout"
	"breageek/ui/list"
	"breageek/ui/locale"
)

// status draws the last line of the screen: on the left the prompt, the message
// of the moment or what the keys do; on the right what is unread, and whether
// the news are fresh. Where both do not fit the message goes first, and one that
// matters takes the lines above too: it says what happened, what is safe and
// what to do.
func (m *foot) status() []string {
	if m.ui.read.choosing() && m.notes.note.text == "" {
		return m.ui.read.followLines()
	}
	if m.ui.lists.asks() {
		return m.spread(m.ui.lists.question(), m.env.colours.Warning)
	}
	text, style := m.message()
	width := m.ui.frame.Width
	right := m.stateThatFits()
	matters := m.notes.note.grave != remark || m.notes.about(summary) // or it is what was asked for
	if right == nil && matters && m.prompt.what == nothing {
		return m.spread(text, style)
	}
	state := strings.Join(right, m.env.colours.Status.Render(" · "))
	room := max(0, width-ansi.StringWidth(state)-apart)
	if state == "" {
		room = max(0, width-2)
	}
	if text == "" {
		text = m.hints(room)
	}
	left := " " + style.Render(ansi.Truncate(text, room, "…"))
	pad := max(0, width-ansi.StringWidth(left)-ansi.StringWidth(state)-1)
	return []string{list.Fit(left+strings.Repeat(" ", pad)+state, width)}
}

// stateThatFits gives what the right part says beside the message, the first going first
// where there is no room for all.
func (m *foot) stateThatFits() []string {
	text, _ := m.message()
	width := m.ui.frame.Width
	right := m.state()
	for len(right) > 1 && !fits(text, right, width) {
		right = right[1:]
	}
	if !fits(text, right, width) && (m.notes.note.text != "" || m.prompt.what != nothing) {
		return nil
	}
	return right
}

// apart is what the status line keeps free: a cell at either end, two between its parts.
const apart = 4

// spread sets a long message over as many lines as it takes, four at the most.
func (m *foot) spread(text string, style lipgloss.Style) []string {
	width := m.ui.frame.Width
	lines := list.Wrap(locale.Bind(text), width-2, width-2, 4)
	for i, line := range lines {
		lines[i] = list.Fit(" "+style.Render(line), width)
	}
	return lines
}

func fits(text string, right []string, width int) bool {
	for _, part := range right {
		width -= ansi.StringWidth(part) + len(" · ")
	}
	return ansi.StringWidth(text) <= width-1
}

// message is the left part and how it looks; nothing leaves the line to the
// hints.
func (m *foot) message() (string, lipgloss.Style) {
	switch {
	case m.prompt.what != nothing:
		line, _ := m.promptLine()
		return line, m.env.colours.Text
	case m.notes.note.text == "" && m.ui.work.unsaved() != nil:
		err := m.ui.work.unsaved()
		return ExplainUnsaved(m.env.Locale, err, Explain(m.env.Locale, err)), m.env.colours.Error
	case m.notes.note.text == "" && m.ui.read.finds():
		words, _, _ := m.ui.read.reader.Finding()
		return m.env.Locale.FindPrompt + words + "  " + m.findCount(), m.env.colours.Status
	}
	said := locale.Unbind(locale.OneSpace(m.notes.note.text))
	switch m.notes.note.grave {
	case warning:
		return said, m.env.colours.Warning
	case failure:
		return said, m.env.colours.Error
	}
	return said, m.env.colours.Status
}

// promptLine draws what is being typed, as much of it as fits around the cursor,
// and what it found. x is where the cursor stands in it, in cells.
func (m *foot) promptLine() (line string, x int) {
	label, count := m.env.Locale.SearchPrompt, m.searchCount()
	if m.prompt.what == finding {
		label, count = m.env.Locale.FindPrompt, m.findCount()
	}
	words := []rune(m.prompt.input.Value())
	at := min(m.prompt.input.Position(), len(words))
	before, after := string(words[:at]), string(words[at:])
	room := max(4, m.ui.frame.Width-4-ansi.StringWidth(label))
	if over := ansi.StringWidth(before) - room + 1; over > 0 {
		before = ansi.TruncateLeft(before, over+1, "…")
	}
	after = ansi.Truncate(after, max(0, room-ansi.StringWidth(before)), "…")
	x = ansi.StringWidth(label) + ansi.StringWidth(before)
	return m.env.colours.Key.Render(label) + before + after + "  " + m.env.colours.Dim.Render(count), x
}

func (m *foot) searchCount() string {
	switch {
	case m.prompt.input.Value() == "":
		return ""
	}
	n, known := m.ui.lists.results()
	if !known {
		return m.env.Locale.Searching
	}
	return m.env.Locale.Count(n, m.env.Locale.ResultNoun)
}

func (m *foot) findCount() string {
	_, at, of := m.ui.read.reader.Finding()
	switch {
	case m.prompt.input.Value() == "":
		return ""
	case of == 0:
		return m.env.Locale.NotFound
	}
	return strconv.Itoa(at) + "/" + strconv.Itoa(of)
}

// hints are the keys that matter most where the reader is: as many as fit in
// room cells, and before all others the one that shows all of them.
func (m *foot) hints(room int) string {
	k := m.ui.keys
	keys := []key.Binding{k.Open, k.NextPane, k.Search, k.Filter, k.Refresh}
	switch {
	case m.ui.focus == layout.Headlines && m.ui.lists.inTimeline():
		leave := bind(m.env.Locale.Keys.LeaveStory, "t")
		keys = []key.Binding{leave, k.Open, k.Watch, k.NextPane}
	case m.ui.focus == layout.Headlines && m.ui.lists.inSearch():
		keys = []key.Binding{k.Open, k.Close, k.NextPane}
	case m.ui.focus == layout.Reader && m.ui.read.reader.Wide():
		keys = []key.Binding{k.Right, k.NextRelated, k.Next, k.Close}
	case m.ui.focus == layout.Reader && m.ui.read.entry().Completeness == feed.Teaser:
		keys = []key.Binding{k.FullText, k.NextRelated, k.Story, k.Next}
	case m.ui.focus == layout.Reader:
		keys = []key.Binding{k.NextRelated, k.Story, k.Next, k.Close, k.NextPane, k.Star}
		if m.ui.read.reader.HasLinks() {
			follow := bind(strings.ToLower(m.env.Locale.Links), "l")
			keys = slices.Insert(keys, 1, follow)
		}
	case m.ui.focus == layout.Related:
		keys = []key.Binding{k.Open, k.Dismiss, k.Story, k.Close, k.NextPane}
	}
	text := m.env.Locale.HelpHint
	if room -= ansi.StringWidth(text); room < 0 {
		return ""
	}
	var shown []string
	for _, b := range keys {
		first, _, _ := strings.Cut(b.Help().Key, " ")
		hint := first + " " + b.Help().Desc
		if need := ansi.StringWidth(hint) + 3; need <= room {
			shown, room = append(shown, hint), room-need
		}
	}
	return strings.Join(append(shown, text), " · ")
}

// state draws the right part: the sample edition, whether the network is there,
// when the sources last answered, how much is unread.
func (m *foot) state() []string {
	l, r := m.env.Locale, &m.ui.work.refresh
	n, known := m.ui.lists.unread()
	var parts []string
	if m.env.Sample {
		parts = append(parts, m.env.colours.Label.Render(l.SamplePaper))
	}
	if m.ui.read.awaitsPage() {
		parts = append(parts, m.env.colours.Label.Render(l.PageOnItsWay))
	}
	switch {
	case m.env.unconnected():
		parts = append(parts, m.env.colours.Warning.Render(l.Offline))
	case r.completing && r.pages > 0 && !r.running:
		of := strconv.Itoa(r.paged) + "/" + strconv.Itoa(r.pages)
		parts = append(parts, m.env.colours.Label.Render(locale.Fill(l.Completing, of)))
	case r.running:
		of := strconv.Itoa(r.done) + "/" + strconv.Itoa(r.total)
		parts = append(parts, m.env.colours.Label.Render(locale.Fill(l.Refreshing, of)))
	case r.offline:
		parts = append(parts, m.env.colours.Warning.Render(l.Offline))
	case m.env.sourceless():
		parts = append(parts, m.env.colours.Warning.Render(l.NoSourceShort))
	case m.ui.frame.Width < layout.StackedWidth:
		// No news of the refresh is good news, where there is no room.
	case !r.ended.IsZero():
		since := l.Since(m.env.Now(), r.ended.In(m.env.zone()))
		parts = append(parts, m.env.colours.Status.Render(locale.Fill(l.RefreshedAt, since)))
	case known:
		parts = append(parts, m.env.colours.Status.Render(l.NeverRefreshed))
	}
	unread := l.Count(n, l.UnreadNoun)
	return append(parts, m.env.colours.Status.Render(unread))
}

// foot is the last line of the screen: the prompt, the message and the hints.
type foot struct {
	ui     *Model
	env    *session
	notes  *board
	prompt prompt
}
