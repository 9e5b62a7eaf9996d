package state

import (
	"fmt"
	"syscall"
)

// ErrHeld is the error of a file that another program holds and did not let go in time.
const ErrHeld = syscall.EBUSY

// UndoError reports that the marks are on the disk, and the undo journal is not.
type UndoError struct{ Err error }

func (e *UndoError) Error() string { return "undo journal: " + e.Err.Error() }
func (e *UndoError) Unwrap() error { return e.Err }

// NewerError reports that a file was written by a newer version of the program. Such a file
// is never changed.
type NewerError struct {
	File           string
	Version, Known int
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("%s: version %d is newer than %d, the newest this program knows",
		e.File, e.Version, e.Known)
}
