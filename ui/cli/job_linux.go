package cli

import (
	"context"
	"os/exec"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// job is a program that has the terminal, as from a shell: in a process group of its own, so
// that signals from the keyboard go to it, and signals sent to us are ours.
type job struct {
	group   int
	since   time.Time // when it got the terminal
	ended   chan error
	stopped chan struct{}
}

// start starts a program and gives it the terminal.
func (c *console) start(cmd *exec.Cmd) (*job, error) {
	cmd.WaitDelay = pagerPatience
	if has, err := c.job(); err == nil && has == unix.Getpgrp() {
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	j := &job{ended: make(chan error, 1), stopped: make(chan struct{}, 1), since: time.Now()}
	go func() { j.ended <- cmd.Wait() }()
	if cmd.SysProcAttr == nil {
		return j, nil // no controlling terminal, or not ours
	}
	j.group = cmd.Process.Pid
	c.give(j.group)
	j.signal(syscall.SIGCONT) // it may have wanted the terminal before it had it
	go j.watch()
	return j, nil
}

// watch reports when the program is stopped. Its end is left for others to wait for.
func (j *job) watch() {
	for {
		var info unix.Siginfo
		err := unix.Waitid(unix.P_PID, j.group, &info, unix.WSTOPPED|unix.WEXITED|unix.WNOWAIT, nil)
		if err == unix.EINTR {
			continue
		}
		if err != nil || info.Code != stoppedCode {
			return
		}
		if unix.Waitid(unix.P_PID, j.group, &info, unix.WSTOPPED|unix.WNOHANG, nil) == nil {
			j.stopped <- struct{}{}
		}
	}
}

// stoppedCode is CLD_STOPPED of siginfo_t (POSIX, <signal.h>).
const stoppedCode = 5

func (j *job) signal(s syscall.Signal) {
	if j.group != 0 {
		_ = syscall.Kill(-j.group, s)
	}
}

// stopped stops us together with a program that was stopped, as by ctrl+z, and continues it
// when we are continued.
func (c *console) stopped(ctx context.Context, j *job) {
	if time.Since(j.since) > 2*stopPatience { // any sooner, it was waiting for the terminal
		modes, err := unix.IoctlGetTermios(int(c.tty.Fd()), unix.TCGETS)
		c.give(unix.Getpgrp())
		c.restore()
		for c.stop(ctx) && !c.foreground() && ctx.Err() == nil {
			continue
		}
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			_ = unix.IoctlSetTermios(int(c.tty.Fd()), unix.TCSETS, modes)
		}
		c.give(j.group)
	}
	j.since = time.Now()
	j.signal(syscall.SIGCONT)
}

// takeBack takes the terminal from a program that has ended.
func (c *console) takeBack(j *job) {
	if j.group != 0 {
		c.give(unix.Getpgrp())
	}
}

func flushInput(fd int) error { return unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCIFLUSH) }

// dropOutput drops what the terminal has not accepted yet. That alone does not wake those who
// wait to write; stopping and starting the output does.
func dropOutput(fd int) {
	_ = unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCOFLUSH)
	_ = unix.IoctlSetInt(fd, unix.TCXONC, unix.TCOOFF)
	_ = unix.IoctlSetInt(fd, unix.TCXONC, unix.TCOON)
}
