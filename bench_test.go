package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/creack/pty"
)

// build compiles a package of this module.
func build(tb testing.TB, pkg string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "program")
	if out, err := exec.Command("go", "build", "-o", path, pkg).CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	return path
}

// untilShown starts a program in a terminal of 120×36 and gives the time until
// the words are on their way to the screen.
func untilShown(tb testing.TB, words string, name string, args ...string) time.Duration {
	tb.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=fr_FR.UTF-8")
	start := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 36, Cols: 120})
	if err != nil {
		tb.Fatal(err)
	}
	defer tty.Close()
	var seen []byte
	b := make([]byte, 64<<10)
	for !bytes.Contains(seen, []byte(words)) {
		n, err := tty.Read(b)
		if err != nil {
			tb.Fatalf("the program ended before %q was shown: %v\n%q", words, err, seen)
		}
		seen = append(seen, b[:n]...)
	}
	took := time.Since(start)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return took
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
