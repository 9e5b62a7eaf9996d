package ui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/layout"
	"breageek/ui/list"
)

// note is the message of the moment. It stays until the next key.
type note struct {
	text  string
	grave gravity
}

type gravity uint8

const (
	remark gravity = iota
	warning
	failure
)

func (m *Model) say(n note) { m.note = n }

// tell says what was done; warn what the reader should know; fail what went
// wrong.
func (m *Model) tell(text string) { m.note = note{text, remark} }
func (m *Model) warn(text string) { m.note = note{text, warning} }
func (m *Model) fail(err error)   { m.note = note{Explain(m.locale, err), failure} }

// fill puts what is told into a sentence, in order.
func fill(form string, told ...string) string {
	for _, t := range told {
		form = strings.Replace(form, "%s", t, 1)
	}
	return form
}

// status draws the last line of the screen: on the left the prompt, the message
// of the moment or what the keys do; on the right what is unread, and whether
// the news are fresh. Where both do not fit the message goes first.
func (m *Model) status() string {
	text, style := m.message()
	width := m.frame.Width
	right := m.state()
	for len(right) > 1 && !fits(text, right, width) {
		right = right[1:]
	}
	if !fits(text, right, width) && m.note.text != "" {
		right = nil
	}
	state := strings.Join(right, m.theme.Status.Render(" · "))
	room := max(0, width-ansi.StringWidth(state)-3)
	if text == "" {
		text = m.hints(room)
	}
	left := " " + style.Render(ansi.Truncate(text, room, "…"))
	pad := max(0, width-ansi.StringWidth(left)-ansi.StringWidth(state)-1)
	return list.Fit(left+strings.Repeat(" ", pad)+state, width)
}

func fits(text string, right []string, width int) bool {
	for _, part := range right {
		width -= ansi.StringWidth(part) + len(" · ")
	}
	return ansi.StringWidth(text) <= width-1
}

// message is the left part and how it looks; nothing leaves the line to the
// hints.
func (m *Model) message() (string, lipgloss.Style) {
	switch {
	case m.prompt.what != nothing:
		return m.promptLine(), m.theme.Text
	case m.note.text == "" && m.saving.err != nil:
		return fill(m.locale.Unsaved, Explain(m.locale, m.saving.err)), m.theme.Error
	case m.note.text == "" && m.finds():
		words, at, of := m.reader.Finding()
		count := strconv.Itoa(at) + "/" + strconv.Itoa(of)
		if of == 0 {
			count = m.locale.NotFound
		}
		return m.locale.FindPrompt + words + "  " + count, m.theme.Status
	case m.note.grave == warning:
		return m.note.text, m.theme.Warning
	case m.note.grave == failure:
		return m.note.text, m.theme.Error
	}
	return m.note.text, m.theme.Status
}

func (m *Model) promptLine() string {
	label, count := m.locale.SearchPrompt, ""
	words := m.prompt.input.Value()
	switch {
	case m.prompt.what == finding:
		label = m.locale.FindPrompt
		if _, at, of := m.reader.Finding(); words != "" && of > 0 {
			count = strconv.Itoa(at) + "/" + strconv.Itoa(of)
		} else if words != "" {
			count = m.locale.NotFound
		}
	case words != "" && m.search.asked:
		count = m.locale.Searching
	case words != "":
		count = m.locale.Count(m.search.count, m.locale.ResultNoun)
	}
	return m.theme.Key.Render(label) + words + "  " + m.theme.Dim.Render(count)
}

// hints are the keys that matter most where the reader is: as many as fit in
// room cells, and always the one that shows all of them.
func (m *Model) hints(room int) string {
	k := m.keys
	keys := []key.Binding{k.Open, k.NextPane, k.Search, k.Filter, k.Refresh}
	switch {
	case m.focus == layout.Headlines && m.search.active:
		keys = []key.Binding{k.Open, k.Close, k.NextPane}
	case m.focus == layout.Reader:
		keys = []key.Binding{k.Next, k.NextRelated, k.Close, k.NextPane, k.Star}
	case m.focus == layout.Related:
		keys = []key.Binding{k.Open, k.Close, k.NextPane}
	}
	text := m.locale.HelpHint
	room -= ansi.StringWidth(text)
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
func (m *Model) state() []string {
	l, r := m.locale, &m.refresh
	var parts []string
	if m.deps.Sample {
		parts = append(parts, m.theme.Label.Render(l.SamplePaper))
	}
	switch {
	case m.offline():
		parts = append(parts, m.theme.Warning.Render(l.Offline))
	case r.running:
		of := strconv.Itoa(r.done) + "/" + strconv.Itoa(r.total)
		parts = append(parts, m.theme.Label.Render(fill(l.Refreshing, of)))
	case r.offline:
		parts = append(parts, m.theme.Warning.Render(l.Offline))
	case m.frame.Width < layout.StackedWidth:
		// No news of the refresh is good news, where there is no room.
	case !r.ended.IsZero():
		since := l.Since(m.deps.Now(), r.ended.In(m.zone()))
		parts = append(parts, m.theme.Status.Render(fill(l.RefreshedAt, since)))
	case m.listing.shown:
		parts = append(parts, m.theme.Status.Render(l.NeverRefreshed))
	}
	unread := l.Count(m.listing.counts.Unread, l.UnreadNoun)
	return append(parts, m.theme.Status.Render(unread))
}
