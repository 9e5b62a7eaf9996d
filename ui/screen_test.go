package ui

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/session"
)

// patience is how long a test waits for what must come: long enough for a busy
// machine and the race detector, so that only what never comes fails.
const patience = time.Minute

// noon is when every scene happens.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// terminal is a real terminal, a pseudo-terminal with an emulator behind it, and
// the program in it.
type terminal struct {
	t       *testing.T
	mu      sync.Mutex // guards the emulator's cells, and sent
	sent    []byte     // all that the program sent to its terminal
	emu     *vt.Emulator
	ptmx    *os.File
	raw     strings.Builder // all that the terminal was sent
	program *tea.Program
	model   *Model // only what is safe beside the program may be asked of it
	changed chan struct{}
	ended   chan error
}

// run starts the program on a screen of width × height cells.
func run(t *testing.T, d session.Deps, width, height int) *terminal {
	t.Helper()
	ptmx, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	s := &terminal{
		t: t, emu: vt.NewEmulator(width, height), ptmx: ptmx,
		changed: make(chan struct{}, 1), ended: make(chan error, 1),
	}
	s.size(width, height)
	if d.Now == nil {
		d.Now = func() time.Time { return noon }
	}
	if d.Locale == nil {
		d.Locale = locale.French()
	}
	m := New(d)
	m.Load()
	s.model = m
	s.program = tea.NewProgram(m, tea.WithInput(tty), tea.WithOutput(tty),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithoutSignals(),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}))
	var plumbing, reading sync.WaitGroup
	plumbing.Go(s.draw)
	plumbing.Go(func() { _, _ = io.Copy(ptmx, s.emu) })
	reading.Go(func() {
		_, err := s.program.Run()
		err = errors.Join(err, m.Close())
		_ = tty.Close()
		s.ended <- err
	})
	t.Cleanup(func() {
		s.program.Quit()
		reading.Wait()
		_ = s.emu.InputPipe().(io.Closer).Close() // ends what is typed
		plumbing.Wait()
		_ = ptmx.Close()
	})
	return s
}

// size tells the terminal's size to the program, as a window manager would.
func (s *terminal) size(width, height int) {
	s.t.Helper()
	size := &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}
	if err := pty.Setsize(s.ptmx, size); err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	s.emu.Resize(width, height)
	s.mu.Unlock()
	if s.program != nil {
		s.program.Send(tea.WindowSizeMsg{Width: width, Height: height})
	}
}

// draw takes what the program sends to its terminal. What belongs together is drawn at
// once, as terminals do it that say so (mode 2026): a screen is never seen half drawn.
func (s *terminal) draw() {
	_, _ = s.emu.Write([]byte(endTogether)) // now it says so when it is asked
	b := make([]byte, 32<<10)
	var held []byte
	for {
		n, err := s.ptmx.Read(b)
		held = append(held, b[:n]...)
		whole := len(held)
		if err == nil {
			whole = together(held)
		}
		s.mu.Lock()
		s.sent = append(s.sent, b[:n]...)
		_, _ = s.emu.Write(bare(held[:whole]))
		s.raw.Write(b[:n])
		s.mu.Unlock()
		held = append(held[:0], held[whole:]...)
		select {
		case s.changed <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// What a program sends between these two belongs together.
const (
	beginTogether = "\x1b[?2026h"
	endTogether   = "\x1b[?2026l"
)

// bare is what is drawn, without the marks of what belongs together: they would change the
// modes of the emulator, which are read wherever keys and clicks are sent.
func bare(sent []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(sent, []byte(beginTogether), nil),
		[]byte(endTogether), nil)
}

// together returns how much of what was sent can be drawn: what ends within something that
// belongs together, or that may begin so, must wait.
func together(sent []byte) int {
	begun := bytes.LastIndex(sent, []byte(beginTogether))
	if begun >= 0 && !bytes.Contains(sent[begun:], []byte(endTogether)) {
		return begun
	}
	for n := len(beginTogether) - 1; n > 0; n-- {
		if bytes.HasSuffix(sent, []byte(beginTogether[:n])) {
			return len(sent) - n
		}
	}
	return len(sent)
}

// press types keys, one after the other: characters, or names such as "enter".
func (s *terminal) press(keys ...string) {
	s.t.Helper()
	named := map[string]string{
		"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "backspace": "\x7f",
		"space": " ", "ctrl+d": "\x04", "ctrl+u": "\x15", "down": "\x1b[B", "up": "\x1b[A",
		"end": "\x1b[F", "home": "\x1b[H",
	}
	for _, k := range keys {
		if code, ok := named[k]; ok {
			k = code
		}
		s.emu.SendText(k)
	}
}

// text is the screen as a reader reads it.
func (s *terminal) text() string { return strings.Join(s.lines(), "\n") }

func (s *terminal) lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := make([]string, s.emu.Height())
	for y := range lines {
		var b strings.Builder
		for x := 0; x < s.emu.Width(); {
			cell := s.emu.CellAt(x, y)
			if cell == nil || cell.Content == "" {
				b.WriteByte(' ')
				x++
				continue
			}
			b.WriteString(cell.Content)
			x += max(1, cell.Width)
		}
		lines[y] = strings.TrimRight(b.String(), " ")
	}
	return lines
}

// wait waits until the screen is as it should be, and fails with what it shows
// otherwise.
func (s *terminal) wait(what string, ok func(screen string) bool) {
	s.t.Helper()
	limit := time.After(patience)
	for !ok(s.text()) {
		select {
		case <-s.changed:
		case <-time.After(20 * time.Millisecond): // what is waited for may be a file
		case <-limit:
			s.t.Fatalf("waited for %s; the screen is\n%s", what, s.text())
		}
	}
}

// shows waits until every one of the texts is on the screen.
func (s *terminal) shows(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		s.wait(fmt.Sprintf("%q", text), func(screen string) bool {
			return strings.Contains(screen, text)
		})
	}
}

