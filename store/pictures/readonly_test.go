//go:build unix

package pictures_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"breageek/store/pictures"
)

// A folder that cannot be written, and a disk that is full, are only so for a program
// of their own: the scene is played by another process, of another user where it can.
func TestADiskThatTakesNothingLosesNothing(t *testing.T) {
	if dir := os.Getenv("BREAGEEK_PICTURES"); dir != "" {
		fullScene(t, dir)
		return
	}
	base, err := os.MkdirTemp("", "breageek-pictures-")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(base, "pictures")
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755); _ = os.RemoveAll(base) })
	put(t, pictures.Open(dir, pictures.Options{}), 1)
	self, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(base, "scene")
	for path, mode := range map[string]os.FileMode{base: 0o755, dir: 0o755,
		filepath.Join(dir, files(t, dir)[0]): 0o644} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(program, self, 0o755); err != nil {
		t.Fatal(err)
	}
	play := func(scene string, as *syscall.SysProcAttr) {
		c := exec.Command(program, "-test.run", t.Name())
		c.Dir, c.SysProcAttr = base, as
		c.Env = append(os.Environ(), "BREAGEEK_PICTURES="+dir, "BREAGEEK_SCENE="+scene)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", scene, err, out)
		}
	}
	play("full", nil)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	other := &syscall.SysProcAttr{}
	if os.Getuid() == 0 {
		other.Credential = &syscall.Credential{Uid: 65534, Gid: 65534}
	}
	play("read-only", other)
}

func fullScene(t *testing.T, dir string) {
	if os.Getenv("BREAGEEK_SCENE") == "full" {
		limit := syscall.Rlimit{Cur: 100, Max: 100}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Fatal(err)
		}
	}
	c := pictures.Open(dir, pictures.Options{})
	if err := c.Put(address(2), grain(2)); err == nil {
		t.Error("it was put")
	}
	if err := c.Put(address(1), grain(2)); err == nil {
		t.Error("it was put in the place of another")
	}
	if _, ok := c.Get(address(1)); !ok {
		t.Error("what was there is lost")
	}
	if names := files(t, dir); len(names) != 1 {
		t.Errorf("files %q", names)
	}
}
