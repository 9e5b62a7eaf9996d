package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"breageek/feed"
)

// List gives a window of the list, newest first: by Date, and within a second as
// the feed had them. Bodies are left out.
func (a *Archive) List(ctx context.Context, q Query) ([]Entry, error) {
	entries, err := a.list(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("listing articles: %w", a.ReadError(err))
	}
	return entries, nil
}

// window is a Query in the archive's own terms.
type window struct {
	sources []int64 // nil for every source
	below   int64   // slots smaller than this
	down    int64   // to this one
	up      bool    // the limit counts from the oldest
	limit   int
	filter  Filter
	keep    map[feed.ID]bool
}

// window reads a query's cursors.
func (a *Archive) window(ctx context.Context, q Query) (w window, err error) {
	w = window{below: math.MaxInt64, down: math.MinInt64, limit: q.Limit, filter: q.Filter,
		up: q.Oldest || q.Before != (Cursor{}), keep: make(map[feed.ID]bool, len(q.Keep))}
	for _, id := range q.Keep {
		w.keep[id] = true
	}
	if w.limit <= 0 {
		w.limit = 100
	}
	if w.sources, err = a.sourceNumbers(ctx, q.Sources); err != nil {
		return w, err
	}
	if q.After != (Cursor{}) {
		if w.below, _, err = a.slotOf(ctx, q.After); err != nil {
			return w, err
		}
	}
	if q.Before != (Cursor{}) {
		slot, kept, err := a.slotOf(ctx, q.Before)
		if err != nil {
			return w, err
		}
		if w.down = slot; kept {
			w.down++
		}
	}
	if q.Upto != (Cursor{}) {
		slot, _, err := a.slotOf(ctx, q.Upto)
		if err != nil {
			return w, err
		}
		w.down, w.limit = max(w.down, slot), math.MaxInt32
	}
	return w, nil
}

func (a *Archive) list(ctx context.Context, q Query) ([]Entry, error) {
	w, err := a.window(ctx, q)
	if err != nil {
		return nil, err
	}
	if w.filter == All && w.sources == nil {
		entries, err := a.entries(ctx, `articles a CROSS JOIN sources s ON s.n = a.source
			WHERE a.slot < ? AND a.slot >= ? ORDER BY a.slot`+w.direction()+` LIMIT ?`,
			w.below, w.down, w.limit)
		if w.up {
			slices.Reverse(entries)
		}
		return entries, err
	}
	slots, err := a.slots(ctx, w)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(slots, func(a, b int64) int { return compare(b, a) })
	return a.EntriesAt(ctx, slots)
}

// direction is the order in which the window's slots are counted.
func (w window) direction() string {
	if w.up {
		return " ASC"
	}
	return " DESC"
}

// beyond is what is left of the window after a slot.
func (w window) beyond(slot int64) window {
	if w.up {
		w.down = slot + 1
	} else {
		w.below = slot
	}
	return w
}

// UnreadIDs gives the unread articles of a query's whole list, or of what its cursors
// leave of it, as it was at the horizon of what is known; its limit does not count.
func (a *Archive) UnreadIDs(ctx context.Context, q Query) ([]feed.ID, error) {
	q.Keep, q.Limit = nil, math.MaxInt32
	w, err := a.window(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("looking for what is unread: %w", a.ReadError(err))
	}
	var ids []feed.ID
	late := map[feed.ID]bool{}
	err = a.walk(ctx, w, func(_ int64, id feed.ID) bool {
		if !a.marks.IsRead(id) && (w.filter != Starred || a.marks.IsStarred(id)) {
			ids = append(ids, id)
		}
		return true
	})
	if err != nil {
		return nil, fmt.Errorf("looking for what is unread: %w", a.ReadError(err))
	}
	arrived, err := a.Arrived(ctx, q.Sources, q.Known) // after the walk: what came during it, too
	for _, id := range arrived {
		late[id] = true
	}
	return slices.DeleteFunc(ids, func(id feed.ID) bool { return late[id] }), err
}

// slots gives the slots of a window, in any order.
func (a *Archive) slots(ctx context.Context, w window) ([]int64, error) {
	switch w.filter {
	case Starred:
		return a.slotsAmong(ctx, w, append(a.marks.Starred(), slices.Collect(maps.Keys(w.keep))...))
	case Unread:
		return a.unreadSlots(ctx, w)
	}
	var slots []int64
	err := a.walk(ctx, w, func(slot int64, _ feed.ID) bool {
		slots = append(slots, slot)
		return len(slots) < w.limit
	})
	return slots, err
}

// How many articles are searched for unread ones before all unread ones are
// looked for, and how many of those may be looked up one by one.
const (
	unreadWalk   = 2000
	unreadLookup = 4000
)

