package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/terms"
)

// Bounds of a search for related stories: they keep it within its ten
// milliseconds whatever the archive's size.
const (
	askedTopics = 9   // the weightiest topics of an article whose postings are read
	before      = 100 // how many older articles of each topic are looked at, the nearest
	after       = 60  // how many newer ones
	candidates  = 48  // how many of all those are compared topic by topic
)

// Related gives the stories that belong to an article, at most limit of them, 12
// when it is 0: first those its text links to, in the text's order, then the
// chapters of its story, then others, best first; nothing when nothing belongs to
// it. Copies of one text
// count as one. Articles that have no terms yet are answered too, but are not
// among the answers. The error is ErrNotFound, wrapped, for an unknown article.
func (s *Store) Related(ctx context.Context, id feed.ID, limit int) ([]Related, error) {
	if limit <= 0 {
		limit = 12
	}
	related, err := s.related(ctx, id, limit)
	if err != nil {
		return nil, fmt.Errorf("related to %s: %w", id, err)
	}
	return related, nil
}

func (s *Store) related(ctx context.Context, id feed.ID, limit int) ([]Related, error) {
	e, slot, err := s.article(ctx, id)
	if err != nil {
		return nil, err
	}
	var st terms.Stemmer
	q := &asking{about: describe(&st, &e.Article, markup.Text(e.Body)), slot: slot}
	if err := q.weigh(ctx, s); err != nil {
		return nil, err
	}
	hits, err := s.linked(ctx, &e)
	if err != nil {
		return nil, err
	}
	likely, err := s.likely(ctx, q)
	if err != nil {
		return nil, err
	}
	if hits, err = s.compare(ctx, q, hits, likely); err != nil {
		return nil, err
	}
	hits = q.choose(hits, limit)
	slots := make([]int64, len(hits))
	for i, h := range hits {
		slots[i] = h.slot
	}
	entries, err := s.entriesAt(ctx, slots)
	if err != nil {
		return nil, err
	}
	related := make([]Related, len(entries))
	for i, h := range hits[:len(entries)] {
		related[i] = Related{Entry: entries[i], Kind: h.kind, Score: h.score, Copies: h.copies,
			Reasons: q.reasons(h.shared)}
	}
	return related, nil
}

// fewest is how many articles an archive is taken to have at least: in a small
// one a word of two articles is no common one.
const fewest = 50

// asking is an article whose related stories are looked for.
type asking struct {
	about
	slot   int64
	freq   map[string]int // articles with each stem
	self   int            // 1 when this article is one of them
	total  int            // articles that have terms, at least fewest
	idf    map[*topic]float64
	hash   map[uint32]*topic
	whole  float64 // what sharing every topic is worth
	length float64 // how much the articles it is compared with say, on average
	rubric bool    // its title's prefix stands over titles that have nothing else in common
}

// weigh finds how rare the article's topics are in the archive.
func (q *asking) weigh(ctx context.Context, s *Store) error {
	freq, total, err := s.frequencies(ctx, slices.Collect(maps.Keys(q.topics)))
	if err != nil {
		return err
	}
	err = s.readers.QueryRowContext(ctx, "SELECT count(*) FROM about WHERE slot = ?", q.slot).
		Scan(&q.self)
	if err != nil {
		return err
	}
	q.freq, q.total = freq, max(total, fewest)
	q.idf, q.hash = map[*topic]float64{}, map[uint32]*topic{}
	for _, t := range q.order {
		q.idf[t] = rarity(freq[t.stem], q.total)
		q.hash[hash32(t.stem)] = t
	}
	return nil
}

// alone tells whether no other article has a topic.
func (q *asking) alone(t *topic) bool { return q.freq[t.stem] <= q.self }

// hit is an article that may belong to another.
type hit struct {
	slot    int64
	kind    Kind
	score   float64
	shared  []*topic      // the weightiest first
	others  []packedTopic // the same, as this article has them
	profile profile
	copies  int
}

