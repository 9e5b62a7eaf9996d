package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"charm.land/fang/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/notice"
)

// usageError is a command line that cannot be understood, in the user's language.
type usageError struct{ sentence string }

func (e *usageError) Error() string { return e.sentence }

// sentenceError is an error that is shown as it is.
type sentenceError struct{ sentence string }

func (e *sentenceError) Error() string { return e.sentence }

// folderError is a data folder that cannot be used.
type folderError struct {
	dir string
	err error
}

func (e *folderError) Error() string { return e.dir + ": " + e.err.Error() }
func (e *folderError) Unwrap() error { return e.err }

// unsavedError means that marks could not be written at the end.
type unsavedError struct{ err error }

func (e *unsavedError) Error() string { return e.err.Error() }
func (e *unsavedError) Unwrap() error { return e.err }

// words returns the user's language, even before the configuration is read.
func (a *app) words() *locale.Locale {
	if a.locale != nil {
		return a.locale
	}
	return locale.For(a.language())
}

// usage returns an error with a sentence of [locale.Command].
func usage(form string, told ...any) error { return &usageError{fmt.Sprintf(form, told...)} }

// noArgs refuses arguments, and suggests the command that was perhaps meant.
func (a *app) noArgs(cmd *cobra.Command, args []string) error {
	w := a.words().Command
	switch {
	case len(args) == 0:
		return nil
	case !cmd.HasSubCommands():
		return usage(w.Nothing, cmd.CommandPath())
	}
	return usage(w.UnknownCommand+near(w, args[0], names(cmd)), args[0])
}

// helpTopic refuses help on unknown commands.
func (a *app) helpTopic(cmd *cobra.Command, args []string) error {
	at := cmd.Root()
	for _, arg := range args {
		next := slices.IndexFunc(at.Commands(), func(c *cobra.Command) bool {
			return c.Name() == arg
		})
		if next < 0 {
			w := a.words().Command
			return usage(w.UnknownTopic+near(w, arg, names(at)), arg)
		}
		at = at.Commands()[next]
	}
	return nil
}

func names(cmd *cobra.Command) (all []string) {
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			all = append(all, c.Name())
		}
	}
	return all
}

// exactlyOne and atLeastOne require arguments; want returns which.
func (a *app) exactlyOne(want func(locale.Command) string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(want(a.words().Command), cmd.CommandPath())
		}
		return nil
	}
}

func (a *app) atLeastOne(want func(locale.Command) string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(strings.Join(args, "")) == "" {
			return usage(want(a.words().Command), cmd.CommandPath())
		}
		return nil
	}
}

func wantsID(c locale.Command) string    { return c.WantsID }
func wantsIDs(c locale.Command) string   { return c.WantsIDs }
func wantsWords(c locale.Command) string { return c.WantsWords }

// flagError returns what is wrong with a flag, in plain words.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		wrong   *pflag.InvalidValueError
		w       = a.words().Command
	)
	switch {
	case errors.As(err, &unknown):
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			return usage(w.UnknownFlag, "-"+unknown.GetSpecifiedName())
		}
		name := unknown.GetSpecifiedName()
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
		return usage(w.UnknownFlag+near(w, "--"+name, known), "--"+name)
	case errors.As(err, &missing):
		return usage(w.ValueMissing, "--"+missing.GetFlag().Name)
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "int":
		return usage(w.NumberWanted, "--"+wrong.GetFlag().Name, wrong.GetValue())
	case errors.As(err, &wrong):
		return usage(w.ValueWrong, "--"+wrong.GetFlag().Name, wrong.GetValue())
	}
	return &usageError{err.Error()}
}

// near suggests one of the known words: the nearest within two letters, or one with the same
// beginning.
func near(w locale.Command, word string, known []string) string {
	best, least := "", 3
	for _, k := range known {
		if d := distance(word, k); d < least {
			best, least = k, d
		}
	}
	for _, k := range known {
		if best == "" && len(word) > 1 && strings.HasPrefix(k, word) && word != "--" {
			best = k
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(w.Near, best)
}

// distance returns the number of letters to insert, delete or replace (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := before
			if a[i] != b[j] {
				replaced++
			}
			before = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// checkFolder refuses a data folder if a file is in its way.
func checkFolder(w locale.Command, dir string) error {
	for {
		info, err := os.Stat(dir)
		switch up := filepath.Dir(dir); {
		case err == nil && !info.IsDir():
			return &sentenceError{fmt.Sprintf(w.NotFolder, dir)}
		case err == nil || up == dir:
			return nil
		default:
			dir = up
		}
	}
}

// writeError writes an error on standard error, as a sentence.
func (a *app) writeError(out io.Writer, _ fang.Styles, err error) {
	if a.ending.silent(err) {
		return
	}
	a.speak(out, a.sentence(err))
	var wrong *usageError
	if errors.As(err, &wrong) {
		_, _ = fmt.Fprintln(out, a.words().Command.Try)
	}
}

// speak writes a sentence to a person, wrapped at the width of a terminal.
func (a *app) speak(out io.Writer, sentence string) {
	sentence = "breageek: " + harmless(sentence)
	if width, _, err := term.GetSize(os.Stderr.Fd()); err == nil && width > 0 {
		sentence = ansi.Wordwrap(locale.Bind(sentence), width, "")
	}
	_, _ = fmt.Fprintln(out, locale.Unbind(sentence))
}

// harmless removes from a sentence what a terminal would act on: it may repeat words that a
// script took from a headline.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func (a *app) sentence(err error) string {
	var (
		wrong   *usageError
		told    *sentenceError
		config  configError
		folder  *folderError
		unsaved *unsavedError
		newer   *store.NewerError
		file    *fs.PathError
		l       = a.words()
	)
	switch {
	case errors.As(err, &wrong):
		return wrong.sentence
	case errors.As(err, &told):
		return told.sentence
	case errors.As(err, &config):
		return config.Error()
	case errors.As(err, &folder) && !errors.As(err, &newer):
		return fmt.Sprintf(l.Command.NoFolder, folder.dir, notice.Cause(l, folder.err))
	case errors.As(err, &unsaved):
		return notice.ExplainUnsaved(l, unsaved.err, a.sentence(unsaved.err))
	case errors.As(err, &file):
		return fmt.Sprintf(l.Command.NotWritten, notice.Cause(l, err))
	case a.locale == nil: // of the command line itself, such as an extra word
		return err.Error()
	}
	return notice.Explain(l, err)
}
