package ui

import (
	"os"
	"path/filepath"
	"testing"

	"breageek/store"
	"breageek/ui/session"
)

func TestMarksFromElsewhereAreShownWhileTheReaderRuns(t *testing.T) {
	web, dir := newSite(t, stories()), t.TempDir()
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 nouveaux articles", "6 non lus")
	ids, err := s.model.env.Store.List(t.Context(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	other.SetRead(ids[1].ID, true)
	other.SetStarred(ids[2].ID, true)
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	s.shows("5 non lus", "★ Viaduc de Brannec")
	away, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	away.SetRead(ids[0].ID, true)
	copied := filepath.Join(dir, "state.sync-conflict-20261124-101112-ABCDEFG.json")
	if err := os.WriteFile(copied, away.Export(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := away.Close(); err != nil {
		t.Fatal(err)
	}
	s.shows("1 copie de vos marques, venue d’ailleurs, a été reprise.", "4 non lus")
	if _, err := os.Stat(copied + ".merged"); err != nil {
		t.Error(err)
	}
}
