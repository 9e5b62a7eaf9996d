//go:build unix

package main

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

// fromTerminal has the program read the terminal through a keyboard.
func fromTerminal(f *os.File) tea.ProgramOption {
	return tea.WithInput(&keyboard{File: f, whole: whole{now: time.Now}})
}

// Read gives what was typed, and what the terminal answered. It is called when there is
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
		// What leaves must fit: nobody reads again before more comes.
		k.raw = append(k.raw[:0], make([]byte, max(1, len(b)-len(out)-room))...)
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
