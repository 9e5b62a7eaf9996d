package bigarchive

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // as the archive has it
)

// Downgrade makes the archive of a data folder, which no store has open, one that an older
// version of the program left: with the tables of that version of the schema and no others.
func Downgrade(dir string, version int) (err error) {
	ctx := context.Background()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "articles.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var now int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil {
		return err
	}
	for ; now > version; now-- {
		if now == 7 {
			if err := unpack(ctx, db); err != nil {
				return fmt.Errorf("back from version 7: %w", err)
			}
		}
		for _, step := range back()[now] {
			if _, err := db.ExecContext(ctx, step); err != nil {
				return fmt.Errorf("back from version %d: %s: %w", now, step, err)
			}
		}
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf(
		"PRAGMA user_version = %d; PRAGMA wal_checkpoint(TRUNCATE)", version))
	return err
}

// back is what takes an archive from a version of the schema to the one before.
func back() map[int][]string {
	return map[int][]string{
		2: {"DROP INDEX about_title", "ALTER TABLE about DROP COLUMN title", "DROP TABLE pages",
			"DROP TABLE proposals", "DROP INDEX article_teaser"},
		3: {"DROP TABLE gone"},
		4: {"DROP TABLE aliases"},
		6: {"DROP TRIGGER article_added", "DROP TRIGGER article_removed", "DROP TABLE marks",
			"DROP TABLE mirror", "DROP TABLE unread"},
		7: {"DROP TABLE bodies", "ALTER TABLE unpacked RENAME TO bodies",
			"ALTER TABLE articles DROP COLUMN body", "DROP TABLE dictionaries", "DROP TABLE moving"},
		8: {"ALTER TABLE pages RENAME COLUMN fetched TO asked",
			"ALTER TABLE tombstones RENAME TO gone", "ALTER TABLE topics RENAME TO about",
			"ALTER TABLE articles RENAME COLUMN content_hash TO said",
			"ALTER TABLE articles RENAME COLUMN link_hash TO place",
			"ALTER TABLE pending RENAME COLUMN content_hash TO said",
			"ALTER TABLE pending RENAME COLUMN reindex TO again",
			"ALTER TABLE links RENAME COLUMN article TO slot",
			"ALTER TABLE links RENAME COLUMN link_hash TO place",
			"ALTER TABLE proposals RENAME COLUMN article TO slot",
			"ALTER TABLE proposals RENAME COLUMN link_hash TO place"},
	}
}

// unpack opens all bodies into a table of their articles' slots, and the pages.
func unpack(ctx context.Context, db *sql.DB) error {
	var content []byte
	err := db.QueryRowContext(ctx, "SELECT coalesce(max(content), '') FROM dictionaries").
		Scan(&content)
	if err != nil {
		return err
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderDictRaw(1, content))
	if err != nil {
		return err
	}
	defer decoder.Close()
	_, err = db.ExecContext(ctx, `CREATE TABLE unpacked (
		slot INTEGER PRIMARY KEY, body BLOB NOT NULL)`)
	if err != nil {
		return err
	}
	err = each(ctx, db, `SELECT a.slot, b.body FROM articles a
		JOIN bodies b ON b.n = coalesce(a.body, a.slot)`,
		"INSERT INTO unpacked (slot, body) VALUES (?1, ?2)", decoder)
	if err != nil {
		return err
	}
	return each(ctx, db, "SELECT id, body FROM pages WHERE body IS NOT NULL",
		"UPDATE pages SET body = ?2 WHERE id = ?1", decoder)
}

// each opens the bodies that a question gives with their keys, and runs a statement on each.
func each(ctx context.Context, db *sql.DB, question, statement string,
	decoder *zstd.Decoder) error {
	type row struct {
		key  int64
		body []byte
	}
	rows, err := db.QueryContext(ctx, question)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var all []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.key, &r.body); err != nil {
			return err
		}
		all = append(all, r)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, r := range all {
		if bytes.HasPrefix(r.body, []byte{0x28, 0xb5, 0x2f, 0xfd}) {
			if r.body, err = decoder.DecodeAll(r.body, nil); err != nil {
				return err
			}
		}
		if _, err := db.ExecContext(ctx, statement, r.key, r.body); err != nil {
			return err
		}
	}
	return nil
}
