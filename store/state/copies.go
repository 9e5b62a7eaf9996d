package state

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// conflicts returns the copies that file-sync tools left beside the state, as Syncthing
// names them (state.sync-conflict-20261124-101112-ABCDEFG.json), Dropbox, Nextcloud and
// others ("state (Ada's conflicted copy 2026-11-24).json", "state (copie en conflit de
// …).json"). A link into a synchronised folder has them where it leads. It is called often:
// a folder without copies is listed again only when it changed.
func (m *marks) conflicts() (paths []string) {
	m.folder.mu.Lock()
	defer m.folder.mu.Unlock()
	if m.folder.unchanged(m.path) {
		return nil
	}
	path := m.path
	if real, err := Real(path); err == nil {
		path = real
	}
	m.folder.look(m.path, path)
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		m.folder.settled = false
		return nil
	}
	for _, e := range entries {
		if isConflict(e, strings.TrimSuffix(filepath.Base(path), ".json")) {
			paths = append(paths, filepath.Join(filepath.Dir(path), e.Name()))
			m.folder.settled = false
		}
	}
	return paths
}

func isConflict(e fs.DirEntry, stem string) bool {
	rest, ours := strings.CutPrefix(e.Name(), stem)
	rest, isJSON := strings.CutSuffix(rest, ".json")
	rest = strings.ToLower(rest)
	return ours && isJSON && e.Type().IsRegular() &&
		(strings.Contains(rest, "conflict") || strings.Contains(rest, "conflit"))
}

// folder is what was last seen of the folder where copies appear.
type folder struct {
	mu      sync.Mutex
	settled bool           // no copy was there, and a change since then shows in its time
	real    string         // the folder that holds the file, behind all links
	as      [2]fs.FileInfo // of the folder by its name, and of the real one
}

// coarse is more than the steps in which file systems keep times; FAT has two seconds.
const coarse = 3 * time.Second

// look notes the state of the folder before it is listed.
func (f *folder) look(path, real string) {
	f.real = filepath.Dir(real)
	var ok bool
	f.as, ok = f.infos(path)
	f.settled = ok && time.Since(f.as[0].ModTime()) > coarse && time.Since(f.as[1].ModTime()) > coarse
}

// unchanged reports whether there is no copy, as when the folder was last listed.
func (f *folder) unchanged(path string) bool {
	if !f.settled {
		return false
	}
	now, ok := f.infos(path)
	for i := range now {
		ok = ok && os.SameFile(now[i], f.as[i]) && now[i].ModTime().Equal(f.as[i].ModTime())
	}
	return ok
}

func (f *folder) infos(path string) (as [2]fs.FileInfo, ok bool) {
	for i, dir := range []string{filepath.Dir(path), f.real} {
		info, err := os.Stat(dir)
		if err != nil {
			return as, false
		}
		as[i] = info
	}
	return as, true
}
