package read

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/store/refresh"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// CollectedMsg ends the storing of pictures, for the round of that number.
type CollectedMsg struct {
	number int
	gone   []string // the addresses of those that could not be had
	Err    error
}

// collectAfter is how long the storing of pictures waits, so that it is in the way neither of
// the first screen nor of what a refresh brings.
const collectAfter = 2 * time.Second

// Collect brings home the pictures of the newest articles, so that they are there
// offline.
func (m *Gallery) Collect(l session.Library) tea.Cmd {
	cache := m.env.PictureCache
	if m.collecting || l.Offline || !m.hasPictures() {
		return nil
	}
	ctx, stop := context.WithCancel(m.env.Context)
	m.collecting, m.stopCollecting = true, stop
	msg := CollectedMsg{number: m.round}
	return func() tea.Msg {
		defer stop()
		select {
		case <-time.After(collectAfter):
		case <-ctx.Done():
			return msg
		}
		_, msg.Err = refresh.Pictures(ctx, l.Client, l.Store, cache, l.Sources,
			func(e refresh.PictureEvent) {
				if e.Err != nil && cache.HasFailed(e.URL) {
					msg.gone = append(msg.gone, e.URL)
				}
			})
		return msg
	}
}

// Collected notes which pictures could not be stored.
func (m *Gallery) Collected(msg CollectedMsg) {
	if msg.number != m.round {
		return // of a library that is not shown any more
	}
	m.collecting = false
	for _, url := range msg.gone {
		m.gone[url] = m.env.Now()
	}
	if msg.Err != nil && m.env.Context.Err() == nil {
		why := notice.Cause(m.env.Locale, msg.Err)
		m.notes.Add(notice.Note{Text: locale.Fill(m.env.Locale.PicturesUnkept, why),
			Severity: notice.Warning})
	}
}

// leave ends the storing of pictures of a library that is about to be closed.
func (m *Gallery) leave() {
	m.round++
	if m.collecting {
		m.collecting = false
		m.stopCollecting()
	}
}

// Online notes that the network is there: pictures that could not be had are asked for again.
func (m *Gallery) Online() { clear(m.gone) }
