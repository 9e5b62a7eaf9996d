package related

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"breageek/store/terms"
)

// Bounds of a search for related stories: they keep it within its ten milliseconds whatever
// the archive's size.
const (
	maxPostings = 8  // the weightiest topics of an article whose postings are read
	maxCompared = 64 // how many articles are compared topic by topic
)

// DefaultLimit is how many related stories are given when nobody says how many.
const DefaultLimit = 12

// minCorpus is how many articles an archive is taken to have at least: in a small
// one a word of two articles is no common one.
const minCorpus = 50

// RowidsPerDay is how many rowids of the archive a day has: articles are numbered by their
// date, so that the distance of two rowids is the time between two articles.
const RowidsPerDay = 256 * 86400

// Question is an article whose related stories are looked for.
type Question struct {
	Topics
	rowid  int64
	seen   Profile // as others see it
	self   int     // 1 when the archive counts this article among those with its topics
	total  int     // articles that have terms, at least minCorpus
	whole  float64 // what sharing every topic is worth
	length float64 // how much the articles it is compared with say, on average
	least  float64 // the score of what is about the same things
	rubric bool    // its title's prefix stands over titles that have nothing else in common
}

// Ask makes a question of an article; counted reports whether the archive counts it among those
// with its topics. Its topics weigh what they weigh for others.
func Ask(rowid int64, t Topics, counted bool) *Question {
	q := &Question{Topics: t, rowid: rowid, seen: t.profile(), least: subjectScore}
	if counted {
		q.self = 1
	}
	for i, t := range q.order {
		t.weight = q.seen.at(i).weight
	}
	return q
}

// Limit is how many stories are wanted: for more than the default, less in common is
// enough.
func (q *Question) Limit(n int) { q.least = subjectScore * min(1, DefaultLimit/float64(n)) }

// Rowid is the article's.
func (q *Question) Rowid() int64 { return q.rowid }

// Stems are those of the article's topics.
func (q *Question) Stems() []string {
	stems := make([]string, len(q.order))
	for i, t := range q.order {
		stems[i] = t.stem
	}
	return stems
}

// Weigh takes how many articles have each stem, and how many there are.
func (q *Question) Weigh(freq map[string]int, total int) {
	q.total = max(total, minCorpus)
	for _, t := range q.order {
		t.articles = freq[t.stem]
		t.idf = terms.Rarity(t.articles, q.total)
	}
}

// Posting is a topic whose articles are looked for.
type Posting struct {
	Stem     string
	Articles int // how many have it

	topic *topic
}

// Postings are the topics whose articles are looked for. Rare words come first,
// whatever they weigh, and dull ones not at all: the postings of common words are
// long.
func (q *Question) Postings() []Posting {
	type worth struct {
		t *topic
		n float64
	}
	var all []worth
	for _, t := range q.order {
		if t.articles > q.self && !t.dull {
			all = append(all, worth{t, math.Sqrt(t.weight) * math.Pow(t.idf, 1.3)})
		}
	}
	slices.SortFunc(all, func(a, b worth) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.t.stem, b.t.stem))
	})
	searched := make([]Posting, min(len(all), maxPostings))
	for i := range searched {
		t := all[i].t
		searched[i] = Posting{t.stem, t.articles, t}
	}
	return searched
}

// Likely returns the rowids of the articles that share most with the article, the
// oldest first; found are those near in time that have each topic.
func (q *Question) Likely(searched []Posting, found [][]int64) []int64 {
	scores := make(map[int64]float64, 512)
	for i, p := range searched {
		for _, rowid := range found[i] {
			scores[rowid] += p.topic.weight * p.topic.idf
		}
	}
	if q.rubric = isRubric(searched, found); q.rubric {
		for _, t := range q.order {
			switch {
			case t.label:
				t.weight = min(t.weight, inLabel)
			case t.prefix:
				t.weight = min(t.weight, inRubric)
			}
		}
	}
	type scored struct {
		rowid int64
		score float64
	}
	all := make([]scored, 0, len(scores))
	for rowid, score := range scores {
		all = append(all, scored{rowid, score})
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.rowid, a.rowid))
	})
	rowids := make([]int64, min(len(all), maxCompared))
	for i := range rowids {
		rowids[i] = all[i].rowid
	}
	slices.Sort(rowids) // as they are kept, so that neighbours are read together
	return rowids
}

