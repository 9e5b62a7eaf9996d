package ui

import "breageek/ui/locale"

// board holds the message of the moment. It stays until the next key.
type board struct {
	words *locale.Locale
	note  note
}

// note is a message.
type note struct {
	text  string
	grave gravity
	topic topic
}

type gravity uint8

const (
	remark gravity = iota
	warning
	failure
)

// topic is what a message is about, where another one may follow it, replace it or withdraw it.
type topic uint8

const (
	anything topic = iota
	summary        // how a refresh went
	refusal        // what the disk refused during a refresh
	arrivals       // what another program brought
)

// tell says what was done; warn what the user should know; fail what went wrong.
func (m *board) tell(text string) { m.note = note{text: text} }
func (m *board) warn(text string) { m.note = note{text: text, grave: warning} }
func (m *board) fail(err error) {
	m.note = note{text: Explain(m.words, err), grave: failure}
}

// clear withdraws whatever is being said.
func (m *board) clear() { m.note = note{} }

// about reports whether a message about t is being shown.
func (m *board) about(t topic) bool { return m.note.text != "" && m.note.topic == t }

// mark says what the message of the moment is about, if there is one.
func (m *board) mark(t topic) { m.note.topic = t }

// withdraw takes a message about t away.
func (m *board) withdraw(t topic) {
	if m.about(t) {
		m.clear()
	}
}

// add says something that nobody waits for, behind what is being said: the answer to a key
// is not taken away before it is read.
func (m *board) add(n note) {
	if m.note.text != "" {
		n.text, n.grave = m.note.text+" · "+n.text, max(m.note.grave, n.grave)
	}
	if m.about(summary) {
		n.topic = summary
	}
	m.note = n
}

// news says first that watched stories go on, with the chapters of these titles.
func (m *board) news(titles []string) {
	if len(titles) == 0 {
		return
	}
	l := m.words
	text := locale.Fill(l.Watched, locale.Fill(l.Quote, titles[0]))
	if n := len(titles) - 1; n > 0 {
		text += " " + l.Count(n, l.WatchedMore)
	}
	if m.note.text != "" {
		text += " · " + m.note.text
	}
	m.note.text = text
}

// newBoard makes an empty board, which explains errors in the words of l.
func newBoard(l *locale.Locale) *board { return &board{words: l} }
