//go:build unix

package cli

import (
	"os/exec"
	"syscall"
)

// apart starts a program in a session of its own: what the terminal sends us, such as its
// end, is not for it.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
