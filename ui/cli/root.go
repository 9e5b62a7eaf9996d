package cli

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"breageek/feed"
	"breageek/ui/locale"
	"breageek/ui/notice"
)

// app is what the commands share: flags, configuration, and the connections to the outside.
type app struct {
	version string // set by the linker; empty: the module's
	flags   flags
	config  config
	paths   paths
	locale  *locale.Locale
	now     func() time.Time
	log     *slog.Logger
	ending  ending

	followed []feed.Source // the sources of config.toml, even with --source
}

// flags are those that every command has.
type flags struct {
	sources []string
	data    string
	lang    string
	debug   string
	sample  bool
	offline bool
}

// newRoot returns the command line. Without a command it opens the reader.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "breageek",
		Short: "A news reader for the terminal, online and offline",
		Long: "BreaGeek reads news in the terminal: headlines, article and related stories\n" +
			"side by side. Everything it has ever listed can be read offline.",
		Example: "breageek\nbreageek --source https://newspaper.example/feed/\n" +
			"breageek list --unread --json",
		Args:    a.noArgs,
		PreRunE: a.prepare,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.read(cmd.Context()) },
	}
	root.SetFlagErrorFunc(a.flagError)
	f := root.PersistentFlags()
	f.StringArrayVar(&a.flags.sources, "source", nil,
		"address of a feed, instead of the configured ones (repeatable)")
	f.StringVar(&a.flags.data, "data", "", "folder for archive, marks and configuration")
	f.BoolVar(&a.flags.sample, "sample", false, "read the sample edition")
	f.BoolVar(&a.flags.offline, "offline", false, "do not use the network")
	f.StringVar(&a.flags.lang, "lang", "", "language: fr or en")
	f.StringVar(&a.flags.debug, "debug", "", "write a log to this file")
	_ = root.MarkPersistentFlagDirname("data")
	_ = root.RegisterFlagCompletionFunc("lang",
		cobra.FixedCompletions([]string{"fr", "en"}, cobra.ShellCompDirectiveNoFileComp))
	for _, cmd := range a.commands() {
		cmd.PreRunE = a.prepare
		cmd.ValidArgsFunction = cobra.NoFileCompletions
		root.AddCommand(cmd)
	}
	a.refuseOthers(root)
	return root
}

// refuseOthers makes the commands of the library refuse unknown arguments like ours. They need
// no configuration.
func (a *app) refuseOthers(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Args = a.helpTopic
		case "completion":
			cmd.Args = a.noArgs
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			for _, shell := range cmd.Commands() {
				shell.Args = a.noArgs
			}
		}
	}
}

// prepare reads flags and configuration before a command runs.
func (a *app) prepare(cmd *cobra.Command, _ []string) error {
	w := a.words().Command
	switch lang := a.flags.lang; {
	case cmd.Flags().Changed("lang") && lang != "fr" && lang != "en":
		return usage(w.BadLanguage, lang)
	case cmd.Flags().Changed("data") && a.flags.data == "":
		return usage("%s", w.WantsFolder)
	}
	var err error
	if a.paths, err = findPaths(w, a.flags.data); err != nil {
		return err
	}
	if err = checkFolder(w, a.paths.data); err != nil {
		return err
	}
	if a.config, err = loadConfig(a.words(), a.paths.config); err != nil {
		return err
	}
	a.locale = locale.For(a.language())
	a.followed = a.config.sources()
	if len(a.flags.sources) > 0 {
		a.config.Source = nil
	}
	for _, url := range a.flags.sources {
		if err := checkURL(w, url); err != nil {
			return usage(w.BadSource, err)
		}
		a.config.Source = append(a.config.Source, sourceConfig{URL: url})
	}
	return a.openLog()
}

// language returns the language that the user chose, or that of config.toml, or that of the
// locale (POSIX: LC_ALL, then LC_MESSAGES, then LANG).
func (a *app) language() string {
	requested := a.flags.lang
	if requested != "fr" && requested != "en" {
		requested = "" // refused elsewhere, in a known language
	}
	for _, name := range []string{
		requested, a.config.Language,
		os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"),
	} {
		if name != "" {
			return name
		}
	}
	return ""
}

// openLog opens the log for --debug. It contains requests, but no texts.
func (a *app) openLog() error {
	a.log = slog.New(slog.DiscardHandler)
	if a.flags.debug == "" {
		return nil
	}
	f, err := os.OpenFile(a.flags.debug, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return &sentenceError{fmt.Sprintf(a.locale.Command.NoLog, notice.Cause(a.locale, err))}
	}
	a.log = slog.New(slog.NewTextHandler(f, nil))
	a.log.Info("started", "version", a.versionString(), "data", a.paths.data)
	return nil
}

// logged logs the requests of a transport.
type logged struct {
	log  *slog.Logger
	next http.RoundTripper
}

func (t logged) RoundTrip(r *http.Request) (*http.Response, error) {
	start := time.Now()
	res, err := t.next.RoundTrip(r)
	if err != nil {
		t.log.Info("request", "url", feed.Shown(r.URL.String()), "took", time.Since(start), "error", err)
		return res, err
	}
	t.log.Info("request", "url", feed.Shown(r.URL.String()), "took", time.Since(start),
		"status", res.Status)
	return res, nil
}

// terminal returns where to write, and for a terminal its width in cells; styled reports
// whether it takes styles. What the terminal cannot show (NO_COLOR, 16 colours) is removed on
// the way.
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
