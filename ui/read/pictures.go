package read

import (
	"context"
	"image/color"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"breageek/feed"
	"breageek/store/pictures"
	"breageek/store/refresh"
	"breageek/ui/notice"
	"breageek/ui/picture"
	"breageek/ui/reader"
	"breageek/ui/session"
)

// pictureState is how pictures are shown, and what becomes of those of the open
// article: they are drawn one after the other, those in sight first.
type pictureState struct {
	hidden   bool
	profile  colorprofile.Profile
	graphics bool // the terminal has Kitty's protocol, and placeholders

	collecting     bool // those of the newest articles are being stored,
	stopCollecting context.CancelFunc
	round          int // in this round: late answers are of another

	number    int // of what is being drawn: late answers are of another
	busy      bool
	failed    map[string]bool      // those of the open article that could not be had
	gone      map[string]time.Time // when a picture could not be had, of any article
	ID        int                  // of the picture that the terminal was sent last
	requested int                  // the one it was asked about
	sent      map[string]int       // those it holds, by address

	ctx  context.Context // of the pictures that are on their way
	stop context.CancelFunc
}

// Gallery draws the pictures of the open article.
type Gallery struct {
	read  *Model
	env   *session.Session
	notes *notice.Board
	pictureState
}

// depiction is how a picture is shown.
type depiction uint8

const (
	asText   depiction = iota // by its caption and its size
	asBlocks                  // in half blocks
	asPixels                  // by the terminal, as it is
)

// PictureMsg is a picture that is drawn, for the question of that number.
type PictureMsg struct {
	number int
	figure reader.Figure
	drawn  reader.Drawing
	sent   string // what the terminal must be sent first
	ID     int
	room   reader.Picture // what is known of its size now
	err    error
}

func newPictures() pictureState {
	return pictureState{
		profile: colorprofile.TrueColor, failed: map[string]bool{}, sent: map[string]int{},
		gone: map[string]time.Time{},
		ID:   1 + rand.IntN(1<<23), // other programs name pictures, too
	}
}

// hasPictures reports whether pictures can be shown here, also while they are hidden.
func (m *Gallery) hasPictures() bool {
	return m.env.PictureCache != nil && m.env.Pictures != "off" &&
		m.profile > colorprofile.ASCII
}

// pictureWay is how pictures are shown here and now.
func (m *Gallery) pictureWay() depiction {
	p := &m.pictureState
	switch {
	case !m.hasPictures() || p.hidden:
		return asText
	case p.graphics && m.env.Pictures != "blocks" && p.profile == colorprofile.TrueColor:
		return asPixels
	}
	return asBlocks
}

// QueryTerminal asks the terminal for its name: the first of two questions, for only
// those whose name is known are asked for pictures. Others would print the question.
func (m *Gallery) QueryTerminal() tea.Cmd {
	if m.env.PictureCache == nil || m.env.Pictures == "off" || m.env.Pictures == "blocks" {
		return nil
	}
	return tea.RequestTerminalVersion
}

// TerminalNamed asks a terminal of this name whether it draws pictures, if it may.
func (m *Gallery) TerminalNamed(name string) tea.Cmd {
	if !picture.HasPlaceholders(name) || m.QueryTerminal() == nil {
		return nil
	}
	m.requested = m.ID // others may be drawn before the answer comes
	return tea.Raw(picture.Query(m.requested))
}

// TerminalDraws takes the answer: from now on pictures are drawn as they are.
func (m *Gallery) TerminalDraws(e uv.KittyGraphicsEvent) tea.Cmd {
	if m.requested == 0 || e.Options.ID != m.requested || string(e.Payload) != "OK" {
		return nil
	}
	return m.changePictures(func(p *pictureState) { p.graphics = true })
}

// Profiled hears which colours the terminal has.
func (m *Gallery) Profiled(has colorprofile.Profile) tea.Cmd {
	return m.changePictures(func(p *pictureState) { p.profile = has })
}

// changePictures shows pictures in another way, where it is one.
func (m *Gallery) changePictures(change func(*pictureState)) tea.Cmd {
	before := m.pictureWay()
	change(&m.pictureState)
	if m.pictureWay() == before {
		return nil
	}
	cmd := m.ForgetPictures()
	if m.read.Reader.ID() == 0 {
		return cmd
	}
	return tea.Batch(cmd, m.read.rerender(m.read.placeNow()))
}

// TogglePictures hides the pictures, or shows them again.
func (m *Gallery) TogglePictures() tea.Cmd {
	if !m.hidden && m.pictureWay() == asText {
		m.notes.Info(m.env.Locale.PicturesOff)
		return nil
	}
	clear(m.gone) // they are asked for again
	if m.hidden = !m.hidden; m.hidden {
		m.notes.Info(m.env.Locale.PicturesHidden)
	} else {
		m.notes.Info(m.env.Locale.PicturesShown)
	}
	return tea.Batch(m.ForgetPictures(), m.read.rerender(m.read.placeNow()))
}

// DrawAgain draws the pictures anew for a terminal that may hold none: it forgets them
// when another program has its screen.
func (m *Gallery) DrawAgain() tea.Cmd {
	if len(m.sent) == 0 {
		return nil
	}
	return tea.Batch(m.ForgetPictures(), m.drawPictures())
}

