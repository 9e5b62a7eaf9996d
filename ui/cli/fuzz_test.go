package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"charm.land/fang/v2"

	"breageek/feed"
	"breageek/ui/locale"
)

// FuzzConfig parses any text as config.toml: it is accepted and usable, or refused with its
// place.
func FuzzConfig(f *testing.F) {
	f.Add(defaultConfig)
	f.Add("keep = \"180 days\"\nmeasure = 60\n[[source]]\nurl = \"https://a.example/feed/\"\n")
	f.Add("theme = \"../../etc/passwd.json\"\nlanguage = 3")
	f.Add("[[source]]\nurl = \"file:///etc/passwd\"\n\"source\" = [1]\n")
	f.Add("pictures = \"\x1b]52;c;AAAA\a\"")
	path := filepath.Join(f.TempDir(), "config.toml")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseConfig(locale.French(), path, text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), path) {
				t.Errorf("the error names no file: %v", err)
			}
			return
		}
		if c.Measure < 40 || c.Measure > 80 || c.Refresh < 0 || c.refreshEvery() < 0 {
			t.Errorf("taken: %+v", c)
		}
		for _, src := range c.sources() {
			if url := strings.ToLower(feed.Unfeed(src.URL)); !strings.HasPrefix(url, "http://") &&
				!strings.HasPrefix(url, "https://") {
				t.Errorf("a source at %q", src.URL)
			}
		}
	})
}

// FuzzCommandLine runs any words as a command line, offline on an empty folder: it ends, and
// its output is clean.
func FuzzCommandLine(f *testing.F) {
	for _, line := range []string{"list\x00--unread", "show\x00abc", "search\x00mot", "mark\x00x\x00--read",
		"state\x00merge\x00/dev/null", "doctor\x00--json", "--lang\x00xx", "related\x00\x1b]2;x\a",
		"story\x00--limit\x009", "list\x00--limit\x00-1", "help\x00\x1b[2J", "show\x00--width\x000\x00a"} {
		f.Add(line)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, line string) {
		words := strings.Split(line, "\x00")
		for _, w := range words { // what would open the reader, the network or another folder
			if strings.HasPrefix(w, "-") && len(w) > 1 && w != "--json" && w != "--limit" && w != "--read" &&
				w != "--unread" && w != "--width" && w != "--lang" && w != "--markdown" || w == "refresh" {
				return
			}
		}
		if words[0] == "" || strings.HasPrefix(words[0], "-") {
			return
		}
		a := &app{now: time.Now}
		root := newRoot(a)
		var out bytes.Buffer
		root.SetArgs(append([]string{"--data", dir, "--offline"}, words...))
		root.SetOut(&out)
		root.SetErr(&out)
		root.SilenceUsage, root.SilenceErrors = true, true
		if err := root.ExecuteContext(t.Context()); err != nil {
			a.writeError(&out, fang.Styles{}, err)
		}
		if s := out.String(); strings.ContainsAny(s, "\x1b\a\b\r") || !utf8.ValidString(s) {
			t.Errorf("%q wrote %q", words, s)
		}
		if _, err := os.Stat(dir); err != nil {
			t.Error(err)
		}
	})
}
