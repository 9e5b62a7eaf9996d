package related

import (
	"maps"
	"slices"

	"breageek/store/terms"
)

// Bounds of a story: they keep finding it within a tenth of a second or so whatever
// the archive's size.
const (
	storyChapters = 60 // how many chapters a story has at most
	storySearches = 16 // for how many of them others are searched for
)

// What makes a chapter beside its bonds.
const (
	minCover   = 0.4 // what part of what most chapters have in common it has
	minWords   = 3   // and how many words that is
	wholeCover = 0.8 // with this part one chapter's word is enough
)

// candidate is an article that may be a chapter.
type candidate struct {
	rowid    int64
	profile  Profile
	own      bool    // the article in question calls it a chapter
	votes    int     // how many of those that were searched for do
	bonds    float64 // their scores
	accepted bool    // it is one
}

// Cluster is a story that is being found.
type Cluster struct {
	first    *Question
	accepted []*candidate // its chapters, the article in question first
	searched []*Question  // those of them that others were searched for
	pool     []*candidate // all that was found, in no order
	at       map[int64]*candidate
	idf      map[uint32]float64 // of the topics of those that were searched for
}

// NewCluster begins the story of an article.
func NewCluster(q *Question) *Cluster {
	seed := &candidate{rowid: q.rowid, profile: q.seen, accepted: true}
	return &Cluster{first: q, accepted: []*candidate{seed}, at: map[int64]*candidate{q.rowid: seed},
		idf: map[uint32]float64{}}
}

// Knows reports whether an article is a candidate already.
func (p *Cluster) Knows(rowid int64) bool { return p.at[rowid] != nil }

// Widen takes what was found for a chapter: the profiles of articles that are no candidates
// yet, by their rowids. The chapter votes on all that was found so far, and all chapters vote
// on what is new. What nobody calls a chapter is forgotten: whoever would
// finds it again.
func (p *Cluster) Widen(q *Question, rowids []int64, profiles []Profile) {
	fresh := make([]*candidate, len(rowids))
	weight := q.seen.weight
	for i, of := range profiles {
		fresh[i] = &candidate{rowid: rowids[i], profile: of}
		weight += of.weight
	}
	for _, c := range p.pool {
		weight += c.profile.weight
	}
	q.scale(weight / float64(1+len(fresh)+len(p.pool)))
	for _, t := range q.order {
		p.idf[t.hash] = min(t.idf/terms.Rarity(1, q.total), 1)
	}
	for _, c := range p.pool {
		c.vote(q, false)
	}
	p.searched = append(p.searched, q)
	for _, c := range fresh {
		for i, o := range p.searched {
			c.vote(o, i == 0)
		}
		if c.votes > 0 {
			p.pool, p.at[c.rowid] = append(p.pool, c), c
		}
	}
}

// Next takes the nearest candidate into the story, and reports whether others are to be
// searched for it; ok is false when the story is complete.
func (p *Cluster) Next() (rowid int64, search, ok bool) {
	if len(p.accepted) >= storyChapters {
		return 0, false, false
	}
	c := p.next()
	if c == nil {
		return 0, false, false
	}
	known := slices.ContainsFunc(p.accepted, func(o *candidate) bool {
		return o.profile.copies(c.profile)
	})
	c.accepted = true
	p.accepted = append(p.accepted, c)
	// A copy finds and says what the other did.
	return c.rowid, !known && len(p.searched) < storySearches, true
}

// Chapters returns the rowids of the story's articles, the oldest first.
func (p *Cluster) Chapters() []int64 {
	rowids := make([]int64, len(p.accepted))
	for i, c := range p.accepted {
		rowids[i] = c.rowid
	}
	slices.Sort(rowids)
	return rowids
}

// Chapter returns how a chapter belongs to the article that the story was begun with, and why;
// nothing for that article itself.
func (p *Cluster) Chapter(rowid int64) (Kind, []string) {
	if rowid == p.first.rowid {
		return "", nil
	}
	q := p.first
	h := Hit{Rowid: rowid, Profile: p.at[rowid].profile}
	q.measure(&h)
	switch {
	case h.Kind.isChapter():
	case q.days(&h) <= eventDays:
		h.Kind = SameStory
	default:
		h.Kind = FollowUp // over the chapters between them
	}
	return h.Kind, q.Reasons(&h)
}

// vote lets a chapter say whether the candidate is one for it.
func (c *candidate) vote(q *Question, own bool) {
	h := Hit{Rowid: c.rowid, Profile: c.profile}
	if q.measure(&h); h.Kind.isChapter() {
		c.votes++
		c.bonds += h.Score
		c.own = c.own || own
	}
}

// next returns the candidate that is nearest to the story, nil when none belongs
// to it.
func (p *Cluster) next() (best *candidate) {
	centroid := p.centroid()
	for _, c := range p.pool {
		most := c.own || c.votes >= 2 || c.votes*2 > len(p.searched)
		if part := centroid.part(c); c.accepted || part < minCover || !most && part < wholeCover {
			continue
		}
		if best == nil || c.bonds > best.bonds || c.bonds == best.bonds && c.rowid > best.rowid {
			best = c
		}
	}
	return best
}

// centroid is what most chapters of a story have in common: distinctive topics, and
// how much each says, in the order of their hashes.
type centroid struct {
	weights map[uint32]float64
	whole   float64
}

// centroid finds what at least half of the chapters that were searched for, and two, have.
// One chapter alone has no centroid.
func (p *Cluster) centroid() centroid {
	if len(p.searched) < 2 {
		return centroid{}
	}
	k := centroid{weights: map[uint32]float64{}}
	chapters := map[uint32]int{}
	for _, q := range p.searched {
		for i := range q.seen.len() {
			if t := q.seen.at(i); !t.dull && p.idf[t.hash] >= distinctive {
				chapters[t.hash]++
				k.weights[t.hash] += p.idf[t.hash] * min(1, t.weight/inTitle)
			}
		}
	}
	for hash, n := range chapters {
		if n < 2 || n*2 < len(p.searched) {
			delete(k.weights, hash)
		}
	}
	for _, hash := range slices.Sorted(maps.Keys(k.weights)) {
		k.whole += k.weights[hash] // in one order, so that the sum is always the same
	}
	return k
}

// part returns what part a candidate has of what the chapters have in common; all
// of it when there is one chapter, nothing when it is a word or two.
func (k centroid) part(c *candidate) float64 {
	if k.weights == nil {
		return 1
	}
	sum, words := 0.0, 0
	for i := range c.profile.len() {
		if w := k.weights[c.profile.hash(i)]; w > 0 {
			sum, words = sum+w, words+1
		}
	}
	if words < minWords {
		return 0
	}
	return sum / k.whole
}
