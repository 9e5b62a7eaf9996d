package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"breageek/feed"
)

// Bounds of a timeline: they keep it within a tenth of a second or so whatever
// the archive's size.
const (
	storyChapters = 60 // how many chapters a timeline has at most
	storySearches = 16 // for how many of them others are searched for
)

// What makes a chapter beside its bonds.
const (
	plotCover = 0.4 // what part of what most chapters have in common it has
	plotWords = 3   // and how many words that is
	plotWhole = 0.8 // with this part one chapter's word is enough
)

// Chapter is an article of a story.
type Chapter struct {
	Entry   Entry
	Kind    Kind     // as the asked article sees it: same-story or follow-up; empty for itself
	Reasons []string // what it shares with the asked article, as that one writes it
}

// Story gives the timeline of an article: every chapter of its story, from the
// oldest to the newest, the article itself among them; that alone when nothing
// belongs to it. Near-identical copies are chapters like others: each has its
// source, its date and its marks.
//
// A story grows from the article, each time by the nearest of what was found for
// its chapters so far. What joins must be what [Related] calls a chapter: of the
// article itself, of two chapters, or of most of them; and it must have a good part
// of what most chapters have in common. One chapter's word is enough for what has
// nearly all of that. So chapters weeks apart find each other over those between
// them, but a story does not go over to the next affair by an article that tells
// both, nor from match to match by the names of a club. It has 60 chapters at most,
// and others are searched for 16 of them.
//
// Articles that have no terms yet are answered, but are not among the answers. The
// error is ErrNotFound, wrapped, for an unknown article.
func (s *Store) Story(ctx context.Context, id feed.ID) ([]Chapter, error) {
	chapters, err := s.story(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("story of %s: %w", id, s.unread(err))
	}
	return chapters, nil
}

func (s *Store) story(ctx context.Context, id feed.ID) ([]Chapter, error) {
	q, _, err := s.asks(ctx, id)
	if err != nil {
		return nil, err
	}
	p, err := s.plot(ctx, q)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(p.told, func(a, b *candidate) int { return cmp.Compare(a.slot, b.slot) })
	slots := make([]int64, len(p.told))
	for i, c := range p.told {
		slots[i] = c.slot
	}
	entries, err := s.entriesAt(ctx, slots)
	if err != nil {
		return nil, err
	}
	chapters := make([]Chapter, len(entries))
	for i, c := range p.told[:len(entries)] {
		chapters[i].Entry = entries[i]
		if c.slot != q.slot {
			chapters[i].Kind, chapters[i].Reasons = q.sees(c)
		}
	}
	return chapters, nil
}

// sees tells how a chapter of the article's story belongs to the article, and why.
func (q *asking) sees(c *candidate) (Kind, []string) {
	h := hit{slot: c.slot, profile: c.profile}
	q.measure(&h)
	switch {
	case h.kind.isChapter():
	case q.days(&h) <= eventDays:
		h.kind = SameStory
	default:
		h.kind = FollowUp // over the chapters between them
	}
	return h.kind, q.reasons(h.shared)
}

func (k Kind) isChapter() bool { return k == SameStory || k == FollowUp }

// candidate is an article that may be a chapter.
type candidate struct {
	slot    int64
	profile profile
	own     bool    // the asked article calls it a chapter
	votes   int     // how many of those that were asked do
	bonds   float64 // their scores
	told    bool    // it is one
}

// plot is a story that is being found.
type plot struct {
	told  []*candidate // its chapters, the asked article first
	asked []*asking    // those of them that others were searched for
	pool  []*candidate // all that was found, in no order
	at    map[int64]*candidate
	idf   map[uint32]float64 // of the topics of those that were asked
}

// plot finds the story of an article.
func (s *Store) plot(ctx context.Context, q *asking) (*plot, error) {
	first := &candidate{slot: q.slot, profile: q.seen, told: true}
	p := &plot{told: []*candidate{first}, at: map[int64]*candidate{q.slot: first},
		idf: map[uint32]float64{}}
	if err := s.widen(ctx, p, q); err != nil {
		return nil, err
	}
	for len(p.told) < storyChapters {
		c := p.next()
		if c == nil {
			break
		}
		known := slices.ContainsFunc(p.told, func(o *candidate) bool {
			return o.profile.copies(c.profile)
		})
		c.told = true
		p.told = append(p.told, c)
		if known || len(p.asked) == storySearches {
			continue // a copy finds and says what its like did
		}
		q, err := s.asksAt(ctx, c.slot)
		if err == nil && q != nil {
			err = s.widen(ctx, p, q)
		}
		if err != nil {
			return nil, err
		}
	}
	return p, nil
}

