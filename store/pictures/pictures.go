// Package pictures owns the cache of pictures on this machine's disk: our own small
// copies, so many bytes of them and no more, those out first that were not looked at
// for longest. Nothing else depends on it, and it may be deleted at any time, while
// the program runs, too. It refuses to know where pictures come from and what they
// look like.
package pictures

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"breageek/feed/picture"
)

// DefaultLimit is how much a cache holds where nothing else is said, in bytes.
const DefaultLimit = 200 << 20

// Options say how a cache is kept; the zero value of each means its default.
type Options struct {
	Limit int64            // of all pictures together, in bytes; DefaultLimit
	Now   func() time.Time // time.Now
}

// failedFor is how long a picture that gave nothing is not asked for again.
const failedFor = 24 * time.Hour

// lookedAt is how often a look at a picture is written down, in the time of its
// file: a write for each look would wear the disk for nothing.
const lookedAt = 24 * time.Hour

// A Cache is a folder of pictures, each under the hash of its address. It may be
// used by several goroutines, and its folder by several programs.
type Cache struct {
	dir   string
	limit int64
	now   func() time.Time

	mu    sync.Mutex
	known bool  // whether the folder was ever looked through
	held  int64 // bytes in the folder, when it was last looked through
	added int64 // bytes that were put since
}

// Open returns the cache in a folder, which is made when the first picture is put
// there. It never fails: a folder that cannot be used is an empty cache.
func Open(dir string, o Options) *Cache {
	c := &Cache{dir: dir, limit: o.Limit, now: o.Now}
	if c.limit <= 0 {
		c.limit = DefaultLimit
	}
	if c.now == nil {
		c.now = time.Now
	}
	return c
}

// The ends of the names of our files. A name begins with 32 hexadecimal digits; what
// is called otherwise is not ours and is left alone.
const (
	kept   = ".picture" // a picture
	failed = ".failed"  // empty: a picture that gave nothing, at the file's time
	fresh  = ".new"     // a picture that is being written
)

func (c *Cache) file(url, end string) string {
	sum := sha256.Sum256([]byte(url))
	return filepath.Join(c.dir, hex.EncodeToString(sum[:16])+end)
}

// Get returns the picture of an address, if it is kept. A file that is not as it was
// written is removed.
func (c *Cache) Get(url string) (picture.Picture, bool) {
	name := c.file(url, kept)
	b, info, err := read(name, picture.MaxKept)
	if err != nil {
		return picture.Picture{}, false
	}
	p, err := picture.Decode(b)
	if err != nil {
		_ = os.Remove(name)
		return picture.Picture{}, false
	}
	if now := c.now(); now.Sub(info.ModTime()).Abs() >= lookedAt {
		_ = os.Chtimes(name, now, now)
	}
	return p, true
}

// Size returns the size in which the picture of an address was published, in pixels,
// if it is kept. It reads some bytes and decodes nothing.
func (c *Cache) Size(url string) (width, height int, ok bool) {
	b, _, err := read(c.file(url, kept), picture.HeaderBytes)
	if err != nil {
		return 0, 0, false
	}
	return picture.KeptSize(b)
}

// read returns a file's first bytes, at most so many. What is no plain file is not
// opened: a pipe would wait for ever.
func read(name string, limit int64) ([]byte, fs.FileInfo, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fs.ErrInvalid
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }()
	b := make([]byte, min(info.Size(), limit))
	n, err := io.ReadFull(f, b)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	return b[:n], info, nil
}

// Put keeps the picture of an address, and removes others where there are too many.
// After an error nothing is lost but this picture.
func (c *Cache) Put(url string, p picture.Picture) error {
	b, err := picture.Encode(p)
	if err != nil {
		return fmt.Errorf("keeping a picture: %w", err)
	}
	name := c.file(url, kept)
	if err := c.makeRoom(int64(len(b))); err != nil {
		return fmt.Errorf("keeping a picture: %w", err)
	}
	if err := c.write(name, b); err != nil {
		return fmt.Errorf("keeping a picture: %w", err)
	}
	_ = os.Remove(c.file(url, failed))
	return nil
}

// write puts a file where readers see all of it or nothing. It is not synced: what a
// power cut leaves of it has the wrong checksum, and is asked for again.
func (c *Cache) write(name string, b []byte) error {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(c.dir, filepath.Base(name[:len(name)-len(kept)])+"-*"+fresh)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	now := c.now()
	_ = os.Chtimes(name, now, now)
	return nil
}

// Failed remembers for a day that the picture of an address gave nothing. What
// cannot be remembered is asked for again.
func (c *Cache) Failed(url string) {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return
	}
	name, now := c.file(url, failed), c.now()
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return
	}
	_ = f.Close()
	_ = os.Chtimes(name, now, now)
}

// HasFailed reports whether the picture of an address gave nothing within a day.
func (c *Cache) HasFailed(url string) bool {
	info, err := os.Lstat(c.file(url, failed))
	return err == nil && c.isRecent(info.ModTime())
}

// isRecent reports whether a failure still counts. A clock that was set back must not
// make one count for years.
func (c *Cache) isRecent(t time.Time) bool { return c.now().Sub(t).Abs() < failedFor }

// Usage returns how many pictures are kept, and how many bytes the folder holds of
// ours. The error is of a folder that cannot be read; one that is not there is empty.
func (c *Cache) Usage() (files int, bytes int64, err error) {
	all, err := c.look()
	if err != nil {
		return 0, 0, fmt.Errorf("cache of pictures: %w", err)
	}
	for _, f := range all {
		if f.end == kept {
			files++
		}
		bytes += f.size
	}
	return files, bytes, nil
}
