//go:build linux

package e2e

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var signals = flag.Int("signals", 9,
	"how often each signal is sent, over all situations; .ci/run asks for 200")

// ended is how a program under a shell ended.
type ended struct {
	code  string // as the shell sees it
	modes string // of the terminal afterwards
	took  time.Duration
}

// shell is a terminal with a shell in it, which runs the reader as one of its jobs.
type shell struct {
	t    *testing.T
	dir  string
	s    *screen
	rng  *rand.Rand
	pid  int
	was  string // the modes of the terminal before
	site string
}

// jobScript runs the reader as a job of the shell and writes its process id to a file. It also
// waits for a stopped job.
const jobScript = `eval "$BEFORE"
set -m
stty -g >"$D/modes"
sh -c 'echo $$ >"$D/pid.part"; mv "$D/pid.part" "$D/pid"
exec breageek --lang fr --data "$D/data" --source "$U"'
code=$?
while [ $code -gt 145 ] && [ $code -lt 151 ]; do wait %1; code=$?; done
stty -g >"$D/after"
echo $code >"$D/code.part"; mv "$D/code.part" "$D/code"
echo the shell is back
read end
`

// openShell starts the reader and waits for its headlines.
func openShell(t *testing.T, rng *rand.Rand, url, pager string) *shell {
	t.Helper()
	sh := &shell{t: t, dir: t.TempDir(), rng: rng, site: url}
	cmd := exec.Command("sh", "-c", jobScript)
	cmd.Env = []string{"D=" + sh.dir, "U=" + url, "PAGER=" + pager}
	sh.s = inTerminal(t, cmd, 90, 24)
	t.Cleanup(sh.s.end)
	sh.s.shows("Dépêche")
	sh.pid, _ = strconv.Atoi(sh.file("pid"))
	sh.was = sh.file("modes")
	return sh
}

// file waits for a file of the shell, and returns its content.
func (sh *shell) file(name string) string {
	sh.t.Helper()
	var text []byte
	sh.s.until(name, func() bool {
		var err error
		text, err = os.ReadFile(filepath.Join(sh.dir, name))
		return err == nil
	})
	return strings.TrimSpace(string(text))
}

// state returns the letter of the process state in /proc.
func (sh *shell) state() string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", sh.pid))
	if err != nil {
		return ""
	}
	return strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))[0]
}

// signal sends a signal to the reader only, and returns how it ended.
func (sh *shell) signal(s syscall.Signal) ended {
	sh.t.Helper()
	sent := time.Now()
	if err := syscall.Kill(sh.pid, s); err != nil {
		sh.t.Fatal(err)
	}
	if sh.state() == "T" {
		_ = syscall.Kill(sh.pid, syscall.SIGCONT)
	}
	code := sh.file("code")
	return ended{code, sh.file("after"), time.Since(sent)}
}

// pauses waits for a random time.
func (sh *shell) pauses(longest time.Duration) {
	<-time.After(time.Duration(sh.rng.Int64N(int64(longest))))
}

// stars sets a star, which is not yet on the disk then.
func (sh *shell) stars() {
	sh.s.press("s")
	sh.s.shows("Étoile posée")
}

// judge reports what is wrong after the end of the program.
func (sh *shell) judge(s syscall.Signal, e ended) {
	sh.t.Helper()
	if want := strconv.Itoa(128 + int(s)); e.code != want {
		sh.t.Errorf("the exit code is %s, not %s", e.code, want)
	}
	if e.modes != sh.was {
		sh.t.Errorf("the terminal is in the modes\n%s, before\n%s", e.modes, sh.was)
	}
	for _, mode := range []string{"1049", "1002", "1006", "2004", "2026"} {
		got := sh.s.received()
		if strings.LastIndex(got, "\x1b[?"+mode+"h") > strings.LastIndex(got, "\x1b[?"+mode+"l") {
			sh.t.Errorf("mode %s is on", mode)
		}
	}
	if got := sh.s.received(); strings.LastIndex(got, "\x1b[?25l") > strings.LastIndex(got, "\x1b[?25h") {
		sh.t.Error("the cursor is hidden")
	}
	if !sh.starred() {
		sh.t.Error("the star is lost")
	}
}

