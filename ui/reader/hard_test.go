package reader

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"breageek/feed/markup"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// TestWhatNobodyWritesIsSetAllTheSame sets hard bodies in panes of every width: each
// line fits and closes what it opens, no word is lost, the place is kept.
func TestWhatNobodyWritesIsSetAllTheSame(t *testing.T) {
	for _, h := range hardCases() {
		t.Run(h.name, func(t *testing.T) {
			draft := Compose(doc(h.body(h.size)), Look{Theme: theme.New(true), Locale: locale.French()})
			var texts []Text
			for _, width := range []int{24, 40, 80, 200} {
				text := draft.Text(Key{ID: 1, Width: width, Measure: 72, Dark: true})
				texts = append(texts, text)
				fits(t, text)
				saysAll(t, h, text)
				bounded(t, h, text)
			}
			for i := range texts {
				keepsPlaces(t, &texts[i], &texts[(i+1)%len(texts)])
			}
		})
	}
}

// harmless are the only sequences a text may have: styles, and hyperlinks.
var harmless = regexp.MustCompile("\x1b\\[[0-9;:]*m|\x1b\\]8;;[!-~]*\x07")

// fits fails where a line is not as wide as the pane for those who count and for a
// terminal, or where something else than words is in it.
func fits(t *testing.T, text Text) {
	t.Helper()
	width := text.Key.Width
	emu := vt.NewEmulator(width, 3)
	for i, line := range text.Lines {
		if w := ansi.StringWidth(line); w != width {
			t.Fatalf("line %d is %d cells, not %d: %q", i, w, width, line)
		}
		_, _ = emu.WriteString("\x1b[H" + line)
		if at := emu.CursorPosition(); at.Y != 0 || at.X < width-1 {
			t.Fatalf("line %d ends at %v of a terminal of %d cells: %q", i, at, width, line)
		}
		for _, r := range harmless.ReplaceAllString(line, "") {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || isMark(r) {
				t.Fatalf("%q is in line %d: %q", r, i, line)
			}
		}
		closed(t, line)
	}
	for i, whole := range text.wide {
		closed(t, whole.line)
		if w := ansi.StringWidth(whole.line); w <= width {
			t.Fatalf("line %d is kept as wider than %d cells, and is %d", i, width, w)
		}
	}
}

// closed fails where a style or hyperlink is open at the end of a line.
func closed(t *testing.T, line string) {
	t.Helper()
	style, link := false, false
	for _, s := range harmless.FindAllString(line, -1) {
		switch {
		case strings.HasSuffix(s, "m"):
			style = s != "\x1b[m" && s != "\x1b[0m"
		default:
			link = s != "\x1b]8;;\x07"
		}
	}
	if style || link {
		t.Fatalf("a style or hyperlink is open at the end of %q", line)
	}
}

