package reader

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// grid is a table as it is set: what its cells say, and what they need.
type grid struct {
	rows    [][]string // with styles; the first one is the head
	natural []int      // the cells of a column's widest cell
	least   []int      // and of its longest word
	figures []bool     // columns of numbers, whose digits stand under each other
}

// The bounds of a column: no narrower than this where its words are longer, and no
// wider than that where the table is wider than the pane anyway.
const (
	leastColumn = 4
	mostWord    = 16
	mostColumn  = 28
)

// table sets a table in width cells: its columns are as wide as they need to be, or
// their cells are wrapped. One whose words do not fit is wider; the pane shows part.
func (t *typesetter) table(n *extast.Table, width int, in inlineStyle) []string {
	g := t.grid(n, in)
	columns, wrapped := g.fit(width)
	rule := func(cross string) string {
		parts := make([]string, len(columns))
		for i, w := range columns {
			parts[i] = strings.Repeat("─", w+2)
		}
		return t.look.Theme.Rule.Render(strings.Join(parts, cross))
	}
	var lines []string
	for i, row := range g.rows {
		if i > 0 && (i == 1 || wrapped) {
			lines = append(lines, rule("┼"))
		}
		lines = append(lines, t.row(g, row, columns)...)
	}
	return lines
}

// grid renders the cells of a table.
func (t *typesetter) grid(n *extast.Table, in inlineStyle) *grid {
	g := &grid{}
	var body [][]ast.Node // without the head
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		in.head = row.Kind() == extast.KindTableHeader
		var cells []string
		var nodes []ast.Node
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, strings.ReplaceAll(t.run(t.cells[c], in), "\n", " "))
			nodes = append(nodes, c)
		}
		if !in.head {
			body = append(body, nodes)
		}
		for len(g.natural) < len(cells) {
			g.natural = append(g.natural, 1)
			g.least = append(g.least, 1)
		}
		for i, cell := range cells {
			t.lineBreaker.split(cell, mostWord)
			for _, b := range t.lineBreaker.boxes {
				g.least[i] = max(g.least[i], b.width)
			}
			g.natural[i] = max(g.natural[i], t.lineBreaker.width())
		}
		g.rows = append(g.rows, cells)
	}
	g.figures = make([]bool, len(g.natural))
	for i := range g.figures {
		g.figures[i] = t.isFigures(body, i)
	}
	return g
}

// width is what the boxes take on one line.
func (f *lineBreaker) width() (w int) {
	for i, b := range f.boxes {
		w += b.width
		if i+1 < len(f.boxes) {
			w += b.gap
		}
	}
	return w
}

// figure matches what a column of numbers holds: digits in groups, signs, units.
var figure = regexp.MustCompile(`^[~≈<>+±−–-]?\s*[$£€]?\s*\d[\d\s.,:/]*\s*` +
	`(%|€|\$|£|°|°C|k|M|Md|km|m|kg|g|h|min|s)?$`)

// isFigures reports whether a column holds numbers, and words in its head only.
func (t *typesetter) isFigures(body [][]ast.Node, column int) bool {
	found := false
	for _, row := range body {
		if column >= len(row) {
			continue
		}
		said := plainWords(t.said(row[column]))
		if said == "" || said == "-" || said == "–" || said == "—" {
			continue
		}
		if !figure.MatchString(said) {
			return false
		}
		found = true
	}
	return found
}

// fit returns the columns their cells, and reports whether some cell is wrapped. Where they
// do not get all they need, narrow columns get it and the wide ones share the rest.
func (g *grid) fit(width int) (columns []int, wrapped bool) {
	room, least := width-3*len(g.natural)+1, 0
	for i, w := range g.least {
		g.least[i] = min(g.natural[i], max(w, leastColumn))
		least += g.least[i]
	}
	if sum(g.natural) <= room {
		return g.natural, false
	}
	columns = make([]int, len(g.natural))
	if least > room {
		for i, w := range g.natural {
			columns[i] = min(w, max(g.least[i], mostColumn))
			wrapped = wrapped || columns[i] < w
		}
		return columns, wrapped
	}
	copy(columns, g.least)
	for spare := room - least; spare > 0; {
		i := g.neediest(columns)
		columns[i]++
		spare--
	}
	return columns, true
}

// neediest is the narrowest column that needs more.
func (g *grid) neediest(columns []int) int {
	best := -1
	for i, w := range columns {
		if w < g.natural[i] && (best < 0 || w < columns[best]) {
			best = i
		}
	}
	return max(0, best)
}

func sum(all []int) (n int) {
	for _, v := range all {
		n += v
	}
	return n
}

// row sets the cells of a row side by side.
func (t *typesetter) row(g *grid, cells []string, columns []int) []string {
	set := make([][]string, len(columns))
	height := 1
	for i := range columns {
		if i < len(cells) {
			set[i] = paused(t.lineBreaker.lines(cells[i], columns[i]))
		}
		height = max(height, len(set[i]))
	}
	bar := t.look.Theme.Rule.Render("│")
	lines := make([]string, height)
	var b strings.Builder
	for y := range lines {
		b.Reset()
		for i, w := range columns {
			if i > 0 {
				b.WriteString(bar)
			}
			part := ""
			if y < len(set[i]) {
				part, _ = cutMark(set[i][y])
			}
			pad := strings.Repeat(" ", max(0, w-cellsOf(part)))
			if g.figures[i] {
				part, pad = pad+part, ""
			}
			b.WriteString(" " + part + pad + " ")
		}
		lines[y] = trimRight(b.String())
	}
	return lines
}
