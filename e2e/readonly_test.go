//go:build unix

package e2e

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
)

// anyone returns a function that runs the real program on a folder as a user who may not write
// there: permissions do not stop root, who becomes nobody.
func anyone(t *testing.T, dir string) func(args ...string) output {
	t.Helper()
	program, err := exec.LookPath("breageek")
	if err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		text, err := os.ReadFile(program)
		if err != nil {
			t.Fatal(err)
		}
		program = filepath.Join(filepath.Dir(dir), "breageek")
		if err := os.WriteFile(program, text, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return func(args ...string) output {
		var out, errs bytes.Buffer
		cmd := exec.CommandContext(t.Context(), program, append([]string{"--data", dir}, args...)...)
		cmd.Stdout, cmd.Stderr = &out, &errs
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{
				Credential: &syscall.Credential{Uid: 65534, Gid: 65534},
			}
		}
		var exit *exec.ExitError
		if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return output{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
	}
}

func TestWhatIsKeptInAFolderThatCannotBeWrittenIsRead(t *testing.T) {
	base, err := os.MkdirTemp("", "breageek-readonly-")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(base, "data")
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755); _ = os.RemoveAll(base) })
	web, stop := newspaper()
	t.Cleanup(stop)
	if got := breageek(t, "fr", dir, "refresh", "--source", web+"/feed/"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	for path, mode := range map[string]os.FileMode{
		base: 0o755, filepath.Join(dir, "articles.db"): 0o644,
		filepath.Join(dir, "config.toml"): 0o644, dir: 0o555,
	} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	run := anyone(t, dir)
	list := run("list", "--lang", "fr", "--source", web+"/feed/")
	if list.code != 0 || strings.Count(list.out, "\n") != 4 {
		t.Fatalf("%+v", list)
	}
	contains(t, list.err, "Le dossier des données ne peut pas être écrit")
	contains(t, list.err, "Ce qui est gardé se lit ; rien de nouveau ne sera gardé")
	mark := run("mark", list.out[:10], "--read", "--lang", "fr")
	contains(t, mark.err, "Marques non enregistrées : Le disque refuse l’écriture (accès refusé, ")
	fresh := run("refresh", "--lang", "en", "--source", web+"/other/", "--source", web+"/feed/")
	contains(t, fresh.out, "The disk cannot be written (permission denied, ")
	contains(t, fresh.err, "What was saved before is intact; fix this, then try again.")
	if mark.code != 1 || fresh.code != 1 {
		t.Errorf("exit %d and %d", mark.code, fresh.code)
	}
	empty := filepath.Join(dir, "new")
	none := run("list", "--lang", "fr", "--data", empty)
	contains(t, none.err, "Le dossier "+empty+" ne peut pas servir (accès refusé, ")
}

func TestWhatIsToldOnATerminalBreaksBetweenWords(t *testing.T) {
	screen, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = screen.Close() }()
	if err := pty.Setsize(screen, &pty.Winsize{Cols: 40, Rows: 10}); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "breageek", "lst", "--lang", "fr")
	cmd.Stderr = tty
	if err := cmd.Run(); err == nil {
		t.Error("an unknown command went well")
	}
	_ = tty.Close()
	seen, _ := io.ReadAll(screen) // until nobody writes any more
	const want = "breageek: « lst » n’est pas une\r\n" +
		"commande. Vouliez-vous dire « list » ?\r\n"
	if got := string(seen); !strings.HasPrefix(got, want) {
		t.Errorf("it says\n%s", got)
	}
}
