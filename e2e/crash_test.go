//go:build unix

package e2e

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var (
	kills = flag.Int("kills", 30, "how often the program is killed; .ci/run asks for 200")
	seed  = flag.Uint64("seed", 0, "of what is done and when it is killed; 0 takes a new one")
)

// lanes is how many data folders are used at once.
const lanes = 8

// roundsOfAFolder is how many crashes a folder sees before a new one takes its place.
const roundsOfAFolder = 25

// toll counts what the kills did.
type toll struct {
	killed, rounds              atomic.Int64
	typed, ordered, lostMarks   atomic.Int64 // marks that had to last: set by keys, by commands
	articles, lostNews, corrupt atomic.Int64
}

func (n *toll) String() string {
	return fmt.Sprintf("%d processes killed in %d rounds: of the marks that had to last, %d "+
		"by keys and %d by commands, %d lost; of %d articles %d lost; %d corrupt files",
		n.killed.Load(), n.rounds.Load(), n.typed.Load(), n.ordered.Load(), n.lostMarks.Load(),
		n.articles.Load(), n.lostNews.Load(), n.corrupt.Load())
}

// theSeed returns the seed of this run, and logs how to repeat it.
func theSeed(t *testing.T) uint64 {
	n := *seed
	if n == 0 {
		n = uint64(time.Now().UnixNano())
	}
	t.Logf("-seed %d -kills %d", n, *kills)
	return n
}

func TestNothingIsLostHoweverOftenItIsKilled(t *testing.T) {
	from, n := theSeed(t), &toll{}
	started := time.Now()
	var work sync.WaitGroup
	for i := range lanes {
		l := &lane{t: t, toll: n, rng: rand.New(rand.NewPCG(from, uint64(i)))}
		l.paper = newGazette(t)
		work.Go(func() {
			for !t.Failed() && n.killed.Load() < int64(*kills) {
				l.round()
			}
		})
	}
	work.Wait()
	t.Logf("%s; %.0f s", n, time.Since(started).Seconds())
}

// lane is a data folder in which programs run and are killed, round after round.
type lane struct {
	t      *testing.T
	toll   *toll
	rng    *rand.Rand
	paper  *gazette
	dir    string
	rounds int // in this folder
	ledger *ledger
	seen   map[string]bool // every article ever listed
	kept   kept            // as of the last look
}

// round starts some programs at once, kills them, and checks what they left.
func (l *lane) round() {
	if l.rounds%roundsOfAFolder == 0 {
		l.rounds, l.dir = 0, l.t.TempDir()
		l.ledger, l.seen, l.kept = &ledger{}, map[string]bool{}, kept{}
	}
	l.rounds++
	l.toll.rounds.Add(1)
	stop := make(chan struct{})
	var running []victim
	for _, start := range l.programs() {
		running = append(running, start(stop))
	}
	l.moment()
	crashed := time.Now() // changes more than a second before must last
	close(stop)
	l.rng.Shuffle(len(running), func(i, j int) { running[i], running[j] = running[j], running[i] })
	for _, v := range running {
		if v() {
			l.toll.killed.Add(1)
		}
	}
	l.judge(crashed)
}

// victim kills a program, and reports whether it was still running.
type victim func() (killed bool)

// programs chooses which programs run at once.
func (l *lane) programs() (all []func(stop <-chan struct{}) victim) {
	if l.rng.IntN(10) < 7 {
		all = append(all, l.reads)
	}
	if l.rng.IntN(10) < 6 {
		all = append(all, l.refreshes)
	}
	if l.rng.IntN(10) < 7 && len(l.kept.ids) > 0 {
		all = append(all, l.marks)
	}
	if len(all) == 0 {
		all = append(all, l.refreshes)
	}
	return all
}

// moment waits for the time of the crash: at random, or when a file is being written.
func (l *lane) moment() {
	longest := []int{60, 400, 1200, 2800}[l.rng.IntN(4)]
	soonest := longest / 20
	if longest > 2000 {
		soonest = 1200 // what was typed must last by now
	}
	<-time.After(time.Duration(1000*soonest+l.rng.IntN(1000*(longest-soonest))) *
		time.Microsecond)
	if l.rng.IntN(2) == 0 {
		return
	}
	name := []string{"state.json.tmp", "state.json", "undo.jsonl", "articles.db-wal",
		"articles.db"}[l.rng.IntN(5)]
	was := l.sign(name)
	every := time.NewTicker(100 * time.Microsecond)
	defer every.Stop()
	for range 4000 {
		<-every.C
		if l.sign(name) != was {
			return
		}
	}
}

// sign returns a value that changes when a file is written.
func (l *lane) sign(name string) string {
	info, err := os.Stat(filepath.Join(l.dir, name))
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}