// ForgetPictures has the drawn pictures forgotten, by the terminal too. Those that are
// on their way are no longer waited for: they would keep the next ones from their site.
func (m *Gallery) ForgetPictures() tea.Cmd {
	p := &m.pictureState
	p.number++
	p.busy = false
	clear(p.failed)
	if p.stop != nil {
		p.stop()
		p.ctx, p.stop = nil, nil
	}
	m.read.Reader.Undraw()
	if len(p.sent) == 0 {
		return nil
	}
	drop := picture.Forget(slices.Collect(maps.Values(p.sent))...)
	clear(p.sent)
	return tea.Raw(drop)
}

// drawPictures has the next picture drawn that is in sight or near.
func (m *Gallery) drawPictures() tea.Cmd {
	p, how := &m.pictureState, m.pictureWay()
	if p.busy || how == asText {
		return nil
	}
	f, ok := m.nextFigure()
	if !ok {
		return nil
	}
	p.busy = true
	p.ID = p.ID%(1<<24-1) + 1
	j := pictureJob{
		number: p.number, figure: f, how: how, ID: p.ID, of: m.read.Article.Entry.SourceKey,
		ground: m.env.Palette.Ground(), cache: m.env.PictureCache, library: m.env.Library,
	}
	if p.ctx == nil {
		p.ctx, p.stop = context.WithCancel(m.env.Context)
	}
	return j.command(p.ctx)
}

// nextFigure returns a picture of the text that is not drawn yet: one in sight, else one
// within two screens.
func (m *Gallery) nextFigure() (reader.Figure, bool) {
	for _, screens := range []int{0, 2} {
		for _, f := range m.read.Reader.Figures() {
			if m.read.Reader.Near(f, screens) && !m.read.Reader.Drawn(f) && !m.failed[f.URL] {
				return f, true
			}
		}
	}
	return reader.Figure{}, false
}

// pictureJob is one picture to be drawn.
type pictureJob struct {
	number  int
	figure  reader.Figure
	how     depiction
	ID      int
	of      string // the key of the article's source
	ground  color.Color
	cache   *pictures.Cache
	library session.Library
}

// pictureTime is how long a picture may take to come.
const pictureTime = 30 * time.Second

// command gets a picture from the cache or its site, and draws it.
func (j pictureJob) command(ctx context.Context) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, pictureTime)
		defer cancel()
		msg := PictureMsg{number: j.number, figure: j.figure, ID: j.ID}
		client := j.library.Client
		if j.library.Offline {
			client = nil
		}
		got, err := refresh.Picture(ctx, client, j.cache, j.figure.URL, j.source(ctx))
		if err != nil {
			msg.err = err
			return msg
		}
		f := j.figure
		msg.room = reader.Picture{Width: got.Width, Height: got.Height, Shown: true}
		msg.drawn = reader.Drawing{Width: f.Width, Height: f.Height}
		columns, rows := picture.Fit(got.Image, f.Width, f.Height)
		if j.how == asPixels {
			msg.drawn.Lines, msg.sent, msg.err = picture.Kitty(got.Image, j.ID, columns, rows)
		} else {
			msg.drawn.Lines = picture.Blocks(got.Image, columns, rows, j.ground)
		}
		return msg
	}
}

// source is the article's source: its pictures may be where it is.
func (j pictureJob) source(ctx context.Context) feed.Source {
	known, err := j.library.Store.Sources(ctx)
	if err != nil {
		return feed.Source{}
	}
	for _, s := range known {
		if s.Key == j.of {
			return s.Source
		}
	}
	return feed.Source{}
}

// ShowPicture takes a picture that is drawn, and has the next one drawn. The text is set
// anew for its real size only where that moves nothing that is seen.
func (m *Gallery) ShowPicture(msg PictureMsg) tea.Cmd {
	p := &m.pictureState
	if msg.number != p.number {
		return nil
	}
	p.busy = false
	var cmd tea.Cmd
	inSight := m.read.Reader.InSight(msg.figure)
	switch {
	case msg.err != nil:
		p.failed[msg.figure.URL], p.gone[msg.figure.URL] = true, m.env.Now()
		m.read.Reader.Draw(msg.figure.URL, reader.Drawing{
			Width: msg.figure.Width, Height: msg.figure.Height,
			Lines: []string{m.env.Palette.Dim.Render("▣ " + m.env.Locale.PictureGone)},
		})
		return tea.Batch(m.closeRooms(), m.drawPictures())
	case msg.sent != "":
		if before, ok := p.sent[msg.figure.URL]; ok { // of another size
			msg.sent += picture.Forget(before)
		}
		p.sent[msg.figure.URL] = msg.ID
		cmd = tea.Raw(msg.sent)
		fallthrough
	default:
		m.read.Reader.Draw(msg.figure.URL, msg.drawn)
	}
	if !m.read.Reader.Fits(msg.figure, msg.room) {
		m.read.Cache.Forget(m.read.Article.Want.ID)
		if !inSight {
			cmd = tea.Batch(cmd, m.read.rerender(m.read.placeNow()))
		}
	}
	return tea.Batch(cmd, m.drawPictures())
}
