package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"breageek/ui/locale"
)

// lineBreaker breaks a styled text into lines of a measure, all lines of a paragraph
// weighed together: the sum of the squares of what each line leaves free is the
// least (Knuth and Plass, Breaking Paragraphs into Lines, 1981, for ragged right).
// A line that ends in a word of one or two letters costs more, and so does a
// broken compound. Spaces that must not break are bound before ([locale.Bind]).
// It keeps its room from one text to the next and is not safe for several
// goroutines.
type lineBreaker struct {
	boxes []box
	rest  string // what stands behind the last space and is not seen
	cost  []int
	from  []int32
}

// box is what stands between two places where a line may end.
type box struct {
	start, end int // bytes of the text, without the spaces behind
	width, gap int // cells of it, and of the spaces behind
	cut        cut
}

// cut is what it means to end a line behind a box.
type cut uint8

const (
	atSpace  cut = iota
	atShort      // at a space behind a word of one or two letters
	atHyphen     // within a compound, or behind a slash
	atSoft       // at a soft hyphen, which is a hyphen then
	atWide       // between two ideographs
	atTear       // within what is longer than the measure
)

// A line that goes on without a space on the next ends in the first of these marks
// until it is put into its text; one whose hyphen is there for the break only ends
// in the second.
const (
	carriedOn  = '\u2060'
	hyphenated = '\u2064'
)

const softHyphen = "\u00ad"

// lines breaks a text at width cells, and where it has line ends. Styles are ended
// with each line and begun again on the next.
func (f *lineBreaker) lines(s string, width int) []string {
	var lines []string
	around := ""
	for part := range strings.SplitSeq(s, "\n") {
		f.split(part, max(1, width))
		for _, end := range f.best(max(1, width)) {
			line := around + part[f.boxes[end.from].start:f.boxes[end.to-1].end]
			if end.to == len(f.boxes) {
				line += f.rest
			}
			around = inForce("", line)
			lines = append(lines, ended(line, f.boxes[end.to-1].cut, around != ""))
		}
	}
	return lines
}

// ended is a line as it ends: its style is closed, unused soft hyphens are gone.
func ended(line string, by cut, styled bool) string {
	if strings.Contains(line, softHyphen) {
		line = strings.ReplaceAll(line, softHyphen, "")
	}
	tail := ""
	switch by {
	case atSoft:
		line, tail = line+"-", string(hyphenated)
	case atHyphen, atWide, atTear:
		tail = string(carriedOn)
	}
	if styled {
		line += reset
	}
	return line + tail
}

// stretch is the boxes of a line.
type stretch struct{ from, to int }

// best returns the lines that cost least together.
func (f *lineBreaker) best(width int) []stretch {
	n := len(f.boxes)
	f.cost, f.from = append(f.cost[:0], make([]int, n+1)...), append(f.from[:0], make([]int32, n+1)...)
	for j := 1; j <= n; j++ {
		last := f.boxes[j-1]
		w := last.width
		if last.cut == atSoft {
			w++
		}
		f.cost[j] = -1
		for i := j - 1; i >= 0; i-- {
			if i < j-1 {
				w += f.boxes[i].width + f.boxes[i].gap
			}
			if w > width && i < j-1 {
				break
			}
			c := f.cost[i]
			if j < n {
				c += last.price(max(0, width-w), width)
			} else if i == n-1 && i > 0 && w <= leastEnd {
				c += width * width / 16 // a last line of one little word
			}
			if f.cost[j] < 0 || c < f.cost[j] {
				f.cost[j], f.from[j] = c, int32(i)
			}
		}
	}
	var lines []stretch
	for j := n; j > 0; j = int(f.from[j]) {
		lines = append(lines, stretch{int(f.from[j]), j})
	}
	for i, k := 0, len(lines)-1; i < k; i, k = i+1, k-1 {
		lines[i], lines[k] = lines[k], lines[i]
	}
	return lines
}

// leastEnd is how many cells one word must have to be a last line.
const leastEnd = 6

// price is what a line costs that ends behind the box and leaves cells free. The
// extra prices are in proportion to the measure: a narrow column has less choice.
func (b box) price(free, width int) int {
	p := free * free
	switch b.cut {
	case atShort:
		p += width * width / 60
	case atHyphen:
		p += width * width / 40
	case atSoft:
		p += width * width / 40
	}
	return p
}

// split cuts a line of text into boxes, none wider than width.
func (f *lineBreaker) split(s string, width int) {
	f.boxes, f.rest = f.boxes[:0], ""
	b := box{}
	for i := 0; i < len(s); {
		n, w := glyph(s, i)
		switch {
		case s[i] == ' ' && n == 1:
			i = f.space(s, &b, i)
			continue
		case w > 0 && b.width+w > width && b.width > 0:
			i = f.torn(s, &b, tear(s, b, i+n))
			continue
		}
		i += n
		b.end, b.width = i, b.width+w
		by, ok := breakable(s, b, i, n, w)
		if ok && (by != atSoft || b.width < width) { // its hyphen takes a cell
			f.close(&b, by, 0, i)
		}
	}
	last := len(f.boxes) - 1
	if b.width == 0 && last >= 0 { // styles and marks that end behind a space
		f.rest = s[b.start:]
		return
	}
	b.end = len(s)
	f.close(&b, atSpace, 0, len(s))
}

