package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"breageek/feed"
)

// link makes a symbolic link, and the folder it stands in.
func link(t *testing.T, target, path string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, path); err != nil {
		t.Fatal(err)
	}
}

// linkings are ways in which a file of a data folder can lead to another place: each makes
// its links and returns the file that is meant.
func linkings() map[string]func(t *testing.T, root, name string) string {
	return map[string]func(t *testing.T, root, name string) string{
		"a link to what is not there": func(t *testing.T, root, name string) string {
			link(t, filepath.Join(root, "sync", name), filepath.Join(root, "data", name))
			return filepath.Join(root, "sync", name)
		},
		"to a folder that is not there": func(t *testing.T, root, name string) string {
			link(t, filepath.Join(root, "a", "b", name), filepath.Join(root, "data", name))
			return filepath.Join(root, "a", "b", name)
		},
		"relative": func(t *testing.T, root, name string) string {
			if err := os.MkdirAll(filepath.Join(root, "sync"), 0o700); err != nil {
				t.Fatal(err)
			}
			link(t, "../sync/.././sync//"+name, filepath.Join(root, "data", name))
			return filepath.Join(root, "sync", name)
		},
		"a chain, by another name": func(t *testing.T, root, name string) string {
			link(t, "../one/"+name, filepath.Join(root, "data", name))
			link(t, "../two/other", filepath.Join(root, "one", name))
			link(t, filepath.Join(root, "three", "end"), filepath.Join(root, "two", "other"))
			return filepath.Join(root, "three", "end")
		},
		"through a folder that is a link": func(t *testing.T, root, name string) string {
			if err := os.MkdirAll(filepath.Join(root, "deep", "down"), 0o700); err != nil {
				t.Fatal(err)
			}
			link(t, "../deep/down", filepath.Join(root, "links", "folder"))
			link(t, "../links/folder/../"+name, filepath.Join(root, "data", name))
			return filepath.Join(root, "deep", name)
		},
		"the whole data folder": func(t *testing.T, root, name string) string {
			link(t, "elsewhere/data", filepath.Join(root, "data"))
			return filepath.Join(root, "elsewhere", "data", name)
		},
	}
}

func TestEveryFileIsWrittenThroughLinksAlsoToWhatIsNotThereYet(t *testing.T) {
	for how, links := range linkings() {
		for _, name := range []string{"state.json", "undo.jsonl", "articles.db"} {
			root := t.TempDir()
			target := links(t, root, name)
			for n := range 3 { // made, renewed, and read again
				dir := filepath.Join(root, "data")
				s, err := Open(dir, Options{})
				if err != nil {
					t.Fatalf("%s, %s: %v", how, name, err)
				}
				id := feed.ID(n + 1)
				s.SetStarred(id, true)
				s.Record(Action{Title: "x", Changes: []Change{{ID: id, Mark: MarkStarred}}})
				if err := s.Close(); err != nil {
					t.Fatalf("%s, %s: %v", how, name, err)
				}
				seen := filepath.Join(dir, name)
				if how == "the whole data folder" {
					seen = dir
				}
				if info, err := os.Lstat(seen); err != nil || info.Mode()&os.ModeSymlink == 0 {
					t.Errorf("%s: %s is no link any more", how, name)
				}
				info, err := os.Lstat(target)
				if err != nil || !info.Mode().IsRegular() || info.Mode().Perm() != 0o600 {
					t.Errorf("%s, %s: it leads to %v, %v", how, name, info, err)
				}
			}
			s, err := Open(filepath.Join(root, "data"), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !s.State(1).Starred || !s.State(3).Starred {
				t.Errorf("%s, %s: the stars are lost", how, name)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestABrokenStateBehindALinkIsMovedAsideThereAndTheLinkStays(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "data")
	link(t, "../sync/state.json", filepath.Join(dir, "state.json"))
	if err := os.MkdirAll(filepath.Join(root, "sync"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "sync", "state.json"), []byte("no JSON"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.SetRead(1, true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var names []string
	entries, _ := os.ReadDir(filepath.Join(root, "sync"))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	aside := slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, "state.json.broken-") })
	if info, err := os.Lstat(filepath.Join(dir, "state.json")); !aside || err != nil ||
		info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("there are %q; %v, %v", names, info, err)
	}
}

func TestLinksThatLeadInACircleAreToldAsSuch(t *testing.T) {
	for _, name := range []string{"state.json", "articles.db", ""} {
		dir := filepath.Join(t.TempDir(), "data")
		if name == "" {
			link(t, "data", dir)
		} else {
			link(t, "other", filepath.Join(dir, name))
			link(t, name, filepath.Join(dir, "other"))
		}
		s, err := Open(dir, Options{})
		if err == nil {
			s.SetRead(1, true)
			err = s.Flush()
			_ = s.Close()
		}
		if !errors.Is(err, syscall.ELOOP) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
