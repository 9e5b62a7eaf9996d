package state

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"breageek/feed"
)

// mark is a State as it is held in memory and merged: times are nanoseconds
// since 1970, 0 for never, so that a hundred thousand of them are small.
type mark struct {
	read, starred, watched, place int64 // when each field was set
	block, letter                 int32
	percent                       int8
	isRead, isStarred, isWatched  bool
}

// merge joins two histories of one article: each field has the value that was
// set later. For equal times the rule is fixed, so that any order of merging
// gives the same: true wins, and the place farther down, of those the one that
// says that more was read.
func (m mark) merge(o mark) mark {
	m.isRead, m.read = later(m.isRead, m.read, o.isRead, o.read)
	m.isStarred, m.starred = later(m.isStarred, m.starred, o.isStarred, o.starred)
	m.isWatched, m.watched = later(m.isWatched, m.watched, o.isWatched, o.watched)
	if o.farther(m) > 0 {
		m.place, m.block, m.letter, m.percent = o.place, o.block, o.letter, o.percent
	}
	return m
}

// farther compares two places: by when they were set, then by how far they are.
func (m mark) farther(o mark) int {
	return cmp.Or(cmp.Compare(m.place, o.place), cmp.Compare(m.block, o.block),
		cmp.Compare(m.letter, o.letter), cmp.Compare(m.percent, o.percent))
}

func later(a bool, at int64, b bool, bt int64) (bool, int64) {
	switch {
	case bt > at:
		return b, bt
	case bt == at:
		return a || b, at
	}
	return a, at
}

func (m mark) state() State {
	return State{
		Read: m.isRead, ReadAt: fromNano(m.read),
		Starred: m.isStarred, StarredAt: fromNano(m.starred),
		Watched: m.isWatched, WatchedAt: fromNano(m.watched),
		Position: Position{Block: int(m.block), Letter: int(m.letter), Percent: int(m.percent),
			At: fromNano(m.place)},
	}
}

func fromNano(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}

// marks is state.json in memory. Marking never touches the disk; saving merges
// with what another program or machine wrote meanwhile (see file.go).
type marks struct {
	path   string
	notice func(Notice)
	early  atomic.Bool // see [File.ShowMirror]
	fresh  bool        // the file is the one that was mirrored, as far as its size and time tell

	loading sync.Once

	mu sync.RWMutex
	contents
	loaded                     bool             // the file has been read
	primed                     map[feed.ID]mark // what the mirror says, until the file has been read
	primedTrail, primedMeasure int64            // when these were set, as the mirror says
	surprise                   bool             // the file was not the one that was mirrored
	dirty                      bool
	newer                      *NewerError // the file is of a newer version: never written

	saving sync.Mutex // one save at a time; guards seen with mu
	seen   Stamp      // of the file, when it was last read or written here
	mirror mirror

	folder folder // where copies of the file appear
}

func newMarks(path string, notice func(Notice)) *marks {
	return &marks{path: path, notice: notice, contents: newContents(0),
		primed: map[feed.ID]mark{}, mirror: newMirror()}
}

// wait returns when the file has been read; the first caller reads it.
func (m *marks) wait() { m.loading.Do(m.load) }

// primedOrRead returns when it is known what stands beside the marks: from the mirror where it
// is that of the file.
func (m *marks) primedOrRead() {
	if !m.fresh && !m.early.Load() {
		m.wait()
	}
}

// known returns a mark that can be told without reading the file. mu is held.
func (m *marks) known(id feed.ID) (k mark, ok bool) {
	if k, ok = m.of[id]; ok || m.loaded {
		return k, true
	}
	k, ok = m.primed[id]
	return k, ok
}

func (m *marks) get(id feed.ID) mark {
	m.mu.RLock()
	k, ok := m.known(id)
	m.mu.RUnlock()
	if ok {
		return k
	}
	m.wait()
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.of[id]
}

// set changes one mark. Where the mirror is that of the file, it need not be read for it.
func (m *marks) set(id feed.ID, f func(k *mark)) (was mark) {
	m.mu.RLock()
	_, ok := m.known(id)
	m.mu.RUnlock()
	if !ok || !m.fresh {
		m.wait()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	was, _ = m.known(id)
	k := was
	f(&k)
	m.put(id, was, k)
	m.dirty = true
	return was
}

// put changes a mark in memory. mu is held.
func (m *marks) put(id feed.ID, was, k mark) {
	m.of[id] = k
	m.mirror.leaves(id, was)
}

// after is the time of a change to a field that was last set at a time, always
// a later one: a clock that was put back must not make the user's last word
// lose against an earlier one.
func (f *File) after(last int64) int64 { return max(f.now().UnixNano(), last+1) }

// State returns what the user did with an article; the zero State when nothing.
func (f *File) State(id feed.ID) State { return f.marks.get(id).state() }

// SetRead marks an article read or unread, and returns the state as it was.
func (f *File) SetRead(id feed.ID, read bool) (was State) {
	return f.marks.set(id, func(k *mark) { k.isRead, k.read = read, f.after(k.read) }).state()
}

// SetStarred sets or takes away an article's star, and returns the state as it
// was.
func (f *File) SetStarred(id feed.ID, starred bool) (was State) {
	return f.marks.set(id, func(k *mark) {
		k.isStarred, k.starred = starred, f.after(k.starred)
	}).state()
}

// SetWatched follows the story that an article is a chapter of, or no longer, and
// gives the article's state as it was.
func (f *File) SetWatched(id feed.ID, watched bool) (was State) {
	return f.marks.set(id, func(k *mark) {
		k.isWatched, k.watched = watched, f.after(k.watched)
	}).state()
}

// Watched returns the articles whose stories are followed, those marked last first.
func (f *File) Watched() []feed.ID {
	m := f.marks
	m.primedOrRead()
	m.mu.RLock()
	defer m.mu.RUnlock()
	watched := map[feed.ID]int64{} // when they were set
	for _, marks := range []map[feed.ID]mark{m.primed, m.of} {
		for id, k := range marks {
			if delete(watched, id); k.isWatched {
				watched[id] = k.watched
			}
		}
	}
	return slices.SortedFunc(maps.Keys(watched), func(a, b feed.ID) int {
		return cmp.Or(cmp.Compare(watched[b], watched[a]), cmp.Compare(a, b))
	})
}

// SetPosition remembers where the user is in an article. The position's time is the
// store's to set.
func (f *File) SetPosition(id feed.ID, p Position) {
	f.marks.set(id, func(k *mark) {
		k.block, k.letter, k.percent = inFile(p.Block), inFile(p.Letter), percent(p.Percent)
		k.place = f.after(k.place)
	})
}

// inFile bounds a number as state.json holds it.
func inFile(n int) int32 { return int32(min(max(n, 0), 1<<30)) }

func percent(n int) int8 { return int8(min(max(n, 0), 100)) }

// Dirty reports whether something is not yet on the disk.
func (f *File) Dirty() bool {
	f.journal.mu.Lock()
	pending := f.journal.pending.Len() > 0
	f.journal.mu.Unlock()
	return pending || f.marks.isDirty()
}

func (m *marks) isDirty() bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.dirty
}

// Tally is how many articles have each mark, also those that are not kept here.
type Tally struct{ Read, Starred, Watched int }

// Tally counts the marks.
func (f *File) Tally() (t Tally) {
	m := f.marks
	m.wait()
	m.mu.RLock()
	defer m.mu.RUnlock()
	for _, k := range m.of {
		if k.isRead {
			t.Read++
		}
		if k.isStarred {
			t.Starred++
		}
		if k.isWatched {
			t.Watched++
		}
	}
	return t
}
