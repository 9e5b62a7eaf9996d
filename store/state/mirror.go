package state

import (
	"encoding/json"
	"iter"
	"maps"
	"slices"

	"breageek/feed"
)

// A Stamp identifies one writing of state.json. The zero Stamp is that of no file.
type Stamp struct {
	Size    int64
	ModTime int64 // nanoseconds since 1970
	Hash    int64 // of what it says
}

// sameFile reports whether two stamps are of one writing as far as the file system tells.
func (s Stamp) sameFile(o Stamp) bool { return s.Size == o.Size && s.ModTime == o.ModTime }

// A Record is the marks of one article as a mirror keeps them. Times are nanoseconds since
// 1970, 0 for never.
type Record struct {
	ID                                       feed.ID
	Read, Starred, Watched                   bool
	ReadAt, StarredAt, WatchedAt, PositionAt int64
	Block, Letter                            int32
	Percent                                  int8
}

func (r Record) mark() mark {
	return mark{read: r.ReadAt, starred: r.StarredAt, watched: r.WatchedAt, place: r.PositionAt,
		block: r.Block, letter: r.Letter, percent: r.Percent,
		isRead: r.Read, isStarred: r.Starred, isWatched: r.Watched}
}

func (m mark) record(id feed.ID) Record {
	return Record{ID: id, Read: m.isRead, Starred: m.isStarred, Watched: m.isWatched,
		ReadAt: m.read, StarredAt: m.starred, WatchedAt: m.watched, PositionAt: m.place,
		Block: m.block, Letter: m.letter, Percent: m.percent}
}

// mirror is what is known of the copy of the file that the caller keeps in a database: lists
// are made from that copy, without reading the file.
//
// The copy must never say more than the file: killed between two writes, the program would
// take it for what the file says. So it is brought up to date with what the file says, by
// its stamp, and not with what memory says.
type mirror struct {
	base   Stamp            // of the file that the mirror is a copy of
	differ bool             // it is not known where the mirror differs from the file
	lack   map[feed.ID]mark // what the file says, of articles where memory or mirror may not
	beside []byte           // what the file says beside the marks, see encodeTop
}

func newMirror() mirror { return mirror{lack: map[feed.ID]mark{}} }

// leaves notes that memory leaves what the file says of an article.
func (m *mirror) leaves(id feed.ID, was mark) {
	if _, noted := m.lack[id]; !noted {
		m.lack[id] = was
	}
}

// onDisk returns what the file says of an article. mu is held.
func (m *marks) onDisk(id feed.ID) mark {
	if k, ok := m.mirror.lack[id]; ok {
		return k
	}
	return m.of[id]
}

// Join returns what the user did with an article of which a mirror holds a record: what
// memory knows, and else the record.
func (f *File) Join(r Record) State {
	m := f.marks
	m.mu.RLock()
	k, ok := m.known(r.ID)
	m.mu.RUnlock()
	if ok {
		return k.state()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.loaded {
		m.primed[r.ID] = r.mark()
	}
	return r.mark().state()
}

// Fresh reports whether lists may be made from the mirror: it is that of the file, or differs
// from it only in what [File.Unmirrored] returns, or was good enough for [File.ShowMirror].
func (f *File) Fresh() bool {
	m := f.marks
	m.mu.RLock()
	defer m.mu.RUnlock()
	if !m.loaded {
		return m.fresh || m.early.Load()
	}
	return !m.mirror.differ
}

// ShowMirror lets the state be asked before the file has been read also where the mirror is
// that of an earlier writing: what changed since follows with [File.Reread].
func (f *File) ShowMirror() { f.marks.early.Store(true) }

// Unmirrored returns the marks in memory that the mirror may not have yet.
func (f *File) Unmirrored() []Record {
	m := f.marks
	m.mu.RLock()
	defer m.mu.RUnlock()
	if len(m.mirror.lack) == 0 {
		return nil
	}
	records := make([]Record, 0, len(m.mirror.lack))
	for id := range m.mirror.lack {
		records = append(records, m.of[id].record(id))
	}
	return records
}

// Reconcile compares the file with all that a mirror holds, and the stamp it has. It is called
// where the mirror is that of another writing of the file than was expected.
func (f *File) Reconcile(base Stamp, records iter.Seq[Record]) {
	m := f.marks
	m.wait()
	m.mu.Lock()
	defer m.mu.Unlock()
	there := make(map[feed.ID]bool, len(m.of))
	for r := range records {
		there[r.ID] = true
		if disk := m.onDisk(r.ID); disk != r.mark() {
			m.mirror.lack[r.ID] = disk
		}
	}
	for id := range m.of {
		if disk := m.onDisk(id); !there[id] && disk != (mark{}) {
			m.mirror.lack[id] = disk
		}
	}
	m.mirror.base, m.mirror.differ = base, false
}

// Differs notes that a mirror was not of the writing that was expected: [File.Reconcile] must
// find the differences.
func (f *File) Differs() {
	f.marks.mu.Lock()
	defer f.marks.mu.Unlock()
	f.marks.mirror.differ = true
}

// A MirrorChange brings a mirror from one writing of the file to another.
type MirrorChange struct {
	From, To Stamp
	Records  []Record
	Beside   []byte // JSON of what stands beside the marks
}

// MirrorChange returns what the mirror lacks of the file; ok is false when that is nothing, or
// when the file must be read at each start, because it cannot be understood wholly.
func (f *File) MirrorChange() (c MirrorChange, ok bool) {
	m := f.marks
	m.mu.RLock()
	defer m.mu.RUnlock()
	if !m.loaded || m.newer != nil || m.mirror.differ || m.seen == m.mirror.base {
		return c, false
	}
	c = MirrorChange{From: m.mirror.base, To: m.seen, Beside: m.mirror.beside}
	for _, id := range slices.Sorted(maps.Keys(m.mirror.lack)) {
		c.Records = append(c.Records, m.mirror.lack[id].record(id))
	}
	return c, true
}

// Mirrored notes that a change was made.
func (f *File) Mirrored(c MirrorChange) {
	m := f.marks
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mirror.base = c.To
	for _, r := range c.Records {
		if k := r.mark(); m.mirror.lack[r.ID] == k && m.of[r.ID] == k {
			delete(m.mirror.lack, r.ID)
		}
	}
}

// Current reports whether the file is still the writing with a stamp.
func (f *File) Current(s Stamp) bool { return s.sameFile(stampOf(f.marks.path)) }

// encodeTop writes what stands beside the marks as an object.
func encodeTop(top map[string]json.RawMessage) []byte {
	b := []byte{'{'}
	for i, name := range slices.Sorted(maps.Keys(top)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(b, name, top[name])
	}
	return append(b, '}')
}

// prime takes what the mirror says of what stands beside the marks, until the file has been
// read. What cannot be understood is nothing.
func (m *marks) prime(beside []byte) {
	var top map[string]json.RawMessage
	if json.Unmarshal(beside, &top) != nil {
		return
	}
	for name, value := range top {
		m.setTop(name, value)
	}
	m.primedTrail, m.primedMeasure = m.trail.set, m.measure.set
}
