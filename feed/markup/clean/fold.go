package clean

import (
	"strings"
	"unicode"
)

// Fold makes two writings of one headline equal: letters and digits only, in
// lower case.
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
