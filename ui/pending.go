package ui

import (
	tea "charm.land/bubbletea/v2"
)

// pending is what keys asked for before its answer could be there. It is done, one after the
// other, when the answer comes, unless a key is pressed first that need not wait.
type pending struct {
	on      awaited
	do      []func() tea.Cmd
	earlier []func() tea.Cmd // what keys before this one asked for
}

type awaited uint8

const (
	forList    awaited = iota // a window of the list
	forResults                // of a search
	forStories                // related to the open article
)

// press begins a key: what earlier ones asked for is dropped unless this one waits behind it.
func (p *pending) press() { p.earlier, p.do = p.do, nil }

// due reports whether something waits for an answer, so that what depends on it must wait, too.
func (p *pending) due(on awaited) bool { return p.on == on && len(p.earlier)+len(p.do) > 0 }

// wait has something done when an answer comes.
func (p *pending) wait(on awaited, do func() tea.Cmd) {
	if p.on != on {
		*p = pending{on: on}
	}
	p.do = append(append(p.earlier, p.do...), do)
	p.earlier = nil
}

// came does what waited for an answer. What it leads to may have to wait in its turn, and so
// what comes after it.
func (p *pending) came(on awaited) tea.Cmd {
	if p.on != on {
		return nil
	}
	do := p.do
	p.do, p.earlier = nil, nil
	cmds := make([]tea.Cmd, len(do))
	for i, f := range do {
		cmds[i] = f()
	}
	return tea.Batch(cmds...)
}

// awaitsList has something done when the list that was asked for comes, found or filtered,
// where the key was faster: it does not walk the one that is shown until then.
func (m *Model) awaitsList(do func() tea.Cmd) bool {
	if m.lists.Stale() {
		m.pending.wait(forList, do)
		return true
	}
	return m.afterSearch(do)
}

// afterSearch has something done when the answer to a search comes, where the key was faster.
func (m *Model) afterSearch(do func() tea.Cmd) bool {
	if m.lists.Search.Searching() {
		m.pending.wait(forResults, do)
		return true
	}
	return false
}
