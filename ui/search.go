package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"breageek/store"
	"breageek/ui/layout"
	"breageek/ui/reader"
)

// prompt is the line the reader is typing, in the status line.
type prompt struct {
	input   textinput.Model
	cutWord key.Binding // deletes the next word: not by the input itself, see deleteWord
	what    typing
	place   reader.Place // where the reader was when it was opened
	focus   layout.Pane  // and which pane had the keys
}

type typing uint8

const (
	nothing   typing = iota
	searching        // in the archive
	finding          // in the article
)

func newPrompt() prompt {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = 200
	in.SetVirtualCursor(false)
	p := prompt{input: in, cutWord: in.KeyMap.DeleteWordForward}
	p.input.KeyMap.DeleteWordForward.SetEnabled(false)
	return p
}

// deleteWord deletes the word right of the cursor, with the spaces before it. The text
// input's own way (deleteWordForward of bubbles 2.2.1) reads past the end of the text when
// nothing but spaces is left, and panics.
func (p *prompt) deleteWord() {
	text, at := []rune(p.input.Value()), p.input.Position()
	end := at
	for end < len(text) && unicode.IsSpace(text[end]) {
		end++
	}
	for end < len(text) && !unicode.IsSpace(text[end]) {
		end++
	}
	p.input.SetValue(string(append(text[:at:at], text[end:]...)))
	p.input.SetCursor(at)
}

// search is a search in the archive.
type search struct {
	number int
	words  string
	found  string // the words of what is on the screen
	active bool   // what it found is on the screen
	asked  bool
	count  int

	from      *reader.Place  // where the reader was before finding words in the article
	fromStart bool           // nothing of it was opened yet
	then      func() tea.Cmd // to be done when the answer comes
}

// searchLimit is how many articles a search lists.
const searchLimit = 200

// slash searches the archive, or the open article in its pane.
func (m *foot) slash() tea.Cmd {
	m.prompt.what = searching
	if m.ui.focus == layout.Reader && m.ui.read.reader.ID() != 0 {
		m.prompt.what = finding
	}
	m.prompt.input.Reset()
	m.prompt.place, m.prompt.focus = m.ui.read.reader.Place(), m.ui.focus
	if m.prompt.what == searching {
		m.ui.lists.timeline.end()
		return tea.Batch(m.prompt.input.Focus(), m.ui.focusOn(layout.Headlines))
	}
	return m.prompt.input.Focus()
}

// typed gives a key or a pasted text to the prompt, and searches as it grows.
func (m *foot) typed(msg tea.Msg) tea.Cmd {
	if m.prompt.what == nothing {
		return nil
	}
	was := m.prompt.input.Value()
	var cmd tea.Cmd
	if k, ok := msg.(tea.KeyPressMsg); ok && key.Matches(k, m.prompt.cutWord) {
		m.prompt.deleteWord()
	} else {
		m.prompt.input, cmd = m.prompt.input.Update(msg)
	}
	m.clean()
	words := m.prompt.input.Value()
	if words == was {
		return cmd
	}
	if m.prompt.what == finding {
		m.ui.read.reader.GoTo(m.prompt.place)
		m.ui.read.reader.Find(words)
		return tea.Batch(cmd, m.ui.read.glanced())
	}
	return tea.Batch(cmd, m.ui.lists.searchFor(words, false))
}

// clean drops from the prompt what would break the line it stands in: controls,
// joiners, directions and variants (typed or pasted).
func (m *foot) clean() {
	value := m.prompt.input.Value()
	kept := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector) ||
			r >= 0x1f3fb && r <= 0x1f3ff {
			return -1
		}
		return r
	}, value)
	if kept != value {
		at := m.prompt.input.Position() - utf8.RuneCountInString(value) +
			utf8.RuneCountInString(kept)
		m.prompt.input.SetValue(kept)
		m.prompt.input.SetCursor(max(0, at))
	}
}

// promptKey handles the keys that end the typing; the others are typed.
func (m *foot) promptKey(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case msg.String() == "ctrl+c", msg.String() == "esc":
		return m.giveUp()
	case msg.String() == "enter":
		return m.accept()
	case msg.String() == "backspace" && m.prompt.input.Value() == "":
		return m.giveUp()
	case key.Matches(msg, m.ui.keys.Suspend):
		return m.ui.export.suspend()
	}
	return m.typed(msg)
}

// accept keeps what was found, ranked now, and gives the keys back to the panes.
func (m *foot) accept() tea.Cmd {
	what, words := m.prompt.what, m.prompt.input.Value()
	m.prompt.what = nothing
	m.prompt.input.Blur()
	if strings.TrimSpace(words) == "" {
		return m.ui.lists.endSearch(what)
	}
	if what == searching {
		return m.ui.lists.searchFor(words, true)
	}
	m.ui.lists.search.from = &m.prompt.place
	return m.ui.read.scrolled()
}

// endFind marks the words no longer, and goes back to where the reader was before, if
// they only walked from one place found to the next.
func (m *readModel) endFind() tea.Cmd {
	m.reader.Find("")
	if from := m.ui.lists.search.from; from != nil {
		m.ui.lists.search.from = nil
		m.reader.GoTo(*from)
	}
	return m.scrolled()
}

// giveUp goes back to where the reader was.
func (m *foot) giveUp() tea.Cmd {
	what := m.prompt.what
	m.prompt.what = nothing
	m.prompt.input.Blur()
	if what == finding {
		m.ui.read.reader.GoTo(m.prompt.place)
		return tea.Batch(m.ui.lists.endSearch(what), m.ui.read.glanced())
	}
	return tea.Batch(m.ui.lists.endSearch(what), m.ui.focusOn(m.prompt.focus))
}

// endSearch shows again what was there before.
func (m *browseModel) endSearch(what typing) tea.Cmd {
	if what == finding {
		m.ui.read.reader.Find("")
		return nil
	}
	m.search.number++
	m.search = search{number: m.search.number}
	return nil
}

// searchFor asks the archive for words: by date while they are typed, by rank
// once they are accepted.
func (m *browseModel) searchFor(words string, ranked bool) tea.Cmd {
	m.search.number++
	m.search.words = words
	if strings.TrimSpace(words) == "" {
		return m.endSearch(searching)
	}
	m.search.asked = true
	q := store.Search{
		Words: words, Sources: m.query().Sources, Limit: searchLimit, Ranked: ranked,
	}
	return searchCommand(m.env.ctx, m.env.deps.Store, m.search.number, q)
}

// afterSearch has something done when the answer to a search comes, where the key was
// faster: what is listed until then is not what was searched for.
func (m *browseModel) afterSearch(do func() tea.Cmd) bool {
	if !m.search.asked || m.timeline.of != 0 {
		return false
	}
	m.search.then = do
	return true
}

// wasFound shows what a search found, unless another was asked for since.
func (m *browseModel) wasFound(msg foundMsg) tea.Cmd {
	if msg.search != m.search.number {
		return nil
	}
	m.search.asked = false
	if msg.err != nil {
		m.notes.fail(msg.err)
		return nil
	}
	m.found.Set(m.items(msg.entries))
	m.found.SetEmpty(m.env.locale.EmptySearch)
	m.search.active, m.search.count, m.search.found = true, len(msg.entries), m.search.words
	m.search.fromStart = true
	if then := m.search.then; then != nil {
		m.search.then = nil
		return then()
	}
	return nil
}

// finds says whether words are marked in the open article and its pane has the
// keys: then n and N walk them.
func (m *readModel) finds() bool {
	words, _, _ := m.reader.Finding()
	return words != "" && m.ui.focus == layout.Reader
}
