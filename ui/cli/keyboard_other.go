//go:build !unix

package cli

import (
	"os"

	tea "charm.land/bubbletea/v2"
)

// fromTerminal leaves the reading to Bubble Tea: here, keys are not bytes.
func fromTerminal(f *os.File) (o tea.ProgramOption, forget func()) {
	return tea.WithInput(f), func() {}
}
