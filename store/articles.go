package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"breageek/feed"
)

// columns are what an Entry is made of, in the order of scanEntry.
const columns = `a.id, a.date, a.seen, a.published, a.updated, a.guid, a.title, a.author, a.link,
	a.summary, a.image, a.image_alt, a.language, a.words, a.completeness, a.more, s.key, s.name`

// entries reads articles without their bodies; from starts at the FROM clause.
func (s *Store) entries(ctx context.Context, from string, args ...any) ([]Entry, error) {
	rows, err := s.ask(ctx, "SELECT "+columns+" FROM "+from, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	entries := make([]Entry, 0, 100)
	for rows.Next() {
		e, err := s.scanEntry(rows.Scan)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

// entriesAt reads the articles at some slots, in that order.
func (s *Store) entriesAt(ctx context.Context, slots []int64) ([]Entry, error) {
	if len(slots) == 0 {
		return []Entry{}, nil
	}
	return s.entries(ctx, `json_each(?) j CROSS JOIN articles a ON a.slot = j.value
		CROSS JOIN sources s ON s.n = a.source ORDER BY j.key`, jsonInts(slots))
}

func (s *Store) scanEntry(scan func(...any) error, also ...any) (Entry, error) {
	var (
		e                  Entry
		id, date, seen     int64
		published, updated sql.NullInt64
		completeness       uint8
		extra              string
	)
	into := append([]any{&id, &date, &seen, &published, &updated, &e.GUID, &e.Title, &e.Author,
		&e.Link, &e.Summary, &e.Image, &e.ImageAlt, &e.Language, &e.Words, &completeness, &extra,
		&e.SourceKey, &e.Source}, also...)
	if err := scan(into...); err != nil {
		return e, err
	}
	e.ID, e.Completeness = feed.ID(id), feed.Completeness(completeness)
	e.Date, e.FirstSeen = time.UnixMilli(date).UTC(), time.UnixMilli(seen).UTC()
	e.Published, e.Updated = fromMilli(published), fromMilli(updated)
	if extra != "" {
		var m more
		if err := json.Unmarshal([]byte(extra), &m); err != nil {
			return e, fmt.Errorf("article %s: %w", e.ID, err)
		}
		e.Categories, e.Enclosures, e.References = m.Categories, m.Enclosures, m.References
	}
	e.State = s.State(e.ID)
	return e, nil
}

func fromMilli(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMilli(n.Int64).UTC()
}

// Article gives an article with its body. The error is ErrNotFound, wrapped,
// when it is not kept.
func (s *Store) Article(ctx context.Context, id feed.ID) (Entry, error) {
	e, _, err := s.article(ctx, id)
	if err != nil {
		return Entry{}, fmt.Errorf("article %s: %w", id, s.unread(err))
	}
	return e, nil
}

// shownBody is the body that is read: the page's where it has more.
const shownBody = "iif(p.better, p.body, b.body)"

func (s *Store) article(ctx context.Context, id feed.ID) (e Entry, slot int64, err error) {
	row := s.readers.QueryRowContext(ctx, "SELECT "+columns+`, a.slot, `+shownBody+` FROM articles a
		CROSS JOIN sources s ON s.n = a.source LEFT JOIN bodies b ON b.slot = a.slot
		LEFT JOIN pages p ON p.id = a.id WHERE a.id = ?`, int64(id))
	var body []byte
	e, err = s.scanEntry(row.Scan, &slot, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return e, 0, ErrNotFound
	}
	if err == nil && body != nil {
		err = e.Body.UnmarshalBinary(body)
	}
	return e, slot, err
}

// Titles gives the titles of those of the articles that are kept.
func (s *Store) Titles(ctx context.Context, ids []feed.ID) (map[feed.ID]string, error) {
	values := make([]int64, len(ids))
	for i, id := range ids {
		values[i] = int64(id)
	}
	titles := map[feed.ID]string{}
	if len(ids) == 0 {
		return titles, nil
	}
	rows, err := s.ask(ctx, `SELECT a.id, a.title FROM json_each(?) j
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

// Resolve finds the article whose ID begins with a prefix of one to sixteen
// hexadecimal digits. Errors: ErrNotFound, wrapped; *AmbiguousError;
// *PrefixError.
func (s *Store) Resolve(ctx context.Context, prefix string) (feed.ID, error) {
	p := strings.ToLower(strings.TrimSpace(prefix))
	if p == "" || len(p) > 16 || strings.Trim(p, "0123456789abcdef") != "" {
		return 0, &PrefixError{Prefix: prefix}
	}
	low, err := feed.ParseID(p + strings.Repeat("0", 16-len(p)))
	if err != nil {
		return 0, &PrefixError{Prefix: prefix}
	}
	high, _ := feed.ParseID(p + strings.Repeat("f", 16-len(p)))
	// The first digit decides the sign in the archive, so both ends have one sign.
	found, err := s.entries(ctx, `articles a CROSS JOIN sources s ON s.n = a.source
		WHERE a.id BETWEEN ? AND ? ORDER BY a.slot DESC LIMIT 10`, int64(low), int64(high))
	switch {
	case err != nil:
		return 0, fmt.Errorf("article %s: %w", p, err)
	case len(found) == 0:
		return 0, fmt.Errorf("article %s: %w", p, ErrNotFound)
	case len(found) > 1:
		return 0, &AmbiguousError{Prefix: p, Candidates: found}
	}
	return found[0].ID, nil
}

// At gives the article that stands at a link, the newest where several do; ok is
// false where none is kept. The link may differ in what feed.Canonical leaves out.
func (s *Store) At(ctx context.Context, link string) (id feed.ID, ok bool, err error) {
	place := placeOf(link)
	if place == 0 {
		return 0, false, nil
	}
	rows, err := s.ask(ctx, `SELECT id, link FROM articles WHERE place = ? ORDER BY slot DESC
		LIMIT 8`, place)
	if err != nil {
		return 0, false, fmt.Errorf("looking for a link: %w", s.unread(err))
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
