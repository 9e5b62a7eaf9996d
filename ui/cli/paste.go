package cli

import (
	"bytes"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	// stalled is how long a paste must have paused for a key to count as a key. Its end may be
	// lost: another program that had the terminal may have read it, or the line editing of the
	// terminal may have deleted it.
	stalled = 500 * time.Millisecond
	// oneAfterAnother is the time between the bytes of a paste even on a slow line (33 ms at 300
	// baud), and shorter than between keystrokes.
	oneAfterAnother = 100 * time.Millisecond
	// restWithin is how long the rest of a paste that was given up is expected.
	restWithin = 10 * time.Second
	// burst is how many bytes at once nobody types, even if the program is behind. It is less than
	// fewKeys: more than that are never read at once.
	burst = 32
)

// paste is text that is being pasted: what comes between its markers, or the time since its
// end was given up.
type paste struct {
	inside bool
	ended  bool
	flowed time.Time // when bytes last came that nobody typed
	heard  time.Time // when bytes last came
	lost   time.Time // when its end was given up, or zero
	unseen bool      // whether another program may have taken its beginning

	in     within
	params []byte // of a control sequence
	letter []byte // an incomplete character
}

// within is the state of the parser of a pasted text.
type within uint8

const (
	inText within = iota
	inEscape
	inSequence
	inString
)

// over reports whether a paste has ended without its end marker, so that what comes now is a
// key. A paste may come slowly or in parts, but some time after its last part a single key is
// the user's, to whom the program would seem deaf otherwise.
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

// rest returns what of some bytes was typed, if a paste was given up and its rest came after
// all: without what comes at once and nobody typed, and what precedes an end marker.
func (p *paste) rest(in []byte, now time.Time) (typedBytes []byte) {
	begins, ends := bytes.Index(in, []byte(pasteBegins)), bytes.Index(in, []byte(pasteEnds))
	if ends >= 0 && (begins < 0 || ends < begins) {
		*p = paste{heard: now}
		return in[ends+len(pasteEnds):]
	}
	if p.lost.IsZero() || now.Sub(p.lost) > restWithin {
		return in
	}
	for _, cut := range []int{1, 2} { // after what looked like the escape key, or alt+[
		if bytes.HasPrefix(in, []byte(pasteEnds[cut:])) {
			*p = paste{heard: now}
			return in[len(pasteEnds)-cut:]
		}
	}
	if begins != 0 && !typed(in) && (!p.unseen || len(in) >= burst) {
		*p = paste{inside: true, flowed: now, heard: now}
	}
	return in
}

// typed reports whether bytes that come at once may have been typed: sequences, and a letter
// or the same letter repeated, as by a key that is held down.
func typed(in []byte) bool {
	var first []byte
	for len(in) > 0 {
		n, _ := sequence(in)
		key := in[:n]
		in = in[n:]
		switch {
		case bytes.HasPrefix(key, []byte(pasteBegins)):
			return true // another paste follows
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
// and sequences except tabs and line ends, and how many of them belong to the paste.
func (p *paste) take(in []byte) (text []byte, n int) {
	for n < len(in) && !p.ended {
		if p.byte(in[n]) {
			text = p.add(text, in[n])
		}
		n++
	}
	return text, n
}

// byte parses one byte, and reports whether it belongs to the text.
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
		p.in = inText // it was interrupted
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

// add appends a byte to the text once its character is complete.
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
