package store

import (
	"fmt"

	"breageek/store/archive"
	"breageek/store/state"
)

// ErrNotFound reports that the archive holds no such article.
var ErrNotFound = archive.ErrNotFound

// ErrHeld reports that another program holds a file and did not let it go in time.
const ErrHeld = state.ErrHeld

// What state.json can refuse, and an archive of a newer version.

type (
	// UndoError is an error of the undo journal alone.
	UndoError = state.UndoError
	// NewerError is an error of a file of a newer version.
	NewerError = state.NewerError
	// StateFileError is an error of a file that is no state.json.
	StateFileError = state.FileError
)

// Real returns the file that a path leads to through links, see [state.Real].
func Real(path string) (string, error) { return state.Real(path) }

// CheckState reports whether a file can be merged, see [state.CheckState].
func CheckState(path string) error { return state.CheckState(path) }

// AmbiguousError reports that a prefix stands for several articles.
type AmbiguousError struct {
	Prefix     string
	Candidates []Entry // the newest of them, at most ten
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%s: stands for %d articles or more", e.Prefix, len(e.Candidates))
}

// PrefixError reports that something cannot be the beginning of an ID, which is
// one to sixteen hexadecimal digits.
type PrefixError struct{ Prefix string }

func (e *PrefixError) Error() string {
	return fmt.Sprintf("%q is not the beginning of an article ID", e.Prefix)
}
