package terms

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// Word is one word of a text.
type Word struct {
	Text     string // as written, without its elision
	Folded   string // see [Fold]
	From, To int    // where Text stands, in bytes
	First    bool   // nothing but punctuation stands before it in its sentence
	Capital  bool   // begins with a capital letter
}

// maxWord is the longest word that is a term, in bytes: longer ones are no words.
const maxWord = 40

// Words returns the words of a text in order. An elision ("l’", "qu’", "jusqu’")
// is no word and does not belong to one; another apostrophe joins ("prud’homme",
// "aujourd’hui"). A hyphen separates, what has no width does not. Words of one letter are
// left out, single digits too. A script without spaces gives every two letters that stand
// together, see [isUnspaced].
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		first := true
		for i := 0; i < len(text); {
			r, n := decode(text[i:])
			if !isWord(r) {
				first = first || endsSentence(r)
				i += n
				continue
			}
			if isUnspaced(r) {
				if i = pairs(text, i, first, yield); i < 0 {
					return
				}
				first = false
				continue
			}
			w := takeWord(text, i)
			i = w.To
			if len(w.Folded) > 1 && len(w.Folded) <= maxWord {
				w.First = first
				if !yield(w) {
					return
				}
			}
			if len(w.Folded) > 0 {
				first = false
			}
		}
	}
}

func decode(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	return utf8.DecodeRuneInString(s)
}

func endsSentence(r rune) bool {
	switch r {
	case '.', '!', '?', '…', ':', '\n', '«', '»', '"', '“', '”', '•', '|':
		return true
	}
	return false
}

// takeWord reads the word at from.
func takeWord(text string, from int) Word {
	s := take(text, from, make([]byte, 0, 24))
	w := Word{Text: text[s.from:s.end], Folded: string(s.folded), From: s.from, To: s.to}
	head, _ := utf8.DecodeRuneInString(w.Text)
	w.Capital = unicode.IsUpper(head)
	return w
}

// span is where a word stands: it is read up to to, and ends at end, which is before a
// genitive.
type span struct {
	from, end, to int
	folded        []byte // empty without a letter after the elision
}

// asciiFold is what ASCII letters and digits fold to; 0 for what is neither.
var asciiFold = func() (fold [utf8.RuneSelf]byte) {
	for c := range fold {
		if isWord(rune(c)) {
			fold[c] = byte(unicode.ToLower(rune(c)))
		}
	}
	return fold
}()

// take reads the word at from, and appends its folded form to folded.
func take(text string, from int, folded []byte) span { //nolint:gocyclo // a case a class
	i, apostrophe := from, 0
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if fold := asciiFold[c]; fold != 0 {
				folded = append(folded, fold)
				i++
				continue
			}
			if !isApostrophe(rune(c)) {
				break
			}
		}
		r, n := decode(text[i:])
		if isUnspaced(r) {
			break
		}
		if isWord(r) || isJoiner(r) && joins(text[i+n:]) {
			folded = appendFolded(folded, r)
			i += n
			continue
		}
		if !isApostrophe(r) || i+n >= len(text) {
			break
		}
		if next, _ := decode(text[i+n:]); !isWord(next) || isUnspaced(next) {
			break
		}
		if isElision(string(folded)) {
			from, folded = i+n, folded[:0]
		} else {
			apostrophe = i
		}
		i += n
	}
	s := span{from, i, i, folded}
	if n := len(folded); apostrophe > from && n > 0 && folded[n-1] == 's' {
		// An English genitive: "Biden’s" is Biden.
		if _, size := utf8.DecodeRuneInString(text[apostrophe:]); i-apostrophe-size == 1 {
			s.end, s.folded = apostrophe, folded[:n-1]
		}
	}
	return s
}

func isElision(folded string) bool {
	switch folded {
	case "l", "d", "j", "m", "t", "s", "n", "c", "qu",
		"jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu":
		return true
	}
	return false
}
