package state_test

import (
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"breageek/store/state"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// noon is when the tests happen.
func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// clock is a clock that can be set.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

// opened is the state of a folder, and what its reading survived.
type opened struct {
	*state.File
	notices []state.Notice
}

func (o *opened) Notices() []state.Notice {
	o.Wait()
	return o.notices
}

// Close writes what is unsaved, as a program does when it ends.
func (o *opened) Close() error { return o.Flush() }

// open opens the state of a folder at noon.
func open(t testing.TB, dir string) *opened {
	t.Helper()
	return openOn(t, dir, &clock{noon()})
}

func openOn(t testing.TB, dir string, c *clock) *opened {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	o := &opened{}
	o.File = state.Open(dir, state.Options{Now: c.now,
		Notice: func(n state.Notice) { o.notices = append(o.notices, n) }})
	t.Cleanup(func() { _ = o.Flush() })
	return o
}
