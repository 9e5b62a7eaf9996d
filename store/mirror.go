package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"breageek/store/archive"
	"breageek/store/state"
)

// The archive holds a mirror of state.json, so that lists and counts are questions to it alone
// and the file need not be read before the first frame. The file stays the truth: it is written
// first, and the mirror follows. Killed between the two, or with a file from another machine,
// the mirror is of another writing of the file; then the two are compared before the first list
// is made, or, after [Store.ShowMirror], behind it.

// mirrorTries is how often the mirror is compared anew because another program changed it
// meanwhile.
const mirrorTries = 3

// ready returns when lists can be made from the mirror, with the marks that it lacks.
func (s *Store) ready(ctx context.Context) (archive.Overlay, error) {
	if !s.Fresh() {
		s.Wait()
		if err := s.mirror(ctx); err != nil && !s.Fresh() {
			return nil, err
		}
	}
	return s.overlay(), nil
}

// overlay returns the marks that the mirror lacks.
func (s *Store) overlay() archive.Overlay {
	records := s.Unmirrored()
	if len(records) == 0 {
		return nil
	}
	o := make(archive.Overlay, len(records))
	for i, r := range records {
		o[i] = archive.Mark(r)
	}
	return o
}

// mirror brings the archive's mirror up to date with state.json. Where that fails, or has to be
// done by whoever wrote the file since, the overlay makes up for it; an error after which
// [Store.Fresh] is false says that what the mirror lacks is not known.
func (s *Store) mirror(ctx context.Context) error {
	s.mirroring.Lock()
	defer s.mirroring.Unlock()
	for range mirrorTries {
		if !s.Fresh() {
			if err := s.reconcile(ctx); err != nil {
				return err
			}
		}
		c, ok := s.MirrorChange()
		if !ok {
			return nil
		}
		err := s.articles.Mirror(ctx, changeOf(c), func() bool { return s.Current(c.To) })
		switch {
		case err == nil:
			s.Mirrored(c)
			return nil
		case errors.Is(err, archive.ErrDiffer):
			s.Differs()
		default:
			return err
		}
	}
	return nil
}

// reconcile finds where the mirror differs from the file.
func (s *Store) reconcile(ctx context.Context) error {
	err := s.articles.Marks(ctx, func(base archive.Stamp, marks iter.Seq[archive.Mark]) {
		s.Reconcile(state.Stamp(base), func(yield func(state.Record) bool) {
			for m := range marks {
				if !yield(state.Record(m)) {
					return
				}
			}
		})
	})
	if err != nil {
		s.Differs() // not all of it was compared
		return fmt.Errorf("comparing the marks: %w", s.articles.ReadError(err))
	}
	return nil
}

// records are marks as package state has them.
func records(marks []archive.Mark) []state.Record {
	all := make([]state.Record, len(marks))
	for i, m := range marks {
		all[i] = state.Record(m)
	}
	return all
}

func changeOf(c state.MirrorChange) archive.MirrorChange {
	marks := make([]archive.Mark, len(c.Records))
	for i, r := range c.Records {
		marks[i] = archive.Mark(r)
	}
	return archive.MirrorChange{From: archive.Stamp(c.From), To: archive.Stamp(c.To),
		Marks: marks, Beside: c.Beside}
}

// Flush writes what is unsaved, see [state.File.Flush], and has the archive follow.
func (s *Store) Flush() error {
	err := s.userState.Flush()
	// A mirror that could not be written is made up for by the overlay, and written the next time.
	_ = s.mirror(context.Background())
	return err
}

// Sync takes in what other programs and machines wrote, see [state.File.Sync], and has the
// archive follow.
func (s *Store) Sync() (Synced, error) {
	got, err := s.userState.Sync()
	_ = s.mirror(context.Background())
	s.noticing.Lock()
	defer s.noticing.Unlock()
	got.Notices = len(s.notices) - s.noticed
	return got, err
}
