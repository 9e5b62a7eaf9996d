package reader

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"breageek/ui/theme"
)

// find is a search in the text: the words, and the places where they stand.
type find struct {
	words    string
	places   []int  // the first of the spans of each place
	spans    []span // in the order of the text, hence of its lines
	at       int    // the place the screen stands on
	setBlock int    // the block it is in, and
	nth      int    // how many are before it there: the same whatever the width
}

// span is the cells of one line that a place takes.
type span struct {
	cells
	place int
}

// cells are some cells of one line of a text.
type cells struct{ line, from, to int32 }

// folded is a text as it is searched: its letters in one way of writing, and the
// cells each byte of them stands in. To fold costs more than to search: it is
// done once for a text.
type folded struct {
	letters []byte
	cells   []cells
}

// Find marks words in the text and goes to the first place at or below the top
// of the pane. Case, accents, ligatures, apostrophes and kinds of space do not
// count. It gives the number of places; no words end the search.
func (m *Model) Find(words string) int {
	m.find = find{words: words}
	m.search()
	for i, first := range m.find.places {
		if int(m.find.spans[first].line) >= m.top {
			m.find.at = i
			break
		}
	}
	m.hold()
	m.reveal()
	return len(m.find.places)
}

// Finding says what is searched for, the number of the place the screen stands
// on, from 1, and how many there are.
func (m *Model) Finding() (words string, at, of int) {
	return m.find.words, min(m.find.at+1, len(m.find.places)), len(m.find.places)
}

// FindNext goes n places on, or back where n is negative, and round the ends.
func (m *Model) FindNext(n int) {
	if of := len(m.find.places); of > 0 {
		m.find.at = ((m.find.at+n)%of + of) % of
		m.hold()
		m.reveal()
	}
}

// blockOf returns the block that place i begins in.
func (m *Model) blockOf(i int) int {
	return m.text.blockAt(int(m.find.spans[m.find.places[i]].line))
}

// hold notes the place the screen stands on, so that it is found again in the text of
// another width, and in the whole where only a part of it is there yet.
func (m *Model) hold() {
	f := &m.find
	if f.setBlock, f.nth = 0, 0; len(f.places) == 0 {
		return
	}
	f.setBlock = m.blockOf(f.at)
	for i := f.at - 1; i >= 0 && m.blockOf(i) == f.setBlock; i-- {
		f.nth++
	}
}

// held finds that place among those of the text, or the last one before it.
func (m *Model) held() (at int) {
	n := 0
	for i := range m.find.places {
		switch block := m.blockOf(i); {
		case block < m.find.setBlock:
			at = i
		case block == m.find.setBlock && n <= m.find.nth:
			at, n = i, n+1
		default:
			return at
		}
	}
	return at
}

// reveal scrolls as little as it must to show the place it stands on, with some
// lines around it.
func (m *Model) reveal() {
	if len(m.find.places) == 0 {
		return
	}
	m.toEnd = false
	at := m.find.spans[m.find.places[m.find.at]].cells
	if line := int(at.line); line < m.top || line >= m.top+m.page() {
		m.scrollTo(line - m.page()/3)
	}
	m.showCells(at)
}

// search finds the words in the text that is shown, which is folded when it is
// first searched.
func (m *Model) search() {
	needle := fold(m.find.words)
	if needle == "" {
		m.find.places, m.find.spans = nil, nil
		return
	}
	if m.folded == nil {
		m.folded = foldText(m.text)
	}
	m.find.search(m.folded, []byte(needle))
	m.find.at = m.held()
}

func (f *find) search(text *folded, needle []byte) {
	f.places, f.spans = nil, nil
	for from := 0; ; {
		i := bytes.Index(text.letters[from:], needle)
		if i < 0 {
			break
		}
		from += i
		f.add(text.cells[from : from+len(needle)])
		from += len(needle)
	}
}

// add joins the cells of a place, line by line. A space between two lines has
// none: alone it is no place.
func (f *find) add(found []cells) {
	first, place := len(f.spans), len(f.places)
	for _, c := range found {
		last := len(f.spans) - 1
		switch {
		case c.to == c.from:
		case last >= first && f.spans[last].line == c.line:
			f.spans[last].to = max(f.spans[last].to, c.to)
		default:
			f.spans = append(f.spans, span{c, place})
		}
	}
	if len(f.spans) > first {
		f.places = append(f.places, first)
	}
}

