package pictures_test

import (
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"breageek/feed/picture"
	"breageek/store/pictures"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// clock is a clock that a test sets.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

// grain is a picture that does not compress: about 5 kB kept.
func grain(seed uint64) picture.Picture {
	r := rand.New(rand.NewPCG(seed, 1))
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range img.Pix {
		if img.Pix[i] = 255; i%4 != 3 {
			img.Pix[i] = uint8(r.Uint32())
		}
	}
	return picture.Picture{Image: img, Width: 640, Height: 480}
}

func address(i int) string { return fmt.Sprintf("https://gazette.example/%d.jpg", i) }

// keptBytes is how many bytes a grain takes.
func keptBytes(t *testing.T) int64 {
	b, err := picture.Encode(grain(0))
	if err != nil {
		t.Fatal(err)
	}
	return int64(len(b))
}

func put(t *testing.T, c *pictures.Cache, i int) {
	t.Helper()
	if err := c.Put(address(i), grain(uint64(i))); err != nil {
		t.Fatal(err)
	}
}

// held tells which of the first n pictures are kept.
func held(c *pictures.Cache, n int) (all []int) {
	for i := range n {
		if _, _, ok := c.Size(address(i)); ok {
			all = append(all, i)
		}
	}
	return all
}

// files are the names in a folder.
func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestAPictureIsKeptForTheNextProgram(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "breageek", "pictures")
	c := pictures.Open(dir, pictures.Options{})
	if _, ok := c.Get(address(1)); ok {
		t.Error("an empty cache has a picture")
	}
	if n, bytes, err := c.Usage(); n != 0 || bytes != 0 || err != nil {
		t.Errorf("an empty cache: %d files, %d bytes, %v", n, bytes, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("looking makes a folder")
	}
	put(t, c, 1)
	again := pictures.Open(dir, pictures.Options{})
	p, ok := again.Get(address(1))
	if !ok || p.Width != 640 || p.Height != 480 || p.Image.Bounds() != image.Rect(0, 0, 64, 48) {
		t.Errorf("%v, %+v", ok, p)
	}
	if w, h, ok := again.Size(address(1)); !ok || w != 640 || h != 480 {
		t.Errorf("%d × %d, %v", w, h, ok)
	}
	if _, ok := again.Get(address(2)); ok {
		t.Error("another address has it, too")
	}
	if n, bytes, err := again.Usage(); n != 1 || bytes < 1000 || err != nil {
		t.Errorf("%d files, %d bytes, %v", n, bytes, err)
	}
	names := files(t, dir)
	if len(names) != 1 || strings.Contains(names[0], "gazette") {
		t.Errorf("files %q", names)
	}
	for path, mode := range map[string]fs.FileMode{
		dir: 0o700, filepath.Join(dir, names[0]): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestWhatIsTransparentStaysSo(t *testing.T) {
	c := pictures.Open(t.TempDir(), pictures.Options{})
	p := grain(1)
	p.Image.(*image.RGBA).SetRGBA(3, 4, color.RGBA{})
	if err := c.Put(address(1), p); err != nil {
		t.Fatal(err)
	}
	got, ok := c.Get(address(1))
	if !ok {
		t.Fatal("not kept")
	}
	if _, _, _, a := got.Image.At(3, 4).RGBA(); a != 0 {
		t.Errorf("alpha %x", a)
	}
}

func TestTheOldestLookedAtGoesWhenTheCacheIsFull(t *testing.T) {
	at := &clock{noon}
	size := keptBytes(t)
	c := pictures.Open(t.TempDir(), pictures.Options{Limit: 10 * size, Now: at.read})
	for i := range 8 {
		put(t, c, i)
		at.now = at.now.Add(time.Hour)
	}
	at.now = noon.Add(25 * time.Hour)
	if _, ok := c.Get(address(0)); !ok { // a day after it was put
		t.Fatal("not kept")
	}
	at.now = at.now.Add(time.Hour)
	for i := 8; i < 30; i++ {
		put(t, c, i)
		at.now = at.now.Add(time.Minute)
		_, bytes, err := c.Usage()
		if _, _, ok := c.Size(address(i)); !ok || bytes > 10*size || err != nil {
			t.Errorf("after %d: %d bytes of %d, kept %v, %v", i, bytes, 10*size, ok, err)
		}
		if i == 8 {
			got := held(c, 9)
			if !slices.Contains(got, 0) || slices.Contains(got, 1) {
				t.Errorf("kept are %v: 1 was not looked at for longest, 0 was today", got)
			}
		}
	}
	if got := held(c, 8); len(got) != 0 {
		t.Errorf("the old ones %v are kept", got)
	}
	tiny := pictures.Open(t.TempDir(), pictures.Options{Limit: 100})
	if err := tiny.Put(address(1), grain(1)); err == nil {
		t.Error("a picture larger than the cache is kept")
	}
}

func TestALookIsWrittenDownOnceADay(t *testing.T) {
	at := &clock{noon}
	dir := t.TempDir()
	c := pictures.Open(dir, pictures.Options{Now: at.read})
	put(t, c, 1)
	name := filepath.Join(dir, files(t, dir)[0])
	for hours, want := range map[int]int{1: 0, 23: 0, 25: 25} {
		if err := os.Chtimes(name, noon, noon); err != nil {
			t.Fatal(err)
		}
		at.now = noon.Add(time.Duration(hours) * time.Hour)
		c.Get(address(1))
		info, err := os.Stat(name)
		if got := info.ModTime().Sub(noon); err != nil || got != time.Duration(want)*time.Hour {
			t.Errorf("%d hours later it is written down as %v, %v", hours, got, err)
		}
	}
}

func TestAFileThatIsNotAsItWasWrittenIsRemoved(t *testing.T) {
	for name, spoil := range map[string]func(b []byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"cut off":   func(b []byte) []byte { return b[:len(b)/2] },
		"bad byte":  func(b []byte) []byte { b[len(b)/2] ^= 4; return b },
		"a page":    func([]byte) []byte { return []byte("<!doctype html>") },
		"huge":      func(b []byte) []byte { return append(b, make([]byte, 9<<20)...) },
		"other end": func(b []byte) []byte { return append(b, 0) },
	} {
		dir := t.TempDir()
		c := pictures.Open(dir, pictures.Options{})
		put(t, c, 1)
		path := filepath.Join(dir, files(t, dir)[0])
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, spoil(b), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, ok := c.Get(address(1)); ok || len(files(t, dir)) != 0 {
			t.Errorf("%s: it is a picture %v, files %q", name, ok, files(t, dir))
		}
		put(t, c, 1)
		if _, ok := c.Get(address(1)); !ok {
			t.Errorf("%s: it cannot be put again", name)
		}
	}
}

func TestWhatIsNotOursIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	size := keptBytes(t)
	c := pictures.Open(dir, pictures.Options{Limit: 4 * size})
	digits := strings.Repeat("0", 32)
	for _, name := range []string{"vacances.jpg", "notes.picture", digits + ".txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, 10*size), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := filepath.Join(dir, digits+"-123.new")
	if err := os.WriteFile(old, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(old, noon.AddDate(-1, 0, 0), noon.AddDate(-1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		put(t, c, i)
	}
	names := strings.Join(files(t, dir), " ")
	if strings.Contains(names, ".new") || !strings.Contains(names, "vacances.jpg") ||
		!strings.Contains(names, "notes.picture") || !strings.Contains(names, ".txt") {
		t.Errorf("files %q", names)
	}
}

func TestAPictureThatFailedIsNotAskedForForADay(t *testing.T) {
	at := &clock{noon}
	dir := filepath.Join(t.TempDir(), "pictures")
	pictures.Open(dir, pictures.Options{Now: at.read}).Failed(address(1))
	c := pictures.Open(dir, pictures.Options{Now: at.read}) // the next program
	for hours, want := range map[int]bool{0: true, 23: true, 25: false, -48: false} {
		at.now = noon.Add(time.Duration(hours) * time.Hour)
		if got := c.HasFailed(address(1)); got != want || c.HasFailed(address(2)) {
			t.Errorf("after %d hours: %v", hours, got)
		}
	}
	at.now = noon
	put(t, c, 1)
	if c.HasFailed(address(1)) {
		t.Error("what is kept has failed")
	}
	c.Failed(address(2))
	at.now = noon.Add(25 * time.Hour)
	put(t, pictures.Open(dir, pictures.Options{Now: at.read}), 3)
	if names := strings.Join(files(t, dir), " "); strings.Contains(names, ".failed") {
		t.Errorf("an old failure is still there: %s", names)
	}
}

func TestTwoProgramsShareOneFolder(t *testing.T) {
	dir := t.TempDir()
	size := keptBytes(t)
	limit := 40 * size
	var work sync.WaitGroup
	for n := range 2 {
		c := pictures.Open(dir, pictures.Options{Limit: limit})
		for worker := range 3 {
			work.Go(func() {
				for i := range 30 {
					url := address(i*3 + worker) // both put the same
					if err := c.Put(url, grain(uint64(i))); err != nil {
						t.Errorf("program %d: %v", n, err)
					}
					if p, ok := c.Get(url); ok && p.Width != 640 {
						t.Errorf("program %d: %d wide", n, p.Width)
					}
					c.Failed(address(1000 + i))
				}
			})
		}
	}
	work.Wait()
	c := pictures.Open(dir, pictures.Options{})
	n, bytes, err := c.Usage()
	if err != nil || n < 20 || bytes > limit {
		t.Errorf("%d pictures, %d bytes of %d, %v", n, bytes, limit, err)
	}
	for _, name := range files(t, dir) {
		if strings.HasSuffix(name, ".new") {
			t.Errorf("%s is left behind", name)
		}
	}
}

func TestAFolderThatIsNoneIsAnEmptyCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{dir, filepath.Join(dir, "pictures")} {
		c := pictures.Open(dir, pictures.Options{})
		c.Failed(address(1))
		_, ok := c.Get(address(1))
		if ok || c.HasFailed(address(1)) || c.Put(address(1), grain(1)) == nil {
			t.Errorf("%s can be used", dir)
		}
	}
}
