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
func appendFolded(b []byte, r rune) []byte { //nolint:gocyclo // a case for each script
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
	if r >= 0x3041 && r <= 0x30ff { // ガ is no accented カ
		return utf8.AppendRune(b, r)
	}
	r = unicode.ToLower(r)
	if d := norm.NFKD.PropertiesString(string(r)).Decomposition(); d != nil {
		for _, part := range string(d) {
			// Some letters stand for a space and a mark, or for words: ͺ, ﷺ.
			if isWord(part) && !isAccent(part) {
				b = utf8.AppendRune(b, oneYeh(part))
			}
		}
		return b
	}
	if isAccent(r) || isJoiner(r) || r == 0x640 { // tatweel: it only widens a word
		return b
	}
	return utf8.AppendRune(b, oneYeh(r))
}

// isAccent reports whether a rune is one of the marks that words are found without: accents,
// and the vowels of Arabic and Hebrew. The marks of Indian and other scripts are vowels that
// words are made of.
func isAccent(r rune) bool {
	return unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Arabic,
		unicode.Hebrew, unicode.Syriac)
}

// oneYeh writes the letters that Arabic and Persian keyboards write differently as one.
func oneYeh(r rune) rune {
	switch r {
	case 0x64a, 0x649:
		return 0x6cc
	case 0x643:
		return 0x6a9
	}
	return r
}

// isJoiner reports whether a rune stands within words and has no width: the joiner and
// non-joiner of scripts that need them, soft hyphens, word joiners.
func isJoiner(r rune) bool {
	switch r {
	case nonJoiner, 0x200d, 0xad, 0x2060, 0xfeff:
		return true
	}
	return false
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

// isWord returns what words are made of.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	if r >= 0xC0 && r < 0x180 {
		return r != '×' && r != '÷'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) ||
		r >= 0x2080 && r <= 0x2089 // CO₂
}
