package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// wakeUps returns how often the threads of a process woke up after waiting for something
// (proc(5), voluntary_ctxt_switches).
func wakeUps(t *testing.T, pid int) (n int) {
	t.Helper()
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // a thread that ended
		}
		_, rest, _ := strings.Cut(string(text), "\nvoluntary_ctxt_switches:")
		line, _, _ := strings.Cut(rest, "\n")
		m, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		n += m
	}
	return n
}

// Bubble Tea's renderer alone would wake up a hundred times a second.
func TestNobodyTypesAndTheProgramSleeps(t *testing.T) {
	s := reader(t, t.TempDir(), "--sample", "--offline")
	s.shows("Tous les titres")
	const watched = 3 * time.Second
	least := 1 << 30
	for range 5 { // it may still be busy after the first screen
		before := wakeUps(t, s.cmd.Process.Pid)
		<-time.After(watched)
		if least = min(least, wakeUps(t, s.cmd.Process.Pid)-before); least < 60 {
			break
		}
	}
	if least >= 60 {
		t.Errorf("it woke up %d times in %v", least, watched)
	}
	s.quits()
}
