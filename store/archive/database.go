package archive

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// schema is the archive's first version; migrations only ever add to it.
//
//go:embed schema.sql
var schema string

//go:embed pages.sql
var pagesSchema string

//go:embed tombstones.sql
var tombstonesSchema string

//go:embed aliases.sql
var aliasesSchema string

//go:embed reindex.sql
var reindexSchema string

//go:embed marks.sql
var marksSchema string

//go:embed pack.sql
var packSchema string

//go:embed names.sql
var namesSchema string

// migrations returns the steps that take an archive from version i to i+1.
func migrations() []string {
	return []string{schema, pagesSchema, tombstonesSchema, aliasesSchema, reindexSchema, marksSchema,
		packSchema, namesSchema}
}

// Memory for SQLite is bounded: a few megabytes a connection are enough, since
// lists, related stories and searches touch few pages. The log may grow to 64 MB
// before it is written back, so that a refresh does not stop in the middle to do
// it. An archive is made with pages of 8 kB, in which a compressed body leaves less room
// unused than in 4 kB; the size must be set before the log is.
const (
	readerPragmas = "?_pragma=busy_timeout(5000)&_pragma=cache_size(-4000)&_pragma=query_only(1)"
	writerPragmas = "?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=page_size(8192)" +
		"&_journal_mode=wal&_pragma=synchronous(normal)&_pragma=cache_size(-8000)" +
		"&_pragma=wal_autocheckpoint(8000)"
	readerCount = 3
)

// database is the open file: its connections, and the questions that need nothing else.
type database struct {
	archive string // its path

	readers *sql.DB // several connections, never waiting for the writer

	stmtMu sync.Mutex // guards stmts
	stmts  map[string]*sql.Stmt

	opening sync.Mutex // guards writer, which is opened at the first write
	writer  *sql.DB    // one connection

	packer packer // of bodies
}

// dsn is the archive's address for the driver. The path is escaped, so that a
// folder named "a?b" is no folder with options.
func (db *database) dsn(options string) string {
	path := filepath.ToSlash(db.archive)
	if runtime.GOOS == "windows" && !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + options
}

// openArchive opens the archive for reading, and brings an old one up to date.
// It is on the way to the first frame: for an archive of this version it needs a
// single question.
func (db *database) openArchive() error {
	private(db.archive)
	var readOnly error
	v, err := db.openReaders(readerPragmas)
	if err != nil && isReadOnly(err) {
		// Beside a folder that cannot be written SQLite cannot keep its log; what
		// was written before can still be read.
		readOnly = &ReadOnlyError{err}
		v, err = db.openReaders(readerPragmas + "&mode=ro&immutable=1")
	}
	switch {
	case err != nil:
		return err
	case v == len(migrations()):
		return readOnly
	case v > len(migrations()):
		_ = db.readers.Close()
		return &NewerError{Version: v, Known: len(migrations())}
	}
	if err := db.migrate(context.Background()); err != nil {
		_ = db.readers.Close()
		return err
	}
	return readOnly
}

// private makes a file that only the user can read, or makes one that is there so;
// SQLite returns those beside it the same mode. Where that cannot be, the folder is closed
// to others, or cannot be written anyway. A file that is there is never opened: closing
// it would end the locks that SQLite holds on it in this process (POSIX fcntl).
func private(path string) {
	if f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600); err == nil {
		_ = f.Close()
		return
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		_ = os.Chmod(path, 0o600)
	}
}

// openReaders opens the reading connections and returns the schema's version.
func (db *database) openReaders(options string) (version int, err error) {
	connector, err := sqlite.NewConnector(db.dsn(options))
	if err != nil {
		return 0, err
	}
	db.readers = sql.OpenDB(connector)
	db.readers.SetMaxOpenConns(readerCount + 1) // and the one that watches
	db.readers.SetMaxIdleConns(readerCount)
	err = db.readers.QueryRowContext(context.Background(), "PRAGMA user_version").
		Scan(&version)
	if err != nil {
		_ = db.readers.Close()
	}
	return version, err
}

