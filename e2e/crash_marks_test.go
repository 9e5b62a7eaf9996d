//go:build unix

package e2e

import (
	"fmt"
	"sync"
	"time"
)

// mark is a mark of an article: read, or a star.
type mark struct {
	id   string
	star bool
}

// deed is a change to a mark. Until it must last, a crash may undo it.
type deed struct {
	on    bool
	any   bool      // the result is unknown
	lasts time.Time // from then on no crash may undo it; zero: not seen
}

// ledger holds the changes to marks since the last look at the files.
type ledger struct {
	mu    sync.Mutex
	base  map[mark]bool // as of the files
	deeds map[mark][]*deed

	opening bool // a key is opening an article, it is not known which
}

// lastingAfter is the promise: what was seen on the screen is on the disk within a second.
const lastingAfter = time.Second

// try notes that a change is about to be made.
func (l *ledger) try(m mark, d deed) *deed {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.deeds == nil {
		l.deeds = map[mark][]*deed{}
	}
	l.deeds[m] = append(l.deeds[m], &d)
	return &d
}

// seen notes that changes were seen, and when they must last.
func (l *ledger) seen(lasts time.Time, deeds ...*deed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, d := range deeds {
		d.lasts = lasts
	}
}

// opens notes that a key opens an article, or that the article was seen.
func (l *ledger) opens(now bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.opening = now
}

// sure returns the value of a mark, if it is known.
func (l *ledger) sure(m mark) (on, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	on = l.base[m]
	for _, d := range l.deeds[m] {
		if d.any || d.lasts.IsZero() {
			return false, false
		}
		on = d.on
	}
	return on, true
}

// settle compares the files after a crash with the changes before it, and returns the lost
// marks. From now on, the files count.
func (l *ledger) settle(files map[mark]bool, crashed time.Time) (
	lost []string, typed, ordered int,
) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for m, deeds := range l.deeds {
		ok, firm := l.allows(m, deeds, files[m], crashed)
		if !ok && !l.excuses(m, files[m]) {
			lost = append(lost, m.history(l.base[m], deeds, files[m], crashed))
		}
		if m.star && odd(m.id) {
			ordered += firm
		} else {
			typed += firm
		}
	}
	for m, on := range l.base {
		if len(l.deeds[m]) == 0 && files[m] != on && !l.excuses(m, files[m]) {
			lost = append(lost, m.history(on, nil, files[m], crashed))
		}
	}
	l.base, l.deeds, l.opening = files, nil, false
	return lost, typed, ordered
}

// excuses reports whether a mark is that of the article that was being opened: it is marked
// read before it is seen.
func (l *ledger) excuses(m mark, is bool) bool {
	excused := l.opening && !m.star && is
	l.opening = l.opening && !excused
	return excused
}

// history returns the history of a mark, up to what the files say.
func (m mark) history(was bool, deeds []*deed, is bool, crashed time.Time) string {
	story := fmt.Sprintf("\n%s star %v: it was %v", m.id, m.star, was)
	for _, d := range deeds {
		switch {
		case d.any:
			story += ", something was done"
		case d.lasts.IsZero():
			story += fmt.Sprintf(", perhaps %v", d.on)
		default:
			before := crashed.Sub(d.lasts.Add(-lastingAfter)).Milliseconds()
			story += fmt.Sprintf(", %v %d ms before the crash", d.on, before)
		}
	}
	return story + fmt.Sprintf("; the file says %v", is)
}

// allows reports whether a value can be what is left of some changes; firm is 1 if one of them
// had to last.
func (l *ledger) allows(m mark, deeds []*deed, on bool, crashed time.Time) (ok bool, firm int) {
	for i := len(deeds) - 1; i >= 0; i-- {
		d := deeds[i]
		ok = ok || d.any || d.on == on
		if !d.lasts.IsZero() && !crashed.Before(d.lasts) {
			return ok, 1
		}
	}
	return ok || l.base[m] == on, 0
}
