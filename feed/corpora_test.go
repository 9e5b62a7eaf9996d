package feed

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

const corpora = "../../shared/corpora/feedparser"

var sentHeader = regexp.MustCompile(`(?im)^\s*Header:\s*Content-type:\s*(.+?)\s*$`)

// Feeds that nobody on this project wrote: more of them are read than by the parser alone, and
// no item is lost that the parser alone finds.
func TestMoreFeedsAreReadThanByTheParserAlone(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("the corpora are not beside the project: ", err)
	}
	type tally struct{ files, ours, alone, fewer int }
	folders := map[string]*tally{}
	err := filepath.WalkDir(corpora, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "LICENSE" {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(corpora, path)
		folder, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		n := folders[folder]
		if n == nil {
			n = &tally{}
			folders[folder] = n
		}
		n.files++
		contentType := ""
		if m := sentHeader.FindSubmatch(body); m != nil {
			contentType = string(m[1])
		}
		p, err := Parse(body, contentType, valmont, valmont.URL)
		if err == nil {
			n.ours++
		}
		alone, aloneErr := gofeed.NewParser().Parse(bytes.NewReader(body))
		if aloneErr == nil {
			n.alone++
			if err != nil {
				t.Errorf("%s: the parser alone reads it: %v", rel, err)
			} else if len(p.Articles)+p.Skipped < len(alone.Items) {
				n.fewer++
				t.Logf("%s: %d of %d items", rel, len(p.Articles), len(alone.Items))
			}
		} else if err != nil {
			t.Logf("%s: neither: %v", rel, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, n := range folders {
		t.Logf("%-12s %4d files, %4d read, %4d by the parser alone, %d with fewer items",
			folder, n.files, n.ours, n.alone, n.fewer)
		if n.ours < n.alone {
			t.Errorf("%s: %d read, %d by the parser alone", folder, n.ours, n.alone)
		}
	}
}
