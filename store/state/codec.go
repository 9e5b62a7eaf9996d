package state

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"breageek/feed"
)

// stateVersion is the newest version of state.json this program writes.
const stateVersion = 1

// contents is what a state.json holds.
type contents struct {
	version   int
	of        map[feed.ID]mark
	dismissed dismissals
	trail     keptTrail
	measure   keptMeasure
	unknown   extra
	salvaged  bool // read from a broken file
}

func newContents(size int) contents {
	return contents{of: make(map[feed.ID]mark, size), dismissed: dismissals{}}
}

// top returns what stands beside the articles.
func (c contents) top() map[string]json.RawMessage {
	top := maps.Clone(c.unknown.top)
	if top == nil {
		top = map[string]json.RawMessage{}
	}
	if len(c.dismissed) > 0 {
		top["dismissed"] = c.dismissed.encode()
	}
	if c.trail.set != 0 {
		top["trail"] = c.trail.encode()
	}
	if c.measure.set != 0 {
		top["measure"] = c.measure.encode()
	}
	return top
}

// setTop reads something that stands beside the articles; what cannot be
// understood is kept as it is.
func (c *contents) setTop(name string, value json.RawMessage) {
	switch {
	case name == "dismissed" && c.dismissed.decode(value) == nil:
	case name == "trail" && c.trail.decode(value) == nil:
	case name == "measure" && c.measure.decode(value) == nil:
	default:
		if c.unknown.top == nil {
			c.unknown.top = map[string]json.RawMessage{}
		}
		c.unknown.top[name] = value
	}
}

// extra is what a newer program of the same version wrote beside what we know:
// kept and written back, so that an older copy of the program loses nothing.
type extra struct {
	top      map[string]json.RawMessage             // beside "version" and "articles"
	articles map[string]json.RawMessage             // under keys that are no IDs
	fields   map[feed.ID]map[string]json.RawMessage // of articles
}

// merge joins what two files say; where both say something the one that sorts
// later stays, so that the order of merging does not matter.
func (e extra) merge(o extra) extra {
	e.top = mergeRaw(e.top, o.top)
	e.articles = mergeRaw(e.articles, o.articles)
	if len(o.fields) > 0 {
		fields := maps.Clone(e.fields)
		if fields == nil {
			fields = map[feed.ID]map[string]json.RawMessage{}
		}
		for id, f := range o.fields {
			fields[id] = mergeRaw(fields[id], f)
		}
		e.fields = fields
	}
	return e
}

func mergeRaw(a, b map[string]json.RawMessage) map[string]json.RawMessage {
	if len(b) == 0 {
		return a
	}
	out := maps.Clone(b)
	for k, v := range a {
		if bytes.Compare(v, out[k]) > 0 {
			out[k] = v
		}
	}
	return out
}

// encodeMarks writes a state.json: one article a line, in the order of the IDs,
// so that a person can read it and a sync tool sees small differences. A field
// that was never set is left out.
func encodeMarks(c contents) []byte {
	b := make([]byte, 0, 64+100*len(c.of))
	b = append(b, `{"version": `...)
	b = strconv.AppendInt(b, stateVersion, 10)
	top := c.top()
	for _, k := range slices.Sorted(maps.Keys(top)) {
		b = appendField(append(b, ",\n"...), k, top[k])
	}
	b = append(b, `, "articles": {`...)
	sep := "\n"
	for _, id := range slices.Sorted(maps.Keys(c.of)) {
		b = append(b, sep...)
		b = appendMark(b, id, c.of[id], c.unknown.fields[id])
		sep = ",\n"
	}
	for _, k := range slices.Sorted(maps.Keys(c.unknown.articles)) {
		b = appendField(append(b, sep...), k, c.unknown.articles[k])
		sep = ",\n"
	}
	return append(b, "\n}}\n"...)
}

func appendField(b []byte, name string, value json.RawMessage) []byte {
	quoted, _ := json.Marshal(name) // a string always marshals
	b = append(b, quoted...)
	return append(append(b, ": "...), value...)
}

const hexDigits = "0123456789abcdef"

func appendMark(b []byte, id feed.ID, k mark, more map[string]json.RawMessage) []byte {
	b = append(b, '"')
	for shift := 60; shift >= 0; shift -= 4 {
		b = append(b, hexDigits[id>>shift&15])
	}
	b = append(b, `": {`...)
	start := len(b)
	if k.read != 0 {
		b = strconv.AppendBool(append(b, `"read": `...), k.isRead)
		b = appendTime(b, `, "read_at": "`, k.read)
	}
	if k.starred != 0 {
		b = strconv.AppendBool(append(comma(b, start), `"starred": `...), k.isStarred)
		b = appendTime(b, `, "starred_at": "`, k.starred)
	}
	if k.watched != 0 {
		b = strconv.AppendBool(append(comma(b, start), `"watched": `...), k.isWatched)
		b = appendTime(b, `, "watched_at": "`, k.watched)
	}
	if k.place != 0 {
		b = append(comma(b, start), `"place": {"block": `...)
		b = strconv.AppendInt(b, int64(k.block), 10)
		if k.letter != 0 {
			b = strconv.AppendInt(append(b, `, "letter": `...), int64(k.letter), 10)
		}
		if k.percent != 0 {
			b = strconv.AppendInt(append(b, `, "percent": `...), int64(k.percent), 10)
		}
		b = append(appendTime(b, `, "at": "`, k.place), '}')
	}
	for _, name := range slices.Sorted(maps.Keys(more)) {
		b = appendField(comma(b, start), name, more[name])
	}
	return append(b, '}')
}

func comma(b []byte, start int) []byte {
	if len(b) > start {
		b = append(b, ", "...)
	}
	return b
}

func appendTime(b []byte, name string, nano int64) []byte {
	b = append(b, name...)
	b = time.Unix(0, nano).UTC().AppendFormat(b, time.RFC3339Nano)
	return append(b, '"')
}
