package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"breageek/feed"
)

// Described is an article whose related stories are looked for.
type Described struct {
	Entry
	Rowid   int64
	Counted bool // it has terms, and counts among the articles that have them
}

// Described returns an article with its body. The error is ErrNotFound for an unknown one.
func (db *database) Described(ctx context.Context, id feed.ID) (Described, error) {
	return db.described(ctx, "a.id = ?", int64(id))
}

// DescribedAt returns the article at a rowid.
func (db *database) DescribedAt(ctx context.Context, rowid int64) (Described, error) {
	return db.described(ctx, "a.rowid = ?", rowid)
}

func (db *database) described(ctx context.Context, where string, key int64) (d Described,
	err error) {
	rows, err := db.query(ctx, "SELECT "+columns+", a.rowid, t.rowid IS NOT NULL, "+shownBody+" FROM "+
		fromEntries+` LEFT JOIN bodies b ON b.n = coalesce(a.body, a.rowid)
		LEFT JOIN pages p ON p.id = a.id LEFT JOIN topics t ON t.rowid = a.rowid WHERE `+where, key)
	if err != nil {
		return d, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return d, errors.Join(rows.Err(), ErrNotFound)
	}
	var body []byte
	d.Entry, err = scanEntry(rows.Scan, &d.Rowid, &d.Counted, &body)
	if err = errors.Join(err, rows.Close()); err != nil || body == nil {
		return d, err
	}
	if body, err = db.unpack(ctx, body); err != nil {
		return d, err
	}
	return d, d.Body.UnmarshalBinary(body)
}

// Topics returns the beginnings, front bytes long, of what the articles at some rowids are
// about, with the index of the rowid; those without terms are left out. f must not keep the
// bytes.
func (a *Archive) Topics(ctx context.Context, rowids []int64, front int,
	f func(i int, topics []byte)) error {
	rows, err := a.query(ctx, `SELECT j.key, substr(a.terms, 1, ?)
		FROM json_each(?) j CROSS JOIN topics a ON a.rowid = j.value`, front, jsonInts(rowids))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var i int
		var row sql.RawBytes
		if err := rows.Scan(&i, &row); err != nil {
			return err
		}
		f(i, row)
	}
	return rows.Err()
}

// How many articles of each topic are looked at, the nearest in time.
const (
	olderLimit = 100 // older ones
	newerLimit = 60  // newer ones
)

// Near returns the rowids of the articles near in time to a rowid that have a stem in title or
// lead; articles is how many have it anywhere.
func (a *Archive) Near(ctx context.Context, rowid int64, stem string, articles int) (
	rowids []int64, err error) {
	for _, question := range nearQueries(articles > olderLimit+newerLimit) {
		rows, err := a.query(ctx, question, "{title lead} : "+quote(stem), rowid)
		if err != nil {
			return nil, err
		}
		found, err := collect[int64](rows)
		if err != nil {
			return nil, err
		}
		rowids = append(rowids, found...)
	}
	return rowids, nil
}

// nearQueries are the queries for a topic. The limits are written out: for
// each one that is given as an argument SQLite compiles the question anew.
func nearQueries(common bool) []string {
	query := func(where string, limit int) string {
		return fmt.Sprint("SELECT rowid FROM words WHERE words MATCH ? AND rowid ", where,
			" LIMIT ", limit)
	}
	if common {
		return []string{query("< ? ORDER BY rowid DESC", olderLimit), query("> ? ORDER BY rowid",
			newerLimit)}
	}
	return []string{query("<> ? ORDER BY rowid DESC", olderLimit+newerLimit)}
}

// Numbered returns the IDs of those of some articles that are kept, by their rowids.
func (a *Archive) Numbered(ctx context.Context, ids []feed.ID) (map[int64]feed.ID, error) {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		numbers[i] = int64(id)
	}
	rows, err := a.query(ctx, `SELECT a.rowid, a.id FROM json_each(?) j
		CROSS JOIN articles a ON a.id = j.value`, jsonInts(numbers))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	there := map[int64]feed.ID{}
	for rows.Next() {
		var rowid, id int64
		if err := rows.Scan(&rowid, &id); err != nil {
			return nil, err
		}
		there[rowid] = feed.ID(id)
	}
	return there, rows.Err()
}
