package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/locale"
	"breageek/ui/session"
)

// stepper takes the place of Bubble Tea, so that keys can be pressed before any command has
// answered.
type stepper struct {
	t        *testing.T
	m        *Model
	messages chan tea.Msg
}

// step opens the reader on what a library keeps.
func step(t *testing.T, l session.Library, width, height int) *stepper {
	t.Helper()
	p := &stepper{t: t, messages: make(chan tea.Msg), m: New(session.Deps{
		Library: l, Locale: locale.French(), Now: func() time.Time { return noon }})}
	t.Cleanup(func() { _ = p.m.Close() })
	p.m.Load()
	p.do(p.m.Init())
	p.update(tea.WindowSizeMsg{Width: width, Height: height})
	return p
}

// do starts a command; its message waits until it is handed on.
func (p *stepper) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		select {
		case p.messages <- cmd():
		case <-p.t.Context().Done():
		}
	}()
}

// update hands a message to the screen.
func (p *stepper) update(msg tea.Msg) {
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, cmd := range batch {
			p.do(cmd)
		}
		return
	}
	_, cmd := p.m.Update(msg)
	p.do(cmd)
}

// press presses keys, all before any command that they start has answered.
func (p *stepper) press(keys ...rune) {
	for _, k := range keys {
		msg := tea.KeyPressMsg{Code: k}
		if k >= ' ' {
			msg.Text = string(k)
		}
		p.update(msg)
	}
}

// shows hands on what commands answer until each of the texts is on the screen.
func (p *stepper) shows(texts ...string) {
	p.t.Helper()
	limit := time.After(patience)
	for _, text := range texts {
		for !strings.Contains(p.screen(), text) {
			select {
			case msg := <-p.messages:
				p.update(msg)
			case <-limit:
				p.t.Fatalf("waited for %q; the screen is\n%s", text, p.screen())
			}
		}
	}
}

func (p *stepper) screen() string { return ansi.Strip(p.m.View().Content) }

// kept is the test newspaper, kept and away from the network.
func kept(t *testing.T) session.Library {
	t.Helper()
	dir, web := t.TempDir(), newSite(t, stories())
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 nouveaux articles", "6 non lus")
	s.press("q")
	s.quits()
	l := library(t, dir, web.URL)
	l.Offline = true
	return l
}

func TestNoKeyThatWalksIsLostWhereItIsFasterThanTheDisk(t *testing.T) {
	for name, c := range map[string]struct {
		keys  []rune
		shows string
	}{
		"two stories":                     {[]rune{tea.KeyEnter, ']', ']'}, "3 non lus"},
		"two stories and back to one":     {[]rune{tea.KeyEnter, ']', ']', '['}, "3 non lus"},
		"two headlines":                   {[]rune{tea.KeyEnter, 'n', 'n'}, "3 non lus"},
		"a story of the second headline":  {[]rune{tea.KeyEnter, 'n', 'n', ']'}, "Mor… › Le viaduc"},
		"the unread, from a list to come": {[]rune{'f', 'n', 'n'}, "4 non lus"},
	} {
		t.Run(name, func(t *testing.T) {
			p := step(t, kept(t), 120, 36)
			p.shows("6 non lus")
			p.press(c.keys...)
			p.shows(c.shows)
		})
	}
}

func TestAKeyThatNeedNotWaitTakesBackWhatWaits(t *testing.T) {
	p := step(t, kept(t), 120, 36)
	p.shows("6 non lus")
	p.press(tea.KeyEnter, ']', 'j')
	p.shows("5 non lus", "même affaire")
	if strings.Contains(p.screen(), " › ") {
		t.Errorf("it went to a related story\n%s", p.screen())
	}
}
