package work

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store/refresh"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// Complete asks for the pages of articles whose text is missing, one library's
// at a time.
func (m *Model) Complete(l session.Library) tea.Cmd {
	what := m.env.FullText
	if l.Sample && what == refresh.Auto {
		what = refresh.Always // its pages are printed into the program, too
	}
	if m.Progress.Completing || l.Offline {
		return nil
	}
	m.Progress.Completing = true
	m.Progress.completion++
	return completeCommand(m.env.Context, m.Progress.completion, l, what)
}

// CompletionStep takes one step of a completion: a page, or the end. The text that is
// read is set anew where it is.
func (m *Model) CompletionStep(msg CompleteMsg) Step {
	switch {
	case msg.number != m.Progress.completion && msg.done:
		return Step{} // of a library that is not shown any more
	case msg.number != m.Progress.completion:
		return Step{Cmd: nextStep(m.env.Context, msg.steps)}
	}
	if msg.done {
		asked := m.Progress.Pages > 0
		m.Progress.Completing, m.Progress.Pages = false, 0
		switch {
		case msg.err != nil:
			m.notes.Add(notice.Note{Text: notice.Explain(m.env.Locale, msg.err), Severity: notice.Error})
		case msg.better > 0 && !m.env.Sample:
			m.notifyCompleted(m.env.Locale.Count(msg.better, m.env.Locale.CompletedNoun))
		}
		return Step{Collect: true, Changed: asked}
	}
	s := Step{Cmd: nextStep(m.env.Context, msg.steps)}
	m.Progress.Paged, m.Progress.Pages = msg.page.Done, msg.page.Total
	if msg.page.Better {
		s.Page, s.Updated = msg.page.ID, []feed.ID{msg.page.ID}
	}
	return s
}

// notifyCompleted says how many texts are whole now, behind how the refresh went, and
// not in the place of anything else.
func (m *Model) notifyCompleted(text string) {
	switch {
	case m.notes.Note.Text == "":
		m.notes.Info(text + ".")
	case m.notes.About(notice.Summary):
		m.notes.Add(notice.Note{Text: text})
	}
}

// completeCommand asks for the pages of articles whose text is missing, in steps
// as refreshCommand does.
func completeCommand(ctx context.Context, n int, l session.Library, what refresh.FullText) tea.Cmd {
	steps := make(chan CompleteMsg, 16)
	return func() tea.Msg {
		go func() {
			tell := func(e refresh.PageEvent) {
				send(ctx, steps, CompleteMsg{number: n, page: e, steps: steps})
			}
			better, err := refresh.Complete(ctx, l.Client, l.Store, l.Sources, what, tell)
			send(ctx, steps, CompleteMsg{number: n, done: true, better: better, err: err})
		}()
		return nextStep(ctx, steps)()
	}
}

// CompleteMsg is one step of the completion of texts that follows a refresh.
type CompleteMsg struct {
	number int // of the completion
	page   refresh.PageEvent
	done   bool
	better int
	err    error
	steps  <-chan CompleteMsg
}
