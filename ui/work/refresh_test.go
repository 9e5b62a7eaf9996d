package work

import (
	"testing"
	"time"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// idle is the work of a session with one source.
func idle(t *testing.T) *Model {
	t.Helper()
	e := session.New(session.Deps{Locale: locale.English(), Now: time.Now,
		Library: session.Library{Sources: []feed.Source{{URL: "https://paper.example/feed/"}}}})
	t.Cleanup(e.Stop)
	return New(e, notice.New(e.Locale))
}

func TestWhatCameIsListedAlsoWhereAnotherRefreshFollowsAtOnce(t *testing.T) {
	m := idle(t)
	m.startRefresh(false)
	m.RefreshNow() // wished for while one is under way
	m.Progress.waiting = 1
	s := m.RefreshStep(RefreshMsg{number: m.Progress.number, done: true,
		summary: refresh.Summary{New: 1, Answered: 1}}, Shown{})
	if !m.Progress.Running || !m.Progress.byHand {
		t.Error("the refresh that was wished for did not begin")
	}
	if !s.Changed {
		t.Error("what came is not listed")
	}
}

func TestTheFirstRefreshBeginsOnceWhenTheFirstScreenIsComplete(t *testing.T) {
	m := idle(t)
	m.FirstRefresh(Shown{})
	late := BeginMsg{m.Progress.number}
	if !m.Begun() || m.Progress.Running {
		t.Fatalf("it waits for the screen: %+v", m.Progress)
	}
	if m.BeginDue() == nil || !m.Progress.Running {
		t.Fatal("it does not begin")
	}
	if m.BeginDue() != nil || m.Begin(late) != nil {
		t.Error("it begins twice")
	}
}
