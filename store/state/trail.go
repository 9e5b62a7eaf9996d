package state

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"breageek/feed"
)

// Visit is one step of the way a user came: an article, and where in it they
// were when they left.
type Visit struct {
	ID     feed.ID
	Block  int  // see [Position]
	Letter int  // see [Position]
	ByWay  bool // opened as a related story of the visit before
}

// Trail is the way a user came, oldest first, and which step of it they are at.
type Trail struct {
	Visits []Visit
	At     int
}

// keptTrail is a trail and when it was set, nanoseconds since 1970.
type keptTrail struct {
	Trail
	set int64
}

// trailJSON is a trail in state.json.
type trailJSON struct {
	At     int         `json:"at"`
	Set    time.Time   `json:"set"`
	Visits []visitJSON `json:"visits"`
}

type visitJSON struct {
	ID     feed.ID `json:"id"`
	Block  int     `json:"block,omitempty"`
	Letter int     `json:"letter,omitempty"`
	ByWay  bool    `json:"by_way,omitempty"`
}

func (k keptTrail) encode() json.RawMessage {
	out := trailJSON{At: k.At, Set: fromNano(k.set), Visits: make([]visitJSON, len(k.Visits))}
	for i, v := range k.Visits {
		out.Visits[i] = visitJSON(v)
	}
	b, _ := json.Marshal(out) // numbers and times of this program always marshal
	return b
}

func (k *keptTrail) decode(b json.RawMessage) error {
	var in trailJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	read := keptTrail{set: toNano(in.Set)}
	for _, v := range in.Visits {
		if v.ID != 0 {
			v.Block, v.Letter = max(0, v.Block), max(0, v.Letter)
			read.Visits = append(read.Visits, Visit(v))
		}
	}
	read.At = max(0, min(in.At, len(read.Visits)-1))
	*k = k.merge(read)
	return nil
}

// merge returns the trail that was set later, whole: two ways make no third. For
// equal times the rule is fixed, so that the order of merging does not matter.
func (k keptTrail) merge(o keptTrail) keptTrail {
	if o.set > k.set || o.set == k.set && bytes.Compare(o.encode(), k.encode()) > 0 {
		return o
	}
	return k
}

// Trail returns the way the user came, as it was set last, here or on another
// machine. It belongs to the caller.
func (f *File) Trail() Trail {
	m := f.marks
	m.primedOrRead()
	m.mu.RLock()
	defer m.mu.RUnlock()
	return Trail{append([]Visit(nil), m.trail.Visits...), m.trail.At}
}

// SetTrail remembers the way the user came.
func (f *File) SetTrail(t Trail) {
	m := f.marks
	m.primedOrRead()
	m.mu.Lock()
	defer m.mu.Unlock()
	if t.At == m.trail.At && slices.Equal(t.Visits, m.trail.Visits) {
		return
	}
	m.trail = keptTrail{Trail{append([]Visit(nil), t.Visits...), t.At}, f.after(m.trail.set)}
	m.dirty = true
}