func (sh *shell) starred() bool {
	state, err := os.ReadFile(filepath.Join(sh.dir, "data", "state.json"))
	if err != nil {
		sh.t.Error(err)
	}
	return strings.Contains(string(state), `"starred":true`) ||
		strings.Contains(string(state), `"starred": true`)
}

// situations returns what the reader may be doing when it is told to end.
func situations() map[string]func(sh *shell) {
	paging := func(sh *shell) {
		sh.stars()
		sh.s.press("e")
		sh.s.shows("PAGER")
		sh.pauses(300 * time.Millisecond)
	}
	return map[string]func(sh *shell){
		"reading": func(sh *shell) {
			sh.stars()
			sh.pauses(500 * time.Millisecond)
		},
		"refreshing": func(sh *shell) {
			sh.stars()
			sh.s.press("r")
			sh.s.shows("actualisation")
			sh.pauses(100 * time.Millisecond)
		},
		"drawing": func(sh *shell) {
			sh.stars()
			for range 40 {
				sh.s.press("\r", "n", "j", "\x1b[6~", "\x1b", "Z")
			}
			sh.pauses(200 * time.Millisecond)
		},
		"paging":         paging,
		"paging in vain": paging,
		"ctrl+z":         (*shell).suspends,
		"stopped":        (*shell).isStopped,
		"a paste has begun": func(sh *shell) {
			sh.stars()
			sh.s.press("/", "\x1b[200~texte\x1b[2")
			sh.s.shows("texte")
		},
		"nobody reads the terminal": func(sh *shell) {
			sh.stars()
			sh.s.pause("?")
			for range 60 { // the terminal accepts some frames, then no more
				sh.s.press("?")
				<-time.After(10 * time.Millisecond)
			}
		},
	}
}

// suspends stops the program with its key.
func (sh *shell) suspends() {
	sh.stars()
	sh.s.press("\x1a")
	sh.s.until("it to stop", func() bool { return sh.state() == "T" })
}

// isStopped stops the program from outside, with the screen as it is.
func (sh *shell) isStopped() {
	sh.stars()
	_ = syscall.Kill(sh.pid, syscall.SIGSTOP)
	sh.s.until("it to stop", func() bool { return sh.state() == "T" })
}

// slowSite returns the address of a newspaper that does not respond again.
func slowSite(t *testing.T) string {
	t.Helper()
	var once sync.Map
	gone := make(chan struct{})
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, again := once.LoadOrStore(r.URL.Path, true); again {
			select {
			case <-r.Context().Done():
			case <-gone:
			}
			return
		}
		_, _ = io.WriteString(w, dispatches(30))
	}))
	t.Cleanup(web.Close)
	t.Cleanup(func() { close(gone) })
	return web.URL
}

func dispatches(n int) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Dépêches</title>`)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>Dépêche %d</title><guid>%d</guid><description>`, i, i)
		for range 1 + 20*(i%4) {
			b.WriteString("&lt;p&gt;Un alinéa de la dépêche, assez long pour deux lignes de " +
				"l’écran, et encore un peu plus long.&lt;/p&gt;")
		}
		b.WriteString("</description></item>")
	}
	return b.String() + "</channel></rss>"
}

func TestASignalEndsItWhateverItDoesWithTheTerminalAsItWasAndTheMarksSaved(t *testing.T) {
	heedAll()
	if _, err := exec.LookPath("stty"); err != nil {
		t.Skip("stty is not here")
	}
	from, web := theSeed(t), slowSite(t)
	pager := filepath.Join(t.TempDir(), "pager")
	deaf := pager + "-deaf"
	script := "#!/bin/sh\n%s\ncat >/dev/null; stty raw -echo <&1; printf '\\033[?1049h\\033[?25lPAGER'; " +
		"while :; do sleep 1 <&1; done\n"
	for path, first := range map[string]string{pager: ":", deaf: "trap '' TERM HUP INT"} {
		if err := os.WriteFile(path, fmt.Appendf(nil, script, first), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	all := situations()
	each := 3 * ((*signals + len(all) - 1) / len(all))
	for what, does := range all {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			var slowest time.Duration
			for i := range each {
				s := []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT}[i%3]
				with := map[bool]string{true: deaf, false: pager}[what == "paging in vain"]
				rng := rand.New(rand.NewPCG(from, uint64(i)))
				sh := openShell(t, rng, fmt.Sprint(web, "/", what, i), with)
				does(sh)
				e := sh.signal(s)
				sh.s.resume()
				sh.s.until("all that was sent", func() bool {
					return strings.Contains(sh.s.received(), "the shell is back")
				})
				sh.s.press("\r")
				<-sh.s.ended
				sh.judge(s, e)
				sh.s.end()
				slowest = max(slowest, e.took)
				if t.Failed() {
					t.Fatalf("%v, try %d; the screen is\n%s", s, i, sh.s.text())
				}
			}
			t.Logf("%d times, the slowest in %v", each, slowest)
		})
	}
}