// close ends a box; the next one starts at byte next.
func (f *lineBreaker) close(b *box, by cut, gap, next int) {
	b.cut, b.gap = by, gap
	f.boxes = append(f.boxes, *b)
	*b = box{start: next, end: next}
}

// space ends a box at the spaces from byte i on, and gives the byte behind them.
func (f *lineBreaker) space(s string, b *box, i int) int {
	gap := 0
	for i+gap < len(s) && s[i+gap] == ' ' {
		gap++
	}
	by := atSpace
	if b.width > 0 && b.width <= 2 && isWord(s[b.start:i]) {
		by = atShort
	}
	b.end = i
	f.close(b, by, gap, i+gap)
	return i + gap
}

// isWord reports whether there is nothing but letters in what is seen of s.
func isWord(s string) bool {
	if strings.IndexByte(s, '\x1b') >= 0 {
		s = ansi.Strip(s)
	}
	for _, r := range s {
		if !unicode.IsLetter(r) && !isMark(r) {
			return false
		}
	}
	return true
}

// torn ends a box at a place within it, and gives the byte where the next begins.
func (f *lineBreaker) torn(s string, b *box, at place) int {
	b.end, b.width = at.end, at.width
	gap := 0
	if at.next > at.end { // at a space that should hold
		gap = 1
	}
	by := atTear
	if gap > 0 {
		by = atSpace
	}
	f.close(b, by, gap, at.next)
	return at.next
}

// glyph measures what stands at byte i of a styled text: a character as it is seen,
// of n bytes and w cells, or a sequence or mark that is not seen.
func glyph(s string, i int) (n, w int) {
	c := s[i]
	ascii := i+1 == len(s) || s[i+1] < utf8.RuneSelf
	switch {
	case c == '\x1b':
		return sequence(s, i), 0
	case c < utf8.RuneSelf && ascii:
		return 1, 1
	case c == 0xc2 && i+1 < len(s) && s[i+1] == 0xad: // a soft hyphen
		return 2, 0
	case c == 0xc3 && (i+2 >= len(s) || s[i+2] < utf8.RuneSelf): // most accents
		return 2, 1
	case c == 0xe2 || c == 0xf3:
		if r, size := utf8.DecodeRuneInString(s[i:]); isMark(r) {
			return size, 0
		}
	}
	g, w := ansi.FirstGraphemeCluster(s[i:], ansi.GraphemeWidth)
	return max(1, len(g)), w
}

// sequence returns the length of the escape sequence at byte i: those of styles are
// the only ones a text has before its links are made.
func sequence(s string, i int) int {
	if end := strings.IndexByte(s[i:], 'm'); end >= 0 {
		return end + 1
	}
	return len(s) - i
}

// breakable reports whether a line may end behind the character of n bytes that ends at
// byte i, without a space.
func breakable(s string, b box, i, n, w int) (cut, bool) {
	if i >= len(s) {
		return 0, false
	}
	switch c := s[i-1]; {
	case n == 1 && (c == '-' || c == '/'):
		return atHyphen, lettersBefore(s, b.start, i-1) && lettersAfter(s, i)
	case n == 2 && s[i-2:i] == softHyphen:
		return atSoft, b.width >= 2
	case w == 2:
		next, _ := utf8.DecodeRuneInString(s[i:])
		prev, _ := utf8.DecodeLastRuneInString(s[:i])
		_, nw := glyph(s, i)
		return atWide, nw == 2 && !closes(next) && !opens(prev)
	}
	return 0, false
}

// fewest is how many letters must stand on either side of a broken compound: no
// line begins with the "il" of "dit-il".
const fewest = 3

func lettersBefore(s string, from, to int) bool {
	n := 0
	for n < fewest && to > from {
		r, size := utf8.DecodeLastRuneInString(s[from:to])
		if !unicode.IsLetter(r) {
			return false
		}
		n, to = n+1, to-size
	}
	return n == fewest
}

func lettersAfter(s string, i int) bool {
	n := 0
	for _, r := range s[i:] {
		if !unicode.IsLetter(r) {
			return false
		}
		if n++; n == fewest {
			return true
		}
	}
	return false
}

// closes and opens know the signs that no line begins, and none ends with.
func closes(r rune) bool {
	return strings.ContainsRune("»:;!?%,.…)]}”€°、。，．：；！？）」』】》〉", r)
}
func opens(r rune) bool { return strings.ContainsRune("«([{“（「『【《〈", r) }

// oneSpace drops a space that follows an odd one, or that an odd one follows, with nothing
// between them but the ends and beginnings of styles and links. Those that stand beside each
// other are one already ([locale.Bind]).
func oneSpace(s string) string {
	if !strings.Contains(s, noBreak) {
		return s
	}
	var b strings.Builder
	last := "" // the space before, where nothing that is seen has come since
	for i := 0; i < len(s); {
		n, w := glyph(s, i)
		g := s[i : i+n]
		i += n
		switch space := g == " " || g == noBreak; {
		case space && last != "" && (g == noBreak || last == noBreak):
			continue
		case space:
			last = g
		case w > 0 || g == "\n":
			last = ""
		}
		b.WriteString(g)
	}
	return b.String()
}

const noBreak = "\u00a0"

// wrap breaks a plain text into lines of width cells.
func wrap(s string, width int) []string {
	lines := new(lineBreaker).lines(locale.Bind(s), width)
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, string([]rune{carriedOn, hyphenated}))
	}
	return lines
}
