package picture

import (
	"image"
	"image/draw"
)

// band is how many rows are converted at once.
const band = 16

// shrink scales a picture down: each new pixel is the mean of those it covers, which suits a
// terminal and needs the memory of a few rows. (The kernels of golang.org/x/image/draw hold 32
// bytes for each row and new column: 150 MB for twenty megapixels.) The part of size that img
// does not cover is transparent.
func shrink(img image.Image, size, to image.Point) *image.RGBA {
	out := image.NewRGBA(image.Rectangle{Max: to})
	if size == to {
		draw.Draw(out, out.Rect, img, image.Point{}, draw.Src)
		return out
	}
	rows := image.NewRGBA(image.Rect(0, 0, size.X, min(band, size.Y)))
	columns := shares(size.X, to.X)
	line := make([]uint64, 4*to.X)
	sum := make([]uint64, 4*to.X)
	// Heights are measured in 1/to.Y of a row, so that new rows end on whole numbers:
	// a new one is size.Y high, an old one to.Y.
	filled, y := 0, 0
	for top := 0; top < size.Y; top += band {
		clear(rows.Pix)
		draw.Draw(rows, rows.Rect, img, image.Pt(0, top), draw.Src)
		for i := range min(band, size.Y-top) {
			narrow(line, rows.Pix[i*rows.Stride:(i+1)*rows.Stride], columns)
			share := min(to.Y, size.Y-filled)
			add(sum, line, share)
			if filled += share; filled < size.Y {
				continue
			}
			put(out.Pix[y*out.Stride:], sum, uint64(size.X)*uint64(size.Y))
			clear(sum)
			y, filled = y+1, to.Y-share
			add(sum, line, filled)
		}
	}
	return out
}

// A column is where an old column goes: a share of it into a new one, the rest into the next.
// Shares are scaled so that a new column is as wide as the number of old ones, and vice versa.
type column struct {
	at         int
	here, next uint64
}

func shares(from, to int) []column {
	all := make([]column, from)
	for x := range all {
		left := x * to
		at := left / from
		here := min(to, (at+1)*from-left)
		all[x] = column{at: 4 * at, here: uint64(here), next: uint64(to - here)}
	}
	return all
}

// narrow adds the pixels of a row to the columns that they go to.
func narrow(line []uint64, row []uint8, columns []column) {
	clear(line)
	for x, c := range columns {
		p := row[4*x : 4*x+4 : 4*x+4]
		to := line[c.at : c.at+4]
		for i, v := range p {
			to[i] += uint64(v) * c.here
		}
		if c.next == 0 {
			continue
		}
		to = line[c.at+4 : c.at+8]
		for i, v := range p {
			to[i] += uint64(v) * c.next
		}
	}
}

func add(sum, line []uint64, share int) {
	if share == 0 {
		return
	}
	for i, v := range line {
		sum[i] += v * uint64(share)
	}
}

// put writes the means of a row.
func put(row []uint8, sum []uint64, weight uint64) {
	for i, v := range sum {
		row[i] = uint8((v + weight/2) / weight)
	}
}
