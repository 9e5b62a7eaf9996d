package state

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
)

// Synced is what a [File.Sync] brought.
type Synced struct {
	Changed bool // a mark is another one now
	Copies  int  // how many copies of the state were merged, and moved aside
	Notices int  // how many notices were added since they were last asked for
}

// Sync takes in what other programs and machines wrote to state.json since it was last
// read or written here, and the copies that file-sync tools left beside it: those are
// moved aside (".merged") when what they say is on the disk. A file that cannot be read,
// as one that is being written, is left for the next time.
func (f *File) Sync() (got Synced, err error) {
	got.Changed = f.Reread()
	return got, f.takeConflicts(&got)
}

// Reread takes in what was written to state.json since it was last read or written here, and
// reports whether that changed a mark, also one that a mirror was believed for so far.
func (f *File) Reread() (changed bool) {
	m := f.marks
	m.mu.RLock()
	idle := !m.loaded && m.fresh && f.Current(m.mirror.base)
	m.mu.RUnlock()
	if idle {
		return false
	}
	m.wait()
	m.saving.Lock()
	defer m.saving.Unlock()
	changed, m.surprise = m.surprise, false
	if now := stampOf(m.path); now.sameFile(m.seen) || now == (Stamp{}) {
		return changed
	}
	data, stamp, err := readStamped(m.path)
	if err != nil {
		return changed
	}
	if disk, broken := decodeMarks(data); broken == nil && disk.version <= stateVersion {
		return m.take(disk, stamp) || changed
	}
	return changed
}

// take merges the file's contents into memory, and reports whether that changed a mark.
// Where memory knows something that the file does not, it is to be written again.
func (m *marks) take(disk contents, s Stamp) (changed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, k := range m.of {
		if _, known := disk.of[id]; !known {
			m.dirty = m.dirty || k != mark{}
			m.mirror.lack[id] = mark{}
		}
	}
	for id, d := range disk.of {
		k := m.of[id]
		if _, noted := m.mirror.lack[id]; noted || d != k {
			m.mirror.lack[id] = d
		}
		both := k.merge(d)
		if both != k {
			m.of[id] = both
			changed = true
		}
		m.dirty = m.dirty || both != d
	}
	m.seen = s
	m.mirror.beside = encodeTop(disk.top())
	return m.takeBeside(disk) || changed
}

// takeBeside merges what stands beside the marks. mu is held.
func (m *marks) takeBeside(o contents) (changed bool) {
	before := maps.Clone(m.dismissed)
	for p, f := range o.dismissed {
		m.dismissed.set(p, f)
	}
	changed = !maps.Equal(before, m.dismissed)
	m.trail = m.trail.merge(o.trail)
	m.measure = m.measure.merge(o.measure)
	m.unknown = m.unknown.merge(o.unknown)
	m.dirty = m.dirty || !maps.Equal(m.dismissed, o.dismissed) ||
		m.trail.set != o.trail.set || m.measure != o.measure
	return changed
}

// takeOther merges what another file says into memory.
func (m *marks) takeOther(o contents) (changed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, d := range o.of {
		k := m.of[id]
		if both := k.merge(d); both != k {
			m.put(id, k, both)
			changed = true
		}
	}
	changed = m.takeBeside(o) || changed
	m.dirty = true
	return changed
}

// Unmerged returns the names of the copies that cannot be merged.
func (f *File) Unmerged() (names []string) {
	for _, path := range f.marks.conflicts() {
		if CheckState(path) != nil {
			names = append(names, filepath.Base(path))
		}
	}
	return names
}

// takeConflicts merges such copies, and moves them aside once that is on the disk.
func (f *File) takeConflicts(got *Synced) error {
	var taken []string
	for _, path := range f.marks.conflicts() {
		changed, err := f.MergeFile(path)
		var broken *FileError
		switch {
		case errors.As(err, &broken):
			continue // it may be on its way; nothing of it is lost
		case err != nil:
			return err
		}
		got.Changed = got.Changed || changed
		taken = append(taken, path)
	}
	if len(taken) == 0 {
		return nil
	}
	if err := f.Flush(); err != nil {
		return err
	}
	for _, path := range taken {
		if err := os.Rename(path, path+".merged"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("a copy of the state that was merged: %w", err)
		}
		got.Copies++
	}
	return nil
}

// FileError is a file that is no state.json, and why.
type FileError struct{ File, Reason string }

func (e *FileError) Error() string { return e.File + ": " + e.Reason }

// MergeFile merges a copy of state.json, as another machine wrote it, and reports whether
// that changed a mark. What it says is kept by the next Flush. The errors are those of
// [CheckState].
func (f *File) MergeFile(path string) (changed bool, err error) {
	other, err := readState(path)
	if err != nil {
		return false, err
	}
	m := f.marks
	m.wait()
	return m.takeOther(other), nil
}

// CheckState reports whether a file is a state.json that this program can merge: the error
// is a *FileError for what is not wholly one, a *NewerError, or the disk's.
func CheckState(path string) error {
	_, err := readState(path)
	return err
}

func readState(path string) (contents, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return contents{}, err
	}
	got, broken := decodeMarks(data)
	switch {
	case broken != nil:
		return got, &FileError{path, broken.reason}
	case got.version > stateVersion:
		return got, &NewerError{File: path, Version: got.version, Known: stateVersion}
	}
	return got, nil
}

// Export returns what state.json would say now, with what is not on the disk yet.
func (f *File) Export() []byte {
	m := f.marks
	m.wait()
	m.mu.RLock()
	defer m.mu.RUnlock()
	return encodeMarks(m.contents)
}
