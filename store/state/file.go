package state

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"
)

// How long a save waits for another program's.
const lockPatience = 5 * time.Second

// load reads the file. One that is broken is moved aside; what could be
// read of it is kept.
func (m *marks) load() {
	m.saving.Lock()
	defer m.saving.Unlock()
	got, stamp, n, err := m.readDisk()
	m.mu.Lock()
	defer m.mu.Unlock()
	var newer *NewerError
	switch {
	case errors.As(err, &newer):
		m.newer = newer
		n = &Notice{File: m.path, Err: newer, Reason: "it was written by a newer " +
			"version: it is read as far as it can be understood, and not changed"}
	case err != nil:
		n = &Notice{File: m.path, Err: err, Reason: "it cannot be read: " + err.Error()}
	}
	m.begin(got, stamp)
	if n != nil {
		m.notice(*n)
	}
}

// begin makes what was read the contents, with what was set before it was read.
func (m *marks) begin(got contents, stamp Stamp) {
	m.mirror.beside = encodeTop(got.top())
	for id, k := range m.of { // what was set meanwhile
		m.mirror.lack[id] = got.of[id]
		got.of[id] = got.of[id].merge(k)
	}
	if got.salvaged { // the file is gone
		for id := range got.of {
			m.mirror.lack[id] = mark{}
		}
	}
	if m.trail.set > m.primedTrail {
		got.trail = got.trail.merge(m.trail)
	}
	if m.measure.set > m.primedMeasure {
		got.measure = got.measure.merge(m.measure)
	}
	m.contents, m.primed, m.loaded = got, nil, true
	m.dirty = m.dirty || got.salvaged
	m.seen = stamp
	m.mirror.differ = stamp.Hash != m.mirror.base.Hash || stamp.Size != m.mirror.base.Size
	m.surprise = m.mirror.differ
}

// readDisk reads the file and sets a broken one aside. A missing file is an
// empty one. An error says that the file is there and must not be replaced.
func (m *marks) readDisk() (contents, Stamp, *Notice, error) {
	data, stamp, err := readStamped(m.path)
	if errors.Is(err, fs.ErrNotExist) {
		return newContents(0), Stamp{}, nil, nil
	}
	if err != nil {
		return newContents(0), Stamp{}, nil, err
	}
	got, broken := decodeMarks(data)
	if got.version > stateVersion {
		return got, stamp, nil, &NewerError{File: m.path, Version: got.version, Known: stateVersion}
	}
	if broken == nil {
		return got, stamp, nil, nil
	}
	got.salvaged = len(got.of) > 0
	aside, err := setAside(m.path, broken.reason)
	if err != nil {
		return got, Stamp{}, nil, fmt.Errorf("%s, and it cannot be moved aside: %w", broken.reason, err)
	}
	return got, Stamp{}, &Notice{File: m.path, Moved: aside, Reason: broken.reason, Err: broken}, nil
}

// readStamped reads a file, and its stamp as it was before.
func readStamped(path string) (data []byte, s Stamp, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, s, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, s, err
	}
	data = make([]byte, 0, info.Size()+1)
	b := bytes.NewBuffer(data)
	if _, err = b.ReadFrom(f); err != nil {
		return nil, s, err
	}
	return b.Bytes(), stamped(info, b.Bytes()), nil
}

// stamped returns the stamp of a file that holds data.
func stamped(info fs.FileInfo, data []byte) Stamp {
	sum := sha256.Sum256(data)
	return Stamp{info.Size(), info.ModTime().UnixNano(), int64(binary.LittleEndian.Uint64(sum[:]))}
}

// stampOf returns the stamp of a file but for its hash; the zero Stamp where none can be read.
func stampOf(path string) Stamp {
	info, err := os.Stat(path)
	if err != nil {
		return Stamp{}
	}
	return Stamp{Size: info.Size(), ModTime: info.ModTime().UnixNano()}
}

// setAside renames a broken file to a name that tells when and why, and is
// never one that exists. Of a link the file it leads to is renamed.
func setAside(path, reason string) (aside string, err error) {
	if path, err = Real(path); err != nil {
		return "", err
	}
	stem := path + ".broken-" + time.Now().UTC().Format("20060102T150405") + "-" + slug(reason)
	aside = stem
	for i := 2; ; i++ {
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s-%d", stem, i)
	}
	return aside, os.Rename(path, aside)
}

// slug makes a reason fit for a file's name.
func slug(reason string) string {
	b := []byte(reason)
	for i, c := range b {
		if c < 'a' || c > 'z' {
			b[i] = '-'
		}
	}
	return string(b[:min(len(b), 40)])
}

