package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// endsWithin is how long the program may take to end in good order once it is told to. It does
	// not wait longer for a disk that hangs or a terminal that nobody reads.
	endsWithin = 600 * time.Millisecond
	// lastPatience is how long the last attempts to save may take after that.
	lastPatience = 200 * time.Millisecond
)

// signalError is a signal that tells the program to end.
type signalError struct{ signal syscall.Signal }

func (e *signalError) Error() string { return e.signal.String() }

// code returns the exit code of a program that a signal ended (POSIX, Shell Command Language,
// 2.8.2).
func (e *signalError) code() int { return 128 + int(e.signal) }

// errHungUp means that the terminal is gone.
var errHungUp error = &signalError{syscall.SIGHUP}

// ending owns the signals that tell the program to end. Nothing else may listen to them: with
// two listeners, one may end the program while the other is still waiting.
type ending struct {
	signal atomic.Pointer[signalError] // nil: not told to end
	spare  atomic.Bool                 // interrupts are for another program, which has the terminal

	mu   sync.Mutex // guards hard
	hard func()     // saves what it can, and restores the terminal
}

// heed returns a context that ends when the program is told to end. If the program does not
// end soon after, heed ends it. Signals that the program was started to ignore, as by nohup,
// are ignored. Call stop at the end.
func (e *ending) heed(ctx context.Context) (ended context.Context, stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	signals := make(chan os.Signal, 4)
	over, done := make(chan struct{}), make(chan struct{})
	for _, s := range endSignals() {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	go func() {
		defer close(done)
		first := e.first(signals, over)
		if first == nil {
			return
		}
		e.signal.Store(first)
		e.allowBackground()
		cancel()
		select {
		case <-over:
		case <-time.After(endsWithin): // further signals have no effect
			e.endHard()
			os.Exit(first.code())
		}
	}()
	return ctx, sync.OnceFunc(func() {
		signal.Stop(signals)
		close(over)
		<-done // a forced end, once begun, is completed
		cancel()
	})
}

// first waits for the first signal that counts, and returns nil when the program is over.
func (e *ending) first(signals <-chan os.Signal, over <-chan struct{}) *signalError {
	for {
		select {
		case <-over:
			return nil
		case s := <-signals:
			if s != os.Interrupt || !e.spare.Load() {
				return &signalError{s.(syscall.Signal)}
			}
		}
	}
}

// ifHard sets what is called if the program must be ended by force; nil for nothing.
func (e *ending) ifHard(f func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.hard = f
}

// endHard does what remains to be done, as far as time allows.
func (e *ending) endHard() {
	e.mu.Lock()
	hard := e.hard
	e.mu.Unlock()
	if hard == nil {
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		hard()
	}()
	select {
	case <-done:
	case <-time.After(lastPatience):
	}
}

// silent reports whether an error only says that the program was told to end.
func (e *ending) silent(err error) bool {
	var (
		signaled *signalError
		unsaved  *unsavedError
		sentence *sentenceError
	)
	if errors.As(err, &unsaved) || errors.As(err, &sentence) {
		return false
	}
	return e.signal.Load() != nil || errors.As(err, &signaled)
}
