package picture

import (
	"encoding/binary"
	"image"
)

// A turn is how the camera was held, as in Exif's tag Orientation (CIPA DC-008, 4.6.5): 3 is
// half a turn, 6 a quarter to the right, 8 a quarter to the left. The other values, mirrored
// or upright, turn nothing.
type turn uint16

// orientation finds the tag in the APP1 segment of a JPEG's head.
func orientation(b []byte) turn {
	for b = b[2:]; len(b) >= 4 && b[0] == 0xff && b[1] != 0xda; {
		n := 2 + int(binary.BigEndian.Uint16(b[2:]))
		if n < 4 || n > len(b) {
			return 1
		}
		const exif = "Exif\x00\x00"
		if segment := b[4:n]; b[1] == 0xe1 && len(segment) > len(exif) &&
			string(segment[:len(exif)]) == exif {
			return turnIn(segment[len(exif):])
		}
		b = b[n:]
	}
	return 1
}

// turnIn reads the tag from the first directory of a TIFF.
func turnIn(tiff []byte) turn {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := order.Uint32(tiff[4:])
	if order.Uint16(tiff[2:]) != 42 || uint64(at)+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			break
		}
		const tag, short = 0x0112, 3
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			return turn(order.Uint16(entries[8:]))
		}
		entries = entries[12:]
	}
	return 1
}

// size returns a size after the turn.
func (t turn) size(p image.Point) image.Point {
	if t == 6 || t == 8 {
		return image.Pt(p.Y, p.X)
	}
	return p
}

// image returns a picture after the turn.
func (t turn) image(img image.Image) image.Image {
	from, ok := img.(*image.RGBA)
	if !ok || t != 3 && t != 6 && t != 8 {
		return img
	}
	w, h := from.Rect.Dx(), from.Rect.Dy()
	out := image.NewRGBA(image.Rectangle{Max: t.size(image.Pt(w, h))})
	for y := range h {
		for x := range w {
			at := image.Pt(w-1-x, h-1-y) // half a turn
			switch t {
			case 6:
				at = image.Pt(h-1-y, x)
			case 8:
				at = image.Pt(y, w-1-x)
			}
			copy(out.Pix[out.PixOffset(at.X, at.Y):], from.Pix[from.PixOffset(x, y):][:4])
		}
	}
	return out
}
