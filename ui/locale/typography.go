package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const noBreak = '\u00a0'

// Bind makes the spaces of a text that must not be broken into no-break spaces:
// after « and opening brackets, before » ; : ! ? % € ° and closing brackets, between
// groups of digits, within 12 h 40, after n°, M. and a capital, and 1er; Markdown's signs
// of emphasis and odd spaces beside it make no difference. It never adds a space (Lexique
// des règles typographiques en usage à l'Imprimerie nationale; the source's own spaces are
// kept as they are).
// Narrow and thin spaces become U+00A0 too. Wrap the result, then [Unbind] it.
func Bind(s string) string {
	if !strings.ContainsAny(s, "«»;:!?%€°()[]0123456789M\u202f\u2009\u2007") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i, r := range s {
		switch {
		case r == '\u202f' || r == '\u2009' || r == '\u2007':
			r = noBreak
		case r == ' ' && binds(s[:i], s[i+1:]):
			r = noBreak
		}
		b.WriteRune(r)
	}
	return b.String()
}

// passed is what may stand between a space and the sign it is bound to: the signs of
// Markdown, and spaces of other kinds.
const (
	emphasis = "*_~\\"
	passed   = emphasis + "\u00a0\u202f\u2009\u2007"
)

// binds says whether the space between before and after holds them together.
func binds(before, after string) bool {
	prev, seen := utf8.DecodeLastRuneInString(strings.TrimRight(before, passed))
	after = strings.TrimLeft(after, passed)
	next, size := utf8.DecodeRuneInString(after)
	if seen == 0 || next == utf8.RuneError {
		return false
	}
	if strings.ContainsRune("«([", prev) || prev != ' ' && strings.ContainsRune("»;!?%€°)]", next) {
		return true
	}
	switch {
	case next == ':':
		// "a :b" is no punctuation of a sentence.
		after = strings.TrimLeft(after[size:], emphasis)
		follow, _ := utf8.DecodeRuneInString(after)
		return prev != ' ' && (after == "" || unicode.IsSpace(follow) || follow == '»')
	case isDigit(prev) && isDigit(next):
		return len(after) >= 3 && isDigit(rune(after[1])) && isDigit(rune(after[2])) &&
			(len(after) == 3 || !isDigit(rune(after[3])))
	case isDigit(prev) && next == 'h':
		follow, _ := utf8.DecodeRuneInString(after[size:])
		return !unicode.IsLetter(follow) // "12 h 40", and not "12 heures"
	}
	switch lastWord(before) {
	case "n°", "nº", "N°", "1er", "1re":
		return true
	case "M.":
		return unicode.IsUpper(next)
	case "h":
		before = strings.TrimRight(strings.TrimSuffix(before, "h"), " "+passed)
		hour, _ := utf8.DecodeLastRuneInString(before)
		return isDigit(hour) && isDigit(next)
	}
	return false
}

// lastWord gives what stands between the last space, opening or apostrophe of s
// and its end.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("(«’'", r)
	})
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// Unbind makes every odd space a plain one again, for the terminal: copied text
// and fonts without them stay whole.
func Unbind(s string) string {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == 0xc2 && s[i+1] == 0xa0 || s[i] == 0xe2 && s[i+1] == 0x80 {
			return plainSpaces.Replace(s)
		}
	}
	return s
}
