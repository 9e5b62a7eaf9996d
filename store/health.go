package store

import (
	"context"
	"os"
	"strings"
)

// Health is what is kept, and whether it is sound.
type Health struct {
	Articles, Excerpts int   // of the articles, those of which only an excerpt is kept
	Waiting            int   // articles that cannot be found yet: their terms are missing
	Bytes              int64 // what the archive takes on the disk
	Read, Starred      int   // marks, also of articles that are not kept here
	Watched            int
	StateBytes         int64
	Faults             []string // what is wrong with the archive; nil for a sound one
	Aside              []string // files that were set aside and are not used any more, by name
	Unmerged           []string // copies of state.json that cannot be read, by name
}

// Health looks at everything that is kept. It reads the whole archive and takes its
// time.
func (s *Store) Health(ctx context.Context) (Health, error) {
	kept, err := s.articles.Check(ctx)
	marks := s.Tally()
	h := Health{Articles: kept.Articles, Excerpts: kept.Excerpts, Waiting: kept.Waiting,
		Bytes: kept.Bytes, Faults: kept.Faults, Read: marks.Read, Starred: marks.Starred,
		Watched: marks.Watched}
	if info, err := os.Stat(s.Path()); err == nil {
		h.StateBytes = info.Size()
	}
	h.Aside, h.Unmerged = s.leftovers()
	return h, err
}

// leftovers returns what lies about in the folder: broken files and merged copies that were
// set aside, reports of crashes, and copies of the state that cannot be merged.
func (s *Store) leftovers() (aside, unmerged []string) {
	entries, _ := os.ReadDir(s.dir) // of a folder that cannot be read nothing is known
	for _, e := range entries {
		name := e.Name()
		if strings.Contains(name, ".broken-") || strings.HasSuffix(name, ".merged") ||
			strings.HasPrefix(name, "crash-") && strings.HasSuffix(name, ".txt") {
			aside = append(aside, name)
		}
	}
	return aside, s.Unmerged()
}

// Dir returns the folder that everything is kept in.
func (s *Store) Dir() string { return s.dir }

// ArchivePath returns the path of the archive.
func (s *Store) ArchivePath() string { return s.articles.Path() }
