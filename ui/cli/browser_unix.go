//go:build unix

package cli

import (
	"os/exec"
	"syscall"
)

// apart starts a program in a session of its own, so that signals from our terminal, such as
// its end, do not reach it.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
