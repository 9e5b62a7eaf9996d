package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"io"
	"runtime"
	"testing"
)

// chunk returns a chunk of a PNG.
func chunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// rawPNG returns a grey PNG with n zero bytes behind its header.
func rawPNG(t testing.TB, w, h uint32, n int) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	data := written(t, func(out io.Writer) error {
		z := zlib.NewWriter(out)
		if _, err := z.Write(make([]byte, n)); err != nil {
			return err
		}
		return z.Close()
	})
	b := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 8, 0, 0, 0, 0))...)
	return append(append(b, chunk("IDAT", data)...), chunk("IEND", nil)...)
}

// spent returns how many bytes f allocates.
func spent(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestABombIsRefusedBeforeItIsDecoded(t *testing.T) {
	huge := asGIF(t, quarters(8, 8))
	binary.LittleEndian.PutUint16(huge[6:], 50_000)
	binary.LittleEndian.PutUint16(huge[8:], 50_000)
	wide := asJPEG(t, quarters(8, 8))
	_, frame, found := bytes.Cut(wide, []byte("\xff\xc0"))
	if !found {
		t.Fatal("no frame")
	}
	binary.BigEndian.PutUint16(frame[3:], 0xffff)
	binary.BigEndian.PutUint16(frame[5:], 0xffff)
	lossless := []byte(losslessWebP)
	binary.LittleEndian.PutUint32(lossless[21:], 0x0fffffff) // 16384 × 16384
	small := "WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	hidden := append(append([]byte("RIFF\x2c\x00\x00\x00"), small...), lossless[12:]...)
	for name, c := range map[string]struct {
		bytes []byte
		want  string
	}{
		"a PNG of 50000 × 50000":              {rawPNG(t, 50_000, 50_000, 4<<20), Large},
		"a PNG of 2^30 × 1":                   {rawPNG(t, 1<<30, 1, 10), Large},
		"a PNG of 20.000001 megapixels":       {rawPNG(t, 20_000_001, 1, 10), Large},
		"a PNG of 8 × 8 with 64 MB of data":   {rawPNG(t, 8, 8, 64<<20), Broken},
		"a GIF of 50000 × 50000":              {huge, Large},
		"a JPEG of 65535 × 65535":             {wide, Large},
		"a WebP of 16384 × 16384":             {lossless, Large},
		"a WebP of 1 × 1 that is 16384² else": {hidden, Broken},
	} {
		if len(c.bytes) > MaxBytes {
			t.Fatalf("%s: no bomb, it has %d bytes", name, len(c.bytes))
		}
		var got string
		if n := spent(func() { got = reasonOf(t, c.bytes) }); n > 2<<20 {
			t.Errorf("%s: %d bytes were allocated", name, n)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Each scan of a progressive JPEG is a pass over all its pixels, and takes ten bytes.
func TestAPhotographOfAThousandScansIsNotDecoded(t *testing.T) {
	b := asJPEG(t, quarters(64, 48))
	f, _ := formatOf(b)
	if _, err := f.size(b); err != nil {
		t.Fatal(err)
	}
	scan := []byte("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00")
	b = append(b[:len(b)-2], bytes.Repeat(scan, 1000)...)
	if _, err := f.size(b); err == nil {
		t.Error("it would be decoded")
	}
}

func TestAPictureOfAnotherSizeThanItsHeaderSaysIsRefused(t *testing.T) {
	for _, part := range []bool{false, true} {
		f := format{part: part, decode: func(io.Reader) (image.Image, error) {
			return quarters(9, 8), nil
		}}
		var e *Error
		if _, err := f.read(nil, image.Pt(8, 8)); !errors.As(err, &e) || e.Reason != Size {
			t.Errorf("a decoder that gives more, parts allowed %v: %v", part, err)
		}
	}
}

func TestALargePictureBecomesSmallWithoutMuchMemory(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 5000, 3000))
	for i := range img.Pix {
		if i%5000 >= 2500 {
			img.Pix[i] = 200
		}
	}
	var p Picture
	b := asPNG(t, img)
	n := spent(func() {
		var err error
		if p, err = Read(b); err != nil {
			t.Fatal(err)
		}
	})
	if p.Width != 5000 || p.Height != 3000 || p.Image.Bounds() != image.Rect(0, 0, 1280, 768) {
		t.Errorf("%d × %d, %v", p.Width, p.Height, p.Image.Bounds())
	}
	for x, want := range map[int]uint8{0: 0, 600: 0, 639: 0, 640: 200, 1279: 200} {
		for _, y := range []int{0, 400, 767} {
			if got := color.GrayModel.Convert(p.Image.At(x, y)).(color.Gray).Y; got != want {
				t.Errorf("%d at %d,%d, want %d", got, x, y, want)
			}
		}
	}
	if n > 15_000_000+8<<20 {
		t.Errorf("%d bytes were allocated for 15 million of pixels", n)
	}
}

// The result is an *Error, or a picture within the limits that can be stored.
func FuzzPicture(f *testing.F) {
	small := quarters(8, 6)
	for _, b := range [][]byte{asPNG(f, small), asJPEG(f, small), asGIF(f, small),
		[]byte(lossyWebP), []byte(losslessWebP), rawPNG(f, 50_000, 50_000, 64),
		rawPNG(f, 4, 4, 1<<20), []byte("<svg/>"), []byte("\x00\x00\x00\x20ftypavif"),
		[]byte("GIF89a\x00"), asPNG(f, small)[:40]} {
		f.Add(b)
	}
	photo := asJPEG(f, small)
	f.Add(append(append(photo[:2:2], exif(binary.BigEndian, "MM", 6)...), photo[2:]...))
	f.Fuzz(func(t *testing.T, b []byte) {
		if f, ok := formatOf(b); ok { // slow ones teach nothing
			if size, err := f.size(b); err == nil && size.X*size.Y > 1<<20 {
				return
			}
		}
		p, err := Read(b)
		var e *Error
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		size := p.Image.Bounds().Size()
		if min(size.X, size.Y, p.Width, p.Height) < 1 || max(size.X, size.Y) > Side ||
			p.Width*p.Height > MaxPixels {
			t.Fatalf("%v of %d × %d", size, p.Width, p.Height)
		}
		kept, err := Encode(p)
		if err != nil || len(kept) > MaxKept {
			t.Fatal(len(kept), err)
		}
		again, err := Decode(kept)
		if err != nil || again.Image.Bounds().Size() != size {
			t.Fatalf("kept as %v, %v", again.Image, err)
		}
	})
}
