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
// Narrow and thin spaces become U+00A0 too, and runs with odd spaces one ([OneSpace]).
// Wrap the result, then [Unbind] it.
func Bind(s string) string {
	s = OneSpace(s)
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

// binds reports whether the space between before and after holds them together.
//
//nolint:gocyclo // a list of typographic rules, each of which is one case
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

// OneSpace makes one space of each run of spaces that has an odd one in it: publishers
// write "\u00a0 " where an editor put the first and a person the second. The one is plain,
// and may be bound, where any of them is; Markdown's two spaces at the end of a line, and
// runs of plain ones, are kept.
func OneSpace(s string) string {
	if !hasOdd(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != ' ' && !isOdd(r) {
			b.WriteString(s[i : i+size])
			i += size
			continue
		}
		rest := strings.TrimLeft(s[i:], " "+oddSpaces)
		run := s[i : len(s)-len(rest)]
		plain := strings.Count(run, " ")
		switch {
		case plain == len(run) || rest == "" && plain > 1:
			b.WriteString(strings.Repeat(" ", plain))
		case plain > 0:
			b.WriteByte(' ')
		default:
			b.WriteString(run[:size])
		}
		i += len(run)
	}
	return b.String()
}

// oddSpaces are those of Unicode that are as wide as a plain one, or narrower: no-break,
// and of a typesetter (General Punctuation, U+2000 to U+200A).
const oddSpaces = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
	"\u202f\u205f"

func isOdd(r rune) bool { return r >= noBreak && strings.ContainsRune(oddSpaces, r) }

// hasOdd tells texts without odd spaces, which are most, by their bytes.
func hasOdd(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == 0xc2 && s[i+1] == 0xa0 || s[i] == 0xe2 && (s[i+1] == 0x80 || s[i+1] == 0x81) {
			return true
		}
	}
	return false
}

// lastWord returns what stands between the last space, opening or apostrophe of s
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
	if hasOdd(s) {
		return plainSpaces.Replace(s)
	}
	return s
}
