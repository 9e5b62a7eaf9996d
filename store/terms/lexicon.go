package terms

// Lexicon remembers the words it saw, so that reading many texts does not fold, stem and keep
// the same word each time. It serves one goroutine at a time; the zero value is ready.
type Lexicon struct {
	stemmer Stemmer
	known   map[string]*Term
	folded  []byte
}

// Term is a word of a Lexicon.
type Term struct {
	Folded string // see [Fold]
	Stem   *Term  // the term itself where it is its own stem
	Stop   bool   // see [IsStop]

	Document, Text uint32 // the caller's: the last document, and text, that it was noted in
}

// Forget bounds a Lexicon's memory. It is called between two documents: the terms of one stay
// the same.
func (l *Lexicon) Forget() {
	if len(l.known) > knownStems {
		l.known = nil
	}
}

// Term returns the term of a folded word.
func (l *Lexicon) Term(folded string) *Term {
	if t := l.known[folded]; t != nil {
		return t
	}
	return l.add(folded)
}

func (l *Lexicon) add(folded string) *Term {
	if l.known == nil {
		l.known = make(map[string]*Term, 1024)
	}
	t := &Term{Folded: folded, Stop: IsStop(folded)}
	l.known[folded] = t
	t.Stem = t
	if stem := l.stemmer.Stem(folded); stem != folded {
		t.Stem = l.Term(stem)
	}
	return t
}

// Each calls f with the terms of a text's words, and where each word begins, until f has
// enough. The words are those of [Words].
func (l *Lexicon) Each(text string, f func(t *Term, from int) bool) {
	more := true
	for i := 0; i < len(text) && more; {
		r, n := decode(text[i:])
		switch {
		case !isWord(r):
			i += n
		case isUnspaced(r):
			i = pairs(text, i, false, func(w Word) bool {
				more = f(l.Term(w.Folded), w.From)
				return more
			})
		default:
			s := take(text, i, l.folded[:0])
			i, l.folded = s.to, s.folded
			if len(s.folded) > 1 && len(s.folded) <= maxWord {
				t := l.known[string(s.folded)] // which needs no copy
				if t == nil {
					t = l.add(string(s.folded))
				}
				more = f(t, s.from)
			}
		}
	}
}
