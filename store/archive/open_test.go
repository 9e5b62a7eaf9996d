package archive

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// making has another program hold the archive of a folder that it is making.
func making(t *testing.T, dir string) *sql.Tx {
	t.Helper()
	db, err := sql.Open("sqlite", archiveIn(dir)+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(); _ = db.Close() })
	return tx
}

func archiveIn(dir string) string { return "file:" + filepath.Join(dir, "articles.db") }

// refusal returns what SQLite says where another program makes the archive.
func refusal(t *testing.T) error {
	t.Helper()
	dir := t.TempDir()
	making(t, dir)
	db, err := sql.Open("sqlite", archiveIn(dir)+"?_pragma=journal_mode(wal)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err = db.Ping(); err == nil {
		t.Fatal("the archive is free")
	}
	return err
}

func TestTheFirstOpeningWaitsWhileAnotherProgramMakesTheArchive(t *testing.T) {
	busy, broken := refusal(t), errors.New("broken")
	for name, c := range map[string]struct {
		until   time.Duration // when try has another answer
		then    error
		want    error
		waiting time.Duration
	}{
		"free after three seconds": {3 * time.Second, nil, nil, 3 * time.Second},
		"never free":               {time.Hour, nil, busy, openPatience},
		"broken at once":           {0, broken, broken, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begun := time.Now()
				err := whenFree(func() error {
					if time.Since(begun) < c.until {
						return busy
					}
					return c.then
				})
				waited := time.Since(begun).Truncate(time.Second)
				if !errors.Is(err, c.want) || waited != c.waiting {
					t.Errorf("%v after %v", err, waited)
				}
			})
		})
	}
}

func TestAnEmptyFolderIsOpenedWhenTheProgramThatWasFirstIsDone(t *testing.T) {
	dir := t.TempDir()
	first := making(t, dir)
	done := make(chan error, 1)
	time.AfterFunc(100*time.Millisecond, func() { done <- first.Rollback() })
	s, err := Open(filepath.Join(dir, "articles.db"), Options{Now: time.Now})
	if err = errors.Join(err, <-done); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
