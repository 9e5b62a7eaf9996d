//go:build unix

package store_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"breageek/store"
)

// A folder that cannot be written is only one for those who are not root, so the
// scene is played by a process of another user where that is possible.
func TestAFolderThatCannotBeWrittenCanBeRead(t *testing.T) {
	if dir := os.Getenv("BREAGEEK_READONLY"); dir != "" {
		readOnlyScene(t, dir)
		return
	}
	base, err := os.MkdirTemp("", "breageek-readonly-")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(base, "data")
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755); _ = os.RemoveAll(base) })
	s := open(t, dir)
	merge(t, s, item(1), item(2))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]os.FileMode{
		base: 0o755, filepath.Join(dir, "articles.db"): 0o644, dir: 0o555,
	} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	if os.Getuid() != 0 {
		readOnlyScene(t, dir)
		return
	}
	self, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(base, "scene")
	if err := os.WriteFile(program, self, 0o755); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-test.run", t.Name())
	c.Dir, c.Env = base, append(os.Environ(), "BREAGEEK_READONLY="+dir)
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("as another user: %v\n%s", err, out)
	}
}

func readOnlyScene(t *testing.T, dir string) {
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if got := titles(t, s, store.Query{}); len(got) != 2 || len(s.Notices()) != 1 {
		t.Errorf("listed %v, notices %+v", got, s.Notices())
	}
	s.SetRead(item(1).ID, true)
	if err := s.Flush(); err == nil || !s.State(item(1).ID).Read || !s.Dirty() {
		t.Errorf("flush: %v, marks kept: %v", err, s.State(item(1).ID).Read)
	}
}
