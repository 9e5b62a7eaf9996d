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

// keyboard reads a terminal, and reassembles what it sends; see [whole].
type keyboard struct {
	*os.File
	mu    sync.Mutex // Bubble Tea may start a read before its last one has ended
	whole whole
	raw   []byte
	rest  []byte // to be passed on
}

// fromTerminal makes the program read the terminal through a keyboard. Call forget after
// another program had the terminal.
func fromTerminal(f *os.File) (o tea.ProgramOption, forget func()) {
	k := &keyboard{File: f, whole: whole{now: time.Now}}
	return tea.WithInput(k), k.forget
}

// Read returns what was typed, and what the terminal answered. It is called when there is
// something to read. If the terminal is gone, the error is [errHungUp].
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
			break // perhaps nothing: the rest of a sequence comes later
		}
	}
	n := copy(b, out)
	k.rest = append([]byte(nil), out[n:]...)
	return n, nil
}

// fewKeys is how many bytes are read at once unless text is being pasted, so that little is
// left in our buffers when another program gets the terminal.
const fewKeys = 64

// atOnce is how many bytes are read at once if so many can be passed on: the result must fit,
// as nobody reads again before more arrives.
func (k *keyboard) atOnce(fit int) int {
	most := max(1, fit-room)
	if k.whole.paste.inside {
		return most
	}
	return min(most, fewKeys)
}

// forget drops the keys that were typed for another program while it had the terminal; see
// [whole.forget].
func (k *keyboard) forget() {
	_ = flushInput(int(k.Fd()))
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rest = nil
	k.whole.forget()
}

// hungUp returns [errHungUp] for the errors of a terminal that is gone.
func hungUp(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, unix.EIO) {
		return errHungUp
	}
	return err
}

// readable waits until there is something to read. It uses select, because poll does not
// support terminals on macOS.
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
