package reader

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

// words draws some French.
func words(most int) *rapid.Generator[string] {
	word := rapid.SampledFrom([]string{"le", "à", "l’hôpital", "Port-Vieil", "euros", "1 234", "50",
		"12,5 %", "œuvre", "y", "inter\u00adcommunal", "M. Arnoux", "n° 4", "(voir", "plan)", "« oui »",
		"anticonstitutionnellement", "https://gazette.example/port", "—", "non !", "Été"})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 0, most).Draw(t, "words"), " ")
	})
}

// randomTable draws the cells of a table, by rows.
func randomTable(t *rapid.T) [][]string {
	columns := rapid.IntRange(2, 9).Draw(t, "columns")
	row := rapid.SliceOfN(words(6), columns, columns)
	cells := rapid.SliceOfN(row, 2, 6).Draw(t, "cells")
	for i := range cells {
		cells[i][0] = "m " + cells[i][0] // no row or column of nothing
		for j := range cells[i] {
			if i == 0 {
				cells[i][j] = "T " + cells[i][j]
			}
		}
	}
	return cells
}

func htmlTable(cells [][]string) string {
	var b strings.Builder
	b.WriteString("<table>")
	for _, row := range cells {
		b.WriteString("<tr><td>" + strings.Join(row, "</td><td>") + "</td></tr>")
	}
	return b.String() + "</table>"
}

// wholeLine gives line n, whole where it is wider than the pane.
func wholeLine(text Text, n int) string {
	if wide, ok := text.wide[n]; ok {
		return wide.line
	}
	return text.Lines[n]
}

// wholeLines returns the lines of block i without styles, those that are wider than the
// pane whole, and without margins.
func wholeLines(text Text, i int) []string {
	_, left := margins(text.Key.Width, text.Key.Measure)
	first, end := text.setBlock(i)
	var lines []string
	for n := first; n < end; n++ {
		line := strings.TrimRight(ansi.Strip(wholeLine(text, n)), " ")
		if line != "" {
			lines = append(lines, ansi.Cut(line, left, ansi.StringWidth(line)))
		}
	}
	return lines
}

// crossings returns the cells where a line of a table has what parts its columns.
func crossings(line string) (at []int) {
	cell := 0
	for _, r := range line {
		if r == '│' || r == '┼' {
			at = append(at, cell)
		}
		cell += ansi.StringWidth(string(r))
	}
	return at
}

func TestTheColumnsOfATableStandUnderEachOtherAndSayAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := randomTable(t)
		width := rapid.IntRange(20, 120).Draw(t, "width")
		text := render(doc(htmlTable(cells)), width)
		lines := wholeLines(text, 1)
		at := crossings(lines[0])
		if len(at) != len(cells[0])-1 {
			t.Fatalf("%d crossings of %d columns in %q", len(at), len(cells[0]), lines[0])
		}
		got := make([]string, len(cells[0]))
		for _, line := range lines {
			if !slices.Equal(crossings(line), at) {
				t.Fatalf("%q is crossed at %v, not %v, in\n%s", line, crossings(line), at,
					strings.Join(lines, "\n"))
			}
			for i := range got {
				from, to := 0, ansi.StringWidth(line)
				if i > 0 {
					from = at[i-1] + 1
				}
				if i < len(at) {
					to = at[i]
				}
				got[i] += ansi.Cut(line, from, to)
			}
		}
		for i := range got {
			want := ""
			for _, row := range cells {
				want += row[i]
			}
			if essence(got[i]) != essence(want) {
				t.Fatalf("column %d says %q, not %q, in\n%s", i, got[i], want, strings.Join(lines, "\n"))
			}
		}
	})
}

func TestEveryPartOfAWideTableCanBeSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(20, 60).Draw(t, "width")
		text := render(doc(htmlTable(randomTable(t))), width)
		if len(text.wide) == 0 {
			t.Skip()
		}
		m := New(theme.New(true), locale.French())
		m.SetSize(width, len(text.Lines)+1)
		m.Show(text, Place{})
		_, left := margins(width, text.Key.Measure)
		step := rapid.IntRange(1, width-left-4).Draw(t, "step")
		seen := map[int]map[int]rune{}
		for moved := true; moved; moved = m.Sideways(step) {
			lines := m.Lines("")[1:]
			for i := range text.wide {
				if w := ansi.StringWidth(lines[i]); w != width {
					t.Fatalf("%d cells to the right line %d is %d cells: %q", m.side, i, w, lines[i])
				}
				if seen[i] == nil {
					seen[i] = map[int]rune{}
				}
				look(seen[i], ansi.Strip(lines[i]), m.side)
			}
		}
		for i, whole := range text.wide {
			for at, want := range []rune(ansi.Strip(whole.line)) {
				if got := seen[i][at]; got != want && at >= left {
					t.Fatalf("cell %d of %q is seen as %q", at, ansi.Strip(whole.line), got)
				}
			}
		}
	})
}

// look notes what is seen of a line of letters that are one cell wide, but for the
// signs that say there is more.
func look(seen map[int]rune, line string, side int) {
	for at, r := range []rune(line) {
		if r == '‹' || r == '›' {
			continue
		}
		if _, ok := seen[at+side]; !ok || r != ' ' {
			seen[at+side] = r
		}
	}
}
