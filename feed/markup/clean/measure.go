package clean

import (
	"crypto/sha256"
	"html"
	"strings"
	"unicode/utf8"
)

// Measured is what lists and the archive need to know about a body.
type Measured struct {
	Words       int
	Fingerprint [16]byte // of the visible text without spaces and markup
}

// Measure counts the words of HTML and takes its fingerprint in one pass, without a tree. The
// fingerprint changes when readers would see other words, not when software writes the same
// words with other tags, entities or line breaks.
func Measure(s string) Measured { //nolint:gocyclo // one loop over the bytes
	text := make([]byte, 0, min(len(s), 8<<10))
	words, inWord := 0, false
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '<':
			n, breaks := SkipTag(s[i:])
			if n == 0 {
				n = 1
				text = append(text, c)
			}
			if breaks {
				inWord = false
			}
			i += n
		case c == '&':
			var n int
			at := len(text)
			text, n = appendEntity(text, s[i:])
			i += n
			words, inWord = count(text[at:], words, inWord)
		case c <= ' ' || c == 0x7f:
			inWord = false
			i++
		case c < utf8.RuneSelf:
			end, letter := asciiRun(s, i)
			if letter && !inWord {
				words, inWord = words+1, true
			}
			text = append(text, s[i:end]...)
			i = end
		default:
			n, visible, letter := wide(s[i:])
			if visible {
				text = append(text, s[i:i+n]...)
			}
			if letter && !inWord {
				words++
			}
			inWord = letter || inWord && visible
			i += n
		}
	}
	sum := sha256.Sum256(text)
	m := Measured{Words: words}
	copy(m.Fingerprint[:], sum[:])
	return m
}

// asciiRun returns the end of the visible ASCII that begins at i, and whether it contains a
// letter or digit.
func asciiRun(s string, i int) (end int, letter bool) {
	for end = i; end < len(s); end++ {
		c := s[end]
		if c <= ' ' || c >= 0x7f || c == '<' || c == '&' {
			if end == i { // a "<" or "&" that is text
				end++
			}
			return end, letter
		}
		letter = letter || IsWordByte(c)
	}
	return end, letter
}

// IsWordByte reports whether an ASCII character can begin a word.
func IsWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// wide examines a character beyond ASCII: its length, whether it is visible, and whether it
// can begin a word.
func wide(s string) (n int, visible, letter bool) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r >= 0xc0 && r < 0x2000:
		return n, true, true
	case r == 0xa0 || r == 0x202f || r == 0x2009 || r == 0x2007 || classOf(r) != keep:
		return n, false, false
	case r > 0x2e7f:
		return n, true, true
	}
	return n, true, false
}

// count continues counting words over a decoded entity.
func count(b []byte, words int, inWord bool) (int, bool) {
	if len(b) == 0 { // a space, or nothing
		return words, false
	}
	r, _ := utf8.DecodeRune(b)
	letter := r < utf8.RuneSelf && IsWordByte(byte(r)) || r >= 0xc0 && r < 0x2000
	if letter && !inWord {
		words++
	}
	return words, letter || inWord
}

// appendEntity appends the text of the character reference at the beginning of s, without
// spaces and invisible characters, and returns its length in s.
func appendEntity(text []byte, s string) ([]byte, int) {
	end := 1
	for end < len(s) && end < 34 && (IsWordByte(s[end]) || s[end] == '#') {
		end++
	}
	if end == 1 || end == len(s) || s[end] != ';' {
		return append(text, '&'), 1
	}
	end++
	if common, ok := commonEntity(s[1 : end-1]); ok {
		return append(text, common...), end
	}
	for _, r := range html.UnescapeString(s[:end]) {
		if n, visible, _ := wide(string(r)); r > ' ' && (r < utf8.RuneSelf || visible && n > 0) {
			text = utf8.AppendRune(text, r)
		}
	}
	return text, end
}

// commonEntity returns the text of references that are frequent in French, without spaces.
func commonEntity(name string) (text string, ok bool) {
	switch name {
	case "nbsp", "#160", "#xa0":
		return "", true
	case "rsquo", "#8217":
		return "’", true
	case "#8230", "hellip":
		return "…", true
	case "amp", "#038":
		return "&", true
	}
	return "", false
}

// SkipTag returns the length of the tag, comment or invisible element at the beginning of s,
// or 0 if the "<" is text. breaks reports whether it separates words.
func SkipTag(s string) (n int, breaks bool) {
	if len(s) < 2 {
		return 0, false
	}
	switch c := s[1]; {
	case strings.HasPrefix(s, "<!--"):
		if end := strings.Index(s[4:], "-->"); end >= 0 {
			return 4 + end + 3, false
		}
		return len(s), false
	case c == '!' || c == '?' || c == '/' || IsWordByte(c) && c > '9':
	default:
		return 0, false
	}
	end := strings.IndexByte(s, '>')
	if end < 0 {
		return len(s), true
	}
	name := s[1:end]
	closing := strings.HasPrefix(name, "/")
	name = strings.TrimPrefix(name, "/")
	if i := strings.IndexAny(name, " \t\r\n/"); i >= 0 {
		name = name[:i]
	}
	switch name {
	case "a", "b", "i", "em", "strong", "span", "sup", "sub", "font", "u", "s", "mark",
		"small", "abbr", "cite", "wbr", "code":
		return end + 1, false
	case "script", "style", "svg", "noscript", "SCRIPT", "STYLE":
		if !closing {
			return skipElement(s, end+1, name), true
		}
	}
	return end + 1, true
}

// skipElement returns the length of an element with invisible content. Without an end tag it
// extends to the end, as in a browser.
func skipElement(s string, from int, name string) int {
	end := strings.Index(s[from:], "</"+name)
	if end < 0 {
		end = strings.Index(s[from:], "</"+strings.ToUpper(name))
	}
	if end < 0 {
		return len(s)
	}
	end += from
	if shut := strings.IndexByte(s[end:], '>'); shut >= 0 {
		return end + shut + 1
	}
	return len(s)
}
