package state

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"breageek/feed"
)

// Mark names one of the marks that a user sets.
type Mark uint8

// The marks, as [State] has them, and that of a story that was taken away from an
// article's related ones.
const (
	MarkRead Mark = iota
	MarkStarred
	MarkWatched
	MarkDismissed
)

// A Change is a mark as it was before an action changed it.
type Change struct {
	ID    feed.ID
	Mark  Mark
	Was   bool
	Story feed.ID // of MarkDismissed: the story's [Related.Key]
}

// An Action is what the user did at once: one mark, or those of a whole list.
type Action struct {
	Title   string // of the article; empty for several
	Changes []Change
	at      time.Time // which names it
}

// maxActions is how many actions can be undone.
const maxActions = 100

// The journal is made anew when it has so many lines: each action has one, and so has
// each that was undone.
const maxLines = 4 * maxActions

// journal is what can be undone, also after a restart: undo.jsonl, to which each
// action adds a line. It belongs to this machine; state.json has the marks themselves.
type journal struct {
	path    string
	notice  func(Notice)
	loading sync.Once // at the first use: no start needs it

	mu      sync.Mutex
	actions []Action // the latest last
	pending bytes.Buffer
	lines   int // of the file
	last    time.Time
}

// actionJSON is a line of the journal: an action and what was before, or the name of
// one that was undone.
type actionJSON struct {
	At        time.Time    `json:"at"`
	Title     string       `json:"title,omitempty"`
	Read      []feed.ID    `json:"was_read,omitempty"`
	Unread    []feed.ID    `json:"was_unread,omitempty"`
	Starred   []feed.ID    `json:"was_starred,omitempty"`
	Plain     []feed.ID    `json:"was_unstarred,omitempty"`
	Watched   []feed.ID    `json:"was_watched,omitempty"`
	Unwatched []feed.ID    `json:"was_unwatched,omitempty"`
	Related   [][2]feed.ID `json:"was_related,omitempty"`
	Dismissed [][2]feed.ID `json:"was_dismissed,omitempty"`
	Undone    *time.Time   `json:"undone,omitempty"`
}

// lists pairs the lists of a line with the marks they stand for.
func (l *actionJSON) lists() map[*[]feed.ID]Change {
	return map[*[]feed.ID]Change{
		&l.Read: {Mark: MarkRead, Was: true}, &l.Unread: {Mark: MarkRead},
		&l.Starred: {Mark: MarkStarred, Was: true}, &l.Plain: {Mark: MarkStarred},
		&l.Watched: {Mark: MarkWatched, Was: true}, &l.Unwatched: {Mark: MarkWatched},
	}
}

func (a Action) line() actionJSON {
	l := actionJSON{At: a.at, Title: a.Title}
	lists := l.lists()
	for _, c := range a.Changes {
		switch {
		case c.Mark == MarkDismissed && c.Was:
			l.Dismissed = append(l.Dismissed, [2]feed.ID{c.ID, c.Story})
		case c.Mark == MarkDismissed:
			l.Related = append(l.Related, [2]feed.ID{c.ID, c.Story})
		}
		for list, of := range lists {
			if of.Mark == c.Mark && of.Was == c.Was {
				*list = append(*list, c.ID)
			}
		}
	}
	return l
}

func (l *actionJSON) action() Action {
	a := Action{Title: l.Title, at: l.At}
	for list, of := range l.lists() {
		for _, id := range *list {
			of.ID = id
			a.Changes = append(a.Changes, of)
		}
	}
	for _, p := range l.Related {
		a.Changes = append(a.Changes, Change{ID: p[0], Mark: MarkDismissed, Story: p[1]})
	}
	for _, p := range l.Dismissed {
		a.Changes = append(a.Changes, Change{ID: p[0], Mark: MarkDismissed, Was: true, Story: p[1]})
	}
	return a
}

// load reads the journal. A line that cannot be read, such as the one that a crash cut
// off, is passed over: a journal is a convenience, and the marks are not in it.
func (j *journal) load() error {
	f, err := os.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	j.mu.Lock()
	defer j.mu.Unlock()
	j.read(f)
	return nil
}

// wait returns when the journal has been read; the first caller reads it.
func (j *journal) wait() {
	j.loading.Do(func() {
		if err := j.load(); err != nil {
			j.notice(Notice{File: j.path, Err: err, Reason: "it cannot be read: " + err.Error()})
		}
	})
}

// read takes the whole lines of a journal.
func (j *journal) read(r io.Reader) {
	in := bufio.NewReader(r)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return // its end, or a line that is not whole
		}
		j.lines++
		var l actionJSON
		if json.Unmarshal(line, &l) == nil {
			j.take(l)
		}
	}
}

