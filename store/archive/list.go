package archive

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"

	"breageek/feed"
)

// List returns a window of the list, newest first: by Date, and within a second as
// the feed had them. Bodies are left out.
func (a *Archive) List(ctx context.Context, q Query, o Overlay) ([]Entry, error) {
	entries, err := a.list(ctx, q, o)
	if err != nil {
		return nil, fmt.Errorf("listing articles: %w", a.ReadError(err))
	}
	return entries, nil
}

func (a *Archive) list(ctx context.Context, q Query, o Overlay) ([]Entry, error) {
	w, err := a.window(ctx, q, o)
	if err != nil {
		return nil, err
	}
	if q.Filter == All && w.sources == nil {
		entries, err := a.entries(ctx, fromEntries+`
			WHERE a.rowid < ? AND a.rowid >= ? ORDER BY a.rowid`+w.direction()+` LIMIT ?`,
			w.below, w.down, w.limit)
		if w.up {
			slices.Reverse(entries)
		}
		return entries, err
	}
	rowids, err := a.rowids(ctx, w)
	if err != nil {
		return nil, err
	}
	return a.EntriesAt(ctx, rowids)
}

// UnreadIDs returns the unread articles of a query's whole list, or of what its cursors
// leave of it, as it was at the horizon of what is known; its limit does not count.
func (a *Archive) UnreadIDs(ctx context.Context, q Query, o Overlay) ([]feed.ID, error) {
	ids, err := a.unreadIDs(ctx, q, o)
	if err != nil {
		return nil, fmt.Errorf("looking for what is unread: %w", a.ReadError(err))
	}
	late := map[feed.ID]bool{}
	arrived, err := a.Arrived(ctx, q.Sources, q.Known) // afterwards: what came meanwhile, too
	for _, id := range arrived {
		late[id] = true
	}
	return slices.DeleteFunc(ids, func(id feed.ID) bool { return late[id] }), err
}

func (a *Archive) unreadIDs(ctx context.Context, q Query, o Overlay) ([]feed.ID, error) {
	q.Keep, q.Limit = nil, math.MaxInt32
	w, err := a.window(ctx, q, o)
	if err != nil {
		return nil, err
	}
	w.filter = filters()[Unread]
	if q.Filter == Starred {
		w.filter = unreadStarred()
	}
	rowids, err := a.rowids(ctx, w)
	if err != nil {
		return nil, err
	}
	rows, err := a.query(ctx, `SELECT a.id FROM json_each(?) j CROSS JOIN articles a
		INDEXED BY article_order ON a.rowid = j.value ORDER BY j.key`, jsonInts(rowids))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	ids := make([]feed.ID, 0, len(rowids))
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, feed.ID(id))
	}
	return ids, rows.Err()
}

// Counts returns how many articles the sources have; nil means every source.
func (a *Archive) Counts(ctx context.Context, sources []string, o Overlay) (Counts, error) {
	c, err := a.counts(ctx, sources, o)
	if err != nil {
		return Counts{}, fmt.Errorf("counting articles: %w", a.ReadError(err))
	}
	return c, nil
}

func (db *database) counts(ctx context.Context, sources []string, o Overlay) (c Counts, err error) {
	ns, err := db.sourceNumbers(ctx, sources)
	if err != nil {
		return c, err
	}
	unread := "(SELECT count(*) FROM unread)" // which SQLite knows without looking at each
	if ns != nil {
		unread = `(SELECT count(*) FROM json_each(?1) j CROSS JOIN unread u ON u.source = j.value)`
	}
	err = db.one(ctx, `SELECT (SELECT coalesce(sum(articles), 0) FROM sources
			WHERE ?1 IS NULL OR n IN (SELECT value FROM json_each(?1))), `+unread+`,
		(SELECT count(*) FROM marks m INDEXED BY mark_starred CROSS JOIN articles a
			ON m.starred AND a.id = m.id
			WHERE ?1 IS NULL OR a.source IN (SELECT value FROM json_each(?1)))`,
		[]any{sourceFilter(ns)}, &c.Total, &c.Unread, &c.Starred)
	if err != nil || len(o) == 0 {
		return c, err
	}
	return c, db.correct(ctx, &c, ns, o)
}

// correct makes counts of the mirror those that an overlay says.
func (db *database) correct(ctx context.Context, c *Counts, sources []int64, o Overlay) error {
	marks := make(map[int64]Mark, len(o))
	for _, m := range o {
		marks[int64(m.ID)] = m
	}
	rows, err := db.query(ctx, `SELECT a.id, u.rowid IS NULL, coalesce(m.starred, 0)
		FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value
		LEFT JOIN unread u ON u.rowid = a.rowid LEFT JOIN marks m ON m.id = a.id
		WHERE ?2 IS NULL OR a.source IN (SELECT value FROM json_each(?2))`,
		jsonInts(o.ids(func(Mark) bool { return true })), sourceFilter(sources))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var read, starred bool
		if err := rows.Scan(&id, &read, &starred); err != nil {
			return err
		}
		c.Unread += one(read) - one(marks[id].Read)
		c.Starred += one(marks[id].Starred) - one(starred)
	}
	return rows.Err()
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
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
