// Package clean owns the characters of untrusted text: it makes lines and addresses that
// contain nothing a terminal could act on. It knows the names of HTML elements, but neither
// trees nor bodies.
package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what becomes of a character on its way to the screen.
type class uint8

const (
	keep      class = iota
	drop            // a terminal could act on it, or it is invisible
	space           // prints as a plain space
	lineBreak       // ends a line
	prefix          // joins the next character; kept only before a letter
)

// classOf lists what must not reach the screen. Beyond the C0 and C1 controls: bidirectional
// controls reorder a whole row (Trojan Source, CVE-2021-42574). Zero-width and tag characters
// hide text. Terminals disagree about the width of variation selectors, joiners and skin
// tones, which breaks borders. So do characters that join the next one (Prepend, UAX #29): a
// space or a border behind one would have no cell of its own. Private use characters are icon
// fonts that only their own page can draw.
func classOf(r rune) class { //nolint:gocyclo // a table of ranges
	switch {
	case r < 0x20:
		return c0Class(r)
	case r < 0x7f:
		return keep
	case r < 0xa0:
		if r == 0x85 { // NEL
			return lineBreak
		}
		return drop
	case r < 0x600:
		if r == 0xad || r == 0x34f { // soft hyphen, combining grapheme joiner
			return drop
		}
		return keep
	case r < 0x2000:
		return classBelow2000(r)
	case r < 0x2070:
		return punctuationClass(r)
	case r == 0x3000, r == 0x3164, r == 0xffa0: // ideographic space, Hangul fillers
		return space
	case r >= 0xd800 && r <= 0xf8ff: // surrogates, private use
		return drop
	case r >= 0xfe00 && r <= 0xfe0f, r == 0xfeff, r >= 0xfff0 && r <= 0xfffb,
		r == 0xfffe, r == 0xffff:
		return drop
	case r >= 0x1f3fb && r <= 0x1f3ff: // skin tones
		return drop
	case r >= 0x13430 && r <= 0x1343f, r >= 0x1bca0 && r <= 0x1bca3,
		r >= 0x1d173 && r <= 0x1d17a: // layout of hieroglyphs, shorthand and music
		return drop
	case r >= 0xe0000: // tags, variation selectors, private use planes
		return drop
	case r >= 0x110bd && r <= 0x11f02:
		return brahmicClass(r)
	}
	return keep
}

// Shown reports whether a character reaches the screen as it is.
func Shown(r rune) bool { return classOf(r) == keep }

// brahmicClass is classOf for the Brahmic scripts, in which some letters join the next one.
func brahmicClass(r rune) class {
	switch {
	case r == 0x110bd, r == 0x110cd: // the signs of Kaithi around a number
		return drop
	case r == 0x111c2, r == 0x111c3, r == 0x113d1, r == 0x1193f, r == 0x11941,
		r >= 0x11a84 && r <= 0x11a89, r == 0x11d46, r == 0x11f02:
		return prefix
	}
	return keep
}

func c0Class(r rune) class {
	switch r {
	case '\n':
		return lineBreak
	case '\t', '\v', '\f', '\r':
		return space
	}
	return drop
}

func classBelow2000(r rune) class {
	switch {
	case r <= 0x605, r == 0x61c, r == 0x6dd, r == 0x70f, r == 0x890, r == 0x891, r == 0x8e2,
		r == 0x17b4, r == 0x17b5, r >= 0x180b && r <= 0x180f:
		return drop // Arabic and Syriac signs around a number, and what is not seen
	case r == 0xd4e: // a dot over the Malayalam letter that follows
		return prefix
	case r == 0x115f, r == 0x1160, r == 0x1680:
		return space
	}
	return keep
}

func punctuationClass(r rune) class {
	switch {
	case r <= 0x200a:
		if r == 0x2007 || r == 0x2009 { // figure and thin space: typography needs them
			return keep
		}
		return space
	case r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060:
		return drop
	case r == 0x2028, r == 0x2029:
		return lineBreak
	case r == 0x205f:
		return space
	}
	return keep
}

// OneLine returns s on one line: valid UTF-8, nothing dangerous, white space collapsed to one
// space (a no-break space if there was one) and removed at both ends.
func OneLine(s string) string { //nolint:gocyclo // a case for each class of characters
	if plainLine(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var gap, last rune // the space to write before the next visible rune; the last one
	var marks markCount
	for i, n := 0, 0; i < len(s); i += n {
		if n = plainRun(s[i:]); n > 0 {
			if gap != 0 && b.Len() > 0 {
				b.WriteRune(gap)
			}
			b.WriteString(s[i : i+n])
			last, _ = utf8.DecodeLastRuneInString(s[i : i+n])
			gap, marks = 0, 0
			continue
		}
		var r rune
		r, n = utf8.DecodeRuneInString(s[i:])
		switch f := classOf(r); {
		case isJoiner(r) && gap == 0 && spells(last, r):
		case f == prefix && beforeLetter(s[i+n:]):
		case f == drop || f == prefix || marks.over(r):
			continue
		case r == 0x2007 || r == 0x2009 || f != keep || r == ' ':
			if gap == 0 {
				gap = ' '
			}
			continue
		case r == 0xa0 || r == 0x202f:
			if gap == 0 || gap == ' ' {
				gap = r
			}
			continue
		}
		if gap != 0 && b.Len() > 0 {
			b.WriteRune(gap)
		}
		gap, last = 0, r
		b.WriteRune(r)
	}
	return b.String()
}

// The joiners are invisible, and separate or join letters. They are kept where a script needs
// them, as in Persian and the scripts of India; elsewhere they could hide a word.
const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
)

