package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestAQuestionToAnArchiveThatIsGoneIsAnsweredInTheSystemsTerms(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	// The connection that watches the file is the only one so far: each question opens another.
	if _, err := s.Written(t.Context()); err != nil {
		t.Fatal(err)
	}
	away := dir + ".away"
	if err := os.Rename(dir, away); err != nil {
		t.Fatal(err)
	}
	for name, ask := range map[string]func() error{
		"article": func() error { _, err := s.Article(t.Context(), 1); return err },
		"list":    func() error { _, err := s.List(t.Context(), Query{}); return err },
		"related": func() error { _, err := s.Related(t.Context(), 1, 0); return err },
		"story":   func() error { _, err := s.Story(t.Context(), 1); return err },
		"search":  func() error { _, err := s.Search(t.Context(), Search{Words: "pont"}); return err },
		"counts":  func() error { _, err := s.Counts(t.Context(), nil); return err },
		"link":    func() error { _, _, err := s.At(t.Context(), "https://a.example/"); return err },
		"unread":  func() error { _, err := s.UnreadIDs(t.Context(), Query{}); return err },
	} {
		var refused *fs.PathError
		err := ask()
		if !errors.As(err, &refused) || refused.Op != "read" || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.Rename(away, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := s.List(t.Context(), Query{}); err != nil {
		t.Errorf("when it is back: %v", err)
	}
}
