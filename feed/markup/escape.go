package markup

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// escaper walks a tidied article and escapes its text for Markdown.
type escaper struct {
	atStart bool // of a line, where Markdown looks for block markers
	cell    bool // of a table
}

func (e *escaper) walk(n *xhtml.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == xhtml.TextNode {
			for next := c.NextSibling; next != nil && next.Type == xhtml.TextNode; next = c.NextSibling {
				c.Data += next.Data // "&" and "#27;" would form a reference
				n.RemoveChild(next)
			}
			c.Data = e.text(c.Data)
			if next := c.NextSibling; next != nil && next.DataAtom == atom.A {
				if rest, ok := strings.CutSuffix(c.Data, "!"); ok { // a link, not a picture
					c.Data = rest + `\!`
				}
			}
			continue
		}
		switch c.DataAtom {
		case atom.Br:
			e.atStart = true
		case atom.Img:
			e.picture(c)
		case atom.Pre, atom.Code:
			c.FirstChild.Data = inert(lineEnds.Replace(c.FirstChild.Data))
			if e.cell { // a "|" ends a cell even in code (GitHub's tables, §4.10)
				c.FirstChild.Data = strings.ReplaceAll(c.FirstChild.Data, "|", `\|`)
			}
			e.atStart = false
		default:
			if dom.IsBlock(c.DataAtom) {
				e.atStart = true
			}
			inCell := e.cell
			e.cell = inCell || dom.IsCell(c)
			e.walk(c)
			e.cell = inCell
			if dom.IsBlock(c.DataAtom) {
				e.atStart = true
			}
		}
	}
}

// lineEnds normalises line ends (HTML §13.3.5): a carriage return would end a quote around the
// text.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// angles escapes angle brackets, which a Markdown parser would take for HTML. The converter
// does that for text, but not for descriptions of pictures.
var angles = strings.NewReplacer("<", "&lt;", ">", "&gt;")

func (e *escaper) picture(c *xhtml.Node) {
	for i, a := range c.Attr {
		if a.Key == "alt" {
			inner := escaper{}
			c.Attr[i].Val = angles.Replace(inner.text(a.Val))
		}
	}
	e.atStart = false
}

// text escapes what CommonMark, GitHub's tables, strikethrough and definition
// lists would act on. "<" and ">" are written as entities by the converter.
func (e *escaper) text(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if e.atStart && c != ' ' && c != '\n' {
			if n := leadingSpace(s[i:]); n > 0 { // trimmed at the end
				b.WriteString(s[i : i+n])
				i += n - 1
				continue
			}
			i += e.lineStart(&b, s[i:])
			if i >= len(s) {
				break
			}
			c = s[i]
		}
		switch {
		case c == '&' && isEntity(s[i:]):
			b.WriteString("&amp;")
			continue
		case isMarker(s, i):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// isMarker reports whether Markdown would interpret s[i].
func isMarker(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '[', ']', '|':
		return true
	case '*', '~':
		return !between(s, i, isBlankByte)
	case '_':
		return !between(s, i, clean.IsWordByte)
	case '#': // at the end of a heading it would disappear
		return strings.TrimLeft(s[i+1:], " ") == ""
	}
	return false
}

// leadingSpace returns the length of the space character that s begins with, or 0.
func leadingSpace(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if !unicode.IsSpace(r) {
		return 0
	}
	return size
}

// lineStart escapes a block marker at the beginning of s, and returns how many bytes of s it
// wrote.
func (e *escaper) lineStart(b *strings.Builder, s string) int {
	e.atStart = false
	switch s[0] {
	case '#', '+', '-', '*', '=', ':':
		b.WriteByte('\\')
		b.WriteByte(s[0])
		return 1
	}
	n := 0
	for n < len(s) && n < 10 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')') {
		b.WriteString(s[:n])
		b.WriteByte('\\')
		b.WriteByte(s[n])
		return n + 1
	}
	return 0
}

func between(s string, i int, is func(byte) bool) bool {
	return i > 0 && i < len(s)-1 && is(s[i-1]) && is(s[i+1])
}

func isBlankByte(c byte) bool { return c == ' ' || c == '\n' }

// isEntity reports whether s begins with what a Markdown renderer would decode, with or
// without the semicolon: some decode like browsers.
func isEntity(s string) bool {
	s = clean.Cut(s, 40)
	return html.UnescapeString(s) != s
}

// inert returns code as it is, except for character references to what must not reach a
// terminal: code cannot be escaped, and some renderers decode it anyway.
func inert(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			break
		}
		b.WriteString(s[:i+1])
		s = s[i:]
		if dangerous(s) {
			b.WriteByte(' ')
		}
		s = s[1:]
	}
	b.WriteString(s)
	return b.String()
}

func dangerous(s string) bool {
	s = clean.Cut(s, 40)
	for _, r := range html.UnescapeString(s) {
		if !clean.Shown(r) && !strings.ContainsRune(s, r) {
			return true
		}
	}
	return false
}
