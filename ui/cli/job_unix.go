//go:build unix && !linux

package cli

import (
	"context"
	"os/exec"
	"syscall"
)

// job is a program that has the terminal, in our process group: in a group of its own, we
// could not wait for it to be stopped. Interrupts from the keyboard are for the program.
type job struct {
	cmd     *exec.Cmd
	ended   chan error
	stopped chan struct{}
}

func (c *console) start(cmd *exec.Cmd) (*job, error) {
	cmd.WaitDelay = pagerPatience
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	c.ending.spare.Store(true)
	j := &job{cmd: cmd, ended: make(chan error, 1)}
	go func() { j.ended <- cmd.Wait() }()
	return j, nil
}

func (j *job) signal(s syscall.Signal) { _ = j.cmd.Process.Signal(s) }

func (c *console) stopped(context.Context, *job) {}

func (c *console) takeBack(*job) { c.ending.spare.Store(false) }

// flushInput drops nothing.
func flushInput(int) error { return nil }

// dropOutput drops nothing: what the terminal has not shown yet precedes what follows.
func dropOutput(int) {}
