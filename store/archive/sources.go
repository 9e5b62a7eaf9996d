package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
)

// Failed remembers that a source could not be fetched, what to send with the next request
// next time, and why. It changes no article.
func (a *Archive) Failed(ctx context.Context, src feed.Source, v feed.Validators,
	why string) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("%s: %w", src.Name, err)
	}
	err = a.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO sources
			(key, name, url, site, language, validators, tried, error) VALUES (?,?,?,?,?,?,?,?)
			ON CONFLICT (key) DO UPDATE SET validators = excluded.validators,
			tried = excluded.tried, error = excluded.error`, src.Key(), src.Name, src.URL,
			src.Site, src.Language, string(b), a.now().UnixMilli(), markup.Line(why))
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: remembering a failure: %w", src.Name, err)
	}
	return nil
}

// Validators returns what to send with a request to a source; the zero value for one
// that never answered. key is [feed.Source.Key].
func (a *Archive) Validators(ctx context.Context, key string) (v feed.Validators, err error) {
	var b []byte
	err = a.readers.QueryRowContext(ctx, "SELECT validators FROM sources WHERE key = ?", key).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return v, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	if err != nil {
		return feed.Validators{}, fmt.Errorf("%s: validators: %w", key, err)
	}
	return v, nil
}

// Sources returns what the archive knows of every source that was ever fetched, in
// the order in which they first were.
func (a *Archive) Sources(ctx context.Context) ([]SourceStatus, error) {
	all, err := a.sources(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading sources: %w", err)
	}
	return all, nil
}

func (db *database) sources(ctx context.Context) (all []SourceStatus, err error) {
	rows, err := db.query(ctx, `SELECT key, name, url, site, language, validators,
		tried, answered, error, articles FROM sources ORDER BY n`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var st SourceStatus
		var v []byte
		var tried, ok int64
		if err := rows.Scan(&st.Key, &st.Name, &st.URL, &st.Site, &st.Language, &v, &tried, &ok,
			&st.LastError, &st.Articles); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(v, &st.Validators); err != nil {
			return nil, fmt.Errorf("%s: validators: %w", st.Key, err)
		}
		st.LastTried, st.LastOK = milliOrZero(tried), milliOrZero(ok)
		all = append(all, st)
	}
	return all, rows.Err()
}

func milliOrZero(n int64) time.Time {
	return fromMilli(sql.NullInt64{Int64: n, Valid: n != 0})
}
