package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"breageek/feed"
)

// Described returns an article without its body, its rowid, and what it is about: nil when it
// has no terms yet. The error is ErrNotFound for an unknown article.
func (a *Archive) Described(ctx context.Context, id feed.ID) (
	e Entry, slot int64, topics []byte, err error) {
	rows, err := a.ask(ctx, "SELECT "+columns+`, a.slot, t.terms FROM `+fromEntries+`
		LEFT JOIN about t ON t.slot = a.slot
		WHERE a.id = ?`, int64(id))
	if err != nil {
		return e, 0, nil, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return e, 0, nil, errors.Join(rows.Err(), ErrNotFound)
	}
	e, err = scanEntry(rows.Scan, &slot, &topics)
	return e, slot, topics, errors.Join(err, rows.Close())
}

// TopicsAt returns what the article at a rowid is about; nil when that is not known.
func (a *Archive) TopicsAt(ctx context.Context, slot int64) ([]byte, error) {
	rows, err := a.ask(ctx, "SELECT terms FROM about WHERE slot = ?", slot)
	if err != nil {
		return nil, err
	}
	all, err := collect[[]byte](rows)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// Topics gives the beginnings, front bytes long, of what the articles at some rowids are about,
// with the index of the rowid; those without terms are left out. f must not keep the bytes.
func (a *Archive) Topics(ctx context.Context, slots []int64, front int,
	f func(i int, topics []byte)) error {
	rows, err := a.ask(ctx, `SELECT j.key, substr(a.terms, 1, ?)
		FROM json_each(?) j CROSS JOIN about a ON a.slot = j.value`, front, jsonInts(slots))
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
	before = 100 // older ones
	after  = 60  // newer ones
)

// Near returns the rowids of the articles near in time to a rowid that have a stem in title or
// lead; articles is how many have it anywhere.
func (a *Archive) Near(ctx context.Context, slot int64, stem string, articles int) (
	slots []int64, err error) {
	for _, question := range nearQuestions(articles > before+after) {
		rows, err := a.ask(ctx, question, "{title lead} : "+quote(stem), slot)
		if err != nil {
			return nil, err
		}
		found, err := collect[int64](rows)
		if err != nil {
			return nil, err
		}
		slots = append(slots, found...)
	}
	return slots, nil
}

// nearQuestions are what is asked about a topic. The limits are written out: for
// each one that is given as an argument SQLite compiles the question anew.
func nearQuestions(common bool) []string {
	ask := func(where string, limit int) string {
		return fmt.Sprint("SELECT rowid FROM words WHERE words MATCH ? AND rowid ", where,
			" LIMIT ", limit)
	}
	if common {
		return []string{ask("< ? ORDER BY rowid DESC", before), ask("> ? ORDER BY rowid", after)}
	}
	return []string{ask("<> ? ORDER BY rowid DESC", before+after)}
}

// Numbered returns the IDs of those of some articles that are kept, by their rowids.
func (a *Archive) Numbered(ctx context.Context, ids []feed.ID) (map[int64]feed.ID, error) {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		numbers[i] = int64(id)
	}
	rows, err := a.ask(ctx, `SELECT a.slot, a.id FROM json_each(?) j
		CROSS JOIN articles a ON a.id = j.value`, jsonInts(numbers))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	there := map[int64]feed.ID{}
	for rows.Next() {
		var slot, id int64
		if err := rows.Scan(&slot, &id); err != nil {
			return nil, err
		}
		there[slot] = feed.ID(id)
	}
	return there, rows.Err()
}