// Flush writes state.json if something changed, merged with what another
// program or machine has written meanwhile. After an error, which names the
// file, nothing in memory is lost and the next Flush tries again; an *UndoError is
// of what can be undone alone. A file of a newer version gives a *NewerError
// and is left alone.
func (f *File) Flush() error {
	m := f.marks
	if !m.isDirty() {
		return f.flushJournal()
	}
	m.wait()
	m.saving.Lock()
	defer m.saving.Unlock()
	if m.newer != nil {
		return m.newer
	}
	if err := m.save(); err != nil {
		m.mu.Lock()
		m.dirty = true
		m.mu.Unlock()
		return fmt.Errorf("read state %s: %w", m.path, err)
	}
	return f.flushJournal()
}

// lock keeps other programs from changing the state, until unlock is called.
func (m *marks) lock() (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	lock := flock.New(m.path+".lock", flock.SetPermissions(0o600))
	if ok, err := lock.TryLockContext(ctx, 20*time.Millisecond); !ok {
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, &fs.PathError{Op: "lock", Path: m.path + ".lock", Err: ErrHeld}
		}
		return nil, err
	}
	return func() { _ = lock.Close() }, nil
}

// save merges memory and disk under the lock and replaces the file. Marks set
// while it works make the marks dirty again.
func (m *marks) save() error {
	unlock, err := m.lock()
	if err != nil {
		return err
	}
	defer unlock()
	disk, stamp, n, err := m.readUnlessSeen()
	if err != nil {
		return err
	}
	if n != nil {
		m.notice(*n)
	}
	if disk != nil {
		m.take(*disk, stamp)
	}
	all := m.snapshot()
	stamp, err = replaceFile(m.path, encodeMarks(all))
	if err != nil {
		return err
	}
	m.saved(all, stamp)
	return nil
}

// readUnlessSeen reads the file; disk is nil where it is as it was read or written here.
func (m *marks) readUnlessSeen() (disk *contents, s Stamp, n *Notice, err error) {
	if s == m.seen { // there was none
		if _, err := os.Lstat(m.path); errors.Is(err, fs.ErrNotExist) {
			return nil, s, nil, nil
		}
	} else if _, s, err = readStamped(m.path); err == nil && s.Hash == m.seen.Hash &&
		s.Size == m.seen.Size {
		return nil, s, nil, nil
	}
	got, s, n, err := m.readDisk()
	return &got, s, n, err
}

// snapshot returns what memory says, to be written.
func (m *marks) snapshot() contents {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.contents
	all.of = maps.Clone(m.of)
	all.dismissed = maps.Clone(m.dismissed)
	m.dirty = false
	return all
}

// saved notes what the file says now.
func (m *marks) saved(all contents, s Stamp) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seen = s
	m.mirror.beside = encodeTop(all.top())
	for id := range m.mirror.lack {
		m.mirror.lack[id] = all.of[id]
	}
}

// replaceFile puts data in the place of a file so that after a crash at any
// moment either the old or the new one is there, whole: temporary file, fsync,
// rename, fsync of the folder. A file the user made read-only stays as it is.
func replaceFile(path string, data []byte) (Stamp, error) {
	path, err := RealFile(path) // a link into a synchronised folder stays a link
	if err != nil {
		return Stamp{}, err
	}
	if info, err := os.Stat(path); err == nil {
		if info.Mode()&0o200 == 0 {
			return Stamp{}, &fs.PathError{Op: "replace", Path: path, Err: fs.ErrPermission}
		}
		if old, s, err := readStamped(path); err == nil && bytes.Equal(old, data) {
			return s, syncFolder(filepath.Dir(path)) // which may be all that failed before
		}
	}
	tmp := path + ".tmp"
	s, err := writeSynced(tmp, data)
	if err != nil {
		_ = os.Remove(tmp)
		return s, err
	}
	if err := os.Rename(tmp, path); err != nil {
		_ = os.Remove(tmp)
		return s, refusedRename(path, err)
	}
	return s, syncFolder(filepath.Dir(path))
}

// refusedRename makes an error of a rename say what every other error of the disk says: the
// file, and why.
func refusedRename(path string, err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return &fs.PathError{Op: "replace", Path: path, Err: link.Err}
	}
	return err
}

func writeSynced(path string, data []byte) (s Stamp, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return s, err
	}
	if _, err := f.Write(data); err != nil {
		return s, errors.Join(err, f.Close())
	}
	if err := f.Sync(); err != nil {
		return s, errors.Join(err, f.Close())
	}
	if info, err := f.Stat(); err == nil {
		s = stamped(info, data)
	}
	return s, f.Close()
}

// syncFolder makes a rename last. Windows has no such thing.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