// likely gives the slots of the articles that share most with the article, by
// its weightiest topics and near it in time.
func (s *Store) likely(ctx context.Context, q *asking) ([]int64, error) {
	asked := slices.Clone(q.order)
	worth := func(t *topic) float64 { return t.weight * q.idf[t] }
	// Rare words come first, whatever they weigh, and dull ones not at all: the
	// postings of common words are long.
	telling := func(t *topic) float64 { return math.Sqrt(t.weight) * math.Pow(q.idf[t], 1.3) }
	slices.SortStableFunc(asked, func(a, b *topic) int {
		return cmp.Compare(telling(b), telling(a))
	})
	asked = slices.DeleteFunc(asked, func(t *topic) bool { return q.alone(t) || t.dull })
	scores := map[int64]float64{}
	var under prefixes
	for _, t := range asked[:min(len(asked), askedTopics)] {
		slots, err := s.nearest(ctx, q, t)
		if err != nil {
			return nil, err
		}
		under.note(t, slots)
		for _, slot := range slots {
			scores[slot] += worth(t)
		}
	}
	q.rubric = under.rubric()
	for _, t := range q.order {
		if q.rubric && t.prefix {
			t.weight = min(t.weight, inTitle) // it is the head of any title
		}
	}
	slots := slices.Collect(maps.Keys(scores))
	slices.SortFunc(slots, func(a, b int64) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(b, a))
	})
	return slots[:min(len(slots), candidates)], nil
}

// nearest gives the slots of the articles near in time that have a topic.
func (s *Store) nearest(ctx context.Context, q *asking, t *topic) (slots []int64, err error) {
	type side struct {
		where string
		limit int
	}
	sides := []side{{"rowid <> ? ORDER BY rowid DESC", before + after}}
	if q.freq[t.stem] > before+after {
		sides = []side{{"rowid < ? ORDER BY rowid DESC", before}, {"rowid > ? ORDER BY rowid", after}}
	}
	for _, side := range sides {
		rows, err := s.ask(ctx, "SELECT rowid FROM words WHERE words MATCH ? AND "+side.where+
			" LIMIT ?", "{title lead} : "+quote(t.stem), q.slot, side.limit)
		if err != nil {
			return nil, err
		}
		found, err := collect[int64](rows)
		if err != nil {
			return nil, err
		}
		slots = append(slots, found...)
	}
	return slots, nil
}

// compare adds to the hits those of the likely articles that are near enough,
// and finds what every hit shares.
func (s *Store) compare(ctx context.Context, q *asking, hits []*hit, likely []int64) (
	[]*hit, error) {
	bySlot := map[int64]*hit{}
	for _, h := range hits {
		bySlot[h.slot] = h
	}
	for _, slot := range likely {
		if bySlot[slot] == nil {
			h := &hit{slot: slot}
			bySlot[slot], hits = h, append(hits, h)
		}
	}
	slots := slices.Sorted(maps.Keys(bySlot))
	rows, err := s.ask(ctx, `SELECT a.slot, a.terms FROM json_each(?) j
		CROSS JOIN about a ON a.slot = j.value`, jsonInts(slots))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var slot int64
		var b sql.RawBytes
		if err := rows.Scan(&slot, &b); err != nil {
			return nil, err
		}
		bySlot[slot].profile = unpack(b)
	}
	q.length = meanLength(hits)
	q.whole = q.value(q.profile(), func(*topic, packedTopic, float64) {})
	return slices.DeleteFunc(hits, func(h *hit) bool {
		q.measure(h)
		return h.kind == ""
	}), rows.Err()
}

// choose sorts the hits, puts near-identical ones behind the first of them, and
// keeps the best.
func (q *asking) choose(hits []*hit, limit int) []*hit {
	rank := map[Kind]int{Linked: 0, SameStory: 1, FollowUp: 1, SameSubject: 2}
	slices.SortStableFunc(hits, func(a, b *hit) int {
		if a.kind == Linked && b.kind == Linked {
			return 0 // in the text's order
		}
		return cmp.Or(cmp.Compare(rank[a.kind], rank[b.kind]), cmp.Compare(b.score, a.score),
			cmp.Compare(b.slot, a.slot))
	})
	var kept []*hit
next:
	for _, h := range hits {
		for _, k := range kept {
			if k.profile.topics != nil && h.kind != Linked && k.profile.copies(h.profile) {
				k.copies++
				continue next
			}
		}
		kept = append(kept, h)
	}
	return kept[:min(len(kept), limit)]
}
