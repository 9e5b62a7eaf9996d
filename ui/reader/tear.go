package reader

import (
	"strings"
	"unicode/utf8"
)

// place is a place within a box.
type place struct {
	end, next int // the bytes where one line ends and the next begins
	width     int // cells before it
}

// tear returns the place where a box is broken that is wider than a line, before the
// character that ends at byte to: at a bound space that may rather be broken than
// others, or behind a sign of an address; else between any two characters, but those
// that typography holds together.
//
//nolint:gocyclo // the rules for one pair of characters, which belong together
func tear(s string, b box, to int) place {
	var good, fair, any place
	width, prev := 0, rune(0)
	for i := b.start; i < to; {
		n, w := glyph(s, i)
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == '\x1b' || isMark(r) || r == '\u00ad' {
			i += n
			continue
		}
		if width > 0 {
			any = place{i, i, width}
			switch {
			case r == '\u00a0':
				next, _ := utf8.DecodeRuneInString(s[i+size:])
				if !closes(next) && !opens(prev) && next != utf8.RuneError {
					good = place{i, i + size, width}
				}
			case closes(r) || opens(prev) || prev == '\u00a0':
			default:
				fair = any
				if strings.ContainsRune("/?&=_+.", prev) {
					good = fair
				}
			}
		}
		prev, width, i = r, width+w, i+n
	}
	switch {
	case good.width > b.width/2 || good.width > 0 && fair.width == 0:
		return good
	case fair.width > 0:
		return fair
	}
	return any
}
