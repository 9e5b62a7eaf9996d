//go:build linux

package e2e

import (
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

var update = flag.Bool("update", false, "write docs/faults.md anew")

// nobody is the user who runs the program if root runs the test: permissions do not stop root.
const nobody = 65534

// fault is one way in which the disk fails, as the user sees it.
type fault struct {
	what, step string
	root       bool // needs root
	self       bool // a limit of the process, which only the same user may change
	disk       bool // needs a disk of its own
	news       bool // affects news, not marks
	begin      func(*scene)
	says       string // on the screen; %s is the data folder
	kept       string // empty: the same for every fault of its kind
	again      string // when it is saved; likewise
	elsewhere  string // the test that plays it, if it is another
}

// scene is a reader at work in a folder where something fails.
type scene struct {
	t     *testing.T
	s     *screen
	h     *hand
	dir   string
	paper *gazette
	undo  func() // undoes the fault
}

const (
	unsaved = "Marques non enregistrées : Le disque refuse l’écriture (%s). Rien n’est perdu " +
		"tant que BreaGeek est ouvert ; nouvel essai dans quelques secondes."
	unkept = "Le disque refuse l’écriture (%s). Ce qui est gardé se lit ; les nouvelles seront " +
		"redemandées dans une minute."
	notUndone = "Marques enregistrées, mais pas de quoi les annuler : Le disque refuse " +
		"l’écriture (%s). Rien n’est perdu tant que BreaGeek est ouvert ; nouvel essai dans " +
		"quelques secondes."
)

func why(form, cause string) string { return fmt.Sprintf(form, cause) }

func TestWhatTheDiskRefusesIsToldAndSavedWhenItNoLongerDoes(t *testing.T) {
	program := lentProgram(t)
	for _, f := range faults() {
		t.Run(f.what+", "+f.step, func(t *testing.T) {
			t.Parallel()
			switch {
			case f.elsewhere != "":
				t.Skip("played by " + f.elsewhere)
			case f.root && os.Getuid() != 0:
				t.Skip("only root can bring that about")
			}
			newScene(t, program, f).play(f)
		})
	}
}

// lentProgram returns a copy of the program that the user nobody can run.
func lentProgram(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("breageek")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	base := ourFolder(t, 0o755)
	program = filepath.Join(base, "breageek")
	if err := os.WriteFile(program, text, 0o755); err != nil {
		t.Fatal(err)
	}
	return program
}

// ourFolder creates a folder with a short name that the user nobody can reach, and owns if
// root runs the test.
func ourFolder(t *testing.T, mode os.FileMode) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "bg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700); _ = os.RemoveAll(dir) })
	lend(t, dir, mode)
	return dir
}

