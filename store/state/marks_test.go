package state

import (
	"bytes"
	"encoding/json"
	"maps"
	"testing"

	"pgregory.net/rapid"

	"breageek/feed"
)

// drawMark makes marks whose times often meet, so that ties are tried.
func drawMark(t *rapid.T, name string) mark {
	at := rapid.Int64Range(0, 4)
	m := mark{
		read: at.Draw(t, name+" read"), starred: at.Draw(t, name+" starred"),
		place: at.Draw(t, name+" place"), watched: at.Draw(t, name+" watched"),
	}
	m.isWatched = m.watched > 0 && rapid.Bool().Draw(t, name+" is watched")
	m.isRead = m.read > 0 && rapid.Bool().Draw(t, name+" is read")
	m.isStarred = m.starred > 0 && rapid.Bool().Draw(t, name+" is starred")
	if m.place > 0 {
		m.block = rapid.Int32Range(0, 3).Draw(t, name+" block")
		m.letter = rapid.Int32Range(0, 2).Draw(t, name+" letter")
		m.percent = rapid.Int8Range(0, 2).Draw(t, name+" percent")
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

// drawBeside draws what stands beside the marks.
func drawBeside(t *rapid.T, name string) contents {
	c := newContents(0)
	id, at := rapid.Uint64Range(1, 3), rapid.Int64Range(1, 4)
	for range rapid.IntRange(0, 3).Draw(t, name+" dismissed") {
		p := pair{feed.ID(id.Draw(t, name+" of")), feed.ID(id.Draw(t, name+" story"))}
		c.dismissed.set(p, flag{rapid.Bool().Draw(t, name+" is"), at.Draw(t, name+" at")})
	}
	for range rapid.IntRange(0, 2).Draw(t, name+" visits") {
		c.trail.set = at.Draw(t, name+" set")
		c.trail.Visits = append(c.trail.Visits, Visit{ID: feed.ID(id.Draw(t, name+" visit")),
			Block:  rapid.IntRange(0, 9).Draw(t, name+" block"),
			Letter: rapid.IntRange(0, 9).Draw(t, name+" letter"), ByWay: rapid.Bool().Draw(t, name+" by way")})
		c.trail.At = len(c.trail.Visits) - 1
	}
	if cells := rapid.IntRange(40, 43); rapid.Bool().Draw(t, name+" measure") {
		c.measure = keptMeasure{cells.Draw(t, name+" cells"), cells.Draw(t, name+" was"),
			at.Draw(t, name+" chosen")}
	}
	return c
}

func TestMergingWhatStandsBesideTheMarksIsTheSameInAnyOrder(t *testing.T) {
	join := func(a, b contents) contents {
		m := newMarks("", nil)
		m.take(a, Stamp{})
		m.take(b, Stamp{})
		return m.snapshot()
	}
	said := func(c contents) string { return string(encodeMarks(c)) }
	rapid.Check(t, func(t *rapid.T) {
		again := func(name string) func() contents {
			c := drawBeside(t, name)
			data := encodeMarks(c)
			return func() contents { c, _ := decodeMarks(data); return c }
		}
		a, b, c := again("a"), again("b"), again("c")
		if x, y := said(join(a(), b())), said(join(b(), a())); x != y {
			t.Fatalf("a with b is\n%s\nb with a is\n%s", x, y)
		}
		if x, y := said(join(join(a(), b()), c())), said(join(a(), join(b(), c()))); x != y {
			t.Fatalf("grouped one way\n%s\nthe other way\n%s", x, y)
		}
		if x := said(join(a(), a())); x != said(a()) {
			t.Fatalf("merged with itself it is\n%s\nnot\n%s", x, said(a()))
		}
	})
}

func TestAStateFileIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawBeside(t, "beside")
		c.unknown.top = map[string]json.RawMessage{"autre": json.RawMessage(`{"x":[1,", y"]}`)}
		for _, id := range rapid.SliceOfN(rapid.Uint64(), 0, 9).Draw(t, "ids") {
			c.of[feed.ID(id)] = drawMark(t, "mark")
		}
		data := encodeMarks(c)
		if !json.Valid(data) {
			t.Fatalf("not JSON: %s", data)
		}
		got, broken := decodeMarks(data)
		if broken != nil {
			t.Fatalf("%s: %v", data, broken)
		}
		if again := encodeMarks(got); !bytes.Equal(again, data) {
			t.Fatalf("%s is read as\n%s", data, again)
		}
		if !maps.Equal(got.of, c.of) {
			t.Fatalf("%+v became %+v", c.of, got.of)
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
	f.Add([]byte(`{"version": 1,` + "\n" + `"dismissed": {"9f2c4e0000000001":{"9f2c4e0000000002":` +
		`{"is":true,"at":"2026-11-22T09:00:00Z"}}},` + "\n" + `"trail": {"at":0,"set":` +
		`"2026-11-22T09:00:00Z","visits":[{"id":"9f2c4e0000000001","block":3}]}, "articles": {` +
		"\n" + `"9f2c4e0000000001": {"watched": true, "watched_at": "2026-11-22T09:00:00Z"}` + "\n}}\n"))
	f.Add([]byte(`{"version": 1,` + "\n" + `"measure": {"cells":66,"was":72,"at":` +
		`"2026-11-22T09:00:00Z"}, "articles": {` + "\n" + `"9f2c4e0000000001": {"place": ` +
		`{"block": 12, "letter": 340, "percent": 60, "at": "2026-11-22T09:00:00Z"}}` + "\n}}\n"))
	f.Add([]byte(`{"version": 1, "articles": {"9f2c4e0000000001": {"place": {"percent": 101, ` +
		`"at": "2026-11-22T09:00:00Z", "letter": -1}}}, "measure": {"cells": -1}}`))
	f.Add([]byte("{\"version\": 1,\n\"*|u\xd4\xc0\": {\"at\":0}, \"articles\": {\n}}\n"))
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
		c.of[feed.ID(0x9e3779b97f4a7c15*uint64(i+1))] = mark{isRead: true, read: 1_790_000_000_000_000_000 + int64(i)*1e9}
	}
	data := encodeMarks(c)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, broken := decodeMarks(data); broken != nil {
			b.Fatal(broken)
		}
	}
}
