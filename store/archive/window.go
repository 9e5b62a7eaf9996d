package archive

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"slices"
	"strings"

	"breageek/feed"
)

// window is a Query in the archive's own terms.
type window struct {
	sources []int64 // nil for every source
	below   int64   // slots smaller than this
	down    int64   // to this one
	up      bool    // the limit counts from the oldest
	limit   int
	filter  filter
	keep    []feed.ID
	over    Overlay
}

// window reads a query's cursors.
func (a *Archive) window(ctx context.Context, q Query, o Overlay) (w window, err error) {
	w = window{below: math.MaxInt64, down: math.MinInt64, limit: q.Limit, filter: filters()[q.Filter],
		up: q.Oldest || q.Before != (Cursor{}), keep: q.Keep, over: o}
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

// direction is the order in which the window's slots are counted.
func (w window) direction() string {
	if w.up {
		return " ASC"
	}
	return " DESC"
}

// filter is how a list is made: from is the tables that hold it, in which slot is the column
// of the slot and source that of the source's number; has reports whether a mark that the
// mirror lacks puts its article there.
type filter struct {
	from      string // read by slot
	ofSource  string // read by source and slot; empty where from is good for both
	slot, own string
	has       func(Mark) bool
}

func filters() map[Filter]filter {
	return map[Filter]filter{
		All: {from: "articles a INDEXED BY article_order",
			ofSource: "articles a INDEXED BY article_source", slot: "a.slot", own: "a.source"},
		Unread: {from: "unread u NOT INDEXED", ofSource: "unread u INDEXED BY unread_source",
			slot: "u.slot", own: "u.source", has: func(m Mark) bool { return !m.Read }},
		Starred: {from: `marks m INDEXED BY mark_starred CROSS JOIN articles a
			ON m.starred AND a.id = m.id`, slot: "a.slot", own: "a.source",
			has: func(m Mark) bool { return m.Starred }},
	}
}

// unreadStarred is the filter of what is starred and unread.
func unreadStarred() filter {
	return filter{from: `marks m INDEXED BY mark_starred CROSS JOIN articles a
		ON m.starred AND a.id = m.id CROSS JOIN unread u ON u.slot = a.slot`, slot: "a.slot",
		own: "a.source", has: func(m Mark) bool { return m.Starred && !m.Read }}
}

// slots returns the slots of a window, the newest first.
func (db *database) slots(ctx context.Context, w window) ([]int64, error) {
	slots, err := db.mirroredSlots(ctx, w)
	if err != nil || w.filter.has == nil {
		return w.cut(slots), err
	}
	more := w.over.ids(w.filter.has)
	for _, id := range w.keep {
		more = append(more, int64(id))
	}
	if len(more) == 0 {
		return w.cut(slots), nil
	}
	also, err := db.slotsAmong(ctx, w, more)
	return w.cut(append(slots, also...)), err
}

// cut sorts slots, the newest first, and leaves the window's limit of them.
func (w window) cut(slots []int64) []int64 {
	slices.Sort(slots)
	slots = slices.Compact(slots)
	if w.up {
		slots = slots[:min(len(slots), w.limit)]
	} else {
		slots = slots[max(0, len(slots)-w.limit):]
	}
	slices.Reverse(slots)
	return slots
}

// mirroredSlots returns the slots of a window as the mirror has it, but for the articles of the
// overlay.
func (db *database) mirroredSlots(ctx context.Context, w window) ([]int64, error) {
	f := w.filter
	from, source, arg := f.from, "(?1 IS NULL OR "+f.own+" IN (SELECT value FROM json_each(?1)))",
		sourceFilter(w.sources)
	if len(w.sources) == 1 {
		source, arg = f.own+" = ?1", w.sources[0]
		if f.ofSource != "" {
			from = f.ofSource
		}
	}
	args := []any{arg, w.below, w.down, w.limit}
	hidden := ""
	if f.has != nil && len(w.over) > 0 {
		hidden = " AND " + f.slot + ` NOT IN (SELECT h.slot FROM json_each(?5) j
			CROSS JOIN articles h ON h.id = j.value)`
		args = append(args, jsonInts(w.over.ids(func(Mark) bool { return true })))
	}
	rows, err := db.ask(ctx, strings.Join([]string{"SELECT ", f.slot, " FROM ", from, " WHERE ", source,
		" AND ", f.slot, " < ?2 AND ", f.slot, " >= ?3", hidden, " ORDER BY ", f.slot, w.direction(),
		" LIMIT ?4"}, ""), args...)
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// slotsAmong returns the slots of the window's articles among some.
func (db *database) slotsAmong(ctx context.Context, w window, ids []int64) ([]int64, error) {
	rows, err := db.ask(ctx, `SELECT a.slot FROM json_each(?1) j
		CROSS JOIN articles a ON a.id = j.value AND a.slot < ?2 AND a.slot >= ?3
		WHERE ?4 IS NULL OR a.source IN (SELECT value FROM json_each(?4))`,
		jsonInts(ids), w.below, w.down, sourceFilter(w.sources))
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
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
