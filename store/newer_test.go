package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"breageek/store"
)

func stateFile(dir string) string { return filepath.Join(dir, "state.json") }

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func flush(t testing.TB, s *store.Store) {
	t.Helper()
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	if s.Dirty() {
		t.Error("something is unwritten after a flush")
	}
}

func TestAnArchiveOfANewerVersionIsRefused(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	_ = s.Close()
	raw, err := os.ReadFile(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	raw[63] = 99 // user_version, SQLite file format §1.3
	write(t, filepath.Join(dir, "articles.db"), string(raw))
	var newer *store.NewerError
	if _, err := store.Open(dir, store.Options{Now: time.Now}); !errors.As(err, &newer) ||
		newer.Version != 99 {
		t.Errorf("opening: %v", err)
	}
}

func synced(t testing.TB, s *store.Store) store.Synced {
	t.Helper()
	got, err := s.Sync()
	if err != nil {
		t.Fatal(err)
	}
	return got
}
