package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"breageek/store"
	"breageek/ui/plain"
	"breageek/ui/session"
)

// doctorCommand reports what is kept, whether it is sound, what failed, and what the user can
// do. It changes nothing, and fails if the archive is damaged.
func (a *app) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "doctor", Short: "Show what is stored, whether it is sound, and what failed",
		Args: a.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.opened(cmd, func(lib session.Library) error {
				report, err := a.examine(cmd.Context(), lib)
				if err != nil {
					return err
				}
				p := a.printer(cmd)
				if asJSON {
					err = p.DoctorJSON(report)
				} else {
					err = p.Doctor(report)
				}
				if err == nil && report.Health.Faults != nil {
					err = &sentenceError{fmt.Sprintf(a.locale.Doctor.AdviceUnsound, report.Archive)}
				}
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// examine collects the report.
func (a *app) examine(ctx context.Context, lib session.Library) (r plain.Report, err error) {
	r.Folder, r.Config, r.Keep, r.Now = lib.Store.Dir(), a.paths.config, a.config.Keep, a.now()
	r.Archive, r.Every = lib.Store.ArchivePath(), a.config.refreshEvery()
	if r.Health, err = lib.Store.Health(ctx); err != nil {
		return r, err
	}
	if r.Pictures, r.PictureBytes, err = a.pictures().Usage(); err != nil {
		return r, err
	}
	if r.Expired, err = lib.Store.Expired(ctx, a.config.keep); err != nil {
		return r, err
	}
	known, err := lib.Store.Sources(ctx)
	if err != nil {
		return r, err
	}
	byKey := map[string]store.SourceStatus{}
	for _, k := range known {
		byKey[k.Key] = k
	}
	sources, err := lib.Store.Recognize(ctx, lib.Sources)
	if err != nil {
		return r, err
	}
	for _, src := range sources {
		status, known := byKey[src.Key()]
		if !known {
			status = store.SourceStatus{Source: src, Key: src.Key()}
		}
		r.Sources = append(r.Sources, status)
	}
	return r, nil
}
