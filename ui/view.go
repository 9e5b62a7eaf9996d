package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/layout"
	"breageek/ui/list"
	"breageek/ui/locale"
)

// View draws the screen: the frame's rectangles, each filled by its pane.
func (m *Model) View() tea.View {
	v := tea.NewView(m.screen())
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = m.windowTitle()
	v.Cursor = m.cursor()
	return v
}

// windowTitle names the open article: its title is clean, as every line of an
// article is, and the renderer writes it raw.
func (m *Model) windowTitle() string {
	title := locale.Unbind(locale.OneSpace(m.read.Heading()))
	if title != "" && !m.read.IsLead() {
		return ansi.Truncate(title, 120, "…") + " — BreaGeek"
	}
	return "BreaGeek"
}

func (m *Model) screen() string {
	if m.frame.Width == 0 {
		return ""
	}
	if m.frame.Shape == layout.TooSmall {
		return m.tooSmall()
	}
	rows, said := m.rows(), m.said()
	for len(rows) < m.frame.Height {
		rows = append(rows, "")
	}
	copy(rows[max(0, len(rows)-len(said)):], said)
	return strings.Join(rows, "\n")
}

// said is the lowest lines of the screen: the status, which takes the lines above too
// where it is long. Under an article that is alone it is there only when it must be.
func (m *Model) said() []string {
	if m.zen && !m.help.shown && m.notes.Note.Text == "" && m.foot.prompt.what == nothing &&
		m.work.Unsaved() == nil && !m.read.Choosing() && !m.read.Finds() && !m.lists.Confirming() {
		return nil
	}
	return m.foot.status()
}

// rows draws everything above the status line.
func (m *Model) rows() []string {
	f := m.frame
	switch {
	case m.help.shown:
		return m.help.helpLines()
	case f.Shape == layout.Single:
		return m.pane(m.focus)
	case f.Shape == layout.Columns:
		return beside(m.pane(layout.Headlines), m.upright(f.Rules[0].H), m.pane(layout.Reader),
			m.upright(f.Rules[1].H), m.pane(layout.Related))
	}
	right := m.pane(layout.Reader)
	right = append(right, m.env.Palette.Rule.Render(strings.Repeat("─", f.Rules[1].W)))
	right = append(right, m.pane(layout.Related)...)
	rule := m.upright(f.Rules[0].H)
	rule[f.Rules[1].Y] = m.env.Palette.Rule.Render("├")
	return beside(m.pane(layout.Headlines), rule, right)
}

// beside joins blocks of equal height, row by row.
func beside(blocks ...[]string) []string {
	rows := make([]string, len(blocks[0]))
	var b strings.Builder
	for y := range rows {
		b.Reset()
		for _, block := range blocks {
			b.WriteString(block[y])
		}
		rows[y] = b.String()
	}
	return rows
}

// upright is the line between two panes.
func (m *Model) upright(height int) []string {
	rule := make([]string, height)
	bar := m.env.Palette.Rule.Render("│")
	for i := range rule {
		rule[i] = bar
	}
	return rule
}

func (m *Model) pane(p layout.Pane) []string {
	focused := m.focus == p
	switch p {
	case layout.Headlines:
		return m.lists.Active().Lines(focused, m.lists.Heading())
	case layout.Related:
		return m.read.Related.Lines(focused)
	}
	name := m.env.Locale.Article
	if m.read.IsLead() {
		name = m.env.Locale.Lead
	}
	width := m.frame.Panes[p].W
	position := m.env.Palette.Dim.Render(m.read.Reader.Position())
	return m.read.Reader.Lines(list.Heading(m.env.Palette, focused, name, position, width))
}

// cursor stands in the prompt, where the reader types.
func (m *Model) cursor() *tea.Cursor {
	if m.foot.prompt.what == nothing || m.frame.Shape == layout.TooSmall {
		return nil
	}
	_, x := m.foot.promptLine()
	return tea.NewCursor(min(1+x, m.frame.Width-1), m.frame.Height-1)
}

// tooSmall says what is wrong with a terminal that nothing fits in.
func (m *Model) tooSmall() string {
	size := strconv.Itoa(m.frame.Width) + "×" + strconv.Itoa(m.frame.Height)
	text := locale.Fill(m.env.Locale.TooSmall, size)
	lines := list.Wrap(text, m.frame.Width, m.frame.Width, max(1, m.frame.Height))
	return strings.Join(list.Sheet(lines, m.frame.Width, m.frame.Height), "\n")
}
