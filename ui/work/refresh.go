package work

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/store"
	"breageek/store/refresh"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/session"
)

// Progress is the refresh under way, and how the last one went.
type Progress struct {
	number  int
	due     bool // the first one waits for the first screen
	Running bool
	byHand  bool
	wished  bool // the user asked for it while it was under way
	Done    int
	Total   int
	fresh   int
	Failed  []refresh.Event
	waiting int       // sources that were not asked: they want to be left alone
	until   time.Time // the first of them may be asked
	started time.Time
	Ended   time.Time
	Offline bool // no source could be reached the last time

	Fallback   bool // the sample edition is being printed
	Completing bool // pages are being asked for
	completion int  // the number of that
	Paged      int  // how many of them came, or did not
	Pages      int  // how many there are
	refused    bool // the disk refused what came, until a refresh is kept
}

// FirstRefresh asks the sources once the list is on the screen.
func (m *Model) FirstRefresh(on Shown) tea.Cmd {
	if m.env.Sourceless() {
		m.Progress.number++
		if !on.Blank { // else the list says it
			m.notes.Warn(m.env.NoSources())
		}
		return indexCommand(m.env.Context, m.env.Store)
	}
	if m.env.Offline {
		m.Progress.number++
		return tea.Batch(m.fallBack(on), indexCommand(m.env.Context, m.env.Store))
	}
	if on.Blank {
		return m.startRefresh(false)
	}
	m.Progress.number++
	m.Progress.due = true
	number := m.Progress.number
	return tea.Tick(firstAfter, func(time.Time) tea.Msg { return BeginMsg{number} })
}

// firstAfter is how long the first refresh waits at most for the first screen to be complete.
const firstAfter = 50 * time.Millisecond

// BeginMsg begins the first refresh, unless another one began.
type BeginMsg struct{ number int }

// Begin begins the first refresh.
func (m *Model) Begin(msg BeginMsg) tea.Cmd {
	if msg.number != m.Progress.number {
		return nil
	}
	return m.BeginDue()
}

// BeginDue begins the first refresh if it still waits for the first screen.
func (m *Model) BeginDue() tea.Cmd {
	if !m.Progress.due {
		return nil
	}
	return m.startRefresh(false)
}

// AnsweredAt notes when a source last answered, before this program began.
func (m *Model) AnsweredAt(t time.Time) {
	if t.After(m.Progress.Ended) {
		m.Progress.Ended = t
	}
}

// RefreshNow is the user's own wish, which always gets an answer. It asks the user's
// sources, also while the sample edition stands in for them.
func (m *Model) RefreshNow() tea.Cmd {
	switch r := &m.Progress; {
	case m.env.Sourceless():
		m.notes.Warn(m.env.NoSources())
	case m.env.Disconnected():
		m.notes.Warn(m.env.Locale.OfflineRefresh)
	case r.Running:
		r.wished = true
		of := m.env.Locale.Number(r.Done) + "/" + m.env.Locale.Number(r.Total)
		m.notes.Info(locale.Fill(m.env.Locale.RefreshRuns, of))
		m.notes.SetTopic(notice.Summary)
	default:
		cmd := m.startRefresh(true)
		m.notes.Info(m.env.Locale.RefreshBegins)
		return cmd
	}
	return nil
}

func (m *Model) startRefresh(byHand bool) tea.Cmd {
	r := &m.Progress
	library := m.env.Own()
	*r = Progress{
		number: r.number + 1, Running: true, byHand: byHand, Total: len(library.Sources),
		started: m.env.Now(), Ended: r.Ended, Offline: r.Offline, Fallback: r.Fallback,
		refused:    r.refused,
		Completing: r.Completing, completion: r.completion, Paged: r.Paged, Pages: r.Pages,
	}
	o := refresh.Options{Force: byHand, Keep: m.env.Keep, Followed: m.env.Followed,
		Now: m.env.Now}
	return refreshCommand(m.env.Context, r.number, library, o)
}

