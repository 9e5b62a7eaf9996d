package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"breageek/ui/keys"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
	"breageek/ui/work"
)

// At every width, the foot is hints that are whole, a gap, and the status, which is whole.
func TestHintsNeverTouchTheStatus(t *testing.T) {
	for name, l := range map[string]*locale.Locale{"fr": locale.French(), "en": locale.English()} {
		t.Run(name, func(t *testing.T) {
			lib := library(t, t.TempDir(), newSite(t, stories()).URL)
			lib.Sample = true
			s := run(t, session.Deps{Library: lib, Locale: l}, 120, 24)
			unread := l.Count(6, l.UnreadNoun)
			s.shows(unread, l.Count(6, l.NewNoun)) // which the first key takes away
			for i, keys := range [][]string{{"j", "k"}, {"enter"}, {"shift+tab", "t"}} {
				s.press(keys...)
				s.press("?")
				s.shows(l.HelpClose) // every key before has been heard
				s.press("?")
				s.hides(l.HelpClose)
				if i > 0 {
					unread = l.Count(5, l.UnreadNoun)
				}
				for width := 40 + i; width <= 200; width += 3 {
					s.size(width, 24)
					s.wait("the status at the end", func(string) bool {
						return len([]rune(s.lines()[23])) == width-1 && strings.HasSuffix(s.lines()[23], unread)
					})
					if line := s.lines()[23]; !soundFoot(l, line, unread) {
						t.Fatalf("%d cells: %q", width, line)
					}
				}
				s.size(120, 24)
			}
		})
	}
}

// The same of everything that the status can say, without a terminal.
func TestWhateverTheStatusSaysTheHintsKeepAway(t *testing.T) {
	for _, l := range []*locale.Locale{locale.French(), locale.English()} {
		m := New(session.Deps{Library: library(t, t.TempDir()), Locale: l, Now: func() time.Time { return noon }})
		t.Cleanup(func() { _ = m.Close() })
		m.lists.Listing.Shown = true
		m.lists.Listing.Counts.Unread = 12345
		for state := range 64 {
			m.env.Sample = state&1 > 0
			m.work.Progress = work.Progress{Running: state&2 > 0, Done: 12, Total: 345, Offline: state&4 > 0}
			m.read.Request.Of, m.notes.Note = 0, notice.Note{}
			if state&8 > 0 {
				m.read.Request.Of = 7
			}
			if state&16 > 0 {
				m.notes.Info(strings.Repeat("Un message. ", 1+state))
			}
			m.focus = layout.Pane(state % 3)
			for width := 40; width <= 200; width++ {
				m.cut(width, 24)
				for _, line := range m.foot.status() {
					line = ansi.Strip(line)
					if ansi.StringWidth(line) != width {
						t.Fatalf("%d cells, state %d: %q", width, state, line)
					}
					end := strings.Join(m.foot.stateThatFits(), " · ")
					before, ok := strings.CutSuffix(strings.TrimRight(line, " "), ansi.Strip(end))
					if end != "" && (!ok || !strings.HasSuffix(before, "  ") && strings.TrimSpace(before) != "") {
						t.Fatalf("%d cells, state %d: %q ends in no %q", width, state, line, ansi.Strip(end))
					}
				}
			}
		}
	}
}

// soundFoot reports whether a line is whole hints, a gap of two cells or more, a whole status.
func soundFoot(l *locale.Locale, line, unread string) bool {
	known := map[string]bool{l.HelpHint: true, strings.ToLower(l.Links): true}
	for _, g := range keys.Keys(l) {
		for _, k := range g.Keys {
			first, _, _ := strings.Cut(k.Keys, " ")
			known[first+" "+k.Does] = true
		}
	}
	known["t "+l.Keys.LeaveStory], known["l "+strings.ToLower(l.Links)] = true, true
	status := map[string]bool{unread: true, l.SamplePaper: true, l.NeverRefreshed: true,
		locale.Fill(l.RefreshedAt, l.JustNow): true}
	left, right, ok := strings.Cut(strings.TrimLeft(line, " "), "  ")
	if !ok { // there was room for the status only
		left, right = "", left
	}
	for _, part := range strings.Split(strings.TrimSpace(right), " · ") {
		if !status[part] {
			return false
		}
	}
	for _, hint := range strings.Split(left, " · ") {
		if left != "" && !known[hint] {
			return false
		}
	}
	return true
}
