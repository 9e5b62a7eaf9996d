//go:build !unix

package main

import (
	"os"
	"syscall"
)

func endSignals() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

func (e *ending) allowBackground() {}
