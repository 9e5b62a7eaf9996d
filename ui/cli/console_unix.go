//go:build unix

package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"
)

// console is the terminal with the screen, and its original state, in which other programs and
// signals must find and leave it.
type console struct {
	tty    *os.File
	was    *term.State // nil if unknown
	ending *ending
	forget func() // drops what was typed for another program
	leave  func() // saves what is unsaved and ends the program
}

func newConsole(tty *os.File, e *ending) *console {
	was, _ := term.GetState(tty.Fd()) // without it, nothing can be restored
	return &console{tty: tty, was: was, ending: e}
}

// job returns the process group that has the terminal.
func (c *console) job() (int, error) {
	return unix.IoctlGetInt(int(c.tty.Fd()), unix.TIOCGPGRP)
}

// foreground reports whether the terminal is ours.
func (c *console) foreground() bool {
	job, err := c.job()
	return err != nil || job == unix.Getpgrp()
}

// give hands the terminal to a process group.
func (c *console) give(group int) {
	c.ending.allowBackground()
	_ = unix.IoctlSetPointerInt(int(c.tty.Fd()), unix.TIOCSPGRP, group)
}

const (
	// stopPatience is how long a stop may take to arrive. It never arrives if no shell could
	// continue the program (POSIX, 11.1.4: an orphaned process group).
	//
	// It is also the least time before the screen comes back: Bubble Tea may otherwise stop its
	// renderer after restarting it, and the screen stays blank (charmbracelet/bubbletea issue
	// 1778, open with 2.0.10).
	stopPatience = 150 * time.Millisecond
	// settlePatience is how long a second signal may take to arrive after the first.
	settlePatience = 30 * time.Millisecond
)

// suspend stops the program, and those it was started with, until it is continued in the
// foreground. The terminal must be in its original state. If the program is told to end
// meanwhile, it does so without touching the terminal, which is the shell's.
func (c *console) suspend(ctx context.Context) error {
	for {
		continued := c.stop(ctx)
		if ctx.Err() != nil {
			c.leave()
		}
		if !continued || c.foreground() {
			c.check()
			return nil
		}
	}
}

// stop stops the program once, and reports whether it was continued.
func (c *console) stop(ctx context.Context) (continued bool) {
	cont := make(chan os.Signal, 1)
	signal.Notify(cont, syscall.SIGCONT)
	defer signal.Stop(cont)
	_ = syscall.Kill(0, syscall.SIGTSTP)
	select {
	case <-time.After(stopPatience):
	case <-ctx.Done():
	}
	select {
	case <-time.After(settlePatience):
	case <-ctx.Done():
	}
	select {
	case <-cont:
		return true
	default:
		return false
	}
}

// run runs a program that takes the terminal. It ends with us if we are told to end.
func (c *console) run(ctx context.Context, cmd *exec.Cmd) error {
	j, err := c.start(cmd)
	if err != nil {
		return err
	}
	for {
		select {
		case err := <-j.ended:
			c.takeBack(j)
			c.check()
			c.forget()
			return err
		case <-j.stopped:
			c.stopped(ctx, j)
		case <-ctx.Done():
			c.end(j)
			c.leave()
		}
	}
}

// check ends the program if its terminal went away while another program had it: Bubble Tea
// would go on without one, unseen and unheard.
func (c *console) check() {
	if _, err := term.GetState(c.tty.Fd()); errors.Is(err, unix.EIO) {
		c.ending.signal.CompareAndSwap(nil, &signalError{syscall.SIGHUP})
		c.leave()
	}
}

// pagerPatience is how long a program with the terminal may take to end.
const pagerPatience = 200 * time.Millisecond

// end ends a program with the terminal, and restores the terminal.
func (c *console) end(j *job) {
	j.signal(syscall.SIGTERM)
	j.signal(syscall.SIGCONT)
	tidy := false
	select {
	case err := <-j.ended:
		tidy = err == nil
	case <-time.After(pagerPatience):
		j.signal(syscall.SIGKILL)
		select {
		case <-j.ended: //nolint:errcheck // that it was killed is known
		case <-time.After(pagerPatience / 2):
		}
	}
	c.takeBack(j)
	c.restore()
	if !tidy { // it may have left the terminal in a state of its own
		c.reset()
	}
}

func (c *console) restore() {
	if c.was != nil {
		_ = term.Restore(c.tty.Fd(), c.was)
	}
}

// leaveScreen takes the terminal back from a screen like ours, whatever was being written: CAN
// ends an interrupted sequence.
const leaveScreen = "\x18" + ansi.ResetModeSynchronizedOutput + ansi.ResetModifyOtherKeys +
	"\x1b[<u" + ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent +
	ansi.ResetModeMouseExtSgr + ansi.ResetModeBracketedPaste + ansi.ResetStyle +
	ansi.ResetModeAltScreenSaveCursor + ansi.ShowCursor

// reset takes the terminal back by force. If the terminal accepts no more output, what it has
// not shown yet is dropped, even of a frame in progress.
func (c *console) reset() {
	c.restore()
	fd, err := unix.Open("/dev/tty", unix.O_WRONLY|unix.O_NONBLOCK|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return
	}
	defer func() { _ = unix.Close(fd) }()
	for until := time.Now().Add(lastPatience); time.Now().Before(until); {
		n, err := unix.Write(fd, []byte(leaveScreen))
		if n == len(leaveScreen) || err != nil && err != unix.EAGAIN && err != unix.EINTR {
			return
		}
		dropOutput(fd)
		time.Sleep(5 * time.Millisecond)
	}
}
