package state_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"breageek/feed"
	"breageek/store/state"
)

func synced(t testing.TB, s *opened) state.Synced {
	t.Helper()
	got, err := s.Sync()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestWhatAnotherProgramWritesIsTakenInWhileThisOneRuns(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir), open(t, dir)
	a.SetRead(1, true)
	flush(t, a)
	if got := synced(t, b); !got.Changed || !b.State(1).Read {
		t.Errorf("%+v, %+v", got, b.State(1))
	}
	if got := synced(t, b); got.Changed {
		t.Errorf("the same again: %+v", got)
	}
	b.SetStarred(2, true)
	a.SetRead(3, true)
	flush(t, a)
	synced(t, b)
	if !b.State(3).Read || !b.State(2).Starred {
		t.Errorf("%+v, %+v", b.State(3), b.State(2))
	}
	flush(t, b)
	synced(t, a)
	if !a.State(2).Starred {
		t.Error("what the other had and did not write is lost")
	}
}

func TestAFileThatIsBeingWrittenIsLeftForTheNextTime(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.SetRead(1, true)
	flush(t, s)
	path := filepath.Join(dir, "state.json")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func(b []byte) {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(whole[:len(whole)/2])
	if got := synced(t, s); got.Changed || !s.State(1).Read {
		t.Errorf("half a file: %+v", got)
	}
	other := open(t, t.TempDir())
	other.SetRead(2, true)
	write(other.Export())
	if got := synced(t, s); !got.Changed || !s.State(2).Read || !s.State(1).Read {
		t.Errorf("the whole file: %+v", got)
	}
	if !s.Dirty() {
		t.Error("the file lacks a mark, and would go on lacking it")
	}
}

func TestCopiesThatSyncToolsLeaveAreMergedAndMovedAside(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.SetRead(1, true)
	flush(t, s)
	names := []string{"state.sync-conflict-20261124-101112-ABCDEFG.json",
		"state (Ada's conflicted copy 2026-11-24).json", "state (conflicted copy 2026-11-24 101112).json",
		"state (Copie en conflit de Ada 2026-11-24).json"}
	for i, name := range names {
		other := open(t, t.TempDir())
		other.SetStarred(feed.ID(10+i), true)
		if err := os.WriteFile(filepath.Join(dir, name), other.Export(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"state.sync-conflict-half.json": `{"version": 1, "articles": {"00`,
		"statement conflict.txt":        "mine", "other.sync-conflict-1.json": "{}",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := synced(t, s); got.Copies != len(names) || !got.Changed {
		t.Errorf("%+v", got)
	}
	again := open(t, dir)
	for i, name := range names {
		if !again.State(feed.ID(10 + i)).Starred {
			t.Errorf("%s is not on the disk", name)
		}
		if _, err := os.Stat(filepath.Join(dir, name+".merged")); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range []string{"state.sync-conflict-half.json", "statement conflict.txt",
		"other.sync-conflict-1.json"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestACopyIsTakenAfterTheFolderWasQuiet also follows links: the folder may be another one
// tomorrow.
func TestACopyIsTakenAfterTheFolderWasQuiet(t *testing.T) {
	dir, first, second := t.TempDir(), t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "state.json")
	leave := func(where string, id feed.ID) {
		t.Helper()
		other := open(t, t.TempDir())
		other.SetStarred(id, true)
		name := filepath.Join(where, "state.sync-conflict-1.json")
		if err := os.WriteFile(name, other.Export(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lead := func(where string) {
		t.Helper()
		_ = os.Remove(file)
		if err := os.Symlink(filepath.Join(where, "state.json"), file); err != nil {
			t.Skip(err)
		}
	}
	quiet := func() {
		t.Helper()
		old := time.Now().Add(-time.Hour)
		for _, d := range []string{dir, first, second} {
			if err := os.Chtimes(d, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	lead(first)
	s := open(t, dir)
	s.SetRead(1, true)
	flush(t, s)
	for i, step := range []func(){
		func() { leave(first, 10) },
		func() { leave(first, 11) },
		func() { lead(second); leave(second, 12) },
		func() { leave(second, 13) },
	} {
		quiet()
		for range 2 {
			if got := synced(t, s); got.Copies != 0 {
				t.Fatalf("before step %d: %+v", i, got)
			}
		}
		step()
		if got := synced(t, s); got.Copies != 1 || !s.State(feed.ID(10+i)).Starred {
			t.Errorf("step %d: %+v", i, got)
		}
	}
}

func BenchmarkSyncWithNothingNew(b *testing.B) {
	dir := b.TempDir()
	s := open(b, dir)
	s.SetRead(1, true)
	flush(b, s)
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(dir, old, old); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		synced(b, s)
	}
}

// TestFilesMergeToTheSameInWhateverOrderAndAnyNumberOfTimes merges the files of three
// machines, whose clocks differ, as the program does.
func TestFilesMergeToTheSameInWhateverOrderAndAnyNumberOfTimes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir := t.TempDir()
		var files []string
		for i := range 3 {
			s := open(t, t.TempDir())
			for range rapid.IntRange(0, 6).Draw(rt, "marks") {
				id := feed.ID(rapid.IntRange(1, 4).Draw(rt, "id"))
				on := rapid.Bool().Draw(rt, "on")
				switch rapid.IntRange(0, 4).Draw(rt, "what") {
				case 0:
					s.SetRead(id, on)
				case 1:
					s.SetStarred(id, on)
				case 2:
					s.SetPosition(id, state.Position{Block: rapid.IntRange(0, 3).Draw(rt, "block")})
				case 3:
					s.Dismiss(id, 9, on)
				case 4:
					s.SetMeasure(rapid.IntRange(40, 80).Draw(rt, "measure"), 72)
				}
			}
			file := filepath.Join(dir, string(rune('a'+i)))
			if err := os.WriteFile(file, s.Export(), 0o600); err != nil {
				rt.Fatal(err)
			}
			files = append(files, file)
		}
		merged := func(order ...int) string {
			s := open(t, t.TempDir())
			for _, i := range order {
				if _, err := s.MergeFile(files[i]); err != nil {
					rt.Fatal(err)
				}
			}
			return string(s.Export())
		}
		want := merged(0, 1, 2)
		for _, order := range [][]int{{2, 1, 0}, {1, 0, 2}, {0, 1, 2, 0, 1, 2, 2}, {1, 2, 0, 1}} {
			if got := merged(order...); got != want {
				rt.Fatalf("in the order %v\n%s\nnot\n%s", order, got, want)
			}
		}
	})
}
