package markup

import (
	"html"
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// Verbatim makes one clean line of text that is no markup, letter by letter (RFC 4287
// §3.1.1.1, JSON Feed's title): what looks like a tag or a character reference is text.
// Controls are gone and runs of space are one, as in [Line].
func Verbatim(s string) string {
	s = cut(s, 4*lineLimit)
	return cut(norm.NFC.String(cleanLine(undouble(strings.ToValidUTF8(s, "\uFFFD")))), lineLimit)
}

// HTMLLine makes one clean line of what is known to be HTML (RFC 4287 §3.1.1.2): its
// tags are taken off, and its character references decoded. Numbers that are still
// references then were encoded once too often (WordPress), and are decoded, too; names
// such as &lt; are not, for they are what the text is about.
func HTMLLine(s string) string {
	s = html.UnescapeString(stripInline(cut(s, 4*lineLimit)))
	return Verbatim(numericReference.ReplaceAllStringFunc(s, func(ref string) string {
		if text := html.UnescapeString(ref); text != "<" && text != ">" && text != "&" {
			return text
		}
		return ref
	}))
}

var numericReference = regexp.MustCompile(`&#(?:[0-9]{2,7}|[xX][0-9a-fA-F]{2,6});`)

// Headline is [Line] for the titles of formats that do not say whether they are HTML
// (RSS): a tag that nothing closes, or that cannot stand in a headline, is what the
// headline is about ("Un guide de <head>"), and stays.
func Headline(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return Line(s)
	}
	s = cut(s, 4*lineLimit)
	var b strings.Builder
	for budget := 100; budget > 0; budget-- { // each looks for its end: keep that linear
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		n, _ := inlineTag(s[i:])
		if n > 0 && isAboutTag(s[i:i+n], s[i+n:], b.Len() == 0) {
			b.WriteString("&lt;" + s[i+1:i+n-1] + "&gt;")
			s = s[i+n:]
			continue
		}
		n = max(n, 1)
		b.WriteString(s[i : i+n])
		s = s[i+n:]
	}
	b.WriteString(s)
	return Line(b.String())
}

// isAboutTag reports whether a tag of HTML in a headline, followed by after, is text:
// an opening tag without attributes that is not closed later. One of formatting that
// begins the headline is markup all the same, whose end was cut off.
func isAboutTag(tag, after string, first bool) bool {
	name := strings.ToLower(strings.Trim(tag, "<>"))
	if strings.HasPrefix(name, "/") || strings.HasPrefix(name, "!") || strings.HasSuffix(name, "/") ||
		strings.ContainsAny(name, " \t\r\n") {
		return false
	}
	a := atom.Lookup([]byte(name))
	if isVoid(a) && a != atom.Link && a != atom.Meta && a != atom.Input && a != atom.Base ||
		a == atom.Script || a == atom.Style || a == atom.P || a == atom.Div || a == atom.Li {
		return false
	}
	if strings.Contains(strings.ToLower(after), "</"+name) {
		return false
	}
	return !first || !isFormat(a)
}

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
var bareAddress = regexp.MustCompile(`\bhttps?://[^\s<>"'«»“”]+`)

func lineAsHTML(line string) string {
	line = keepSpaces(line)
	var b strings.Builder
	for {
		at := bareAddress.FindStringIndex(line)
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
