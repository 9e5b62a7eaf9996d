package refresh

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"breageek/feed"
	"breageek/store"
)

// News returns those of the new articles that are chapters of watched stories,
// newest first.
func News(ctx context.Context, s *store.Store, fresh []feed.ID) ([]store.Entry, error) {
	watched := s.Watched()
	if len(watched) == 0 || len(fresh) == 0 {
		return nil, nil
	}
	chapters, err := s.NewChapters(ctx, watched, fresh)
	if err != nil {
		return nil, fmt.Errorf("watched stories: %w", err)
	}
	var news []store.Entry
	for id := range chapters {
		e, err := s.Article(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("watched stories: %w", err)
		}
		news = append(news, e)
	}
	slices.SortFunc(news, func(a, b store.Entry) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.ID, b.ID))
	})
	return news, nil
}
