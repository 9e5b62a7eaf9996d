package store

import (
	"context"
	"fmt"
	"strings"

	"breageek/feed"
)

// Resolve finds the article whose ID begins with a prefix of one to sixteen
// hexadecimal digits. Errors: ErrNotFound, wrapped; *AmbiguousError;
// *PrefixError.
func (s *Store) Resolve(ctx context.Context, prefix string) (feed.ID, error) {
	p := strings.ToLower(strings.TrimSpace(prefix))
	if p == "" || len(p) > 16 || strings.Trim(p, "0123456789abcdef") != "" {
		return 0, &PrefixError{Prefix: prefix}
	}
	low, err := feed.ParseID(p + strings.Repeat("0", 16-len(p)))
	if err != nil {
		return 0, &PrefixError{Prefix: prefix}
	}
	high, _ := feed.ParseID(p + strings.Repeat("f", 16-len(p)))
	// The first digit decides the sign in the archive, so both ends have one sign.
	found, err := s.articles.Between(ctx, low, high)
	switch {
	case err != nil:
		return 0, fmt.Errorf("article %s: %w", p, err)
	case len(found) == 0:
		return 0, fmt.Errorf("article %s: %w", p, ErrNotFound)
	case len(found) > 1:
		return 0, &AmbiguousError{Prefix: p, Candidates: s.withStates(found)}
	}
	return found[0].ID, nil
}
