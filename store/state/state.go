// Package state owns what the user did: state.json, which holds the marks of articles with
// the times they were set, and undo.jsonl, which holds the actions that can be undone. Both
// survive a kill, a full disk and a second copy of the program, and state.json merges with
// the same file of another machine. The package knows nothing of the archive.
//
// Methods that return an error can block on the disk; methods without one work in memory.
// Every method may be called from any goroutine.
package state

import (
	"path/filepath"
	"time"
)

// Position is a place in an article. It is counted in letters, which are the same at any
// width.
type Position struct {
	Block   int       // paragraph (top-level block) at the top of the screen; 0 is the top
	Letter  int       // how many letters of that block are above the screen
	Percent int       // how much of the text was read: 0 to 100, which is its end
	At      time.Time // when it was set; zero for never
}

// State is what the user did with an article. Each field carries the time it was last set,
// so that two copies of it can be merged field by field; a zero time means that the field
// was never set.
type State struct {
	Read      bool
	ReadAt    time.Time
	Starred   bool
	StarredAt time.Time
	Watched   bool // the story that it is a chapter of is followed
	WatchedAt time.Time
	Position  Position
}

// Notice is something that went wrong and was survived.
type Notice struct {
	File   string // the path it is about
	Moved  string // where the file was moved aside to; empty when it was not
	Reason string // one line, in English
	Err    error  // the cause; may be nil
}

// Options are what a File needs beside its folder.
type Options struct {
	Now    func() time.Time
	Notice func(Notice) // is called, from any goroutine, for what was survived

	// Mirror is the stamp of the file that the caller has a mirror of, Beside what it keeps of
	// what stands there beside the marks, see [MirrorChange], and Watched all its records of
	// watched stories.
	Mirror  Stamp
	Beside  []byte
	Watched []Record
}

// File is the state of one data folder.
type File struct {
	now     func() time.Time
	marks   *marks   // what state.json holds, in memory
	journal *journal // what can be undone
}

// Open returns the state of a folder. Nothing is read before it is needed: a mark that is
// neither set here nor known from the mirror, see [File.Join], or a change that is to be
// written. A file that cannot be understood is moved aside then.
func Open(dir string, o Options) *File {
	m := newMarks(filepath.Join(dir, "state.json"), o.Notice)
	m.mirror.base, m.mirror.beside = o.Mirror, o.Beside
	m.fresh = o.Mirror.sameFile(stampOf(m.path))
	m.prime(o.Beside)
	for _, r := range o.Watched {
		m.primed[r.ID] = r.mark()
	}
	j := &journal{path: filepath.Join(dir, "undo.jsonl"), notice: o.Notice}
	return &File{now: o.Now, marks: m, journal: j}
}

// Wait returns when the marks and the journal have been read: from then on no change waits for
// the disk.
func (f *File) Wait() {
	f.marks.wait()
	f.journal.wait()
}

// Path returns the path of state.json.
func (f *File) Path() string { return f.marks.path }
