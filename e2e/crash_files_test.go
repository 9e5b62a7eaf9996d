//go:build unix

package e2e

import (
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"
)

// kept is the content of the files of a folder.
type kept struct {
	ids     []string // newest first
	numbers map[string]string
	marks   map[mark]bool
	version int // of the archive
}

// consistent returns queries whose result is 0 if all tables have the same articles.
func consistent(version int) map[string]string {
	contentHash, reindex, topics, article := "content_hash", "reindex", "topics", "article"
	if version < 8 {
		contentHash, reindex, topics, article = "said", "again", "about", "slot"
	}
	all := map[string]string{
		"articles that are neither indexed nor waiting": `SELECT count(*) FROM articles a
			WHERE NOT EXISTS (SELECT 1 FROM words_docsize w WHERE w.id = a.rowid)
			AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.rowid = a.rowid)`,
		"search terms without an article": `SELECT count(*) FROM words_docsize
			WHERE id NOT IN (SELECT rowid FROM articles)`,
		"search terms without topics": `SELECT count(*) FROM words_docsize
			WHERE id NOT IN (SELECT rowid FROM ` + topics + `)`,
		"topics without search terms": `SELECT count(*) FROM ` + topics + `
			WHERE rowid NOT IN (SELECT id FROM words_docsize)`,
		"articles that wait and are not there": `SELECT count(*) FROM pending
			WHERE rowid NOT IN (SELECT rowid FROM articles)`,
		"articles that wait for another text": `SELECT count(*) FROM pending p
			JOIN articles a ON a.rowid = p.rowid WHERE p.` + contentHash + ` <> a.` + contentHash,
		"links without an article": `SELECT count(*) FROM links
			WHERE ` + article + ` NOT IN (SELECT rowid FROM articles)`,
		"articles of no source": `SELECT count(*) FROM articles
			WHERE source NOT IN (SELECT n FROM sources)`,
		"sources that count wrongly": `SELECT count(*) FROM sources s WHERE articles <>
			(SELECT count(*) FROM articles a WHERE a.source = s.n)`,
		"articles more that are counted than have terms": `SELECT
			coalesce((SELECT n FROM terms WHERE term = ''), 0)
			- (SELECT count(*) FROM words_docsize) - (SELECT count(*) FROM pending WHERE ` + reindex + `)`,
	}
	if version < 7 {
		all["texts without an article"] = `SELECT count(*) FROM bodies
			WHERE rowid NOT IN (SELECT rowid FROM articles)`
		return all
	}
	all["texts without an article"] = `SELECT count(*) FROM bodies
		WHERE length(body) > 0 AND n NOT IN (SELECT coalesce(body, rowid) FROM articles)`
	all["articles whose text is not there"] = `SELECT count(*) FROM articles
		WHERE body <> 0 AND body NOT IN (SELECT n FROM bodies)`
	all["texts of two articles"] = `SELECT count(body) - count(DISTINCT body) FROM articles
		WHERE body <> 0`
	all["articles that are unread or read and listed as not"] = `SELECT count(*) FROM articles a
		LEFT JOIN marks m ON m.id = a.id LEFT JOIN unread u ON u.rowid = a.rowid
		WHERE (u.rowid IS NULL) <> coalesce(m.read, 0)`
	return all
}

// look opens the files as a crash left them. The error says what is wrong with them.
func look(t testing.TB, dir string) (k kept, err error) {
	t.Helper()
	k = kept{numbers: map[string]string{}, marks: map[mark]bool{}}
	path := filepath.Join(dir, "articles.db")
	if _, gone := os.Stat(path); errors.Is(gone, fs.ErrNotExist) {
		return k, k.readState(dir) // killed before it was created
	}
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	var whole, quick string
	err = errors.Join(db.QueryRow("PRAGMA integrity_check").Scan(&whole),
		db.QueryRow("PRAGMA quick_check").Scan(&quick),
		db.QueryRow("PRAGMA user_version").Scan(&k.version))
	if err == nil && (whole != "ok" || quick != "ok") {
		err = fmt.Errorf("articles.db: %s, %s", whole, quick)
	}
	if err != nil || k.version == 0 {
		return k, errors.Join(err, k.readState(dir))
	}
	_, fts := db.Exec("INSERT INTO words (words) VALUES ('integrity-check')")
	err = errors.Join(fts, k.readArticles(db), k.readState(dir))
	for what, question := range consistent(k.version) {
		var n int
		wrong := db.QueryRow(question).Scan(&n)
		if n != 0 && wrong == nil {
			wrong = fmt.Errorf("articles.db: %d %s", n, what)
		}
		if !errors.Is(wrong, sql.ErrNoRows) {
			err = errors.Join(err, wrong)
		}
	}
	return k, err
}

// readArticles reads which articles there are, and checks that they have sources.
func (k *kept) readArticles(db *sql.DB) error {
	members := map[uint64]bool{}
	chunks, err := db.Query("SELECT ids FROM members")
	if err != nil {
		return err
	}
	defer func() { _ = chunks.Close() }()
	for chunks.Next() {
		var b []byte
		if err := chunks.Scan(&b); err != nil {
			return err
		}
		for ; len(b) >= 8; b = b[8:] {
			members[binary.LittleEndian.Uint64(b)] = true
		}
	}
	rows, err := db.Query("SELECT id, title FROM articles ORDER BY rowid DESC")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var title string
		if err := rows.Scan(&id, &title); err != nil {
			return err
		}
		if !members[uint64(id)] {
			return fmt.Errorf("articles.db: %s belongs to no source", title)
		}
		name := fmt.Sprintf("%016x", uint64(id))
		k.ids = append(k.ids, name)
		k.numbers[title] = name
	}
	if len(members) != len(k.ids) {
		return fmt.Errorf("articles.db: %d members, %d articles", len(members), len(k.ids))
	}
	return errors.Join(chunks.Err(), rows.Err())
}

// readState reads state.json with an ordinary JSON library.
func (k *kept) readState(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, "state.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var state struct {
		Version  int
		Articles map[string]struct{ Read, Starred bool }
	}
	if err := json.Unmarshal(text, &state); err != nil || state.Version != 1 {
		return fmt.Errorf("state.json: version %d, %w: %.200q", state.Version, err, text)
	}
	for id, a := range state.Articles {
		k.marks[mark{id, false}], k.marks[mark{id, true}] = a.Read, a.Starred
	}
	return nil
}
