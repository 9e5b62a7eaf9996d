//go:build unix

package cli

import (
	"os"
	"os/signal"
	"syscall"
)

func endSignals() []os.Signal {
	return []os.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT}
}

// allowBackground lets the program change its terminal from the background, which would stop
// it otherwise (POSIX, General Terminal Interface, 11.1.4).
func (e *ending) allowBackground() { signal.Ignore(syscall.SIGTTOU) }
