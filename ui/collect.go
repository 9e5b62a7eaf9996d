package ui

import (
	tea "charm.land/bubbletea/v2"

	"breageek/store/refresh"
	"breageek/ui/locale"
)

// collectedMsg ends the bringing home of pictures.
type collectedMsg struct {
	gone []string // the addresses of those that could not be had
	err  error
}

// collect brings home the pictures of the newest articles, so that they are there
// offline.
func (m *readModel) collect(l Library) tea.Cmd {
	cache := m.env.PictureCache
	if m.pictures.collecting || l.Offline || !m.hasPictures() {
		return nil
	}
	m.pictures.collecting = true
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

func (m *readModel) collected(msg collectedMsg) {
	m.pictures.collecting = false
	for _, url := range msg.gone {
		m.pictures.gone[url] = m.env.Now()
	}
	if msg.err != nil && m.env.ctx.Err() == nil {
		m.notes.add(note{text: locale.Fill(m.env.Locale.PicturesUnkept, Cause(m.env.Locale, msg.err)), grave: warning})
	}
}

// online notes that the network is there: pictures that could not be had are asked for again.
func (m *readModel) online() { clear(m.pictures.gone) }
