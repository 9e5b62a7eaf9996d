package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"breageek/feed"
	"breageek/store/related"
)

// Chapter is an article of a story.
type Chapter struct {
	Entry   Entry
	Kind    Kind     // as the article in question sees it: same-story or follow-up; empty for itself
	Reasons []string // what it shares with the article in question, as that one writes it
}

// Story returns the timeline of an article: every chapter of its story, from the
// oldest to the newest, the article itself among them; that alone when nothing
// belongs to it. Near-identical copies are chapters like others: each has its
// source, its date and its marks.
//
// A story grows from the article, each time by the nearest of what was found for
// its chapters so far. What joins must be what [Related] calls a chapter: of the
// article itself, of two chapters, or of most of them; and it must have a good part
// of what most chapters have in common. One chapter's word is enough for what has
// nearly all of that. So chapters weeks apart find each other over those between
// them, but a story does not go over to the next affair by an article that tells
// both, nor from match to match by the names of a club. It has 60 chapters at most,
// and others are searched for 16 of them.
//
// Articles that have no terms yet are answered, but are not among the answers. The
// error is ErrNotFound, wrapped, for an unknown article.
func (s *Store) Story(ctx context.Context, id feed.ID) ([]Chapter, error) {
	chapters, err := s.story(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("story of %s: %w", id, s.articles.ReadError(err))
	}
	return chapters, nil
}

func (s *Store) story(ctx context.Context, id feed.ID) ([]Chapter, error) {
	q, _, err := s.stories().question(ctx, id)
	if err != nil {
		return nil, err
	}
	p, err := s.stories().cluster(ctx, q)
	if err != nil {
		return nil, err
	}
	rowids := p.Chapters()
	entries, err := s.entriesAt(ctx, rowids)
	if err != nil {
		return nil, err
	}
	chapters := make([]Chapter, len(entries))
	for i, rowid := range rowids[:len(entries)] {
		chapters[i].Entry = entries[i]
		chapters[i].Kind, chapters[i].Reasons = p.Chapter(rowid)
	}
	return chapters, nil
}

// cluster finds the story of an article.
func (s stories) cluster(ctx context.Context, q *related.Question) (*related.Cluster, error) {
	p := related.NewCluster(q)
	if err := s.widen(ctx, p, q); err != nil {
		return nil, err
	}
	for {
		rowid, search, ok := p.Next()
		if !ok {
			return p, nil
		}
		if !search {
			continue
		}
		q, err := s.questionAt(ctx, rowid)
		if err == nil && q != nil {
			err = s.widen(ctx, p, q)
		}
		if err != nil {
			return nil, err
		}
	}
}

// questionAt makes a question of the chapter at a rowid; nil when that cannot be.
func (s stories) questionAt(ctx context.Context, rowid int64) (*related.Question, error) {
	d, err := s.articles.DescribedAt(ctx, rowid)
	if errors.Is(err, ErrNotFound) {
		return nil, nil // removed meanwhile
	}
	if err != nil {
		return nil, err
	}
	return describe(d), nil
}

// widen searches for what belongs to a chapter, and lets the story take it.
func (s stories) widen(ctx context.Context, p *related.Cluster, q *related.Question) error {
	likely, err := s.likely(ctx, q)
	if err != nil {
		return err
	}
	rowids := slices.DeleteFunc(likely, p.Knows)
	var there []int64
	var profiles []related.Profile
	err = s.profiles(ctx, rowids, func(i int, of related.Profile) {
		there, profiles = append(there, rowids[i]), append(profiles, of)
	})
	if err == nil {
		p.Widen(q, there, profiles)
	}
	return err
}
