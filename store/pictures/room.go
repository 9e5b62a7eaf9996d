package pictures

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// abandoned is the age at which a file that is being written no longer is.
const abandoned = time.Hour

// A file is one of ours in the folder.
type file struct {
	name string
	end  string // which of the ends of names it has
	size int64
	at   time.Time
}

// look lists our files.
func (c *Cache) look() ([]file, error) {
	entries, err := os.ReadDir(c.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []file
	for _, e := range entries {
		end := endOf(e.Name())
		if end == "" {
			continue
		}
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() { // removed meanwhile, or not ours
			continue
		}
		all = append(all, file{filepath.Join(c.dir, e.Name()), end, info.Size(), info.ModTime()})
	}
	return all, nil
}

// endOf returns which of our files has a name; "" is none.
func endOf(name string) string {
	const digits = 32
	if len(name) < digits || strings.Trim(name[:digits], "0123456789abcdef") != "" {
		return ""
	}
	switch rest := name[digits:]; {
	case rest == kept, rest == failed:
		return rest
	case strings.HasPrefix(rest, "-") && strings.HasSuffix(rest, fresh):
		return fresh
	}
	return ""
}

// makeRoom sees to it that n more bytes do not fill the cache beyond its limit.
//
// Looking through the folder for each picture would cost more than the picture, so
// that it is done after every sixteenth of the limit; because other programs put
// pictures there, too, an eighth is left free, and room is made for a quarter at once.
func (c *Cache) makeRoom(n int64) error {
	if n > c.limit {
		return errors.New("it is larger than the whole cache may be")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known && c.added+n <= c.limit/16 && c.held+c.added+n <= c.limit-c.limit/8 {
		c.added += n
		return nil
	}
	all, err := c.look()
	if err != nil {
		return err
	}
	c.held = c.sweep(all, n)
	c.known, c.added = true, n
	return nil
}

// sweep removes what is too old, and gives how many bytes are left.
func (c *Cache) sweep(all []file, n int64) (left int64) {
	var pictures []file
	for _, f := range all {
		switch {
		case f.end == failed && !c.isRecent(f.at), f.end == fresh && time.Since(f.at) > abandoned:
			_ = os.Remove(f.name)
			continue
		case f.end == kept:
			pictures = append(pictures, f)
		}
		left += f.size
	}
	if left+n <= c.limit-c.limit/8 {
		return left
	}
	slices.SortFunc(pictures, func(a, b file) int { return a.at.Compare(b.at) })
	for _, f := range pictures {
		if left+n <= c.limit-c.limit/4 {
			break
		}
		if err := os.Remove(f.name); err == nil || errors.Is(err, fs.ErrNotExist) {
			left -= f.size
		}
	}
	return left
}
