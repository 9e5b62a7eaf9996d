package markup

import (
	"strings"
	"unicode"
)

// fold makes two writings of one headline equal: letters and digits only, in
// lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if isLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// isLetter reports whether a character is a letter or a digit.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
