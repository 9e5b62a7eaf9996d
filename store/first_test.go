package store_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"breageek/store"
)

func TestTheFirstOpeningWaitsWhileAnotherProgramMakesTheArchive(t *testing.T) {
	dir := t.TempDir()
	other, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "articles.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	making, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	opened := make(chan error, 1)
	go func() {
		s, err := store.Open(dir, store.Options{})
		if err == nil {
			err = s.Close()
		}
		opened <- err
	}()
	select {
	case err = <-opened:
		t.Errorf("it did not wait: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	if err := making.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err == nil {
		err = <-opened
	}
	if err != nil {
		t.Error(err)
	}
}