// judge looks at the files, has the program list them, and compares both with what was listed
// and done before.
func (l *lane) judge(crashed time.Time) {
	k, err := look(l.t, l.dir)
	if err != nil {
		l.toll.corrupt.Add(1)
		l.t.Errorf("round %d in %s: %v", l.rounds, l.dir, err)
	}
	lost, typed, ordered := l.ledger.settle(k.marks, crashed)
	l.toll.typed.Add(int64(typed))
	l.toll.ordered.Add(int64(ordered))
	l.toll.lostMarks.Add(int64(len(lost)))
	if len(lost) > 0 {
		l.t.Errorf("round %d in %s: %d marks are lost: %v", l.rounds, l.dir, len(lost), lost)
	}
	l.kept = k
	there := list(l.t, l.dir, l.paper.args()...)
	for id := range l.seen {
		if !there[id] {
			l.toll.lostNews.Add(1)
			l.t.Errorf("round %d in %s: article %s is not listed any more", l.rounds, l.dir, id)
		}
	}
	l.toll.articles.Add(int64(len(there) - len(l.seen)))
	for _, id := range k.ids {
		if !there[id] {
			l.t.Errorf("round %d in %s: article %s is kept and not listed", l.rounds, l.dir, id)
		}
	}
	l.seen = there
}

// refreshes runs refresh over and over.
func (l *lane) refreshes(stop <-chan struct{}) victim {
	args := append([]string{"refresh"}, l.paper.args()...)
	return l.over(stop, func() ([]string, func()) { return args, func() {} })
}

// marks sets and removes stars, a command at a time. Nobody else stars the odd articles.
func (l *lane) marks(stop <-chan struct{}) victim {
	rng := rand.New(rand.NewPCG(l.rng.Uint64(), 0))
	ids := slices.DeleteFunc(slices.Clone(l.kept.ids), func(id string) bool { return !odd(id) })
	book := l.ledger
	return l.over(stop, func() ([]string, func()) {
		on := rng.IntN(2) == 0
		args := []string{"mark", map[bool]string{true: "--star", false: "--unstar"}[on]}
		var deeds []*deed
		for range 1 + rng.IntN(4) {
			id := ids[rng.IntN(len(ids))]
			args = append(args, id)
			deeds = append(deeds, book.try(mark{id, true}, deed{on: on}))
		}
		return args, func() { book.seen(time.Now(), deeds...) }
	})
}

func odd(id string) bool { return id[15]%2 == 1 }

// over runs commands one after the other until it is told to stop; done is called after each
// that succeeded.
func (l *lane) over(stop <-chan struct{}, next func() (args []string, done func())) victim {
	var mu sync.Mutex // guards p
	var p *process
	begin := func(args []string) bool {
		mu.Lock()
		defer mu.Unlock()
		select {
		case <-stop:
			return false
		default:
			p = launch(l.t, l.dir, args...)
			return true
		}
	}
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		for args, done := next(); begin(args); args, done = next() {
			if p.well() {
				done()
			}
		}
	}()
	return func() bool {
		mu.Lock()
		running := p
		mu.Unlock()
		killed := running != nil && kill(running.cmd, running.ended)
		<-finished
		return killed
	}
}

// process is a running command.
type process struct {
	t     testing.TB
	cmd   *exec.Cmd
	errs  bytes.Buffer
	out   bytes.Buffer
	ended chan struct{}
}

// launch starts the real program on a data folder.
func launch(t testing.TB, dir string, args ...string) *process {
	p := &process{t: t, ended: make(chan struct{})}
	p.cmd = exec.Command("breageek", append(args, "--data", dir, "--lang", "fr")...)
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.errs
	if err := p.cmd.Start(); err != nil {
		t.Error(err)
		close(p.ended)
		return p
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.ended)
	}()
	return p
}

// well waits for the end, and reports whether the command succeeded. Any failure other than
// being killed fails the test.
func (p *process) well() bool {
	<-p.ended
	switch state := p.cmd.ProcessState; {
	case state == nil:
		return false
	case state.ExitCode() == 0 && p.errs.Len() == 0:
		return true
	case state.Exited():
		p.t.Errorf("%v: exit %d\n%s%s", p.cmd.Args, state.ExitCode(), p.out.String(), p.errs.String())
	}
	return false
}

// list returns what the program lists of a folder.
func list(t testing.TB, dir string, args ...string) (ids map[string]bool) {
	args = append([]string{"list", "--json", "--limit", "1000000"}, args...)
	p := launch(t, dir, args...)
	ids = map[string]bool{}
	if !p.well() {
		return ids
	}
	var items []struct{ ID string }
	if err := json.Unmarshal(p.out.Bytes(), &items); err != nil {
		t.Errorf("%v: %v", args, err)
	}
	for _, it := range items {
		ids[it.ID] = true
	}
	return ids
}
