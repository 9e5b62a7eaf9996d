package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"breageek/feed"
	"breageek/store"
	"breageek/store/refresh"
	"breageek/ui/notice"
	"breageek/ui/plain"
	"breageek/ui/session"
)

// commands returns the commands that work without a screen: for scripts, pipes, cron and
// screen readers.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.refreshCommand(), a.listCommand(), a.showCommand(), a.relatedCommand(), a.storyCommand(),
		a.searchCommand(), a.markCommand(), a.stateCommand(),
		a.doctorCommand(),
	}
}

// with runs f on the library. The sample edition is refreshed first, as it is always
// available.
func (a *app) with(cmd *cobra.Command, f func(session.Library) error) error {
	return a.opened(cmd, func(lib session.Library) error {
		if lib.Sample {
			_, err := refresh.Run(cmd.Context(), lib.Client, lib.Store, lib.Sources,
				refresh.Options{}, nil)
			if err != nil {
				return err
			}
			_, err = refresh.Complete(cmd.Context(), lib.Client, lib.Store, lib.Sources,
				refresh.Always, nil) // its pages are built in, too
			if err != nil {
				return err
			}
		}
		return f(lib)
	})
}

// opened runs f on the library as it is stored, reports what went wrong while opening it, and
// writes what f marked.
func (a *app) opened(cmd *cobra.Command, f func(session.Library) error) error {
	lib, err := a.library()
	if err != nil {
		return err
	}
	if got, failed := lib.Store.Sync(); failed != nil {
		a.remark(cmd, fmt.Sprintf(a.locale.SyncFailed, notice.Cause(a.locale, failed)))
	} else if got.Copies > 0 {
		a.remark(cmd, a.locale.Count(got.Copies, a.locale.CopiesMerged))
	}
	err = f(lib)
	for _, n := range lib.Store.Notices() {
		a.remark(cmd, notice.ExplainNotice(a.locale, n))
	}
	lib.Client.Close()
	if unsaved := lib.Store.Close(); err == nil && unsaved != nil {
		err = &unsavedError{unsaved}
	}
	return err
}

// remark writes a message to a person beside the output of the command.
func (a *app) remark(cmd *cobra.Command, sentence string) {
	a.speak(cmd.ErrOrStderr(), sentence)
}

func (a *app) listCommand() *cobra.Command {
	var unread, starred, asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use: "list", Short: "List the stored headlines, newest first", Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q := store.Query{Limit: limit}
			switch {
			case limit < 1:
				return a.fromOne(limit)
			case unread && starred:
				return usage(a.locale.Command.Both, "--unread", "--starred")
			case unread:
				q.Filter = store.Unread
			case starred:
				q.Filter = store.Starred
			}
			return a.with(cmd, func(lib session.Library) error {
				q.Sources = keys(lib.Sources)
				entries, err := lib.Store.List(cmd.Context(), q)
				none := a.locale.Command.NoStory
				if q.Filter == store.All {
					none = a.locale.Command.EmptyList
				}
				if len(lib.Sources) == 0 {
					none = fmt.Sprintf(a.locale.NoSources, a.paths.config)
				}
				return a.print(cmd, entries, asJSON, none, err)
			})
		},
	}
	cmd.Flags().BoolVar(&unread, "unread", false, "only unread articles")
	cmd.Flags().BoolVar(&starred, "starred", false, "only starred articles")
	limitFlag(cmd, &limit, 100)
	jsonFlag(cmd, &asJSON)
	return cmd
}

func (a *app) searchCommand() *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use: "search WORD…", Short: "Search everything that is stored, best match first",
		Args: a.atLeastOne(wantsWords),
		RunE: func(cmd *cobra.Command, words []string) error {
			if limit < 1 {
				return a.fromOne(limit)
			}
			return a.with(cmd, func(lib session.Library) error {
				entries, err := lib.Store.Search(cmd.Context(), store.Search{
					Words: strings.Join(words, " "), Sources: keys(lib.Sources), Limit: limit,
					Ranked: true,
				})
				return a.print(cmd, entries, asJSON, a.locale.EmptySearch, err)
			})
		},
	}
	limitFlag(cmd, &limit, 100)
	jsonFlag(cmd, &asJSON)
	return cmd
}

// print writes a list, and tells a person if it is empty.
func (a *app) print(
	cmd *cobra.Command, entries []store.Entry, asJSON bool, none string, err error,
) error {
	switch {
	case err != nil:
		return err
	case asJSON:
		return a.printer(cmd).ListJSON(entries)
	case len(entries) == 0:
		a.remark(cmd, none)
	}
	return a.printer(cmd).List(entries)
}

func (a *app) showCommand() *cobra.Command {
	var markdown, asJSON bool
	var width int
	cmd := &cobra.Command{
		Use: "show ID", Short: "Print an article", Args: a.exactlyOne(wantsID),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case markdown && asJSON:
				return usage(a.locale.Command.Both, "--markdown", "--json")
			case cmd.Flags().Changed("width") && (width < 20 || width > 500):
				return usage(a.locale.Command.WidthRange, strconv.Itoa(width))
			}
			return a.withArticle(cmd, args[0], func(_ session.Library, e store.Entry) error {
				p := a.printer(cmd)
				switch {
				case markdown:
					return p.Markdown(e)
				case asJSON:
					return p.ArticleJSON(e)
				}
				if p.Width = min(p.Width, 80); width > 0 {
					p.Width = width
				}
				return p.Article(e)
			})
		},
	}
	cmd.Flags().BoolVar(&markdown, "markdown", false, "as Markdown")
	cmd.Flags().IntVar(&width, "width", 0, "characters per line")
	jsonFlag(cmd, &asJSON)
	return cmd
}

