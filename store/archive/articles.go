package archive

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"breageek/feed"
)

// columns are what an Entry is made of, in the order of scanEntry, and fromEntries is the
// tables they stand in.
const columns = `a.id, a.date, a.seen, a.published, a.updated, a.guid, a.title, a.author, a.link,
	a.summary, a.image, a.image_alt, a.language, a.words, a.completeness, a.more, s.key, s.name,
	coalesce(m.read, 0), coalesce(m.starred, 0), coalesce(m.watched, 0), coalesce(m.read_at, 0),
	coalesce(m.starred_at, 0), coalesce(m.watched_at, 0), coalesce(m.position_at, 0),
	coalesce(m.block, 0), coalesce(m.letter, 0), coalesce(m.percent, 0)`

const fromEntries = `articles a CROSS JOIN sources s ON s.n = a.source
	LEFT JOIN marks m ON m.id = a.id`

// entries reads articles without their bodies; from starts at the FROM clause.
func (db *database) entries(ctx context.Context, from string, args ...any) ([]Entry, error) {
	rows, err := db.query(ctx, "SELECT "+columns+" FROM "+from, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	entries := make([]Entry, 0, 100)
	for rows.Next() {
		e, err := scanEntry(rows.Scan)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

// EntriesAt reads the articles at some rowids, in that order.
func (db *database) EntriesAt(ctx context.Context, rowids []int64) ([]Entry, error) {
	if len(rowids) == 0 {
		return []Entry{}, nil
	}
	return db.entries(ctx, `json_each(?) j CROSS JOIN articles a ON a.rowid = j.value
		CROSS JOIN sources s ON s.n = a.source LEFT JOIN marks m ON m.id = a.id ORDER BY j.key`,
		jsonInts(rowids))
}

func scanEntry(scan func(...any) error, also ...any) (Entry, error) {
	var (
		e                  Entry
		id, date, seen     int64
		published, updated sql.NullInt64
		completeness       uint8
		extra              string
	)
	into := append([]any{&id, &date, &seen, &published, &updated, &e.GUID, &e.Title, &e.Author,
		&e.Link, &e.Summary, &e.Image, &e.ImageAlt, &e.Language, &e.Words, &completeness, &extra,
		&e.SourceKey, &e.Source, &e.Mark.Read, &e.Mark.Starred, &e.Mark.Watched, &e.Mark.ReadAt,
		&e.Mark.StarredAt, &e.Mark.WatchedAt, &e.Mark.PositionAt, &e.Mark.Block, &e.Mark.Letter,
		&e.Mark.Percent}, also...)
	if err := scan(into...); err != nil {
		return e, err
	}
	e.ID, e.Completeness = feed.ID(id), feed.Completeness(completeness)
	e.Mark.ID = e.ID
	e.Date, e.FirstSeen = time.UnixMilli(date).UTC(), time.UnixMilli(seen).UTC()
	e.Published, e.Updated = fromMilli(published), fromMilli(updated)
	if extra != "" {
		var m more
		if err := json.Unmarshal([]byte(extra), &m); err != nil {
			return e, fmt.Errorf("article %s: %w", e.ID, err)
		}
		e.Categories, e.Enclosures, e.References = m.Categories, m.Enclosures, m.References
	}
	return e, nil
}

func fromMilli(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMilli(n.Int64).UTC()
}

// Article returns an article with its body. The error is ErrNotFound, wrapped,
// when it is not kept.
func (a *Archive) Article(ctx context.Context, id feed.ID) (Entry, error) {
	e, _, err := a.article(ctx, id)
	if err != nil {
		return Entry{}, fmt.Errorf("article %s: %w", id, a.ReadError(err))
	}
	return e, nil
}

// shownBody is the body that is read: the page's where it has more.
const shownBody = "iif(p.better, p.body, b.body)"

func (db *database) article(ctx context.Context, id feed.ID) (e Entry, rowid int64, err error) {
	rows, err := db.query(ctx, "SELECT "+columns+`, a.rowid, `+shownBody+` FROM
		`+fromEntries+`
		LEFT JOIN bodies b ON b.n = coalesce(a.body, a.rowid)
		LEFT JOIN pages p ON p.id = a.id WHERE a.id = ?`, int64(id))
	if err != nil {
		return e, 0, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return e, 0, cmp.Or(rows.Err(), ErrNotFound)
	}
	var body []byte
	if e, err = scanEntry(rows.Scan, &rowid, &body); err == nil {
		err = rows.Close()
	}
	if err == nil && body != nil {
		if body, err = db.unpack(ctx, body); err == nil {
			err = e.Body.UnmarshalBinary(body)
		}
	}
	return e, rowid, err
}

// Titles returns the titles of those of the articles that are kept.
func (a *Archive) Titles(ctx context.Context, ids []feed.ID) (map[feed.ID]string, error) {
	values := make([]int64, len(ids))
	for i, id := range ids {
		values[i] = int64(id)
	}
	titles := map[feed.ID]string{}
	if len(ids) == 0 {
		return titles, nil
	}
	rows, err := a.query(ctx, `SELECT a.id, a.title FROM json_each(?) j
		CROSS JOIN articles a ON a.id = j.value`, jsonInts(values))
	if err != nil {
		return nil, fmt.Errorf("reading titles: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var title string
		if err := rows.Scan(&id, &title); err != nil {
			return nil, fmt.Errorf("reading titles: %w", err)
		}
		titles[feed.ID(id)] = title
	}
	return titles, rows.Err()
}

// Between returns the newest articles, at most ten, whose IDs are between two, both of which
// have the same first bit.
func (a *Archive) Between(ctx context.Context, low, high feed.ID) ([]Entry, error) {
	return a.entries(ctx, fromEntries+`
		WHERE a.id BETWEEN ? AND ? ORDER BY a.rowid DESC LIMIT 10`, int64(low), int64(high))
}

// Rowids returns the rowids of those of some articles that are kept.
func (a *Archive) Rowids(ctx context.Context, ids []feed.ID) ([]int64, error) {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		numbers[i] = int64(id)
	}
	rows, err := a.query(ctx, `SELECT a.rowid FROM json_each(?) j
		CROSS JOIN articles a ON a.id = j.value`, jsonInts(numbers))
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// At returns the article that stands at a link, the newest where several do; ok is
// false where none is kept. The link may differ in what feed.Canonical leaves out.
func (a *Archive) At(ctx context.Context, link string) (id feed.ID, ok bool, err error) {
	linkHash := LinkHash(link)
	if linkHash == 0 {
		return 0, false, nil
	}
	rows, err := a.query(ctx, `SELECT id, link FROM articles WHERE link_hash = ? ORDER BY rowid DESC
		LIMIT 8`, linkHash)
	if err != nil {
		return 0, false, fmt.Errorf("looking for a link: %w", a.ReadError(err))
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var n int64
		var at string
		if err := rows.Scan(&n, &at); err != nil {
			return 0, false, fmt.Errorf("looking for a link: %w", err)
		}
		if feed.Canonical(at) == feed.Canonical(link) { // the place is only a hash
			return feed.ID(n), true, rows.Err()
		}
	}
	return 0, false, rows.Err()
}
