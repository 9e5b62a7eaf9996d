// Package terms owns how French text becomes the terms that searches and related
// stories compare: folding, elisions, stop words, stems, names. It refuses to
// know articles, archives and screens.
package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes text comparable: lower case, no accents, œ and æ as two letters,
// every apostrophe the same, single plain spaces in place of everything that is
// neither letter, digit nor apostrophe. Elisions stay, see [Words].
func Fold(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case isApostrophe(r):
			b = append(b, '\'')
		case isWord(r):
			b = appendFolded(b, r)
		case len(b) > 0 && b[len(b)-1] != ' ':
			b = append(b, ' ')
		}
	}
	return strings.TrimRight(string(b), " ")
}

// latin holds what U+00C0 to U+017F fold to; * is more than one letter.
const latin = "aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*y" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllllllll" +
	"nnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// appendFolded appends the folded form of a letter, digit or mark.
func appendFolded(b []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	case r >= 0xC0 && r < 0x180:
		if c := latin[r-0xC0]; c != '*' {
			return append(b, c)
		}
		return append(b, ligature(r)...)
	}
	r = unicode.ToLower(r)
	if d := norm.NFKD.PropertiesString(string(r)).Decomposition(); d != nil {
		for _, part := range string(d) {
			// Some letters stand for a space and a mark, or for words: ͺ, ﷺ.
			if isWord(part) && !unicode.Is(unicode.Mn, part) {
				b = utf8.AppendRune(b, part)
			}
		}
		return b
	}
	if unicode.Is(unicode.Mn, r) {
		return b
	}
	return utf8.AppendRune(b, r)
}

func ligature(r rune) string {
	switch r {
	case 'Æ', 'æ':
		return "ae"
	case 'Œ', 'œ':
		return "oe"
	case 'Ĳ', 'ĳ':
		return "ij"
	case 'ß':
		return "ss"
	}
	return "th" // Þ þ
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', '′', '＇', '`', '´':
		return true
	}
	return false
}

// isWord tells what words are made of.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	if r >= 0xC0 && r < 0x180 {
		return r != '×' && r != '÷'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
