// Package archive owns articles.db: what publishers sent, its search terms, and which pages
// were fetched. It is the only package that knows SQLite. What was listed stays until the
// user's own rule removes it: an answer of a source removes nothing. The package knows neither
// feeds' addresses nor screens, and of the user's marks only what its lists filter by.
//
// Every method may be called from any goroutine. All of them can block on the disk.
package archive

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Options are what an archive needs beside its file.
type Options struct {
	Now func() time.Time
}

// Archive is an open articles.db.
type Archive struct {
	*database
	now func() time.Time

	watch       watch       // a connection kept that sees whether anything was written
	groupCommit groupCommit // answers that wait to be written
}

// ErrNotFound reports that the archive has no such article.
var ErrNotFound = errors.New("no such article")

// NewerError reports that the file was written by a newer version of the program. It is not
// opened.
type NewerError struct{ Version, Known int }

func (e *NewerError) Error() string {
	return fmt.Sprintf("version %d is newer than %d, the newest this program knows",
		e.Version, e.Known)
}

// ReadOnlyError reports that the folder of an archive cannot be written; the archive is open
// for reading.
type ReadOnlyError struct{ Err error }

func (e *ReadOnlyError) Error() string { return e.Err.Error() }
func (e *ReadOnlyError) Unwrap() error { return e.Err }

// Open opens the archive at a path, which is created when it is missing; its folder is there.
// The error is a *NewerError for a file of a newer version. Beside a *ReadOnlyError, which is
// of a folder that cannot be written, stands an archive for reading.
func Open(path string, o Options) (*Archive, error) {
	a := &Archive{database: &database{archive: path}, now: o.Now}
	if err := a.openArchive(); err != nil {
		var readOnly *ReadOnlyError
		if errors.As(err, &readOnly) {
			return a, err
		}
		return nil, err
	}
	return a, nil
}

// Path returns the path of the file.
func (a *Archive) Path() string { return a.archive }

// Close closes the file.
func (a *Archive) Close() (err error) {
	a.watch.close()
	a.opening.Lock()
	defer a.opening.Unlock()
	if a.writer != nil {
		// A short log makes the next start quick; failing to shorten it loses nothing.
		_, _ = a.writer.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
		err = a.writer.Close()
	}
	return errors.Join(err, a.readers.Close())
}
