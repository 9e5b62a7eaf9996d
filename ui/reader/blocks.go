package reader

import (
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"breageek/ui/locale"
)

// bind holds together what French typography does not part, everywhere but in
// code and in the line under a table's head.
func bind(markdown string) string {
	lines := strings.Split(markdown, "\n")
	code := false
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimLeft(line, " >"), "```") {
			code = !code
			continue
		}
		if code || strings.Trim(line, "|-: ") == "" {
			continue
		}
		lead := marker(line)
		lines[i] = line[:lead] + locale.Bind(line[lead:])
	}
	return strings.Join(lines, "\n")
}

// marker gives the length of what a line begins with to Markdown: the signs of
// quotes, items, headings and cells, whose spaces must stay plain.
func marker(line string) int {
	rest := strings.TrimLeft(line, " >|")
	trimmed := strings.TrimLeft(rest, "0123456789")
	if len(trimmed) < len(rest) && (strings.HasPrefix(trimmed, ". ") ||
		strings.HasPrefix(trimmed, ") ")) {
		rest = trimmed[2:]
	} else if sign := strings.TrimLeft(rest, "#*+-"); strings.HasPrefix(sign, " ") {
		rest = sign[1:]
	}
	return len(line) - len(rest)
}

// manyBlocks is where it pays to set a text with all processors.
const manyBlocks = 32

// setAll renders blocks, a long text's in several goroutines.
func (t *typesetter) setAll(nodes []ast.Node, width int) [][]string {
	set := make([][]string, len(nodes))
	workers := min(runtime.GOMAXPROCS(0), 4)
	if len(nodes) < manyBlocks {
		workers = 1
	}
	var wg sync.WaitGroup
	for w := range workers {
		own := t.fork()
		wg.Go(func() {
			for i := w; i < len(nodes); i += workers {
				set[i] = own.set(nodes[i], width)
			}
		})
	}
	wg.Wait()
	return set
}

// set renders a block and gives its lines, none wider than width where a break
// can be found.
func (t *typesetter) set(n ast.Node, width int) []string {
	switch n := n.(type) {
	case *ast.Blockquote:
		return t.quote(n, width)
	case *ast.List:
		return t.list(n, width)
	case *ast.ThematicBreak:
		return []string{t.theme.Rule.Render(strings.Repeat("─", min(width, 12)))}
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return t.code(n, width)
	case *extast.Table:
		width = min(width, t.natural(n))
	case *ast.HTMLBlock:
		return nil
	}
	lines, err := t.block(n, width)
	if err != nil {
		return []string{t.theme.Error.Render(err.Error())}
	}
	return lines
}

// children renders the blocks within n, with a blank line between them unless
// they are the lines of a tight list.
func (t *typesetter) children(n ast.Node, width int, tight bool) []string {
	var blocks []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		blocks = append(blocks, c)
	}
	var lines []string
	for _, c := range blocks {
		set := t.set(paragraph(c), width)
		if len(lines) > 0 && len(set) > 0 && !tight {
			lines = append(lines, "")
		}
		lines = append(lines, set...)
	}
	return lines
}

// paragraph gives the text of a tight list's item as the paragraph glamour
// wraps; other nodes are given as they are.
func paragraph(n ast.Node) ast.Node {
	if n.Kind() != ast.KindTextBlock {
		return n
	}
	p := ast.NewParagraph()
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		p.AppendChild(p, c)
	}
	return p
}

// natural is the width a table takes when no cell is broken.
func (t *typesetter) natural(n *extast.Table) int {
	var columns []int
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		i := 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if i == len(columns) {
				columns = append(columns, 0)
			}
			columns[i] = max(columns[i], ansi.StringWidth(t.said(cell)))
			i++
		}
	}
	width := max(0, len(columns)-1)
	for _, w := range columns {
		width += w + 2
	}
	return width
}

// said gives the words of a node.
func (t *typesetter) said(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if words, ok := n.(*ast.Text); ok && entering {
			b.Write(words.Segment.Value(t.source))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

func (t *typesetter) quote(n ast.Node, width int) []string {
	bar := t.theme.Rule.Render("│") + " "
	lines := t.children(n, max(width-2, 10), false)
	for i, line := range lines {
		lines[i] = trimRight(bar + line)
	}
	return lines
}

// list renders a list with hanging indents: the numbers of an ordered one stand
// right-aligned in a column of their own.
func (t *typesetter) list(n *ast.List, width int) []string {
	var items []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		items = append(items, c)
	}
	hang := 2
	if n.IsOrdered() {
		hang = len(strconv.Itoa(n.Start+len(items)-1)) + 2
	}
	tight := isTight(items)
	var lines []string
	for i, item := range items {
		mark := "•"
		if n.IsOrdered() {
			mark = strconv.Itoa(n.Start+i) + "."
		}
		if i > 0 && !tight {
			lines = append(lines, "")
		}
		lines = append(lines, t.item(item, mark, hang, width, tight)...)
	}
	return lines
}

// isTight says whether every item is one paragraph, with perhaps a list below.
func isTight(items []ast.Node) bool {
	for _, item := range items {
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			if c.Kind() != ast.KindList && c != item.FirstChild() {
				return false
			}
		}
	}
	return true
}

func (t *typesetter) item(n ast.Node, mark string, hang, width int, tight bool) []string {
	lines := t.children(n, max(width-hang, 10), tight)
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, line := range lines {
		lead := strings.Repeat(" ", hang)
		if i == 0 {
			pad := strings.Repeat(" ", max(0, hang-1-ansi.StringWidth(mark)))
			lead = pad + t.theme.Kind.Render(mark) + " "
		}
		lines[i] = trimRight(lead + line)
	}
	return lines
}

// code keeps the lines of a program as they are, cut to the measure and carried
// on below.
func (t *typesetter) code(n ast.Node, width int) []string {
	var lines []string
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		line := strings.TrimRight(string(at.Value(t.source)), "\n")
		line = strings.ReplaceAll(line, "\t", "    ")
		for _, part := range strings.Split(ansi.Hardwrap(line, max(width-2, 10), true), "\n") {
			lines = append(lines, "  "+t.theme.Kind.Render(part))
		}
	}
	return lines
}