// asksAt makes a question of the chapter at a slot; nil when that cannot be.
func (s *Store) asksAt(ctx context.Context, slot int64) (*asking, error) {
	rows, err := s.ask(ctx, "SELECT terms FROM about WHERE slot = ?", slot)
	if err != nil {
		return nil, err
	}
	known, err := collect[[]byte](rows)
	if err != nil || len(known) == 0 {
		return nil, err
	}
	q := &asking{slot: slot, self: 1, least: subjectScore}
	var ok bool
	if q.about, q.seen, ok = unpackAbout(known[0]); !ok {
		return nil, nil
	}
	return q, nil
}

// widen searches for what belongs to a chapter, and lets the chapter vote on
// all that was found. What nobody calls a chapter is forgotten: whoever would
// finds it again.
func (s *Store) widen(ctx context.Context, p *plot, q *asking) error {
	likely, err := s.likely(ctx, q)
	if err != nil {
		return err
	}
	slots := slices.DeleteFunc(likely, func(slot int64) bool { return p.at[slot] != nil })
	var fresh []*candidate
	weight := q.seen.weight
	err = s.profiles(ctx, slots, func(i int, of profile) {
		fresh = append(fresh, &candidate{slot: slots[i], profile: of})
		weight += of.weight
	})
	if err != nil {
		return err
	}
	for _, c := range p.pool {
		weight += c.profile.weight
	}
	q.scale(weight / float64(1+len(fresh)+len(p.pool)))
	for _, t := range q.order {
		p.idf[t.hash] = min(t.idf/rarity(1, q.total), 1)
	}
	for _, c := range p.pool {
		c.vote(q, false)
	}
	p.asked = append(p.asked, q)
	for _, c := range fresh {
		for i, o := range p.asked {
			c.vote(o, i == 0)
		}
		if c.votes > 0 {
			p.pool, p.at[c.slot] = append(p.pool, c), c
		}
	}
	return nil
}

// vote lets a chapter say whether the candidate is one for it.
func (c *candidate) vote(q *asking, own bool) {
	h := hit{slot: c.slot, profile: c.profile}
	if q.measure(&h); h.kind.isChapter() {
		c.votes++
		c.bonds += h.score
		c.own = c.own || own
	}
}

// next gives the candidate that is nearest to the story, nil when none belongs
// to it.
func (p *plot) next() (best *candidate) {
	core := p.core()
	for _, c := range p.pool {
		most := c.own || c.votes >= 2 || c.votes*2 > len(p.asked)
		if part := core.part(c); c.told || part < plotCover || !most && part < plotWhole {
			continue
		}
		if best == nil || c.bonds > best.bonds || c.bonds == best.bonds && c.slot > best.slot {
			best = c
		}
	}
	return best
}

// core is what most chapters of a story have in common: distinctive topics, and
// how much each says, in the order of their hashes.
type core struct {
	weights map[uint32]float64
	whole   float64
}

// core finds what at least half of the chapters that were asked, and two, have.
// One chapter alone has no core.
func (p *plot) core() core {
	if len(p.asked) < 2 {
		return core{}
	}
	k := core{weights: map[uint32]float64{}}
	chapters := map[uint32]int{}
	for _, q := range p.asked {
		for i := range q.seen.len() {
			if t := q.seen.at(i); !t.dull && p.idf[t.hash] >= distinctive {
				chapters[t.hash]++
				k.weights[t.hash] += p.idf[t.hash] * min(1, t.weight/inTitle)
			}
		}
	}
	for hash, n := range chapters {
		if n < 2 || n*2 < len(p.asked) {
			delete(k.weights, hash)
		}
	}
	for _, hash := range slices.Sorted(maps.Keys(k.weights)) {
		k.whole += k.weights[hash] // in one order, so that the sum is always the same
	}
	return k
}

// part tells what part a candidate has of what the chapters have in common; all
// of it when there is one chapter, nothing when it is a word or two.
func (k core) part(c *candidate) float64 {
	if k.weights == nil {
		return 1
	}
	sum, words := 0.0, 0
	for i := range c.profile.len() {
		if w := k.weights[c.profile.hash(i)]; w > 0 {
			sum, words = sum+w, words+1
		}
	}
	if words < plotWords {
		return 0
	}
	return sum / k.whole
}
