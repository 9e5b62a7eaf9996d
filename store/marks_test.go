package store

import (
	"bytes"
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"breageek/feed"
)

// drawMark makes marks whose times often meet, so that ties are tried.
func drawMark(t *rapid.T, name string) mark {
	at := rapid.Int64Range(0, 4)
	m := mark{
		read: at.Draw(t, name+" read"), starred: at.Draw(t, name+" starred"),
		place: at.Draw(t, name+" place"),
	}
	m.isRead = m.read > 0 && rapid.Bool().Draw(t, name+" is read")
	m.isStarred = m.starred > 0 && rapid.Bool().Draw(t, name+" is starred")
	if m.place > 0 {
		m.block = rapid.Int32Range(0, 3).Draw(t, name+" block")
	}
	return m
}

func TestMergingMarksIsTheSameInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawMark(t, "a"), drawMark(t, "b"), drawMark(t, "c")
		if a.merge(b) != b.merge(a) {
			t.Fatalf("a with b is %+v, b with a is %+v", a.merge(b), b.merge(a))
		}
		if x, y := a.merge(b).merge(c), a.merge(b.merge(c)); x != y {
			t.Fatalf("grouped one way %+v, the other way %+v", x, y)
		}
		if a.merge(a) != a || a.merge(b).merge(b) != a.merge(b) {
			t.Fatalf("merging twice changes %+v", a)
		}
	})
}

func TestAStateFileIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newContents(0)
		for _, id := range rapid.SliceOfN(rapid.Uint64(), 0, 9).Draw(t, "ids") {
			c.of[feed.ID(id)] = drawMark(t, "mark")
		}
		data := encodeMarks(c)
		if !json.Valid(data) {
			t.Fatalf("not JSON: %s", data)
		}
		quick, ok := scanMarks(data)
		slow := newContents(0)
		if err := slow.decode(data); err != nil || !ok {
			t.Fatalf("%s: %v, quick %v", data, err, ok)
		}
		if len(quick.of) != len(c.of) || len(slow.of) != len(c.of) {
			t.Fatalf("%d marks became %d and %d", len(c.of), len(quick.of), len(slow.of))
		}
		for id, k := range c.of {
			if quick.of[id] != k || slow.of[id] != k {
				t.Fatalf("%+v became %+v and %+v", k, quick.of[id], slow.of[id])
			}
		}
	})
}

func TestWhatANewerProgramWroteStays(t *testing.T) {
	const file = `{"version": 1, "watched": ["a"], "articles": {
		"00000000000000ff": {"read": true, "read_at": "2026-11-22T09:00:00Z", "note": {"x": 1}},
		"odd": {"y": 2}}}`
	c, broken := decodeMarks([]byte(file))
	if broken != nil {
		t.Fatal(broken)
	}
	out := encodeMarks(c)
	for _, want := range []string{`"watched": ["a"]`, `"note": {"x":1}`, `"odd": {"y":2}`, `"read": true`} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("%s is lost in\n%s", want, out)
		}
	}
	again, broken := decodeMarks(out)
	if broken != nil || !bytes.Equal(encodeMarks(again), out) {
		t.Errorf("a second round changes it: %v", broken)
	}
}

func FuzzState(f *testing.F) {
	f.Add([]byte(`{"version": 1, "articles": {}}`))
	f.Add([]byte(`{"version": 1, "articles": {` + "\n" + `"9f2c4e0000000001": {"read": true, ` +
		`"read_at": "2026-11-22T09:00:00Z", "starred": false, "starred_at": "2026-11-22T09:00:00.5Z", ` +
		`"place": {"block": 12, "at": "2026-11-22T09:00:00Z"}}` + "\n}}\n"))
	f.Add([]byte(`{"version": 2, "articles": {"x": 1}, "more": [1, 2]}`))
	f.Add([]byte(`{"version": 1, "articles": {"9f2c4e0000000001": {"read": tr`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, broken := decodeMarks(data)
		if broken == nil && !json.Valid(data) {
			t.Fatalf("taken for whole: %q", data)
		}
		out := encodeMarks(c)
		if !json.Valid(out) {
			t.Fatalf("%q is written as %q", data, out)
		}
		again, broken := decodeMarks(out)
		if broken != nil {
			t.Fatalf("%q is written as %q, which is %v", data, out, broken)
		}
		if twice := encodeMarks(again); !bytes.Equal(out, twice) {
			t.Fatalf("%q is written as %q, then as %q", data, out, twice)
		}
	})
}

func BenchmarkReadState(b *testing.B) {
	c := newContents(0)
	for i := range 100_000 {
		c.of[feed.ID(hash64(string(rune(i))))] = mark{isRead: true, read: 1_790_000_000_000_000_000 + int64(i)*1e9}
	}
	data := encodeMarks(c)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, ok := scanMarks(data); !ok {
			b.Fatal("not quick")
		}
	}
}