// hides waits until none of the texts is on the screen.
func (s *terminal) hides(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		s.wait(fmt.Sprintf("no %q", text), func(screen string) bool {
			return !strings.Contains(screen, text)
		})
	}
}

// receives waits until the terminal was sent some bytes.
func (s *terminal) receives(bytes string) {
	s.t.Helper()
	s.wait(fmt.Sprintf("%q to be sent", bytes), func(string) bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return strings.Contains(s.raw.String(), bytes)
	})
}

// line returns the first line of the screen that holds a text.
func (s *terminal) line(text string) string {
	for _, line := range s.lines() {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}

// quits waits until the program has ended by itself.
func (s *terminal) quits() {
	s.t.Helper()
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Fatal(err)
		}
	case <-time.After(patience):
		s.t.Fatalf("the program goes on; the screen is\n%s", s.text())
	}
}

// story is one item of a test newspaper.
type story struct {
	title, body string
	hours       int // ago
}

// stories is a newspaper of three running stories and some briefs.
func stories() []story {
	long := strings.Repeat("Le chantier du viaduc avance, dit-on sur les quais de Brannec. ", 30)
	return []story{
		{"Le viaduc de Brannec rouvre aux piétons",
			"<p>Le viaduc de Brannec rouvre : « enfin ! », dit l’éclusier Mordan.</p>" +
				strings.Repeat("<p>"+long+"</p>", 6), 1},
		{"La fanfare répète sous la halle", "<p>Cuivres et tambours, chaque jeudi.</p>", 3},
		{"Viaduc de Brannec : l’éclusier Mordan raconte", "<p>Le viaduc vu de l’écluse par " +
			"l’éclusier Mordan, à Brannec, avant la réouverture aux piétons.</p>", 5},
		{"Un marché aux graines samedi", "<p>Tomates anciennes et courges rares.</p>", 20},
		{"Le viaduc de Brannec fermé aux piétons", "<p>Fissure au viaduc de Brannec : " +
			"l’éclusier Mordan donne l’alerte, les piétons font le tour.</p>", 30},
		{"Bibliothèque : des œuvres à l’été", "<p>Prêt gratuit tout l’été.</p>", 50},
	}
}

// feedOf writes a newspaper as WordPress would.
func feedOf(stories []story) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" ` +
		`xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>` +
		`<title>Le Courrier de Brannec</title><link>https://courrier.example/</link>`)
	for _, s := range stories {
		date := noon.Add(-time.Duration(s.hours) * time.Hour).Format(time.RFC1123Z)
		fmt.Fprintf(&b, `<item><title>%s</title><link>https://courrier.example/%d/</link>`+
			`<guid isPermaLink="false">courrier-%d</guid><pubDate>%s</pubDate>`+
			`<description>Extrait</description><content:encoded><![CDATA[%s]]></content:encoded>`+
			`</item>`, s.title, s.hours, s.hours, date, s.body)
	}
	b.WriteString(`</channel></rss>`)
	return b.String()
}

// site serves one feed, which may change, or be down.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	items []story
	asked int
	notes []string // the validators that came
	down  bool
	tag   string // of another edition of the same articles
}

func newSite(t *testing.T, items []story) *site {
	s := &site{items: items}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if s.down {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	tag := fmt.Sprintf(`"v%d%s"`, len(s.items), s.tag)
	s.notes = append(s.notes, r.Header.Get("If-None-Match"))
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
	_, _ = io.WriteString(w, feedOf(s.items))
}

func (s *site) publish(items ...story) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items = append(items, s.items...)
}

// library opens a data folder and a client for the sites.
func library(t *testing.T, dir string, urls ...string) session.Library {
	t.Helper()
	now := func() time.Time { return noon }
	st, err := store.Open(dir, store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	l := session.Library{Store: st, Client: fetch.NewClient(fetch.Options{Now: now})}
	for _, u := range urls {
		l.Sources = append(l.Sources, feed.Source{URL: u})
	}
	return l
}

// scene opens the reader on the test newspaper, listed and settled.
func scene(t *testing.T, width, height int) (*terminal, *site) {
	t.Helper()
	web := newSite(t, stories())
	s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL)}, width, height)
	s.shows("6 nouveaux articles", "6 non lus")
	return s, web
}
