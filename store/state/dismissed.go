package state

import (
	"encoding/json"
	"time"

	"breageek/feed"
)

// pair is an article and a story that was related to it.
type pair struct{ of, story feed.ID }

// flag is a yes or no and when it was said, nanoseconds since 1970.
type flag struct {
	is bool
	at int64
}

func (f flag) merge(o flag) (out flag) {
	out.is, out.at = later(f.is, f.at, o.is, o.at)
	return out
}

// dismissals are the stories that readers took away from the related ones of an
// article.
type dismissals map[pair]flag

// flagJSON is such a story in state.json, under the article's ID and its own.
type flagJSON struct {
	Is bool      `json:"is"`
	At time.Time `json:"at"`
}

func (d dismissals) encode() json.RawMessage {
	out := map[feed.ID]map[feed.ID]flagJSON{}
	for p, f := range d {
		if out[p.of] == nil {
			out[p.of] = map[feed.ID]flagJSON{}
		}
		out[p.of][p.story] = flagJSON{f.is, fromNano(f.at)}
	}
	b, _ := json.Marshal(out) // IDs and times of this program always marshal
	return b
}

func (d dismissals) decode(b json.RawMessage) error {
	var in map[string]map[string]flagJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	for key, stories := range in {
		of, err := feed.ParseID(key)
		if err != nil {
			continue // one line that nobody understands must not spoil the others
		}
		for key, f := range stories {
			if story, err := feed.ParseID(key); err == nil {
				d.set(pair{of, story}, flag{f.Is, toNano(f.At)})
			}
		}
	}
	return nil
}

// set joins what is known of a pair with what is said of it.
func (d dismissals) set(p pair, f flag) { d[p] = d[p].merge(f) }

// Dismiss removes a story from the related ones of an article, or brings it back. story is
// the key that the caller knows it by.
func (f *File) Dismiss(of, story feed.ID, dismissed bool) {
	m := f.marks
	m.wait()
	m.mu.Lock()
	defer m.mu.Unlock()
	p := pair{of, story}
	m.dismissed[p] = flag{dismissed, f.after(m.dismissed[p].at)}
	m.dirty = true
}

// Dismissed returns the stories that were dismissed from the related ones of an article, by
// the keys they were dismissed by.
func (f *File) Dismissed(of feed.ID) map[feed.ID]bool {
	m := f.marks
	m.primedOrRead()
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out map[feed.ID]bool
	for p, said := range m.dismissed {
		if p.of == of && said.is {
			if out == nil {
				out = map[feed.ID]bool{}
			}
			out[p.story] = true
		}
	}
	return out
}
