package state

import (
	"bytes"
	"context"
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

// begin reads the file, and what can be taken back, behind Open's back, so that opening
// the archive need not wait for them.
func (m *marks) begin(notice func(Notice), j *journal) {
	go func() {
		defer close(m.loaded)
		m.seen = stampOf(m.path) // before: what comes while it is read is news
		got, n := m.readAtStart()
		if err := j.load(); err != nil {
			notice(Notice{File: j.path, Err: err, Reason: "it cannot be read: " + err.Error()})
		}
		m.contents, m.dirty = got, got.salvaged
		if n != nil {
			notice(*n)
		}
	}()
}

// readAtStart reads the file. One that is broken is moved aside; what could be
// read of it is kept.
func (m *marks) readAtStart() (contents, *Notice) {
	got, n, err := m.readDisk()
	var newer *NewerError
	switch {
	case errors.As(err, &newer):
		m.newer = newer
		return got, &Notice{File: m.path, Err: newer, Reason: "it was written by a newer " +
			"version: it is read as far as it can be understood, and not changed"}
	case err != nil:
		return got, &Notice{File: m.path, Err: err, Reason: "it cannot be read: " + err.Error()}
	}
	return got, n
}

// readDisk reads the file and sets a broken one aside. A missing file is an
// empty one. An error says that the file is there and must not be replaced.
func (m *marks) readDisk() (contents, *Notice, error) {
	data, err := os.ReadFile(m.path)
	if errors.Is(err, fs.ErrNotExist) {
		return newContents(0), nil, nil
	}
	if err != nil {
		return newContents(0), nil, err
	}
	got, broken := decodeMarks(data)
	if got.version > stateVersion {
		return got, nil, &NewerError{File: m.path, Version: got.version, Known: stateVersion}
	}
	if broken == nil {
		return got, nil, nil
	}
	got.salvaged = len(got.of) > 0
	aside, err := setAside(m.path, broken.reason)
	if err != nil {
		return got, nil, fmt.Errorf("%s, and it cannot be moved aside: %w", broken.reason, err)
	}
	return got, &Notice{File: m.path, Moved: aside, Reason: broken.reason, Err: broken}, nil
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
// of what can be taken back alone. A file of a newer version gives a *NewerError
// and is left alone.
func (f *File) Flush() error {
	m := f.marks
	m.wait()
	m.saving.Lock()
	defer m.saving.Unlock()
	if !m.isDirty() {
		return f.flushJournal()
	}
	if m.newer != nil {
		return m.newer
	}
	if err := m.save(f.notice); err != nil {
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
func (m *marks) save(notice func(Notice)) error {
	unlock, err := m.lock()
	if err != nil {
		return err
	}
	defer unlock()
	disk, n, err := m.readDisk()
	var newer *NewerError
	if errors.As(err, &newer) {
		return newer
	}
	if err != nil {
		return err
	}
	if n != nil {
		notice(*n)
	}
	data := encodeMarks(m.absorb(disk))
	if err := replaceFile(m.path, data); err != nil {
		return err
	}
	m.seen = stampOf(m.path)
	return nil
}

// absorb merges the disk's marks into memory and gives a copy to write.
func (m *marks) absorb(disk contents) contents {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, k := range m.of {
		if d, ok := disk.of[id]; ok {
			k = k.merge(d)
			m.of[id] = k
		}
		disk.of[id] = k
	}
	if len(disk.of) > len(m.of) {
		for id, k := range disk.of {
			m.of[id] = k
		}
	}
	for p, f := range m.dismissed {
		disk.dismissed.set(p, f)
	}
	m.dismissed = maps.Clone(disk.dismissed)
	m.trail = m.trail.merge(disk.trail)
	disk.trail = m.trail
	m.measure = m.measure.merge(disk.measure)
	disk.measure = m.measure
	m.strange = m.strange.merge(disk.strange)
	disk.strange = m.strange
	m.dirty = false
	return disk
}

// replaceFile puts data in the place of a file so that after a crash at any
// moment either the old or the new one is there, whole: temporary file, fsync,
// rename, fsync of the folder. A file the reader made read-only stays as it is.
func replaceFile(path string, data []byte) error {
	path, err := RealFile(path) // a link into a synchronised folder stays a link
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil {
		if info.Mode()&0o200 == 0 {
			return &fs.PathError{Op: "replace", Path: path, Err: fs.ErrPermission}
		}
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
			return syncFolder(filepath.Dir(path)) // which may be all that failed before
		}
	}
	tmp := path + ".tmp"
	if err := writeSynced(tmp, data); err != nil {
		_ = os.Remove(tmp)
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		_ = os.Remove(tmp)
		return refusedRename(path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// refusedRename says of an error of a rename what every other error of the disk says: the
// file, and why.
func refusedRename(path string, err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return &fs.PathError{Op: "replace", Path: path, Err: link.Err}
	}
	return err
}

func writeSynced(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := f.Sync(); err != nil {
		return errors.Join(err, f.Close())
	}
	return f.Close()
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
