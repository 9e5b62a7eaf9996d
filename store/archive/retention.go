package archive

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"breageek/feed"
)

// Retention is how long articles are kept. The zero value is for ever.
type Retention struct {
	Days  int   // since they were published
	Bytes int64 // of the archive; the oldest go first
}

// Forever reports whether nothing ever goes.
func (r Retention) Forever() bool { return r.Days <= 0 && r.Bytes <= 0 }

// Expired is what a retention removes.
type Expired struct {
	Articles int
	Bytes    int64     // about
	Oldest   time.Time // when the oldest of them was published
	Newest   time.Time

	rowids []int64
	ids    []feed.ID
}

// A Rule is which articles need not be kept.
type Rule struct {
	Retention
	Unread  time.Duration // how long what nobody read is kept all the same
	Except  []feed.ID     // are kept all the same
	Overlay func() Overlay
}

// removable is which articles a rule may remove: ?1 is the date that those without a read mark
// must be older than.
const removable = `NOT coalesce(m.starred, 0) AND NOT coalesce(m.watched, 0)
	AND (coalesce(m.read, 0) OR a.date < ?1)`

// Expired returns what a retention removes, and removes nothing. What is starred or watched
// never goes, nor what has a mark that the mirror lacks.
func (a *Archive) Expired(ctx context.Context, r Rule) (e Expired, err error) {
	if r.Forever() {
		return e, nil
	}
	if e, err = a.expired(ctx, r); err != nil {
		return Expired{}, fmt.Errorf("looking for what need not be kept: %w", err)
	}
	return e, nil
}

