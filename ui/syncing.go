package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
	"breageek/ui/locale"
)

// How often the state on the disk is looked at, for what other programs and machines
// wrote, and how long after it could not be.
const (
	syncEvery = 2 * time.Second
	syncLater = time.Minute
)

// syncedMsg is what another program or machine wrote, or why it could not be taken in.
type syncedMsg struct {
	store *store.Store
	got   store.Synced
	err   error

	written bool // somebody wrote to the archive
}

// sync looks at the state on the disk until something is new there.
func (m *workModel) sync(first time.Duration) tea.Cmd {
	if m.stopSync != nil {
		m.stopSync()
	}
	var ctx context.Context
	ctx, m.stopSync = context.WithCancel(m.env.ctx)
	s := m.env.Store
	return func() tea.Msg {
		wait := time.NewTimer(first)
		defer wait.Stop()
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-wait.C:
			}
			got, err := s.Sync()
			written, _ := s.Written(ctx) // what cannot be asked is asked again
			if got != (store.Synced{}) || err != nil || written {
				return syncedMsg{s, got, err, written}
			}
			wait.Reset(syncEvery)
		}
	}
}

// synced takes what came from elsewhere. It reports whether it is of the library on the
// screen, and whether marks changed.
func (m *workModel) synced(msg syncedMsg) (ours, changed bool, cmd tea.Cmd) {
	if msg.store != m.env.Store {
		return false, false, nil
	}
	if msg.err != nil {
		m.notes.add(note{text: locale.Fill(m.env.Locale.SyncFailed, Cause(m.env.Locale, msg.err)), grave: warning})
		return true, false, m.sync(syncLater)
	}
	cmd = m.sync(syncEvery)
	if msg.got.Copies > 0 {
		m.notes.add(note{text: m.env.Locale.Count(msg.got.Copies, m.env.Locale.CopiesMerged)})
	}
	if m.env.Store.Dirty() { // we know what they do not
		cmd = tea.Batch(cmd, m.saveLater(saveSoon))
	}
	return true, msg.got.Changed, cmd
}
