package clean

import (
	"html"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// MaxLine limits one line of untrusted text, in bytes: far more than any headline, far less
// than what makes a list slow.
const MaxLine = 16 << 10

// Line returns untrusted text as one clean line. Inline tags are removed, entities decoded
// twice (WordPress sends &amp;#8217;), UTF-8 that was encoded twice is repaired, control
// characters are removed, and white space is collapsed and trimmed. The no-break spaces U+00A0
// and U+202F stay: French typography needs them. The result is valid UTF-8 without a newline.
func Line(s string) string {
	if len(s) <= MaxLine && isASCII(s) && plainLine(s) && !strings.ContainsAny(s, "<&") {
		return s
	}
	s = Cut(s, 4*MaxLine)
	s = StripTags(s)
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
		if strings.IndexByte(s, '&') >= 0 {
			s = html.UnescapeString(s)
		}
	}
	s = undouble(strings.ToValidUTF8(s, "\uFFFD"))
	return Cut(norm.NFC.String(OneLine(s)), MaxLine)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Cut shortens s to at most n bytes without splitting a character.
func Cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// StripTags removes the HTML tags that occur in headlines. Any other "<" is text ("PIB < 2
// %").
func StripTags(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		n, gap := inlineTag(s[i:])
		if n == 0 {
			b.WriteByte('<')
			n = 1
		} else if gap {
			b.WriteByte(' ')
		}
		s = s[i+n:]
	}
	b.WriteString(s)
	return b.String()
}

// inlineTag returns the length of the tag at the beginning of s, or 0 if StripTags would not
// remove it. gap reports whether it separates words.
func inlineTag(s string) (n int, gap bool) {
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(Cut(s, 2048), "-->"); end >= 0 {
			return end + 3, false
		}
		return 0, false
	}
	end := strings.IndexByte(Cut(s, 2048), '>')
	if end < 0 {
		return 0, false
	}
	name := strings.TrimPrefix(s[1:end], "/")
	name = strings.TrimSuffix(name, "/")
	if i := strings.IndexAny(name, " \t\r\n"); i >= 0 {
		name = name[:i]
	}
	name = strings.ToLower(name)
	switch name {
	case "script", "style":
		return skipElement(s, end+1, name), false
	case "br", "p", "div", "img", "hr", "li", "td":
		return end + 1, true
	}
	if a := atom.Lookup([]byte(name)); a == 0 || strings.HasPrefix(name, "on") {
		return 0, false
	}
	return end + 1, false
}

// undouble repairs UTF-8 that was decoded as Windows-1252 and encoded again ("BÃ©ziers"), but
// only if the whole string makes that round trip, so that a headline about encodings survives.
func undouble(s string) string {
	if !strings.ContainsAny(s, "ÂÃÅâÐÑð") {
		return s
	}
	out := make([]byte, 0, len(s))
	for _, r := range s {
		b, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			if r < 0x80 || r > 0x9f { // the five unassigned bytes decode as C1
				return s
			}
			b = byte(r)
		}
		out = append(out, b)
	}
	if !utf8.Valid(out) {
		return s
	}
	return string(out)
}
