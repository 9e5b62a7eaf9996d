package archive

import (
	"context"
	"database/sql"
	"fmt"
	"os"
)

// Health is what the archive holds, and whether it is sound.
type Health struct {
	Articles, Excerpts int   // of the articles, those of which only an excerpt is kept
	Waiting            int   // articles that cannot be found yet: their terms are missing
	Bytes              int64 // what the archive takes on the disk
	Faults             []string
}

// Check looks at the whole archive and takes its time.
func (a *Archive) Check(ctx context.Context) (Health, error) {
	h := Health{Bytes: sizeOf(a.archive) + sizeOf(a.archive+"-wal")}
	err := a.readers.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(completeness = 0), 0),
		(SELECT count(*) FROM pending) FROM articles`).Scan(&h.Articles, &h.Excerpts, &h.Waiting)
	if err != nil {
		return h, fmt.Errorf("counting what is kept: %w", err)
	}
	for _, check := range []func(context.Context) ([]string, error){a.sound, a.consistent} {
		faults, err := check(ctx)
		if err != nil {
			return h, fmt.Errorf("checking the archive: %w", err)
		}
		h.Faults = append(h.Faults, faults...)
	}
	return h, nil
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// sound has SQLite check the file, by a connection of its own: one that has searched
// before holds on to parts of the index that may be gone since, and calls that corrupt.
func (db *database) sound(ctx context.Context) ([]string, error) {
	own, err := sql.Open("sqlite", db.dsn(readerPragmas))
	if err != nil {
		return nil, err
	}
	defer func() { _ = own.Close() }()
	rows, err := own.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil { // in a folder that cannot be written
		rows, err = db.readers.QueryContext(ctx, "PRAGMA integrity_check(20)")
	}
	if err != nil {
		return nil, err
	}
	contentHash, err := collect[string](rows)
	if len(contentHash) == 1 && contentHash[0] == "ok" {
		contentHash = nil
	}
	return contentHash, err
}

// consistent compares what the tables say of each other: each article is a member of its
// source, and nothing is left of an article that is not there.
func (db *database) consistent(ctx context.Context) (faults []string, err error) {
	for _, c := range []struct{ query, fault string }{
		{`SELECT (SELECT count(*) FROM bodies WHERE length(body) > 0) - (SELECT count(*)
			FROM articles a CROSS JOIN bodies b ON b.n = coalesce(a.body, a.rowid))`,
			"bodies without an article"},
		{`SELECT abs((SELECT count(*) FROM articles) -
			(SELECT coalesce(sum(length(ids)), 0) / 8 FROM members))`, "articles that are not counted"},
		{`SELECT abs((SELECT count(*) FROM unread) - (SELECT count(*) FROM articles a
			WHERE NOT EXISTS (SELECT 1 FROM marks m WHERE m.id = a.id AND m.read)))`,
			"articles that are listed as unread or are not"},
		{`SELECT count(*) FROM topics b WHERE NOT EXISTS
			(SELECT 1 FROM articles a WHERE a.rowid = b.rowid)`, "terms without an article"},
	} {
		var n int
		if err := db.readers.QueryRowContext(ctx, c.query).Scan(&n); err != nil {
			return nil, err
		}
		if n > 0 {
			faults = append(faults, fmt.Sprintf("%d %s", n, c.fault))
		}
	}
	return faults, nil
}
