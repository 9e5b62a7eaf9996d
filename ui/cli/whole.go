package cli

import (
	"bytes"
	"time"
	"unicode/utf8"
)

// The markers around pasted text (xterm's control sequences, "Bracketed Paste Mode").
const (
	pasteBegins = "\x1b[200~"
	pasteEnds   = "\x1b[201~"
)

const (
	// escPatience is how long to wait for the rest of a sequence whose first bytes may be a key of
	// their own, such as the escape key.
	escPatience = 50 * time.Millisecond
	// cutPatience is how long to wait for the rest of a sequence that was cut.
	cutPatience = time.Second
	// longestHeld is how many bytes of a cut sequence are held. A terminal's responses are
	// shorter.
	longestHeld = 1024
	// escKey is the escape key of the Kitty keyboard protocol, which is never the beginning of
	// something else.
	escKey = "\x1b[27u"
)

// whole puts together what a terminal sends, so that no sequence is read in two parts and
// no pasted text for keys.
//
// The input reader of ultraviolet takes a sequence as it is when no more came within 50 ms.
// Of a paste's end marker it then drops the first bytes, adds the rest to the pasted text,
// and takes all keys to come for pasted: the program is deaf. Of a begin marker it makes
// keys, and of the pasted text, too. Here nothing leaves in part, and a paste leaves piece
// by piece, each between markers of its own, so that nobody behind has to remember that one
// began.
type whole struct {
	now   func() time.Time
	held  []byte    // of a cut sequence or character
	since time.Time // when it was cut
	key   []byte    // what was finally taken for a key
	keyAt time.Time // when it was
	paste paste
	spare int // how many bytes the output may still exceed the input
}

// room is how much longer the output may be than the input, in bytes.
const room = longestHeld + 512 + len(pasteBegins) + len(pasteEnds)

// take returns what can be passed on after some more bytes.
func (w *whole) take(in []byte) (out []byte) {
	now := w.now()
	w.spare = 512
	if len(w.held) > 0 && now.Sub(w.since) > cutPatience {
		w.held = nil // its rest will not come
	}
	if w.paste.inside && w.paste.over(in, now) {
		w.paste = paste{lost: now}
	}
	w.paste.heard = now
	in = append(w.held, in...)
	since := now
	if len(w.held) > 0 {
		since = w.since
	}
	w.held = nil
	if !w.paste.inside {
		in = w.paste.rest(w.late(in, now), now)
	}
	for len(in) > 0 {
		if w.paste.inside {
			out, in = w.pasted(out, in, now)
			continue
		}
		n, ok := sequence(in)
		switch {
		case !ok && len(in) <= longestHeld:
			w.held, w.since = bytes.Clone(in), since
			return out
		case bytes.HasPrefix(in, []byte(pasteBegins)):
			w.paste = paste{inside: true, flowed: now, heard: now}
		case bytes.HasPrefix(in, []byte(pasteEnds)):
			// The marker of a paste that was given up, or that began before this program.
		case in[0] == esc && n == 1:
			out = w.escape(out)
		default:
			out = append(out, in[:n]...)
		}
		in, since = in[n:], now
	}
	return out
}

// forget drops what is held: another program had the terminal. It may have taken the beginning
// of a paste, whose rest is still expected.
func (w *whole) forget() {
	w.paste = paste{lost: w.now(), unseen: !w.paste.inside}
	w.held, w.key = nil, nil
}

// late puts back what was taken for a key if some bytes turn out to be the rest of it, a paste
// or a sequence. Someone may type "[" after the escape key, but nobody types the rest at once.
func (w *whole) late(in []byte, now time.Time) []byte {
	key := w.key
	w.key = nil
	if len(key) == 0 || now.Sub(w.keyAt) > cutPatience {
		return in
	}
	all := append(bytes.Clone(key), in...)
	n, complete := sequence(all)
	if bytes.HasPrefix(all, []byte(pasteBegins)) ||
		complete && n == len(all) && n > 2 && (all[1] == '[' || all[1] == 'O') {
		return all
	}
	return in
}

