package read

import (
	tea "charm.land/bubbletea/v2"

	"breageek/ui/layout"
	"breageek/ui/reader"
)

// EndFind marks the words no longer, and goes back to where the reader was before, if
// they only walked from one place found to the next.
func (m *Model) EndFind() tea.Cmd {
	m.Reader.Find("")
	if from := m.foundFrom; from != nil {
		m.foundFrom = nil
		m.Reader.GoTo(*from)
	}
	return m.scrolled()
}

// Finds reports whether words are marked in the open article and its pane has the
// keys: then n and N walk them.
func (m *Model) Finds() bool {
	words, _, _ := m.Reader.Finding()
	return words != "" && m.focus == layout.Reader
}

// FindFrom notes where the user was before finding words, and where they are now.
func (m *Model) FindFrom(place reader.Place) tea.Cmd {
	m.foundFrom = &place
	return m.scrolled()
}
