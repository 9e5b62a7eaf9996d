package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/terms"
)

// Bounds of a search for related stories: they keep it within its ten
// milliseconds whatever the archive's size.
const (
	askedTopics = 8   // the weightiest topics of an article whose postings are read
	before      = 100 // how many older articles of each topic are looked at, the nearest
	after       = 60  // how many newer ones
	candidates  = 64  // how many of all those are compared topic by topic
	askedAtOnce = 2   // how many postings are read at the same time
)

// usual is how many related stories are given when nobody says how many.
const usual = 12

// Related gives the stories that belong to an article, at most limit of them, 12
// when it is 0: first those its text links to, in the text's order, then what
// tells the same event, then other chapters of its story, then those whose texts
// link to it, then what its site proposes, in the site's order, then other stories
// about the same things; each group best first, of equals the newest. Nothing when
// nothing belongs to it, nor what the reader dismissed. Asked for more than 12, it
// is content with less in common at the end of the list. Copies of one text count as one. Articles that have no
// terms yet are answered too, but are not among the answers. The error is
// ErrNotFound, wrapped, for an unknown article.
func (s *Store) Related(ctx context.Context, id feed.ID, limit int) ([]Related, error) {
	if limit <= 0 {
		limit = usual
	}
	related, err := s.related(ctx, id, limit)
	if err != nil {
		return nil, fmt.Errorf("related to %s: %w", id, s.unread(err))
	}
	return related, nil
}

func (s *Store) related(ctx context.Context, id feed.ID, limit int) ([]Related, error) {
	q, e, err := s.asks(ctx, id)
	if err != nil {
		return nil, err
	}
	q.least = subjectScore * min(1, usual/float64(limit))
	var known connections
	var failed error
	var work sync.WaitGroup
	// Links are looked for beside the search, which waits for the disk as they do.
	work.Go(func() { known, failed = s.connected(ctx, e, q.slot) })
	likely, err := s.likely(ctx, q)
	work.Wait()
	if err = errors.Join(err, failed); err != nil {
		return nil, err
	}
	hits, err := s.compare(ctx, q, known.hits, likely)
	if err != nil {
		return nil, err
	}
	hits = choose(hits, known.gone, limit)
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
		related[i] = Related{Entry: entries[i], Kind: h.kind, Also: h.also, Score: h.score,
			Copies: h.copies, Citing: h.citing, Reasons: q.reasons(h.shared)}
	}
	return withLinks(related, known.links, limit), nil
}

// fewest is how many articles an archive is taken to have at least: in a small
// one a word of two articles is no common one.
const fewest = 50

// asking is an article whose related stories are looked for.
type asking struct {
	about
	slot   int64
	seen   profile // as others see it
	self   int     // 1 when the archive counts this article among those with its topics
	total  int     // articles that have terms, at least fewest
	whole  float64 // what sharing every topic is worth
	length float64 // how much the articles it is compared with say, on average
	least  float64 // the score of what is about the same things
	rubric bool    // its title's prefix stands over titles that have nothing else in common
}

// asks reads an article and what it is about: as it was found when it got its
// terms, or from its text when it has none yet.
func (s *Store) asks(ctx context.Context, id feed.ID) (*asking, *Entry, error) {
	rows, err := s.ask(ctx, "SELECT "+columns+`, a.slot, t.terms FROM articles a
		CROSS JOIN sources s ON s.n = a.source LEFT JOIN about t ON t.slot = a.slot
		WHERE a.id = ?`, int64(id))
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return nil, nil, errors.Join(rows.Err(), ErrNotFound)
	}
	q := &asking{least: subjectScore}
	var known []byte
	e, err := s.scanEntry(rows.Scan, &q.slot, &known)
	if err = errors.Join(err, rows.Close()); err != nil {
		return nil, nil, err
	}
	if known != nil {
		q.self = 1
	}
	var ok bool
	if q.about, q.seen, ok = unpackAbout(known); !ok {
		whole, _, err := s.article(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		var st terms.Stemmer
		q.about = describe(&st, &e.Article, markup.Text(whole.Body))
		q.seen = q.profile()
	}
	return q, &e, nil
}

// weigh finds how rare the article's topics are in the archive.
func (q *asking) weigh(ctx context.Context, s *Store) error {
	stems := make([]string, len(q.order))
	for i, t := range q.order {
		stems[i] = t.stem
	}
	freq, total, err := s.frequencies(ctx, stems)
	q.total = max(total, fewest)
	for _, t := range q.order {
		t.articles = freq[t.stem]
		t.idf = rarity(t.articles, q.total)
	}
	return err
}

// hit is an article that may belong to another.
type hit struct {
	slot    int64
	kind    Kind
	score   float64
	shared  []shared // the weightiest first
	profile profile
	copies  int
	citing  bool   // it is linked because it links to the article
	also    []Kind // the other ways in which it belongs to the article
	gone    bool   // the reader dismissed it, or a copy of it
}

// settle makes what the ranking says the kind of a hit that has none, and of a
// chapter that only links here or is proposed by the site.
func (h *hit) settle(ranked Kind) {
	switch {
	case h.kind == "":
		h.kind = ranked
	case ranked == "":
	case ranked.isChapter() && (h.kind == Site || h.citing):
		h.kind, h.also = ranked, append([]Kind{h.kind}, h.also...)
	default:
		h.also = append(h.also, ranked)
	}
}

// rank is where the hits of its kind stand in the answer.
func (h *hit) rank() int {
	if h.kind == Linked && h.citing {
		return FollowUp.rank()*2 + 1 // behind the chapters
	}
	return h.kind.rank() * 2
}

