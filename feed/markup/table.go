package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/dom"
)

// The limits of a table: the last column takes what is beyond maxColumns, a cell with a larger
// span stands alone, and beyond maxCells, empty ones included, a last row says that there is
// more. Spans and ragged rows create empty cells: without a limit, a small body could create
// millions.
const (
	maxColumns = 256
	maxSpan    = 16
	maxCells   = 40_000
)

// table converts a table with rows and columns, with one line of text in each cell. A table
// for layout becomes its blocks.
func (t *tidier) table(c *html.Node) []*html.Node {
	var out []*html.Node
	var rows []*html.Node
	nested := false
	dom.Each(c, func(e *html.Node) bool {
		switch e.DataAtom {
		case atom.Caption:
			out = append(out, e)
			return false
		case atom.Tr:
			rows = append(rows, e)
		case atom.Table, atom.Pre:
			nested = true
		}
		return true
	})
	if nested || dom.Attr(c, "role") == "presentation" {
		return t.paragraphs(dom.TakeChildren(c))
	}
	grid, width := layOut(rows)
	if width == 0 || oneColumn(grid) {
		return t.paragraphs(dom.TakeChildren(c))
	}
	for i, caption := range out {
		caption.Parent.RemoveChild(caption)
		out[i] = dom.New(atom.P, dom.New(atom.Em, dom.Text(dom.Plain(caption))))
	}
	table := dom.New(atom.Table) // its first row is the head, as Markdown demands
	for i, cells := range grid {
		row := dom.New(atom.Tr)
		for _, cell := range cells {
			a := atom.Td
			if i == 0 {
				a = atom.Th
			}
			td := dom.New(a)
			if cell != nil {
				dom.Append(td, flat(cell)...)
			}
			dom.Append(row, td)
		}
		dom.Append(table, row)
	}
	return append(t.paragraphs(out), table)
}

// oneColumn reports whether no row has more than one cell with content, always in the same
// column: a layout table, perhaps with empty columns.
func oneColumn(grid [][]*html.Node) bool {
	column := -1
	for _, row := range grid {
		for i, cell := range row {
			if cell == nil || blank(cell) {
				continue
			}
			if column >= 0 && column != i {
				return false
			}
			column = i
		}
	}
	return true
}

// layOut assigns each cell its row and column; other places are nil.
func layOut(rows []*html.Node) (grid [][]*html.Node, width int) {
	var reach [maxColumns]int // rows that a cell above still covers
	for _, tr := range rows {
		// A late row may widen the table only as far as the rows before it allow.
		limit := min(maxColumns, max(width, maxCells/(len(grid)+2)))
		if width*(len(grid)+2) > maxCells {
			grid = append(grid, []*html.Node{dom.New(atom.Td, dom.Text("…"))})
			break
		}
		row, seen := layOutRow(tr, &reach, limit)
		if seen {
			grid = append(grid, row)
			width = max(width, len(row))
		}
	}
	for i := range grid {
		for len(grid[i]) < width {
			grid[i] = append(grid[i], nil)
		}
	}
	return grid, width
}

// layOutRow is layOut for one row of at most limit columns. The last cell takes the rest.
func layOutRow(tr *html.Node, reach *[maxColumns]int, limit int) (row []*html.Node, seen bool) {
	covered := func() {
		for len(row) < limit && reach[len(row)] > 0 {
			reach[len(row)]--
			row = append(row, nil)
		}
	}
	var last *html.Node
	for cell := tr.FirstChild; cell != nil; cell = cell.NextSibling {
		if cell.DataAtom != atom.Td && cell.DataAtom != atom.Th {
			continue
		}
		seen = seen || !blank(cell)
		if covered(); len(row) >= limit {
			if last == nil {
				last, row[limit-1] = cell, cell
			} else if !blank(cell) {
				dom.Append(last, dom.Text(" "))
				dom.Append(last, flat(cell)...)
			}
			continue
		}
		last = cell
		down := span(cell, "rowspan")
		for i := range min(span(cell, "colspan"), limit-len(row)) {
			reach[len(row)] = down - 1
			if i == 0 {
				row = append(row, cell)
			} else {
				row = append(row, nil)
			}
		}
	}
	covered()
	return row, seen
}

func span(cell *html.Node, key string) int {
	n, err := strconv.Atoi(strings.TrimSpace(dom.Attr(cell, key)))
	if err != nil || n < 1 || n > maxSpan {
		return 1
	}
	return n
}

// flat returns the running text of a cell: its blocks, one after the other.
func flat(n *html.Node) []*html.Node {
	var out []*html.Node
	for i, c := range dom.TakeChildren(n) {
		switch {
		case c.DataAtom == atom.Br:
			out = append(out, dom.Text(" "))
		case c.DataAtom == atom.Li:
			if i > 0 {
				out = append(out, dom.Text(" · "))
			}
			out = append(out, flat(c)...)
		case c.DataAtom == atom.Hr:
		case dom.IsBlock(c.DataAtom):
			if len(out) > 0 {
				out = append(out, dom.Text(" "))
			}
			out = append(out, flat(c)...)
			out = append(out, dom.Text(" "))
		default:
			out = append(out, c)
		}
	}
	return out
}
