package ui

import (
	"context"
	"strings"
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
		m.notes.add(note{fill(m.env.locale.SyncFailed, Cause(m.env.locale, msg.err)), warning})
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

// lookForNews asks for the list anew where somebody wrote to the archive, unless it is this
// program's own refresh, which lists what it brings itself.
func (m *browseModel) lookForNews() tea.Cmd {
	l := &m.listing
	if !l.written || !l.shown || l.asked || m.ui.work.refresh.running || m.ui.work.refresh.completing {
		return nil
	}
	l.written = false
	l.telling = true
	return m.list()
}

// knows notes what a list was made of, and tells of what another program brought.
func (m *browseModel) knows(msg listMsg) {
	l := &m.listing
	if msg.part != fromTop && msg.part != again && msg.part != counts {
		return
	}
	l.known = msg.known
	if !l.telling || m.ui.work.refresh.running {
		return
	}
	l.telling = false
	if msg.arrived > 0 {
		m.sayArrived(msg.arrived)
	}
}

// sayArrived says how many articles are new, and where they are where that is not seen: in
// the place of what was said of earlier ones, and behind anything else.
func (m *browseModel) sayArrived(n int) {
	l := &m.listing
	switch m.notes.note {
	case note{}, m.ui.work.refresh.said:
	case l.told:
		n += l.arrived
	default:
		m.notes.note.text = strings.TrimSuffix(m.notes.note.text, ".") + " · " + m.env.locale.Count(n, m.env.locale.NewNoun)
		return
	}
	news := m.env.locale.Count(n, m.env.locale.NewNoun)
	if !m.headlines.AtTop() || m.headlines.Cursor() > 0 {
		news = fill(m.env.locale.RefreshDone, news)
	}
	m.notes.tell(news)
	l.told, l.arrived = m.notes.note, n
}
