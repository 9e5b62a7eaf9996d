//go:build linux

package e2e

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// faults returns the ways in which the disk and the clock can fail, and the result of each.
func faults() []fault {
	return append(append(markFaults(), newsFaults()...), clockFaults()...)
}

func markFaults() []fault {
	state, temp := "%s/state.json", "%s/state.json.tmp"
	return []fault{
		{what: "The folder has become read-only", step: "temporary file",
			begin: func(x *scene) { x.mode("", 0o500) },
			says:  why(unsaved, "accès refusé, "+temp)},
		{what: "The folder is gone (an unplugged disk)", step: "lock",
			begin: func(x *scene) {
				x.must(os.Rename(x.dir, x.dir+".away"))
				x.undo = func() { x.must(os.Rename(x.dir+".away", x.dir)) }
			},
			says: why(unsaved, "introuvable, %s/state.json.lock")},
		{what: "Another program holds the lock", step: "lock, after five seconds",
			begin: (*scene).heldState,
			says:  why(unsaved, "un autre programme le tient, %s/state.json.lock")},
		{what: "No more files can be opened (RLIMIT_NOFILE)", step: "lock",
			self: true, begin: func(x *scene) { x.limit(unix.RLIMIT_NOFILE, 3) },
			says: why(unsaved, "trop de fichiers ouverts, %s/state.json.lock")},
		{what: "state.json is a folder", step: "reading the file",
			begin: func(x *scene) { x.blocked("state.json") },
			says:  why(unsaved, "un dossier tient la place d’un fichier, "+state)},
		{what: "state.json is read-only", step: "before the temporary file",
			begin: func(x *scene) { x.mode("state.json", 0o400) },
			says:  why(unsaved, "accès refusé, "+state)},
		{what: "A folder has the name of the temporary file", step: "temporary file",
			begin: func(x *scene) { x.blocked("state.json.tmp") },
			says:  why(unsaved, "un dossier tient la place d’un fichier, "+temp)},
		{what: "The disk is full (tmpfs)", step: "temporary file, write", root: true, disk: true,
			begin: (*scene).fullDisk,
			says:  why(unsaved, "disque plein, "+temp)},
		{what: "The disk is full, once (/dev/full)", step: "temporary file, write",
			begin: func(x *scene) { x.must(os.Symlink("/dev/full", x.path("state.json.tmp"))) },
			says:  why(unsaved, "disque plein, "+temp)},
		{what: "A file may not grow (RLIMIT_FSIZE)", step: "temporary file, write",
			self: true, begin: func(x *scene) { x.limit(unix.RLIMIT_FSIZE, 16) },
			says: why(unsaved, "le fichier ne peut plus grandir, "+temp)},
		{what: "The disk does not confirm, once (/dev/null)", step: "fsync",
			begin: func(x *scene) { x.must(os.Symlink("/dev/null", x.path("state.json.tmp"))) },
			says:  why(unsaved, "l’écriture n’est pas confirmée, "+temp)},
		{what: "state.json belongs to another user, in a sticky folder", step: "rename", root: true,
			begin: (*scene).sticky,
			says:  why(unsaved, "accès refusé, "+state)},
		{what: "The folder must not be read", step: "fsync of the folder",
			begin: func(x *scene) { x.mode("", 0o300) },
			says:  why(unsaved, "accès refusé, %s")},
		{what: "undo.jsonl is a folder", step: "undo journal, append",
			begin: func(x *scene) { x.blocked("undo.jsonl") },
			says:  why(notUndone, "un dossier tient la place d’un fichier, %s/undo.jsonl"),
			kept:  "the marks are on the disk, the undo journal is in memory"},
	}
}

