package related

import (
	"cmp"
	"slices"

	"breageek/store/terms"
)

// How alike two headlines must be to be one: of their words without the common
// ones, counted by stem, twice those they share over all they have (Dice, 1945).
const (
	alike     = 0.8
	fewStems  = 4   // with fewer nothing is nearly the same
	rareWords = 3   // of so many of the rarest words a candidate has two
	rareTitle = 500 // one of which stands in no more articles than this
)

// Headline is a title that is looked for although it may have been corrected, translated
// anew or cut off.
type Headline struct {
	st    terms.Stemmer
	stems []string
}

// NewHeadline reads a title; ok is false for one with too few words to be known by them.
func NewHeadline(title string) (h *Headline, ok bool) {
	h = &Headline{}
	h.stems = stemSet(&h.st, title)
	return h, len(h.stems) >= fewStems
}

// Stems are those of its words without the common ones.
func (h *Headline) Stems() []string { return h.stems }

// RarePairs returns pairs of its rarest words: each article that has nearly the same title has
// both of one pair. One of them is rare enough for its postings to be short.
func (h *Headline) RarePairs(freq map[string]int) (pairs [][2]string) {
	rare := slices.DeleteFunc(slices.Clone(h.stems), func(t string) bool { return freq[t] == 0 })
	slices.SortStableFunc(rare, func(a, b string) int { return cmp.Compare(freq[a], freq[b]) })
	rare = rare[:min(len(rare), rareWords)]
	for i, a := range rare {
		for _, b := range rare[i+1:] {
			if freq[a] <= rareTitle {
				pairs = append(pairs, [2]string{a, b})
			}
		}
	}
	return pairs
}

// Nearest returns the index of the title that is nearly the headline, the first of equals; -1
// where none is.
func (h *Headline) Nearest(titles []string) int {
	best, most := -1, alike
	for i, title := range titles {
		if d := dice(h.stems, stemSet(&h.st, title)); d >= most && (d > most || best < 0) {
			best, most = i, d
		}
	}
	return best
}

// stemSet returns the stems of a headline's words, once each, without the common
// ones.
func stemSet(st *terms.Stemmer, title string) (stems []string) {
	for w := range terms.Words(title) {
		if terms.IsStop(w.Folded) {
			continue
		}
		if t := st.Stem(w.Folded); !slices.Contains(stems, t) {
			stems = append(stems, t)
		}
	}
	return stems
}

func dice(a, b []string) float64 {
	shared := 0
	for _, t := range a {
		if slices.Contains(b, t) {
			shared++
		}
	}
	return 2 * float64(shared) / float64(max(1, len(a)+len(b)))
}
