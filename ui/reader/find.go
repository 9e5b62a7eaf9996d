package reader

import (
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"breageek/ui/theme"
)

// find is a search in the text: the words, and where they stand.
type find struct {
	words   string
	matches []match
	at      int
}

// match is where the words stand: a span of cells on each line they run over.
type match []span

type span struct{ line, from, to int }

// letter is one folded letter of the text and the cells it stands in.
type letter struct {
	r    rune
	span span
}

// Find marks words in the text and goes to the first place at or below the top
// of the pane. Case, accents, ligatures, apostrophes and kinds of space do not
// count. It gives the number of places; no words end the search.
func (m *Model) Find(words string) int {
	m.find = find{words: words}
	m.find.search(m.text)
	for i, found := range m.find.matches {
		if found[0].line >= m.top {
			m.find.at = i
			break
		}
	}
	m.reveal()
	return len(m.find.matches)
}

// Finding says what is searched for, the number of the place the screen stands
// on, from 1, and how many there are.
func (m *Model) Finding() (words string, at, of int) {
	return m.find.words, min(m.find.at+1, len(m.find.matches)), len(m.find.matches)
}

// FindNext goes n places on, or back where n is negative, and round the ends.
func (m *Model) FindNext(n int) {
	if of := len(m.find.matches); of > 0 {
		m.find.at = ((m.find.at+n)%of + of) % of
		m.reveal()
	}
}

// reveal scrolls as little as it must to show the place it stands on, with some
// lines around it.
func (m *Model) reveal() {
	if len(m.find.matches) == 0 {
		return
	}
	line := m.find.matches[m.find.at][0].line
	if line < m.top || line >= m.top+m.page() {
		m.scrollTo(line - m.page()/3)
	}
}

// search finds the words in a text.
func (f *find) search(t Text) {
	f.matches = nil
	needle := []rune(fold(f.words))
	if len(needle) == 0 {
		return
	}
	text := letters(t)
	for i := 0; i+len(needle) <= len(text); i++ {
		if begins(text[i:], needle) {
			f.matches = append(f.matches, spans(text[i:i+len(needle)]))
			i += len(needle) - 1
		}
	}
	f.at = min(f.at, max(0, len(f.matches)-1))
}

func begins(text []letter, needle []rune) bool {
	for i, r := range needle {
		if text[i].r != r {
			return false
		}
	}
	return true
}

// spans joins the cells of letters, line by line.
func spans(found []letter) match {
	var m match
	for _, l := range found {
		last := len(m) - 1
		switch {
		case l.span.to == l.span.from:
		case last >= 0 && m[last].line == l.span.line:
			m[last].to = max(m[last].to, l.span.to)
		default:
			m = append(m, l.span)
		}
	}
	return m
}

// letters folds a text, its lines joined by one space.
func letters(t Text) []letter {
	var all []letter
	for n, line := range t.Lines {
		plain := ansi.Strip(line)
		end := len(strings.TrimRight(plain, " "))
		col := 0
		for _, r := range plain[:end] {
			w := ansi.StringWidth(string(r))
			for _, f := range fold(string(r)) {
				if f != ' ' || len(all) > 0 && all[len(all)-1].r != ' ' {
					all = append(all, letter{f, span{n, col, col + w}})
				}
			}
			col += w
		}
		if len(all) > 0 && all[len(all)-1].r != ' ' {
			all = append(all, letter{' ', span{n, col, col}})
		}
	}
	return all
}

// fold lowers case and drops accents, and writes ligatures, apostrophes and
// spaces in one way.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'œ' || r == 'Œ':
			b.WriteString("oe")
		case r == 'æ' || r == 'Æ':
			b.WriteString("ae")
		case r == '’' || r == 'ʼ' || r == '‘':
			b.WriteByte('\'')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// mark shows the found words on a line of the text.
func (f *find) mark(line string, n int, th *theme.Theme) string {
	var ranges []lipgloss.Range
	for i, found := range f.matches {
		for _, s := range found {
			if s.line != n {
				continue
			}
			style := th.Match
			if i == f.at {
				style = th.AtHand
			}
			ranges = append(ranges, lipgloss.NewRange(s.from, s.to, style))
		}
	}
	if len(ranges) == 0 {
		return line
	}
	return lipgloss.StyleRanges(line, ranges...)
}
