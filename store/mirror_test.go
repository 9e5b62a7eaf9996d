package store_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"breageek/feed"
	"breageek/store"
)

// readMark is a state.json that says of an article that it was read.
func readMark(id feed.ID) string {
	return fmt.Sprintf(`{"version": 1, "articles": {
"%s": {"read": true, "read_at": "2026-11-22T09:00:00Z"}
}}
`, id)
}

// shows fails where a list of what is unread, the counts or a state say something else than
// which of three articles are read.
func shows(t *testing.T, s *store.Store, read ...bool) {
	t.Helper()
	var want []string
	for i, is := range read {
		if !is {
			want = append(want, fmt.Sprintf("Nouvelle %d", i+1))
		}
	}
	if got := titles(t, s, store.Query{Filter: store.Unread}); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("unread are %v, want %v", got, want)
	}
	c, err := s.Counts(t.Context(), nil)
	if err != nil || c.Total != len(read) || c.Unread != len(want) {
		t.Errorf("counts %+v, %v, want %d unread", c, err, len(want))
	}
	all, err := s.List(t.Context(), store.Query{})
	if err != nil || len(all) != len(read) {
		t.Fatalf("%d listed, %v", len(all), err)
	}
	for i, e := range all {
		if e.State.Read != read[i] || s.State(e.ID).Read != read[i] {
			t.Errorf("%s is listed as read %v, its state as %v", e.Title, e.State.Read, s.State(e.ID).Read)
		}
	}
	if h, err := s.Health(t.Context()); err != nil || len(h.Faults) > 0 {
		t.Errorf("the archive has faults: %v, %v", h.Faults, err)
	}
}

// three is a folder with three articles, of which one is read, and the mark is on the disk.
func three(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s := open(t, dir)
	merge(t, s, item(1), item(2), item(3))
	s.SetRead(item(1).ID, true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAMarkShowsBeforeItIsWrittenAndAfterARestart(t *testing.T) {
	dir := three(t)
	s := open(t, dir)
	shows(t, s, true, false, false)
	s.SetRead(item(2).ID, true)
	s.SetRead(item(1).ID, false)
	shows(t, s, false, true, false)
	flush(t, s)
	shows(t, s, false, true, false)
	s.SetRead(item(3).ID, true)
	shows(t, s, false, true, true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	shows(t, open(t, dir), false, true, true)
}

func TestAStateFromAnotherMachineIsListedWhateverTheArchiveHas(t *testing.T) {
	dir := three(t)
	write(t, stateFile(dir), readMark(item(3).ID)) // which knows nothing of the first
	shows(t, open(t, dir), false, false, true)
	shows(t, open(t, dir), false, false, true)
}

func TestAStateThatIsGoneLeavesNothingRead(t *testing.T) {
	dir := three(t)
	if err := os.Remove(stateFile(dir)); err != nil {
		t.Fatal(err)
	}
	shows(t, open(t, dir), false, false, false)
}

func TestAnArchiveThatWasDeletedLearnsTheMarksAnew(t *testing.T) {
	dir := three(t)
	for _, name := range []string{"articles.db", "articles.db-wal", "articles.db-shm"} {
		_ = os.Remove(filepath.Join(dir, name))
	}
	s := open(t, dir)
	shows(t, s)
	merge(t, s, item(1), item(2), item(3))
	shows(t, s, true, false, false)
}

func TestWhatAnotherProgramMarksIsListedAfterTheNextLook(t *testing.T) {
	dir := three(t)
	a, b := open(t, dir), open(t, dir)
	shows(t, b, true, false, false)
	a.SetRead(item(2).ID, true)
	flush(t, a)
	synced(t, b)
	shows(t, b, true, true, false)
	b.SetRead(item(1).ID, false)
	flush(t, b)
	synced(t, a)
	shows(t, a, false, true, false)
}

// Killed after the file is written and before the archive follows, the archive is behind.
func TestAnArchiveThatWasLeftBehindByAKillIsCaughtUpWith(t *testing.T) {
	dir := three(t)
	before := filepath.Join(t.TempDir(), "articles.db")
	raw, err := os.ReadFile(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, before, string(raw))
	s := open(t, dir)
	s.SetRead(item(2).ID, true)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "articles.db"), string(raw))
	shows(t, open(t, dir), true, true, false)
}

func TestTheFirstListDoesNotWaitForAStateThatChangedAndTheNextLookTakesItIn(t *testing.T) {
	dir := three(t)
	write(t, stateFile(dir), readMark(item(3).ID))
	s := open(t, dir)
	s.ShowMirror()
	shows(t, s, true, false, false)
	if got := synced(t, s); !got.Changed {
		t.Errorf("the change was not told: %+v", got)
	}
	shows(t, s, false, false, true)
	if got := synced(t, s); got.Changed {
		t.Errorf("the same again: %+v", got)
	}
}

func TestAnArchiveThatCannotBeWrittenStillListsWhatTheStateSays(t *testing.T) {
	dir := three(t)
	s := open(t, dir)
	shows(t, s, true, false, false)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	_, err = db.Exec(`CREATE TRIGGER refuse BEFORE INSERT ON marks BEGIN
		SELECT raise(ABORT, 'no room'); END`)
	if err != nil {
		t.Fatal(err)
	}
	s.SetRead(item(2).ID, true)
	flush(t, s)
	shows(t, s, true, true, false)
	other := open(t, dir)
	shows(t, other, true, true, false)
	if _, err := db.Exec("DROP TRIGGER refuse"); err != nil {
		t.Fatal(err)
	}
	synced(t, s)
	shows(t, s, true, true, false)
	shows(t, open(t, dir), true, true, false)
}

func TestStarsAndPositionsAreListedFromTheArchive(t *testing.T) {
	dir := three(t)
	s := open(t, dir)
	s.SetStarred(item(2).ID, true)
	s.SetPosition(item(3).ID, store.Position{Block: 3, Letter: 7, Percent: 40})
	want, err := s.List(t.Context(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if got := titles(t, s, store.Query{Filter: store.Starred}); fmt.Sprint(got) != "[Nouvelle 2]" {
		t.Errorf("starred are %v", got)
	}
	got, err := s.List(t.Context(), store.Query{})
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d listed, %v", len(got), err)
	}
	for i, e := range got {
		if e.State != want[i].State {
			t.Errorf("%s is listed as %+v, want %+v", e.Title, e.State, want[i].State)
		}
	}
	s.SetStarred(item(2).ID, false)
	if got := titles(t, s, store.Query{Filter: store.Starred}); len(got) != 0 {
		t.Errorf("starred are still %v", got)
	}
	if c, err := s.Counts(t.Context(), []string{gazette.Key()}); err != nil || c.Starred != 0 {
		t.Errorf("counts %+v, %v", c, err)
	}
}

// A mark that was set while the clock of another machine ran ahead is followed by a later one.
func TestAMarkSetBeforeTheStateIsReadIsMergedWithIt(t *testing.T) {
	dir := three(t)
	later := noon().Add(time.Hour).Format(time.RFC3339)
	s := open(t, dir)
	all, err := s.List(t.Context(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	s.SetStarred(all[1].ID, true) // the file has not been read
	write(t, stateFile(dir), fmt.Sprintf(`{"version": 1, "articles": {"%s": {"read": true,
		"read_at": "%s"}}}`, all[1].ID, later))
	flush(t, s)
	again := open(t, dir)
	if st := again.State(all[1].ID); !st.Read || !st.Starred {
		t.Errorf("%+v", st)
	}
	shows(t, again, false, true, false)
}