// likely gives the slots of the articles that share most with the article, by
// its weightiest topics and near it in time, the oldest first.
func (s *Store) likely(ctx context.Context, q *asking) ([]int64, error) {
	if err := q.weigh(ctx, s); err != nil {
		return nil, err
	}
	asked := q.telling()
	found, err := s.nearest(ctx, q, asked)
	if err != nil {
		return nil, err
	}
	scores := make(map[int64]float64, 512)
	for i, t := range asked {
		for _, slot := range found[i] {
			scores[slot] += t.weight * t.idf
		}
	}
	if q.rubric = isRubric(asked, found); q.rubric {
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
		slot  int64
		score float64
	}
	all := make([]scored, 0, len(scores))
	for slot, score := range scores {
		all = append(all, scored{slot, score})
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.slot, a.slot))
	})
	slots := make([]int64, min(len(all), candidates))
	for i := range slots {
		slots[i] = all[i].slot
	}
	slices.Sort(slots) // as they are kept, so that neighbours are read together
	return slots, nil
}

// telling gives the topics whose postings are read. Rare words come first,
// whatever they weigh, and dull ones not at all: the postings of common words are
// long.
func (q *asking) telling() []*topic {
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
	asked := make([]*topic, min(len(all), askedTopics))
	for i := range asked {
		asked[i] = all[i].t
	}
	return asked
}

// nearest gives the slots of the articles near in time that have each topic.
// Looking up a word takes longer than reading its postings, so some are looked up
// at once.
func (s *Store) nearest(ctx context.Context, q *asking, asked []*topic) ([][]int64, error) {
	found, failed := make([][]int64, len(asked)), make([]error, askedAtOnce)
	var next atomic.Int64
	var work sync.WaitGroup
	for n := range failed {
		work.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(asked) && failed[n] == nil; i = next.Add(1) - 1 {
				found[i], failed[n] = s.near(ctx, q.slot, asked[i])
			}
		})
	}
	work.Wait()
	return found, errors.Join(failed...)
}

// near gives the slots of the articles near in time that have one topic.
func (s *Store) near(ctx context.Context, slot int64, t *topic) (slots []int64, err error) {
	for _, question := range nearQuestions(t.articles > before+after) {
		rows, err := s.ask(ctx, question, "{title lead} : "+quote(t.stem), slot)
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

// nearQuestions are what is asked about a topic. The limits are written out: for
// each one that is given as an argument SQLite compiles the question anew.
func nearQuestions(common bool) []string {
	ask := func(where string, limit int) string {
		return fmt.Sprint("SELECT rowid FROM words WHERE words MATCH ? AND rowid ", where,
			" LIMIT ", limit)
	}
	if common {
		return []string{ask("< ? ORDER BY rowid DESC", before), ask("> ? ORDER BY rowid", after)}
	}
	return []string{ask("<> ? ORDER BY rowid DESC", before+after)}
}

// compare adds to the hits those of the likely articles that are near enough,
// and finds what every hit shares.
func (s *Store) compare(ctx context.Context, q *asking, hits []*hit, likely []int64) (
	[]*hit, error) {
	for _, slot := range likely {
		if !slices.ContainsFunc(hits, func(h *hit) bool { return h.slot == slot }) {
			hits = append(hits, &hit{slot: slot})
		}
	}
	slots := make([]int64, len(hits))
	for i, h := range hits {
		slots[i] = h.slot
	}
	var weight float64
	err := s.profiles(ctx, slots, func(i int, p profile) {
		hits[i].profile, weight = p, weight+p.weight
	})
	if err != nil {
		return nil, err
	}
	q.scale(weight / float64(max(len(hits), 1)))
	return slices.DeleteFunc(hits, func(h *hit) bool {
		q.measure(h)
		return h.kind == ""
	}), nil
}

// profiles gives what the articles at some slots are about; those without terms are
// left out.
func (s *Store) profiles(ctx context.Context, slots []int64, f func(i int, p profile)) error {
	rows, err := s.ask(ctx, "SELECT j.key, substr(a.terms, 1, "+strconv.Itoa(packedFront)+`)
		FROM json_each(?) j CROSS JOIN about a ON a.slot = j.value`, jsonInts(slots))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var i int
		var row sql.RawBytes
		if err := rows.Scan(&i, &row); err != nil {
			return err
		}
		f(i, unpack(row))
	}
	return rows.Err()
}

// choose sorts the hits, puts near-identical ones behind the first of them, and
// keeps the best.
func choose(hits []*hit, gone map[int64]bool, limit int) []*hit {
	slices.SortStableFunc(hits, func(a, b *hit) int {
		order := cmp.Compare(a.rank(), b.rank())
		if order != 0 || a.kind == Linked || a.kind == Site {
			return order // in the text's order, or in the site's
		}
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.slot, a.slot))
	})
	var kept []*hit
next:
	for _, h := range hits {
		for _, k := range kept {
			if k.profile.packed != nil && h.kind != Linked && h.kind != Site &&
				k.profile.copies(h.profile) {
				k.copies++
				k.gone = k.gone || gone[h.slot]
				continue next
			}
		}
		h.gone = gone[h.slot]
		kept = append(kept, h)
	}
	// A text that was dismissed does not come back as its copy.
	kept = slices.DeleteFunc(kept, func(h *hit) bool { return h.gone })
	return kept[:min(len(kept), limit)]
}

// rank is where the stories of a kind stand among the related ones.
func (k Kind) rank() int {
	return slices.Index([]Kind{Linked, SameStory, FollowUp, Site, SameSubject}, k)
}