func TestATerminalThatIsGoneEndsItAndTheMarksAreSaved(t *testing.T) {
	heedAll()
	t.Run("as the system tells it", func(t *testing.T) { hangsUp(t, ":") })
	t.Run("as it reads", func(t *testing.T) { hangsUp(t, "trap '' HUP") })
	t.Run("while another program has it", func(t *testing.T) { hangsUp(t, "trap '' HUP", "e") })
}

// hangsUp closes the terminal of a reader that was started after a command of the shell.
func hangsUp(t *testing.T, before string, keys ...string) {
	t.Setenv("BEFORE", before)
	sh := openShell(t, rand.New(rand.NewPCG(1, 1)), slowSite(t)+"/gone", "sh -c 'sleep 1; echo'")
	sh.stars()
	for _, key := range keys {
		sh.s.press(key)
		sh.s.until("the pager", func() bool {
			return strings.HasSuffix(sh.s.received(), "\x1b[?1006l") || !strings.Contains(sh.s.text(), "Dépêche")
		})
	}
	sh.s.pause("?") // a file cannot be closed while it is being read
	_ = sh.s.ptmx.Close()
	sh.s.resume()
	<-sh.s.ended
	for end := time.Now().Add(patience); sh.state() != "" && sh.state() != "Z"; {
		if time.Now().After(end) {
			t.Fatal("it goes on")
		}
		<-time.After(10 * time.Millisecond)
	}
	if !sh.starred() {
		t.Error("the star is lost")
	}
}

func TestARefreshEndsWhenToldToAndSaysNothing(t *testing.T) {
	heedAll()
	web := slowSite(t)
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		dir, url := t.TempDir(), fmt.Sprint(web, "/", int(s))
		if got := breageek(t, "fr", dir, "refresh", "--source", url); got.code != 0 {
			t.Fatal(got)
		}
		requested := make(chan struct{}, 1)
		mute := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			select {
			case requested <- struct{}{}:
			default:
			}
			<-r.Context().Done()
		}))
		p := launch(t, dir, "refresh", "--source", mute.URL)
		<-requested
		if err := p.cmd.Process.Signal(s); err != nil {
			t.Error(err)
		}
		<-p.ended
		mute.Close()
		if code := p.cmd.ProcessState.ExitCode(); code != 128+int(s) || p.errs.Len()+p.out.Len() > 0 {
			t.Errorf("%v: exit %d\n%s%s", s, code, p.out.String(), p.errs.String())
		}
	}
}

func TestASignalThatIsIgnoredFromTheStartEndsNothing(t *testing.T) {
	requested, sent := make(chan struct{}), make(chan struct{})
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(requested)
		<-sent
		_, _ = io.WriteString(w, dispatches(30))
	}))
	defer web.Close()
	cmd := exec.Command("sh", "-c", `trap '' HUP INT; exec breageek refresh --lang fr --data "$D" --source "$U"`)
	cmd.Env = append(os.Environ(), "D="+dataFolder(t), "U="+web.URL)
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-requested
	for _, s := range []os.Signal{syscall.SIGHUP, os.Interrupt} {
		if err := cmd.Process.Signal(s); err != nil {
			t.Error(err)
		}
	}
	close(sent)
	if err := cmd.Wait(); err != nil || !strings.Contains(out.String(), "30") {
		t.Errorf("%v: %s", err, out.String())
	}
}
