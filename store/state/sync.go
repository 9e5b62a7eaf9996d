package state

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"breageek/feed"
)

// stamp tells one writing of a file from another.
type stamp struct {
	at   time.Time
	size int64
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{info.ModTime(), info.Size()}
}

// Synced is what a [File.Sync] brought.
type Synced struct {
	Changed bool // a mark is another one now
	Copies  int  // how many copies of the state were merged, and moved aside
}

// Sync takes in what other programs and machines wrote to state.json since it was last
// read or written here, and the copies that file-sync tools left beside it: those are
// moved aside (".merged") when what they say is on the disk. A file that cannot be read,
// as one that is being written, is left for the next time.
func (f *File) Sync() (got Synced, err error) {
	m := f.marks
	m.wait()
	m.saving.Lock()
	now := stampOf(m.path)
	if now != m.seen && now != (stamp{}) {
		if data, err := os.ReadFile(m.path); err == nil {
			if disk, broken := decodeMarks(data); broken == nil && disk.version <= stateVersion {
				got.Changed = m.take(disk)
				m.seen = now
			}
		}
	}
	m.saving.Unlock()
	return got, f.takeConflicts(&got)
}

// take merges a file's contents into memory, and says whether that changed a mark.
// Where memory knows something that the file does not, it is to be written again.
func (m *marks) take(disk contents) (changed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	dirty := m.dirty
	for id := range m.of {
		_, known := disk.of[id]
		dirty = dirty || !known
	}
	for id, d := range disk.of {
		k := m.of[id]
		both := k.merge(d)
		if both != k {
			m.of[id] = both
			changed = true
		}
		dirty = dirty || both != d
	}
	before := maps.Clone(m.dismissed)
	for p, f := range disk.dismissed {
		m.dismissed.set(p, f)
	}
	changed = changed || !maps.Equal(before, m.dismissed)
	m.trail = m.trail.merge(disk.trail)
	m.measure = m.measure.merge(disk.measure)
	m.strange = m.strange.merge(disk.strange)
	m.dirty = dirty || !maps.Equal(m.dismissed, disk.dismissed) || m.trail.set != disk.trail.set ||
		m.measure != disk.measure
	return changed
}

// OnDisk returns what the file says now, merged with what is in memory; nothing where it
// cannot be read.
func (f *File) OnDisk() map[feed.ID]State {
	data, err := os.ReadFile(f.marks.path)
	if err != nil {
		return nil
	}
	disk, _ := decodeMarks(data) // what can be read of a broken one is worth heeding too
	all := make(map[feed.ID]State, len(disk.of))
	for id, k := range disk.of {
		all[id] = f.marks.get(id).merge(k).state()
	}
	return all
}

// conflicts gives the copies that file-sync tools left beside the state, as Syncthing
// names them (state.sync-conflict-20261124-101112-ABCDEFG.json), Dropbox, Nextcloud and
// others ("state (Ada's conflicted copy 2026-11-24).json", "state (copie en conflit de
// …).json"). A link into a synchronised folder has them where it leads.
func (m *marks) conflicts() (paths []string) {
	path := m.path
	if real, err := Real(path); err == nil {
		path = real
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	stem := strings.TrimSuffix(filepath.Base(path), ".json")
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), stem)
		rest, isJSON := strings.CutSuffix(rest, ".json")
		rest = strings.ToLower(rest)
		if ours && isJSON && e.Type().IsRegular() && (strings.Contains(rest, "conflict") ||
			strings.Contains(rest, "conflit")) {
			paths = append(paths, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return paths
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
		var broken *StateFileError
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

// StateFileError is a file that is no state.json, and why.
type StateFileError struct{ File, Reason string }

func (e *StateFileError) Error() string { return e.File + ": " + e.Reason }

// MergeFile merges a copy of state.json, as another machine wrote it, and says whether
// that changed a mark. What it says is kept by the next Flush. The errors are those of
// [CheckState].
func (f *File) MergeFile(path string) (changed bool, err error) {
	other, err := readState(path)
	if err != nil {
		return false, err
	}
	m := f.marks
	m.wait()
	changed = m.take(other)
	m.mu.Lock()
	m.dirty = true // it was not our file
	m.mu.Unlock()
	return changed, nil
}

// CheckState tells whether a file is a state.json that this program can merge: the error
// is a *StateFileError for what is not wholly one, a *NewerError, or the disk's.
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
		return got, &StateFileError{path, broken.reason}
	case got.version > stateVersion:
		return got, &NewerError{File: path, Version: got.version, Known: stateVersion}
	}
	return got, nil
}

// Export gives what state.json would say now, with what is not on the disk yet.
func (f *File) Export() []byte {
	m := f.marks
	m.wait()
	m.mu.RLock()
	defer m.mu.RUnlock()
	return encodeMarks(m.contents)
}
