package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/layout"
	"breageek/ui/list"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// View draws the screen: the frame's rectangles, each filled by its pane.
func (m *Model) View() tea.View {
	v := tea.NewView(m.canvas.screen())
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = m.canvas.windowTitle()
	v.Cursor = m.canvas.cursor()
	return v
}

// canvas draws the panes and the status line.
type canvas struct {
	ui    *Model
	env   *session.Session
	notes *notice.Board
}

// windowTitle names the open article: its title is clean, as every line of an
// article is, and the renderer writes it raw.
func (m *canvas) windowTitle() string {
	title := locale.Unbind(locale.OneSpace(m.ui.read.Heading()))
	if title != "" && !m.ui.read.IsLead() {
		return ansi.Truncate(title, 120, "…") + " — BreaGeek"
	}
	return "BreaGeek"
}

func (m *canvas) screen() string {
	if m.ui.frame.Width == 0 {
		return ""
	}
	if m.ui.frame.Shape == layout.TooSmall {
		return m.tooSmall()
	}
	rows, said := m.rows(), m.statusLines()
	for len(rows) < m.ui.frame.Height {
		rows = append(rows, "")
	}
	copy(rows[max(0, len(rows)-len(said)):], said)
	return strings.Join(rows, "\n")
}

// statusLines is the lowest lines of the screen: the status, which takes the lines above too
// where it is long. Under an article that is alone it is there only when it must be.
func (m *canvas) statusLines() []string {
	if m.ui.zen && !m.ui.help.shown && m.notes.Note.Text == "" && m.ui.foot.prompt.what == nothing &&
		m.ui.work.Unsaved() == nil && !m.ui.read.Links.Choosing() && !m.ui.read.Finds() &&
		!m.ui.lists.Bulk.Confirming() {
		return nil
	}
	return m.ui.foot.status()
}

// rows draws everything above the status line.
func (m *canvas) rows() []string {
	f := m.ui.frame
	switch {
	case m.ui.help.shown:
		return m.ui.help.helpLines()
	case f.Shape == layout.Single:
		return m.pane(m.ui.focus)
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
func (m *canvas) upright(height int) []string {
	rule := make([]string, height)
	bar := m.env.Palette.Rule.Render("│")
	for i := range rule {
		rule[i] = bar
	}
	return rule
}

func (m *canvas) pane(p layout.Pane) []string {
	focused := m.ui.focus == p
	switch p {
	case layout.Headlines:
		return m.ui.lists.Active().Lines(focused, m.ui.lists.Heading())
	case layout.Related:
		return m.ui.read.Related.Lines(focused)
	}
	name := m.env.Locale.Article
	if m.ui.read.IsLead() {
		name = m.env.Locale.Lead
	}
	width := m.ui.frame.Panes[p].W
	position := m.env.Palette.Dim.Render(m.ui.read.Reader.Position())
	return m.ui.read.Reader.Lines(list.Heading(m.env.Palette, focused, name, position, width))
}

// cursor stands in the prompt, where the reader types.
func (m *canvas) cursor() *tea.Cursor {
	if m.ui.foot.prompt.what == nothing || m.ui.frame.Shape == layout.TooSmall {
		return nil
	}
	_, x := m.ui.foot.promptLine()
	return tea.NewCursor(min(1+x, m.ui.frame.Width-1), m.ui.frame.Height-1)
}

// tooSmall says what is wrong with a terminal that nothing fits in.
func (m *canvas) tooSmall() string {
	size := strconv.Itoa(m.ui.frame.Width) + "×" + strconv.Itoa(m.ui.frame.Height)
	text := locale.Fill(m.env.Locale.TooSmall, size)
	lines := list.Wrap(text, m.ui.frame.Width, m.ui.frame.Width, max(1, m.ui.frame.Height))
	return strings.Join(list.Sheet(lines, m.ui.frame.Width, m.ui.frame.Height), "\n")
}
