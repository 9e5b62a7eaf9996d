package reader

import (
	"strings"

	"charm.land/lipgloss/v2"
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
	links []hyperlink // in the order of their marks
	dim   lipgloss.Style
	next  int
	open  *hyperlink // the one that is being read
}

// hyperlink is an address and whether it is a picture's: then its words are a
// label of ours, and quiet.
type hyperlink struct {
	url     string
	picture bool
}

func (k *linker) lines(lines []string) []string {
	for i, line := range lines {
		if k.open != nil || strings.ContainsRune(line, linkOpen) {
			lines[i] = k.line(line)
		}
	}
	return lines
}

func (k *linker) line(line string) string {
	var b strings.Builder
	if k.open != nil {
		b.WriteString(begin(k.open.url))
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
	if k.open != nil {
		b.WriteString(end())
	}
	return b.String()
}

// pass goes over a mark: one that opens the next link or one that closes it.
func (k *linker) pass(b *strings.Builder, opens bool) {
	if k.open != nil {
		b.WriteString(end())
		k.open = nil
	}
	if opens && k.next < len(k.links) {
		k.open = &k.links[k.next]
		k.next++
		b.WriteString(begin(k.open.url))
	}
}

// underlined styles the words of a link: underlined, and again after each style
// that ends within it.
func (k *linker) underlined(s string) string {
	switch {
	case k.open == nil || s == "":
		return s
	case k.open.picture:
		return k.dim.Render(ansi.Strip(s))
	}
	return underline + strings.ReplaceAll(s, reset, reset+underline) + noUnderline
}

func isMark(r rune) bool { return r == linkOpen || r == linkClose }

func begin(url string) string { return ansi.SetHyperlink(url) }

func end() string { return ansi.ResetHyperlink() }

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
