package ui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"breageek/ui/export"
	"breageek/ui/layout"
	"breageek/ui/session"
)

// key does what a key is bound to. The prompt and the help come first, then the
// places found in the text, then the panes.
func (m *Model) key(msg tea.KeyPressMsg) tea.Cmd {
	m.lists.Touch()
	m.pending.press()
	switch {
	case m.frame.Shape == layout.TooSmall && key.Matches(msg, m.keys.Quit):
		return m.quit()
	case m.frame.Shape == layout.TooSmall:
		return nil
	case m.foot.prompt.what != nothing:
		return m.foot.promptKey(msg)
	case m.help.shown:
		return m.help.helpKey(msg)
	}
	m.notes.Clear()
	if m.lists.Bulk.Confirming() {
		return m.marks.bulkKey(msg)
	}
	m.lists.Bulk.CancelCount()
	if m.read.Links.Choosing() && m.focus == layout.Reader {
		cmd, done := m.read.Links.FollowKey(msg)
		if done {
			return cmd
		}
		return tea.Batch(cmd, m.keyAnywhere(msg))
	}
	return m.keyAnywhere(msg)
}

// keyAnywhere does what a key means in every pane, or in the text where words are found.
func (m *Model) keyAnywhere(msg tea.KeyPressMsg) tea.Cmd {
	if m.read.Finds() && key.Matches(msg, m.keys.FindNext, m.keys.FindPrev) {
		if key.Matches(msg, m.keys.FindNext) {
			return m.read.FindNext(1)
		}
		return m.read.FindNext(-1)
	}
	for _, a := range m.actions() {
		if key.Matches(msg, a.key) {
			return a.do()
		}
	}
	return nil
}

// action is a key and what it does.
type action struct {
	key key.Binding
	do  func() tea.Cmd
}

func (m *Model) actions() []action {
	k := &m.keys
	return []action{
		{k.Down, func() tea.Cmd { return m.line(1) }},
		{k.Up, func() tea.Cmd { return m.line(-1) }},
		{k.PageDown, func() tea.Cmd { return m.page(1) }},
		{k.PageUp, func() tea.Cmd { return m.page(-1) }},
		{k.HalfDown, func() tea.Cmd { return m.page(0.5) }},
		{k.HalfUp, func() tea.Cmd { return m.page(-0.5) }},
		{k.Top, m.top}, {k.Bottom, m.bottom}, {k.Open, m.enter}, {k.Close, m.close},
		{k.NextPane, func() tea.Cmd { return m.focusOn(m.focus.Next()) }},
		{k.PrevPane, func() tea.Cmd { return m.focusOn(m.focus.Prev()) }},
		{k.Next, func() tea.Cmd { return m.neighbour(1) }},
		{k.Prev, func() tea.Cmd { return m.neighbour(-1) }},
		{k.NextUnread, m.nextUnread},
		{k.NextRelated, m.nextStory}, {k.PrevRelated, m.prevStory},
		{k.Story, m.toggleTimeline}, {k.FullText, func() tea.Cmd {
			id, _ := m.target()
			return m.read.FullText(id)
		}},
		{k.Watch, m.marks.toggleWatch}, {k.Dismiss, m.marks.dismiss},
		{k.Back, m.back}, {k.Forward, m.read.Forward}, {k.Search, m.foot.slash},
		{k.MarkAbove, m.marks.markAbove}, {k.MarkAll, m.marks.markAll},
		{k.Star, m.marks.toggleStar}, {k.Read, m.marks.toggleRead}, {k.Undo, m.marks.undo},
		{k.Filter, m.cycle}, {k.Refresh, m.work.RefreshNow},
		{k.Browse, func() tea.Cmd { return m.export.Link(m.exported(), export.ToBrowse) }},
		{k.Copy, func() tea.Cmd { return m.export.Link(m.exported(), export.ToCopy) }},
		{k.Pager, func() tea.Cmd { return m.export.ToPager(m.exported()) }},
		{k.CopyText, func() tea.Cmd { return m.export.ToClipboard(m.exported()) }},
		{k.Narrower, func() tea.Cmd { return m.read.Narrow(1) }},
		{k.Wider, func() tea.Cmd { return m.read.Narrow(-1) }},
		{k.Left, func() tea.Cmd { return m.read.Sideways(-1) }},
		{k.Right, func() tea.Cmd { return m.read.Sideways(1) }},
		{k.Zen, m.toggleZen}, {k.Pictures, m.read.Pictures.TogglePictures},
		{k.Help, m.help.openHelp}, {k.Quit, m.quit},
		{k.Suspend, m.export.Suspend},
	}
}