// Hit is an article that may belong to another.
type Hit struct {
	Rowid   int64
	Kind    Kind
	Score   float64
	Profile Profile // as others see it
	Copies  int     // near-identical others that stand behind it
	Citing  bool    // it is linked because it links to the article
	Also    []Kind  // the other ways in which it belongs to the article

	shared []shared // the weightiest first
	gone   bool     // the user dismissed it, or a copy of it
}

// settle makes what the ranking says the kind of a hit that has none, and of a
// chapter that only links here or is proposed by the site.
func (h *Hit) settle(ranked Kind) {
	switch {
	case h.Kind == "":
		h.Kind = ranked
	case ranked == "":
	case ranked.isChapter() && (h.Kind == Site || h.Citing):
		h.Kind, h.Also = ranked, append([]Kind{h.Kind}, h.Also...)
	default:
		h.Also = append(h.Also, ranked)
	}
}

// rank is where the hits of its kind stand in the answer.
func (h *Hit) rank() int {
	if h.Kind == Linked && h.Citing {
		return FollowUp.rank()*2 + 1 // behind the chapters
	}
	return h.Kind.rank() * 2
}

// With adds hits for those of some articles that are none yet.
func With(hits []*Hit, rowids []int64) []*Hit {
	for _, rowid := range rowids {
		if !slices.ContainsFunc(hits, func(h *Hit) bool { return h.Rowid == rowid }) {
			hits = append(hits, &Hit{Rowid: rowid})
		}
	}
	return hits
}

// Compare finds what every hit shares with the article, by its profile, and leaves out those
// that do not belong to it.
func (q *Question) Compare(hits []*Hit) []*Hit {
	var weight float64
	for _, h := range hits {
		weight += h.Profile.weight
	}
	q.scale(weight / float64(max(len(hits), 1)))
	return slices.DeleteFunc(hits, func(h *Hit) bool {
		q.measure(h)
		return h.Kind == ""
	})
}

// Touches reports whether any of some articles has distinctive things in common
// with the article.
func (q *Question) Touches(news []*Hit) bool {
	q.scale(q.seen.weight)
	for _, h := range news {
		if q.measure(h); h.Rowid != q.rowid && q.overlap(h).things >= freshThings {
			return true
		}
	}
	return false
}

// freshThings is how many distinctive things an article must share with a story's article to
// be looked at closer.
const freshThings = 2

// Choose sorts the hits, puts near-identical ones behind the first of them, leaves out what was
// dismissed, by rowid, and keeps the best.
func Choose(hits []*Hit, dismissed map[int64]bool, limit int) []*Hit {
	slices.SortStableFunc(hits, func(a, b *Hit) int {
		order := cmp.Compare(a.rank(), b.rank())
		if order != 0 || a.Kind == Linked || a.Kind == Site {
			return order // in the text's order, or in the site's
		}
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Rowid, a.Rowid))
	})
	var kept []*Hit
next:
	for _, h := range hits {
		for _, k := range kept {
			if k.Profile.packed != nil && h.Kind != Linked && h.Kind != Site &&
				k.Profile.copies(h.Profile) {
				k.Copies++
				k.gone = k.gone || dismissed[h.Rowid]
				continue next
			}
		}
		h.gone = dismissed[h.Rowid]
		kept = append(kept, h)
	}
	// A text that was dismissed does not come back as its copy.
	kept = slices.DeleteFunc(kept, func(h *Hit) bool { return h.gone })
	return kept[:min(len(kept), limit)]
}

// TitleHash is the hash by which a headline is known again without its link; 0
// for what is too short to be one article's alone.
func TitleHash(title string) int64 {
	folded := terms.Fold(title)
	if strings.Count(folded, " ") < 3 {
		return 0
	}
	return int64(terms.Hash(folded) | 1)
}
