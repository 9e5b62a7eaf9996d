package state

import (
	"cmp"
	"slices"
	"sync"
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
		Place: Place{Block: int(m.block), Letter: int(m.letter), Percent: int(m.percent),
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
	loaded chan struct{} // closed when the file has been read

	mu sync.RWMutex
	contents
	dirty bool
	newer *NewerError // the file is of a newer version: never written

	saving sync.Mutex // one save at a time; guards seen
	seen   stamp      // of the file, when it was last read or written here
}

func newMarks(path string) *marks {
	return &marks{path: path, loaded: make(chan struct{}), contents: newContents(0)}
}

// wait returns when the file has been read.
func (m *marks) wait() { <-m.loaded }

func (m *marks) get(id feed.ID) mark {
	m.wait()
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.of[id]
}

// set changes one mark.
func (m *marks) set(id feed.ID, f func(k *mark)) (was mark) {
	m.wait()
	m.mu.Lock()
	defer m.mu.Unlock()
	was = m.of[id]
	k := was
	f(&k)
	m.of[id] = k
	m.dirty = true
	return was
}

// after is the time of a change to a field that was last set at a time, always
// a later one: a clock that was put back must not make the reader's last word
// lose against an earlier one.
func (f *File) after(last int64) int64 { return max(f.now().UnixNano(), last+1) }

// State tells what the reader did with an article; the zero State when nothing.
func (f *File) State(id feed.ID) State { return f.marks.get(id).state() }

// SetRead marks an article read or unread, and gives the state as it was.
func (f *File) SetRead(id feed.ID, read bool) (was State) {
	return f.marks.set(id, func(k *mark) { k.isRead, k.read = read, f.after(k.read) }).state()
}

// SetStarred sets or takes away an article's star, and gives the state as it
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

// Watched gives the articles whose stories are followed, those marked last first.
func (f *File) Watched() []feed.ID {
	m := f.marks
	m.wait()
	m.mu.RLock()
	defer m.mu.RUnlock()
	var ids []feed.ID
	for id, k := range m.of {
		if k.isWatched {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b feed.ID) int {
		return cmp.Or(cmp.Compare(m.of[b].watched, m.of[a].watched), cmp.Compare(a, b))
	})
	return ids
}

// SetPlace remembers where the reader is in an article. The place's time is the
// store's to set.
func (f *File) SetPlace(id feed.ID, p Place) {
	f.marks.set(id, func(k *mark) {
		k.block, k.letter, k.percent = inFile(p.Block), inFile(p.Letter), percent(p.Percent)
		k.place = f.after(k.place)
	})
}

// inFile bounds a number as state.json holds it.
func inFile(n int) int32 { return int32(min(max(n, 0), 1<<30)) }

func percent(n int) int8 { return int8(min(max(n, 0), 100)) }

// Dirty tells whether something is not yet on the disk.
func (f *File) Dirty() bool {
	f.marks.wait()
	f.journal.mu.Lock()
	pending := f.journal.pending.Len() > 0
	f.journal.mu.Unlock()
	return pending || f.marks.isDirty()
}

func (m *marks) isDirty() bool {
	m.wait()
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.dirty
}

// Starred returns the starred articles, in no order.
func (f *File) Starred() (ids []feed.ID) {
	m := f.marks
	m.wait()
	m.mu.RLock()
	defer m.mu.RUnlock()
	for id, k := range m.of {
		if k.isStarred {
			ids = append(ids, id)
		}
	}
	return ids
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