func newsFaults() []fault {
	return []fault{
		{what: "The disk is full (tmpfs)", step: "archive, write", root: true, disk: true,
			news: true, begin: (*scene).fullDisk,
			says: why(unkept, "disque plein, %s/articles.db")},
		{what: "A file may not grow (RLIMIT_FSIZE)", step: "archive, write", news: true,
			self: true, begin: func(x *scene) { x.limit(unix.RLIMIT_FSIZE, 16) },
			says: why(unkept, "erreur du disque, %s/articles.db")},
		{what: "Another program holds the archive", step: "archive, after ten seconds", news: true,
			begin: (*scene).heldArchive,
			says:  why(unkept, "un autre programme le tient, %s/articles.db")},
	}
}

func clockFaults() []fault {
	return []fault{
		{what: "The clock jumps back a day, or ahead a year", step: "marks",
			elsewhere: "TestTheReadersLastWordWinsWhateverTheClockSays (store)",
			says:      "(nothing)", kept: "later marks win, even over those of the wrong year",
			again: "at once, as usual"},
		{what: "The clock was a year ahead", step: "list",
			elsewhere: "TestTheListIsSortedWhateverTheClockSaid (store)",
			says:      "(nothing)", kept: "articles are listed by their date of publication",
			again: "at once, as usual"},
		{what: "The clock was a year ahead", step: "refresh",
			elsewhere: "TestAClockThatWasAheadSilencesNoSource (store/refresh)",
			says:      "(nothing)", kept: "times to wait that were set then do not count",
			again: "with the next refresh"},
	}
}

// ownDisk puts the folder on a small disk of its own.
func (x *scene) ownDisk() {
	options := fmt.Sprintf("size=16m,mode=700,uid=%d,gid=%d", nobody, nobody)
	if err := unix.Mount("tmpfs", x.dir, "tmpfs", 0, options); err != nil {
		x.t.Skip("no disk can be mounted here: ", err)
	}
	x.t.Cleanup(func() { x.must(unix.Unmount(x.dir, unix.MNT_DETACH)) })
}

// fullDisk fills the disk of the folder to the last byte.
func (x *scene) fullDisk() {
	ballast, err := os.Create(x.path("ballast"))
	x.must(err)
	for size := 1 << 20; size > 0; {
		if _, err = ballast.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	if !errors.Is(err, unix.ENOSPC) {
		x.t.Fatalf("the disk takes everything: %v", err)
	}
	x.must(ballast.Close())
	x.undo = func() { x.must(os.Remove(x.path("ballast"))) }
}

// sticky gives state.json to root, in a folder where only its owner may replace a file.
func (x *scene) sticky() {
	state := x.path("state.json")
	x.must(os.Chown(state, 0, 0), os.Chmod(state, 0o666), os.Chown(x.dir, 0, 0),
		os.Chmod(x.dir, 0o777|os.ModeSticky))
	x.undo = func() { x.must(os.Chmod(x.dir, 0o777)) }
}

func TestTheDocumentListsTheFaultsThatArePlayed(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Faults of the disk and the clock\n\nWhat users see, what is kept, and when " +
		"marks are saved again. The tests in `e2e/faults_test.go`\nplay each row on the real " +
		"program, in a real folder; `go test ./e2e -run Faults -update`\nwrites this page.\n\n" +
		"| what goes wrong | at which step | the screen says | what is kept | saved again |\n" +
		"|---|---|---|---|---|\n")
	for _, f := range faults() {
		says := strings.ReplaceAll(f.says, "%s", "…")
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", f.what, f.step, says, f.keeps(), f.when())
	}
	path := filepath.Join("..", "docs", "faults.md")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, path, b.String(), 0o644)
	}
	if textOf(t, path) != b.String() {
		t.Errorf("%s is not what the test plays: -update writes it", path)
	}
}

func (f fault) keeps() string {
	switch {
	case f.kept != "":
		return f.kept
	case f.news:
		return "all earlier articles and marks; marks are saved as usual"
	}
	return "earlier marks on the disk, new ones in memory"
}

func (f fault) when() string {
	switch {
	case f.again != "":
		return f.again
	case f.news:
		return "automatically within a minute, or with `r`"
	}
	return "automatically within five seconds"
}
