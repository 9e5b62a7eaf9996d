package cli

import (
	"os"
	"runtime/debug"
	"time"
)

// starting is how long the program counts as starting.
const starting = 2 * time.Second

// easeStart has the garbage collector wait while the program starts: what is made for the first
// screen is mostly kept, and a collection takes one of two cores from drawing it. A user who
// sets GOGC is obeyed.
func easeStart() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(200)
	time.AfterFunc(starting, func() { debug.SetGCPercent(usual) })
}
