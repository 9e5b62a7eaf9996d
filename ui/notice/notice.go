// Package notice owns the message of the moment and the sentences that explain errors: what
// happened, what is safe, what to do. It refuses to know where on the screen they stand.
package notice

import "breageek/ui/locale"

// Board holds the message of the moment. It stays until the next key.
type Board struct {
	words *locale.Locale
	Note  Note
}

// Note is a message.
type Note struct {
	Text     string
	Severity Severity
	topic    topic
}

// Severity is how much a message matters.
type Severity uint8

// From what was done to what went wrong.
const (
	Info Severity = iota
	Warning
	Error
)

// topic is what a message is about, where another one may follow it, replace it or withdraw it.
type topic uint8

// The topics of messages.
const (
	anything topic = iota
	Summary        // how a refresh went
	Refusal        // what the disk refused during a refresh
	Arrivals       // what another program brought
)

// Info shows what was done.
func (m *Board) Info(text string) { m.Note = Note{Text: text} }

// Warn shows what the user should know.
func (m *Board) Warn(text string) { m.Note = Note{Text: text, Severity: Warning} }

// Error shows what went wrong.
func (m *Board) Error(err error) {
	m.Note = Note{Text: Explain(m.words, err), Severity: Error}
}

// Clear withdraws whatever is being said.
func (m *Board) Clear() { m.Note = Note{} }

// About reports whether a message about t is being shown.
func (m *Board) About(t topic) bool { return m.Note.Text != "" && m.Note.topic == t }

// SetTopic says what the message of the moment is about, if there is one.
func (m *Board) SetTopic(t topic) { m.Note.topic = t }

// Withdraw takes a message about t away.
func (m *Board) Withdraw(t topic) {
	if m.About(t) {
		m.Clear()
	}
}

// Add says something that nobody waits for, behind what is being said: the answer to a key
// is not taken away before it is read.
func (m *Board) Add(n Note) {
	if m.Note.Text != "" {
		n.Text, n.Severity = m.Note.Text+" · "+n.Text, max(m.Note.Severity, n.Severity)
	}
	if m.About(Summary) {
		n.topic = Summary
	}
	m.Note = n
}

// News says first that watched stories go on, with the chapters of these titles.
func (m *Board) News(titles []string) {
	if len(titles) == 0 {
		return
	}
	l := m.words
	text := locale.Fill(l.Watched, locale.Fill(l.Quote, titles[0]))
	if n := len(titles) - 1; n > 0 {
		text += " " + l.Count(n, l.WatchedMore)
	}
	if m.Note.Text != "" {
		text += " · " + m.Note.Text
	}
	m.Note.Text = text
}

// New makes an empty board, which explains errors in the words of l.
func New(l *locale.Locale) *Board { return &Board{words: l} }
