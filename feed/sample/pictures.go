package sample

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

// The size of every picture, in pixels: small, the binary and the cache are not
// what they are for.
const (
	width, height = 480, 270
	horizon       = 150
)

// pictures are the scenes the edition can show, by name.
func pictures() map[string]func(*image.RGBA) {
	return map[string]func(*image.RGBA){
		"port": harbour, "pont": bridge, "phare": lighthouse, "collines": hills,
	}
}

func encode(scene func(*image.RGBA)) ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	scene(img)
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

func fill(img *image.RGBA, x0, y0, x1, y1 int, c color.RGBA) {
	draw.Draw(img, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
}

// fade fills rows y0 to y1 from one colour to another.
func fade(img *image.RGBA, y0, y1 int, from, to color.RGBA) {
	mix := func(a, b uint8, y int) uint8 {
		return uint8((int(a)*(y1-y) + int(b)*(y-y0)) / (y1 - y0))
	}
	for y := y0; y < y1; y++ {
		fill(img, 0, y, width, y+1, color.RGBA{
			mix(from.R, to.R, y), mix(from.G, to.G, y), mix(from.B, to.B, y), 255})
	}
}

func disc(img *image.RGBA, cx, cy, r int, c color.RGBA) {
	for y := -r; y <= r; y++ {
		for x := -r; x <= r; x++ {
			if x*x+y*y <= r*r {
				img.SetRGBA(cx+x, cy+y, c)
			}
		}
	}
}

// slope draws a triangle of stacked rows: a roof, a sail, a hill.
func slope(img *image.RGBA, x, y, halfWidth, rise int, c color.RGBA) {
	for row := range rise {
		half := halfWidth * row / rise
		fill(img, x-half, y-rise+row, x+half+1, y-rise+row+1, c)
	}
}

func sea(img *image.RGBA) {
	fade(img, 0, horizon, color.RGBA{120, 170, 214, 255}, color.RGBA{250, 226, 190, 255})
	fade(img, horizon, height, color.RGBA{84, 140, 160, 255}, color.RGBA{20, 60, 92, 255})
	for i := range 24 {
		x, y := (i*97)%width, horizon+10+(i*41)%110
		fill(img, x, y, x+26, y+1, color.RGBA{190, 214, 220, 255})
	}
}

func harbour(img *image.RGBA) {
	sea(img)
	for i := range 9 {
		x, wall := 20+i*50, 60+(i*17)%26
		fill(img, x, horizon-wall, x+44, horizon+6, color.RGBA{230, uint8(208 - i*8), 180, 255})
		slope(img, x+22, horizon-wall, 25, 18, color.RGBA{92, 98, 116, 255})
		fill(img, x+16, horizon-wall+14, x+26, horizon-wall+28, color.RGBA{70, 90, 120, 255})
	}
	for i := range 4 {
		x, y := 70+i*110, horizon+50+(i%2)*30
		slope(img, x, y, 30, 58, color.RGBA{246, 242, 232, 255})
		fill(img, x-34, y, x+34, y+9, color.RGBA{160, 48, 42, 255})
	}
}

func bridge(img *image.RGBA) {
	sea(img)
	iron := color.RGBA{58, 84, 96, 255}
	fill(img, 0, horizon-26, width, horizon-16, iron)
	for x := 10; x < width; x += 24 {
		fill(img, x, horizon-60, x+3, horizon-26, iron)
	}
	fill(img, 0, horizon-62, width, horizon-58, iron)
	for _, x := range []int{100, 232, 364} {
		fill(img, x, horizon-16, x+24, horizon+64, color.RGBA{176, 166, 148, 255})
	}
	fill(img, 224, horizon-112, 264, horizon-62, color.RGBA{196, 74, 56, 255})
	slope(img, 244, horizon-112, 26, 22, color.RGBA{66, 70, 84, 255})
}

func lighthouse(img *image.RGBA) {
	sea(img)
	disc(img, 110, 70, 26, color.RGBA{255, 244, 206, 255})
	slope(img, 330, horizon+70, 150, 90, color.RGBA{88, 82, 74, 255})
	for i := range 6 {
		c := color.RGBA{244, 240, 232, 255}
		if i%2 == 0 {
			c = color.RGBA{190, 52, 46, 255}
		}
		fill(img, 312+i, horizon-20-i*18, 348-i, horizon-2-i*18, c)
	}
	fill(img, 318, horizon-128, 342, horizon-110, color.RGBA{255, 226, 120, 255})
	slope(img, 330, horizon-128, 16, 14, color.RGBA{60, 60, 70, 255})
}

func hills(img *image.RGBA) {
	fade(img, 0, height, color.RGBA{150, 190, 226, 255}, color.RGBA{252, 236, 206, 255})
	fill(img, 242, 76, 258, 140, color.RGBA{206, 196, 176, 255})
	fill(img, 218, 82, 282, 87, color.RGBA{70, 60, 52, 255})
	for i, x := range []int{60, 250, 430, 150, 360} {
		green := uint8(150 - i*16)
		slope(img, x, height, 260, 170-i*26, color.RGBA{green - 50, green, 74, 255})
	}
}
