package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/creack/pty"

	"breageek/store/bigarchive"
)

// build compiles a package of this module.
func build(tb testing.TB, pkg string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "program")
	if out, err := exec.Command("go", "build", "-o", path, pkg).CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	return path
}

// untilShown starts a program in a terminal of 120×36, and returns the time until some words
// are sent to the screen.
func untilShown(tb testing.TB, words string, name string, args ...string) time.Duration {
	tb.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=fr_FR.UTF-8")
	start := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 36, Cols: 120})
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = tty.Close() }()
	var seen []byte
	b := make([]byte, 64<<10)
	for !bytes.Contains(seen, []byte(words)) {
		n, err := tty.Read(b)
		if err != nil {
			tb.Fatalf("the program ended before %q was shown: %v\n%q", words, err, seen)
		}
		seen = append(seen, b[:n]...)
	}
	took := time.Since(start)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return took
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// BenchmarkStart measures from exec to the headlines on the screen, with 100 and with 100,000
// stored articles, beside a bare Bubble Tea program in the same terminal. The three take
// turns, so that a busy machine is busy for all of them.
func BenchmarkStart(b *testing.B) {
	hello, program := build(b, "./testdata/hello"), build(b, "breageek")
	args := map[int][]string{}
	for _, n := range []int{100, 100_000} {
		kept, err := bigarchive.Dir(n)
		if err != nil {
			b.Fatal(err)
		}
		dir := b.TempDir()
		if err := bigarchive.Copy(dir, kept); err != nil {
			b.Fatal(err)
		}
		args[n] = []string{"--data", dir, "--offline"}
		for _, src := range bigarchive.Sources() {
			args[n] = append(args[n], "--source", src.URL)
		}
	}
	var bare, few, many []time.Duration
	for b.Loop() {
		bare = append(bare, untilShown(b, "hello, world", hello))
		few = append(few, untilShown(b, "Journal", program, args[100]...))
		many = append(many, untilShown(b, "Journal", program, args[100_000]...))
	}
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	b.ReportMetric(ms(median(bare)), "bare-ms")
	b.ReportMetric(ms(median(few)), "100-ms")
	b.ReportMetric(ms(median(many)), "100000-ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkKeyToScreen measures from a key in the terminal to the first byte of the response,
// and the size of the response, beside a bare Bubble Tea list.
func BenchmarkKeyToScreen(b *testing.B) {
	kept, err := bigarchive.Dir(10_000)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	if err := bigarchive.Copy(dir, kept); err != nil {
		b.Fatal(err)
	}
	args := []string{"--data", dir, "--offline"}
	for _, src := range bigarchive.Sources() {
		args = append(args, "--source", src.URL)
	}
	b.Run("bare", func(b *testing.B) {
		typeKeys(b, "hello, world", []string{"j", "k"}, build(b, "./testdata/hello"))
	})
	program := build(b, "breageek")
	b.Run("list", func(b *testing.B) { typeKeys(b, "Journal", []string{"j", "k"}, program, args...) })
	b.Run("scroll", func(b *testing.B) {
		typeKeys(b, "Journal", []string{"\t", "j", "j", "j", "k", "k", "k", "\t", "\t"}, program, args...)
	})
}

// typeKeys types the keys in turn, and reports the median and the 99th percentile of the time,
// and the bytes of a response.
func typeKeys(b *testing.B, words string, typed []string, name string, args ...string) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=fr_FR.UTF-8")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 36, Cols: 120})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait(); _ = tty.Close() }()
	answers := make(chan int, 1024)
	ready := make(chan struct{})
	go read(tty, words, ready, answers)
	<-ready
	settle(answers)
	var took []time.Duration
	total := 0
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := tty.WriteString(typed[i%len(typed)]); err != nil {
			b.Fatal(err)
		}
		n := <-answers
		took = append(took, time.Since(start))
		total += n + settle(answers)
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(float64(total)/float64(len(took)), "bytes/key")
	b.ReportMetric(0, "ns/op")
}

// read sends the sizes of what the program writes, once some words have appeared.
func read(tty *os.File, words string, ready chan<- struct{}, answers chan<- int) {
	b := make([]byte, 64<<10)
	var seen []byte
	for {
		n, err := tty.Read(b)
		if err != nil {
			return
		}
		if ready == nil {
			answers <- n
		} else if seen = append(seen, b[:n]...); bytes.Contains(seen, []byte(words)) {
			close(ready)
			ready = nil
		}
	}
}

// settle waits until the program is silent, and returns how many bytes still came.
func settle(answers <-chan int) int {
	total := 0
	for {
		select {
		case n := <-answers:
			total += n
		case <-time.After(30 * time.Millisecond):
			return total
		}
	}
}
