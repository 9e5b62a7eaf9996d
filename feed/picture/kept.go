package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
)

// HeaderBytes is how much of a kept picture [KeptSize] needs.
const HeaderBytes = 16

// MaxKept limits what [Encode] returns, in bytes: the header and the pixels of a PNG that
// could not be compressed.
const MaxKept = 8 << 20

// magic begins a kept picture. The number changes with the format; pictures in an older format
// are fetched again.
const magic = "BGP1"

// quality is the JPEG quality of a kept picture.
const quality = 85

// Encode returns our own copy of a picture, without any byte of the original: "BGP1", its
// published width and height and the checksum of the rest as 32-bit numbers, then a JPEG, or a
// PNG if any of it is transparent.
func Encode(p Picture) ([]byte, error) {
	b := bytes.NewBuffer(make([]byte, HeaderBytes, 64<<10))
	var err error
	if opaque(p.Image) {
		err = jpeg.Encode(b, p.Image, &jpeg.Options{Quality: quality})
	} else {
		err = png.Encode(b, p.Image)
	}
	if err != nil {
		return nil, err
	}
	head, body := b.Bytes()[:HeaderBytes], b.Bytes()[HeaderBytes:]
	copy(head, magic)
	binary.BigEndian.PutUint32(head[4:], uint32(p.Width))
	binary.BigEndian.PutUint32(head[8:], uint32(p.Height))
	binary.BigEndian.PutUint32(head[12:], crc32.ChecksumIEEE(body))
	return b.Bytes(), nil
}

func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// KeptSize returns the published size of a picture from the first HeaderBytes of its kept
// copy.
func KeptSize(head []byte) (width, height int, ok bool) {
	if len(head) < HeaderBytes || string(head[:4]) != magic {
		return 0, 0, false
	}
	width = int(binary.BigEndian.Uint32(head[4:]))
	height = int(binary.BigEndian.Uint32(head[8:]))
	return width, height, width > 0 && height > 0 && width <= MaxPixels && height <= MaxPixels
}

// Decode parses what [Encode] returned. Several pictures may be decoded at once, as they are
// small. The error is an *Error if the data is damaged.
func Decode(b []byte) (p Picture, err error) {
	defer func() {
		if recover() != nil {
			p, err = Picture{}, &Error{Broken}
		}
	}()
	w, h, ok := KeptSize(b)
	if !ok || len(b) > MaxKept ||
		crc32.ChecksumIEEE(b[HeaderBytes:]) != binary.BigEndian.Uint32(b[12:]) {
		return Picture{}, &Error{Broken}
	}
	f, ok := formatOf(b[HeaderBytes:])
	if !ok {
		return Picture{}, &Error{Broken}
	}
	size, err := f.size(b[HeaderBytes:])
	if err != nil || size.X > Side || size.Y > Side {
		return Picture{}, &Error{Broken}
	}
	img, err := f.decode(bytes.NewReader(b[HeaderBytes:]))
	if err != nil {
		return Picture{}, &Error{Broken}
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return Picture{Image: out, Width: w, Height: h}, nil
}
