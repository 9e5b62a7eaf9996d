package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"breageek/feed/sample"
)

// quarters returns a picture whose quarters are red, green, blue and white.
func quarters(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{A: 255}
			switch left, top := x < w/2, y < h/2; {
			case left && top:
				c.R = 255
			case top:
				c.G = 255
			case left:
				c.B = 255
			default:
				c.R, c.G, c.B = 255, 255, 255
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func written(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	return written(t, func(w io.Writer) error { return png.Encode(w, img) })
}

func asJPEG(t testing.TB, img image.Image) []byte {
	return written(t, func(w io.Writer) error { return jpeg.Encode(w, img, nil) })
}

func asGIF(t testing.TB, img image.Image) []byte {
	return written(t, func(w io.Writer) error { return gif.Encode(w, img, nil) })
}

// The smallest WebP files there are, from libwebp: 1 × 1, lossy and lossless.
const (
	lossyWebP = "RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00\x30\x01\x00\x9d\x01\x2a\x01\x00\x01" +
		"\x00\x02\x00\x34\x25\xa4\x00\x03\x70\x00\xfe\xfb\xfd\x50\x00"
	losslessWebP = "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11" +
		"\x11\x88\x88\xfe\x07\x00"
)

// reasonOf returns the reason why bytes are not a picture.
func reasonOf(t *testing.T, b []byte) string {
	t.Helper()
	p, err := Read(b)
	if err == nil {
		return "none: it is a picture of " + p.Image.Bounds().String()
	}
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%T: %v", err, err)
	}
	return e.Reason
}

func near(a, b color.Color) bool {
	ar, ag, ab, aa := a.RGBA()
	br, bg, bb, ba := b.RGBA()
	far := func(x, y uint32) bool { return max(x, y)-min(x, y) > 24<<8 }
	return !far(ar, br) && !far(ag, bg) && !far(ab, bb) && !far(aa, ba)
}

func TestAPictureIsWhatItsBytesSay(t *testing.T) {
	img := quarters(64, 48)
	for kind, b := range map[string][]byte{
		"PNG": asPNG(t, img), "JPEG": asJPEG(t, img), "GIF": asGIF(t, img),
	} {
		p, err := Read(b)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if p.Width != 64 || p.Height != 48 || p.Image.Bounds() != img.Bounds() {
			t.Errorf("%s: %d × %d, %v", kind, p.Width, p.Height, p.Image.Bounds())
		}
		for _, at := range []image.Point{{8, 8}, {56, 8}, {8, 40}, {56, 40}} {
			if got := p.Image.At(at.X, at.Y); !near(got, img.At(at.X, at.Y)) {
				t.Errorf("%s: %v at %v", kind, got, at)
			}
		}
	}
	for kind, b := range map[string]string{"lossy": lossyWebP, "lossless": losslessWebP} {
		if p, err := Read([]byte(b)); err != nil || p.Width != 1 || p.Height != 1 {
			t.Errorf("%s WebP: %d × %d, %v", kind, p.Width, p.Height, err)
		}
	}
}

func TestWhatIsNoPictureSaysWhy(t *testing.T) {
	whole, photo := asPNG(t, quarters(64, 48)), asJPEG(t, quarters(64, 48))
	moving := "RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00\x3f\x00\x00\x3f\x00\x00"
	for name, c := range map[string]struct {
		bytes []byte
		want  string
	}{
		"nothing":            {nil, Kind},
		"a page":             {[]byte("<!doctype html><title>404</title>"), Kind},
		"SVG":                {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), Kind},
		"AVIF":               {[]byte("\x00\x00\x00\x20ftypavif\x00\x00\x00\x00"), Kind},
		"BMP":                {[]byte("BM" + strings.Repeat("\x00", 60)), Kind},
		"TIFF":               {[]byte("II*\x00\x08\x00\x00\x00"), Kind},
		"a sound":            {[]byte("RIFF\x24\x00\x00\x00WAVEfmt "), Kind},
		"a PNG's magic":      {[]byte("\x89PNG\r\n\x1a\n<html>"), Broken},
		"a JPEG's magic":     {[]byte("\xff\xd8\xff\xe0<html>"), Broken},
		"a GIF's magic":      {[]byte("GIF89a<"), Broken},
		"a moving WebP":      {[]byte(moving), Broken},
		"half a PNG":         {whole[:len(whole)/2], Broken},
		"half a JPEG":        {photo[:len(photo)/2], Broken},
		"a thin line":        {asPNG(t, image.NewGray(image.Rect(0, 0, 500, 2))), Size},
		"six megabytes":      {append(bytes.Clone(whole), make([]byte, 6<<20)...), Large},
		"a GIF without size": {[]byte("GIF89a\x00\x00\x00\x00\x00\x00\x00;"), Size},
	} {
		if got := reasonOf(t, c.bytes); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestEverySizeShrinksToMeansOfTheSameShape(t *testing.T) {
	for _, size := range []image.Point{{1281, 1}, {1, 1281}, {1281, 1280}, {1300, 977}, {9, 2000}} {
		img := image.NewUniform(color.RGBA{10, 200, 60, 255})
		to := within(size, Side)
		out := shrink(&solid{img, image.Rectangle{Max: size}}, size, to)
		if out.Rect.Max != to || max(to.X, to.Y) != Side || min(to.X, to.Y) < 1 {
			t.Errorf("%v becomes %v", size, out.Rect)
		}
		for i := 0; i < len(out.Pix); i += 4 {
			if [4]uint8(out.Pix[i:]) != [4]uint8{10, 200, 60, 255} {
				t.Fatalf("%v: pixel %d is %v", size, i/4, out.Pix[i:i+4])
			}
		}
	}
	halves := image.NewRGBA(image.Rect(0, 0, 4, 2))
	for i := 0; i < len(halves.Pix); i += 8 {
		copy(halves.Pix[i:], []uint8{200, 100, 50, 255})
	}
	out := shrink(halves, image.Pt(4, 2), image.Pt(2, 1))
	if got := out.RGBAAt(1, 0); got != (color.RGBA{100, 50, 25, 128}) {
		t.Errorf("half transparent: %v", got)
	}
}

// solid is one colour with bounds.
type solid struct {
	*image.Uniform
	bounds image.Rectangle
}

func (s *solid) Bounds() image.Rectangle { return s.bounds }

func TestAFrameThatIsPartOfItsPictureStandsInItsPlace(t *testing.T) {
	frame := image.NewPaletted(image.Rect(10, 4, 14, 8), color.Palette{color.White})
	b := written(t, func(w io.Writer) error {
		return gif.EncodeAll(w, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1},
			Config: image.Config{Width: 20, Height: 16}})
	})
	p, err := Read(b)
	if err != nil || p.Width != 20 || p.Height != 16 {
		t.Fatalf("%d × %d, %v", p.Width, p.Height, err)
	}
	_, _, _, outside := p.Image.At(9, 4).RGBA()
	_, _, _, inside := p.Image.At(10, 4).RGBA()
	if outside != 0 || inside != 0xffff {
		t.Errorf("outside %x, inside %x", outside, inside)
	}
}

