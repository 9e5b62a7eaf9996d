// Package store owns what this machine keeps: the archive of articles
// (articles.db, SQLite) and what the user did with them (state.json). What was
// listed can be read until the user's own rule lets it go, and what was done survives a
// kill, a full disk and a second copy of the program. It refuses to know where feeds come from,
// and how anything looks.
//
// Methods that can fail can block on the disk; methods without an error work in
// memory and never block. Every method may be called from any goroutine.
package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"breageek/store/archive"
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
	dir string
	now func() time.Time

	articles   *archive.Archive
	*userState            // what the user did, and can undo
	mirroring  sync.Mutex // one change of the mirror at a time

	noticing sync.Mutex
	notices  []Notice
	noticed  int // how many of them were given out
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
	path, err := s.makeFolder()
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	s.articles, err = archive.Open(path, archive.Options{Now: o.Now})
	var readOnly *archive.ReadOnlyError
	var newer *archive.NewerError
	switch {
	case errors.As(err, &readOnly):
		s.notice(Notice{File: path, Err: readOnly.Err,
			Reason: "the data folder cannot be written: nothing new can be kept"})
	case errors.As(err, &newer):
		return nil, &NewerError{File: path, Version: newer.Version, Known: newer.Known}
	case err != nil:
		return nil, fmt.Errorf("archive %s: %w", path, err)
	}
	mirror, err := s.articles.Mirrored(context.Background())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("archive %s: %w", path, err), s.articles.Close())
	}
	s.userState = state.Open(dir, state.Options{Now: o.Now, Notice: s.notice,
		Mirror: state.Stamp(mirror.Stamp), Beside: mirror.Beside, Watched: records(mirror.Watched)})
	return s, nil
}

// makeFolder makes the data folder where it is missing, and returns the path of the archive.
func (s *Store) makeFolder() (string, error) {
	dir, err := Real(s.dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	return state.RealFile(filepath.Join(s.dir, "articles.db"))
}

// Close writes what is unsaved and closes the files. After an error of the
// state the archive is closed all the same.
func (s *Store) Close() error {
	err := s.Flush()
	return errors.Join(err, s.articles.Close())
}

// Notices returns what went wrong and was survived, oldest first: a state.json
// that was moved aside, a folder that cannot be written.
func (s *Store) Notices() []Notice {
	if !s.Fresh() {
		s.Wait()
	}
	s.noticing.Lock()
	defer s.noticing.Unlock()
	s.noticed = len(s.notices)
	return append([]Notice(nil), s.notices...)
}

func (s *Store) notice(n Notice) {
	s.noticing.Lock()
	defer s.noticing.Unlock()
	s.notices = append(s.notices, n)
}
