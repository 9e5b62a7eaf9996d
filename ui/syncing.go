package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/store"
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
}

// sync looks at the state on the disk until something is new there.
func (m *Model) sync(first time.Duration) tea.Cmd {
	if m.stopSync != nil {
		m.stopSync()
	}
	var ctx context.Context
	ctx, m.stopSync = context.WithCancel(m.ctx)
	s := m.deps.Store
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
			if got != (store.Synced{}) || err != nil {
				return syncedMsg{s, got, err}
			}
			wait.Reset(syncEvery)
		}
	}
}

// synced shows the marks that came from elsewhere.
func (m *Model) synced(msg syncedMsg) tea.Cmd {
	if msg.store != m.deps.Store {
		return nil // of a library that is not shown any more
	}
	if msg.err != nil {
		m.warn(fill(m.locale.SyncFailed, Cause(m.locale, msg.err)))
		return m.sync(syncLater)
	}
	next := m.sync(syncEvery)
	if msg.got.Copies > 0 {
		m.tell(m.locale.Count(msg.got.Copies, m.locale.CopiesMerged))
	}
	if m.deps.Store.Dirty() { // we know what they do not
		next = tea.Batch(next, m.saveLater(saveSoon))
	}
	if !msg.got.Changed {
		return next
	}
	m.showAllMarks()
	return tea.Batch(next, m.recount(), m.watchAgain())
}
