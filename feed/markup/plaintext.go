package markup

import (
	"html"
	"strings"

	"breageek/feed/markup/clean"
)

// KeepText is [Keep] for text that is not markup (RFC 4287 §3.1.1.1, JSON Feed's content_text,
// Media RSS's plain): its lines stay lines, its characters are literal, and addresses in it
// become links.
func KeepText(s, base string) Raw { return Keep(textAsHTML(s), base) }

// textAsHTML converts text to HTML: empty lines separate paragraphs, line ends become breaks,
// and spaces in a row or at the beginning of a line become no-break spaces.
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

// bareAddress matches http addresses in running text.
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

// withoutPunctuation removes what ends the sentence rather than the address: punctuation, and
// a closing bracket without its opening one.
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

// keepSpaces turns spaces in a row, and at the beginning of a line, into no-break spaces: HTML
// would collapse them.
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
