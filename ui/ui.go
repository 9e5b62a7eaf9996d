// Package ui owns what the reader sees and does: three panes walked by keyboard
// and mouse over what the store keeps. It refuses to know how a feed is fetched
// or where a mark is written: commands ask, and bring the answers home.
package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"breageek/ui/browse"
	"breageek/ui/export"
	"breageek/ui/keys"
	"breageek/ui/layout"
	"breageek/ui/notice"
	"breageek/ui/read"
	"breageek/ui/session"
	"breageek/ui/theme"
	"breageek/ui/work"
)

// Model is the program's screen: the frame, which pane has the keys, and the parts that
// fill it. It is a [tea.Model].
type Model struct {
	env   *session.Session
	notes *notice.Board
	keys  keys.Map

	frame layout.Frame
	focus layout.Pane
	zen   bool // the article alone

	lists  *browse.Model
	read   *read.Model
	work   *work.Model
	marks  *marker
	export *export.Exporter
	foot   *foot
	help   *helper

	mouse   *mouse
	canvas  *canvas
	pending pending
	loaded  tea.Cmd // what follows from the list that was loaded first
}

// New makes the screen. Its first frame waits for nothing: the list comes from
// the disk by a command.
func New(d session.Deps) *Model {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Measure == 0 {
		d.Measure = 72
	}
	env := session.New(d)
	m := &Model{env: env, keys: keys.New(d.Locale), notes: notice.New(d.Locale)}
	m.export = export.New(env, m.notes)
	m.lists = browse.New(env, m.notes)
	m.read = read.New(env, m.notes, m.keys, m.export, read.Screen{
		Opened: m.opened, Focus: m.focusOn, Placed: m.lists.Placed,
		Neighbours: m.lists.Neighbours, Walked: m.lists.FollowHistory,
	})
	m.work = work.New(env, m.notes)
	m.marks = &marker{ui: m, env: env, notes: m.notes}
	m.foot = &foot{ui: m, env: env, notes: m.notes, prompt: newPrompt()}
	m.help = &helper{ui: m, env: env}
	m.mouse, m.canvas = &mouse{ui: m, env: env}, &canvas{ui: m, env: env, notes: m.notes}
	return m
}

// Load reads the first window of the list from the disk before the program runs,
// so that its very first frame shows headlines. It is no more than Init would
// have a command do; an error is told on the screen.
func (m *Model) Load() {
	if msg, ok := read.TrailCommand(m.env.Context, m.env.Store)().(read.TrailMsg); ok {
		m.read.RestoreTrail(msg)
	}
	if msg, ok := m.lists.Restart()().(browse.ListMsg); ok {
		m.loaded = m.listed(msg)
	}
}

// Init asks the disk for the list where it is not loaded, the terminal for its
// background and the sources for news, all at once.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.loaded, work.Tick(), m.lists.Watched.WatchAgain(),
		m.read.Pictures.QueryTerminal(), m.work.Sync(work.SyncFirst)}
	if _, known := m.lists.Unread(); !known {
		cmds = append(cmds, m.lists.Restart())
	}
	if m.env.Theme != "light" && m.env.Theme != "dark" {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	for _, n := range m.env.Store.Notices() {
		m.notes.Warn(notice.ExplainNotice(m.env.Locale, n))
	}
	return tea.Batch(cmds...)
}

// Update routes each message to the one method that knows it.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.route(msg)
	return m, tea.Batch(cmd, m.settle())
}

func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.PasteMsg:
		return m.foot.typed(msg)
	case tea.WindowSizeMsg:
		return m.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		return m.background(msg.IsDark())
	case tea.MouseClickMsg:
		return m.mouse.click(tea.Mouse(msg))
	case tea.MouseWheelMsg:
		return m.mouse.wheel(tea.Mouse(msg))
	}
	return m.routeList(msg)
}

// routeList routes what commands found for the list's place.
func (m *Model) routeList(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case browse.ListMsg:
		return m.listed(msg)
	case browse.FoundMsg:
		if m.lists.Search.ShowResults(msg) {
			return m.pending.came(forResults)
		}
		return nil
	case browse.StoryMsg:
		return m.showStory(msg)
	case browse.WatchMsg:
		return m.lists.Watched.ShowChapters(msg)
	case browse.UnreadMsg:
		if ids := m.lists.Bulk.ToMark(msg); len(ids) > 0 {
			return m.marks.markRead(ids)
		}
		return nil
	}
	return m.routeArticle(msg)
}

