package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"breageek/ui/frames"
)

// guarded ends the program in good order if a part of it panics: the terminal is restored,
// marks are saved, and a report says where it happened. Bubble Tea would print the panic,
// which may contain untrusted text.
type guarded struct {
	tea.Model
	frames *frames.Clock
	output *output
	quit   func() // ends the program's loop
	mu     sync.Mutex
	what   any
	stack  []byte
}

// panickedMsg tells the event loop that a command panicked.
type panickedMsg struct{}

// failed returns what panicked first, and where.
func (g *guarded) failed() (what any, stack []byte) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.what, g.stack
}

// catch notes a panic. It must be deferred.
func (g *guarded) catch(then func()) {
	what := recover()
	if what == nil {
		return
	}
	g.mu.Lock()
	if g.what == nil {
		g.what, g.stack = what, debug.Stack()
	}
	g.mu.Unlock()
	then()
}

func (g *guarded) Init() (cmd tea.Cmd) {
	defer g.catch(func() { cmd = tea.Quit })
	return g.watch(g.Model.Init())
}

func (g *guarded) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	if what, _ := g.failed(); what != nil {
		return g, tea.Quit
	}
	defer g.catch(func() { m, cmd = g, tea.Quit })
	g.frames.Heard(msg)
	_, cmd = g.Model.Update(msg)
	return g, g.watch(cmd)
}

func (g *guarded) View() (v tea.View) {
	if what, _ := g.failed(); what != nil {
		return v
	}
	defer g.catch(func() {
		v = tea.NewView("")
		go g.quit() // the loop is drawing, and ends afterwards
	})
	v = g.Model.View()
	g.frames.Drew(v)
	return v
}

// watch catches panics of a command, and of the commands it returns. None runs before the
// first frame was written.
func (g *guarded) watch(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.catch(func() { msg = panickedMsg{} })
		g.output.await()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = g.watch(batch[i])
			}
		}
		return msg
	}
}

// report writes a report about a panic to a file in the data folder, and returns its path. It
// contains nothing of any article: of the value of a panic, only the type, unless it is the
// runtime's own.
func (a *app) report(what any, stack []byte) (path string, err error) {
	name := "crash-" + a.now().UTC().Format("20060102-150405") + ".txt"
	path = filepath.Join(a.paths.data, name)
	kind := fmt.Sprintf("%T", what)
	if own, ok := what.(runtime.Error); ok {
		kind = own.Error()
	}
	text := fmt.Sprintf("breageek %s, %s %s/%s, %s\n\n%s\n\n%s", a.versionString(),
		runtime.Version(), runtime.GOOS, runtime.GOARCH, a.now().UTC().Format(time.RFC3339), kind, stack)
	return path, os.WriteFile(path, []byte(text), 0o600)
}