func (a *Archive) expired(ctx context.Context, r Rule) (e Expired, err error) {
	var articles, used int64
	err = a.readers.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM articles),
		(p.page_count - f.freelist_count) * z.page_size
		FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size z`).Scan(&articles, &used)
	if err != nil || articles == 0 {
		return e, err
	}
	each := used / articles
	excess := int64(0)
	if r.Bytes > 0 && used > r.Bytes {
		excess = (used-r.Bytes)/max(1, each) + 1
	}
	old := a.now().AddDate(0, 0, -r.Days).UnixMilli()
	rows, err := a.readers.QueryContext(ctx, `SELECT a.rowid, a.id, a.date FROM articles a
		LEFT JOIN marks m ON m.id = a.id WHERE `+removable+`
		AND a.id NOT IN (SELECT value FROM json_each(?2)) ORDER BY a.rowid`,
		a.now().Add(-r.Unread).UnixMilli(), jsonInts(r.kept()))
	if err != nil {
		return e, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var rowid, id, date int64
		if err := rows.Scan(&rowid, &id, &date); err != nil {
			return e, err
		}
		tooOld := r.Days > 0 && date < old
		if !tooOld && int64(e.Articles) >= excess {
			break // those that follow are newer
		}
		e.add(rowid, feed.ID(id), time.UnixMilli(date).UTC(), each)
	}
	return e, rows.Err()
}

// kept returns the articles that are kept whatever the mirror says of them.
func (r Rule) kept() []int64 {
	ids := r.Overlay().ids(func(Mark) bool { return true })
	for _, id := range r.Except {
		ids = append(ids, int64(id))
	}
	return ids
}

func (e *Expired) add(rowid int64, id feed.ID, date time.Time, bytes int64) {
	if e.Articles == 0 {
		e.Oldest = date
	}
	e.Articles, e.Bytes, e.Newest = e.Articles+1, e.Bytes+bytes, date
	e.rowids, e.ids = append(e.rowids, rowid), append(e.ids, id)
}

// pruneBatch is how many articles go in one transaction: few enough that a refresh or
// another program does not wait long.
const pruneBatch = 200

// Prune removes what expired. An article that was marked since is kept.
func (a *Archive) Prune(ctx context.Context, e Expired, r Rule) error {
	for from := 0; from < e.Articles; from += pruneBatch {
		to := min(from+pruneBatch, e.Articles)
		err := a.update(ctx, func(tx *sql.Tx) error {
			return a.prune(ctx, tx, e, from, to, r)
		})
		if err != nil {
			return fmt.Errorf("removing old articles: %w", err)
		}
	}
	return nil
}

// prune removes articles from every table. One that has moved to another rowid since it
// was looked at is left for the next time.
func (a *Archive) prune(ctx context.Context, tx *sql.Tx, e Expired, from, to int, r Rule) error {
	m := &upsert{ctx: ctx, tx: tx}
	tombstones := map[int64][]feed.ID{} // by source
	unread, kept := a.now().Add(-r.Unread).UnixMilli(), r.kept()
	for i := from; i < to; i++ {
		rowid, id := e.rowids[i], e.ids[i]
		if slices.Contains(kept, int64(id)) {
			continue
		}
		var source int64
		err := tx.QueryRowContext(ctx, `SELECT a.source FROM articles a
			LEFT JOIN marks m ON m.id = a.id WHERE a.rowid = ?2 AND a.id = ?3 AND `+removable,
			unread, rowid, int64(id)).Scan(&source)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		if _, err = m.remove(rowid); err != nil {
			return err
		}
		for _, what := range []string{"DELETE FROM pages WHERE id = ?1 AND ?2 <> 0",
			"INSERT OR REPLACE INTO tombstones (id, at) VALUES (?1, ?2)"} {
			if _, err := tx.ExecContext(ctx, what, int64(id), a.now().UnixMilli()); err != nil {
				return err
			}
		}
		tombstones[source] = append(tombstones[source], id)
	}
	for source, ids := range tombstones {
		if err := m.unlist(source, ids); err != nil {
			return err
		}
	}
	return nil
}

// unlist takes articles out of the lists of their source's.
func (m *upsert) unlist(source int64, ids []feed.ID) error {
	_, err := m.tx.ExecContext(m.ctx, "UPDATE sources SET articles = articles - ? WHERE n = ?",
		len(ids), source)
	if err != nil {
		return err
	}
	changed, err := m.membersWithout(source, ids)
	if err != nil {
		return err
	}
	for n, left := range changed {
		if _, err := m.tx.ExecContext(m.ctx, "UPDATE members SET ids = ? WHERE n = ?", left,
			n); err != nil {
			return err
		}
	}
	return nil
}

// membersWithout returns the rows of a source's members that some articles are taken out of,
// as they are without them.
func (m *upsert) membersWithout(source int64, ids []feed.ID) (changed map[int64][]byte, err error) {
	rows, err := m.tx.QueryContext(m.ctx, "SELECT n, ids FROM members WHERE source = ?", source)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	changed = map[int64][]byte{}
	for rows.Next() {
		var n int64
		var packed []byte
		if err := rows.Scan(&n, &packed); err != nil {
			return nil, err
		}
		if left := without(packed, ids); len(left) < len(packed) {
			changed[n] = left
		}
	}
	return changed, rows.Err()
}

// without returns packed IDs but for some.
func without(packed []byte, ids []feed.ID) []byte {
	left := make([]byte, 0, len(packed))
	for ; len(packed) >= 8; packed = packed[8:] {
		if !slices.Contains(ids, feed.ID(binary.LittleEndian.Uint64(packed))) {
			left = append(left, packed[:8]...)
		}
	}
	return left
}

// withoutTombstones leaves out the items that are not known and were removed before.
func (m *upsert) withoutTombstones(items []*item, old map[*item]known) ([]*item, error) {
	var fresh []int64
	for _, it := range items {
		if _, ok := old[it]; !ok {
			fresh = append(fresh, int64(it.a.ID))
		}
	}
	if len(fresh) == 0 {
		return items, nil
	}
	rows, err := m.tx.QueryContext(m.ctx, `SELECT g.id FROM json_each(?) j
		CROSS JOIN tombstones g ON g.id = j.value`, jsonInts(fresh))
	if err != nil {
		return nil, err
	}
	tombstones, err := collect[int64](rows)
	if err != nil || len(tombstones) == 0 {
		return items, err
	}
	return slices.DeleteFunc(slices.Clone(items), func(it *item) bool {
		_, known := old[it]
		return !known && slices.Contains(tombstones, int64(it.a.ID))
	}), nil
}