// RefreshStep takes one step of a refresh: a source that answered or failed, or
// the end.
func (m *Model) RefreshStep(msg RefreshMsg, on Shown) Step {
	if msg.number != m.Progress.number {
		return Step{}
	}
	if msg.done {
		return m.refreshEnded(msg, on)
	}
	e, r := msg.event, &m.Progress
	r.Done, r.Total = e.Done, e.Total
	r.fresh += len(e.Merged.New)
	if e.Err != nil {
		r.Failed = append(r.Failed, e)
	}
	if e.Waiting {
		if r.waiting++; r.waiting == 1 || e.Until.Before(r.until) {
			r.until = e.Until
		}
	}
	return Step{
		Cmd: nextStep(m.env.Context, msg.steps), New: e.Merged.New, Updated: e.Merged.Updated,
		Listed: len(e.Merged.New)+len(e.Merged.Updated) > 0 && m.env.Home.Store == nil,
	}
}

// refreshEnded says how a refresh went.
func (m *Model) refreshEnded(msg RefreshMsg, on Shown) Step {
	r := &m.Progress
	r.Running = false
	s := Step{Answered: msg.summary.Answered > 0}
	if s.Answered {
		r.Ended = m.env.Now()
	}
	r.Offline = len(r.Failed) > 0 && len(r.Failed) == r.Total && allOffline(r.Failed)
	if msg.err != nil {
		m.notes.Error(msg.err)
		m.notes.SetTopic(notice.Refusal)
		r.refused = true
		return s
	}
	m.notes.Withdraw(notice.Refusal) // it is true no more
	r.refused = false
	if m.env.Home.Store != nil && s.Answered {
		s.Home = true
		m.notifyRefresh(msg.summary, on)
		m.notes.SetTopic(notice.Summary)
		return s
	}
	if r.wished && !r.byHand && r.waiting > 0 && len(r.Failed) == 0 {
		s.Cmd = m.startRefresh(true) // those that it left alone as fresh
		s.Changed = changed(msg.summary)
		return s
	}
	m.notifyRefresh(msg.summary, on)
	s.Ended, s.News = true, msg.news
	var news []string
	for _, e := range msg.news {
		news = append(news, e.Heading())
	}
	m.notes.News(news)
	m.notes.SetTopic(notice.Summary)
	if r.fresh == 0 && on.Blank && len(r.Failed) == r.Total {
		s.Cmd = m.fallBack(on)
		return s
	}
	s.Complete = true
	s.Changed = changed(msg.summary)
	return s
}

// changed reports whether a refresh changed anything that is kept.
func changed(sum refresh.Summary) bool { return sum.New+sum.Updated+sum.Gone > 0 }

func allOffline(failed []refresh.Event) bool {
	for _, e := range failed {
		var off *feed.OfflineError
		if !errors.As(e.Err, &off) {
			return false
		}
	}
	return true
}

// notifyRefresh says how a refresh went. One nobody asked for is silent unless it
// brought something or something is wrong, or the reader is being told of what
// they have just done.
func (m *Model) notifyRefresh(sum refresh.Summary, on Shown) {
	r, l := &m.Progress, m.env.Locale
	asked := r.byHand || r.wished
	if !asked && m.notes.Note.Text != "" {
		return
	}
	news := ""
	if r.fresh > 0 {
		news = l.Count(r.fresh, l.NewNoun)
		if !on.Top {
			news = locale.Fill(l.RefreshDone, news)
		}
	}
	switch {
	case len(r.Failed) > 0 && len(r.Failed) == r.Total && r.Total > 1:
		m.notes.Warn(l.NoSourceAnswered)
	case len(r.Failed) > 0:
		m.notes.Warn(m.Failures(news))
	case news != "":
		m.notes.Info(news)
	case asked:
		m.notes.Info(m.nothingNew(sum))
	}
}

