package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/session"
)

func (a *app) refreshCommand() *cobra.Command {
	return &cobra.Command{
		Use: "refresh", Short: "Fetch every source and store what is new", Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.opened(cmd, func(lib session.Library) error {
				return a.refresh(cmd, lib)
			})
		},
	}
}

// refresh writes a line for each source, above them the new chapters of watched stories, and
// below the number of texts that were completed. It fails only if no source answered.
func (a *app) refresh(cmd *cobra.Command, lib session.Library) error {
	if len(lib.Sources) == 0 {
		return &sentenceError{fmt.Sprintf(a.locale.NoSources, a.paths.config)}
	}
	if lib.Offline {
		return &sentenceError{a.locale.OfflineRefresh}
	}
	failed, out := 0, cmd.OutOrStdout()
	var fresh []feed.ID
	var lines strings.Builder
	if len(lib.Store.Watched()) > 0 {
		out = &lines // new chapters of watched stories come first, and are known last
	}
	report := func(e refresh.Event) {
		if e.Err != nil && cmd.Context().Err() != nil {
			return // the program was told to end: not a failure of the source
		}
		if e.Err != nil {
			failed++
		}
		fresh = append(fresh, e.Merged.New...)
		_, _ = fmt.Fprintf(out, a.locale.SourceFailed+"\n", name(e.Source), a.outcome(e))
	}
	sum, err := refresh.Run(cmd.Context(), lib.Client, lib.Store, lib.Sources,
		refresh.Options{Force: true, Keep: a.config.keep, Followed: lib.Followed}, report)
	err = a.complete(cmd, lib, sum, fresh, lines.String(), err)
	if err == nil && failed > 0 && sum.Answered == 0 {
		return &sentenceError{fmt.Sprintf(a.locale.Command.NoAnswer, a.paths.config)}
	}
	return err
}

// complete fetches what the feeds only refer to, texts and pictures, and writes the result of
// a refresh: the new chapters of watched stories, then the lines of the sources, which were
// held back until now, then the counts. After an error, which it returns, nothing is fetched.
func (a *app) complete(cmd *cobra.Command, lib session.Library, sum refresh.Summary,
	fresh []feed.ID, lines string, err error) error {
	better, out := 0, cmd.OutOrStdout()
	if err == nil && sum.Answered > 0 {
		better, err = a.texts(cmd, lib)
	}
	if err == nil {
		err = a.news(cmd, lib, fresh) // found in the full texts
	}
	_, _ = fmt.Fprint(out, lines)
	if err == nil && sum.Answered > 0 && a.config.Pictures != "off" {
		_, err = refresh.Pictures(cmd.Context(), lib.Client, lib.Store, a.pictures(), lib.Sources,
			nil)
	}
	if sum.Gone > 0 {
		_, _ = fmt.Fprintln(out, a.locale.Count(sum.Gone, a.locale.GoneNoun))
	}
	if better > 0 && !lib.Sample {
		_, _ = fmt.Fprintln(out, a.locale.Count(better, a.locale.CompletedNoun))
	}
	return err
}

// news writes a line for each new chapter of a watched story.
func (a *app) news(cmd *cobra.Command, lib session.Library, fresh []feed.ID) error {
	news, err := refresh.News(cmd.Context(), lib.Store, fresh)
	for _, e := range news {
		_, _ = fmt.Fprintf(cmd.OutOrStdout(), a.locale.Watched+"\n",
			fmt.Sprintf(a.locale.Quote, e.Title)+" — "+e.ID.String()[:10])
	}
	return err
}

// texts fetches the full texts of excerpts, and returns their number.
func (a *app) texts(cmd *cobra.Command, lib session.Library) (better int, err error) {
	what := a.config.fullText()
	if lib.Sample && what == refresh.Auto {
		what = refresh.Always
	}
	return refresh.Complete(cmd.Context(), lib.Client, lib.Store, lib.Sources, what, nil)
}

// outcome returns what became of a source, in words.
func (a *app) outcome(e refresh.Event) string {
	l := a.locale
	switch {
	case e.Err != nil:
		return a.sentence(e.Err)
	case e.Waiting:
		return l.NotAsked
	case len(e.Merged.New)+len(e.Merged.Updated) == 0:
		return l.Unchanged
	}
	parts := []string{l.Count(len(e.Merged.New), l.NewNoun)}
	if n := len(e.Merged.Updated); n > 0 {
		parts = append(parts, l.Count(n, l.UpdatedNoun))
	}
	return strings.Join(parts, ", ")
}

func name(s feed.Source) string {
	if s.Name != "" {
		return s.Name
	}
	return feed.Shown(s.URL)
}
