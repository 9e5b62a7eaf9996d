// Package picture owns the way from untrusted bytes to a picture that is safe to hold. The
// bytes themselves say what it is, its size is checked before anything is decoded, and the
// result is small, upright and encoded by us. It knows neither where pictures come from nor
// where they are kept nor how they are shown.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"runtime/debug"
	"sync"

	"golang.org/x/image/webp"
)

// What is accepted, and what is made of it.
const (
	MaxBytes  = 5 << 20    // of a picture as it was sent
	MaxPixels = 20_000_000 // of a picture as it was sent
	Side      = 1280       // maximum of the longer side of what [Read] returns, in pixels
)

const (
	maxAspect = 40        // of the sides; beyond it is a rule, or an attack
	maxScans  = 100       // of one JPEG: real ones have about ten
	freeAfter = 4_000_000 // pixels; beyond, memory is returned at once
)

// A Picture is one that can be held and shown.
type Picture struct {
	Image         image.Image // of at most Side × Side pixels
	Width, Height int         // as published, upright, in pixels
}

// The reasons of an [Error]. The fetching side has one more: Failed.
const (
	Kind   = "kind"   // neither PNG nor JPEG, GIF or WebP
	Size   = "size"   // no size, an absurd one, or not the declared one
	Large  = "large"  // more than MaxBytes or MaxPixels
	Broken = "broken" // it cannot be decoded
	Failed = "failed" // it failed recently, and is not fetched again yet
)

// An Error says why something is not a picture.
type Error struct{ Reason string }

func (e *Error) Error() string { return fmt.Sprintf("picture: %s", e.Reason) }

// decoding admits one picture at a time: twenty megapixels take more memory than the rest of
// the program.
var decoding sync.Mutex

// Read decodes a picture as a publisher sent it: a PNG, a JPEG, the first frame of a GIF, or a
// WebP without animation. The error is an *Error. Nothing is decoded if the header says that
// it is too large, and pictures are decoded one at a time.
func Read(b []byte) (p Picture, err error) {
	defer func() {
		if recover() != nil { // one picture must not end the program
			p, err = Picture{}, &Error{Broken}
		}
	}()
	if len(b) > MaxBytes {
		return Picture{}, &Error{Large}
	}
	f, ok := formatOf(b)
	if !ok {
		return Picture{}, &Error{Kind}
	}
	size, err := f.size(b)
	if err != nil {
		return Picture{}, err
	}
	decoding.Lock()
	defer decoding.Unlock()
	img, err := f.read(b, size)
	if err != nil {
		return Picture{}, err
	}
	if size.X*size.Y > freeAfter { // do not keep a heap of that size
		debug.FreeOSMemory()
	}
	if f.turned != nil {
		turn := f.turned(b)
		img, size = turn.image(img), turn.size(size)
	}
	return Picture{Image: img, Width: size.X, Height: size.Y}, nil
}

// A format is a kind of picture that can be read.
type format struct {
	config  func(io.Reader) (image.Config, error)
	decode  func(io.Reader) (image.Image, error)
	checked func(b []byte) bool // reports whether it may be decoded; nil: it may
	turned  func(b []byte) turn // returns the rotation to make it upright; nil: none
	part    bool                // the decoded image may be a part of the picture
}

// formatOf recognises a picture by its first bytes.
func formatOf(b []byte) (format, bool) {
	begins := func(s string) bool { return bytes.HasPrefix(b, []byte(s)) }
	switch {
	case begins("\x89PNG\r\n\x1a\n"):
		return format{config: png.DecodeConfig, decode: png.Decode}, true
	case begins("\xff\xd8\xff"):
		return format{config: jpeg.DecodeConfig, decode: jpeg.Decode, checked: fewScans,
			turned: orientation}, true
	case begins("GIF87a"), begins("GIF89a"):
		return format{config: gif.DecodeConfig, decode: gif.Decode, part: true}, true
	case begins("RIFF") && len(b) >= 12 && string(b[8:12]) == "WEBP":
		return format{config: webp.DecodeConfig, decode: webp.Decode}, true
	}
	return format{}, false
}

// fewScans reports whether a JPEG has few enough scans: each takes a pass over all pixels, but
// only a few bytes.
func fewScans(b []byte) bool { return bytes.Count(b, []byte{0xff, 0xda}) <= maxScans }

// size returns the size in the header, if it is plausible.
func (f format) size(b []byte) (image.Point, error) {
	c, err := f.config(bytes.NewReader(b))
	w, h := c.Width, c.Height
	switch {
	case err != nil || f.checked != nil && !f.checked(b):
		return image.Point{}, &Error{Broken}
	case w <= 0 || h <= 0:
		return image.Point{}, &Error{Size}
	case w > MaxPixels || h > MaxPixels || w*h > MaxPixels:
		return image.Point{}, &Error{Large}
	case w > maxAspect*h || h > maxAspect*w:
		return image.Point{}, &Error{Size}
	}
	return image.Pt(w, h), nil
}

// read decodes a picture of a given size, and makes it small.
func (f format) read(b []byte, size image.Point) (image.Image, error) {
	img, err := f.decode(bytes.NewReader(b))
	if err != nil {
		return nil, &Error{Broken}
	}
	whole := image.Rectangle{Max: size}
	if img.Bounds() != whole && !(f.part && img.Bounds().In(whole)) {
		return nil, &Error{Size}
	}
	return shrink(img, size, within(size, Side)), nil
}

// within returns the largest size of the same shape whose sides are at most side.
func within(size image.Point, side int) image.Point {
	long := max(size.X, size.Y)
	if long <= side {
		return size
	}
	return image.Pt(max(1, (size.X*side+long/2)/long), max(1, (size.Y*side+long/2)/long))
}
