package clean

import (
	"html"
	"strings"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// Verbatim makes one clean line of text that is no markup, letter by letter (RFC 4287
// §3.1.1.1, JSON Feed's title): what looks like a tag or a character reference is text.
// Controls are gone and runs of space are one, as in [Line].
func Verbatim(s string) string {
	s = Cut(s, 4*MaxLine)
	return Cut(norm.NFC.String(OneLine(undouble(strings.ToValidUTF8(s, "\uFFFD")))), MaxLine)
}

// HTMLLine makes one clean line of what is known to be HTML (RFC 4287 §3.1.1.2): its
// tags are taken off, and its character references decoded. Numbers that are still
// references then were encoded once too often (WordPress), and are decoded, too; names
// such as &lt; are not, for they are what the text is about.
func HTMLLine(s string) string {
	s = html.UnescapeString(StripTags(Cut(s, 4*MaxLine)))
	return Verbatim(numericReference().ReplaceAllStringFunc(s, func(ref string) string {
		if text := html.UnescapeString(ref); text != "<" && text != ">" && text != "&" {
			return text
		}
		return ref
	}))
}

var numericReference = Pattern(`&#(?:[0-9]{2,7}|[xX][0-9a-fA-F]{2,6});`)

// Headline is [Line] for the titles of formats that do not say whether they are HTML
// (RSS): a tag that nothing closes, or that cannot stand in a headline, is what the
// headline is about ("Un guide de <head>"), and stays.
func Headline(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return Line(s)
	}
	s = Cut(s, 4*MaxLine)
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
	if isOfLayout(a) || strings.Contains(strings.ToLower(after), "</"+name) {
		return false
	}
	return !first || !IsFormat(a)
}

// isOfLayout reports whether an element stands in headlines for the way they look.
func isOfLayout(a atom.Atom) bool {
	switch a {
	case atom.Link, atom.Meta, atom.Input, atom.Base:
		return false
	case atom.Script, atom.Style, atom.P, atom.Div, atom.Li:
		return true
	}
	return IsVoid(a)
}
