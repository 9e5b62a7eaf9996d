package clean

import (
	"html"
	"strings"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// Verbatim returns text that is not markup as one clean line (RFC 4287 §3.1.1.1, JSON Feed's
// title): what looks like a tag or a character reference is text. Control characters are
// removed and white space is collapsed, as in [Line].
func Verbatim(s string) string {
	s = Cut(s, 4*MaxLine)
	return Cut(norm.NFC.String(OneLine(undouble(strings.ToValidUTF8(s, "\uFFFD")))), MaxLine)
}

// HTMLLine returns HTML as one clean line (RFC 4287 §3.1.1.2): tags are removed, character
// references decoded. Numeric references that remain were encoded twice (WordPress), and are
// decoded as well. Names such as &lt; are not: they are what the text is about.
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

// Headline is [Line] for titles in formats that do not say whether they are HTML (RSS). A tag
// that is not closed, or that does not occur in headlines, is what the headline is about ("Un
// guide de <head>"), and is kept.
func Headline(s string) string {
	if strings.IndexByte(s, '<') < 0 {
		return Line(s)
	}
	s = Cut(s, 4*MaxLine)
	var b strings.Builder
	for budget := 100; budget > 0; budget-- { // each searches for its end: keep this linear
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

// isAboutTag reports whether a tag in a headline is text: an opening tag without attributes
// that after does not close. A tag for formatting at the beginning is markup in any case: its
// end was truncated.
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

// isOfLayout reports whether an element occurs in headlines for the sake of layout.
func isOfLayout(a atom.Atom) bool {
	switch a {
	case atom.Link, atom.Meta, atom.Input, atom.Base:
		return false
	case atom.Script, atom.Style, atom.P, atom.Div, atom.Li:
		return true
	}
	return IsVoid(a)
}
