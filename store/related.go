package store

import (
	"context"

	"breageek/feed"
)

// Related gives the stories that belong to an article.
func (s *Store) Related(ctx context.Context, id feed.ID, limit int) ([]Related, error) {
	return nil, ctx.Err()
}
