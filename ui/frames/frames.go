// Package frames owns when Bubble Tea's renderer may sleep. It ticks at its frame rate for
// as long as the program runs, whether there is anything to draw or not: some hundred
// wake-ups a second while nobody types, and up to a whole frame between a key and its
// answer. With this package the ticker stands still while nothing changes, and is quick
// while something does. It refuses to know what is drawn.
//
// Bubble Tea's pull request 1796 would do the same from within; where it is merged, this
// package can be deleted.
package frames

import (
	"reflect"
	"strings"
	"sync"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

const (
	// quick is the time between two looks at the screen while something changes.
	quick = time.Millisecond
	// changing is how long they go on after the last change. A key that changes the screen
	// begins it anew, so that it need not be long.
	changing = 20 * time.Millisecond
	// calm is the time between two looks after that, until settling has passed: a terminal
	// that is slow to take a frame may keep the renderer from the quick ones.
	calm     = 50 * time.Millisecond
	settling = time.Second
	// writing is how long they go on after a message of Bubble Tea's own, which may write to
	// the terminal without drawing anything, as the clipboard's does.
	writing = 20 * time.Millisecond
	// asleep is the time between two looks while nothing changes. Whatever was drawn while the
	// machine itself was asleep is seen after that.
	asleep = 5 * time.Second
)

// Clock sets the pace of a program's ticker. Its methods are called from the program's own
// loop: from Update and View. Nil, and the clock of a program that has no such ticker, do
// nothing.
type Clock struct {
	field **time.Ticker // Program.ticker; nil where there is none
	drawn shown         // what View gave last

	mu    sync.Mutex  // guards what follows
	until time.Time   // when the ticker need not be quick any more
	slow  *time.Timer // which slows it down
}

// shown is what a view gives, as far as it changes.
type shown struct {
	content, title string
	cursor         bool
	at             tea.Position // of the cursor, where there is one
}

// Of returns the clock of a program.
func Of(p *tea.Program) *Clock {
	c := &Clock{}
	f := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if f.IsValid() && f.CanAddr() && f.Type() == reflect.TypeFor[*time.Ticker]() {
		c.field = (**time.Ticker)(unsafe.Pointer(f.UnsafeAddr()))
	}
	return c
}

// Works reports whether the program has a ticker whose pace can be set.
func (c *Clock) Works() bool { return c != nil && c.field != nil }

// Heard tells of a message that Update gets.
func (c *Clock) Heard(msg tea.Msg) {
	t := reflect.TypeOf(msg)
	if c.Works() && t != nil && strings.HasPrefix(t.PkgPath(), "charm.land/bubbletea/") {
		c.run(writing)
	}
}

// Drew tells what View gives.
func (c *Clock) Drew(v tea.View) {
	if !c.Works() {
		return
	}
	drawn := shown{content: v.Content, title: v.WindowTitle}
	if v.Cursor != nil {
		drawn.cursor, drawn.at = true, v.Cursor.Position
	}
	if drawn != c.drawn {
		c.drawn = drawn
		c.run(changing)
	}
}

// run has the ticker be quick for a while from now on.
func (c *Clock) run(while time.Duration) {
	ticker := *c.field
	if ticker == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if until := now.Add(while); until.After(c.until) {
		c.until = until
	}
	ticker.Reset(quick)
	if c.slow != nil {
		c.slow.Stop()
	}
	c.slow = time.AfterFunc(c.until.Sub(now), func() { c.rest(ticker) })
}

// rest slows the ticker down when its time is up: first to calm, then to asleep.
func (c *Clock) rest(ticker *time.Ticker) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch since := time.Since(c.until); {
	case since < 0:
		c.slow = time.AfterFunc(-since, func() { c.rest(ticker) })
	case since < settling:
		c.slow = time.AfterFunc(settling-since, func() { c.rest(ticker) })
		ticker.Reset(calm)
	default:
		c.slow = nil
		ticker.Reset(asleep)
	}
}
