package repair

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// legal reports whether XML 1.0 allows the character (§2.2 Char).
func legal(r rune) bool {
	return r >= 0x20 && r <= 0xd7ff || r == '\t' || r == '\n' || r == '\r' ||
		r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// reference decodes the character or entity reference that s begins with, and returns its
// length. The text of an illegal character is empty. n is 0 if s begins with a bare "&".
func reference(s string, entities map[string]string) (text string, n int) {
	end := strings.IndexByte(s[:min(len(s), 64)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	if name[0] == '#' {
		r, ok := codePoint(name[1:])
		if !ok {
			return "", 0
		}
		if r >= 0x80 && r <= 0x9f {
			r = charmap.Windows1252.DecodeByte(byte(r))
		}
		if !legal(r) {
			return "", end + 1
		}
		return string(r), end + 1
	}
	for i := 0; i < len(name); i++ {
		if c := name[i]; !isNameByte(c) {
			return "", 0
		}
	}
	if value, ok := entities[name]; ok {
		return value, end + 1
	}
	if text := html.UnescapeString(s[:end+1]); !strings.HasSuffix(text, ";") || name == "semi" {
		return text, end + 1
	}
	return "", 0
}

func codePoint(digits string) (rune, bool) {
	base := 10
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if err != nil && !strings.Contains(err.Error(), "range") {
		return 0, false
	}
	if n > utf8.MaxRune {
		n = utf8.RuneError
	}
	return rune(n), digits != ""
}

func isNameByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '-' ||
		c == '.' || c == ':' || c >= 0x80
}

// decodeText decodes one level of references in character data.
func decodeText(s string, entities map[string]string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		text, n := reference(s, entities)
		if n == 0 {
			text, n = "&", 1
		}
		b.WriteString(text)
		s = s[n:]
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// declaredEntities returns the simple entities of a document type's internal subset. They are
// not expanded within each other, so that they cannot grow.
func declaredEntities(doctype string) map[string]string {
	var out map[string]string
	for range 100 {
		_, rest, ok := strings.Cut(doctype, "<!ENTITY")
		if !ok {
			break
		}
		doctype = rest
		decl, _, _ := strings.Cut(rest, ">")
		name, value, ok := strings.Cut(strings.TrimSpace(decl), " ")
		value = strings.TrimSpace(value)
		if !ok || len(value) < 2 || value[0] != '"' && value[0] != '\'' || len(value) > 1024 {
			continue
		}
		if out == nil {
			out = make(map[string]string)
		}
		out[name] = decodeText(strings.Trim(value, value[:1]), nil)
	}
	return out
}
