//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program writes a shell script, and returns its path.
func program(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheBrowserThatIsAskedForComesFirst(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	seen := filepath.Join(dir, "seen")
	list := filepath.Join(dir, "missing") + ":" + program(t, dir, "broken", "exit 3\n") + " %s:" +
		program(t, dir, "mine", `printf '%s\n' "$#" "$@" > `+seen+".new && mv "+seen+".new "+seen+"\n") +
		" '--my page' --url=%s:" + program(t, dir, "last", "touch "+filepath.Join(dir, "too-far")+"\n")
	cmd := exec.Command("breageek", "--lang", "fr", "--sample", "--data", filepath.Join(dir, "d"))
	cmd.Env = []string{"BROWSER=" + list}
	s := inTerminal(t, cmd, 120, 36)
	t.Cleanup(s.end)
	s.shows("31")
	s.press("o")
	s.shows("Ouvert dans le navigateur : https://")
	got, err := os.ReadFile(seen)
	words := strings.Split(string(got), "\n")
	if err != nil || len(words) != 4 || words[0] != "2" || words[1] != "--my page" ||
		!strings.HasPrefix(words[2], "--url=https://") {
		t.Errorf("it got %q, %v", words, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "too-far")); err == nil {
		t.Error("the one behind it was started, too")
	}
	if code := s.quits(); code != 0 {
		t.Errorf("it ends with %d", code)
	}
}

func TestABrowserOfTheTerminalHasTheTerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	list := program(t, dir, "lynx", "exit 1\n") + ":" + program(t, dir, "w3m",
		"printf 'EN TEXTE : %s ' \"$1\"; read line; test \"$line\" = fini\n")
	cmd := exec.Command("breageek", "--lang", "fr", "--sample", "--data", filepath.Join(dir, "d"))
	cmd.Env = []string{"BROWSER=" + list}
	s := inTerminal(t, cmd, 80, 24)
	t.Cleanup(s.end)
	s.shows("31", "Tous les titres")
	s.press("o")
	s.shows("EN TEXTE : https://")
	if strings.Contains(s.text(), "Tous les titres") {
		t.Errorf("the reader is still on the screen:\n%s", s.text())
	}
	s.press("fini\r")
	s.shows("Tous les titres", "Ouvert dans le navigateur : https://")
	s.press("?")
	s.shows("Aide")
}
