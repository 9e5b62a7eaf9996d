//go:build unix

package cli

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"breageek/ui/session"
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
	var terminal *session.TerminalBrowser
	if err := browse("https://a.example/"); !errors.As(err, &terminal) {
		t.Fatalf("%v", err)
	}
	if err := terminal.Run((*exec.Cmd).Run, strings.NewReader(""), io.Discard,
		io.Discard); err != nil {
		t.Error(err)
	}
}
