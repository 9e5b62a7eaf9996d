package ui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/ui/keys"
	"breageek/ui/layout"
	"breageek/ui/list"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// status draws the last line of the screen: on the left the prompt, the message
// of the moment or what the keys do; on the right what is unread, and whether
// the news are fresh. Where both do not fit the message goes first, and one that
// matters takes the lines above too: it says what happened, what is safe and
// what to do.
func (m *foot) status() []string {
	if m.ui.read.Links.Choosing() && m.notes.Note.Text == "" {
		return m.ui.read.Links.FollowLines()
	}
	if m.ui.lists.Bulk.Confirming() {
		return m.spread(m.ui.lists.Bulk.Question(), m.env.Palette.Warning)
	}
	text, style := m.message()
	width := m.ui.frame.Width
	right := m.stateThatFits()
	// A summary of a refresh is what was asked for.
	matters := m.notes.Note.Severity != notice.Info || m.notes.About(notice.Summary)
	if right == nil && matters && m.prompt.what == nothing {
		return m.spread(text, style)
	}
	state := strings.Join(right, m.env.Palette.Status.Render(" · "))
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

// stateThatFits returns what the right part says beside the message, the first going first
// where there is no room for all.
func (m *foot) stateThatFits() []string {
	text, _ := m.message()
	width := m.ui.frame.Width
	right := m.state()
	for len(right) > 1 && !fits(text, right, width) {
		right = right[1:]
	}
	if !fits(text, right, width) && (m.notes.Note.Text != "" || m.prompt.what != nothing) {
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
		return line, m.env.Palette.Text
	case m.notes.Note.Text == "" && m.ui.work.Unsaved() != nil:
		err := m.ui.work.Unsaved()
		why := notice.Explain(m.env.Locale, err)
		return notice.ExplainUnsaved(m.env.Locale, err, why), m.env.Palette.Error
	case m.notes.Note.Text == "" && m.ui.read.Finds():
		words, _, _ := m.ui.read.Reader.Finding()
		return m.env.Locale.FindPrompt + words + "  " + m.findCount(), m.env.Palette.Status
	}
	said := locale.Unbind(locale.OneSpace(m.notes.Note.Text))
	switch m.notes.Note.Severity {
	case notice.Warning:
		return said, m.env.Palette.Warning
	case notice.Error:
		return said, m.env.Palette.Error
	}
	return said, m.env.Palette.Status
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
	return m.env.Palette.Key.Render(label) + before + after + "  " + m.env.Palette.Dim.Render(count), x
}

func (m *foot) searchCount() string {
	if m.prompt.input.Value() == "" {
		return ""
	}
	n, known := m.ui.lists.Search.Results()
	if !known {
		return m.env.Locale.Searching
	}
	return m.env.Locale.Count(n, m.env.Locale.ResultNoun)
}

func (m *foot) findCount() string {
	_, at, of := m.ui.read.Reader.Finding()
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
	best := []key.Binding{k.Open, k.NextPane, k.Search, k.Filter, k.Refresh}
	switch {
	case m.ui.focus == layout.Headlines && m.ui.lists.InTimeline():
		leave := keys.Bind(m.env.Locale.Keys.LeaveStory, "t")
		best = []key.Binding{leave, k.Open, k.Watch, k.NextPane}
	case m.ui.focus == layout.Headlines && m.ui.lists.Search.InSearch():
		best = []key.Binding{k.Open, k.Close, k.NextPane}
	case m.ui.focus == layout.Reader && m.ui.read.Reader.Wide():
		best = []key.Binding{k.Right, k.NextRelated, k.Next, k.Close}
	case m.ui.focus == layout.Reader && m.ui.read.Entry().Completeness == feed.Teaser:
		best = []key.Binding{k.FullText, k.NextRelated, k.Story, k.Next}
	case m.ui.focus == layout.Reader:
		best = []key.Binding{k.NextRelated, k.Story, k.Next, k.Close, k.NextPane, k.Star}
		if m.ui.read.Reader.HasLinks() {
			follow := keys.Bind(strings.ToLower(m.env.Locale.Links), "l")
			best = slices.Insert(best, 1, follow)
		}
	case m.ui.focus == layout.Related:
		best = []key.Binding{k.Open, k.Dismiss, k.Story, k.Close, k.NextPane}
	}
	text := m.env.Locale.HelpHint
	if room -= ansi.StringWidth(text); room < 0 {
		return ""
	}
	var shown []string
	for _, b := range best {
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
	l, r := m.env.Locale, &m.ui.work.Progress
	n, known := m.ui.lists.Unread()
	var parts []string
	if m.env.Sample {
		parts = append(parts, m.env.Palette.Label.Render(l.SamplePaper))
	}
	if m.ui.read.AwaitsPage() {
		parts = append(parts, m.env.Palette.Label.Render(l.PageOnItsWay))
	}
	switch {
	case m.env.Disconnected():
		parts = append(parts, m.env.Palette.Warning.Render(l.Offline))
	case r.Completing && r.Pages > 0 && !r.Running:
		of := strconv.Itoa(r.Paged) + "/" + strconv.Itoa(r.Pages)
		parts = append(parts, m.env.Palette.Label.Render(locale.Fill(l.Completing, of)))
	case r.Running:
		of := strconv.Itoa(r.Done) + "/" + strconv.Itoa(r.Total)
		parts = append(parts, m.env.Palette.Label.Render(locale.Fill(l.Refreshing, of)))
	case r.Offline:
		parts = append(parts, m.env.Palette.Warning.Render(l.Offline))
	case m.env.Sourceless():
		parts = append(parts, m.env.Palette.Warning.Render(l.NoSourceShort))
	case m.ui.frame.Width < layout.StackedWidth:
		// No news of the refresh is good news, where there is no room.
	case !r.Ended.IsZero():
		since := l.Since(m.env.Now(), r.Ended.In(m.env.Zone()))
		parts = append(parts, m.env.Palette.Status.Render(locale.Fill(l.RefreshedAt, since)))
	case known:
		parts = append(parts, m.env.Palette.Status.Render(l.NeverRefreshed))
	}
	unread := l.Count(n, l.UnreadNoun)
	return append(parts, m.env.Palette.Status.Render(unread))
}

// foot is the last line of the screen: the prompt, the message and the hints.
type foot struct {
	ui     *Model
	env    *session.Session
	notes  *notice.Board
	prompt prompt
}
