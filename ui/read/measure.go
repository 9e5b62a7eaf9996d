package read

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"breageek/ui/layout"
	"breageek/ui/locale"
)

// The bounds of a line of text, in cells, and the step of the keys.
const (
	LeastMeasure = 40
	MostMeasure  = 80
	measureStep  = 4
)

// rememberedMeasure is the measure that the reader chose last, unless the configuration
// says something else since.
func (m *Model) rememberedMeasure() int {
	cells, was := m.env.Store.Measure()
	if cells < LeastMeasure || cells > MostMeasure || was != m.env.Measure {
		return m.env.Measure
	}
	return cells
}

// Sideways moves wide tables by n steps.
func (m *Model) Sideways(n int) tea.Cmd {
	if m.focus == layout.Reader {
		m.Reader.Sideways(n * measureStep * 2)
	}
	return nil
}

// Narrow makes the lines of the text shorter by n steps, or longer where n is
// negative. It is remembered.
func (m *Model) Narrow(n int) tea.Cmd {
	now := m.measure
	if pane := m.frame.Panes[layout.Reader]; !pane.Empty() { // what would not be seen is not done
		now = min(now, pane.W-4)
		if n < 0 && now == pane.W-4 {
			m.notes.Info(m.env.Locale.MeasureMost)
			return nil
		}
	}
	next := max(LeastMeasure, min(now-n*measureStep, MostMeasure))
	switch {
	case next >= now && n > 0:
		m.notes.Info(m.env.Locale.MeasureLeast)
		return nil
	case next == now:
		m.notes.Info(m.env.Locale.MeasureMost)
		return nil
	}
	m.measure = next
	m.env.Store.SetMeasure(next, m.env.Measure)
	m.notes.Info(locale.Fill(m.env.Locale.MeasureNow, strconv.Itoa(next)))
	return m.rerender(m.placeNow())
}
