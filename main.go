//go:generate go run ./testdata/picture testdata/breageek.svg

// Command breageek reads news in the terminal: headlines, article and related
// stories side by side, online and offline.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/fang/v2"
	"github.com/charmbracelet/x/term"
	"github.com/cli/browser"

	"breageek/feed"
	"breageek/feed/sample"
	"breageek/store"
	"breageek/store/pictures"
	"breageek/ui"
)

// version is set by the linker in a release; otherwise the module's own is used.
var version = ""

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		os.Exit(exitCode(err))
	}
}

// run does what the arguments ask for. Errors are told on standard error before
// it returns.
func run(ctx context.Context, args []string) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	a := &app{now: time.Now}
	root := newRoot(a)
	root.SetArgs(args)
	return fang.Execute(ctx, root, fang.WithVersion(versionString()),
		fang.WithErrorHandler(a.tellError))
}

// exitCode is 2 for a command line that cannot be understood, 1 for everything
// else that failed.
func exitCode(err error) int {
	var usage *usageError
	if errors.As(err, &usage) {
		return 2
	}
	return 1
}

func versionString() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// read opens the reader. The program's own first frame waits for nothing but the
// disk.
func (a *app) read(ctx context.Context) error {
	if !isTerminal(os.Stdin) || !isTerminal(os.Stdout) {
		return &sentenceError{a.locale.Command.NeedsTerminal}
	}
	lib, err := a.library()
	if err != nil {
		return err
	}
	deps := ui.Deps{
		Library: lib, Locale: a.locale, Browse: browse, Pager: pager, Theme: a.config.Theme,
		Measure: a.config.Measure, Refresh: a.config.refreshEvery(),
		FullText: a.config.fullText(), Style: a.config.style, PictureCache: a.pictures(),
		Keep: a.config.keep, Unrepaired: !a.config.Repair,
		Pictures: a.config.Pictures,
	}
	if !a.flags.sample {
		deps.Fallback = a.sampleLibrary
	}
	m := ui.New(deps)
	m.Load()
	return a.show(ctx, m)
}

// model is what the reader sees: [ui.Model].
type model interface {
	tea.Model
	Close() error
}

// show runs the screen until the reader leaves, and saves what is unsaved however it
// ends.
func (a *app) show(ctx context.Context, m model, options ...tea.ProgramOption) error {
	g := &guarded{Model: m}
	options = append(options, tea.WithFPS(framesPerSecond), tea.WithContext(ctx))
	program := tea.NewProgram(g, options...)
	g.quit = program.Quit
	_, err := program.Run()
	if ctx.Err() != nil {
		err = nil // asked to end by a signal: that is no failure
	}
	what, stack := g.failed()
	unsaved := m.Close()
	if what != nil {
		err = a.broke(what, stack)
	}
	if unsaved != nil {
		err = errors.Join(err, &unsavedError{unsaved})
	}
	return err
}

// broke says that the program ended by a fault of its own, and where its report is.
func (a *app) broke(what any, stack []byte) error {
	path, err := a.report(what, stack)
	if err != nil {
		return &sentenceError{fmt.Sprintf(a.locale.Command.BrokeUnreported, ui.Cause(a.locale, err))}
	}
	return &sentenceError{fmt.Sprintf(a.locale.Command.Broke, path)}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(f.Fd()) }

// framesPerSecond is how often the screen may change: at 60 a key waits twice as
// long for its frame.
const framesPerSecond = 120

// library opens the reader's own archive, or the sample edition's where that is
// asked for.
func (a *app) library() (ui.Library, error) {
	if a.flags.sample {
		return a.sampleLibrary()
	}
	lib, err := a.open(a.paths.data, a.config.sources(), feed.Options{Around: a.around()})
	lib.Followed = a.followed
	return lib, err
}

// sampleLibrary opens the newspaper that is printed into the program. It keeps
// its own archive and state.
func (a *app) sampleLibrary() (ui.Library, error) {
	var sources []feed.Source
	for _, url := range sample.Feeds() {
		sources = append(sources, feed.Source{URL: url})
	}
	paper := sample.Transport(a.now) // also behind the https links of its articles
	lib, err := a.open(filepath.Join(a.paths.data, "sample"), sources, feed.Options{
		Transport: paper, Schemes: map[string]http.RoundTripper{sample.Scheme: paper}})
	lib.Sample, lib.Offline = true, false
	return lib, err
}

func (a *app) open(dir string, sources []feed.Source, o feed.Options) (ui.Library, error) {
	s, err := store.Open(dir, store.Options{Now: a.now})
	if err != nil {
		return ui.Library{}, &folderError{dir, err}
	}
	o.UserAgent = "BreaGeek/" + versionString() + " (terminal news reader)"
	o.Now = a.now
	return ui.Library{Store: s, Client: feed.NewClient(o), Sources: sources,
		Offline: a.flags.offline}, nil
}

// pictures opens the picture cache: one for the reader's newspapers and the sample
// edition's.
func (a *app) pictures() *pictures.Cache {
	return pictures.Open(a.paths.pictures, pictures.Options{Now: a.now})
}

// around tells the log of every request, where a log was asked for.
func (a *app) around() func(http.RoundTripper) http.RoundTripper {
	if a.flags.debug == "" {
		return nil
	}
	return func(next http.RoundTripper) http.RoundTripper { return logged{a.log, next} }
}

// browse opens an address in the reader's browser, whose own words are not for
// our screen.
func browse(url string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(url)
}
