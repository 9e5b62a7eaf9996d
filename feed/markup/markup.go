// Package markup owns the one door from strangers' HTML and text to our
// terminal. What a publisher sent goes in as [Raw] and can be stored and
// measured; only this package opens it, to Markdown or plain text without any
// byte a terminal could act on. It refuses to know feeds, articles and screens.
package markup

import (
	"encoding/binary"
	"errors"
	"fmt"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// Raw is a body as it was sent, with the address that its relative links start
// from. It can be stored and measured, never printed or compared as a string.
type Raw struct {
	html     string
	base     string
	measured *clean.Measured // what Weighed found out; nil when it was not asked
}

// Keep takes a body as it was sent. base is the address relative links are
// resolved against (http or https, or empty).
func Keep(html, base string) Raw { return Raw{html: html, base: base} }

// Weighed returns a body that remembers what Measure says of it: the parser asks for the
// words, and the archive for the fingerprint of the same body.
func Weighed(r Raw) Raw {
	m := Measure(r)
	r.measured = &m
	return r
}

// Measure counts a body's words and takes its fingerprint, without building its tree.
func Measure(r Raw) clean.Measured {
	if r.measured != nil {
		return *r.measured
	}
	return clean.Measure(clean.Cut(r.html, dom.MaxBytes))
}

// Len is the size of what was sent, in bytes.
func (r Raw) Len() int { return len(r.html) }

// IsZero says that nothing was sent.
func (r Raw) IsZero() bool { return r.html == "" }

// String names the body without showing it, so that a log line or a format verb
// cannot become a second door.
func (r Raw) String() string { return fmt.Sprintf("markup.Raw(%d bytes)", len(r.html)) }

// GoString is [Raw.String]: %#v shows no more than %v.
func (r Raw) GoString() string { return r.String() }

// Format prints [Raw.String] whatever the verb is.
func (r Raw) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(r.String())) }

// MarshalBinary returns the bytes the archive keeps: the length of the base
// address as a varint, the base address, the body as it was sent.
func (r Raw) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, binary.MaxVarintLen64+len(r.base)+len(r.html))
	b = binary.AppendUvarint(b, uint64(len(r.base)))
	b = append(b, r.base...)
	return append(b, r.html...), nil
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (r *Raw) UnmarshalBinary(b []byte) error {
	n, used := binary.Uvarint(b)
	if used <= 0 || n > uint64(len(b)-used) {
		return errors.New("kept body: not in the archive's format")
	}
	b = b[used:]
	*r = Raw{base: string(b[:n]), html: string(b[n:])}
	return nil
}
