package reader

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/theme"
)

// reset ends every style.
const reset = "\x1b[m"

// linker turns the marks around links into styles, line by line: a link that
// runs over a line's end is closed there and opened again on the next. Its words
// are a hyperlink (OSC 8) too, where the terminal has them.
type linker struct {
	links  []hyperlink // in the order of their marks
	dim    lipgloss.Style
	anchor string // what begins the style of a link's words
	next   int
	open   *hyperlink // the one that is being read
	around string     // the styles in force where the line is read
}

func newLinker(th *theme.Theme) linker {
	anchor, _, _ := strings.Cut(th.Anchor.Render("x"), "x")
	return linker{dim: th.Dim, anchor: anchor}
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
	k.around = ""
	if k.open != nil {
		b.WriteString(begin(k.open.url))
	}
	for line != "" {
		i := strings.IndexFunc(line, isMark)
		if i < 0 {
			b.WriteString(k.styled(line))
			break
		}
		b.WriteString(k.styled(line[:i]))
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

// styled gives the words of a link their style, and again after each style that
// ends within it; the styles that go on behind it are begun anew.
func (k *linker) styled(s string) string {
	k.around = inForce(k.around, s)
	switch {
	case k.open == nil || s == "":
		return s
	case k.open.picture:
		return k.dim.Render(ansi.Strip(s))
	}
	return k.anchor + strings.ReplaceAll(s, reset, reset+k.anchor) + reset + k.around
}

// inForce gives the styles that are begun and not ended behind s, where those of
// around are before it.
func inForce(around, s string) string {
	if i := strings.LastIndex(s, reset); i >= 0 {
		around, s = "", s[i+len(reset):]
	}
	for {
		_, rest, ok := strings.Cut(s, "\x1b[")
		if !ok {
			return around
		}
		end := strings.IndexByte(rest, 'm')
		if end < 0 {
			return around
		}
		around, s = around+"\x1b["+rest[:end+1], rest[end+1:]
	}
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
