// Package cli owns the command line: commands and their errors, config.toml, folders, signals,
// and the terminal while the program runs. It connects the store, the client and the screen,
// and does not know how they work.
package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/fang/v2"
	"github.com/charmbracelet/x/term"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/sample"
	"breageek/store"
	"breageek/store/pictures"
	"breageek/ui"
	"breageek/ui/frames"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// Main runs the program with the arguments after its name, and returns its exit code. An empty
// version stands for that of the module. Errors are written to standard error.
func Main(version string, args []string) int {
	return exitCode(run(context.Background(), version, args))
}

func run(ctx context.Context, version string, args []string) error {
	a := &app{version: version, now: time.Now}
	ctx, stop := a.ending.heed(ctx)
	defer stop()
	root := newRoot(a)
	root.SetArgs(args)
	err := fang.Execute(ctx, root, fang.WithVersion(a.versionString()),
		fang.WithErrorHandler(a.writeError))
	if ended := a.ending.signal.Load(); ended != nil {
		return ended
	}
	return err
}

// exitCode returns 2 for a command line that cannot be understood, 128 plus the signal's
// number when a signal ended the program, and 1 for any other failure.
func exitCode(err error) int {
	var (
		usage *usageError
		ended *signalError
	)
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		return 2
	case errors.As(err, &ended):
		return ended.code()
	}
	return 1
}

func (a *app) versionString() string {
	if a.version != "" {
		return a.version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// read opens the reader. The first frame waits only for the disk.
func (a *app) read(ctx context.Context) error {
	if !isTerminal(os.Stdin) || !isTerminal(os.Stdout) {
		return &sentenceError{a.locale.Command.NeedsTerminal}
	}
	easeStart()
	lib, err := a.library()
	if err != nil {
		return err
	}
	lib.Store.ShowMirror() // the first frame does not wait for state.json
	deps := session.Deps{
		Library: lib, Locale: a.locale, Browse: browse, Pager: pager, Theme: a.config.Theme,
		Measure: a.config.Measure, Refresh: a.config.refreshEvery(),
		FullText: a.config.fullText(), Style: a.config.style, PictureCache: a.pictures(),
		Keep: a.config.keep, Unrepaired: !a.config.Repair,
		Pictures: a.config.Pictures, Config: a.paths.config,
	}
	if !a.flags.sample {
		deps.Fallback = a.sampleLibrary
	}
	c := newConsole(os.Stdin, &a.ending)
	deps.Run = func(cmd *exec.Cmd) error { return c.run(ctx, cmd) }
	deps.Suspend = func() error { return c.suspend(ctx) }
	m := ui.New(deps)
	m.Load()
	input, forget := fromTerminal(os.Stdin)
	c.forget = forget
	return a.show(ctx, m, c, input)
}

// model is the screen: [ui.Model].
type model interface {
	tea.Model
	Leave()
	Close() error
}

// show runs the screen until the user leaves, and saves what is unsaved however it ends.
func (a *app) show(ctx context.Context, m model, c *console, options ...tea.ProgramOption) error {
	save := sync.OnceValue(m.Close)
	c.leave = func() { a.leave(m, save) }
	a.ending.ifHard(func() {
		var both sync.WaitGroup // at the same time
		both.Go(c.reset)
		both.Go(func() { _ = save() })
		both.Wait()
	})
	defer a.ending.ifHard(nil)
	g := &guarded{Model: m, output: newOutput(os.Stdout)}
	options = append(options, tea.WithOutput(g.output), tea.WithFPS(framesPerSecond),
		tea.WithContext(ctx), tea.WithoutSignalHandler())
	program := tea.NewProgram(g, options...)
	g.quit, g.frames = program.Quit, frames.Of(program)
	time.AfterFunc(framePatience, g.output.begin)
	_, err := program.Run()
	what, stack := g.failed()
	if what == nil && err != nil {
		m.Leave() // it did not end by a key
	}
	if ctx.Err() != nil {
		err = nil // ended by a signal: not a failure
	}
	unsaved := save()
	if what != nil {
		err = a.crashed(what, stack)
	}
	if unsaved != nil {
		err = errors.Join(err, &unsavedError{unsaved})
	}
	return err
}

// leave ends the program while another program, or the shell, has the terminal.
func (a *app) leave(m model, save func() error) {
	m.Leave()
	if err := save(); err != nil {
		a.speak(os.Stderr, a.sentence(&unsavedError{err}))
	}
	os.Exit(a.ending.signal.Load().code())
}

// crashed returns the error for a crash, with the place of its report.
func (a *app) crashed(what any, stack []byte) error {
	path, err := a.report(what, stack)
	if err != nil {
		return &sentenceError{fmt.Sprintf(a.locale.Command.BrokeUnreported, notice.Cause(a.locale, err))}
	}
	return &sentenceError{fmt.Sprintf(a.locale.Command.Broke, path)}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// framesPerSecond limits how often the screen changes. At 60, a key would wait twice as long
// for its frame.
const framesPerSecond = 120

// library opens the user's archive, or that of the sample edition with --sample.
func (a *app) library() (session.Library, error) {
	if a.flags.sample {
		return a.sampleLibrary()
	}
	lib, err := a.open(a.paths.data, a.config.sources(), fetch.Options{Around: a.around()})
	lib.Followed = a.followed
	return lib, err
}

// sampleLibrary opens the newspaper that is built into the program. It has its own archive and
// state.
func (a *app) sampleLibrary() (session.Library, error) {
	var sources []feed.Source
	for _, url := range sample.Feeds() {
		sources = append(sources, feed.Source{URL: url})
	}
	paper := sample.Transport(a.now) // serves the https links of its articles as well
	lib, err := a.open(filepath.Join(a.paths.data, "sample"), sources, fetch.Options{
		Transport: paper, Schemes: map[string]http.RoundTripper{sample.Scheme: paper}})
	lib.Sample, lib.Offline = true, false
	return lib, err
}

func (a *app) open(dir string, sources []feed.Source, o fetch.Options) (session.Library, error) {
	s, err := store.Open(dir, store.Options{Now: a.now})
	if err != nil {
		return session.Library{}, &folderError{dir, err}
	}
	o.UserAgent = "BreaGeek/" + a.versionString() + " (terminal news reader)"
	o.Now = a.now
	return session.Library{Store: s, Client: fetch.NewClient(o), Sources: sources,
		Offline: a.flags.offline}, nil
}

// pictures opens the picture cache, which the sample edition shares.
func (a *app) pictures() *pictures.Cache {
	dir := a.paths.pictures
	if real, err := store.Real(dir); err == nil {
		dir = real // even if a link leads to a folder that does not exist yet
	}
	return pictures.Open(dir, pictures.Options{Now: a.now})
}

// around returns a wrapper that logs every request, or nil without --debug.
func (a *app) around() func(http.RoundTripper) http.RoundTripper {
	if a.flags.debug == "" {
		return nil
	}
	return func(next http.RoundTripper) http.RoundTripper { return logged{a.log, next} }
}
