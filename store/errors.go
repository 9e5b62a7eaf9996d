package store

import (
	"errors"
	"fmt"
)

// ErrNotFound says that the archive holds no such article.
var ErrNotFound = errors.New("no such article")

// ErrHeld says that another program holds a file and did not let it go in time.
var ErrHeld = errors.New("another program holds it")

// UndoError says that the marks are on the disk, and what can be taken back is not.
type UndoError struct{ Err error }

func (e *UndoError) Error() string { return "undo journal: " + e.Err.Error() }
func (e *UndoError) Unwrap() error { return e.Err }

// NewerError says that a file was written by a newer version of the program.
// Such a file is never changed.
type NewerError struct {
	File           string
	Version, Known int
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("%s: version %d is newer than %d, the newest this program knows",
		e.File, e.Version, e.Known)
}

// AmbiguousError says that a prefix stands for several articles.
type AmbiguousError struct {
	Prefix     string
	Candidates []Entry // the newest of them, at most ten
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%s: stands for %d articles or more", e.Prefix, len(e.Candidates))
}

// PrefixError says that something cannot be the beginning of an ID, which is
// one to sixteen hexadecimal digits.
type PrefixError struct{ Prefix string }

func (e *PrefixError) Error() string {
	return fmt.Sprintf("%q is not the beginning of an article ID", e.Prefix)
}
