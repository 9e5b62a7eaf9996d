// Package picture owns how a picture is drawn in the cells of a terminal: by the
// graphics protocol of Kitty where the terminal has it, by half blocks elsewhere. It
// refuses to know where pictures come from and where on the screen they stand.
package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
	"github.com/charmbracelet/x/mosaic"
	xdraw "golang.org/x/image/draw"
)

// Fit returns the most cells of a room that a picture fills without being distorted: a
// cell is twice as high as it is wide.
func Fit(img image.Image, columns, rows int) (int, int) {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	if w <= 0 || h <= 0 {
		return max(1, columns), max(1, rows)
	}
	high := max(1, (columns*h+w)/(2*w))
	if high <= rows {
		return columns, high
	}
	return max(1, min(columns, (2*rows*w+h/2)/h)), rows
}

// Blocks draws a picture in half blocks: so many lines of so many cells, each cell two
// points one above the other. ground is the colour behind what is transparent.
func Blocks(img image.Image, columns, rows int, ground color.Color) []string {
	points := scaled(img, 2*columns, 2*rows, ground)
	// The library draws the upper point in the background of a cell whose sign is its
	// upper half: the two are exchanged before.
	for y := 0; y < 2*rows; y += 2 {
		upper := points.Pix[y*points.Stride : (y+1)*points.Stride]
		lower := points.Pix[(y+1)*points.Stride : (y+2)*points.Stride]
		for i := range upper {
			upper[i], lower[i] = lower[i], upper[i]
		}
	}
	m := mosaic.New().Width(2 * columns).Height(2 * rows).IgnoreBlockSymbols(true)
	return strings.Split(strings.TrimSuffix(m.Render(points), "\n"), "\n")
}

// scaled returns a picture in so many points, on a ground.
func scaled(img image.Image, width, height int, ground color.Color) *image.RGBA {
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(to, to.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	xdraw.BiLinear.Scale(to, to.Bounds(), img, img.Bounds(), draw.Over, nil)
	return to
}

// The points of a cell that a terminal is sent, at the most: more are not seen on
// most screens, and take their time on the way.
const (
	cellWidth  = 10
	cellHeight = 20
)

// Kitty draws a picture by placeholders (Kitty's graphics protocol, "Unicode
// placeholders"): the lines that hold its place, and what the terminal must be sent
// before. id names the picture for the terminal, 1 to 2²⁴-1. The terminal gets our own
// PNG of what was decoded here, never what a site sent.
func Kitty(img image.Image, id, columns, rows int) (
	lines []string, transmission string, err error,
) {
	if columns > kittyMost || rows > kittyMost {
		return nil, "", fmt.Errorf("a picture of %d × %d cells", columns, rows)
	}
	w := min(img.Bounds().Dx(), columns*cellWidth)
	h := min(img.Bounds().Dy(), rows*cellHeight)
	small := image.NewRGBA(image.Rect(0, 0, max(1, w), max(1, h)))
	xdraw.BiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
	var b strings.Builder
	err = kitty.EncodeGraphics(&b, small, &kitty.Options{
		Action: kitty.TransmitAndPut, Quiet: 2, ID: id, Format: kitty.PNG,
		Transmission: kitty.Direct, VirtualPlacement: true, Columns: columns, Rows: rows,
		Chunk: true,
	})
	if err != nil {
		return nil, "", err
	}
	return placeholders(id, columns, rows), b.String(), nil
}

// kittyMost is how many rows and columns the protocol can number.
const kittyMost = 297

// placeholders are cells that stand for those of a picture: each says by its colour
// which one, and by two marks above it which row and column.
func placeholders(id, columns, rows int) []string {
	of := ansi.Style{}.ForegroundColor(color.RGBA{uint8(id >> 16), uint8(id >> 8), uint8(id), 0xff})
	lines := make([]string, rows)
	for y := range lines {
		var b strings.Builder
		for x := range columns {
			b.WriteRune(kitty.Placeholder)
			b.WriteRune(kitty.Diacritic(y))
			b.WriteRune(kitty.Diacritic(x))
		}
		lines[y] = of.Styled(b.String())
	}
	return lines
}

// Query asks a terminal whether it has the protocol, by a picture of one point that
// it is not to keep (a=q).
func Query(id int) string {
	return ansi.KittyGraphics([]byte("AAAA"), "a=q", "t=d", "f=24", "s=1", "v=1",
		fmt.Sprintf("i=%d", id))
}

// Forget has a terminal drop pictures.
func Forget(ids ...int) string {
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(ansi.KittyGraphics(nil, "a=d", "d=I", "q=2", fmt.Sprintf("i=%d", id)))
	}
	return b.String()
}

// HasPlaceholders reports whether a terminal of this name and version (XTVERSION) is
// known to have placeholders: others answer that they have the protocol, and print
// the placeholders as signs.
func HasPlaceholders(version string) bool {
	name := strings.ToLower(version)
	return strings.HasPrefix(name, "kitty") || strings.HasPrefix(name, "ghostty")
}
