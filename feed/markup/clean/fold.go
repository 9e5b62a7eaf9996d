package clean

import (
	"strings"
	"unicode"
)

// Fold returns the letters and digits of s in lower case, so that two spellings of a headline
// can be compared.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// IsLetter reports whether a character is a letter or a digit.
func IsLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
