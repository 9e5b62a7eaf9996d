package markup

import (
	"strings"
	"unicode/utf8"
)

// What becomes of a rune on its way to the screen.
type fate uint8

const (
	keep  fate = iota
	drop       // a terminal could act on it, or it has no width and hides things
	space      // prints as a plain space
	brk        // ends a line
)

// fateOf is the list of what may not leave. Beyond the C0 and C1 controls:
// bidirectional controls reorder a whole row (Trojan Source, CVE-2021-42574),
// zero-width and tag characters hide text, variation selectors, joiners and
// skin tones make terminals disagree about widths and break borders, private
// use characters are icon fonts that only their own page can draw.
func fateOf(r rune) fate {
	switch {
	case r < 0x20:
		return fateOfC0(r)
	case r < 0x7f:
		return keep
	case r < 0xa0:
		if r == 0x85 { // NEL
			return brk
		}
		return drop
	case r < 0x600:
		if r == 0xad || r == 0x34f { // soft hyphen, combining grapheme joiner
			return drop
		}
		return keep
	case r < 0x2000:
		return fateBelow2000(r)
	case r < 0x2070:
		return fateOfPunctuation(r)
	case r == 0x3000:
		return space
	case r >= 0xd800 && r <= 0xf8ff: // surrogates, private use
		return drop
	case r >= 0xfe00 && r <= 0xfe0f, r == 0xfeff, r >= 0xfff0 && r <= 0xfffb,
		r == 0xfffe, r == 0xffff:
		return drop
	case r >= 0x1f3fb && r <= 0x1f3ff: // skin tones
		return drop
	case r >= 0x1d173 && r <= 0x1d17a: // musical beams: invisible
		return drop
	case r >= 0xe0000: // tags, variation selectors, private use planes
		return drop
	}
	return keep
}

func fateOfC0(r rune) fate {
	switch r {
	case '\n':
		return brk
	case '\t', '\v', '\f', '\r':
		return space
	}
	return drop
}

func fateBelow2000(r rune) fate {
	switch {
	case r == 0x61c, r >= 0x180b && r <= 0x180f:
		return drop
	case r == 0x1680:
		return space
	}
	return keep
}

func fateOfPunctuation(r rune) fate {
	switch {
	case r <= 0x200a:
		if r == 0x2007 || r == 0x2009 { // figure and thin space: typography needs them
			return keep
		}
		return space
	case r == 0x200c: // Persian spells with it
		return keep
	case r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060:
		return drop
	case r == 0x2028, r == 0x2029:
		return brk
	case r == 0x205f:
		return space
	}
	return keep
}

// cleanLine gives s on one line: valid UTF-8, nothing dangerous, runs of space
// folded to one (a no-break one if there was one), none at the ends.
func cleanLine(s string) string {
	if plainLine(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var gap rune // what to write before the next visible rune
	for i, r := range s {
		if r == utf8.RuneError && invalidAt(s, i) {
			r = '\uFFFD'
		}
		switch f := fateOf(r); {
		case f == drop:
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
		gap = 0
		b.WriteRune(r)
	}
	return b.String()
}

// plainLine is the common case: nothing to drop, single-spaced.
func plainLine(s string) bool {
	before := ' '
	for i, r := range s {
		switch {
		case r == ' ' || r == 0xa0 || r == 0x202f:
			if before == ' ' {
				return false
			}
			before = ' '
			continue
		case r < 0x20 || r == 0x2007 || r == 0x2009 || r >= 0x7f && fateOf(r) != keep ||
			r == utf8.RuneError && invalidAt(s, i):
			return false
		}
		before = r
	}
	return len(s) == 0 || before != ' '
}

func invalidAt(s string, i int) bool {
	_, n := utf8.DecodeRuneInString(s[i:])
	return n == 1
}

// cleanText is cleanLine for text of several lines: spaces stay as they are,
// except odd ones, and lines stay lines.
func cleanText(s string) string {
	if plainText(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s { // an invalid byte arrives as U+FFFD
		switch fateOf(r) {
		case drop:
		case space:
			if r == '\t' {
				b.WriteString("    ")
				continue
			}
			if r != '\r' {
				b.WriteByte(' ')
			}
		case brk:
			b.WriteByte('\n')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// plainText is the common case: nothing to change.
func plainText(s string) bool {
	for i, r := range s {
		if r >= 0x20 && r < 0x7f || r == '\n' {
			continue
		}
		if r == utf8.RuneError && invalidAt(s, i) || fateOf(r) != keep {
			return false
		}
	}
	return true
}
