package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows returns which of our packages each package may import. A folder that is not
// listed here may not exist.
func arrows() map[string][]string {
	return map[string][]string{
		".": {"ui/cli"},
		"ui/cli": {"ui", "ui/frames", "ui/keys", "ui/locale", "ui/notice", "ui/plain", "ui/read",
			"ui/session", "store", "store/pictures", "store/refresh", "feed", "feed/fetch", "feed/sample"},
		"ui": {"ui/browse", "ui/export", "ui/keys", "ui/layout", "ui/list", "ui/locale",
			"ui/notice", "ui/read", "ui/reader", "ui/session", "ui/theme", "ui/work", "store",
			"store/refresh", "feed"},
		"ui/browse": {"ui/headlines", "ui/layout", "ui/locale", "ui/notice", "ui/session",
			"ui/theme", "store", "feed"},
		"ui/read": {"ui/export", "ui/keys", "ui/layout", "ui/list", "ui/locale", "ui/notice",
			"ui/picture", "ui/plain", "ui/reader", "ui/related", "ui/session", "ui/theme",
			"store", "store/pictures", "store/refresh", "feed", "feed/markup"},
		"ui/work":   {"ui/locale", "ui/notice", "ui/session", "store", "store/refresh", "feed"},
		"ui/export": {"ui/locale", "ui/notice", "ui/plain", "ui/session", "store", "feed"},
		"ui/notice": {"ui/locale", "store", "store/refresh", "feed"},
		"ui/keys":   {"ui/locale"},
		"ui/session": {"ui/locale", "ui/reader", "ui/theme", "store", "store/pictures",
			"store/refresh", "feed"},
		"ui/headlines": {"ui/list", "ui/theme", "ui/locale", "feed"},
		"ui/related":   {"ui/list", "ui/theme", "ui/locale", "feed"},
		"ui/reader":    {"ui/theme", "ui/locale", "feed", "feed/markup"},
		"ui/list":      {"ui/theme"},
		"ui/layout":    {},
		"ui/frames":    {},
		"ui/picture":   {},
		"ui/theme":     {},
		"ui/locale":    {},
		"ui/plain":     {"ui/locale", "ui/reader", "store", "feed", "feed/markup"},
		"store": {"feed", "feed/markup", "store/archive", "store/related", "store/state",
			"store/terms"},
		"store/archive":    {"feed", "feed/markup", "store/terms"},
		"store/related":    {"store/terms"},
		"store/state":      {"feed"},
		"store/terms":      {},
		"store/bigarchive": {"store", "feed", "feed/markup"},
		"store/pictures":   {"feed/picture"},
		"store/refresh": {"store", "store/pictures", "feed", "feed/fetch", "feed/markup", "feed/page",
			"feed/picture"},
		"feed":              {"feed/repair", "feed/markup"},
		"feed/repair":       {},
		"feed/fetch":        {"feed", "feed/repair", "feed/markup"},
		"feed/markup":       {"feed/markup/clean", "feed/markup/dom"},
		"feed/markup/clean": {},
		"feed/markup/dom":   {"feed/markup/clean"},
		"feed/page":         {"feed", "feed/repair", "feed/markup"},
		"feed/picture":      {},
		"feed/sample":       {},
		"feed/hostile":      {},

		"e2e/testdata/hello":   {},
		"e2e/testdata/hostile": {"feed/hostile"},
		"e2e/testdata/picture": {},
	}
}

// outsiders returns the only packages, or files, that may import a library, or a part of the
// standard library that reaches the world outside.
func outsiders() map[string][]string {
	return map[string][]string{
		"net/http": {"feed/fetch", "feed/sample", "feed/hostile", "e2e/testdata/hostile", "ui/cli"},
		"os": {"store", "store/archive", "store/state", "store/pictures", "store/bigarchive", "ui/cli", ".",
			"e2e/testdata/picture", "e2e/testdata/hostile"},
		"os/exec":                                         {"ui/session", "ui/export", "ui/cli", "e2e/testdata/picture"},
		"database/sql":                                    {"store/archive", "store/bigarchive"},
		"modernc.org/sqlite":                              {"store/archive", "store/bigarchive"},
		"github.com/mmcdole/gofeed":                       {"feed/parse.go"},
		"codeberg.org/readeck/go-readability":             {"feed/page"},
		"charm.land/glamour/v2":                           {"ui/reader"},
		"golang.org/x/image":                              {"feed/picture", "ui/picture"},
		"github.com/charmbracelet/x/mosaic":               {"ui/picture"},
		"github.com/JohannesKaufmann/html-to-markdown/v2": {"feed/markup/markdown.go"},
		"charm.land/bubbletea/v2": {"ui", "ui/browse", "ui/read", "ui/work", "ui/export",
			"ui/frames", "ui/cli", "e2e/testdata/hello"},
	}
}

func TestImportsFollowTheArrows(t *testing.T) {
	const module = "breageek"
	allowed, libraries := arrows(), outsiders()
	for _, f := range goFiles(t) {
		if f.test {
			continue // tests may import what they like
		}
		may, known := allowed[f.pkg]
		if !known {
			t.Errorf("%s: package %s is not in the tree", f.name, f.pkg)
			continue
		}
		for _, imp := range f.imports(t) {
			ours, is := strings.CutPrefix(imp, module+"/")
			if is && !slices.Contains(may, ours) {
				t.Errorf("%s: %s may not import %s", f.name, f.pkg, ours)
			}
			for lib, at := range libraries {
				if belongs(imp, lib) && !slices.Contains(at, f.pkg) && !slices.Contains(at, f.name) {
					t.Errorf("%s: %s may not import %s", f.name, f.pkg, imp)
				}
			}
		}
	}
}

// Glamour depends on a highlighter that parses 300 files before main begins, and on a
// sanitizer that compiles a hundred regular expressions. No page of ours uses either.
func TestTheProgramIsBuiltWithoutAHighlighterAndASanitizer(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(out), "chroma/v2/lexers") {
		t.Error("chroma's lexers are built in: see third_party/chroma")
	}
	if strings.Contains(string(out), "bluemonday/css") {
		t.Error("bluemonday's policies are built in: see third_party/bluemonday")
	}
}

// belongs reports whether an import path is a library, or a package of its module.
func belongs(imp, lib string) bool {
	module := strings.Contains(lib, ".")
	return imp == lib || module && strings.HasPrefix(imp, lib+"/")
}
