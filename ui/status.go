package ui

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"breageek/store"
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

// notice makes a sentence of what the store survived at its opening.
func (m *Model) notice(n store.Notice) string {
	switch {
	case n.Moved != "":
		return fill(m.locale.ErrState, n.Moved)
	case isNewer(n.Err):
		return m.locale.ErrNewer
	}
	return fill(m.locale.ErrDisk, n.Reason+", "+n.File)
}

// status draws the last line of the screen: on the left the prompt, the message
// of the moment or what the keys do; on the right what is unread, and whether
// the news are fresh.
func (m *Model) status() string {
	right := m.state()
	room := max(0, m.frame.Width-ansi.StringWidth(right)-3)
	left := m.message(room)
	pad := max(0, m.frame.Width-ansi.StringWidth(left)-ansi.StringWidth(right)-1)
	return list.Fit(left+strings.Repeat(" ", pad)+right, m.frame.Width)
}

// message draws the left part in at most room cells. A message that does not fit
// takes the whole line.
func (m *Model) message(room int) string {
	if m.prompt.what != nothing {
		return ansi.Truncate(" "+m.promptLine(), room, "…")
	}
	style, text := m.theme.Status, m.note.text
	switch {
	case text == "" && m.saving.err != nil:
		style, text = m.theme.Error, fill(m.locale.Unsaved, Explain(m.locale, m.saving.err))
	case text == "":
		text = m.hints()
	case m.note.grave == warning:
		style = m.theme.Warning
	case m.note.grave == failure:
		style = m.theme.Error
	}
	return " " + style.Render(ansi.Truncate(text, max(0, room-1), "…"))
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

// hints are the keys that matter most where the reader is.
func (m *Model) hints() string {
	k := m.keys
	if words, at, of := m.reader.Finding(); m.finds() {
		count := strconv.Itoa(at) + "/" + strconv.Itoa(of)
		if of == 0 {
			count = m.locale.NotFound
		}
		return m.locale.FindPrompt + words + "  " + count
	}
	shown := []string{k.Open.Help().Key + " " + k.Open.Help().Desc}
	if m.focus == layout.Reader {
		shown = []string{"n " + k.Next.Help().Desc, "] " + k.NextRelated.Help().Desc}
	}
	shown = append(shown, "tab "+k.NextPane.Help().Desc, m.locale.HelpHint)
	return strings.Join(shown, " · ")
}

// state draws the right part: the sample edition, whether the network is there,
// when the sources last answered, how much is unread.
func (m *Model) state() string {
	l, r := m.locale, &m.refresh
	var parts []string
	if m.deps.Sample {
		parts = append(parts, m.theme.Label.Render(l.SamplePaper))
	}
	switch {
	case m.deps.Offline:
		parts = append(parts, m.theme.Warning.Render(l.Offline))
	case r.running:
		of := strconv.Itoa(r.done) + "/" + strconv.Itoa(r.total)
		parts = append(parts, m.theme.Label.Render(fill(l.Refreshing, of)))
	case r.offline:
		parts = append(parts, m.theme.Warning.Render(l.Offline))
	case !r.ended.IsZero() && len(r.failed) < max(1, r.total):
		since := l.Since(m.deps.Now(), r.ended)
		parts = append(parts, m.theme.Status.Render(fill(l.RefreshedAt, since)))
	}
	unread := l.Count(m.listing.counts.Unread, l.UnreadNoun)
	parts = append(parts, m.theme.Status.Render(unread))
	return strings.Join(parts, m.theme.Status.Render(" · "))
}
