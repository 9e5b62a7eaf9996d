// Package related owns which stories belong together, and why: it describes an article by its
// topics, compares such descriptions and grows a story from them. Its functions are pure: it
// knows no archive and no clock, and whoever calls it looks up what it needs.
package related

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"breageek/store/terms"
)

// What weighs how much in what an article is about.
const (
	inTitle    = 3.0
	inHead     = 0.6 // how much more the first word of a title weighs
	headWords  = 2.0 // after so many words that is a third of it
	inCategory = 1.0
	inLead     = 1.0
	inLeadMore = 0.25 // each time a lead's word comes again
	restMost   = 2.5  // what categories and lead give a word at most
	asName     = 1.2  // for named things
	asDull     = 0.9  // for words of a title that are in any news
	LeadWords  = 60   // content words of the body that are its lead
	mostTopics = 80   // the weightiest of an article that count
)

// role is what a topic is in its article.
type role struct {
	title  bool // it stands in the title
	prefix bool // before the colon or full stop of it
	label  bool // and is all that stands there: "Handball", "Port-Vieil"
	name   bool // a named thing
	dull   bool // a word of any news: it counts a little, and is no reason
}

// topic is one thing an article is about.
type topic struct {
	role
	stem    string
	hash    uint32 // of the stem
	weight  float64
	surface string  // as a user would recognise it
	span    int     // which of the names it is part of; 0 for none
	tag     int     // the same of the tags
	rest    float64 // the part of the weight that is not the title's

	articles int     // how many have it, once that was asked for
	idf      float64 // how rare that is
}

// Topics is what an article is about: the topics of its title, its categories
// and its lead.
type Topics struct {
	topics map[string]*topic // while they are being found
	order  []*topic          // as they come in the article, and then by their hashes
	names  []string          // names of several words, from 1
	tags   []string          // categories that are such names, from 1
}

// Describe finds what an article is about: by its title, its categories, and its plain text
// or, without one, its summary.
func Describe(st *terms.Stemmer, title string, categories []string, text string) Topics {
	d := Topics{topics: map[string]*topic{}, names: []string{""}, tags: []string{""}}
	shouted := strings.ToUpper(title) == title
	d.add(st, title, inTitle, 1<<20, shouted)
	d.label()
	for _, c := range categories {
		d.add(st, c, inCategory, 8, false)
	}
	d.add(st, text, inLead, LeadWords, false)
	d.nameTags(st, categories)
	for _, t := range d.order {
		if t.name && !t.title {
			t.weight *= asName
		}
		if !t.name && !t.label && !shoutedWord(t.surface) {
			t.surface = withHead(t.surface, unicode.ToLower)
		}
	}
	// Equals stay as they come in the article.
	slices.SortStableFunc(d.order, func(a, b *topic) int { return cmp.Compare(b.weight, a.weight) })
	d.order = d.order[:min(len(d.order), mostTopics)]
	slices.SortFunc(d.order, func(a, b *topic) int { return cmp.Compare(a.hash, b.hash) })
	return d
}

// withHead changes the first letter of a word.
func withHead(word string, to func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(word)
	return string(to(r)) + word[n:]
}

// label marks the prefix that is a single word: it files the article, under a
// sport, a town or a section, and does not tell its story.
func (d *Topics) label() {
	var prefix []*topic
	for _, t := range d.order {
		if t.prefix {
			prefix = append(prefix, t)
		}
	}
	if len(prefix) == 1 {
		prefix[0].label = true
	}
}

// add reads up to some content words of a text.
func (d *Topics) add(st *terms.Stemmer, text string, weight float64, limit int, shouted bool) {
	run := nameRun{text: text, names: &d.names}
	prefix, words := 0, 0
	if weight == inTitle {
		prefix = prefixEnd(text)
	}
	for w := range terms.Words(text) {
		if limit == 0 {
			break
		}
		dull := terms.IsDull(w.Folded)
		if dull && (weight != inTitle || terms.IsStop(w.Folded)) {
			continue
		}
		limit--
		from, to := whole(text, w)
		t := d.topic(st.Stem(w.Folded), text[from:to], weight)
		if words++; dull {
			t.dull, t.weight = true, inTitle*asDull
			continue
		}
		if weight == inTitle {
			t.title, t.prefix = true, w.To <= prefix
			if t.weight < inTitle {
				t.weight += inTitle * (1 + inHead*math.Exp(-float64(words-1)/headWords))
			}
		}
		if shouted {
			t.surface = strings.ToLower(t.surface)
			continue
		}
		run.add(t, w, from, to)
	}
	run.finish()
}

// topic returns the topic of a stem, heavier than it was.
func (d *Topics) topic(stem, surface string, weight float64) *topic {
	t := d.topics[stem]
	if t == nil {
		t = &topic{stem: stem, hash: hash32(stem), surface: surface}
		d.topics[stem] = t
		d.order = append(d.order, t)
	} else if weight == inLead {
		weight = inLeadMore
	}
	if weight <= inLead {
		weight = min(weight, restMost-t.rest)
		t.rest += weight
	}
	if weight < inTitle {
		t.weight += weight
	}
	return t
}

// What similarity gives for texts that it says nothing about.
const (
	noText    = 0
	shortText = 1
)

// copies reports whether two articles are nearly the same: texts that differ in a
// few words, or one title over texts that could be one. Without a text nothing
// is known to be a copy, and a rubric's title over another text is none.
func (p Profile) copies(o Profile) bool {
	differ := bits.OnesCount64(p.similar ^ o.similar)
	switch {
	case p.similar == noText || o.similar == noText:
		return false
	case p.similar == shortText || o.similar == shortText:
		return p.title == o.title
	}
	return differ <= 3 || p.title == o.title && differ <= 16
}

// Similarity is a SimHash (Charikar, 2002) of a text's terms.
func Similarity(stems []string) uint64 {
	switch {
	case len(stems) == 0:
		return noText
	case len(stems) < 40:
		return shortText
	}
	var votes [64]int
	for _, s := range stems {
		h := terms.Hash(s)
		for i := range votes {
			votes[i] += int(h>>i&1)*2 - 1
		}
	}
	var sum uint64
	for i, v := range votes {
		if v > 0 {
			sum |= 1 << i
		}
	}
	return max(sum, shortText+1)
}

func hash32(s string) uint32 { return uint32(terms.Hash(s)) }