// take does to the actions in memory what a line says.
func (j *journal) take(l actionJSON) {
	if l.Undone != nil {
		j.actions = slices.DeleteFunc(j.actions, func(a Action) bool {
			return a.at.Equal(*l.Undone)
		})
		return
	}
	if l.At.After(j.last) {
		j.last = l.At
	}
	j.actions = append(j.actions, l.action())
	if over := len(j.actions) - maxActions; over > 0 {
		j.actions = j.actions[over:]
	}
}

// write adds a line to what is to be written.
func (j *journal) write(l actionJSON) {
	b, _ := json.Marshal(l) // IDs, times and clean titles always marshal
	j.pending.Write(append(b, '\n'))
	j.take(l)
}

// flush appends what is pending to the file; the caller holds the lock that other
// programs heed. After an error it is pending still.
func (j *journal) flush() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.pending.Len() == 0 {
		return nil
	}
	if j.lines > maxLines {
		return j.renew()
	}
	path, err := RealFile(j.path)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	b := j.pending.Bytes()
	if !endsLine(f) { // what a crash cut off must not spoil the next line
		b = append([]byte{'\n'}, b...)
	}
	size, _ := f.Seek(0, 2)
	if _, err = f.Write(b); err != nil {
		_ = f.Truncate(size) // on a full disk: half a line is none
		return errors.Join(err, f.Close())
	}
	j.lines += bytes.Count(b, []byte{'\n'})
	j.pending.Reset()
	return f.Close()
}

func endsLine(f *os.File) bool {
	end, err := f.Seek(0, 2)
	if err != nil || end == 0 {
		return true
	}
	last := make([]byte, 1)
	_, err = f.ReadAt(last, end-1)
	return err != nil || last[0] == '\n'
}

// renew writes the journal anew with what can still be undone, by this program or by
// another one that wrote to it meanwhile.
func (j *journal) renew() error {
	all := journal{path: j.path}
	if err := all.load(); err != nil {
		return err
	}
	all.read(bytes.NewReader(j.pending.Bytes()))
	var b bytes.Buffer
	for _, a := range all.actions {
		line, _ := json.Marshal(a.line())
		b.Write(append(line, '\n'))
	}
	if _, err := replaceFile(j.path, b.Bytes()); err != nil {
		return err
	}
	j.lines = len(all.actions)
	j.pending.Reset()
	return nil
}

// Record notes an action that can be undone. Its marks are set already.
func (f *File) Record(a Action) {
	if len(a.Changes) == 0 {
		return
	}
	j := f.journal
	j.wait()
	j.mu.Lock()
	defer j.mu.Unlock()
	a.at = f.now().UTC()
	if !a.at.After(j.last) {
		a.at = j.last.Add(1)
	}
	j.write(a.line())
}

// Undo takes the last action back that was not yet, and returns it; false where there is
// none. Marks that were set otherwise since are set back too: taking back is the
// reader's last word.
func (f *File) Undo() (Action, bool) {
	j := f.journal
	j.wait()
	j.mu.Lock()
	if len(j.actions) == 0 {
		j.mu.Unlock()
		return Action{}, false
	}
	a := j.actions[len(j.actions)-1]
	now := f.now().UTC()
	j.write(actionJSON{At: now, Undone: &a.at})
	j.mu.Unlock()
	for _, c := range a.Changes {
		f.put(c)
	}
	return a, true
}

// put sets a mark to what it was, as a change made now.
func (f *File) put(c Change) {
	switch st := f.State(c.ID); {
	case c.Mark == MarkDismissed:
		f.Dismiss(c.ID, c.Story, c.Was)
	case c.Mark == MarkRead && st.Read != c.Was:
		f.SetRead(c.ID, c.Was)
	case c.Mark == MarkStarred && st.Starred != c.Was:
		f.SetStarred(c.ID, c.Was)
	case c.Mark == MarkWatched && st.Watched != c.Was:
		f.SetWatched(c.ID, c.Was)
	}
}

// flushJournal writes what can be undone, under the lock of the state.
func (f *File) flushJournal() error {
	f.journal.mu.Lock()
	pending := f.journal.pending.Len() > 0
	f.journal.mu.Unlock()
	if !pending || f.marks.newer != nil {
		return nil
	}
	unlock, err := f.marks.lock()
	if err == nil {
		defer unlock()
		err = f.journal.flush()
	}
	if err != nil {
		return &UndoError{err}
	}
	return nil
}
