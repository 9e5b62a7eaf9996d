//go:build unix

package cli

import (
	"errors"
	"io"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// keyboard is a terminal to read from: what it sends is put together first, see [whole].
type keyboard struct {
	*os.File
	mu    sync.Mutex // Bubble Tea may read anew before its last reading has ended
	whole whole
	raw   []byte
	rest  []byte // of what could be passed on
}

// fromTerminal has the program read the terminal through a keyboard. Call forget after
// another program had it.
func fromTerminal(f *os.File) (o tea.ProgramOption, forget func()) {
	k := &keyboard{File: f, whole: whole{now: time.Now}}
	return tea.WithInput(k), k.forget
}

// Read returns what was typed, and what the terminal answered. It is called when there is
// something to read; a terminal that is gone gives [errHungUp].
func (k *keyboard) Read(b []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	out := k.rest
	for len(out) == 0 || k.whole.unsure() {
		if k.whole.unsure() && (len(out) >= len(b) || !k.readable(escPatience)) {
			out = append(out, k.whole.release()...)
			break
		}
		k.raw = append(k.raw[:0], make([]byte, k.atOnce(len(b)-len(out)))...)
		n, err := k.File.Read(k.raw)
		if err != nil {
			return 0, hungUp(err)
		}
		out = append(out, k.whole.take(k.raw[:n])...)
		if !k.whole.unsure() {
			break // it may be nothing: the rest of what was held back comes later
		}
	}
	n := copy(b, out)
	k.rest = append([]byte(nil), out[n:]...)
	return n, nil
}

// fewKeys is how many bytes are read at once where nothing is pasted: what was read and not
// acted on is in nobody's way then, when another program gets the terminal.
const fewKeys = 64

// atOnce is how many bytes are read at once where so many can be passed on: what leaves must
// fit, for nobody reads again before more comes.
func (k *keyboard) atOnce(fit int) int {
	most := max(1, fit-room)
	if k.whole.paste.inside {
		return most
	}
	return min(most, fewKeys)
}

// forget drops what another program's keys have left: what was typed while it had the
// terminal was for it. The rest of a paste that had begun is expected still.
func (k *keyboard) forget() {
	_ = flushInput(int(k.Fd()))
	k.mu.Lock()
	defer k.mu.Unlock()
	k.whole.held, k.whole.key, k.rest = nil, nil, nil
	if k.whole.paste.inside {
		k.whole.paste = paste{lost: k.whole.now()}
	}
}

// hungUp says of a terminal that is gone, which reads as the end of a file or cannot be
// read, that it is.
func hungUp(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, unix.EIO) {
		return errHungUp
	}
	return err
}

// readable waits until there is something to read. It does so with select: poll cannot wait
// for a terminal on macOS.
func (k *keyboard) readable(patience time.Duration) bool {
	fd, until := int(k.Fd()), time.Now().Add(patience)
	for {
		var set unix.FdSet
		set.Set(fd)
		left := unix.NsecToTimeval(max(0, time.Until(until)).Nanoseconds())
		n, err := unix.Select(fd+1, &set, nil, nil, &left)
		if !errors.Is(err, unix.EINTR) {
			return err == nil && n > 0
		}
	}
}