// ownWords returns the lines of an article's own words without links' numbers; those of
// a wide table whole.
func ownWords(text Text) []string {
	spots := text.spots
	var lines []string
	for i := text.Blocks[min(1, len(text.Blocks)-1)]; i < text.End; i++ {
		line := text.Lines[i]
		if whole, ok := text.wide[i]; ok {
			line = whole.line
		}
		line = ansi.Strip(line)
		for len(spots) > 0 && int(spots[0].line) < i {
			spots = spots[1:]
		}
		for n := 0; n < len(spots) && int(spots[n].line) == i; n++ {
			if s := spots[n]; s.number {
				blank := strings.Repeat(" ", int(s.to-s.from))
				line = ansi.Cut(line, 0, int(s.from)) + blank +
					ansi.Cut(line, int(s.to), ansi.StringWidth(line))
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// saysAll fails where a word of the body is not in the text.
func saysAll(t *testing.T, h hard, text Text) {
	t.Helper()
	lines := ownWords(text)
	if h.table {
		cells := map[string]bool{}
		for _, line := range lines {
			for _, cell := range strings.Split(line, "│") {
				cells[strings.TrimSpace(cell)] = true
			}
		}
		for _, cell := range strings.Fields(tags.ReplaceAllString(h.body(h.size), " ")) {
			if !cells[cell] {
				t.Fatalf("at %d cells %s is lost", text.Key.Width, cell)
			}
		}
		return
	}
	got, want := essence(strings.Join(lines, "")), h.read()
	if got != want {
		i := 0
		for i < min(len(got), len(want)) && got[i] == want[i] {
			i++
		}
		t.Fatalf("at %d cells, from byte %d of %d the text says %.80q, not %.80q",
			text.Key.Width, i, len(want), got[i:], want[i:])
	}
}

// bounded fails where a text has more lines than its words can need: three times what
// they would fill, and three a block.
func bounded(t *testing.T, h hard, text Text) {
	t.Helper()
	width, _ := margins(text.Key.Width, text.Key.Measure)
	blocks := len(text.Blocks) + strings.Count(h.body(h.size), "<li") +
		strings.Count(h.body(h.size), "<p") + 3*len(text.Links)
	need := 3*ansi.StringWidth(h.body(h.size))/width + 3*blocks + 20
	if len(text.Lines) > need {
		t.Errorf("%d lines at %d cells, for no more than %d", len(text.Lines), width, need)
	}
}

// keepsPlaces fails where the reader is somewhere else in a text of another width, or
// does not come back.
func keepsPlaces(t *testing.T, from, to *Text) {
	t.Helper()
	m := New(theme.New(true), locale.French())
	step := max(1, len(from.Lines)/97)
	for line := 0; line < len(from.Lines)-40; line += step {
		m.SetSize(from.Key.Width, 41)
		m.Show(*from, from.place(line))
		p := m.Place()
		if got := from.line(p); got != line || m.top != got {
			t.Fatalf("line %d is place %v, which is line %d", line, p, got)
		}
		m.SetSize(to.Key.Width, 41)
		m.Show(*to, p)
		if got := min(to.line(p), m.last()); m.top != got || !to.holds(to.line(p), p) {
			t.Fatalf("place %v at %d cells is line %d", p, to.Key.Width, m.top)
		}
		m.SetSize(from.Key.Width, 41)
		m.Show(*from, m.Place())
		if m.Place() != p {
			t.Fatalf("place %v is %v after another width", p, m.Place())
		}
	}
}

// holds reports whether the letter of a place stands on a line, or is the next one.
func (t *Text) holds(line int, p Place) bool {
	if line >= len(t.Lines) {
		return false
	}
	first := t.Blocks[p.Block-t.From]
	before := int(t.letters[line] - t.letters[first])
	upTo := int(t.letters[line+1] - t.letters[first])
	return before == p.Letter || before < p.Letter && p.Letter < upTo
}

func TestThePlaceIsKeptWithinPictures(t *testing.T) {
	d := doc(count(2000, `<figure><img src="/%d.jpg" alt=""></figure>`, nil))
	d.Pictures = map[string]Picture{}
	for _, p := range markup.Pictures(d.Body) {
		d.Pictures[p.URL] = Picture{Width: 600, Height: 400, Shown: true}
	}
	narrow, wide := render(d, 40), render(d, 80)
	fits(t, narrow)
	fits(t, wide)
	keepsPlaces(t, &narrow, &wide)
	m := New(theme.New(true), locale.French())
	m.SetSize(80, 24)
	m.Show(wide, Place{})
	m.Scroll(wide.Figures[7].Line + 3)
	top := m.top
	if m.SetAbove("2 articles nouveaux"); m.top != top {
		t.Errorf("a line above moved the text from line %d to %d", top, m.top)
	}
	if m.Show(render(d, 80), m.Place()); m.top != top {
		t.Errorf("the same text again moved from line %d to %d", top, m.top)
	}
}

// BenchmarkHard sets the hard bodies: what is seen first of them, and all.
func BenchmarkHard(b *testing.B) {
	look := Look{Theme: theme.New(true), Locale: locale.French()}
	key := Key{ID: 1, Width: 80, Measure: 72, Dark: true}
	for _, h := range hardCases() {
		d := doc(h.body(h.size))
		b.Run(fmt.Sprintf("%s/first", h.name), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				draft := Compose(d, look)
				if _, ok := draft.Window(key, Place{}, 30); !ok {
					draft.Text(key)
				}
			}
		})
		b.Run(fmt.Sprintf("%s/whole", h.name), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				t := Compose(d, look).Text(key)
				b.ReportMetric(float64(len(t.Lines)), "lines")
				b.ReportMetric(float64(t.Bytes)/1e6, "MB-kept")
			}
		})
	}
}

// The padding of a line, the border of a pane and the next cell of a table stand behind
// what a stranger wrote: they keep their cells.
func TestNoCharacterOfATextTakesTheSpaceBehindIt(t *testing.T) {
	for r := rune(0xa0); r <= 0x10ffff; r++ {
		line := markup.Line("a" + string(r))
		if w := ansi.StringWidth(line); ansi.StringWidth(line+" ") != w+1 {
			t.Errorf("%U is %d cells with a space, and %d without",
				r, ansi.StringWidth(line+" "), w)
		}
	}
}
