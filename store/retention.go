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

// Expired returns what a retention removes, and removes nothing. Starred articles, those of
// watched stories and what is unread of the last 30 days never go.
func (s *Store) Expired(ctx context.Context, r Retention) (Expired, error) {
	if r.Forever() {
		return Expired{}, nil
	}
	rule, err := s.rule(ctx, r)
	if err != nil {
		return Expired{}, err
	}
	return s.articles.Expired(ctx, rule)
}

// Prune removes what a retention removes, and returns what that was. What other programs and
// machines marked counts. Marks are kept: they are small, and other machines may have the
// articles.
func (s *Store) Prune(ctx context.Context, r Retention) (Expired, error) {
	if r.Forever() {
		return Expired{}, nil
	}
	rule, err := s.rule(ctx, r)
	if err != nil {
		return Expired{}, err
	}
	e, err := s.articles.Expired(ctx, rule)
	if err != nil {
		return e, err
	}
	return e, s.articles.Prune(ctx, e, rule)
}

// rule completes a retention by what the user did, here or in another program, or has
// yet to do, and by the stories that are watched.
func (s *Store) rule(ctx context.Context, r Retention) (archive.Rule, error) {
	s.Reread()
	_ = s.userState.Flush() // what cannot be written is in the overlay, and stays
	if err := s.mirror(ctx); err != nil && !s.Fresh() {
		return archive.Rule{}, err
	}
	safe, err := s.safe(ctx)
	if err != nil {
		return archive.Rule{}, err
	}
	return archive.Rule{Retention: r, Unread: keptUnread, Except: slices.Collect(maps.Keys(safe)),
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
