package list

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/theme"
)

// Gutter is the width of a row's left margin: a bar, two marks and a space.
const Gutter = 4

// Marks are the signs on the first line of a row.
type Marks struct {
	Sign    string // "●", "↗" or nothing; one cell
	Starred bool
}

// Margin draws the left margin of line n of a row: the bar of the chosen row
// and, on the first line, its marks.
func Margin(th *theme.Theme, look Look, marks Marks, n int) string {
	base := Ground(th, look)
	bar, sign, star := base.Render(" "), " ", " "
	if look.Selected && look.Focused {
		bar = th.Mark.Inherit(base).Render("▌")
	} else if look.Selected {
		bar = th.Dim.Render("▌")
	}
	if n == 0 && marks.Sign != "" {
		sign = marks.Sign
	}
	if n == 0 && marks.Starred {
		star = "★"
	}
	return bar + th.Mark.Inherit(base).Render(sign) +
		th.Star.Inherit(base).Render(star) + base.Render(" ")
}

// Ground is the style under a row: raised where it is chosen and has the keys.
func Ground(th *theme.Theme, look Look) lipgloss.Style {
	switch {
	case look.Selected && look.Focused:
		return th.Selected
	case look.Selected:
		return th.Chosen
	}
	return th.Text
}

// Heading draws the line over a pane: its name on the left, a remark on the
// right, in width cells.
func Heading(th *theme.Theme, focused bool, name, right string, width int) string {
	style := th.Heading
	if focused {
		style = th.Focused
	}
	room := max(0, width-3-ansi.StringWidth(right))
	left := " " + style.Render(ansi.Truncate(name, room, "…"))
	return Fit(Fit(left, max(0, width-1-ansi.StringWidth(right)))+right, width)
}

// Sentence sets a sentence for an empty pane, under a blank line.
func Sentence(th *theme.Theme, text string, width int) []string {
	lines := []string{""}
	for _, l := range Wrap(text, width-4, width-4, 8) {
		lines = append(lines, "  "+th.Dim.Render(l))
	}
	return lines
}

// Sheet gives exactly height lines of exactly width cells.
func Sheet(lines []string, width, height int) []string {
	for len(lines) < height {
		lines = append(lines, "")
	}
	lines = lines[:max(0, height)]
	for i := range lines {
		lines[i] = Fit(lines[i], width)
	}
	return lines
}

// Fit cuts or pads a styled line to exactly width cells.
func Fit(line string, width int) string {
	w := ansi.StringWidth(line)
	if w > width {
		line = ansi.Truncate(line, width, "…")
		w = ansi.StringWidth(line)
	}
	return line + strings.Repeat(" ", max(0, width-w))
}