// query runs a query that is run often, compiled once. Its text must be one
// of a fixed few.
func (db *database) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := db.stmt(ctx, query) //nolint:sqlclosecheck // it is kept
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// one runs a query of one row that is run often.
func (db *database) one(ctx context.Context, query string, args []any, into ...any) error {
	rows, err := db.query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return errors.Join(rows.Err(), sql.ErrNoRows)
	}
	return errors.Join(rows.Scan(into...), rows.Close())
}

// stmt returns a question's statement. Nobody waits for who compiles another, which may
// wait for a connection; of one that two compile at once the first is kept.
func (db *database) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	db.stmtMu.Lock()
	st := db.stmts[query]
	db.stmtMu.Unlock()
	if st != nil {
		return st, nil
	}
	fresh, err := db.readers.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	db.stmtMu.Lock()
	defer db.stmtMu.Unlock()
	if st = db.stmts[query]; st != nil {
		_ = fresh.Close() //nolint:sqlclosecheck // the other one is kept
		return st, nil
	}
	if db.stmts == nil {
		db.stmts = map[string]*sql.Stmt{}
	}
	db.stmts[query] = fresh
	return fresh, nil
}

// write returns the writing connection, opening it at the first call: a program
// that only shows what is kept never needs it.
func (db *database) write() (*sql.DB, error) {
	db.opening.Lock()
	defer db.opening.Unlock()
	if db.writer != nil {
		return db.writer, nil
	}
	connector, err := sqlite.NewConnector(db.dsn(writerPragmas))
	if err != nil {
		return nil, err
	}
	writer := sql.OpenDB(connector)
	writer.SetMaxOpenConns(1)
	if err := whenFree(writer.Ping); err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	db.writer = writer
	return writer, nil
}

// openPatience is how long another program may keep the archive from being opened for
// writing, as long as busy_timeout lets it keep everything else.
const openPatience = 10 * time.Second

// whenFree tries something again for as long as another program is in its way. The first
// opening takes that: SQLite waits for no lock where it already holds a lesser one, as it
// does when an archive gets its log (journal_mode), and several programs that start
// together on an empty folder all come to that.
func whenFree(try func() error) error {
	for until := time.Now().Add(openPatience); ; time.Sleep(10 * time.Millisecond) {
		err := try()
		var e *sqlite.Error
		if !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_BUSY || time.Now().After(until) {
			return err
		}
	}
}

// migrate applies the steps that are missing, in one transaction. Two programs
// that start together both come here; the second finds nothing left to do.
func (db *database) migrate(ctx context.Context) error {
	return db.update(ctx, func(tx *sql.Tx) error {
		var v int
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v); err != nil {
			return err
		}
		steps := migrations()
		for ; v < len(steps); v++ {
			if _, err := tx.ExecContext(ctx, steps[v]); err != nil {
				return fmt.Errorf("schema version %d: %w", v+1, err)
			}
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", v))
		return err
	})
}

// update runs f in one writing transaction, which is undone when f fails. Where
// the disk refuses, the error is a *fs.PathError that says so.
func (db *database) update(ctx context.Context, f func(tx *sql.Tx) error) (err error) {
	defer func() { err = db.diskError("write", err) }()
	writer, err := db.write()
	if err != nil {
		return err
	}
	tx, err := writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// ReadError names what the disk refused to a question, as a *fs.PathError whose Op is "read".
func (db *database) ReadError(err error) error { return db.diskError("read", err) }

// diskError names what the disk refused in the system's terms: SQLite has its own.
func (db *database) diskError(op string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	diskError := &fs.PathError{Op: op, Path: db.archive}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		diskError.Err = fs.ErrPermission
		if _, err := os.Stat(db.archive); errors.Is(err, fs.ErrNotExist) {
			diskError.Err = fs.ErrNotExist
		}
	case sqlite3.SQLITE_FULL:
		diskError.Err = syscall.ENOSPC
	case sqlite3.SQLITE_IOERR: // also a quota, or a file that may not grow
		diskError.Err = syscall.EIO
	case sqlite3.SQLITE_BUSY:
		diskError.Err = syscall.EBUSY
	default:
		return err
	}
	return diskError
}

// isReadOnly reports whether an error is of a folder or file that cannot be written.
func isReadOnly(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return true
	}
	return false
}
