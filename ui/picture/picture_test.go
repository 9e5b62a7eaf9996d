package picture

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// flag is red above and blue below.
func flag(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{R: 255, A: 255}
			if y >= h/2 {
				c = color.RGBA{B: 255, A: 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func TestHalfBlocksShowTheUpperPointAboveTheLower(t *testing.T) {
	lines := Blocks(flag(40, 40), 10, 1, color.Black)
	if len(lines) != 1 || ansi.StringWidth(lines[0]) != 10 {
		t.Fatalf("%q", lines)
	}
	screen := uv.NewScreenBuffer(10, 1)
	uv.NewStyledString(lines[0]).Draw(screen, screen.Bounds())
	cell := screen.CellAt(4, 0)
	upper, lower := cell.Style.Fg, cell.Style.Bg
	if cell.Content == "▄" {
		upper, lower = lower, upper
	}
	if r, _, b, _ := upper.RGBA(); r < 0xd000 || b > 0x3000 {
		t.Errorf("the upper point is %v in %q", upper, cell.Content)
	}
	if r, _, b, _ := lower.RGBA(); b < 0xd000 || r > 0x3000 {
		t.Errorf("the lower point is %v in %q", lower, cell.Content)
	}
}

func TestWhatIsTransparentHasTheGroundsColour(t *testing.T) {
	lines := Blocks(image.NewRGBA(image.Rect(0, 0, 8, 8)), 4, 2, color.White)
	screen := uv.NewScreenBuffer(4, 2)
	uv.NewStyledString(strings.Join(lines, "\n")).Draw(screen, screen.Bounds())
	if r, _, _, _ := screen.CellAt(1, 1).Style.Bg.RGBA(); r != 0xffff {
		t.Errorf("the ground is %v", screen.CellAt(1, 1).Style.Bg)
	}
}

func TestAPictureIsSentOnceAndItsCellsNameIt(t *testing.T) {
	const id = 0x0a1b2c
	lines, sent, err := Kitty(flag(2000, 1000), id, 30, 8)
	if err != nil {
		t.Fatal(err)
	}
	var data []byte
	for i, part := range strings.Split(strings.TrimSuffix(sent, "\x1b\\"), "\x1b\\") {
		options, payload, ok := strings.Cut(strings.TrimPrefix(part, "\x1b_G"), ";")
		if !ok || len(payload) > 4096 {
			t.Fatalf("part %d is %.60q…", i, part)
		}
		if i == 0 {
			for _, want := range []string{"a=T", "U=1", "i=662316", "c=30", "r=8", "f=100", "q=2"} {
				if !strings.Contains(","+options+",", ","+want+",") {
					t.Errorf("%s is not in %s", want, options)
				}
			}
		}
		data = append(data, payload...)
	}
	raw, err := base64.StdEncoding.DecodeString(string(data))
	if err != nil {
		t.Fatal(err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(raw))
	if err != nil || size.Width != 300 || size.Height != 160 {
		t.Errorf("the picture sent is %v, %v", size, err)
	}
	screen := uv.NewScreenBuffer(30, 8)
	uv.NewStyledString(strings.Join(lines, "\n")).Draw(screen, screen.Bounds())
	for y := range 8 {
		for x := range 30 {
			cell := screen.CellAt(x, y)
			want := string([]rune{kitty.Placeholder, kitty.Diacritic(y), kitty.Diacritic(x)})
			if cell.Content != want || cell.Width != 1 {
				t.Fatalf("cell %d,%d is %+q, %d wide", x, y, cell.Content, cell.Width)
			}
			if r, g, b, _ := cell.Style.Fg.RGBA(); r>>8 != 0x0a || g>>8 != 0x1b || b>>8 != 0x2c {
				t.Fatalf("cell %d,%d names %v", x, y, cell.Style.Fg)
			}
		}
	}
}

func TestOnlyTerminalsWithPlaceholdersGetThem(t *testing.T) {
	for version, want := range map[string]bool{
		"kitty(0.42.1)": true, "ghostty 1.2.0": true, "WezTerm 20240203": false,
		"XTerm(390)": false, "tmux 3.4": false, "": false,
	} {
		if got := HasPlaceholders(version); got != want {
			t.Errorf("%q: %v", version, got)
		}
	}
}

func TestAPictureFillsItsRoomUndistorted(t *testing.T) {
	for _, c := range []struct{ w, h, columns, rows, wantColumns, wantRows int }{
		{300, 200, 60, 20, 60, 20}, {100, 400, 60, 20, 10, 20}, {400, 100, 60, 20, 60, 8},
		{1, 10_000, 60, 20, 1, 20}, {10_000, 1, 60, 20, 60, 1},
	} {
		img := image.NewUniform(color.White)
		sized := &bounded{img, image.Rect(0, 0, c.w, c.h)}
		if columns, rows := Fit(sized, c.columns, c.rows); columns != c.wantColumns || rows != c.wantRows {
			t.Errorf("%d×%d in %d×%d is %d×%d", c.w, c.h, c.columns, c.rows, columns, rows)
		}
	}
}

// bounded is one colour in a rectangle.
type bounded struct {
	*image.Uniform
	r image.Rectangle
}

func (b *bounded) Bounds() image.Rectangle { return b.r }

func BenchmarkDraw(b *testing.B) {
	img := flag(1280, 853)
	b.Run("blocks", func(b *testing.B) {
		for b.Loop() {
			Blocks(img, 54, 18, color.Black)
		}
	})
	b.Run("kitty", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := Kitty(img, 7, 54, 18); err != nil {
				b.Fatal(err)
			}
		}
	})
}
