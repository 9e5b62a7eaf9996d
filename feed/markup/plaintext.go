package markup

import (
	"html"
	"strings"

	"breageek/feed/markup/clean"
)

// KeepText is [Keep] for text that is no markup (RFC 4287 §3.1.1.1, JSON Feed's
// content_text, Media RSS's plain): its lines stay lines, its letters letters, and
// addresses in it become links.
func KeepText(s, base string) Raw { return Keep(textAsHTML(s), base) }

// textAsHTML writes text as the HTML that shows it: a paragraph where lines are empty, a
// break where one ends, no-break spaces where spaces stand in a row or begin a line.
func textAsHTML(s string) string {
	s = strings.Trim(lineEnds.Replace(s), "\n")
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	open := false
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimRight(line, " \t")
		switch {
		case line == "":
			if open {
				b.WriteString("</p>\n")
			}
			open = false
			continue
		case open:
			b.WriteString("<br>\n")
		default:
			b.WriteString("<p>")
		}
		open = true
		b.WriteString(lineAsHTML(line))
	}
	if open {
		b.WriteString("</p>")
	}
	return b.String()
}

// bareAddress finds http addresses in running text.
var bareAddress = clean.Pattern(`\bhttps?://[^\s<>"'«»“”]+`)

func lineAsHTML(line string) string {
	line = keepSpaces(line)
	var b strings.Builder
	for {
		at := bareAddress().FindStringIndex(line)
		if at == nil {
			break
		}
		address := withoutPunctuation(line[at[0]:at[1]])
		b.WriteString(html.EscapeString(line[:at[0]]))
		line = line[at[0]+len(address):]
		address = html.EscapeString(address)
		b.WriteString(`<a href="` + address + `">` + address + `</a>`)
	}
	b.WriteString(html.EscapeString(line))
	return b.String()
}

// withoutPunctuation takes off what ends a sentence rather than an address: stops, and a
// bracket that the address does not open.
func withoutPunctuation(s string) string {
	for {
		short := strings.TrimRight(s, ".,;:!?…\u00a0\u202f")
		if strings.HasSuffix(short, ")") && strings.Count(short, ")") > strings.Count(short, "(") {
			short = short[:len(short)-1]
		}
		if short == s || len(short) <= len("https://") {
			return s
		}
		s = short
	}
}

// keepSpaces makes spaces in a row, and those that begin a line, ones that stay: HTML
// folds them.
func keepSpaces(line string) string {
	line = strings.ReplaceAll(line, "\t", "    ")
	if !strings.HasPrefix(line, " ") && !strings.Contains(line, "  ") {
		return line
	}
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		alone := line[i] != ' ' || i > 0 && line[i-1] != ' ' && i+1 < len(line) && line[i+1] != ' '
		if alone {
			b.WriteByte(line[i])
			continue
		}
		b.WriteString("\u00a0")
	}
	return b.String()
}
