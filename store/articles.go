package store

import (
	"context"
	"time"

	"breageek/feed"
	"breageek/store/archive"
	"breageek/store/state"
)

// What the archive does alone is described there.

// withState joins an article with what the user did.
func (s *Store) withState(e archive.Entry) Entry {
	return Entry{Article: e.Article, State: s.Join(state.Record(e.Mark)), Source: e.Source,
		Date:      e.Date,
		FirstSeen: e.FirstSeen}
}

func (s *Store) withStates(kept []archive.Entry) []Entry {
	entries := make([]Entry, len(kept))
	for i, e := range kept {
		entries[i] = s.withState(e)
	}
	return entries
}

// entriesAt reads the articles at some rowids, in that order.
func (s *Store) entriesAt(ctx context.Context, rowids []int64) ([]Entry, error) {
	kept, err := s.articles.EntriesAt(ctx, rowids)
	return s.withStates(kept), err
}

// List returns a window of the list, newest first: by Date, and within a second as
// the feed had them. Bodies are left out.
func (s *Store) List(ctx context.Context, q Query) ([]Entry, error) {
	o, err := s.ready(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := s.articles.List(ctx, q, o)
	if err != nil {
		return nil, err
	}
	return s.withStates(kept), nil
}

// Search returns the articles that hold every one of the words, see [archive.Archive.Search].
func (s *Store) Search(ctx context.Context, q Search) ([]Entry, error) {
	kept, err := s.articles.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.withStates(kept), nil
}

// Article returns an article with its body. The error is ErrNotFound, wrapped,
// when it is not kept.
func (s *Store) Article(ctx context.Context, id feed.ID) (Entry, error) {
	kept, err := s.articles.Article(ctx, id)
	if err != nil {
		return Entry{}, err
	}
	return s.withState(kept), nil
}

// Incomplete returns the articles whose pages are still to be fetched, newest first, see
// [archive.Archive.Incomplete].
func (s *Store) Incomplete(ctx context.Context, q Pages) ([]Entry, error) {
	kept, err := s.articles.Incomplete(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.withStates(kept), nil
}

// Titles returns the titles of those of the articles that are kept.
func (s *Store) Titles(ctx context.Context, ids []feed.ID) (map[feed.ID]string, error) {
	return s.articles.Titles(ctx, ids)
}

// At returns the article that stands at a link, see [archive.Archive.At].
func (s *Store) At(ctx context.Context, link string) (id feed.ID, ok bool, err error) {
	return s.articles.At(ctx, link)
}

// Horizon returns what is kept now.
func (s *Store) Horizon(ctx context.Context) (Horizon, error) { return s.articles.Horizon(ctx) }

// Arrived returns the articles of some sources, nil for every source, that came after a
// horizon, whoever brought them; none for the zero Horizon.
func (s *Store) Arrived(ctx context.Context, sources []string, h Horizon) ([]feed.ID, error) {
	return s.articles.Arrived(ctx, sources, h)
}

// Written reports whether the archive was written to, by this program or another one, since
// it was last called; at the first call it may have been. It is made to be called often.
func (s *Store) Written(ctx context.Context) (bool, error) { return s.articles.Written(ctx) }

// UnreadIDs returns the unread articles of a query's whole list, see
// [archive.Archive.UnreadIDs].
func (s *Store) UnreadIDs(ctx context.Context, q Query) ([]feed.ID, error) {
	o, err := s.ready(ctx)
	if err != nil {
		return nil, err
	}
	return s.articles.UnreadIDs(ctx, q, o)
}

// Counts returns how many articles the sources have; nil means every source.
func (s *Store) Counts(ctx context.Context, sources []string) (Counts, error) {
	o, err := s.ready(ctx)
	if err != nil {
		return Counts{}, err
	}
	return s.articles.Counts(ctx, sources, o)
}

// Merge brings the archive up to date with one answer of a source, see
// [archive.Archive.Merge]. Search terms follow with [Store.Index].
func (s *Store) Merge(ctx context.Context, r feed.Result) (Merged, error) {
	return s.articles.Merge(ctx, r)
}

// KeepPage keeps what an article's web page says, see [archive.Archive.KeepPage].
func (s *Store) KeepPage(ctx context.Context, id feed.ID, page feed.Article, better bool) error {
	return s.articles.KeepPage(ctx, id, page, better)
}

// AddPage archives the article of a web page that no feed brought, see
// [archive.Archive.AddPage].
func (s *Store) AddPage(ctx context.Context, sourceKey string, page feed.Article, led time.Time) (
	feed.ID, error) {
	return s.articles.AddPage(ctx, sourceKey, page, led)
}

// Sent returns an article as its feed sent it, without what its page says. The error is
// ErrNotFound, wrapped, when it is not kept.
func (s *Store) Sent(ctx context.Context, id feed.ID) (feed.Article, error) {
	return s.articles.Sent(ctx, id)
}

// PageFailed remembers that an article's page gave nothing, and why, in a word.
func (s *Store) PageFailed(ctx context.Context, id feed.ID, why string) error {
	return s.articles.PageFailed(ctx, id, why)
}

// Failed remembers that a source could not be fetched, the validators to send next time, and
// why. It changes no article.
func (s *Store) Failed(ctx context.Context, src feed.Source, v feed.Validators, why string) error {
	return s.articles.Failed(ctx, src, v, why)
}

// Validators returns what to send with a request to a source; the zero value for one
// that never answered. key is [feed.Source.Key].
func (s *Store) Validators(ctx context.Context, key string) (feed.Validators, error) {
	return s.articles.Validators(ctx, key)
}

// Sources returns what the archive knows of every source that was ever fetched, in
// the order in which they first were.
func (s *Store) Sources(ctx context.Context) ([]SourceStatus, error) {
	return s.articles.Sources(ctx)
}

// Recognize returns sources whose address the user changed the key they had before, see
// [archive.Archive.Recognize].
func (s *Store) Recognize(ctx context.Context, sources []feed.Source) ([]feed.Source, error) {
	return s.articles.Recognize(ctx, sources)
}

// Adopt returns the first answer of a source to the one it continues, see
// [archive.Archive.Adopt].
func (s *Store) Adopt(ctx context.Context, r feed.Result, followed map[string]bool) (
	feed.Result, error) {
	return s.articles.Adopt(ctx, r, followed)
}
