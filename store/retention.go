package store

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"breageek/feed"
	"breageek/store/archive"
)

// keptUnread is how long what nobody read is kept whatever the rule.
const keptUnread = 30 * 24 * time.Hour

// Expired returns what a rule lets go, and removes nothing. Starred articles, those of
// watched stories and what is unread of the last 30 days never go.
func (s *Store) Expired(ctx context.Context, k Keep) (Expired, error) {
	if k.Forever() {
		return Expired{}, nil
	}
	r, err := s.rule(ctx, k)
	if err != nil {
		return Expired{}, err
	}
	return s.articles.Expired(ctx, r)
}

// Prune lets go what a rule lets go, and says what that was. What other programs and
// machines marked counts. Marks are kept: they are small, and other machines may have the
// articles.
func (s *Store) Prune(ctx context.Context, k Keep) (Expired, error) {
	if k.Forever() {
		return Expired{}, nil
	}
	r, err := s.rule(ctx, k)
	if err != nil {
		return Expired{}, err
	}
	e, err := s.articles.Expired(ctx, r)
	if err != nil {
		return e, err
	}
	return e, s.articles.Prune(ctx, e, r)
}

// rule completes a rule of keeping by what the user did, here or in another program, or has
// yet to do, and by the stories that are watched.
func (s *Store) rule(ctx context.Context, k Keep) (archive.Rule, error) {
	s.Reread()
	_ = s.userState.Flush() // what cannot be written is in the overlay, and stays
	if err := s.mirror(ctx); err != nil && !s.Fresh() {
		return archive.Rule{}, err
	}
	safe, err := s.safe(ctx)
	if err != nil {
		return archive.Rule{}, err
	}
	return archive.Rule{Keep: k, Unread: keptUnread, Except: slices.Collect(maps.Keys(safe)),
		Overlay: s.overlay}, nil
}

// safe returns the chapters of watched stories.
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
