//go:build !unix

package cli

import (
	"context"
	"os"
	"os/exec"
)

// console is the terminal with the screen.
type console struct{ leave, forget func() }

func newConsole(*os.File, *ending) *console { return &console{} }

func (c *console) run(_ context.Context, cmd *exec.Cmd) error { return cmd.Run() }

func (c *console) suspend(context.Context) error { return nil }

func (c *console) reset() {}
