package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"charm.land/fang/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"breageek/ui"
	"breageek/ui/locale"
)

// app is what the commands share: the flags, what they and config.toml say, and
// the seams to the world.
type app struct {
	flags  flags
	config config
	paths  paths
	locale *locale.Locale
	now    func() time.Time
	log    *slog.Logger
}

// flags are the ones every command has.
type flags struct {
	sources []string
	data    string
	lang    string
	debug   string
	sample  bool
	offline bool
}

// usageError is a command line that cannot be understood.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// sentenceError is told as it is.
type sentenceError struct{ sentence string }

func (e *sentenceError) Error() string { return e.sentence }

// newRoot makes the command line. Without a command it opens the reader.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "breageek",
		Short: "A news reader for the terminal, online and offline",
		Long: "BreaGeek reads news in the terminal: headlines, article and related stories\n" +
			"side by side. Everything it ever listed can be read offline.",
		Example: "breageek\nbreageek --source https://newspaper.example/feed/\n" +
			"breageek list --unread --json",
		Args:              noArgs,
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.prepare() },
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.read(cmd.Context()) },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	f := root.PersistentFlags()
	f.StringArrayVar(&a.flags.sources, "source", nil,
		"address of a feed, instead of the configured ones (repeatable)")
	f.StringVar(&a.flags.data, "data", "", "folder for everything: archive, marks, configuration")
	f.BoolVar(&a.flags.sample, "sample", false, "read the sample edition")
	f.BoolVar(&a.flags.offline, "offline", false, "ask nothing of the network")
	f.StringVar(&a.flags.lang, "lang", "", "language of the screen: fr or en")
	f.StringVar(&a.flags.debug, "debug", "", "file to write a log to")
	root.AddCommand(a.commands()...)
	return root
}

// noArgs refuses arguments, and names the command that was perhaps meant.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := fmt.Errorf("unknown command %q", args[0])
	if cmd.HasSubCommands() {
		cmd.SuggestionsMinimumDistance = 2
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			err = fmt.Errorf("%w: did you mean %q?", err, near[0])
		}
	}
	return &usageError{err}
}

// exactlyOne and atLeastOne ask for arguments; what names them.
func exactlyOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return &usageError{fmt.Errorf("it takes %s, and nothing else", what)}
		}
		return nil
	}
}

func atLeastOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return &usageError{fmt.Errorf("it takes %s", what)}
		}
		return nil
	}
}

// prepare reads the flags and the configuration.
func (a *app) prepare() error {
	var err error
	if a.paths, err = findPaths(a.flags.data); err != nil {
		return err
	}
	if a.config, err = loadConfig(a.paths.config); err != nil {
		return err
	}
	if lang := a.flags.lang; lang != "" && lang != "fr" && lang != "en" {
		return &usageError{fmt.Errorf("--lang %q: it is fr or en", lang)}
	}
	a.locale = locale.For(a.language())
	if len(a.flags.sources) > 0 {
		a.config.Source = nil
	}
	for _, url := range a.flags.sources {
		if err := checkURL(url); err != nil {
			return &usageError{fmt.Errorf("--source: %w", err)}
		}
		a.config.Source = append(a.config.Source, sourceConfig{URL: url})
	}
	return a.openLog()
}

// language is what the reader asks for, else what config.toml says, else the
// environment's locale (POSIX: LC_ALL, then LC_MESSAGES, then LANG).
func (a *app) language() string {
	for _, name := range []string{
		a.flags.lang, a.config.Language,
		os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"),
	} {
		if name != "" {
			return name
		}
	}
	return ""
}

// openLog starts the log that --debug asks for. It tells requests, never texts.
func (a *app) openLog() error {
	a.log = slog.New(slog.DiscardHandler)
	if a.flags.debug == "" {
		return nil
	}
	f, err := os.OpenFile(a.flags.debug, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("opening the log: %w", err)
	}
	a.log = slog.New(slog.NewTextHandler(f, nil))
	a.log.Info("started", "version", versionString(), "data", a.paths.data)
	return nil
}

// logged tells the log of every request that goes through a transport.
type logged struct {
	log  *slog.Logger
	next http.RoundTripper
}

func (t logged) RoundTrip(r *http.Request) (*http.Response, error) {
	start := time.Now()
	res, err := t.next.RoundTrip(r)
	if err != nil {
		t.log.Info("request", "url", r.URL.String(), "took", time.Since(start), "error", err)
		return res, err
	}
	t.log.Info("request", "url", r.URL.String(), "took", time.Since(start), "status", res.Status)
	return res, nil
}

// tellError writes an error on standard error, as a sentence.
func (a *app) tellError(w io.Writer, _ fang.Styles, err error) {
	var usage *usageError
	var told *sentenceError
	var wrong configError
	switch {
	case errors.As(err, &usage):
		_, _ = fmt.Fprintf(w, "breageek: %s\nTry breageek --help.\n", err)
	case errors.As(err, &told), errors.As(err, &wrong), a.locale == nil:
		_, _ = fmt.Fprintf(w, "breageek: %s\n", err)
	default:
		_, _ = fmt.Fprintf(w, "breageek: %s\n", ui.Explain(a.locale, err))
	}
}

// terminal says what reads standard output: its width in cells and whether it
// takes styles. What a terminal cannot show (NO_COLOR, 16 colours) is taken out
// on the way.
func terminal(w io.Writer) (out io.Writer, width int, styled bool) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(f.Fd()) {
		return w, 0, false
	}
	width, _, err := term.GetSize(f.Fd())
	if err != nil {
		width = 80
	}
	return colorprofile.NewWriter(f, os.Environ()), width, true
}
