package cli

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestThePagersNameIsSplitWithoutAShell(t *testing.T) {
	for in, want := range map[string][]string{
		"":                           nil,
		"  ":                         nil,
		"less":                       {"less"},
		"less -R  -X":                {"less", "-R", "-X"},
		"'/opt/my tools/less' -R":    {"/opt/my tools/less", "-R"},
		`bat --style="plain header"`: {"bat", "--style=plain header"},
		`sh -c 'a; b' ""`:            {"sh", "-c", "a; b", ""},
		"less; rm -r $HOME":          {"less;", "rm", "-r", "$HOME"},
		"'less -R":                   {"less -R"},
	} {
		if got := splitWords(in); !slices.Equal(got, want) {
			t.Errorf("%q is split into %q", in, got)
		}
	}
}

func TestThePagerIsTheReadersThenLessThenMore(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	t.Setenv("PAGER", "")
	var missing *exec.Error
	if _, err := pager(); !errors.As(err, &missing) || missing.Name != "less" {
		t.Errorf("without any: %v", err)
	}
	for _, name := range []string{"more", "less", "mine"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		if name == "mine" {
			t.Setenv("PAGER", "mine -x 'a b'")
		}
		cmd, err := pager()
		if err != nil || filepath.Base(cmd.Path) != name {
			t.Fatalf("%v, %v instead of %s", cmd, err, name)
		}
		if args := strings.Join(cmd.Args[1:], "|"); name == "mine" && args != "-x|a b" {
			t.Errorf("arguments %s", args)
		}
	}
	t.Setenv("PAGER", "other")
	if _, err := pager(); !errors.As(err, &missing) || missing.Name != "other" {
		t.Errorf("a pager that is not there: %v", err)
	}
}
