package reader

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"breageek/ui/locale"
)

// bind holds together what French typography does not part, everywhere but in
// code and in the line under a table's head.
func bind(markdown string) string {
	return outsideCode(markdown, func(line string) string {
		if strings.Trim(line, "|-: ") == "" {
			return line
		}
		lead := marker(line)
		return line[:lead] + locale.Bind(line[lead:])
	})
}

// outsideCode changes the lines of a text in Markdown that are of no program.
func outsideCode(markdown string, change func(line string) string) string {
	lines := strings.Split(markdown, "\n")
	code := "" // the fence that ends the program which the line is of
	for i, line := range lines {
		switch sign := fence(line); {
		case code != "" && sign == code:
			code = ""
			continue
		case code == "":
			code = sign
		}
		if code == "" {
			lines[i] = change(line)
		}
	}
	return strings.Join(lines, "\n")
}

// OneSpace makes one space of each run with odd spaces in a text in Markdown, everywhere
// but in code.
func OneSpace(markdown string) string {
	return outsideCode(markdown, func(line string) string {
		lead := marker(line)
		return line[:lead] + locale.OneSpace(line[lead:])
	})
}

// fence returns the signs that begin or end a program, which may be what an item begins
// with; "" where a line has more to say, be it code that runs within a paragraph.
func fence(line string) string {
	rest := strings.TrimLeft(line, " >-+*0123456789.)")
	if len(rest) < 3 || strings.Trim(rest, "`") != "" {
		return ""
	}
	return rest
}

// marker returns the length of what a line begins with to Markdown: the signs of
// quotes, items, headings and cells, one behind the other, whose spaces must stay plain.
func marker(line string) int {
	rest := line
	for {
		before := len(rest)
		rest = strings.TrimLeft(rest, " >|")
		trimmed := strings.TrimLeft(rest, "0123456789")
		if len(trimmed) < len(rest) && (strings.HasPrefix(trimmed, ". ") ||
			strings.HasPrefix(trimmed, ") ")) {
			rest = trimmed[2:]
		} else if sign := strings.TrimLeft(rest, "#*+-"); strings.HasPrefix(sign, " ") {
			rest = sign[1:]
		}
		if len(rest) == before {
			return len(line) - len(rest)
		}
	}
}

// set renders a block and gives its lines, none wider than width but those of a
// table that cannot be narrower.
func (t *typesetter) set(n ast.Node, width int) []string {
	return t.within(n, width, inlineStyle{})
}

// within is set for a block that stands in another.
func (t *typesetter) within(n ast.Node, width int, in inlineStyle) []string {
	switch n := n.(type) {
	case *ast.Blockquote:
		return t.quote(n, width, in)
	case *ast.List:
		return t.list(n, width, in)
	case *ast.ThematicBreak:
		return []string{painted(t.style.config.HorizontalRule, strings.Repeat("─", min(width, 12)))}
	case *ast.FencedCodeBlock:
		return t.code(n, width)
	case *extast.Table:
		return t.table(n, width, in)
	case *ast.Heading:
		in.heading = n.Level
	}
	return t.lines(n, width, in)
}

// lines sets what runs within a block.
func (t *typesetter) lines(n ast.Node, width int, in inlineStyle) []string {
	return paused(t.lineBreaker.lines(oneSpace(strings.TrimRight(t.run(n, in), "\n")), width))
}

// children renders the blocks within n, with a blank line between them unless
// they are the lines of a tight list.
func (t *typesetter) children(n ast.Node, width int, tight bool, in inlineStyle) []string {
	var lines []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		set := t.within(c, width, in)
		if len(lines) > 0 && len(set) > 0 && !tight {
			lines = append(lines, "")
		}
		lines = append(lines, set...)
	}
	return lines
}

func (t *typesetter) quote(n ast.Node, width int, in inlineStyle) []string {
	in.quoted = true
	bar := t.look.Theme.Rule.Render(t.style.bar()) + " "
	lines := t.children(n, max(width-cellsOf(bar), 10), false, in)
	for i, line := range lines {
		lines[i] = trimRight(bar + line)
	}
	return lines
}

// list renders a list with hanging indents: the numbers of an ordered one stand
// right-aligned in a column of their own.
func (t *typesetter) list(n *ast.List, width int, in inlineStyle) []string {
	style, mark := t.style.config.Item, t.style.bullet()
	hang := cellsOf(mark) + 1
	if n.IsOrdered() {
		style = t.style.config.Enumeration
		hang = len(strconv.Itoa(n.Start+n.ChildCount()-1)) + 2
	}
	style.BlockPrefix, style.Prefix = "", ""
	tight := isTight(n)
	var lines []string
	i := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if n.IsOrdered() {
			mark = strconv.Itoa(i) + "."
			i++
		}
		if len(lines) > 0 && !tight {
			lines = append(lines, "")
		}
		lead := strings.Repeat(" ", max(0, hang-1-cellsOf(mark))) + painted(style, mark) + " "
		if isTask(t.said(item)) { // its box is its mark
			lead = ""
		}
		lines = append(lines, t.item(item, lead, hang, width, tight, in)...)
	}
	return lines
}

// isTask reports whether an item begins with the box of a task.
func isTask(said string) bool {
	return strings.HasPrefix(said, "☑ ") || strings.HasPrefix(said, "☐ ")
}

// isTight reports whether every item is one paragraph, with perhaps a list below.
func isTight(n *ast.List) bool {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			if c.Kind() != ast.KindList && c != item.FirstChild() {
				return false
			}
		}
	}
	return true
}

func (t *typesetter) item(
	n ast.Node, lead string, hang, width int, tight bool, in inlineStyle,
) []string {
	lines := t.children(n, max(width-hang, 10), tight, in)
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, line := range lines {
		lines[i] = trimRight(lead + line)
		lead = strings.Repeat(" ", hang)
	}
	return lines
}

// code keeps the lines of a program as they are, cut to the measure and carried
// on below.
func (t *typesetter) code(n ast.Node, width int) []string {
	style := sgrOf(styled(t.style.config.CodeBlock.StylePrimitive))
	var lines []string
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		line := strings.TrimRight(string(at.Value(t.source)), "\n")
		line = strings.ReplaceAll(line, "\t", "    ")
		parts := strings.Split(ansi.Hardwrap(line, max(width-2, 10), true), "\n")
		for p, part := range parts {
			line := "  " + style.on(part)
			if p < len(parts)-1 {
				line += string(carriedOn)
			}
			lines = append(lines, line)
		}
	}
	return lines
}
