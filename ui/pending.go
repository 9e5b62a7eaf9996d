package ui

import (
	tea "charm.land/bubbletea/v2"
)

// pending is what a key asked for before its answer could be there: it is done when the answer
// comes, unless another key is pressed first.
type pending struct {
	on awaited
	do func() tea.Cmd
}

type awaited uint8

const (
	forList    awaited = iota // a window of the list
	forResults                // of a search
	forStories                // related to the open article
)

// wait has something done when an answer comes.
func (m *Model) wait(on awaited, do func() tea.Cmd) { m.pending = pending{on, do} }

// came does what waited for an answer.
func (m *Model) came(on awaited) tea.Cmd {
	p := m.pending
	if p.do == nil || p.on != on {
		return nil
	}
	m.pending = pending{}
	return p.do()
}

// awaitsList has something done when the list that was asked for comes, found or filtered,
// where the key was faster: it does not walk the one that is shown until then.
func (m *Model) awaitsList(do func() tea.Cmd) bool {
	if m.lists.Stale() {
		m.wait(forList, do)
		return true
	}
	return m.afterSearch(do)
}

// afterSearch has something done when the answer to a search comes, where the key was faster.
func (m *Model) afterSearch(do func() tea.Cmd) bool {
	if m.lists.Search.Searching() {
		m.wait(forResults, do)
		return true
	}
	return false
}