// Failures tells of the sources that did not answer: of one why, of several how
// many, and why the first did not.
func (m *Model) Failures(news string) string {
	r, l := &m.Progress, m.env.Locale
	e := r.Failed[0]
	name := e.Source.Name
	if name == "" {
		name = feed.Shown(e.Source.URL)
	}
	text := locale.Fill(l.SourceFailed, name, notice.Explain(l, e.Err))
	if n := len(r.Failed); n > 1 {
		of := l.Number(n) + "/" + l.Number(r.Total)
		text = locale.Fill(l.SourcesFailed, of, text)
	}
	if news != "" {
		text = strings.TrimSuffix(news, ".") + " · " + text
	}
	return text
}

// fallBack opens the sample edition, where nothing is kept and no source
// answers.
func (m *Model) fallBack(on Shown) tea.Cmd {
	if m.env.Fallback == nil || !on.Blank || m.env.Home.Store != nil || m.Progress.Fallback {
		return nil
	}
	m.Progress.Fallback = true
	return fallbackCommand(m.env.Context, m.env.Fallback)
}

// Tick asks for news where it is time, or where the disk refused those that came.
func (m *Model) Tick() tea.Cmd {
	r := &m.Progress
	due := m.env.Refresh > 0 && r.number > 0 && m.env.Now().Sub(r.started) >= m.env.Refresh
	if (due || r.refused) && !r.Running && !m.env.Disconnected() && !m.env.Sourceless() {
		return tea.Batch(Tick(), m.startRefresh(false))
	}
	return Tick()
}

// Reset ends the completion of the texts of a library that is not shown any more.
func (m *Model) Reset() {
	m.Progress.Completing, m.Progress.Pages = false, 0
	m.Progress.completion++
}

// refreshCommand brings a library up to date. Each step it takes is a message,
// which holds where the next one comes from: see [nextStep].
func refreshCommand(ctx context.Context, n int, l session.Library, o refresh.Options) tea.Cmd {
	steps := make(chan RefreshMsg, 16)
	return func() tea.Msg {
		go func() {
			var fresh []feed.ID
			tell := func(e refresh.Event) {
				fresh = append(fresh, e.Merged.New...)
				send(ctx, steps, RefreshMsg{number: n, event: e, steps: steps})
			}
			sum, err := refresh.Run(ctx, l.Client, l.Store, l.Sources, o, tell)
			last := RefreshMsg{number: n, done: true, summary: sum, err: err}
			if err == nil {
				last.news, last.err = refresh.News(ctx, l.Store, fresh)
			}
			send(ctx, steps, last)
		}()
		return nextStep(ctx, steps)()
	}
}

// indexCommand brings the search terms up to date where no refresh does.
func indexCommand(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg {
		if _, err := s.Index(ctx); err != nil {
			return FailedMsg{err}
		}
		return nil
	}
}

// fallbackCommand opens the sample edition and has it printed.
func fallbackCommand(ctx context.Context, open func() (session.Library, error)) tea.Cmd {
	return func() tea.Msg {
		l, err := open()
		if err == nil {
			_, err = refresh.Run(ctx, l.Client, l.Store, l.Sources, refresh.Options{}, nil)
		}
		return FallbackMsg{Library: l, Err: err}
	}
}

// Tick keeps "il y a 5 min" true.
func Tick() tea.Cmd {
	return tea.Tick(time.Minute, func(t time.Time) tea.Msg { return TickMsg(t) })
}

// RefreshMsg is one step of the refresh of that number; the next one comes
// from steps.
type RefreshMsg struct {
	number  int
	event   refresh.Event
	done    bool
	summary refresh.Summary
	news    []store.Entry // new chapters of watched stories
	err     error
	steps   <-chan RefreshMsg // nil: this is the last one
}

// FallbackMsg is the sample edition, ready to be read.
type FallbackMsg struct {
	Library session.Library
	Err     error
}

// FailedMsg is the failure of what nobody waits for.
type FailedMsg struct{ Err error }

// TickMsg comes every minute.
type TickMsg time.Time
