package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"breageek/feed"
)

// A Stamp identifies the writing of state.json that the archive has a mirror of.
type Stamp struct {
	Size    int64
	ModTime int64 // nanoseconds since 1970
	Hash    int64
}

// A Mark is what the user did with an article. Times are nanoseconds since 1970, 0 for never.
type Mark struct {
	ID                                       feed.ID
	Read, Starred, Watched                   bool
	ReadAt, StarredAt, WatchedAt, PositionAt int64
	Block, Letter                            int32
	Percent                                  int8
}

// Mirrored is which writing of state.json the mirror is of, what stands there beside the marks,
// and the marks of watched stories.
type Mirrored struct {
	Stamp
	Beside  []byte
	Watched []Mark
}

// Mirrored returns the little of the mirror that is needed before any list.
func (db *database) Mirrored(ctx context.Context) (m Mirrored, err error) {
	err = db.one(ctx, "SELECT size, modified, hash, beside FROM mirror", nil,
		&m.Size, &m.ModTime, &m.Hash, &m.Beside)
	if err != nil {
		return m, err
	}
	rows, err := db.query(ctx, "SELECT m.id, "+markColumns+` FROM marks m INDEXED BY mark_watched
		WHERE m.watched`)
	if err != nil {
		return m, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		mark, err := scanMark(rows)
		if err != nil {
			return m, err
		}
		m.Watched = append(m.Watched, mark)
	}
	return m, rows.Err()
}

// What stands in the way of a mirror's change: the file was written again meanwhile, so that
// whoever wrote it brings the mirror up to date; or the mirror is of another writing than the
// change begins with.
var (
	ErrMoved  = errors.New("state.json was written reindex")
	ErrDiffer = errors.New("the mirror is of another state.json")
)

// A MirrorChange brings the mirror from one writing of state.json to another.
type MirrorChange struct {
	From, To Stamp
	Marks    []Mark
	Beside   []byte
}

// Mirror makes a change of the mirror, in one transaction. current reports whether the file is
// still the writing that the change leads to. Errors: ErrMoved, ErrDiffer, wrapped.
func (db *database) Mirror(ctx context.Context, c MirrorChange, current func() bool) error {
	err := db.update(ctx, func(tx *sql.Tx) error {
		var now Stamp
		err := tx.QueryRowContext(ctx, "SELECT size, modified, hash FROM mirror").
			Scan(&now.Size, &now.ModTime, &now.Hash)
		switch {
		case err != nil:
			return err
		case now == c.To:
			return nil // another program has done it
		case !current():
			return ErrMoved
		case now != c.From:
			return ErrDiffer
		}
		if err := putMarks(ctx, tx, c.Marks); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE mirror SET size = ?, modified = ?, hash = ?, beside = ?",
			c.To.Size, c.To.ModTime, c.To.Hash, string(c.Beside))
		return err
	})
	if err != nil {
		return fmt.Errorf("mirroring the marks: %w", err)
	}
	return nil
}

// putMarks writes marks; one that says nothing is removed.
func putMarks(ctx context.Context, tx *sql.Tx, marks []Mark) error {
	if len(marks) == 0 {
		return nil
	}
	put, err := tx.PrepareContext(ctx, `INSERT INTO marks (id, read, starred, watched, read_at,
		starred_at, watched_at, position_at, block, letter, percent)
		VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET read = excluded.read,
		starred = excluded.starred, watched = excluded.watched, read_at = excluded.read_at,
		starred_at = excluded.starred_at, watched_at = excluded.watched_at,
		position_at = excluded.position_at, block = excluded.block, letter = excluded.letter,
		percent = excluded.percent`)
	if err != nil {
		return err
	}
	defer func() { _ = put.Close() }()
	for _, m := range marks {
		if m == (Mark{ID: m.ID}) {
			_, err = tx.ExecContext(ctx, "DELETE FROM marks WHERE id = ?", int64(m.ID))
		} else {
			_, err = put.ExecContext(ctx, int64(m.ID), m.Read, m.Starred, m.Watched, m.ReadAt,
				m.StarredAt, m.WatchedAt, m.PositionAt, m.Block, m.Letter, m.Percent)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// markColumns are what a Mark is made of, in the order of scanMark.
const markColumns = `m.read, m.starred, m.watched, m.read_at, m.starred_at, m.watched_at,
	m.position_at, m.block, m.letter, m.percent`

// Marks calls f with the stamp of the mirror and all its marks, read at one moment.
func (db *database) Marks(ctx context.Context, f func(Stamp, iter.Seq[Mark])) error {
	tx, err := db.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var s Stamp
	err = tx.QueryRowContext(ctx, "SELECT size, modified, hash FROM mirror").
		Scan(&s.Size, &s.ModTime, &s.Hash)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, "SELECT m.id, "+markColumns+" FROM marks m")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	f(s, func(yield func(Mark) bool) {
		for rows.Next() {
			var m Mark
			if m, err = scanMark(rows); err != nil || !yield(m) {
				return
			}
		}
	})
	return errors.Join(err, rows.Err())
}

func scanMark(rows *sql.Rows) (m Mark, err error) {
	var id int64
	err = rows.Scan(&id, &m.Read, &m.Starred, &m.Watched, &m.ReadAt, &m.StarredAt,
		&m.WatchedAt, &m.PositionAt, &m.Block, &m.Letter, &m.Percent)
	m.ID = feed.ID(id)
	return m, err
}

// An Overlay is the marks that the mirror may not have yet. For their articles it counts, and
// not the mirror.
type Overlay []Mark

// ids returns the articles of the marks that a function picks.
func (o Overlay) ids(pick func(Mark) bool) []int64 {
	var ids []int64
	for _, m := range o {
		if pick(m) {
			ids = append(ids, int64(m.ID))
		}
	}
	return ids
}
