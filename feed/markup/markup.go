// Package markup owns the only way from untrusted HTML and text to our terminal. What a
// publisher sent comes in as [Raw], which can be stored and measured. Only this package opens
// it, and returns Markdown or plain text without anything a terminal could act on. It knows
// neither feeds nor articles nor screens.
package markup

import (
	"encoding/binary"
	"errors"
	"fmt"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// Raw is a body as it was sent, with the address that its relative links start from. It can be
// stored and measured, but not printed or compared as a string.
type Raw struct {
	html     string
	base     string
	measured *clean.Measured // the result of Weighed, or nil
}

// Keep returns a body as it was sent. base is what relative links are resolved against; it is
// http or https, or empty.
func Keep(html, base string) Raw { return Raw{html: html, base: base} }

// Weighed returns a body that remembers its measure: the parser needs the words, and the
// archive the fingerprint of the same body.
func Weighed(r Raw) Raw {
	m := Measure(r)
	r.measured = &m
	return r
}

// Measure counts the words of a body and takes its fingerprint, without building its tree.
func Measure(r Raw) clean.Measured {
	if r.measured != nil {
		return *r.measured
	}
	return clean.Measure(clean.Cut(r.html, dom.MaxBytes))
}

// Len returns the size of what was sent, in bytes.
func (r Raw) Len() int { return len(r.html) }

// IsZero reports whether nothing was sent.
func (r Raw) IsZero() bool { return r.html == "" }

// String describes the body without showing it, so that a log line or a format verb cannot
// leak it.
func (r Raw) String() string { return fmt.Sprintf("markup.Raw(%d bytes)", len(r.html)) }

// GoString is [Raw.String]: %#v shows no more than %v.
func (r Raw) GoString() string { return r.String() }

// Format prints [Raw.String] whatever the verb is.
func (r Raw) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(r.String())) }

// MarshalBinary returns the form in the archive: the length of the base as a varint, the base,
// and the body as it was sent.
func (r Raw) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, binary.MaxVarintLen64+len(r.base)+len(r.html))
	b = binary.AppendUvarint(b, uint64(len(r.base)))
	b = append(b, r.base...)
	return append(b, r.html...), nil
}

// UnmarshalBinary parses what MarshalBinary returns.
func (r *Raw) UnmarshalBinary(b []byte) error {
	n, used := binary.Uvarint(b)
	if used <= 0 || n > uint64(len(b)-used) {
		return errors.New("kept body: not in the archive's format")
	}
	b = b[used:]
	*r = Raw{base: string(b[:n]), html: string(b[n:])}
	return nil
}