func isJoiner(r rune) bool { return r == nonJoiner || r == joiner }

// spells reports whether a joiner may follow a letter or mark (Unicode 16 §9.2, §12, §13): the
// non-joiner where letters have joined forms, the joiner after a mark where consonants form
// conjuncts.
func spells(last, r rune) bool {
	if isJoiner(last) || !unicode.IsLetter(last) && !unicode.Is(unicode.M, last) {
		return false
	}
	indic := unicode.In(last, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
		unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala)
	if r == joiner {
		return indic && unicode.Is(unicode.M, last)
	}
	return indic || unicode.In(last, unicode.Arabic, unicode.Syriac, unicode.Khmer, unicode.Myanmar)
}

// beforeLetter reports whether what follows is a letter.
func beforeLetter(after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLetter(next) && classOf(next) == keep
}

// plainRun returns the length of the run of visible ASCII and Latin letters at the beginning
// of s. Most text consists of them, and none is a mark, a space or dangerous.
func plainRun(s string) int {
	i := 0
	for i < len(s) {
		switch c := s[i]; {
		case c > ' ' && c < 0x7f:
			i++
		case c >= 0xc3 && c <= 0xcb && i+1 < len(s) && s[i+1]&0xc0 == 0x80: // U+00C0 to U+02FF
			i += 2
		default:
			return i
		}
	}
	return i
}

// isPlain reports whether a character, n bytes long, stays as it is.
func isPlain(r rune, n int, marks *markCount) bool {
	return classOf(r) == keep && !marks.over(r) && (r != utf8.RuneError || n > 1)
}

// plainLine reports whether [OneLine] would change nothing.
func plainLine(s string) bool {
	afterSpace := true
	var marks markCount
	for i := 0; i < len(s); {
		if n := plainRun(s[i:]); n > 0 {
			i += n
			afterSpace, marks = false, 0
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == ' ' || r == 0xa0 || r == 0x202f:
			if afterSpace {
				return false
			}
			afterSpace = true
		case r == 0x2007 || r == 0x2009 || !isPlain(r, n, &marks):
			return false
		default:
			afterSpace = false
		}
		i += n
	}
	return len(s) == 0 || !afterSpace
}

// Lines is [OneLine] for text of several lines: line breaks and ordinary spaces stay. soft
// keeps soft hyphens within words.
func Lines(s string, soft bool) string {
	if plainText(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var marks markCount
	var last rune // what was written last
	write := func(r rune) {
		b.WriteRune(r)
		last = r
	}
	for i, r := range s { // an invalid byte arrives as U+FFFD
		if marks.over(r) {
			continue
		}
		switch classOf(r) {
		case drop, prefix:
			if isNeeded(r, last, s[i+utf8.RuneLen(r):], soft) {
				write(r)
			}
		case space:
			if r == '\t' {
				b.WriteString("   ")
			}
			if r != '\r' {
				write(' ')
			}
		case lineBreak:
			write('\n')
		default:
			write(r)
		}
	}
	return b.String()
}

// isNeeded reports whether a character that is usually dropped belongs to the text between
// last and after.
func isNeeded(r, last rune, after string, soft bool) bool {
	switch {
	case classOf(r) == prefix:
		return beforeLetter(after)
	case isJoiner(r):
		return spells(last, r)
	}
	return r == softHyphen && soft && partsWord(last, after)
}

const softHyphen = '\u00ad'

// partsWord reports whether a soft hyphen may stand between two characters. It must be between
// letters, so that it never ends a word, begins a line or follows another.
func partsWord(before rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	return (unicode.IsLetter(before) || isMark(before)) && unicode.IsLetter(next)
}

// plainText reports whether [Lines] would change nothing.
func plainText(s string) bool {
	var marks markCount
	for i := 0; i < len(s); {
		if n := plainRun(s[i:]); n > 0 {
			i += n
			marks = 0
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == ' ' || r == '\n':
			marks = 0
		case !isPlain(r, n, &marks):
			return false
		}
		i += n
	}
	return true
}

// maxMarks limits the marks on one letter. Vietnamese and Hebrew need three, phonetics a few
// more. More of them would reach into the lines above and below.
const maxMarks = 8

// markCount counts the marks on the current letter.
type markCount int

// over counts a character, and reports whether it is one mark too many.
func (p *markCount) over(r rune) bool {
	if !isMark(r) {
		if classOf(r) != drop { // a dropped character does not separate a letter from its marks
			*p = 0
		}
		return false
	}
	*p++
	return *p > maxMarks
}

func isMark(r rune) bool { return r >= 0x300 && unicode.Is(unicode.M, r) }
