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
	// endsWithin is how long the program may take to end in good order once it was told to.
	// What takes longer is not waited for: a disk that hangs, a terminal that nobody reads.
	endsWithin = 600 * time.Millisecond
	// lastPatience is how long it may take to be ended hard after that.
	lastPatience = 200 * time.Millisecond
)

// toldError is a signal that told the program to end.
type toldError struct{ signal syscall.Signal }

func (e *toldError) Error() string { return e.signal.String() }

// code is the exit code of a program that a signal ended, as shells give it (POSIX, Shell
// Command Language, 2.8.2).
func (e *toldError) code() int { return 128 + int(e.signal) }

// errHungUp is a terminal that is gone.
var errHungUp error = &toldError{syscall.SIGHUP}

// ending owns the signals that tell the program to end. Nothing else may listen to them: of
// two that do, one may end the program while the other still waits for it to hear.
type ending struct {
	told  atomic.Pointer[toldError] // nil: nothing told the program to end
	spare atomic.Bool               // an interrupt is another program's, which has the terminal

	mu   sync.Mutex // guards hard
	hard func()     // saves what can be, and gives the terminal back
}

// heed returns a context that ends when the program is told to. If the program has not ended
// soon after, it is ended from here. A signal that the program was started to ignore, as
// nohup does it, is ignored. Call stop at the end.
func (e *ending) heed(ctx context.Context) (told context.Context, stop func()) {
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
		e.told.Store(first)
		e.allowBackground()
		cancel()
		select {
		case <-over:
		case <-time.After(endsWithin): // further signals change nothing
			e.endHard()
			os.Exit(first.code())
		}
	}()
	return ctx, sync.OnceFunc(func() {
		signal.Stop(signals)
		close(over)
		<-done // ending it hard, once begun, is not cut short
		cancel()
	})
}

// first waits for the first signal that counts; nil when the program is over.
func (e *ending) first(signals <-chan os.Signal, over <-chan struct{}) *toldError {
	for {
		select {
		case <-over:
			return nil
		case s := <-signals:
			if s != os.Interrupt || !e.spare.Load() {
				return &toldError{s.(syscall.Signal)}
			}
		}
	}
}

// ifHard has f called where the program must be ended hard; nil for nothing.
func (e *ending) ifHard(f func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.hard = f
}

// endHard does what is still to be done, as far as there is time.
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

// silent reports whether an error is only that the program was told to end.
func (e *ending) silent(err error) bool {
	var (
		told     *toldError
		unsaved  *unsavedError
		sentence *sentenceError
	)
	if errors.As(err, &unsaved) || errors.As(err, &sentence) {
		return false
	}
	return e.told.Load() != nil || errors.As(err, &told)
}
