package state

import (
	"cmp"
	"encoding/json"
	"time"
)

// keptMeasure is a line's length that the user chose while reading, and when,
// nanoseconds since 1970.
type keptMeasure struct {
	cells, was int
	set        int64
}

// measureJSON is a measure in state.json.
type measureJSON struct {
	Cells int       `json:"cells"`
	Was   int       `json:"was"`
	At    time.Time `json:"at"`
}

func (k keptMeasure) encode() json.RawMessage {
	b, _ := json.Marshal(measureJSON{k.cells, k.was, fromNano(k.set)}) // numbers always marshal
	return b
}

func (k *keptMeasure) decode(b json.RawMessage) error {
	var in measureJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	read := keptMeasure{int(inFile(in.Cells)), int(inFile(in.Was)), toNano(in.At)}
	*k = k.merge(read)
	return nil
}

// merge returns the measure that was set later; for equal times the longer one, so
// that the order of merging does not matter.
func (k keptMeasure) merge(o keptMeasure) keptMeasure {
	if cmp.Or(cmp.Compare(o.set, k.set), cmp.Compare(o.cells, k.cells),
		cmp.Compare(o.was, k.was)) > 0 {
		return o
	}
	return k
}

// Measure returns the length of a line, in cells, that the user chose while
// reading, and what config.toml said then; zeros where none was chosen. Where
// config.toml says something else since, it is the user's last word.
func (f *File) Measure() (cells, was int) {
	m := f.marks
	m.primedOrRead()
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.measure.cells, m.measure.was
}

// SetMeasure remembers a length that the user chose while config.toml said was.
func (f *File) SetMeasure(cells, was int) {
	m := f.marks
	m.primedOrRead()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.measure.set != 0 && m.measure.cells == cells && m.measure.was == was {
		return
	}
	m.measure = keptMeasure{int(inFile(cells)), int(inFile(was)), f.after(m.measure.set)}
	m.dirty = true
}