func (a *app) relatedCommand() *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use: "related ID", Short: "List the stories related to an article, and why",
		Args: a.exactlyOne(wantsID),
		RunE: func(cmd *cobra.Command, args []string) error {
			if limit < 1 {
				return a.fromOne(limit)
			}
			return a.withArticle(cmd, args[0], func(lib session.Library, e store.Entry) error {
				stories, err := lib.Store.Related(cmd.Context(), e.ID, limit)
				switch {
				case err != nil:
					return err
				case asJSON:
					return a.printer(cmd).RelatedJSON(stories)
				case len(stories) == 0:
					a.remark(cmd, a.locale.EmptyRelated)
				}
				return a.printer(cmd).Related(e, stories)
			})
		},
	}
	limitFlag(cmd, &limit, 12)
	jsonFlag(cmd, &asJSON)
	return cmd
}

func (a *app) storyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "story ID", Short: "Print the timeline of an article's story, oldest chapter first",
		Args: a.exactlyOne(wantsID),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withArticle(cmd, args[0], func(lib session.Library, e store.Entry) error {
				chapters, err := lib.Store.Story(cmd.Context(), e.ID)
				switch {
				case err != nil:
					return err
				case asJSON:
					return a.printer(cmd).StoryJSON(e.ID, chapters)
				case len(chapters) < 2:
					a.remark(cmd, a.locale.NoStory)
				}
				return a.printer(cmd).Story(e.ID, chapters)
			})
		},
	}
	jsonFlag(cmd, &asJSON)
	return cmd
}

// withArticle runs f on the article with the given prefix of an ID.
func (a *app) withArticle(
	cmd *cobra.Command, prefix string, f func(session.Library, store.Entry) error,
) error {
	return a.with(cmd, func(lib session.Library) error {
		id, err := lib.Store.Resolve(cmd.Context(), prefix)
		if err != nil {
			return a.noArticle(prefix, err)
		}
		e, err := lib.Store.Article(cmd.Context(), id)
		if err != nil {
			return err
		}
		return f(lib, e)
	})
}

func (a *app) noArticle(prefix string, err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return &sentenceError{strings.ReplaceAll(a.locale.ErrNoArticle, "%s", prefix)}
	}
	return err
}

func (a *app) markCommand() *cobra.Command {
	var read, unread, star, unstar bool
	cmd := &cobra.Command{
		Use: "mark ID…", Short: "Mark articles read, unread, starred or not",
		Args: a.atLeastOne(wantsIDs),
		RunE: func(cmd *cobra.Command, ids []string) error {
			if read == unread && (read || !star && !unstar) || star && unstar {
				return usage("%s", a.locale.Command.WantsMark)
			}
			return a.with(cmd, func(lib session.Library) error {
				found, err := a.resolve(cmd.Context(), lib, ids)
				if err != nil {
					return err
				}
				for _, id := range found {
					if read || unread {
						lib.Store.SetRead(id, read)
					}
					if star || unstar {
						lib.Store.SetStarred(id, star)
					}
				}
				return nil // closing the library writes them
			})
		},
	}
	f := cmd.Flags()
	f.BoolVar(&read, "read", false, "as read")
	f.BoolVar(&unread, "unread", false, "as unread")
	f.BoolVar(&star, "star", false, "with a star")
	f.BoolVar(&unstar, "unstar", false, "without a star")
	return cmd
}

// resolve finds every article before any is marked.
func (a *app) resolve(
	ctx context.Context, lib session.Library, prefixes []string,
) ([]feed.ID, error) {
	found := make([]feed.ID, len(prefixes))
	for i, prefix := range prefixes {
		id, err := lib.Store.Resolve(ctx, prefix)
		if err != nil {
			return nil, a.noArticle(prefix, err)
		}
		found[i] = id
	}
	return found, nil
}

func keys(sources []feed.Source) []string {
	all := make([]string, len(sources))
	for i, s := range sources {
		all[i] = s.Key()
	}
	return all
}

func (a *app) fromOne(limit int) error {
	return usage(a.locale.Command.FromOne, strconv.Itoa(limit))
}

func limitFlag(cmd *cobra.Command, limit *int, normal int) {
	cmd.Flags().IntVar(limit, "limit", normal, "maximum number")
}

func jsonFlag(cmd *cobra.Command, asJSON *bool) {
	cmd.Flags().BoolVar(asJSON, "json", false, "as JSON")
}

// printer returns a printer for standard output: a terminal has a width and styles, a pipe has
// neither.
func (a *app) printer(cmd *cobra.Command) plain.Printer {
	p := plain.Printer{Out: cmd.OutOrStdout(), Locale: a.locale, Zone: time.Local,
		Unrepaired: !a.config.Repair}
	p.Out, p.Width, p.Styled = terminal(p.Out)
	return p
}
