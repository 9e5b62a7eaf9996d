//go:build unix

package e2e

import (
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"breageek/feed/hostile"
)

// sent matches the sequences that the program may send to a terminal: styles, cursor and modes
// (CSI), titles, hyperlinks to addresses that a browser opens, colour queries and the
// clipboard in base64 (OSC), and queries about the terminal (DCS + q).
var sent = regexp.MustCompile(`\x1b\[[0-9;:?>=<!$"' ]*[@-~]|\x1b\](?:[02];[^\x00-\x1f\x7f-\x{9f}]*|` +
	`8;;(?:(?:https?://|mailto:)[!-~]*)?|1[0-2];\?|52;c;[A-Za-z0-9+/=]*|11[0-2]?)(?:\x07|\x1b\\)|` +
	`\x1bP\+q[0-9A-Fa-f;]*\x1b\\|\x1b[78=>MHc]|\x1b\([0B]`)

// acts returns the first character of a text that a terminal would act on, or that deceives
// the eye; zero for none.
func acts(s string) rune {
	for _, r := range s {
		switch {
		case strings.ContainsRune("\n\r\t\b\a\x0e\x0f\x00", r): // the renderer moves the cursor with them
		case r < ' ', r >= 0x7f && r <= 0x9f, r == 0x61c, r >= 0x200b && r <= 0x200f,
			r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff, r >= 0xe0000:
			return r
		}
	}
	return 0
}

// script writes a program that appends its input to a file.
func script(t *testing.T, dir, name, to, what string) {
	t.Helper()
	text := fmt.Sprintf("#!/bin/sh\n%s >> '%s'\n", what, to)
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// TestNothingHostileReachesTheTerminalTheBrowserThePagerOrTheLog reads the malicious newspaper
// with the real program.
func TestNothingHostileReachesTheTerminalTheBrowserThePagerOrTheLog(t *testing.T) {
	web := httptest.NewServer(hostile.Handler())
	t.Cleanup(web.Close)
	home, bin, dir := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "data")
	opened, paged, log := filepath.Join(home, "opened"), filepath.Join(home, "paged"),
		filepath.Join(home, "log")
	for _, name := range []string{"xdg-open", "x-www-browser", "www-browser", "open"} {
		script(t, bin, name, opened, `for a in "$@"; do printf '%s\n' "$a"; done`)
	}
	script(t, bin, "pager", paged, "cat")
	args := []string{"--data", dir, "--lang", "fr", "--debug", log}
	for _, n := range []int{0, 3, 6, 9, 12} {
		args = append(args, "--source", fmt.Sprintf("%s/feed/%d", web.URL, n))
	}
	cmd := exec.Command("breageek", args...)
	cmd.Dir = home
	cmd.Env = []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "PAGER=pager", "HOME=" + home, "DISPLAY=:9"}
	s := inTerminal(t, cmd, 110, 40)
	t.Cleanup(s.end)
	s.shows("nouveaux articles")
	s.shows("1/1 500")
	s.press("\r")
	for n := range 60 {
		s.press("n")
		s.shows(fmt.Sprintf("%d/1 500", n+2), "min de lecture")
		if n%15 == 0 {
			everyWayOut(s, paged)
		}
	}
	if code := s.quits(); code != 0 {
		t.Errorf("it ended with %d", code)
	}
	raw := s.received()
	if !utf8.ValidString(raw) {
		t.Error("the terminal was sent bytes that are no text")
	}
	if r := acts(sent.ReplaceAllString(raw, "")); r != 0 {
		at := strings.IndexRune(sent.ReplaceAllString(raw, ""), r)
		t.Errorf("the terminal was sent %U behind %.80q", r, sent.ReplaceAllString(raw, "")[max(0, at-40):])
	}
	checkFiles(t, map[string]string{"pager": paged, "log": log, "browser": opened})
	nothingMade(t, home)
}

// everyWayOut passes the open article to the browser, the clipboard and the pager, and its
// first link to the clipboard.
func everyWayOut(s *screen, paged string) {
	s.t.Helper()
	for _, way := range []struct{ key, done, none string }{
		{"o", "Ouvert dans le navigateur", "aucun lien pour cet article"},
		{"y", "Lien copié", "aucun lien pour cet article"}, {"c", "Copié : ", "Rien n’est copié"},
	} {
		s.press(way.key)
		s.until(way.done, func() bool {
			return strings.Contains(s.line(), way.done) || strings.Contains(s.line(), way.none)
		})
		s.press("k") // clears the message
		s.until("a quiet screen", func() bool {
			return !strings.Contains(s.line(), way.done) && !strings.Contains(s.line(), way.none)
		})
	}
	before, _ := os.ReadFile(paged)
	s.press("e")
	s.until("the pager", func() bool { b, _ := os.ReadFile(paged); return len(b) > len(before) })
	s.shows("min de lecture") // the reader has the screen again
	s.press("l")
	s.until("links", func() bool {
		return strings.Contains(s.line(), "Lien : ") || strings.Contains(s.line(), "pas de lien")
	})
	if strings.Contains(s.line(), "Lien : ") {
		s.press("\t")
		s.shows("Lien : http")
		s.press("y")
		s.shows("Lien copié")
	}
}

// checkFiles checks what other programs and the log received.
func checkFiles(t *testing.T, files map[string]string) {
	t.Helper()
	for name, file := range files {
		b, err := os.ReadFile(file)
		if err != nil || len(b) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
		if r := acts(string(b)); r != 0 || strings.ContainsAny(string(b), "\r\b\a\x00") {
			t.Errorf("%s got %U", name, r)
		}
		for line := range strings.Lines(string(b)) {
			if name == "browser" && !strings.HasPrefix(line, "http://") && !strings.HasPrefix(line, "https://") {
				t.Errorf("the browser got %q", line)
			}
		}
	}
	if b, _ := os.ReadFile(files["log"]); strings.Contains(string(b), hostile.Mark) {
		t.Error("an article's words are in the log")
	}
}

// nothingMade fails if there is a file that only an attack creates.
func nothingMade(t *testing.T, home string) {
	t.Helper()
	entries, err := os.ReadDir(home)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), hostile.Mark) {
			t.Errorf("%s was made", e.Name())
		}
	}
}
