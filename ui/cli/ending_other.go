//go:build !unix

package cli

import (
	"os"
	"syscall"
)

func endSignals() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

func (e *ending) allowBackground() {}
