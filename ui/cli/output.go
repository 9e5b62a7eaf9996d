package cli

import (
	"os"
	"sync"
	"time"
)

// output is the terminal that the screen is written to. The first frame is complete before any
// command has run: if commands ran at once, they would take every processor, and the frame
// would reach the terminal only between them.
type output struct {
	*os.File
	shown chan struct{} // closed when the first frame was written, or takes too long
	once  sync.Once
}

const (
	// leastFrame is how many bytes a frame has at least; the terminal is asked questions in less.
	leastFrame = 512
	// framePatience is how long commands wait for the first frame: there may be none, as in a
	// window without a size.
	framePatience = 50 * time.Millisecond
)

func newOutput(f *os.File) *output { return &output{File: f, shown: make(chan struct{})} }

// Write writes to the terminal.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.File.Write(b)
	if n >= leastFrame {
		o.begin()
	}
	return n, err
}

// WriteString is Write.
func (o *output) WriteString(s string) (int, error) { return o.Write([]byte(s)) }

// begin lets commands run.
func (o *output) begin() { o.once.Do(func() { close(o.shown) }) }

// await returns when the first frame was written; a nil output has none.
func (o *output) await() {
	if o != nil {
		<-o.shown
	}
}
