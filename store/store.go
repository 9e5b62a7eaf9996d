// Package store owns what this machine keeps: the archive of articles
// (articles.db, SQLite) and what the reader did with them (state.json). What was
// listed can be read until the user's own rule lets it go, and what was done survives a
// kill, a full disk and a second copy of the program. It refuses to know where feeds come from,
// and how anything looks.
//
// Methods that can fail can block on the disk; methods without an error work in
// memory and never block. Every method may be called from any goroutine.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"breageek/store/state"
)

// Options are the store's dependencies; the zero value is right for a program.
type Options struct {
	Now func() time.Time // nil is time.Now
}

// userState is embedded under a name of its own, so that no other package reaches through it.
type userState = state.File

// Store is the archive and the state of one data folder.
type Store struct {
	dir     string
	archive string // the path of articles.db
	now     func() time.Time

	readers *sql.DB // several connections, never waiting for the writer
	watch   watch   // one of them, kept for asking whether anything was written

	asking sync.Mutex // guards asked
	asked  map[string]*sql.Stmt

	opening sync.Mutex // guards writer, which is opened at the first write
	writer  *sql.DB    // one connection

	mergers mergers // answers that wait to be written

	*userState // what the user did, and can undo

	noticing sync.Mutex
	notices  []Notice
}

// Open opens the archive and the state in a folder, which is created when it is
// missing. A broken state.json is moved aside and a folder that cannot be
// written is opened for reading, see [Store.Notices]. A file of a newer version
// of the archive gives a *NewerError.
func Open(dir string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Store{dir: dir, now: o.Now}
	if err := s.makeFolder(); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	s.userState = state.Open(dir, state.Options{Now: o.Now, Notice: s.notice})
	if err := s.openArchive(); err != nil {
		s.Wait()
		return nil, err
	}
	return s, nil
}

// makeFolder makes the data folder where it is missing, and finds the archive.
func (s *Store) makeFolder() error {
	dir, err := Real(s.dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	s.archive, err = state.RealFile(filepath.Join(s.dir, "articles.db"))
	return err
}

// Close writes what is unsaved and closes the files. After an error of the
// state the archive is closed all the same.
func (s *Store) Close() error {
	err := s.Flush()
	s.watch.close()
	s.opening.Lock()
	defer s.opening.Unlock()
	if s.writer != nil {
		// A short log makes the next start quick; failing to shorten it loses nothing.
		_, _ = s.writer.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
		err = errors.Join(err, s.writer.Close())
	}
	return errors.Join(err, s.readers.Close())
}

// Notices tells what went wrong and was survived, oldest first: a state.json
// that was moved aside, a folder that cannot be written.
func (s *Store) Notices() []Notice {
	s.Wait()
	s.noticing.Lock()
	defer s.noticing.Unlock()
	return append([]Notice(nil), s.notices...)
}

func (s *Store) notice(n Notice) {
	s.noticing.Lock()
	defer s.noticing.Unlock()
	s.notices = append(s.notices, n)
}
