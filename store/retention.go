package store

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

// Keep says how long articles are kept. The zero value is for ever.
type Keep struct {
	Days  int   // since they were published
	Bytes int64 // of the archive; the oldest go first
}

// Forever says whether nothing ever goes.
func (k Keep) Forever() bool { return k.Days <= 0 && k.Bytes <= 0 }

// keptUnread is how long what nobody read is kept whatever the rule.
const keptUnread = 30 * 24 * time.Hour

// Expired is what a rule of keeping lets go.
type Expired struct {
	Articles int
	Bytes    int64     // about
	Oldest   time.Time // when the oldest of them was published
	Newest   time.Time

	slots     []int64
	ids       []feed.ID
	elsewhere map[feed.ID]State // what other programs and machines wrote to state.json
}

// Expired tells what a rule lets go, and removes nothing. Starred articles, those of
// watched stories and what is unread of the last 30 days never go.
func (s *Store) Expired(ctx context.Context, k Keep) (e Expired, err error) {
	if k.Forever() {
		return e, nil
	}
	if e, err = s.expired(ctx, k); err != nil {
		return Expired{}, fmt.Errorf("looking for what need not be kept: %w", err)
	}
	return e, nil
}

func (s *Store) expired(ctx context.Context, k Keep) (e Expired, err error) {
	safe, err := s.safe(ctx)
	if err != nil {
		return e, err
	}
	e.elsewhere = s.OnDisk()
	var articles, used int64
	err = s.readers.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM articles),
		(p.page_count - f.freelist_count) * z.page_size
		FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size z`).Scan(&articles, &used)
	if err != nil || articles == 0 {
		return e, err
	}
	each := used / articles
	excess := int64(0)
	if k.Bytes > 0 && used > k.Bytes {
		excess = (used-k.Bytes)/max(1, each) + 1
	}
	old := s.now().AddDate(0, 0, -k.Days).UnixMilli()
	rows, err := s.readers.QueryContext(ctx, "SELECT slot, id, date FROM articles ORDER BY slot")
	if err != nil {
		return e, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var slot, id, date int64
		if err := rows.Scan(&slot, &id, &date); err != nil {
			return e, err
		}
		tooOld := k.Days > 0 && date < old
		if !tooOld && int64(e.Articles) >= excess {
			break // those that follow are newer
		}
		if safe[feed.ID(id)] || s.heldByMark(e.elsewhere, feed.ID(id), date) {
			continue
		}
		e.add(slot, feed.ID(id), time.UnixMilli(date).UTC(), each)
	}
	return e, rows.Err()
}

// heldByMark says whether an article of that date is kept for what the reader did with it,
// or has yet to do.
func (s *Store) heldByMark(elsewhere map[feed.ID]State, id feed.ID, date int64) bool {
	held := func(st State) bool {
		return st.Starred || st.Watched ||
			!st.Read && date >= s.now().Add(-keptUnread).UnixMilli()
	}
	other, known := elsewhere[id]
	return held(s.State(id)) || known && held(other)
}

func (e *Expired) add(slot int64, id feed.ID, date time.Time, bytes int64) {
	if e.Articles == 0 {
		e.Oldest = date
	}
	e.Articles, e.Bytes, e.Newest = e.Articles+1, e.Bytes+bytes, date
	e.slots, e.ids = append(e.slots, slot), append(e.ids, id)
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

// pruneBatch is how many articles go in one transaction: few enough that a refresh or
// another program does not wait long.
const pruneBatch = 200

// Prune lets go what a rule lets go, and says what that was. What other programs and
// machines marked counts. Marks are kept: they are small, and other machines may have the
// articles.
func (s *Store) Prune(ctx context.Context, k Keep) (Expired, error) {
	e, err := s.Expired(ctx, k)
	if err != nil || e.Articles == 0 {
		return e, err
	}
	for from := 0; from < e.Articles; from += pruneBatch {
		to := min(from+pruneBatch, e.Articles)
		err := s.update(ctx, func(tx *sql.Tx) error {
			return s.letGo(ctx, tx, e, from, to)
		})
		if err != nil {
			return e, fmt.Errorf("letting old articles go: %w", err)
		}
	}
	return e, nil
}

// letGo removes articles from every table. One that has moved to another slot since it
// was looked at is left for the next time, and one that was marked since is kept.
func (s *Store) letGo(ctx context.Context, tx *sql.Tx, e Expired, from, to int) error {
	m := &merge{ctx: ctx, tx: tx}
	gone := map[int64][]feed.ID{} // by source
	for i := from; i < to; i++ {
		slot, id := e.slots[i], e.ids[i]
		var source, date int64
		err := tx.QueryRowContext(ctx, "SELECT source, date FROM articles WHERE slot = ? AND id = ?",
			slot, int64(id)).Scan(&source, &date)
		if errors.Is(err, sql.ErrNoRows) || err == nil && s.heldByMark(e.elsewhere, id, date) {
			continue
		}
		if err != nil {
			return err
		}
		if _, err = m.remove(slot); err != nil {
			return err
		}
		for _, what := range []string{"DELETE FROM pages WHERE id = ?1 AND ?2 <> 0",
			"INSERT OR REPLACE INTO gone (id, at) VALUES (?1, ?2)"} {
			if _, err := tx.ExecContext(ctx, what, int64(id), s.now().UnixMilli()); err != nil {
				return err
			}
		}
		gone[source] = append(gone[source], id)
	}
	for source, ids := range gone {
		if err := m.unlist(source, ids); err != nil {
			return err
		}
	}
	return nil
}

// unlist takes articles out of the lists of their source's.
func (m *merge) unlist(source int64, ids []feed.ID) error {
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
		if _, err := m.tx.ExecContext(m.ctx, "UPDATE members SET ids = ? WHERE n = ?", left, n); err != nil {
			return err
		}
	}
	return nil
}

// membersWithout gives the rows of a source's members that some articles are taken out of,
// as they are without them.
func (m *merge) membersWithout(source int64, ids []feed.ID) (changed map[int64][]byte, err error) {
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

// without gives packed IDs but for some.
func without(packed []byte, ids []feed.ID) []byte {
	left := make([]byte, 0, len(packed))
	for ; len(packed) >= 8; packed = packed[8:] {
		if !slices.Contains(ids, feed.ID(binary.LittleEndian.Uint64(packed))) {
			left = append(left, packed[:8]...)
		}
	}
	return left
}

// withoutGone leaves out the items that are not known and were let go before.
func (m *merge) withoutGone(items []*incoming, old map[*incoming]known) ([]*incoming, error) {
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
		CROSS JOIN gone g ON g.id = j.value`, jsonInts(fresh))
	if err != nil {
		return nil, err
	}
	gone, err := collect[int64](rows)
	if err != nil || len(gone) == 0 {
		return items, err
	}
	return slices.DeleteFunc(slices.Clone(items), func(it *incoming) bool {
		_, known := old[it]
		return !known && slices.Contains(gone, int64(it.a.ID))
	}), nil
}