// exif is an APP1 segment that holds an orientation.
func exif(order binary.AppendByteOrder, mark string, o uint16) []byte {
	b := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	b = order.AppendUint16(b, 2)
	b = append(b, make([]byte, 12)...) // another tag
	b = order.AppendUint16(order.AppendUint16(b, 0x0112), 3)
	b = order.AppendUint16(order.AppendUint16(order.AppendUint32(b, 1), o), 0)
	b = append([]byte("Exif\x00\x00"), b...)
	return append(binary.BigEndian.AppendUint16([]byte("\xff\xe1"), uint16(len(b)+2)), b...)
}

func TestAPhotographStandsUpright(t *testing.T) {
	photo := asJPEG(t, quarters(64, 32))
	red, green := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}
	blue := color.RGBA{0, 0, 255, 255}
	for o, want := range map[uint16]color.RGBA{0: red, 1: red, 3: {255, 255, 255, 255}, 6: blue,
		8: green, 9: red} {
		for _, segment := range [][]byte{
			exif(binary.BigEndian, "MM", o), exif(binary.LittleEndian, "II", o)} {
			b := append(append(photo[:2:2], segment...), photo[2:]...)
			p, err := Read(b)
			if err != nil {
				t.Fatal(err)
			}
			if (p.Height == 64) != (o == 6 || o == 8) || p.Image.Bounds().Dy() != p.Height {
				t.Errorf("orientation %d: %d × %d, %v", o, p.Width, p.Height, p.Image.Bounds())
			}
			if got := p.Image.At(4, 4); !near(got, want) {
				t.Errorf("orientation %d: %v on the left at the top, want %v", o, got, want)
			}
			for cut := range segment { // whatever is missing of it
				orientation(append(photo[:2:2], segment[:cut]...))
			}
		}
	}
}

func TestAKeptPictureIsOursAndWhole(t *testing.T) {
	clear := quarters(60, 40)
	clear.SetRGBA(0, 0, color.RGBA{})
	for name, p := range map[string]Picture{
		"opaque":      {Image: quarters(60, 40), Width: 1200, Height: 800},
		"transparent": {Image: clear, Width: 60, Height: 40},
	} {
		b, err := Encode(p)
		if err != nil {
			t.Fatal(err)
		}
		if w, h, ok := KeptSize(b[:HeaderBytes]); !ok || w != p.Width || h != p.Height {
			t.Errorf("%s: said to be %d × %d, %v", name, w, h, ok)
		}
		got, err := Decode(b)
		if err != nil || got.Width != p.Width || got.Height != p.Height ||
			got.Image.Bounds() != p.Image.Bounds() {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		for _, at := range []image.Point{{0, 0}, {50, 5}, {5, 35}, {50, 35}} {
			if !near(got.Image.At(at.X, at.Y), p.Image.At(at.X, at.Y)) {
				t.Errorf("%s: %v at %v", name, got.Image.At(at.X, at.Y), at)
			}
		}
		for cut := range b {
			if _, err := Decode(b[:cut]); err == nil {
				t.Errorf("%s: it is a picture without its last %d bytes", name, len(b)-cut)
			}
		}
		b[len(b)/2] ^= 1
		if _, err := Decode(b); err == nil {
			t.Errorf("%s: it is a picture with a wrong byte", name)
		}
	}
	if _, err := Decode(asPNG(t, clear)); err == nil {
		t.Error("a stranger's picture is a kept one")
	}
}

func TestEveryPictureOfTheSampleCanBeRead(t *testing.T) {
	paper := sample.Transport(time.Now)
	for _, name := range []string{"port", "pont", "phare", "collines"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
			"https://le-semaphore.example/wp-content/uploads/"+name+".png", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := paper.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if p, err := Read(b); err != nil || p.Width != 480 || p.Height != 270 {
			t.Errorf("%s: %d × %d, %v", name, p.Width, p.Height, err)
		}
	}
}
