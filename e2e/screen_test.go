//go:build unix

package e2e

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// screen is a pseudo-terminal with an emulator and a program in it.
type screen struct {
	t       testing.TB
	cmd     *exec.Cmd
	ptmx    *os.File
	mu      sync.Mutex // guards the emulator's cells, and blind
	blind   bool       // no longer drawn: the emulator has another size
	emu     *vt.Emulator
	raw     strings.Builder // everything sent to the terminal
	paused  bool
	parked  chan struct{} // received by pause, which stops the reading
	again   chan struct{}
	changed chan struct{}
	ended   chan struct{} // closed when the program has ended
	end     func()        // kills the program if it is running, and cleans up
}

// heedAll makes the programs that tests start receive every signal, even if this one was
// started to ignore some, as under nohup: a caught signal has its default action in a new
// program (execve(2)).
var heedAll = sync.OnceFunc(func() {
	for _, s := range []os.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
})

// inTerminal starts a program on a screen of width × height cells. Call end when done.
func inTerminal(t testing.TB, cmd *exec.Cmd, width, height int) *screen {
	t.Helper()
	heedAll()
	cmd.Env = append(os.Environ(), cmd.Env...)
	cmd.Env = append(cmd.Env, "TERM=xterm-256color", "COLORTERM=truecolor", "TZ=UTC")
	size := &pty.Winsize{Rows: uint16(height), Cols: uint16(width)}
	ptmx, err := pty.StartWithSize(cmd, size)
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, cmd: cmd, ptmx: ptmx, emu: vt.NewEmulator(width, height),
		changed: make(chan struct{}, 1), ended: make(chan struct{}),
		parked: make(chan struct{}), again: make(chan struct{})}
	var plumbing sync.WaitGroup
	plumbing.Go(s.draw)
	plumbing.Go(func() { _, _ = io.Copy(ptmx, s.emu) }) // the terminal's responses
	go func() {
		_ = cmd.Wait()
		close(s.ended)
		_ = s.emu.InputPipe().(io.Closer).Close()
		_ = ptmx.Close()
	}()
	s.end = func() {
		_ = cmd.Process.Kill()
		<-s.ended
		plumbing.Wait()
	}
	return s
}

// reader opens the real reader, in French, on a screen that fits one pane.
func reader(t testing.TB, dir string, args ...string) *screen {
	t.Helper()
	args = append([]string{"--lang", "fr", "--data", dir}, args...)
	s := inTerminal(t, exec.Command("breageek", args...), 76, 24)
	t.Cleanup(s.end)
	return s
}

// draw passes on what the program sends to its terminal. Synchronized output (mode 2026) is
// drawn at once, as terminals do that support it: the screen is never seen half drawn.
func (s *screen) draw() {
	_, _ = s.emu.Write([]byte(endTogether)) // now it reports support for it
	b := make([]byte, 32<<10)
	var held []byte
	for {
		select {
		case s.parked <- struct{}{}:
			<-s.again
		default:
		}
		n, err := s.ptmx.Read(b)
		held = append(held, b[:n]...)
		whole := len(held)
		if err == nil {
			whole = together(held)
		}
		s.mu.Lock()
		if !s.blind {
			_, _ = s.emu.Write(bare(held[:whole]))
		}
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

// The markers of synchronized output.
const (
	beginTogether = "\x1b[?2026h"
	endTogether   = "\x1b[?2026l"
)

// title matches the window title. The emulator takes a byte within a character, such as the
// last one of “, for its end, and draws the rest on the screen.
var title = regexp.MustCompile("\x1b\\]2;[^\x07]*\x07")

// bare returns what is drawn, without window titles and the markers.
func bare(sent []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(title.ReplaceAll(sent, nil), []byte(beginTogether), nil),
		[]byte(endTogether), nil)
}

// together returns how many bytes can be drawn: what ends within synchronized output, or may
// begin it, must wait.
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

// pause stops reading what the program writes, until resume. A key, which changes the screen,
// ends the read in progress.
func (s *screen) pause(key string) {
	for {
		select {
		case <-s.parked:
			s.paused = true
			return
		case <-time.After(20 * time.Millisecond):
			s.press(key)
		}
	}
}

func (s *screen) resume() {
	if s.paused {
		s.paused = false
		s.again <- struct{}{}
	}
}

// forget drops what was received so far, but not what is drawn.
func (s *screen) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.raw.Reset()
}

// received returns everything that was sent to the terminal.
func (s *screen) received() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()
}

// text returns the screen as a user reads it.
func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	for y := range s.emu.Height() {
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
		b.WriteByte('\n')
	}
	return b.String()
}

// line returns the screen without line breaks: a sentence in the status line takes several
// lines.
func (s *screen) line() string { return strings.Join(strings.Fields(s.text()), " ") }

// press types keys, each a character or a control sequence.
func (s *screen) press(keys ...string) {
	for _, k := range keys {
		_, _ = s.ptmx.WriteString(k) // an error if the program was killed
	}
}

// until waits until a condition holds; it returns false if the program ends first.
func (s *screen) until(what string, ok func() bool) bool {
	s.t.Helper()
	limit := time.After(patience)
	for !ok() {
		select {
		case <-s.changed:
		case <-time.After(20 * time.Millisecond): // the condition may be about a file
		case <-s.ended:
			return false
		case <-limit:
			s.t.Errorf("waited for %s; the screen is\n%s", what, s.text())
			_ = s.cmd.Process.Kill()
			return false
		}
	}
	return true
}

// shows waits until each of the texts is on the screen.
func (s *screen) shows(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		ok := s.until(text, func() bool { return strings.Contains(s.line(), text) })
		if !ok {
			s.t.Fatalf("%q is not on the screen\n%s", text, s.text())
		}
	}
}

// quits leaves the reader with its key, and returns the exit code.
func (s *screen) quits() int {
	s.t.Helper()
	s.press("q")
	select {
	case <-s.ended:
	case <-time.After(patience):
		s.t.Fatalf("it does not end; the screen is\n%s", s.text())
	}
	return s.cmd.ProcessState.ExitCode()
}

// kill ends the program as a crash would, and reports whether that is how it ended.
func kill(cmd *exec.Cmd, ended <-chan struct{}) bool {
	_ = cmd.Process.Kill()
	<-ended
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}
