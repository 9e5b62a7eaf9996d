package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"breageek/feed"
	"breageek/store/related"
)

// Bounds of a look for news of watched stories.
const (
	watchedStories = 50   // that are looked at
	freshArticles  = 2000 // that may be chapters of them
)

// NewChapters returns which of some new articles are chapters of which stories: a
// seed is an article of each, and the answer gives of every new chapter the first
// seed whose [Store.Story] it is in. It is meant for watched stories, after a
// refresh and its [Store.Index]: articles without terms are no chapters yet, and
// seeds that are not kept have no story. At most 50 seeds and 2,000 articles are
// looked at, the first ones.
func (s *Store) NewChapters(ctx context.Context, seeds, fresh []feed.ID) (
	map[feed.ID]feed.ID, error) {
	found := map[feed.ID]feed.ID{}
	err := s.newChapters(ctx, seeds[:min(len(seeds), watchedStories)],
		fresh[:min(len(fresh), freshArticles)], found)
	if err != nil {
		return nil, fmt.Errorf("new chapters: %w", err)
	}
	return found, nil
}

func (s *Store) newChapters(ctx context.Context, seeds, fresh []feed.ID,
	found map[feed.ID]feed.ID) error {
	ids, news, err := s.stories().news(ctx, fresh)
	if err != nil || len(news) == 0 {
		return err
	}
	for _, seed := range seeds {
		q, _, err := s.stories().question(ctx, seed)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err == nil {
			err = s.stories().weigh(ctx, q)
		}
		if err != nil {
			return err
		}
		if !q.Touches(news) {
			continue // most stories have no news
		}
		p, err := s.stories().cluster(ctx, q)
		if err != nil {
			return err
		}
		for _, rowid := range p.Chapters() {
			if id, ok := ids[rowid]; ok && id != seed && found[id] == 0 {
				found[id] = seed
			}
		}
	}
	return nil
}

// news reads what some articles are about, and who is at which rowid.
func (s stories) news(ctx context.Context, of []feed.ID) (ids map[int64]feed.ID,
	news []*related.Hit,
	err error) {
	ids, err = s.articles.Numbered(ctx, of)
	if err != nil {
		return nil, nil, err
	}
	rowids := slices.Sorted(maps.Keys(ids))
	err = s.profiles(ctx, rowids, func(i int, p related.Profile) {
		news = append(news, &related.Hit{Rowid: rowids[i], Profile: p})
	})
	return ids, news, err
}
