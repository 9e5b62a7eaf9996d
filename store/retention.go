package store

import (
	"context"
	"errors"
	"time"

	"breageek/feed"
	"breageek/store/archive"
)

// keptUnread is how long what nobody read is kept whatever the rule.
const keptUnread = 30 * 24 * time.Hour

// Expired tells what a rule lets go, and removes nothing. Starred articles, those of
// watched stories and what is unread of the last 30 days never go.
func (s *Store) Expired(ctx context.Context, k Keep) (Expired, error) {
	if k.Forever() {
		return Expired{}, nil
	}
	held, err := s.held(ctx)
	if err != nil {
		return Expired{}, err
	}
	return s.articles.Expired(ctx, k, held)
}

// Prune lets go what a rule lets go, and says what that was. What other programs and
// machines marked counts. Marks are kept: they are small, and other machines may have the
// articles.
func (s *Store) Prune(ctx context.Context, k Keep) (Expired, error) {
	if k.Forever() {
		return Expired{}, nil
	}
	held, err := s.held(ctx)
	if err != nil {
		return Expired{}, err
	}
	e, err := s.articles.Expired(ctx, k, held)
	if err != nil {
		return e, err
	}
	return e, s.articles.Prune(ctx, e, held)
}

// held gives what is kept for what the reader did with it, or has yet to do, here or in another
// program, and for a story that is watched.
func (s *Store) held(ctx context.Context) (archive.Held, error) {
	safe, err := s.safe(ctx)
	if err != nil {
		return nil, err
	}
	elsewhere := s.OnDisk()
	return func(id feed.ID, published time.Time) bool {
		byMark := func(st State) bool {
			return st.Starred || st.Watched ||
				!st.Read && !published.Before(s.now().Add(-keptUnread))
		}
		other, known := elsewhere[id]
		return safe[id] || byMark(s.State(id)) || known && byMark(other)
	}, nil
}

// safe gives the chapters of watched stories.
func (s *Store) safe(ctx context.Context) (map[feed.ID]bool, error) {
	safe := map[feed.ID]bool{}
	for _, id := range s.Watched() {
		chapters, err := s.Story(ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue // of an article that is not kept here
		}
		if err != nil {
			return nil, err // which chapters are safe is not known
		}
		for _, c := range chapters {
			safe[c.Entry.ID] = true
		}
	}
	return safe, nil
}
