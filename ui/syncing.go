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

	written bool // somebody wrote to the archive
}

// sync looks at the state on the disk until something is new there.
func (m *workModel) sync(first time.Duration) tea.Cmd {
	if m.stopSync != nil {
		m.stopSync()
	}
	var ctx context.Context
	ctx, m.stopSync = context.WithCancel(m.env.ctx)
	s := m.env.deps.Store
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

// synced shows the marks that came from elsewhere.
func (m *workModel) synced(msg syncedMsg) tea.Cmd {
	if msg.store != m.env.deps.Store {
		return nil // of a library that is not shown any more
	}
	m.ui.lists.listing.written = m.ui.lists.listing.written || msg.written
	if msg.err != nil {
		m.notes.add(note{text: fill(m.env.locale.SyncFailed, Cause(m.env.locale, msg.err)), grave: warning})
		return tea.Batch(m.sync(syncLater), m.ui.lists.lookForNews())
	}
	next := tea.Batch(m.sync(syncEvery), m.ui.lists.lookForNews())
	if msg.got.Copies > 0 {
		m.notes.add(note{text: m.env.locale.Count(msg.got.Copies, m.env.locale.CopiesMerged)})
	}
	if m.env.deps.Store.Dirty() { // we know what they do not
		next = tea.Batch(next, m.saveLater(saveSoon))
	}
	if !msg.got.Changed {
		return next
	}
	m.ui.marks.showAllMarks()
	return tea.Batch(next, m.ui.lists.recount(), m.ui.lists.watchAgain())
}