// line goes one line or one row down, or up.
func (m *Model) line(n int) tea.Cmd {
	switch m.focus {
	case layout.Headlines:
		m.lists.Moved()
		m.lists.Active().Move(n)
		return m.lists.NearEnd()
	case layout.Related:
		m.read.Related.Move(n)
		return nil
	}
	return m.read.Line(n)
}

func (m *Model) page(n float64) tea.Cmd {
	switch m.focus {
	case layout.Headlines:
		m.lists.Active().Page(n)
		return m.lists.NearEnd()
	case layout.Related:
		m.read.Related.Page(n)
		return nil
	}
	return m.read.Page(n)
}

func (m *Model) top() tea.Cmd {
	switch m.focus {
	case layout.Headlines:
		return m.lists.ListTop()
	case layout.Related:
		m.read.Related.Select(0)
		return nil
	}
	return m.read.Top()
}

// bottom goes to the last row or line.
func (m *Model) bottom() tea.Cmd {
	switch m.focus {
	case layout.Headlines:
		return m.lists.ListBottom()
	case layout.Related:
		m.read.Related.Select(len(m.read.Related.Items()) - 1)
		return nil
	}
	return m.read.Bottom()
}

// close ends what was found, or goes back to the headlines.
func (m *Model) close() tea.Cmd {
	switch {
	case m.read.Finds():
		return m.read.EndFind()
	case m.focus == layout.Headlines && m.lists.InTimeline():
		return m.endStory()
	case m.focus == layout.Headlines && m.lists.Search.InSearch():
		m.lists.Search.EndSearch()
		return nil
	case m.zen:
		return m.toggleZen()
	case m.focus != layout.Headlines:
		m.read.KeepPosition()
		return m.focusOn(layout.Headlines)
	}
	return nil
}

// pointer remembers the last click, to know a double one.
type pointer struct {
	at   time.Time
	x, y int
}

// mouse does what a click or the wheel means.
type mouse struct {
	ui      *Model
	env     *session.Session
	pointer pointer
}

// doubleClick is the longest time between the two.
const doubleClick = 400 * time.Millisecond

// click moves the focus to the pane under it and chooses the row there; a second
// one on the same cell opens it.
func (m *mouse) click(at tea.Mouse) tea.Cmd {
	pane, ok := m.ui.frame.At(at.X, at.Y)
	if !ok || m.ui.help.shown || m.ui.foot.prompt.what != nothing || at.Button != tea.MouseLeft ||
		at.Y >= m.ui.frame.Height-len(m.ui.canvas.statusLines()) { // what is under the status is not seen
		return nil
	}
	m.ui.lists.Touch()
	cmd := m.ui.focusOn(pane)
	if pane == layout.Reader {
		r := m.ui.frame.Panes[layout.Reader]
		return tea.Batch(cmd, m.ui.read.Links.ClickLink(at.X-r.X, at.Y-r.Y))
	}
	row, ok := m.rowAt(pane, at.Y)
	now := m.env.Now()
	if m.pointer.x == at.X && m.pointer.y == at.Y && now.Sub(m.pointer.at) < doubleClick {
		m.pointer = pointer{}
		return tea.Batch(cmd, m.ui.enter()) // what the first click chose, wherever it is now
	}
	m.pointer = pointer{}
	if !ok {
		return cmd
	}
	m.pointer = pointer{now, at.X, at.Y}
	m.ui.lists.Moved()
	if pane == layout.Related {
		m.ui.read.Related.Select(row)
	} else {
		m.ui.lists.Active().Select(row)
	}
	return cmd
}

// rowAt returns the row of a list's pane on line y of the screen.
func (m *mouse) rowAt(pane layout.Pane, y int) (int, bool) {
	y -= m.ui.frame.Panes[pane].Y
	switch pane {
	case layout.Headlines:
		return m.ui.lists.Active().At(y)
	case layout.Related:
		return m.ui.read.Related.At(y)
	}
	return 0, false
}

// wheelLines is how far a notch of the wheel scrolls a text.
const wheelLines = 3

// wheel scrolls the pane under the pointer, whichever has the keys.
func (m *mouse) wheel(at tea.Mouse) tea.Cmd {
	n := 1
	if at.Button == tea.MouseWheelUp {
		n = -1
	} else if at.Button != tea.MouseWheelDown {
		return nil
	}
	m.ui.lists.Touch()
	if m.ui.help.shown {
		m.ui.help.scrollHelp(n)
		return nil
	}
	pane, ok := m.ui.frame.At(at.X, at.Y)
	switch {
	case !ok:
		return nil
	case pane == layout.Headlines:
		m.ui.lists.Active().Scroll(n)
		return m.ui.lists.NearEnd()
	case pane == layout.Related:
		m.ui.read.Related.Scroll(n)
		return nil
	}
	return m.ui.read.Line(n * wheelLines)
}
