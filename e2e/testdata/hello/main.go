// Command hello is a bare Bubble Tea list, against which BreaGeek's start and keys are
// measured in the same terminal.
package main

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

type model struct{ cursor int }

func (model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "j":
			m.cursor = min(m.cursor+1, 29)
		case "k":
			m.cursor = max(m.cursor-1, 0)
		default:
			return m, tea.Quit
		}
	}
	return m, nil
}

func (m model) View() tea.View {
	rows := []string{"hello, world"}
	for i := range 30 {
		mark := "  "
		if i == m.cursor {
			mark = "> "
		}
		rows = append(rows, fmt.Sprintf("%sitem %d", mark, i))
	}
	v := tea.NewView(strings.Join(rows, "\n"))
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(model{}, tea.WithFPS(120)).Run(); err != nil {
		panic(err)
	}
}