// routeArticle routes what commands found for the article's place, and how the programs ended
// that were given an article.
func (m *Model) routeArticle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case read.TextMsg:
		return m.read.ShowText(msg)
	case read.RelatedMsg:
		m.read.Stories.ShowRelated(msg)
		return nil
	case read.PageMsg:
		return m.paged(msg)
	case read.FollowedMsg:
		return m.read.Links.LinkFound(msg)
	case read.TrailMsg:
		m.read.RestoreTrail(msg)
		return nil
	case export.LinkMsg:
		return m.export.UseLink(msg)
	case export.WholeMsg:
		return m.export.HandOver(msg)
	case export.LeftMsg:
		m.export.PagerEnded(msg.Err)
		return m.read.Pictures.DrawAgain()
	case export.BrowsedMsg:
		return tea.Batch(m.export.UseLink(msg.Link), m.read.Pictures.DrawAgain())
	}
	return m.routeWork(msg)
}

// routeWork routes the steps of what is under way.
func (m *Model) routeWork(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case work.BeginMsg:
		return m.work.Begin(msg)
	case work.RefreshMsg:
		return m.apply(m.work.RefreshStep(msg, m.shown()))
	case work.CompleteMsg:
		return m.apply(m.work.CompletionStep(msg))
	case work.SyncedMsg:
		return m.synced(msg)
	case work.SaveMsg:
		return m.work.Save()
	case work.SavedMsg:
		return m.saved(msg)
	case work.FailedMsg:
		m.notes.Error(msg.Err)
		return nil
	case work.FallbackMsg:
		return m.fellBack(msg)
	case work.TickMsg:
		return m.tick()
	}
	return m.routePictures(msg)
}

// routePictures routes what has to do with pictures, and with what the terminal can do.
func (m *Model) routePictures(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		return m.read.Pictures.Profiled(msg.Profile)
	case tea.TerminalVersionMsg:
		return m.read.Pictures.TerminalNamed(msg.Name)
	case tea.ResumeMsg:
		return m.read.Pictures.DrawAgain()
	case uv.KittyGraphicsEvent:
		return m.read.Pictures.TerminalDraws(msg)
	case read.PictureMsg:
		return m.read.Pictures.ShowPicture(msg)
	case read.CollectedMsg:
		m.read.Pictures.Collected(msg)
	}
	return nil
}

// Leave notes where the user is, to be written by Close. Call it when the program has ended
// otherwise than by its own key.
func (m *Model) Leave() {
	m.read.KeepPosition()
	m.read.KeepHistory()
}

// Close stops what is under way, and closes the libraries the screen showed:
// what is unsaved is written. Call it when the program has ended.
func (m *Model) Close() error {
	m.env.Stop()
	var errs []error
	for _, l := range []session.Library{m.env.Library, m.env.Home} {
		if l.Store != nil {
			l.Client.Close()
			errs = append(errs, l.Store.Close())
		}
	}
	return errors.Join(errs...)
}

// resize cuts the screen anew. The reader's place in the text is kept: the text
// of the old width stays until the one of the new width is rendered.
func (m *Model) resize(width, height int) tea.Cmd {
	m.cut(width, height)
	return m.arrange()
}

// arrange gives each pane its rectangle, and asks for the text at its width.
func (m *Model) arrange() tea.Cmd {
	size := func(p layout.Pane) (int, int) {
		r := m.frame.Panes[p]
		return r.W, r.H
	}
	if m.frame.Visible(layout.Headlines) {
		m.lists.SetSize(size(layout.Headlines))
	}
	if m.frame.Visible(layout.Related) {
		m.read.Related.SetSize(size(layout.Related))
	}
	if m.frame.Visible(layout.Reader) {
		return m.read.SetSize(size(layout.Reader))
	}
	return nil
}

// focusOn gives the keys to a pane, and the screen too where only one fits. The
// article is no longer alone when it loses them.
func (m *Model) focusOn(p layout.Pane) tea.Cmd {
	if m.focus == p {
		return nil
	}
	left := m.read.Links.StopFollowing()
	m.focus = p
	was := m.frame.Shape
	if m.zen {
		m.zen = false
		return tea.Batch(left, m.reframe())
	}
	m.cut(m.frame.Width, m.frame.Height)
	if was == layout.Single || m.frame.Shape != was {
		return tea.Batch(left, m.arrange())
	}
	return left
}

// background follows the terminal's answer.
func (m *Model) background(dark bool) tea.Cmd {
	if dark == m.env.Palette.Dark {
		return nil
	}
	m.env.Palette = theme.New(dark)
	m.lists.SetTheme(m.env.Palette)
	return m.read.SetTheme(m.env.Palette)
}