// foldText folds a text, its lines joined by one space, or by none where a word goes
// on. The numbers of links are no part of it.
func foldText(t Text) *folded {
	size := len(t.Lines) * max(1, min(t.Key.Width, t.Key.Measure))
	f := &folded{make([]byte, 0, size), make([]cells, 0, size)}
	for n, line := range t.Lines {
		if whole, ok := t.wide[n]; ok {
			line = whole.line
		}
		spots := t.spotsOn(n)
		plain := strings.TrimRight(ansi.Strip(line), " ")
		if t.carried[n] == inSyllable {
			plain = strings.TrimSuffix(plain, "-")
		}
		at := cells{line: int32(n)}
		if t.carried[n-1] != 0 { // its margin is no space
			words := strings.TrimLeft(plain, " │")
			at.from = int32(ansi.StringWidth(plain) - ansi.StringWidth(words))
			plain = words
		}
		for _, r := range plain {
			at.to = at.from + width(r)
			if !isNumber(spots, at.from) {
				f.add(r, at)
			}
			at.from = at.to
		}
		if t.carried[n] == 0 {
			f.add(' ', at)
		}
	}
	return f
}

// isNumber reports whether the number of a link stands in a cell of their line.
func isNumber(spots []spot, cell int32) bool {
	for _, s := range spots {
		if s.number && cell >= s.from && cell < s.to {
			return true
		}
	}
	return false
}

// add folds a letter that stands in some cells; spaces become one.
func (f *folded) add(r rune, at cells) {
	was := len(f.letters)
	if 'a' <= r && r <= 'z' { // most of a text
		f.letters, f.cells = append(f.letters, byte(r)), append(f.cells, at)
		return
	}
	f.letters = appendFolded(f.letters, r)
	if string(f.letters[was:]) == " " && (was == 0 || f.letters[was-1] == ' ') {
		f.letters = f.letters[:was]
	}
	for range len(f.letters) - was {
		f.cells = append(f.cells, at)
	}
}

// width is what a letter takes, in cells.
func width(r rune) int32 {
	if ' ' <= r && r <= '~' {
		return 1
	}
	return int32(ansi.StringWidth(string(r)))
}

// fold lowers case and drops accents, and writes ligatures, apostrophes and
// spaces in one way.
func fold(s string) string {
	var b []byte
	for _, r := range s {
		b = appendFolded(b, r)
	}
	return string(b)
}

//nolint:gocyclo // a list of characters
func appendFolded(b []byte, r rune) []byte {
	switch {
	case 'A' <= r && r <= 'Z':
		return append(b, byte(r)+'a'-'A')
	case ' ' <= r && r <= '~':
		return append(b, byte(r))
	}
	var room [16]byte
	for _, r := range string(norm.NFD.AppendString(room[:0], string(r))) {
		switch {
		case r < utf8.RuneSelf && r > ' ':
			b = append(b, byte(unicode.ToLower(r)))
		case unicode.Is(unicode.Mn, r):
		case r == 'œ' || r == 'Œ':
			b = append(b, "oe"...)
		case r == 'æ' || r == 'Æ':
			b = append(b, "ae"...)
		case r == '’' || r == 'ʼ' || r == '‘':
			b = append(b, '\'')
		case unicode.IsSpace(r):
			b = append(b, ' ')
		default:
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return b
}

// mark shows the found words on a line of the text.
func (f *find) mark(line string, n int, th *theme.Theme) string {
	first := sort.Search(len(f.spans), func(i int) bool { return int(f.spans[i].line) >= n })
	var ranges []lipgloss.Range
	for _, s := range f.spans[first:] {
		if int(s.line) != n {
			break
		}
		style := th.Match
		if s.place == f.at {
			style = th.AtHand
		}
		ranges = append(ranges, lipgloss.NewRange(int(s.from), int(s.to), style))
	}
	if len(ranges) == 0 {
		return line
	}
	return lipgloss.StyleRanges(line, ranges...)
}
