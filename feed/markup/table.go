package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/dom"
)

// The bounds of one table: beyond these columns the last one takes the rest,
// beyond this span a cell stands alone, and beyond these cells, empty ones
// included, a last row says that there was more. Spans and ragged rows make
// cells of nothing: without a bound, a small body would make millions.
const (
	maxColumns = 256
	maxSpan    = 16
	maxCells   = 40_000
)

// table keeps rows and columns when there are any, with one line of text in
// each cell; a table that only lays out a page gives its contents as blocks.
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
	table := dom.New(atom.Table) // its first row is the head: Markdown has no other tables
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

// oneColumn reports whether no row has more than one cell with something in it, at the
// same place: what lays out a letter or a page, with or without empty columns beside.
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

// layOut returns each cell its row and column; nil where a span reaches or
// nothing is.
func layOut(rows []*html.Node) (grid [][]*html.Node, width int) {
	var reach [maxColumns]int // how many rows a cell above still covers
	for _, tr := range rows {
		// a late row may widen the table only as far as the rows before it allow
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

// layOutRow is layOut for one row of at most limit columns. What is beyond them
// goes into the last cell.
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

// flat returns the running text of a cell: its blocks one after the other.
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
