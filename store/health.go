package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
)

// Health is what is kept, and whether it is sound.
type Health struct {
	Articles, Excerpts int   // of the articles, those of which only an excerpt is kept
	Waiting            int   // articles that cannot be found yet: their terms are missing
	Bytes              int64 // what the archive takes on the disk
	Read, Starred      int   // marks, also of articles that are not kept here
	Watched            int
	StateBytes         int64
	Faults             []string // what is wrong with the archive; nil for a sound one
	Aside              []string // files that were set aside and are not used any more, by name
	Unmerged           []string // copies of state.json that cannot be read, by name
}

// Health looks at everything that is kept. It reads the whole archive and takes its
// time.
func (s *Store) Health(ctx context.Context) (Health, error) {
	h := Health{Bytes: sizeOf(s.archivePath()) + sizeOf(s.archivePath()+"-wal"),
		StateBytes: sizeOf(s.Path())}
	err := s.readers.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(completeness = 0), 0),
		(SELECT count(*) FROM pending) FROM articles`).Scan(&h.Articles, &h.Excerpts, &h.Waiting)
	if err != nil {
		return h, fmt.Errorf("counting what is kept: %w", err)
	}
	marks := s.Tally()
	h.Read, h.Starred, h.Watched = marks.Read, marks.Starred, marks.Watched
	h.Aside, h.Unmerged = s.leftovers()
	for _, check := range []func(context.Context) ([]string, error){s.sound, s.consistent} {
		faults, err := check(ctx)
		if err != nil {
			return h, fmt.Errorf("checking the archive: %w", err)
		}
		h.Faults = append(h.Faults, faults...)
	}
	return h, nil
}

// leftovers gives what lies about in the folder: broken files and merged copies that were
// set aside, reports of crashes, and copies of the state that cannot be merged.
func (s *Store) leftovers() (aside, unmerged []string) {
	entries, _ := os.ReadDir(s.dir) // of a folder that cannot be read nothing is known
	for _, e := range entries {
		name := e.Name()
		if strings.Contains(name, ".broken-") || strings.HasSuffix(name, ".merged") ||
			strings.HasPrefix(name, "crash-") && strings.HasSuffix(name, ".txt") {
			aside = append(aside, name)
		}
	}
	return aside, s.Unmerged()
}

// Dir is the folder that everything is kept in; ArchivePath is the archive in it.
func (s *Store) Dir() string         { return s.dir }
func (s *Store) ArchivePath() string { return s.archivePath() }

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// sound has SQLite check the file, by a connection of its own: one that has searched
// before holds on to parts of the index that may be gone since, and calls that corrupt.
func (s *Store) sound(ctx context.Context) ([]string, error) {
	db, err := sql.Open("sqlite", s.dsn(readerPragmas))
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err != nil { // in a folder that cannot be written
		rows, err = s.readers.QueryContext(ctx, "PRAGMA integrity_check(20)")
	}
	if err != nil {
		return nil, err
	}
	said, err := collect[string](rows)
	if len(said) == 1 && said[0] == "ok" {
		said = nil
	}
	return said, err
}

// consistent compares what the tables say of each other: each article is a member of its
// source, and nothing is left of an article that is not there.
func (s *Store) consistent(ctx context.Context) (faults []string, err error) {
	for _, c := range []struct{ query, fault string }{
		{`SELECT count(*) FROM bodies b WHERE NOT EXISTS
			(SELECT 1 FROM articles a WHERE a.slot = b.slot)`, "bodies without an article"},
		{`SELECT abs((SELECT count(*) FROM articles) -
			(SELECT coalesce(sum(length(ids)), 0) / 8 FROM members))`, "articles that are not counted"},
		{`SELECT count(*) FROM about b WHERE NOT EXISTS
			(SELECT 1 FROM articles a WHERE a.slot = b.slot)`, "terms without an article"},
	} {
		var n int
		if err := s.readers.QueryRowContext(ctx, c.query).Scan(&n); err != nil {
			return nil, err
		}
		if n > 0 {
			faults = append(faults, fmt.Sprintf("%d %s", n, c.fault))
		}
	}
	return faults, nil
}
