package terms

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/french"
)

// Stemmer finds stems and remembers them. It serves one goroutine at a time; the
// zero value is ready.
type Stemmer struct{ known map[string]string }

// knownStems bounds a Stemmer's memory.
const knownStems = 1 << 15

// Stem returns the stem of a folded word, by the French Snowball algorithm. Words
// with a digit, and words of three letters and less, are their own stems.
func (s *Stemmer) Stem(folded string) string {
	if len(folded) <= 3 {
		return folded
	}
	if stem, ok := s.known[folded]; ok {
		return stem
	}
	stem := folded
	if onlyLetters(folded) {
		env := snowballstem.NewEnv(folded)
		french.Stem(env)
		stem = Fold(env.Current()) // the algorithm may write è
	}
	if s.known == nil || len(s.known) >= knownStems {
		s.known = make(map[string]string, 1024)
	}
	s.known[folded] = stem
	return stem
}

func onlyLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}
