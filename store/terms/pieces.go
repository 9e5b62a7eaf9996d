package terms

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isUnspaced reports whether a rune is one of the letters of scripts that put no space between
// words, or join much to them, as Korean does: Chinese, Japanese, Korean, Thai, Lao, Khmer,
// Burmese, Tibetan. A word in them is found by its pairs of letters.
func isUnspaced(r rune) bool {
	if r < 0xe00 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan) ||
		r == 'ー' || r == '々'
}

// IsLoneLetter reports whether a folded term is one letter of an unspaced script: a word
// (猫), of which texts keep the pairs that it begins.
func IsLoneLetter(term string) bool {
	letter, size := unspaced(term)
	return size > 0 && size == len(term) && letter != ""
}

// pairs yields the pairs of letters of the run that begins at from, or its one letter. It
// returns where the run ends, or -1 where no more is wanted.
func pairs(text string, from int, first bool, yield func(Word) bool) int {
	before, beforeAt, n := "", from, 0
	i := from
	for i < len(text) {
		letter, size := unspaced(text[i:])
		if size == 0 {
			break
		}
		if n++; n > 1 {
			w := Word{Text: text[beforeAt : i+size], Folded: before + letter, From: beforeAt,
				To: i + size, First: first && n == 2}
			if !yield(w) {
				return -1
			}
		}
		before, beforeAt = letter, i
		i += size
	}
	if n == 1 && !yield(Word{Text: text[from:i], Folded: before, From: from, To: i, First: first}) {
		return -1
	}
	return i
}

// unspaced reads one letter of an unspaced script with its marks, folded; its size is 0
// where there is none.
func unspaced(s string) (letter string, size int) {
	var b []byte
	for size < len(s) {
		r, n := decode(s[size:])
		if size == 0 && !isUnspaced(r) || size > 0 && !unicode.Is(unicode.M, r) && !isJoiner(r) {
			break
		}
		b = appendFolded(b, r)
		size += n
	}
	return string(b), size
}

// joins reports whether a word goes on behind a joiner.
func joins(after string) bool {
	if after == "" {
		return false
	}
	r, _ := decode(after)
	return isWord(r) && !isUnspaced(r)
}

// nonJoiner keeps letters of one word apart in scripts that join them.
const nonJoiner = '\u200c'

// Parts returns what a text can also be found by, folded: the parts of a word that a
// non-joiner sets apart, which others write with a space, and the last letter of a run
// without spaces, which begins no pair.
func Parts(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		apart := strings.ContainsRune(text, nonJoiner)
		for i := 0; i < len(text); {
			if text[i] < 0xe0 && !apart { // no unspaced letter begins so
				i++
				continue
			}
			r, n := decode(text[i:])
			switch {
			case isUnspaced(r):
				last := ""
				for i < len(text) {
					letter, size := unspaced(text[i:])
					if size == 0 {
						break
					}
					last, i = letter, i+size
				}
				if !yield(last) {
					return
				}
			case apart && isWord(r):
				w := takeWord(text, i)
				if strings.ContainsRune(w.Text, nonJoiner) {
					for part := range strings.SplitSeq(w.Text, string(nonJoiner)) {
						if folded := Fold(part); len(folded) > 1 && !yield(folded) {
							return
						}
					}
				}
				i = w.To
			default:
				i += n
			}
		}
	}
}

// The signs that words are found with stand in terms as other characters: the search table
// takes only letters, digits and what is beyond ASCII for a part of a term.
var signs = strings.NewReplacer("+", "＋", "#", "＃", ",", "，", ".", "，", "&", "＆", "/", "／")

// maxSigned bounds a word with signs, in bytes.
const maxSigned = 24

// Signed returns the words of a text that are not told by their parts, which [Words] gives
// where they have more than one letter: C++, C#, 3,5 (as 3.5), 24/7, R&D; folded.
func Signed(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := nextSign(text, 0); i >= 0; {
			from := wordBegin(text, i)
			if from == i { // behind a letter without words
				i = nextSign(text, i+1)
				continue
			}
			end, signed := signedWord(text, from)
			if signed && end-from <= maxSigned {
				if !yield(signs.Replace(foldSigned(text[from:end]))) {
					return
				}
			}
			i = nextSign(text, max(end, i+1))
		}
	}
}

// nextSign returns where the next sign stands as it does in a word with signs: behind a letter
// and before another one, or as "++" or "#"; -1 where none does.
func nextSign(text string, from int) int {
	letter := func(c byte) bool { return c >= utf8.RuneSelf || asciiFold[c] != 0 }
	for i := max(from, 1); i < len(text); i++ {
		switch text[i] {
		case '+', '#':
			if letter(text[i-1]) {
				return i
			}
		case ',', '.', '&', '/':
			if i+1 < len(text) && letter(text[i-1]) && letter(text[i+1]) {
				return i
			}
		}
	}
	return -1
}

// wordBegin returns where the word that ends at a place begins.
func wordBegin(text string, end int) int {
	for end > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:end])
		if !isWord(r) || isUnspaced(r) {
			break
		}
		end -= n
	}
	return end
}

// signedWord measures the word at from with the signs that join it to the next or end it.
//
//nolint:gocyclo // a case for each sign
func signedWord(text string, from int) (end int, signed bool) {
	end = from
	letters, short := 0, false // of the part at hand; one of the parts has one letter
	for end < len(text) {
		for end < len(text) && text[end] < utf8.RuneSelf && isWord(rune(text[end])) {
			end, letters = end+1, letters+1
		}
		if end == len(text) {
			break
		}
		r, n := decode(text[end:])
		if isWord(r) && !isUnspaced(r) {
			end, letters = end+n, letters+1
			continue
		}
		rest := text[end:]
		switch {
		case strings.HasPrefix(rest, "++") && !wordAt(rest[2:]):
			return end + 2, true
		case r == '#' && !wordAt(rest[1:]):
			return end + 1, true
		case (r == ',' || r == '.') && digitBefore(text[:end]) && digitAt(rest[1:]):
		case (r == '&' || r == '/') && end > from && wordAt(rest[1:]):
		default:
			return end, signed && (short || letters == 1)
		}
		signed, short, letters = true, short || letters == 1, 0
		end += n
	}
	return end, signed && (short || letters == 1)
}

func wordAt(s string) bool {
	if s == "" {
		return false
	}
	r, _ := decode(s)
	return isWord(r) && !isUnspaced(r)
}

func digitAt(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func digitBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r >= '0' && r <= '9'
}

// foldSigned folds the letters of a word and keeps its signs.
func foldSigned(s string) string {
	var b []byte
	for _, r := range s {
		if r < utf8.RuneSelf && !isWord(r) {
			b = append(b, byte(r))
			continue
		}
		b = appendFolded(b, r)
	}
	return string(b)
}
