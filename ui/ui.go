// Package ui owns what the reader sees and does: three panes walked by keyboard
// and mouse over what the store keeps. It refuses to know how a feed is fetched
// or where a mark is written: commands ask, and bring the answers home.
package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"breageek/ui/layout"
	"breageek/ui/theme"
)

// Model is the program's screen: the frame, which pane has the keys, and the parts that
// fill it. It is a [tea.Model].
type Model struct {
	env   *session
	notes *board
	keys  keyMap

	frame layout.Frame
	focus layout.Pane
	zen   bool // the article alone

	lists  *browseModel
	read   *readModel
	work   *workModel
	marks  *marker
	export *exporter
	foot   *foot
	help   *helper

	pointer pointer
	pending pending
	loaded  tea.Cmd // what follows from the list that was loaded first
}

// New makes the screen. Its first frame waits for nothing: the list comes from
// the disk by a command.
func New(d Deps) *Model {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Measure == 0 {
		d.Measure = 72
	}
	env := newSession(d)
	m := &Model{env: env, keys: newKeyMap(d.Locale), notes: newBoard(d.Locale)}
	m.export = newExporter(env, m.notes)
	m.lists = newBrowseModel(env, m.notes)
	m.read = newReadModel(env, m.notes, m.keys, m.export, readScreen{
		opened: m.opened, focus: m.focusOn, placed: m.lists.placed,
		neighbours: m.lists.neighbours, walked: m.lists.goAlong,
	})
	m.work = newWorkModel(env, m.notes)
	m.marks = &marker{ui: m, env: env, notes: m.notes}
	m.foot = &foot{ui: m, env: env, notes: m.notes, prompt: newPrompt()}
	m.help = &helper{ui: m, env: env}
	return m
}

// Load reads the first window of the list from the disk before the program runs,
// so that its very first frame shows headlines. It is no more than Init would
// have a command do; an error is told on the screen.
func (m *Model) Load() {
	if msg, ok := trailCommand(m.env.ctx, m.env.Store)().(trailMsg); ok {
		m.read.resume(msg)
	}
	if msg, ok := m.lists.relist()().(listMsg); ok {
		m.loaded = m.listed(msg)
	}
}

// Init asks the disk for the list where it is not loaded, the terminal for its
// background and the sources for news, all at once.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.loaded, tick(), m.lists.watchAgain(), m.read.askTerminal(), m.work.sync(syncEvery)}
	if _, known := m.lists.unread(); !known {
		cmds = append(cmds, m.lists.relist())
	}
	if m.env.Theme != "light" && m.env.Theme != "dark" {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	for _, n := range m.env.Store.Notices() {
		m.notes.warn(ExplainNotice(m.env.Locale, n))
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
		return m.click(tea.Mouse(msg))
	case tea.MouseWheelMsg:
		return m.wheel(tea.Mouse(msg))
	}
	return m.routeAnswer(msg)
}

// routeAnswer routes what commands bring home.
func (m *Model) routeAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listMsg:
		return m.listed(msg)
	case foundMsg:
		return m.found(msg)
	case textMsg:
		return m.read.arrived(msg)
	case relatedMsg:
		m.read.relatedTo(msg)
	case linkMsg:
		return m.export.useLink(msg)
	case wholeMsg:
		return m.export.handOver(msg)
	case leftMsg:
		m.export.pagerEnded(msg.err)
		return m.read.drawAgain()
	case browsedMsg:
		return tea.Batch(m.export.useLink(msg.link), m.read.drawAgain())
	case pageMsg:
		return m.paged(msg)
	case followedMsg:
		return m.read.followed(msg)
	case syncedMsg:
		return m.synced(msg)
	case bulkMsg:
		if ids := m.lists.counted(msg); len(ids) > 0 {
			return m.marks.markRead(ids)
		}
	case storyMsg:
		return m.told(msg)
	case trailMsg:
		m.read.resume(msg)
	case watchMsg:
		return m.lists.watched(msg)
	case refreshMsg:
		return m.apply(m.work.refreshed(msg, m.shown()))
	case completeMsg:
		return m.apply(m.work.completed(msg))
	case saveMsg:
		return m.work.save()
	case savedMsg:
		return m.saved(msg)
	case failedMsg:
		m.notes.fail(msg.err)
	case fallbackMsg:
		return m.fellBack(msg)
	case tickMsg:
		return m.tick()
	default:
		return m.routePictures(msg)
	}
	return nil
}

// routePictures routes what has to do with pictures, and with what the terminal can do.
func (m *Model) routePictures(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		return m.read.profiled(msg.Profile)
	case tea.TerminalVersionMsg:
		return m.read.terminalNamed(msg.Name)
	case tea.ResumeMsg:
		return m.read.drawAgain()
	case uv.KittyGraphicsEvent:
		return m.read.terminalDraws(msg)
	case pictureMsg:
		return m.read.pictured(msg)
	case collectedMsg:
		m.read.collected(msg)
	}
	return nil
}

// Leave notes where the user is, to be written by Close. Call it when the program has ended
// otherwise than by its own key.
func (m *Model) Leave() {
	m.read.keepPlace()
	m.read.keepTrail()
}

// Close stops what is under way, and closes the libraries the screen showed:
// what is unsaved is written. Call it when the program has ended.
func (m *Model) Close() error {
	m.env.stop()
	var errs []error
	for _, l := range []Library{m.env.Library, m.env.home} {
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
		m.lists.setSize(size(layout.Headlines))
	}
	if m.frame.Visible(layout.Related) {
		m.read.related.SetSize(size(layout.Related))
	}
	if m.frame.Visible(layout.Reader) {
		return m.read.setSize(size(layout.Reader))
	}
	return nil
}

// focusOn gives the keys to a pane, and the screen too where only one fits. The
// article is no longer alone when it loses them.
func (m *Model) focusOn(p layout.Pane) tea.Cmd {
	if m.focus == p {
		return nil
	}
	left := m.read.stopFollowing()
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
	if dark == m.env.colours.Dark {
		return nil
	}
	m.env.colours = theme.New(dark)
	m.lists.setTheme(m.env.colours)
	return m.read.setTheme(m.env.colours)
}
