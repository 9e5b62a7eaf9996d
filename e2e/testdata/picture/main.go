// Command picture draws the README's picture: it runs the real program on its
// sample edition in a terminal, types a few keys, and draws the cells of the
// screen as SVG. Run it from the module's root: go generate.
package main

import (
	"errors"
	"fmt"
	"html"
	"image/color"
	"io"
	"log"
	"os"
	"os/exec"
	"strings"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

const (
	columns, rows = 120, 36
	cellW, cellH  = 9, 19 // pixels
	margin        = 12
	ink, ground   = "#d5d8d6", "#16181a"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: picture FILE.svg")
	}
	if err := draw(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func draw(path string) error {
	dir, err := os.MkdirTemp("", "picture")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary := dir + "/breageek"
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	screen, err := shoot(binary, dir)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(svg(screen)), 0o644)
}

// shoot runs the program, goes from an article to a related story, and shows the
// timeline of both.
func shoot(binary, dir string) (*vt.SafeEmulator, error) {
	cmd := exec.Command(binary, "--sample", "--lang", "fr", "--data", dir+"/data")
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: rows, Cols: columns})
	if err != nil {
		return nil, err
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait(); _ = tty.Close() }()
	emu := vt.NewSafeEmulator(columns, rows)
	go func() { _, _ = io.Copy(emu, tty) }()
	go func() { _, _ = io.Copy(tty, emu) }()
	for _, step := range []struct{ key, until string }{
		{"", "actualisé"}, {"n", "Article"}, {"", "plus tôt"}, {"]", " › "}, {"", "plus tard"},
		{"t", "Le fil de l’affaire"},
	} {
		emu.SendText(step.key)
		if err := wait(emu, step.until); err != nil {
			return nil, err
		}
	}
	time.Sleep(300 * time.Millisecond) // the last frame
	return emu, nil
}

func wait(emu *vt.SafeEmulator, words string) error {
	for range 200 {
		if strings.Contains(text(emu), words) {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("the screen never showed " + words + ":\n" + text(emu))
}

func text(emu *vt.SafeEmulator) string {
	var b strings.Builder
	for y := range rows {
		for x := range columns {
			if c := emu.CellAt(x, y); c != nil {
				b.WriteString(c.Content)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func svg(emu *vt.SafeEmulator) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" `+
		`font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="15">`+"\n"+
		`<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n",
		columns*cellW+2*margin, rows*cellH+2*margin, ground)
	for y := range rows {
		for x := 0; x < columns; {
			x += run(&b, emu, x, y)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// run draws the cells from x, y on that look alike, and returns their number.
func run(b *strings.Builder, emu *vt.SafeEmulator, x, y int) int {
	first := emu.CellAt(x, y)
	var words strings.Builder
	n := 0
	for x+n < columns {
		c := emu.CellAt(x+n, y)
		if c == nil || !c.Style.Equal(&first.Style) {
			break
		}
		words.WriteString(c.Content)
		n += max(1, c.Width)
	}
	n = max(n, 1)
	px, py := margin+x*cellW, margin+y*cellH
	if bg := first.Style.Bg; bg != nil {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n",
			px, py, n*cellW, cellH, hex(bg))
	}
	if strings.TrimSpace(words.String()) != "" {
		fmt.Fprintf(b, `<text x="%d" y="%d" textLength="%d" xml:space="preserve"%s>%s</text>`+"\n",
			px, py+14, n*cellW, attributes(&first.Style), html.EscapeString(words.String()))
	}
	return n
}

func attributes(s *uv.Style) string {
	fill := ink
	if s.Fg != nil {
		fill = hex(s.Fg)
	}
	out := ` fill="` + fill + `"`
	if s.Attrs&uv.AttrBold != 0 {
		out += ` font-weight="bold"`
	}
	if s.Attrs&uv.AttrItalic != 0 {
		out += ` font-style="italic"`
	}
	if s.Underline != 0 {
		out += ` text-decoration="underline"`
	}
	return out
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
