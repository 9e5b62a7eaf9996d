package archive

import (
	"context"
	"database/sql"
	"fmt"

	"breageek/feed"
)

// Recognize returns sources whose address the user changed the key they had before. One
// whose former address is among the others as well is a source of its own.
func (a *Archive) Recognize(ctx context.Context, sources []feed.Source) ([]feed.Source, error) {
	former, err := a.formerKeys(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading sources: %w", a.ReadError(err))
	}
	followed := map[string]bool{}
	for _, src := range sources {
		followed[src.Key()] = true
	}
	all := make([]feed.Source, len(sources))
	for i, src := range sources {
		if key := former[src.Key()]; key != "" && !followed[key] {
			src.Identity = key
		}
		all[i] = src
	}
	return all, nil
}

func (db *database) formerKeys(ctx context.Context) (map[string]string, error) {
	rows, err := db.readers.QueryContext(ctx,
		"SELECT a.key, s.key FROM aliases a CROSS JOIN sources s ON s.n = a.source")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	former := map[string]string{}
	for rows.Next() {
		var later, key string
		if err := rows.Scan(&later, &key); err != nil {
			return nil, err
		}
		former[later] = key
	}
	return former, rows.Err()
}

// Adopt returns the first answer of a source to the one it continues: the user changed its
// address by hand. That is one which redirected to the new address for good, or most of
// whose identifiers the answer has. followed are the keys of the sources that the user
// follows, which no other continues. An answer of a source that is known, or continues
// none, comes back as it is.
func (a *Archive) Adopt(ctx context.Context, r feed.Result,
	followed map[string]bool) (feed.Result, error) {
	key := r.Source.Key()
	known, err := a.sources(ctx)
	if err != nil {
		return r, fmt.Errorf("%s: looking for its former address: %w", r.Source.Name, a.ReadError(err))
	}
	for _, k := range known {
		if k.Key == key {
			return r, nil
		}
	}
	for _, k := range known {
		if followed[k.Key] || k.Articles == 0 {
			continue
		}
		same := feed.Source{URL: k.Validators.Moved}.Key() == key
		if !same {
			if same, err = a.continues(ctx, r.Articles, k.Key); err != nil {
				return r, fmt.Errorf("%s: comparing identifiers: %w", r.Source.Name, a.ReadError(err))
			}
		}
		if same {
			return a.adopt(ctx, r, k.Key)
		}
	}
	return r, nil
}

// enoughSame is how many items must be known by their identifiers: one alone may be called
// "1" anywhere.
const enoughSame = 2

// continues reports whether most of the items of an answer are kept of another source, by
// the feed's own identifiers, at the same address or under the same title.
func (db *database) continues(ctx context.Context, articles []feed.Article, key string) (bool,
	error) {
	byID := map[feed.ID]*feed.Article{}
	var ids []int64
	for i := range articles {
		if a := &articles[i]; a.By == feed.ByGUID {
			id := a.IDBy(key, feed.ByGUID)
			byID[id], ids = a, append(ids, int64(id))
		}
	}
	if len(ids) < enoughSame {
		return false, nil
	}
	rows, err := db.query(ctx, `SELECT a.id, a.link, a.title FROM json_each(?) j
		CROSS JOIN articles a ON a.id = j.value`, jsonInts(ids))
	if err != nil {
		return false, err
	}
	defer func() { _ = rows.Close() }()
	same := 0
	for rows.Next() {
		var id int64
		var link, title string
		if err := rows.Scan(&id, &link, &title); err != nil {
			return false, err
		}
		a := byID[feed.ID(id)]
		if at := feed.Address(link); at != "" && at == feed.Address(a.Link) || title != "" &&
			title == a.Title {
			same++
		}
	}
	return same >= enoughSame && 2*same > len(ids), rows.Err()
}

// adopt remembers that a source goes on under a key, and returns its answer to it.
func (db *database) adopt(ctx context.Context, r feed.Result, key string) (feed.Result, error) {
	err := db.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO aliases (key, source)
			SELECT ?, n FROM sources WHERE key = ?`, r.Source.Key(), key)
		return err
	})
	if err != nil {
		return r, fmt.Errorf("%s: keeping its former address: %w", r.Source.Name, err)
	}
	r.Source.Identity = key
	for i := range r.Articles {
		r.Articles[i].Rekey(key)
	}
	return r, nil
}
