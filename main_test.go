package main

import (
	"flag"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience is how long a test waits for what must come: long enough for a busy machine,
// so that only what never comes fails.
const patience = time.Minute

func TestMain(m *testing.M) {
	// Scenes that play at once wait for a disk, a screen or a minute, not for a core.
	_ = flag.Set("test.parallel", "8")
	testscript.Main(m, map[string]func(){"breageek": main})
}

// TestCommandLine runs the scenes of testdata/script, each with its own home.
func TestCommandLine(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("XDG_DATA_HOME", "")
			e.Setenv("XDG_CONFIG_HOME", "")
			e.Setenv("LANG", "fr_FR.UTF-8")
			e.Setenv("LC_ALL", "")
			e.Setenv("TZ", "UTC")
			web, stop := newspaper()
			e.Setenv("WEB", web)
			e.Defer(stop)
			return os.MkdirAll(filepath.Join(e.WorkDir, "home"), 0o700)
		},
		RequireExplicitExec: true,
	})
}

// arrows is who may know whom: the packages of ours that each package may
// import. A folder that is not here may not exist.
func arrows() map[string][]string {
	return map[string][]string{
		".": {"ui", "ui/frames", "ui/plain", "ui/locale", "store", "store/pictures", "store/refresh", "feed",
			"feed/sample"},
		"ui": {"ui/headlines", "ui/layout", "ui/list", "ui/locale", "ui/plain", "ui/reader",
			"ui/picture", "ui/related", "ui/theme", "store", "store/pictures", "store/refresh",
			"feed", "feed/markup"},
		"ui/headlines":     {"ui/list", "ui/theme", "ui/locale", "feed"},
		"ui/related":       {"ui/list", "ui/theme", "ui/locale", "feed"},
		"ui/reader":        {"ui/theme", "ui/locale", "feed", "feed/markup"},
		"ui/list":          {"ui/theme"},
		"ui/layout":        {},
		"ui/frames":        {},
		"ui/picture":       {},
		"ui/theme":         {},
		"ui/locale":        {},
		"ui/plain":         {"ui/locale", "ui/reader", "store", "feed", "feed/markup"},
		"store":            {"feed", "feed/markup", "store/terms"},
		"store/terms":      {},
		"store/bigarchive": {"store", "feed", "feed/markup"},
		"testdata/picture": {},
		"store/pictures":   {"feed/picture"},
		"store/refresh": {"store", "store/pictures", "feed", "feed/markup", "feed/page",
			"feed/picture"},
		"feed":             {"feed/markup"},
		"feed/markup":      {},
		"feed/page":        {"feed", "feed/markup"},
		"feed/picture":     {},
		"feed/sample":      {},
		"feed/hostile":     {},
		"testdata/hello":   {},
		"testdata/hostile": {"feed/hostile"},
	}
}

// outsiders is where the world may be touched, and where each library stands.
func outsiders() map[string][]string {
	return map[string][]string{
		"net/http": {"feed", "feed/sample", "feed/hostile", "testdata/hostile", "."},
		"os": {"store", "store/pictures", "store/bigarchive", ".",
			"testdata/picture", "testdata/hostile"},
		"os/exec":                                         {"ui", ".", "testdata/picture"},
		"database/sql":                                    {"store", "."},
		"modernc.org/sqlite":                              {"store"},
		"github.com/mmcdole/gofeed":                       {"feed"},
		"codeberg.org/readeck/go-readability":             {"feed/page"},
		"charm.land/glamour/v2":                           {"ui/reader"},
		"golang.org/x/image":                              {"feed/picture", "ui/picture"},
		"github.com/charmbracelet/x/mosaic":               {"ui/picture"},
		"github.com/JohannesKaufmann/html-to-markdown/v2": {"feed/markup"},
		"charm.land/bubbletea/v2":                         {"ui", "ui/frames", ".", "testdata/hello"},
	}
}

func TestImportsFollowTheArrows(t *testing.T) {
	const module = "breageek"
	allowed := arrows()
	for file, imports := range sources(t) {
		pkg := path.Dir(file)
		may, known := allowed[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the tree", file, pkg)
			continue
		}
		for _, imp := range imports {
			ours, is := strings.CutPrefix(imp, module+"/")
			if is && !slices.Contains(may, ours) {
				t.Errorf("%s: %s may not know %s", file, pkg, ours)
			}
			for lib, at := range outsiders() {
				if belongs(imp, lib) && !slices.Contains(at, pkg) {
					t.Errorf("%s: %s may not know %s", file, pkg, imp)
				}
			}
		}
	}
}

// What glamour names and our pages never use would parse 300 files before main begins.
func TestTheProgramIsBuiltWithoutAHighlighter(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(out), "chroma/v2/lexers") {
		t.Error("it has chroma's lexers: see third_party/chroma")
	}
}

// belongs says whether an import is a library, or a package of a module.
func belongs(imp, lib string) bool {
	module := strings.Contains(lib, ".")
	return imp == lib || module && strings.HasPrefix(imp, lib+"/")
}

// sources gives what each source file of the module imports; tests are free.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "third_party") {
			return filepath.SkipDir // modules of their own
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			key := filepath.ToSlash(name)
			files[key] = append(files[key], imp)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
