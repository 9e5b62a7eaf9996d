// Package e2e drives the built program: in a terminal, in pipes, killed, on a faulty disk,
// beside other copies of itself. It contains only tests.
package e2e

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"breageek/ui/cli"
)

// patience is how long a test waits for something that must happen: long enough for a busy
// machine, so that only what never happens fails.
const patience = time.Minute

func TestMain(m *testing.M) {
	// Parallel tests wait for a disk, a screen or a timer, not for a processor.
	_ = flag.Set("test.parallel", "8")
	testscript.Main(m, map[string]func(){"breageek": func() { os.Exit(cli.Main("", os.Args[1:])) }})
}

// TestCommandLine runs the scripts of testdata/script, each with its own home folder.
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
