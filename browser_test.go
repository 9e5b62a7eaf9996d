//go:build unix

package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"breageek/ui"
)

func TestAnAddressIsPutWhereTheBrowserWantsIt(t *testing.T) {
	const address = "https://a.example/x?a=1&b=$(touch%20y);%s'\""
	for list, want := range map[string][][]string{
		"":                        nil,
		" : ::":                   nil,
		"firefox":                 {{"firefox", address}},
		"firefox -P 'my news'":    {{"firefox", "-P", "my news", address}},
		"open --url=%s --new":     {{"open", "--url=" + address, "--new"}},
		"a %s %s:b":               {{"a", address, address}, {"b", address}},
		"zoom 100%% %s":           {{"zoom", "100%", address}},
		"zoom 100%%s":             {{"zoom", "100%s", address}},
		"proxy host%c80 %s:w3m":   {{"proxy", "host:80", address}, {"w3m", address}},
		"sh -c 'exec f \"$1\"' x": {{"sh", "-c", "exec f \"$1\"", "x", address}},
		"%s":                      {{"%s", address}}, // never a program of the address's choice
	} {
		var got [][]string
		for _, words := range browsers(list) {
			got = append(got, withAddress(words, address))
		}
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%q: %q", list, got)
		}
	}
}

func TestOnlyPagesAndMailboxesAreHandedToABrowser(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("BROWSER", "touch "+filepath.Join(dir, "run"))
	for _, address := range []string{"", "-h", "--version", "file:///etc/passwd", "javascript:alert(1)",
		"/etc/passwd", "https://", "http:a", "mailto:", "https://a.example/ -x", "https://a.example/\n-x",
		"https://a.example/\x1b[31m", "ftp://a.example/", "data:text/html,x", " https://a.example/"} {
		if err := browse(address); !errors.Is(err, errNotOpenable) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "run")); err == nil {
		t.Error("the browser was started")
	}
	for _, address := range []string{"https://a.example/", "HTTP://a.example", "mailto:a@a.example"} {
		if !openable(address) {
			t.Errorf("%q is not opened", address)
		}
	}
}

// program writes a program that sh runs.
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
	told := filepath.Join(dir, "told")
	list := filepath.Join(dir, "missing") + ":" + program(t, dir, "broken", "exit 3\n") + " %s:" +
		program(t, dir, "mine", `printf '%s\n' "$#" "$@" > `+told+".new && mv "+told+".new "+told+"\n") +
		" '--my page' --url=%s:" + program(t, dir, "last", "touch "+filepath.Join(dir, "too-far")+"\n")
	cmd := exec.Command("breageek", "--lang", "fr", "--sample", "--data", filepath.Join(dir, "d"))
	cmd.Env = []string{"BROWSER=" + list}
	s := inTerminal(t, cmd, 120, 36)
	t.Cleanup(s.end)
	s.shows("31")
	s.press("o")
	s.shows("Ouvert dans le navigateur : https://")
	got, err := os.ReadFile(told)
	words := strings.Split(string(got), "\n")
	if err != nil || len(words) != 4 || words[0] != "2" || words[1] != "--my page" ||
		!strings.HasPrefix(words[2], "--url=https://") {
		t.Errorf("it was told %q, %v", words, err)
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

func TestABrowserInAWindowOfItsOwnIsNotOneOfTheTerminal(t *testing.T) {
	dir := t.TempDir()
	for words, want := range map[string]bool{"w3m": true, "links": true, "links -g": false, "firefox": false} {
		name, args, _ := strings.Cut(words, " ")
		cmd := exec.Command(program(t, dir, name, "exit 0\n"), strings.Fields(args)...)
		if got := showsInTerminal(cmd); got != want {
			t.Errorf("%s: %v", words, got)
		}
	}
	link := filepath.Join(dir, "x-www-browser")
	if err := os.Symlink(filepath.Join(dir, "w3m"), link); err != nil {
		t.Fatal(err)
	}
	if !showsInTerminal(exec.Command(link)) {
		t.Error("a link to one of the terminal is taken for one of a window")
	}
	t.Setenv("BROWSER", filepath.Join(dir, "links"))
	var terminal *ui.TerminalBrowser
	if err := browse("https://a.example/"); !errors.As(err, &terminal) {
		t.Fatalf("%v", err)
	}
	if err := terminal.Run((*exec.Cmd).Run, strings.NewReader(""), io.Discard,
		io.Discard); err != nil {
		t.Error(err)
	}
}
