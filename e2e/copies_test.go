//go:build unix

package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// locked matches what users must never see.
var locked = regexp.MustCompile(`(?i)locked|SQLITE_BUSY|verrou|another program|autre programme`)

// share returns what one of several copies marks: every n-th article.
func share(ids []string, i, n int) (own []string) {
	for k := i; k < len(ids); k += n {
		own = append(own, ids[k])
	}
	return own
}

// copies is several copies of the program at work on one folder.
type copies struct {
	t       *testing.T
	dir     string
	paper   *gazette
	mu      sync.Mutex // guards what follows
	took    []time.Duration
	starred []string
	read    []string
	slowest time.Duration // from the screen to the disk
}

// works refreshes and marks as one copy does, a command at a time.
func (c *copies) works(ids []string) {
	for i, id := range ids {
		if i%10 == 0 {
			c.runs(append([]string{"refresh"}, c.paper.args()...)...)
		}
		started := time.Now()
		if c.runs("mark", id, "--star") {
			c.mu.Lock()
			c.took = append(c.took, time.Since(started))
			c.starred = append(c.starred, id)
			c.mu.Unlock()
		}
	}
}

func (c *copies) runs(args ...string) bool {
	p := launch(c.t, c.dir, args...)
	well := p.well()
	if seen := locked.FindString(p.out.String() + p.errs.String()); seen != "" {
		c.t.Errorf("%v says %q", args, seen)
	}
	return well
}

// reads moves through the headlines in a reader while the others work, and leaves.
func (c *copies) reads(steps int, ids map[string]string) {
	s := reader(c.t, c.dir, c.paper.args()...)
	h := &hand{s: s, kept: kept{numbers: ids}, ledger: &ledger{}}
	see := func() {
		if seen := locked.FindString(s.line()); seen != "" {
			c.t.Errorf("the screen says %q\n%s", seen, s.text())
		}
	}
	if !s.until("headlines", func() bool { return strings.Contains(s.text(), "Dépêche") }) {
		c.t.Error("the reader ended")
	}
	for i := range steps {
		if i%5 == 0 {
			s.press("r")
		}
		if !h.turns("n") {
			c.t.Error("the reader ended")
			return
		}
		see()
		if h.id != "" {
			c.mu.Lock()
			c.read = append(c.read, h.id)
			c.mu.Unlock()
		}
		if h.id != "" && i%5 == 4 {
			c.onDisk(s, h.id)
		}
	}
	if code := s.quits(); code != 0 {
		c.t.Errorf("the reader ends with %d", code)
	}
}

// onDisk waits until the file says that an article was read.
func (c *copies) onDisk(s *screen, id string) {
	seen := time.Now()
	s.until("the mark in state.json", func() bool {
		k := kept{marks: map[mark]bool{}}
		if err := k.readState(c.dir); err != nil {
			c.t.Error(err)
		}
		return k.marks[mark{id, false}]
	})
	c.mu.Lock()
	c.slowest = max(c.slowest, time.Since(seen))
	c.mu.Unlock()
}

func TestSeveralCopiesAtOnceLoseNothingAndNeverWait(t *testing.T) {
	for _, n := range []int{2, 4} {
		t.Run(fmt.Sprint(n), func(t *testing.T) { copiesAtWork(t, n) })
	}
}

func TestTheVeryFirstStartMayBeOneOfSeveralCopies(t *testing.T) {
	g := newGazette(t)
	for range 3 {
		c := &copies{t: t, dir: t.TempDir(), paper: g}
		var work sync.WaitGroup
		for range 4 {
			work.Go(func() { c.runs(append([]string{"list", "--json", "--offline"}, g.args()...)...) })
			work.Go(func() { c.runs(append([]string{"refresh"}, g.args()[:2]...)...) })
		}
		work.Wait()
		if k, err := look(t, c.dir); err != nil || len(k.ids) == 0 {
			t.Errorf("%d articles, %v", len(k.ids), err)
		}
	}
}

func copiesAtWork(t *testing.T, n int) {
	c := &copies{t: t, dir: t.TempDir(), paper: newGazette(t)}
	var work sync.WaitGroup
	for range n { // all of them start on an empty folder
		work.Go(func() { c.runs(append([]string{"refresh"}, c.paper.args()...)...) })
	}
	work.Wait()
	k, err := look(t, c.dir)
	if err != nil || len(k.ids) == 0 {
		t.Fatalf("%d articles, %v", len(k.ids), err)
	}
	started := time.Now()
	for i := range n {
		work.Go(func() { c.works(share(k.ids[:80], i, n)[:24/n]) })
	}
	for range n / 2 {
		work.Go(func() { c.reads(20, k.numbers) })
	}
	work.Wait()
	took := time.Since(started)
	after, err := look(t, c.dir)
	if err != nil {
		t.Error(err)
	}
	for _, id := range c.starred {
		if !after.marks[mark{id, true}] {
			t.Errorf("the star of %s is lost", id)
		}
	}
	for _, id := range c.read {
		if !after.marks[mark{id, false}] {
			t.Errorf("that %s was read is lost", id)
		}
	}
	there := list(t, c.dir, c.paper.args()...)
	for _, id := range k.ids {
		if !there[id] {
			t.Errorf("article %s is lost", id)
		}
	}
	t.Logf("%d copies and %d readers: %d stars by commands, the slowest command %d ms, "+
		"%d articles read; %.0f marks/s; the slowest mark of a reader on disk after %d ms", n, n/2,
		len(c.starred), slices.Max(c.took).Milliseconds(), len(c.read),
		float64(len(c.starred)+len(c.read))/took.Seconds(), c.slowest.Milliseconds())
}
