package list

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a plain text at its plain spaces into at most most lines: the
// first of first cells, the others of rest cells. No-break spaces hold, and are
// plain ones in the lines. A word too long for its line is cut there, and what
// does not fit ends in "…".
func Wrap(text string, first, rest, most int) []string {
	lines := wrap(text, first, rest, most)
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(line, "\u00a0", " ")
	}
	return lines
}

func wrap(text string, first, rest, most int) []string {
	var lines []string
	for text = strings.Trim(text, " "); text != ""; {
		width := rest
		if len(lines) == 0 {
			width = first
		}
		width = max(1, width)
		if len(lines) == most-1 {
			return append(lines, ansi.Truncate(text, width, "…"))
		}
		line, left := breakAt(text, width)
		lines, text = append(lines, line), left
	}
	return lines
}

// breakAt cuts text after the last word that fits in width cells.
func breakAt(text string, width int) (line, left string) {
	if ansi.StringWidth(text) <= width {
		return text, ""
	}
	end := -1
	for i := 0; i < len(text); i++ {
		if text[i] != ' ' {
			continue
		}
		if ansi.StringWidth(text[:i]) > width {
			break
		}
		end = i
	}
	if end > 0 {
		return text[:end], strings.TrimLeft(text[end:], " ")
	}
	line = ansi.Truncate(text, width, "")
	if line == "" { // a wide character where one cell is left
		return "…", ""
	}
	return line, text[len(line):]
}