func lend(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	err := os.Chmod(path, mode)
	if os.Getuid() == 0 {
		err = errors.Join(err, os.Chown(path, nobody, nobody))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// newScene opens the reader on a newspaper, with a mark on the disk.
func newScene(t *testing.T, program string, f fault) *scene {
	t.Helper()
	x := &scene{t: t, dir: filepath.Join(ourFolder(t, 0o755), "data"), paper: newGazette(t)}
	if err := os.Mkdir(x.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if f.disk {
		x.ownDisk()
	}
	lend(t, x.dir, 0o700)
	cmd := exec.Command(program, append([]string{"--lang", "fr", "--data", x.dir},
		x.paper.args()[:2]...)...)
	if os.Getuid() == 0 && !f.self {
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Credential: &syscall.Credential{Uid: nobody, Gid: nobody},
		}
	}
	x.s = inTerminal(t, cmd, 76, 24)
	t.Cleanup(x.s.end)
	x.s.shows("Dépêche", "nouveaux articles")
	x.opens()
	x.s.press("s")
	x.s.shows("Étoile posée")
	x.s.until("a star on the disk", func() bool { return x.starred(x.h.id) })
	return x
}

// opens opens the next article.
func (x *scene) opens() {
	x.t.Helper()
	k, err := look(x.t, x.dir)
	if err != nil {
		x.t.Fatal(err)
	}
	x.h = &hand{s: x.s, kept: k, ledger: &ledger{}}
	if !x.h.turns("n") {
		x.t.Fatalf("the reader ended\n%s", x.s.text())
	}
}

// starred reports whether the star is in the file.
func (x *scene) starred(id string) bool {
	k := kept{marks: map[mark]bool{}}
	return k.readState(x.dir) == nil && k.marks[mark{id, true}]
}

// says waits until a sentence is on the screen, however its lines are broken.
func (x *scene) says(sentence string) {
	x.t.Helper()
	sentence = solid(strings.ReplaceAll(sentence, "%s", x.dir))
	x.s.until(sentence, func() bool { return strings.Contains(solid(x.s.text()), sentence) })
}

// solid returns a text without its spaces.
func solid(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00a0", " ")), "")
}

// play causes the fault, continues reading, repairs the fault, and checks the result.
func (x *scene) play(f fault) {
	x.t.Helper()
	first := x.h.id
	before, err := look(x.t, x.dir)
	if err != nil {
		x.t.Fatal(err)
	}
	x.opens()
	second := x.h.id
	x.s.until("a mark on the disk", func() bool {
		k := kept{marks: map[mark]bool{}}
		return k.readState(x.dir) == nil && k.marks[mark{second, false}]
	})
	f.begin(x)
	if f.news {
		x.s.press("r")
	} else {
		x.s.press("s")
	}
	x.says(f.says)
	title := x.h.title()
	if !x.h.turns("n") || x.h.title() == title {
		x.t.Error("reading does not go on")
	}
	if x.undo != nil {
		if !f.news {
			x.says(strings.SplitAfter(f.says, " :")[0]) // as long as it lasts
		}
		x.undo()
	}
	if f.news {
		x.s.press("s")
		x.s.until("a star on the disk", func() bool { return x.starred(x.idOf(x.h.title())) })
		x.s.press("r")
		x.s.shows("nouveaux articles")
	} else {
		x.s.until("a star on the disk", func() bool { return x.starred(second) })
	}
	x.s.until("no complaint", func() bool {
		return !strings.Contains(x.s.line(), "refuse l’écriture")
	})
	if code := x.s.quits(); code != 0 {
		x.t.Errorf("exit %d\n%s", code, x.s.text())
	}
	x.nothingLost(before, first)
}

func (x *scene) idOf(title string) string {
	k, err := look(x.t, x.dir)
	if err != nil {
		x.t.Error(err)
	}
	return k.numbers[title]
}

// nothingLost fails unless everything from before the fault is there.
func (x *scene) nothingLost(before kept, star string) {
	x.t.Helper()
	after, err := look(x.t, x.dir)
	if err != nil {
		x.t.Error(err)
	}
	if !after.marks[mark{star, true}] {
		x.t.Error("the star from before is lost")
	}
	there := map[string]bool{}
	for _, id := range after.ids {
		there[id] = true
	}
	for _, id := range before.ids {
		if !there[id] {
			x.t.Errorf("article %s is lost", id)
		}
	}
}

// limit sets a limit of the running program, to be undone.
func (x *scene) limit(what int, n uint64) {
	x.t.Helper()
	var was unix.Rlimit
	pid := x.s.cmd.Process.Pid
	err := unix.Prlimit(pid, what, nil, &was)
	if err == nil {
		err = unix.Prlimit(pid, what, &unix.Rlimit{Cur: n, Max: was.Max}, nil)
	}
	if err != nil {
		x.t.Fatal(err)
	}
	x.undo = func() {
		if err := unix.Prlimit(pid, what, &was, nil); err != nil {
			x.t.Fatal(err)
		}
	}
}

func (x *scene) path(name string) string { return filepath.Join(x.dir, name) }

func (x *scene) must(errs ...error) {
	x.t.Helper()
	if err := errors.Join(errs...); err != nil {
		x.t.Fatal(err)
	}
}

// mode changes the permissions of the folder or a file, to be undone.
func (x *scene) mode(name string, to os.FileMode) {
	info, err := os.Stat(x.path(name))
	x.must(err, os.Chmod(x.path(name), to))
	x.undo = func() { x.must(os.Chmod(x.path(name), info.Mode().Perm())) }
}

// blocked puts a folder that is not empty in the place of a file, to be undone.
func (x *scene) blocked(name string) {
	aside, folder := x.path(name)+".aside", x.path(name)+".folder"
	x.must(os.MkdirAll(filepath.Join(folder, "x"), 0o755))
	err := os.Rename(folder, x.path(name))
	for range 1000 { // the program may write the file again in the meantime
		if err == nil {
			break
		}
		_ = os.Rename(x.path(name), aside)
		err = os.Rename(folder, x.path(name))
	}
	x.must(err)
	x.undo = func() {
		x.must(os.RemoveAll(x.path(name)))
		_ = os.Rename(aside, x.path(name))
	}
}

// heldArchive begins a transaction that keeps every other program from writing.
func (x *scene) heldArchive() {
	db, err := sql.Open("sqlite", "file:"+x.path("articles.db")+"?_txlock=immediate")
	x.must(err)
	tx, err := db.Begin()
	x.must(err)
	x.undo = func() { x.must(tx.Rollback(), db.Close()) }
}

// heldState holds the lock of state.json.
func (x *scene) heldState() {
	f, err := os.OpenFile(x.path("state.json.lock"), os.O_RDWR, 0)
	x.must(err)
	x.must(unix.Flock(int(f.Fd()), unix.LOCK_EX))
	x.undo = func() { x.must(f.Close()) }
}
