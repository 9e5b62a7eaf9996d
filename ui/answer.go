package ui

import (
	"cmp"
	"strings"
	"time"

	"breageek/store/refresh"
)

// add says something that nobody waits for, behind what is being said: the answer to a key
// is not taken away before it is read.
func (m *board) add(n note) {
	answer := m.note == m.ui.work.refresh.said
	if m.note.text != "" {
		n = note{m.note.text + " · " + n.text, max(m.note.grave, n.grave)}
	}
	m.note = n
	if answer {
		m.ui.work.refresh.said = n
	}
}

// nothingNew says why a refresh that was asked for brought no article.
func (m *workModel) nothingNew(sum refresh.Summary) string {
	r, l := &m.refresh, m.env.locale
	until := l.Clock(r.until.In(m.env.zone()))
	if r.until.Sub(m.env.deps.Now()) > 12*time.Hour {
		until = l.DateTime(r.until.In(m.env.zone()))
	}
	waits := fill(l.WaitUntil, l.Count(r.waiting, l.WaitNoun), until)
	switch {
	case sum.Answered == 0 && r.waiting > 0:
		return fill(l.AllWait, waits)
	case sum.Updated > 0:
		return l.Count(sum.Updated, l.UpdatedNoun)
	case r.waiting > 0:
		return strings.TrimSuffix(l.RefreshNothing, ".") + " · " + waits + "."
	}
	return l.RefreshNothing
}

// sourceless says whether there is nobody to ask: the configuration names no source. That
// is no failure of the network.
func (m *session) sourceless() bool { return len(m.own().Sources) == 0 }

// noSources says so, and how to add one.
func (m *session) noSources() string {
	return fill(m.locale.NoSources, cmp.Or(m.deps.Config, "config.toml"))
}
