package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/store/refresh"
)

// collectedMsg ends the bringing home of pictures.
type collectedMsg struct {
	gone []string // the addresses of those that could not be had
	err  error
}

// collect brings home the pictures of the newest articles, so that they are there
// offline.
func (m *workModel) collect(l Library) tea.Cmd {
	cache := m.env.deps.PictureCache
	if m.ui.read.pictures.collecting || l.Offline || !m.ui.read.hasPictures() {
		return nil
	}
	m.ui.read.pictures.collecting = true
	ctx := m.env.ctx
	return func() tea.Msg {
		var msg collectedMsg
		_, msg.err = refresh.Pictures(ctx, l.Client, l.Store, cache, l.Sources,
			func(e refresh.PictureEvent) {
				if e.Err != nil && cache.HasFailed(e.URL) {
					msg.gone = append(msg.gone, e.URL)
				}
			})
		return msg
	}
}

func (m *workModel) collected(msg collectedMsg) {
	m.ui.read.pictures.collecting = false
	for _, url := range msg.gone {
		m.ui.read.pictures.gone[url] = m.env.deps.Now()
	}
	if msg.err != nil && m.env.ctx.Err() == nil {
		m.notes.add(note{text: fill(m.env.locale.PicturesUnkept, Cause(m.env.locale, msg.err)), grave: warning})
	}
}