// pasted passes on what belongs to a paste, and returns what follows it.
func (w *whole) pasted(out, in []byte, now time.Time) (passed, after []byte) {
	text, n := w.paste.take(in)
	if len(text) > 0 {
		out = append(append(append(out, pasteBegins...), text...), pasteEnds...)
	}
	if w.paste.ended {
		w.paste = paste{heard: now}
	}
	return out, in[n:]
}

// escape passes on the escape key, which other keys or sequences follow. Of a flood that
// nobody types, some are dropped.
func (w *whole) escape(out []byte) []byte {
	if w.spare -= len(escKey) - 1; w.spare < 0 {
		return out
	}
	return append(out, escKey...)
}

// unsure reports whether what is held may be a key, so that the wait for its rest must be
// short.
func (w *whole) unsure() bool { return len(w.held) > 0 && len(w.held) <= 2 && w.held[0] == esc }

// release returns what was held: it was a key, as its rest did not come.
func (w *whole) release() []byte {
	held := w.held
	w.held, w.key, w.keyAt = nil, held, w.now()
	if len(bytes.Trim(held, "\x1b")) == 0 {
		w.key = held[:1]
		return bytes.Repeat([]byte(escKey), len(held))
	}
	return held
}

// Control characters.
const (
	bel = 0x07
	can = 0x18
	sub = 0x1a
	esc = 0x1b
)

// sequence returns the length of the first key, character or control sequence in b (ECMA-48,
// 5.4 and 5.6), and whether it is complete.
func sequence(b []byte) (n int, complete bool) {
	switch {
	case b[0] != esc:
		return letter(b)
	case len(b) == 1:
		return 1, false
	}
	switch b[1] {
	case '[':
		return controlSequence(b)
	case 'O':
		return final(b, 2, '0', '9')
	case ']', 'P', 'X', '^', '_':
		return controlString(b)
	case esc: // alt with an arrow on some terminals, or the escape key
		if len(b) == 2 {
			return 1, false
		}
		if b[2] != '[' && b[2] != 'O' {
			return 1, true
		}
		n, complete = sequence(b[1:])
		return n + 1, complete
	}
	n, complete = letter(b[1:])
	return n + 1, complete
}

// letter returns the length of a UTF-8 character; invalid bytes are passed on one by one.
func letter(b []byte) (n int, complete bool) {
	if !utf8.FullRune(b) {
		return len(b), false
	}
	_, n = utf8.DecodeRune(b)
	return n, true
}

// controlSequence returns the length of ESC [, parameters and a final byte.
func controlSequence(b []byte) (n int, complete bool) {
	n, complete = final(b, 2, 0x20, 0x3f)
	switch {
	case !complete || n != 3:
		return n, complete
	case b[2] == 'M': // a click in the X10 protocol: three bytes follow
		return min(6, len(b)), len(b) >= 6
	case b[2] == '[': // a function key of the Linux console: a letter follows
		return min(4, len(b)), len(b) >= 4
	}
	return n, complete
}

// final returns the end of a sequence with bytes of a range from b[at] on, and one after them.
func final(b []byte, at int, from, to byte) (n int, complete bool) {
	for at < len(b) && b[at] >= from && b[at] <= to {
		at++
	}
	switch {
	case at == len(b):
		return at, false
	case b[at] < 0x20 || b[at] > 0x7e: // it was broken off
		return at, true
	}
	return at + 1, true
}

// controlString returns the length of a terminal's response: a string that ends with ST (ESC
// \) or, in xterm, BEL.
func controlString(b []byte) (n int, complete bool) {
	for i := 2; i < len(b); i++ {
		switch b[i] {
		case bel, can, sub:
			return i + 1, true
		case esc:
			if i+1 == len(b) {
				return len(b), false
			}
			if b[i+1] == '\\' {
				return i + 2, true
			}
			return i, true
		}
	}
	return len(b), false
}
