//go:build unix

package e2e

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"breageek/store/bigarchive"
)

// olderArchive creates a folder with an archive in the first version of the schema.
func olderArchive(t *testing.T, g *gazette) string {
	t.Helper()
	dir := t.TempDir()
	for range 6 {
		launch(t, dir, append([]string{"refresh"}, g.args()...)...).well()
	}
	if err := bigarchive.Downgrade(dir, 1); err != nil {
		t.Fatal(err)
	}
	return dir
}

// copied returns a copy of a folder with an archive.
func copied(t *testing.T, dir string) string {
	t.Helper()
	other := t.TempDir()
	text, err := os.ReadFile(filepath.Join(dir, "articles.db"))
	if err == nil {
		err = os.WriteFile(filepath.Join(other, "articles.db"), text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return other
}

func TestAnArchiveOutlivesBeingKilledWhileItIsBroughtUpToDate(t *testing.T) {
	g := newGazette(t)
	rng := rand.New(rand.NewPCG(theSeed(t), 99))
	older := olderArchive(t, g)
	whole, err := look(t, older)
	if err != nil || whole.version != 1 || len(whole.ids) < 300 {
		t.Fatalf("version %d, %d articles, %v", whole.version, len(whole.ids), err)
	}
	commands := [][]string{append([]string{"list", "--offline"}, g.args()...),
		append([]string{"refresh"}, g.args()...)}
	newest := 0
	var usual [2]time.Duration
	for i, command := range commands {
		started := time.Now()
		dir := copied(t, older)
		launch(t, dir, command...).well()
		usual[i] = time.Since(started)
		left, err := look(t, dir)
		if err != nil || left.version <= whole.version {
			t.Fatalf("version %d after %v, %v", left.version, command, err)
		}
		newest = left.version
	}
	killed, before, after := 0, 0, 0
	for round := 0; killed < *kills/4; round++ {
		dir, which := copied(t, older), rng.IntN(2)
		p := launch(t, dir, commands[which]...)
		select {
		case <-p.ended:
		case <-time.After(time.Duration(rng.Int64N(int64(usual[which])))):
		}
		if kill(p.cmd, p.ended) {
			killed++
		}
		left, err := look(t, dir)
		if err != nil {
			t.Fatalf("round %d, %v: %v", round, commands[which], err)
		}
		if left.version == 1 {
			before++
		} else {
			after++
		}
		there := list(t, dir, g.args()...)
		for _, id := range whole.ids {
			if !there[id] {
				t.Fatalf("round %d, %v: article %s is lost", round, commands[which], id)
			}
		}
		if left, err = look(t, dir); err != nil || left.version != newest {
			t.Fatalf("round %d: opened again version %d, %v", round, left.version, err)
		}
	}
	t.Logf("%d killed; the archive was %d times as before, %d times up to date", killed, before, after)
}
