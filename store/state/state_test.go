package state_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"breageek/feed"
	"breageek/store/state"
)

func stateFile(dir string) string { return filepath.Join(dir, "state.json") }

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func flush(t testing.TB, s *opened) {
	t.Helper()
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	if s.Dirty() {
		t.Error("something is unwritten after a flush")
	}
}

func TestTwoProgramsAtOnceLoseNoMark(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir), open(t, dir)
	a.SetRead(1, true)
	b.SetRead(2, true)
	b.SetStarred(1, true)
	flush(t, a)
	flush(t, b)
	a.SetPosition(3, state.Position{Block: 12})
	flush(t, a)
	for name, s := range map[string]*opened{"the first": a, "a third": open(t, dir)} {
		one, two, three := s.State(1), s.State(2), s.State(3)
		if !one.Read || !one.Starred || !two.Read || three.Position.Block != 12 {
			t.Errorf("%s sees %+v, %+v, %+v", name, one, two, three)
		}
	}
}

func TestUndoingWinsOverWhatItUndoes(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	mark(s, 1)
	flush(t, s)
	other := open(t, dir) // has seen the mark, with the same clock
	s.Undo()
	flush(t, s)
	other.SetStarred(2, true)
	flush(t, other)
	if st := open(t, dir).State(1); st.Read || st.ReadAt.IsZero() {
		t.Errorf("after undo: %+v", st)
	}
}

func TestABrokenStateIsMovedAsideAndWhatCanBeReadIsKept(t *testing.T) {
	const good = `"0000000000000001": {"read": true, "read_at": "2026-11-22T09:00:00Z"}`
	for name, c := range map[string]struct {
		text, reason string
		kept         bool
	}{
		"empty":   {"", "empty", false},
		"cut off": {`{"version": 1, "articles": {` + good + `, "00000000000000`, "cut off", true},
		"garbage": {`{"version": 1, "articles": {` + good + `, }} huh`, "damaged", true},
		"no JSON": {"read everything", "damaged", false},
		"a list":  {`[1, 2]`, "damaged", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, stateFile(dir), c.text)
			s := open(t, dir)
			notices := s.Notices()
			if len(notices) != 1 || notices[0].Reason != c.reason {
				t.Fatalf("notices %+v", notices)
			}
			if old, err := os.ReadFile(notices[0].Moved); err != nil || string(old) != c.text {
				t.Errorf("moved aside: %q, %v", old, err)
			}
			if s.State(1).Read != c.kept || s.Dirty() != c.kept {
				t.Errorf("kept %v, to be written %v", s.State(1).Read, s.Dirty())
			}
			s.SetRead(2, true)
			flush(t, s)
			again := open(t, dir)
			if again.State(1).Read != c.kept || !again.State(2).Read || len(again.Notices()) != 0 {
				t.Errorf("afterwards %+v, %+v", again.State(1), again.Notices())
			}
		})
	}
}

func TestANewerStateIsReadAndNeverOverwritten(t *testing.T) {
	dir := t.TempDir()
	const text = `{"version": 2, "articles": {"0000000000000001": {"starred": true,
		"starred_at": "2026-11-22T09:00:00Z"}}, "trails": []}`
	write(t, stateFile(dir), text)
	s := open(t, dir)
	if !s.State(1).Starred || len(s.Notices()) != 1 {
		t.Errorf("state %+v, notices %+v", s.State(1), s.Notices())
	}
	s.SetRead(1, true)
	var newer *state.NewerError
	if err := s.Flush(); !errors.As(err, &newer) || newer.Version != 2 || newer.File != stateFile(dir) {
		t.Errorf("flush: %v", err)
	}
	if now, _ := os.ReadFile(stateFile(dir)); string(now) != text {
		t.Errorf("the file is now %s", now)
	}
	if !s.State(1).Read {
		t.Error("the mark is lost in memory")
	}
}

func TestAFailedFlushNamesTheFileAndCanBeRepeated(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.SetRead(1, true)
	flush(t, s)
	if err := os.Chmod(stateFile(dir), 0o400); err != nil {
		t.Fatal(err)
	}
	s.SetRead(2, true)
	if err := s.Flush(); err == nil || !strings.Contains(err.Error(), stateFile(dir)) || !s.Dirty() {
		t.Errorf("flush of a read-only file: %v, still to be written: %v", err, s.Dirty())
	}
	if err := os.Chmod(stateFile(dir), 0o600); err != nil {
		t.Fatal(err)
	}
	flush(t, s)
	if !open(t, dir).State(2).Read {
		t.Error("the second flush wrote nothing")
	}
}

func TestAPlaceBlockedByAFolderLosesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if err := os.MkdirAll(filepath.Join(stateFile(dir)+".tmp", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.SetRead(1, true)
	if err := s.Flush(); err == nil {
		t.Error("nothing could be written, and no error")
	}
	if err := os.RemoveAll(stateFile(dir) + ".tmp"); err != nil {
		t.Fatal(err)
	}
	flush(t, s)
}

func TestTheWayWatchedStoriesAndDismissalsAreThereAfterARestart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	way := state.Trail{Visits: []state.Visit{{ID: 1, Block: 4, Letter: 2}, {ID: 2, ByWay: true}}, At: 1}
	s.SetTrail(way)
	s.SetWatched(7, true)
	s.SetWatched(5, true)
	s.SetWatched(6, true)
	s.SetWatched(6, false)
	s.SetWatched(6, true)
	s.SetWatched(5, false)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if got := s.Trail(); !slices.Equal(got.Visits, way.Visits) || got.At != 1 {
		t.Errorf("the way is %+v", got)
	}
	if got := s.Watched(); !slices.Equal(got, []feed.ID{6, 7}) {
		t.Errorf("watched are %v", got)
	}
}

func TestStateIsReadableByAPerson(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.SetRead(0x9f2c4e0000000001, true)
	s.SetPosition(0x9f2c4e0000000001, state.Position{Block: 12})
	flush(t, s)
	got, err := os.ReadFile(stateFile(dir))
	const want = `{"version": 1, "articles": {
"9f2c4e0000000001": {"read": true, "read_at": "2026-11-22T12:00:00Z", ` +
		`"place": {"block": 12, "at": "2026-11-22T12:00:00Z"}}
}}
`
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestAPlaceIsKeptToTheLetterAndSaysHowMuchWasRead(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.SetPosition(0x9f2c4e0000000001, state.Position{Block: 12, Letter: 340, Percent: 60})
	s.SetPosition(2, state.Position{Percent: 100})
	s.SetPosition(3, state.Position{Block: -1, Letter: -2, Percent: 300})
	flush(t, s)
	got, err := os.ReadFile(stateFile(dir))
	const line = `"9f2c4e0000000001": {"place": {"block": 12, "letter": 340, "percent": 60, ` +
		`"at": "2026-11-22T12:00:00Z"}}`
	const end = `"0000000000000002": {"place": {"block": 0, "percent": 100, "at": "`
	if err != nil || !strings.Contains(string(got), line) || !strings.Contains(string(got), end) {
		t.Errorf("%v\n%s", err, got)
	}
	again := open(t, dir)
	for id, want := range map[feed.ID]state.Position{
		0x9f2c4e0000000001: {Block: 12, Letter: 340, Percent: 60}, 2: {Percent: 100}, 3: {Percent: 100},
	} {
		place := again.State(id).Position
		if want.At = place.At; place != want || place.At.IsZero() {
			t.Errorf("%v is read as %+v", want, place)
		}
	}
}

func TestPlacesOfOlderFilesAreRead(t *testing.T) {
	for name, place := range map[string]string{
		"of the first version": `{"block": 12, "at": "2026-11-22T09:00:00Z"}`,
		"in another order":     `{"at": "2026-11-22T09:00:00Z", "block": 12}`,
		"by hand":              `{"percent": -5, "block": 12, "letter": -1}`,
	} {
		dir := t.TempDir()
		write(t, stateFile(dir), `{"version": 1,
"trail": {"at":0,"set":"2026-11-22T09:00:00Z","visits":[{"id":"0000000000000001","block":3,"line":7}]}, `+
			`"articles": {
"0000000000000001": {"place": `+place+`}
}}
`)
		s := open(t, dir)
		if p := s.State(1).Position; p.Block != 12 || p.Letter != 0 || p.Percent != 0 || p.At.IsZero() {
			t.Errorf("a place %s is read as %+v", name, p)
		}
		if way := s.Trail().Visits; len(way) != 1 || way[0] != (state.Visit{ID: 1, Block: 3}) {
			t.Errorf("the way is %+v", way)
		}
	}
}

func TestAMeasureIsKeptWithWhatTheConfigurationSaid(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if cells, was := s.Measure(); cells != 0 || was != 0 {
		t.Errorf("a measure that nobody chose: %d, %d", cells, was)
	}
	s.SetMeasure(60, 72)
	flush(t, s)
	s.SetMeasure(66, 72)
	flush(t, s)
	s.SetMeasure(66, 72)
	if s.Dirty() {
		t.Error("the same measure is to be written again")
	}
	if cells, was := open(t, dir).Measure(); cells != 66 || was != 72 {
		t.Errorf("kept as %d, %d", cells, was)
	}
	got, err := os.ReadFile(stateFile(dir))
	const want = `"measure": {"cells":66,"was":72,"at":"2026-11-22T12:00:00.000000001Z"}`
	if err != nil || !strings.Contains(string(got), want) {
		t.Errorf("%v\n%s", err, got)
	}
}
