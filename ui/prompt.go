package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

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

// slash searches the archive, or the open article in its pane.
func (m *foot) slash() tea.Cmd {
	m.prompt.what = searching
	if m.ui.focus == layout.Reader && m.ui.read.Reader.ID() != 0 {
		m.prompt.what = finding
	}
	m.prompt.input.Reset()
	m.prompt.place, m.prompt.focus = m.ui.read.Reader.Place(), m.ui.focus
	if m.prompt.what == searching {
		m.ui.lists.EndStory()
		return tea.Batch(m.prompt.input.Focus(), m.ui.focusOn(layout.Headlines))
	}
	return m.prompt.input.Focus()
}

// typed passes a key or a pasted text to the prompt, and searches as it grows.
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
		m.ui.read.Reader.GoTo(m.prompt.place)
		m.ui.read.Reader.Find(words)
		return tea.Batch(cmd, m.ui.read.Glanced())
	}
	return tea.Batch(cmd, m.ui.lists.Search.SearchFor(words, false))
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
		return m.ui.export.Suspend()
	}
	return m.typed(msg)
}

// accept keeps what was found, ranked now, and gives the keys back to the panes.
func (m *foot) accept() tea.Cmd {
	what, words := m.prompt.what, m.prompt.input.Value()
	m.prompt.what = nothing
	m.prompt.input.Blur()
	if strings.TrimSpace(words) == "" {
		m.endSearch(what)
		return nil
	}
	if what == searching {
		return m.ui.lists.Search.SearchFor(words, true)
	}
	return m.ui.read.FindFrom(m.prompt.place)
}

// giveUp goes back to where the reader was.
func (m *foot) giveUp() tea.Cmd {
	what := m.prompt.what
	m.prompt.what = nothing
	m.prompt.input.Blur()
	m.endSearch(what)
	if what == finding {
		m.ui.read.Reader.GoTo(m.prompt.place)
		return m.ui.read.Glanced()
	}
	return m.ui.focusOn(m.prompt.focus)
}

// endSearch ends what was typed for.
func (m *foot) endSearch(what typing) {
	if what == finding {
		m.ui.read.Reader.Find("")
		return
	}
	m.ui.lists.Search.EndSearch()
}

const (
	nothing   typing = iota
	searching        // in the archive
	finding          // in the article
)
