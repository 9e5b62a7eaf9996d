package reader

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/ui/locale"
)

// Key names a rendering: an article's text at a width, in a look.
type Key struct {
	ID      feed.ID
	Width   int // cells of the pane
	Measure int // cells of a line at the most
	Dark    bool
	Bare    bool // pictures are told by their captions only
	Rows    int  // lines of a picture at the most; 0: as many as it likes
}

// Text is an article that is set, or the part of it that is seen first. It is a
// value: the pane draws it, and nothing changes it.
type Text struct {
	Key     Key
	Lines   []string // each exactly Key.Width cells
	From    int      // the number of the first block that is here; 0 is the title
	Blocks  []int    // the line each block from there on begins at
	End     int      // the line behind the article's own words; what follows are its links
	Partial bool     // there is more to come, before or behind
	Links   []Link   // by their numbers, and behind them those within the text
	Figures []Figure // the pictures that have room in the text, from above
	Bytes   int      // what it takes, about

	says    []uint64         // what each block says, of all blocks
	spots   []spot           // where the links stand
	letters []int32          // how many letters are before each line
	carried map[int]carry    // the lines that go on without a space on the next
	wide    map[int]overflow // lines that are wider than the pane
}

// Place is where the reader is in a text, whatever its width: the block at the top
// of the pane, and how many of its letters are above. Rest is how many lines without
// letters the top is below the line of that letter, or above it where it is negative:
// within a picture there are no letters to count.
type Place struct{ Block, Letter, Rest int }

// carry is how a line goes on.
type carry uint8

const (
	inWord     carry = iota + 1 // without a space
	inSyllable                  // without a space, and its hyphen is none of the word's
)

// spot is where a link stands on one line: the cells of its words, or of its number.
type spot struct {
	cells
	link   int // its index in Links
	number bool
}

// add appends a line, padded to exactly width cells. One that is wider is a line of
// a table that the pane shows part of.
func (t *Text) add(line string, width int) {
	n := len(t.Lines)
	line = locale.Unbind(t.unmark(line, n))
	w, said := ansi.StringWidth(line), letters(line)
	if w > width {
		if t.wide == nil {
			t.wide = map[int]overflow{}
		}
		t.wide[n] = overflow{line, w}
		t.Bytes += len(line)
		line = begun(line, width)
		w = ansi.StringWidth(line)
	}
	before := int32(0)
	if n > 0 {
		before = t.letters[n]
	} else {
		t.letters = append(t.letters, 0)
	}
	t.letters = append(t.letters, before+said)
	line += strings.Repeat(" ", max(0, width-w))
	t.Lines = append(t.Lines, line)
	t.Bytes += len(line) + bytesOfLine
}

// What a text takes beside the letters of its lines.
const (
	bytesOfLine  = int(unsafe.Sizeof("") + unsafe.Sizeof(int32(0)))
	bytesOfSpot  = int(unsafe.Sizeof(spot{}))
	bytesOfLink  = int(unsafe.Sizeof(Link{}))
	bytesOfBlock = int(unsafe.Sizeof(0) + unsafe.Sizeof(uint64(0)))
)

// unmark takes the mark off the end of a line, and notes it.
func (t *Text) unmark(line string, n int) string {
	line, mark := cutMark(line)
	if mark == "" {
		return line
	}
	if t.carried == nil {
		t.carried = map[int]carry{}
	}
	t.carried[n] = inWord
	if mark == string(hyphenated) {
		t.carried[n] = inSyllable
	}
	return line
}

// cutMark parts a line from the mark of how it goes on, where it has one.
func cutMark(line string) (words, mark string) {
	r, size := utf8.DecodeLastRuneInString(line)
	if r != carriedOn && r != hyphenated {
		return line, ""
	}
	return line[:len(line)-size], line[len(line)-size:]
}

// letters counts the letters and digits of a styled line, and its emoji: what stays
// the same at every width.
func letters(line string) (n int32) {
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == '\x1b':
			i += escape(line[i:])
		case c < utf8.RuneSelf:
			if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
				n++
			}
			i++
		default:
			r, size := utf8.DecodeRuneInString(line[i:])
			if unicode.IsLetter(r) || unicode.IsDigit(r) || isEmoji(r) {
				n++
			}
			i += size
		}
	}
	return n
}

// isEmoji knows the pictographs that take two cells and are never a sign of ours.
func isEmoji(r rune) bool { return r >= 0x1f000 && r < 0x20000 }

// escape returns the length of the escape sequence that s begins with: a style (CSI …
// m) or a hyperlink (OSC 8 … BEL), the only ones in a text.
func escape(s string) int {
	end := byte('m')
	if strings.HasPrefix(s, "\x1b]") {
		end = '\a'
	}
	if i := strings.IndexByte(s, end); i >= 0 {
		return i + 1
	}
	return len(s)
}

// line finds a place in the text: the line its letter stands on. A block that is
// gone returns the end, one that is not set yet the nearest that is.
func (t *Text) line(p Place) int {
	i := p.Block - t.From
	switch {
	case len(t.Blocks) == 0 || i < 0 || p.Block <= 0 && p.Letter <= 0 && p.Rest <= 0:
		return 0
	case i >= len(t.Blocks):
		return len(t.Lines)
	}
	first, end := t.setBlock(i)
	line := first
	if p.Letter > 0 {
		line += sort.Search(end-first-1, func(n int) bool {
			return int(t.letters[first+n+1]-t.letters[first]) > p.Letter
		})
	}
	empty := func(line int) bool { return t.letters[line+1] == t.letters[line] }
	for n := p.Rest; n > 0 && line+1 < end && empty(line); n-- {
		line++
	}
	for n := p.Rest; n < 0 && line > first && empty(line-1); n++ {
		line--
	}
	return line
}

// setBlock returns the first line of block i of those that are here, and the line behind it.
func (t *Text) setBlock(i int) (first, end int) {
	if i+1 < len(t.Blocks) {
		return t.Blocks[i], t.Blocks[i+1]
	}
	return t.Blocks[i], len(t.Lines)
}

// blockAt returns the number of the block that a line is of.
func (t *Text) blockAt(line int) int {
	i := sort.Search(len(t.Blocks), func(i int) bool { return t.Blocks[i] > line }) - 1
	return t.From + max(0, i)
}

// place says what stands at the top where line is at the top.
func (t *Text) place(line int) Place {
	p := Place{Block: t.blockAt(line)}
	if len(t.Blocks) == 0 {
		return p
	}
	if first, end := t.setBlock(p.Block - t.From); line > first && line < end {
		p.Letter = int(t.letters[line] - t.letters[first])
		p.Rest = line - t.line(p)
	}
	return p
}

// moved finds a place of an older text of the same article in this one: the block
// that says the same, wherever it stands now.
func (t *Text) moved(p Place, old *Text) Place {
	if p.Block <= 0 || p.Block >= len(old.says) {
		return p
	}
	said, best := old.says[p.Block], -1
	if p.Block < len(t.says) && t.says[p.Block] == said {
		return p
	}
	for i, says := range t.says {
		if says == said && (best < 0 || abs(i-p.Block) < abs(best-p.Block)) {
			best = i
		}
	}
	if best < 0 {
		return p
	}
	return Place{Block: best, Letter: p.Letter, Rest: p.Rest}
}

func abs(n int) int { return max(n, -n) }
