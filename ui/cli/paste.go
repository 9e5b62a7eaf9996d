package cli

import (
	"bytes"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	// stalled is how long nothing more of a paste has come when a key is taken for a key. Its
	// end may be lost: another program that had the terminal meanwhile may have read it, or
	// the terminal's own line editing, which is on then, may have deleted it.
	stalled = 500 * time.Millisecond
	// oneAfterAnother is how fast the bytes of a paste follow each other even on a slow line
	// (300 baud is one in 33 ms), and faster than a hand types.
	oneAfterAnother = 100 * time.Millisecond
	// restWithin is how long the rest of a paste that was given up is expected.
	restWithin = 10 * time.Second
)

// paste is a text that is being pasted: what came between its markers, or the time since its
// end was given up.
type paste struct {
	inside bool
	ended  bool
	flowed time.Time // when bytes came last that no hand typed
	heard  time.Time // when any came last
	lost   time.Time // when its end was given up; zero for never

	in     within
	params []byte // of a control sequence
	letter []byte // that was cut
}

// within is where in a pasted text its next byte stands.
type within uint8

const (
	inText within = iota
	inEscape
	inSequence
	inString
)

// over reports whether a paste has ended without its end marker, so that what came now is a
// key. A paste may come slowly or in parts; but some time after its last part a single key is
// the user's, who would be deaf to the program otherwise.
func (p *paste) over(in []byte, now time.Time) bool {
	after := *p
	after.params, after.letter = bytes.Clone(p.params), nil
	after.take(in)
	if now.Sub(p.heard) <= oneAfterAnother || !typed(in) || after.ended {
		p.flowed = now
		return false
	}
	return now.Sub(p.flowed) > stalled
}

// rest returns what of some bytes was not pasted, where a paste was given up and its rest came
// late after all: what comes at once and no hand typed, and what stands before an end
// marker.
func (p *paste) rest(in []byte, now time.Time) (typedBytes []byte) {
	begins, ends := bytes.Index(in, []byte(pasteBegins)), bytes.Index(in, []byte(pasteEnds))
	if ends >= 0 && (begins < 0 || ends < begins) {
		*p = paste{heard: now}
		return in[ends+len(pasteEnds):]
	}
	if p.lost.IsZero() || now.Sub(p.lost) > restWithin {
		return in
	}
	for _, cut := range []int{1, 2} { // after what was taken for the escape key, or alt+[
		if bytes.HasPrefix(in, []byte(pasteEnds[cut:])) {
			*p = paste{heard: now}
			return in[len(pasteEnds)-cut:]
		}
	}
	if begins != 0 && !typed(in) {
		*p = paste{inside: true, flowed: now, heard: now}
	}
	return in
}

// typed reports whether a hand may have typed what came at once: sequences, and a letter or
// the same one again and again, as a key does that is held down.
func typed(in []byte) bool {
	var first []byte
	for len(in) > 0 {
		n, _ := sequence(in)
		key := in[:n]
		in = in[n:]
		switch {
		case bytes.HasPrefix(key, []byte(pasteBegins)):
			return true // what follows is another paste
		case key[0] == esc:
		case first == nil:
			first = key
		case !bytes.Equal(key, first):
			return false
		}
	}
	return true
}

// take returns the text of some pasted bytes, in valid UTF-8 and without control characters
// and sequences but for tabs and ends of lines, and how many of them belong to the paste.
func (p *paste) take(in []byte) (text []byte, n int) {
	for n < len(in) && !p.ended {
		if p.byte(in[n]) {
			text = p.add(text, in[n])
		}
		n++
	}
	return text, n
}

// byte takes a byte, and tells whether it belongs to the text.
func (p *paste) byte(c byte) bool {
	switch p.in {
	case inEscape:
		p.in, p.params = afterEscape(c), nil
		return false
	case inSequence:
		switch {
		case c >= 0x20 && c <= 0x3f:
			if len(p.params) < len(pasteEnds) {
				p.params = append(p.params, c)
			}
			return false
		case c >= 0x40 && c <= 0x7e:
			p.in = inText
			p.ended = string(p.params)+string(c) == pasteEnds[2:]
			return false
		}
		p.in = inText // it was broken off
	case inString:
		switch c {
		case bel, can, sub:
			p.in = inText
		case esc:
			p.in = inEscape
		}
		return false
	}
	if c == esc {
		p.in = inEscape
		return false
	}
	return true
}

func afterEscape(c byte) within {
	switch c {
	case '[':
		return inSequence
	case ']', 'P', 'X', '^', '_':
		return inString
	case esc:
		return inEscape
	}
	return inText
}

// add puts a byte of the text behind it, once the character it belongs to is whole.
func (p *paste) add(text []byte, c byte) []byte {
	p.letter = append(p.letter, c)
	for utf8.FullRune(p.letter) && len(p.letter) > 0 {
		r, n := utf8.DecodeRune(p.letter)
		if r != utf8.RuneError && (!unicode.IsControl(r) || r == '\n' || r == '\r' || r == '\t') {
			text = append(text, p.letter[:n]...)
		}
		p.letter = p.letter[n:]
	}
	return text
}