// unreadSlots walks from the window's near end. When most of what is passed was
// read, it asks for the unread ones by ID instead: a reader who keeps up has
// few, and they may be far away.
func (a *Archive) unreadSlots(ctx context.Context, w window) ([]int64, error) {
	var slots []int64
	walked, last := 0, int64(0)
	wanted := func(stopAt int) func(int64, feed.ID) bool {
		return func(slot int64, id feed.ID) bool {
			if w.keep[id] || !a.marks.IsRead(id) {
				slots = append(slots, slot)
			}
			walked, last = walked+1, slot
			return len(slots) < w.limit && walked < stopAt
		}
	}
	err := a.walk(ctx, w, wanted(unreadWalk))
	if err != nil || walked < unreadWalk || len(slots) >= w.limit {
		return slots, err
	}
	var unread []feed.ID
	err = a.eachMember(ctx, w.sources, func(ids []feed.ID) {
		for _, id := range ids {
			if !a.marks.IsRead(id) || w.keep[id] {
				unread = append(unread, id)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	if len(unread) <= unreadLookup {
		return a.slotsAmong(ctx, w, unread)
	}
	return slots, a.walk(ctx, w.beyond(last), wanted(math.MaxInt))
}

// slotsAmong gives the slots of the window's articles among some.
func (db *database) slotsAmong(ctx context.Context, w window, ids []feed.ID) ([]int64, error) {
	values := make([]int64, len(ids))
	for i, id := range ids {
		values[i] = int64(id)
	}
	rows, err := db.readers.QueryContext(ctx, `SELECT a.slot FROM json_each(?1) j
		CROSS JOIN articles a ON a.id = j.value AND a.slot < ?2 AND a.slot >= ?3
		WHERE ?4 IS NULL OR a.source IN (SELECT value FROM json_each(?4))`,
		jsonInts(values), w.below, w.down, sourceFilter(w.sources))
	if err != nil {
		return nil, err
	}
	slots, err := collect[int64](rows)
	slices.Sort(slots)
	if w.up {
		return slots[:min(len(slots), w.limit)], err
	}
	return slots[max(0, len(slots)-w.limit):], err
}

// walk gives the window's slots from its near end, until f has enough.
func (db *database) walk(ctx context.Context, w window, f func(slot int64, id feed.ID) bool) error {
	index, where := "article_order", "(?1 IS NULL OR source IN (SELECT value FROM json_each(?1)))"
	var filter = sourceFilter(w.sources)
	if len(w.sources) == 1 {
		index, where, filter = "article_source", "source = ?1", w.sources[0]
	}
	rows, err := db.readers.QueryContext(ctx, `SELECT slot, id FROM articles INDEXED BY `+index+
		` WHERE `+where+` AND slot < ?2 AND slot >= ?3 ORDER BY slot`+w.direction(),
		filter, w.below, w.down)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var slot, id int64
		if err := rows.Scan(&slot, &id); err != nil {
			return err
		}
		if !f(slot, feed.ID(id)) {
			return nil
		}
	}
	return rows.Err()
}

// slotOf finds a cursor's slot. For an article that is not kept, because the user's rule
// let it go or it is of another archive, the first slot of its second must do: what is
// newer begins there, and what is older ends before it.
func (db *database) slotOf(ctx context.Context, c Cursor) (slot int64, kept bool, err error) {
	err = db.readers.QueryRowContext(ctx, "SELECT slot FROM articles WHERE id = ?", int64(c.ID)).
		Scan(&slot)
	if errors.Is(err, sql.ErrNoRows) {
		return firstSlot(c.Date.UnixMilli()), false, nil
	}
	return slot, err == nil, err
}

// sourceNumbers gives the archive's numbers for sources; nil when they are all
// there are, so that the common case needs no filter.
func (db *database) sourceNumbers(ctx context.Context, wanted []string) ([]int64, error) {
	if wanted == nil {
		return nil, nil
	}
	rows, err := db.readers.QueryContext(ctx, `SELECT s.n, s.key, ifnull(a.key, '') FROM sources s
		LEFT JOIN aliases a ON a.source = s.n ORDER BY s.n`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	numbers, all := []int64{}, map[int64]bool{}
	for rows.Next() {
		var n int64
		var key, later string // its address now may be another than the first
		if err := rows.Scan(&n, &key, &later); err != nil {
			return nil, err
		}
		all[n] = true
		if (slices.Contains(wanted, key) || later != "" && slices.Contains(wanted, later)) &&
			!slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == len(all) {
		return nil, rows.Err()
	}
	return numbers, rows.Err()
}

// Counts tells how many articles the sources have; nil means every source.
func (a *Archive) Counts(ctx context.Context, sources []string) (Counts, error) {
	ns, err := a.sourceNumbers(ctx, sources)
	if err != nil {
		return Counts{}, fmt.Errorf("counting articles: %w", a.ReadError(err))
	}
	var c Counts
	err = a.eachMember(ctx, ns, func(ids []feed.ID) {
		for _, id := range ids {
			c.Total++
			if !a.marks.IsRead(id) {
				c.Unread++
			}
			if a.marks.IsStarred(id) {
				c.Starred++
			}
		}
	})
	if err != nil {
		return Counts{}, fmt.Errorf("counting articles: %w", a.ReadError(err))
	}
	return c, nil
}

func collect[T any](rows *sql.Rows) (all []T, err error) {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
