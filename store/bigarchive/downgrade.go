package bigarchive

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	_ "modernc.org/sqlite" // as the archive has it
)

// Downgrade makes the archive of a data folder, which no store has open, one that an older
// version of the program left: with the tables of that version of the schema and no others.
func Downgrade(dir string, version int) (err error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "articles.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var now int
	if err := db.QueryRow("PRAGMA user_version").Scan(&now); err != nil {
		return err
	}
	for ; now > version; now-- {
		for _, step := range back()[now] {
			if _, err := db.Exec(step); err != nil {
				return fmt.Errorf("back from version %d: %s: %w", now, step, err)
			}
		}
	}
	_, err = db.Exec(fmt.Sprintf("PRAGMA user_version = %d; PRAGMA wal_checkpoint(TRUNCATE)", version))
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
	}
}
