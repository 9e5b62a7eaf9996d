package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/archive"
	"breageek/store/related"
	"breageek/store/terms"
)

// stories looks up in the archive what the ranking of stories needs.
type stories struct{ articles *archive.Archive }

func (s *Store) stories() stories { return stories{s.articles} }

// Related returns the stories that belong to an article, at most limit of them, 12 when it is
// 0: first those its text links to, in the text's order, then what tells the same event, then
// other chapters of its story, then those whose texts link to it, then what its site proposes,
// in the site's order, then other stories about the same things; each group best first, of
// equals the newest. Nothing when nothing belongs to it, nor what the user dismissed. Asked for
// more than 12, it is content with less in common at the end of the list. Copies of one text
// count as one. Articles that have no terms yet are answered too, but are not among the
// answers. The error is ErrNotFound, wrapped, for an unknown article.
func (s *Store) Related(ctx context.Context, id feed.ID, limit int) ([]Related, error) {
	if limit <= 0 {
		limit = related.DefaultLimit
	}
	found, err := s.related(ctx, id, limit)
	if err != nil {
		return nil, fmt.Errorf("related to %s: %w", id, s.articles.ReadError(err))
	}
	return found, nil
}

func (s *Store) related(ctx context.Context, id feed.ID, limit int) ([]Related, error) {
	q, e, err := s.stories().question(ctx, id)
	if err != nil {
		return nil, err
	}
	q.Limit(limit)
	var known connections
	var failed error
	var work sync.WaitGroup
	// Links are looked for beside the search, which waits for the disk as they do.
	work.Go(func() { known, failed = s.connected(ctx, e, q.Rowid()) })
	likely, err := s.stories().likely(ctx, q)
	work.Wait()
	if err = errors.Join(err, failed); err != nil {
		return nil, err
	}
	hits, err := s.stories().compare(ctx, q, known.hits, likely)
	if err != nil {
		return nil, err
	}
	hits = related.Choose(hits, known.dismissed, limit)
	rowids := make([]int64, len(hits))
	for i, h := range hits {
		rowids[i] = h.Rowid
	}
	entries, err := s.entriesAt(ctx, rowids)
	if err != nil {
		return nil, err
	}
	all := make([]Related, len(entries))
	for i, h := range hits[:len(entries)] {
		all[i] = Related{Entry: entries[i], Kind: h.Kind, Also: h.Also, Score: h.Score,
			Copies: h.Copies, Citing: h.Citing, Reasons: q.Reasons(h)}
	}
	return withLinks(all, known.links, limit), nil
}

// parallelQueries is how many postings are read at the same time.
const parallelQueries = 2

// question reads an article and what it is about.
func (s stories) question(ctx context.Context, id feed.ID) (*related.Question, *archive.Entry,
	error) {
	d, err := s.articles.Described(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	return describe(d), &d.Entry, nil
}

func describe(d archive.Described) *related.Question {
	var st terms.Stemmer
	text := cmp.Or(markup.Read(d.Body).Text, d.Summary)
	return related.Ask(d.Rowid, related.Describe(&st, d.Title, d.Categories, text), d.Counted)
}

// likely returns the rowids of the articles that share most with the article, by
// its weightiest topics and near it in time, the oldest first.
func (s stories) likely(ctx context.Context, q *related.Question) ([]int64, error) {
	if err := s.weigh(ctx, q); err != nil {
		return nil, err
	}
	postings := q.Postings()
	found, err := s.nearest(ctx, q.Rowid(), postings)
	if err != nil {
		return nil, err
	}
	return q.Likely(postings, found), nil
}

// weigh finds how rare the article's topics are in the archive.
func (s stories) weigh(ctx context.Context, q *related.Question) error {
	freq, total, err := s.articles.Frequencies(ctx, q.Stems())
	if err == nil {
		q.Weigh(freq, total)
	}
	return err
}

// nearest returns the rowids of the articles near in time that have each topic.
// Looking up a word takes longer than reading its postings, so some are looked up
// at once.
func (s stories) nearest(ctx context.Context, near int64,
	postings []related.Posting) ([][]int64, error) {
	found, failed := make([][]int64, len(postings)), make([]error, parallelQueries)
	var next atomic.Int64
	var work sync.WaitGroup
	for n := range failed {
		work.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(postings) && failed[n] == nil; i = next.Add(1) - 1 {
				found[i], failed[n] = s.articles.Near(ctx, near, postings[i].Stem, postings[i].Articles)
			}
		})
	}
	work.Wait()
	return found, errors.Join(failed...)
}

// compare adds to the hits those of the likely articles that are near enough,
// and finds what every hit shares.
func (s stories) compare(ctx context.Context, q *related.Question, hits []*related.Hit,
	likely []int64) ([]*related.Hit, error) {
	hits = related.With(hits, likely)
	rowids := make([]int64, len(hits))
	for i, h := range hits {
		rowids[i] = h.Rowid
	}
	err := s.profiles(ctx, rowids, func(i int, p related.Profile) { hits[i].Profile = p })
	if err != nil {
		return nil, err
	}
	return q.Compare(hits), nil
}

// profiles returns what the articles at some rowids are about; those without terms are
// left out.
func (s stories) profiles(ctx context.Context, rowids []int64, f func(i int,
	p related.Profile)) error {
	return s.articles.Topics(ctx, rowids, related.FrontBytes, func(i int, row []byte) {
		f(i, related.Unpack(row))
	})
}
