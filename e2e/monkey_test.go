//go:build unix

package e2e

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

var monkey = flag.Duration("monkey", 30*time.Second,
	"how long random keys are pressed; .ci/run asks for five minutes")

// typist presses random keys, clicks, pastes and resizes the window.
type typist struct {
	s   *screen
	rng *rand.Rand
	log []string // what was done last
}

// chances returns the keys to choose from; common ones are in it several times.
func chances() []string {
	keys := strings.Split(strings.Repeat("jkgGbhlnpN][HLtxsuaAwdzf/?rioyceZ<>{} ", 2)+"129éœ", "")
	for c := 'a'; c <= 'z'; c++ {
		keys = append(keys, "\x1b"+string(c), string(c-'a'+1)) // alt and ctrl
	}
	keys = append(keys, "\t", "\r", "\x7f", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[Z", "\x1b[6~",
		"\x1b[5~", "\x1b[H", "\x1b[F", "\x1b[3~", "\x1b[3;5~", "\x1b[1;3C", "\x1b[1;5D", "\x1bOP")
	keys = append(keys, keys...)
	pagers := 0
	usable := keys[:0]
	for _, k := range keys {
		if k == "e" {
			if pagers++; pagers > 1 { // each takes some time
				continue
			}
		}
		if k != "\x03" && k != "\x1a" && k != "\x16" { // they end or stop the program, or need a clipboard
			usable = append(usable, k)
		}
	}
	return usable
}

// acts does something at random.
func (m *typist) acts(keys []string) {
	var what string
	switch n := m.rng.IntN(100); {
	case n < 2:
		size := &pty.Winsize{Rows: uint16(3 + m.rng.IntN(77)), Cols: uint16(10 + m.rng.IntN(290))}
		_ = pty.Setsize(m.s.ptmx, size)
		m.note(fmt.Sprintf("size %d×%d", size.Cols, size.Rows))
		return
	case n < 6:
		what = fmt.Sprintf("\x1b[<%d;%d;%dM", []int{0, 64, 65}[m.rng.IntN(3)], 1+m.rng.IntN(120),
			1+m.rng.IntN(36))
	case n < 9:
		what = "\x1b[200~" + []string{"collé q\n", "A", "", "\x1b[31mété\x1b", "東京 🙂 " +
			strings.Repeat("long q ", 900)}[m.rng.IntN(5)] + "\x1b[201~"
	case n < 11: // an incomplete sequence
		what = []string{"\x1b", "\x1b[", "\x1b[2", "\x1b[200~q\x1b[20"}[m.rng.IntN(4)]
	default:
		for range []int{1, 1, 1, 2, 5, 20}[m.rng.IntN(6)] {
			what += keys[m.rng.IntN(len(keys))]
		}
	}
	m.s.press(what)
	m.note(fmt.Sprintf("%q", what))
}

func (m *typist) note(what string) {
	m.log = append(m.log, what)
	m.log = m.log[max(0, len(m.log)-30):]
}

// ended reports whether the program has ended.
func (m *typist) ended() bool {
	select {
	case <-m.s.ended:
		return true
	default:
		return false
	}
}

// recovers leaves whatever is open, and checks that the program still responds: it shows its help
// for a key.
func (m *typist) recovers() bool {
	_ = pty.Setsize(m.s.ptmx, &pty.Winsize{Rows: 36, Cols: 120})
	heard := m.s.until("the help", func() bool {
		m.s.press("\x1b")
		<-time.After(patienceOfAKey)
		m.s.forget()
		m.s.press("?")
		<-time.After(patienceOfAKey)
		return strings.Contains(m.s.received(), "ferme l’aide")
	})
	m.s.press("\x1b")
	return heard
}

// patienceOfAKey is the time between keys, so that escape and the next key are not taken for
// one, even if the program is behind.
const patienceOfAKey = 300 * time.Millisecond

func TestRandomKeysNeitherEndItNorLeaveItDeaf(t *testing.T) {
	t.Parallel()
	from, dir := theSeed(t), t.TempDir()
	web := newGazette(t)
	cmd := exec.Command("breageek", append([]string{"--lang", "fr", "--data", dir}, web.args()...)...)
	cmd.Env = []string{"PAGER=true", "BROWSER=true", "HOME=" + dir}
	m := &typist{s: inTerminal(t, cmd, 120, 36), rng: rand.New(rand.NewPCG(from, 0))}
	defer m.s.end()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("-seed %d; last: %s", from, strings.Join(m.log, " "))
		}
	})
	m.s.shows("Dépêche")
	m.s.mu.Lock()
	m.s.blind = true
	m.s.mu.Unlock()
	keys := chances()
	for n, end := 0, time.Now().Add(*monkey); time.Now().Before(end); n++ {
		m.acts(keys)
		<-time.After(time.Duration(m.rng.IntN(20)) * time.Millisecond)
		if m.ended() {
			t.Fatalf("it ended after %d", n)
		}
		if n%300 == 299 && !m.recovers() {
			t.Fatalf("it is deaf after %d", n)
		}
		m.s.forget()
	}
	if !m.recovers() {
		t.Fatal("it is deaf, or ended")
	}
	m.s.until("its end", func() bool {
		m.s.press("\x1b")
		<-time.After(patienceOfAKey)
		m.s.press("q")
		<-time.After(patienceOfAKey)
		return false
	})
	if code := m.s.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit %d", code)
	}
	if reports, _ := filepath.Glob(filepath.Join(dir, "crash-*")); len(reports) > 0 {
		t.Errorf("it left %v", reports)
	}
}
