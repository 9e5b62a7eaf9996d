package state_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/store/state"
)

// mark marks an article read, as one action.
func mark(s *opened, id feed.ID) {
	was := s.SetRead(id, true)
	s.Record(state.Action{Title: fmt.Sprintf("Titre %d", uint64(id)),
		Changes: []state.Change{{ID: id, Mark: state.MarkRead, Was: was.Read}}})
}

func TestWhatWasDoneIsTakenBackAfterARestart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	mark(s, 1)
	all := state.Action{}
	for id := feed.ID(2); id <= 40; id++ {
		s.SetRead(id, true)
		all.Changes = append(all.Changes, state.Change{ID: id, Mark: state.MarkRead})
	}
	s.Record(all)
	s.SetStarred(1, true)
	s.Record(state.Action{Title: "Étoile", Changes: []state.Change{{ID: 1, Mark: state.MarkStarred}}})
	s.Dismiss(1, 7, true)
	s.Record(state.Action{Changes: []state.Change{{ID: 1, Mark: state.MarkDismissed, Story: 7}}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	for i, want := range []string{"", "Étoile", "", "Titre 1"} {
		a, ok := s.Undo()
		if !ok || a.Title != want {
			t.Fatalf("action %d from the end is %+v, %v", i, a, ok)
		}
	}
	for id := feed.ID(1); id <= 40; id++ {
		if st := s.State(id); st.Read || st.Starred {
			t.Errorf("%d is still %+v", id, st)
		}
	}
	if _, ok := s.Undo(); ok {
		t.Error("there is still something to take back")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if a, ok := s.Undo(); ok {
		t.Errorf("what was taken back is taken back again: %+v", a)
	}
}

func TestAHundredActionsCanBeTakenBackAndTheFileStaysShort(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for id := feed.ID(1); id <= 1000; id++ {
		mark(s, id)
		if id%7 == 0 {
			if err := s.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "undo.jsonl"))
	if lines := strings.Count(string(b), "\n"); err != nil || lines > 420 {
		t.Errorf("the file has %d lines, %v", lines, err)
	}
	s = open(t, dir)
	for n := range 101 {
		if _, ok := s.Undo(); ok != (n < 100) {
			t.Fatalf("action %d: %v", n, ok)
		}
	}
	if st := s.State(901); st.Read {
		t.Error("901 is still read")
	}
	if st := s.State(900); !st.Read {
		t.Error("900 is not read any more")
	}
}

func TestALineOfTheJournalThatWasCutOffSpoilsNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	mark(s, 1)
	mark(s, 2)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "undo.jsonl")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(b, `{"at":"2026-1`...), 0o600); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	mark(s, 3)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	for _, want := range []string{"Titre 3", "Titre 2", "Titre 1"} {
		if a, ok := s.Undo(); !ok || a.Title != want {
			t.Errorf("%+v, %v, want %s", a, ok, want)
		}
	}
}

func TestAJournalWrittenAnewKeepsWhatAnotherProgramDid(t *testing.T) {
	dir := t.TempDir()
	early := &clock{noon().Add(-time.Hour)}
	one, other := open(t, dir), openOn(t, dir, early)
	mark(other, 5000)
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	// Actions that are taken back at once: the file grows, and what can be undone does not.
	for range 2 {
		for range 250 {
			mark(one, 1)
			one.Undo()
		}
		if err := one.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	mark(one, 2)
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "undo.jsonl"))
	if lines := strings.Count(string(b), "\n"); err != nil || lines > 10 {
		t.Errorf("the file has %d lines, %v", lines, err)
	}
	again := open(t, dir)
	for _, want := range []string{"Titre 2", "Titre 5000"} {
		if a, ok := again.Undo(); !ok || a.Title != want {
			t.Errorf("%+v, %v, want %s", a, ok, want)
		}
	}
}

func TestOnceTheFilesAreReadNoChangeWaitsForTheDisk(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	mark(s, 1)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	s.Wait()
	for _, name := range []string{"state.json", "undo.jsonl"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if st := s.State(1); !st.Read {
		t.Error("the mark was not read")
	}
	if a, ok := s.Undo(); !ok || a.Title != "Titre 1" {
		t.Errorf("what can be undone is %+v", a)
	}
}
