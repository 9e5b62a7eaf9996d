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
	below   int64   // rowids smaller than this
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
		if w.below, _, err = a.rowidOf(ctx, q.After); err != nil {
			return w, err
		}
	}
	if q.Before != (Cursor{}) {
		rowid, kept, err := a.rowidOf(ctx, q.Before)
		if err != nil {
			return w, err
		}
		if w.down = rowid; kept {
			w.down++
		}
	}
	if q.Upto != (Cursor{}) {
		rowid, _, err := a.rowidOf(ctx, q.Upto)
		if err != nil {
			return w, err
		}
		w.down, w.limit = max(w.down, rowid), math.MaxInt32
	}
	return w, nil
}

// direction is the order in which the window's rowids are counted.
func (w window) direction() string {
	if w.up {
		return " ASC"
	}
	return " DESC"
}

// filter is how a list is made: from is the tables that hold it, in which rowid is the column
// of the rowid and source that of the source's number; has reports whether a mark that the
// mirror lacks puts its article there.
type filter struct {
	from       string // read by rowid
	ofSource   string // read by source and rowid; empty where from is good for both
	rowid, own string
	has        func(Mark) bool
}

func filters() map[Filter]filter {
	return map[Filter]filter{
		All: {from: "articles a INDEXED BY article_order",
			ofSource: "articles a INDEXED BY article_source", rowid: "a.rowid", own: "a.source"},
		Unread: {from: "unread u NOT INDEXED", ofSource: "unread u INDEXED BY unread_source",
			rowid: "u.rowid", own: "u.source", has: func(m Mark) bool { return !m.Read }},
		Starred: {from: `marks m INDEXED BY mark_starred CROSS JOIN articles a
			ON m.starred AND a.id = m.id`, rowid: "a.rowid", own: "a.source",
			has: func(m Mark) bool { return m.Starred }},
	}
}

// unreadStarred is the filter of what is starred and unread.
func unreadStarred() filter {
	return filter{from: `marks m INDEXED BY mark_starred CROSS JOIN articles a
		ON m.starred AND a.id = m.id CROSS JOIN unread u ON u.rowid = a.rowid`, rowid: "a.rowid",
		own: "a.source", has: func(m Mark) bool { return m.Starred && !m.Read }}
}

// rowids returns the rowids of a window, the newest first.
func (db *database) rowids(ctx context.Context, w window) ([]int64, error) {
	rowids, err := db.mirroredRowids(ctx, w)
	if err != nil || w.filter.has == nil {
		return w.cut(rowids), err
	}
	more := w.over.ids(w.filter.has)
	for _, id := range w.keep {
		more = append(more, int64(id))
	}
	if len(more) == 0 {
		return w.cut(rowids), nil
	}
	also, err := db.rowidsAmong(ctx, w, more)
	return w.cut(append(rowids, also...)), err
}

// cut sorts rowids, the newest first, and leaves the window's limit of them.
func (w window) cut(rowids []int64) []int64 {
	slices.Sort(rowids)
	rowids = slices.Compact(rowids)
	if w.up {
		rowids = rowids[:min(len(rowids), w.limit)]
	} else {
		rowids = rowids[max(0, len(rowids)-w.limit):]
	}
	slices.Reverse(rowids)
	return rowids
}

// mirroredRowids returns the rowids of a window as the mirror has it, but for the articles of
// the overlay.
func (db *database) mirroredRowids(ctx context.Context, w window) ([]int64, error) {
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
		hidden = " AND " + f.rowid + ` NOT IN (SELECT h.rowid FROM json_each(?5) j
			CROSS JOIN articles h ON h.id = j.value)`
		args = append(args, jsonInts(w.over.ids(func(Mark) bool { return true })))
	}
	rows, err := db.query(ctx, strings.Join([]string{"SELECT ", f.rowid, " FROM ", from, " WHERE ",
		source,
		" AND ", f.rowid, " < ?2 AND ", f.rowid, " >= ?3", hidden, " ORDER BY ", f.rowid, w.direction(),
		" LIMIT ?4"}, ""), args...)
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// rowidsAmong returns the rowids of the window's articles among some.
func (db *database) rowidsAmong(ctx context.Context, w window, ids []int64) ([]int64, error) {
	rows, err := db.query(ctx, `SELECT a.rowid FROM json_each(?1) j
		CROSS JOIN articles a ON a.id = j.value AND a.rowid < ?2 AND a.rowid >= ?3
		WHERE ?4 IS NULL OR a.source IN (SELECT value FROM json_each(?4))`,
		jsonInts(ids), w.below, w.down, sourceFilter(w.sources))
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// rowidOf finds a cursor's rowid. For an article that is not kept, because the user's rule
// let it go or it is of another archive, the first rowid of its second must do: what is
// newer begins there, and what is older ends before it.
func (db *database) rowidOf(ctx context.Context, c Cursor) (rowid int64, kept bool, err error) {
	err = db.readers.QueryRowContext(ctx, "SELECT rowid FROM articles WHERE id = ?", int64(c.ID)).
		Scan(&rowid)
	if errors.Is(err, sql.ErrNoRows) {
		return firstRowid(c.Date.UnixMilli()), false, nil
	}
	return rowid, err == nil, err
}
