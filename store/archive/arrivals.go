package archive

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"sync"

	"breageek/feed"
)

// A Horizon is what was kept at a moment: it tells what arrived since. The zero Horizon is
// none.
type Horizon struct {
	ends map[int64]end // of each source's articles in the order in which they came
}

// end is the last article that came from a source, and the row of members that holds it.
type end struct {
	row  int64
	last feed.ID
}

// Horizon returns what is kept now.
func (a *Archive) Horizon(ctx context.Context) (Horizon, error) {
	h := Horizon{ends: map[int64]end{}}
	rows, err := a.query(ctx, `SELECT source, n, substr(ids, -8) FROM members
		WHERE n IN (SELECT max(n) FROM members GROUP BY source)`)
	if err != nil {
		return Horizon{}, fmt.Errorf("looking for what is kept: %w", a.ReadError(err))
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var source int64
		var e end
		var last []byte
		if err := rows.Scan(&source, &e.row, &last); err != nil {
			return Horizon{}, fmt.Errorf("looking for what is kept: %w", a.ReadError(err))
		}
		if len(last) == 8 {
			e.last = feed.ID(binary.LittleEndian.Uint64(last))
		}
		h.ends[source] = e
	}
	if err := rows.Err(); err != nil {
		return Horizon{}, fmt.Errorf("looking for what is kept: %w", a.ReadError(err))
	}
	return h, nil
}

// Arrived returns the articles of some sources, nil for every source, that came after a
// horizon, whoever brought them; none for the zero Horizon.
func (a *Archive) Arrived(ctx context.Context, sources []string, h Horizon) ([]feed.ID, error) {
	if h.ends == nil {
		return nil, nil
	}
	ids, err := a.arrived(ctx, sources, h)
	if err != nil {
		return nil, fmt.Errorf("looking for what arrived: %w", a.ReadError(err))
	}
	return ids, nil
}

func (a *Archive) arrived(ctx context.Context, sources []string, h Horizon) (ids []feed.ID,
	err error) {
	ns, err := a.sourceNumbers(ctx, sources)
	if err != nil {
		return nil, err
	}
	oldest := int64(1) << 62
	for _, e := range h.ends {
		oldest = min(oldest, e.row)
	}
	if len(h.ends) == 0 {
		oldest = 0
	}
	rows, err := a.query(ctx, `SELECT source, n, ids FROM members WHERE n >= ?2 AND
		(?1 IS NULL OR source IN (SELECT value FROM json_each(?1))) ORDER BY n`, sourceFilter(ns), oldest)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var source, row int64
		var packed sql.RawBytes
		if err := rows.Scan(&source, &row, &packed); err != nil {
			return nil, err
		}
		ids = h.ends[source].since(ids, row, packed)
	}
	return ids, rows.Err()
}

// since appends the articles of a row of members that came after an end. Where the last
// article before it was removed meanwhile, what stands in its row is taken for known.
func (e end) since(ids []feed.ID, row int64, packed []byte) []feed.ID {
	if row < e.row {
		return ids
	}
	came := ids
	found := row > e.row
	for ; len(packed) >= 8; packed = packed[8:] {
		id := feed.ID(binary.LittleEndian.Uint64(packed))
		if found {
			came = append(came, id)
		}
		found = found || id == e.last
	}
	return came
}

// watch sees when the archive was written to.
type watch struct {
	mu      sync.Mutex
	conn    *sql.Conn // always the same one: SQLite compares with what it saw last
	version int64
	closed  bool
}

// Written reports whether the archive was written to, by this program or another one, since
// it was last called; at the first call it may have been. It is made to be called often.
func (a *Archive) Written(ctx context.Context) (bool, error) {
	w := &a.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return false, sql.ErrConnDone
	}
	if w.conn == nil {
		conn, err := a.readers.Conn(ctx)
		if err != nil {
			return false, err
		}
		w.conn = conn
	}
	was := w.version
	// Nothing watches this query for its context: that would wake several threads of an idle
	// program.
	quick := context.WithoutCancel(ctx)
	if err := w.conn.QueryRowContext(quick, "PRAGMA data_version").Scan(&w.version); err != nil {
		return false, err
	}
	return w.version != was, nil
}

func (w *watch) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	if w.conn != nil {
		_ = w.conn.Close()
	}
}
