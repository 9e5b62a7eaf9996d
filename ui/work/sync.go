package work

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/notice"
)

// How often the state on the disk is looked at, for what other programs and machines
// wrote, how long after it could not be, and when first: for what changed while the program
// was not running.
const (
	SyncFirst = 200 * time.Millisecond
	SyncEvery = 2 * time.Second
	syncLater = time.Minute
)

// SyncedMsg is what another program or machine wrote, or why it could not be taken in.
type SyncedMsg struct {
	store *store.Store
	got   store.Synced
	err   error

	Written bool // somebody wrote to the archive
}

// Sync looks at the state on the disk until something is new there.
func (m *Model) Sync(first time.Duration) tea.Cmd {
	if m.stopSync != nil {
		m.stopSync()
	}
	var ctx context.Context
	ctx, m.stopSync = context.WithCancel(m.env.Context)
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
			s.Wait() // here, so that no key has to read the files
			got, err := s.Sync()
			written, _ := s.Written(ctx) // what cannot be asked is asked again
			if got != (store.Synced{}) || err != nil || written {
				return SyncedMsg{s, got, err, written}
			}
			wait.Reset(SyncEvery)
		}
	}
}

// Synced takes what came from elsewhere. It reports whether it is of the library on the
// screen, and whether marks changed.
func (m *Model) Synced(msg SyncedMsg) (ours, changed bool, cmd tea.Cmd) {
	if msg.store != m.env.Store {
		return false, false, nil
	}
	if msg.err != nil {
		why := notice.Cause(m.env.Locale, msg.err)
		m.notes.Add(notice.Note{Text: locale.Fill(m.env.Locale.SyncFailed, why),
			Severity: notice.Warning})
		return true, false, m.Sync(syncLater)
	}
	cmd = m.Sync(SyncEvery)
	notices := m.env.Store.Notices()
	for _, n := range notices[len(notices)-msg.got.Notices:] {
		m.notes.Warn(notice.ExplainNotice(m.env.Locale, n))
	}
	if msg.got.Copies > 0 {
		m.notes.Add(notice.Note{Text: m.env.Locale.Count(msg.got.Copies, m.env.Locale.CopiesMerged)})
	}
	if m.env.Store.Dirty() { // we know what they do not
		cmd = tea.Batch(cmd, m.SaveLater(SaveSoon))
	}
	return true, msg.got.Changed, cmd
}
