package reader

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A link is underlined, and a hyperlink (OSC 8) where the terminal has them.
const (
	underline   = "\x1b[4m"
	noUnderline = "\x1b[24m"
	reset       = "\x1b[m"
)

// linker turns the marks around links into styles, line by line: a link that
// runs over a line's end is closed there and opened again on the next.
type linker struct {
	urls []string // addresses, in the order of their marks
	next int
	open string // the address of the link that is being read
}

func (k *linker) lines(lines []string) []string {
	for i, line := range lines {
		if k.open != "" || strings.ContainsRune(line, linkOpen) {
			lines[i] = k.line(line)
		}
	}
	return lines
}

func (k *linker) line(line string) string {
	var b strings.Builder
	if k.open != "" {
		b.WriteString(begin(k.open))
	}
	for line != "" {
		i := strings.IndexFunc(line, isMark)
		if i < 0 {
			b.WriteString(k.underlined(line))
			break
		}
		b.WriteString(k.underlined(line[:i]))
		k.pass(&b, strings.HasPrefix(line[i:], string(linkOpen)))
		line = line[i+len(string(linkOpen)):]
	}
	if k.open != "" {
		b.WriteString(end())
	}
	return b.String()
}

// pass goes over a mark: one that opens the next link or one that closes it.
func (k *linker) pass(b *strings.Builder, opens bool) {
	if k.open != "" {
		b.WriteString(end())
		k.open = ""
	}
	if opens && k.next < len(k.urls) {
		k.open = k.urls[k.next]
		k.next++
		b.WriteString(begin(k.open))
	}
}

// underlined underlines again after each style that ends within a link.
func (k *linker) underlined(s string) string {
	if k.open == "" {
		return s
	}
	return strings.ReplaceAll(s, reset, reset+underline)
}

func isMark(r rune) bool { return r == linkOpen || r == linkClose }

func begin(url string) string { return ansi.SetHyperlink(url) + underline }

func end() string { return noUnderline + ansi.ResetHyperlink() }

// trimRight drops the spaces at the end of a styled line.
func trimRight(line string) string {
	line = strings.TrimRight(line, " ")
	if !strings.HasSuffix(line, "m") && !strings.HasSuffix(line, "\\") {
		return line // no style and no hyperlink ends it
	}
	plain := ansi.Strip(line)
	kept := strings.TrimRight(plain, " ")
	if len(kept) == len(plain) {
		return line
	}
	return ansi.Truncate(line, ansi.StringWidth(kept), "")
}
