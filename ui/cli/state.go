package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"breageek/store"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// stateCommand copies the user's marks from one machine to another, for those without a
// file-sync tool.
func (a *app) stateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "state", Short: "Copy read marks and stars between machines",
		Args: a.noArgs, RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	merge := &cobra.Command{
		Use: "merge FILE…", Short: "Merge the state.json of other machines",
		Example: "breageek state merge ~/usb/state.json", Args: a.someFiles, PreRunE: a.prepare,
		RunE: func(cmd *cobra.Command, files []string) error {
			return a.opened(cmd, func(lib session.Library) error { return a.mergeStates(cmd, lib, files) })
		},
	}
	export := &cobra.Command{
		Use: "export", Short: "Write state.json to standard output", Args: a.noArgs,
		PreRunE: a.prepare, Example: "breageek state export > ~/usb/state.json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.opened(cmd, func(lib session.Library) error {
				_, err := cmd.OutOrStdout().Write(lib.Store.Export())
				return err
			})
		},
	}
	cmd.AddCommand(merge, export)
	return cmd
}

func (a *app) someFiles(_ *cobra.Command, files []string) error {
	if len(files) == 0 {
		return usage("%s", a.words().Command.WantsStates)
	}
	return nil
}

// mergeStates merges all of some files, or none: one that cannot be read is reported before
// anything is merged.
func (a *app) mergeStates(cmd *cobra.Command, lib session.Library, files []string) error {
	for _, file := range files {
		if err := store.CheckState(file); err != nil {
			return a.badState(file, err)
		}
	}
	for _, file := range files {
		changed, err := lib.Store.MergeFile(file)
		if err != nil {
			return a.badState(file, err)
		}
		form := a.locale.Command.StateKnown
		if changed {
			form = a.locale.Command.StateMerged
		}
		_, _ = fmt.Fprintf(cmd.OutOrStdout(), form+"\n", file)
	}
	return nil
}

// badState returns what is wrong with a file that was to be merged.
func (a *app) badState(file string, err error) error {
	var broken *store.StateFileError
	var newer *store.NewerError
	reason := notice.Cause(a.locale, err)
	switch {
	case errors.As(err, &broken):
		reason = a.locale.Command.NoState
	case errors.As(err, &newer):
		reason = notice.Explain(a.locale, err)
	case errors.Is(err, os.ErrNotExist):
		reason = a.locale.Command.NoFile
	}
	return &sentenceError{fmt.Sprintf(a.locale.Command.StateRefused, file, reason)}
}
