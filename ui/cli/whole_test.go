package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// line is a terminal line, whose bytes arrive in parts and sometimes late.
type line struct {
	whole  whole
	clock  time.Time
	keys   string // what left as keys
	pasted string // and what as pasted text
}

func newLine() *line {
	l := &line{clock: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	l.whole.now = func() time.Time { return l.clock }
	return l
}

// sends has some bytes come after a time. What is held back by then and may be a key is one.
func (l *line) sends(after time.Duration, part string) {
	if l.whole.unsure() && after > escPatience {
		l.clock = l.clock.Add(escPatience)
		l.leaves(l.whole.release())
		after -= escPatience
	}
	l.clock = l.clock.Add(after)
	l.leaves(l.whole.take([]byte(part)))
}

// leaves sorts what was passed on: a reader would take it so, each time anew.
func (l *line) leaves(out []byte) {
	s := string(out)
	for s != "" {
		keys, rest, ok := strings.Cut(s, pasteBegins)
		l.keys += strings.ReplaceAll(keys, escKey, "<esc>")
		if !ok {
			return
		}
		var text string
		if text, s, ok = strings.Cut(rest, pasteEnds); !ok {
			l.keys += "<a paste without its end>"
		}
		l.pasted += text
	}
}

// pauses are before the rest of something that was cut comes.
func pauses() []time.Duration {
	return []time.Duration{0, time.Millisecond, 60 * time.Millisecond, 400 * time.Millisecond,
		1500 * time.Millisecond, time.Minute}
}

func TestAPasteEndsWhereverItsEndMarkerIsCutAndHoweverLateTheRestComes(t *testing.T) {
	const text = "Brannec q\nA é"
	stream := pasteBegins + text + pasteEnds
	for cut := len(stream) - len(pasteEnds); cut <= len(stream); cut++ {
		for _, pause := range pauses() {
			l := newLine()
			l.sends(0, "j"+stream[:cut])
			l.sends(pause, stream[cut:])
			l.sends(300*time.Millisecond, "k")
			if l.pasted != text || !strings.HasSuffix(l.keys, "k") || strings.Trim(l.keys, "jk") != "" {
				t.Errorf("cut at %d, %v: the keys are %q, the text %q", cut, pause, l.keys, l.pasted)
			}
		}
	}
}

func TestNoPastedTextIsTakenForKeysWhereverItIsCut(t *testing.T) {
	stream := pasteBegins + "AqA\ré\x1b[31mdq " + pasteEnds
	for cut := range len(stream) {
		for _, pause := range pauses() {
			l := newLine()
			l.sends(0, stream[:cut])
			l.sends(pause, stream[cut:])
			l.sends(0, "k")
			// Of a marker whose first byte came long before the rest that byte was a key.
			if l.keys != "k" && l.keys != "<esc>k" && l.keys != "\x1b[k" {
				t.Errorf("cut at %d, %v: the keys are %q", cut, pause, l.keys)
			}
			if pause < cutPatience && l.pasted != "AqA\rédq " {
				t.Errorf("cut at %d, %v: the text is %q", cut, pause, l.pasted)
			}
		}
	}
}

func TestAPasteMayComeByteAfterByteOverASlowLine(t *testing.T) {
	text := "Ady q\n" + strings.Repeat("Aq é 東京 🙂 ", 40)
	l := newLine()
	for i := range len(pasteBegins) {
		l.sends(33*time.Millisecond, pasteBegins[i:i+1])
	}
	for i := range len(text) {
		l.sends(33*time.Millisecond, text[i:i+1])
	}
	for i := range len(pasteEnds) {
		l.sends(33*time.Millisecond, pasteEnds[i:i+1])
	}
	l.sends(time.Millisecond, "q")
	if l.keys != "q" || l.pasted != text {
		t.Errorf("the keys are %q, the text %q", l.keys, l.pasted)
	}
}

func TestKeysWorkSoonAfterAPasteThatDoesNotEnd(t *testing.T) {
	for _, tail := range []string{"", "\x1b", "\x1b[", "\x1b[2", "\x1b[201", "\x1b]8;;", "é"[:1]} {
		for _, key := range []string{"?", "é", "\x1b[A", "jjj", "\x1b[<0;3;4M", "\r"} {
			l := newLine()
			l.sends(0, pasteBegins+"Aq"+tail)
			l.sends(700*time.Millisecond, key)
			l.sends(300*time.Millisecond, "k")
			if l.keys != key+"k" || l.pasted != "Aq" {
				t.Errorf("after %q: the keys are %q, the text %q", tail, l.keys, l.pasted)
			}
			// The rest of it, if it comes after all, is no keys either.
			l.sends(2*time.Second, "qAq\rA")
			l.sends(2*time.Second, "dA\x1b[201~j")
			if l.keys != key+"kj" {
				t.Errorf("after %q and the rest the keys are %q", tail, l.keys)
			}
		}
	}
}

func TestAKeyThatIsTypedOnAndOnEndsAPasteThatDoesNot(t *testing.T) {
	l := newLine()
	l.sends(0, pasteBegins+"text")
	for range 20 {
		l.sends(150*time.Millisecond, "j") // as fast as one types
	}
	if !strings.HasSuffix(l.keys, "jjjjj") {
		t.Errorf("the keys are %q, the text %q", l.keys, l.pasted)
	}
}

func TestTheRestOfAPasteWhoseBeginningAnotherProgramTookIsNoKeys(t *testing.T) {
	const part = "long q long q long q long q long q long q long q long q long q l"
	for _, key := range []string{"k", "\x1b[A", "jj"} {
		l := newLine()
		l.whole.forget()
		for range 3 {
			l.sends(150*time.Millisecond, part)
		}
		l.sends(0, "ong q"+pasteEnds+key)
		if l.keys != key {
			t.Errorf("the keys are %q", l.keys)
		}
		l.sends(time.Millisecond, "dA")
		if l.keys != key+"dA" {
			t.Errorf("with what is typed after it, the keys are %q", l.keys)
		}
	}
}

func TestWhatIsTypedAfterAnotherProgramHadTheTerminalAreKeys(t *testing.T) {
	for _, keys := range []string{"k", "jjj", "/bac\r", "]]n\x1b[A", strings.Repeat("\x1b[B", 20)} {
		l := newLine()
		l.whole.forget()
		l.sends(200*time.Millisecond, keys)
		if l.keys != keys {
			t.Errorf("of %q the keys are %q", keys, l.keys)
		}
	}
}

func TestASequenceIsWholeWhereverItIsCut(t *testing.T) {
	for _, seq := range []string{
		"\x1b[A", "\x1bOP", "\x1b[1;5C", "\x1b[200;4H", "\x1b[21~", "\x1b[20~", "\x1b[2~",
		"\x1b[<64;120;36M", "\x1b[M !!", "\x1b[[A", "\x1b[?2026;2$y", "\x1b]11;rgb:0/0/0\x1b\\",
		"\x1b]11;rgb:0/0/0\a", "\x1bP1+r524742=8\x1b\\", "\x1b_Gi=1;OK\x1b\\", "\x1bd", "\x1bé",
		"\x1b\x1b[A", "é", "東", "🙂", "j", "\x7f", "\xff",
	} {
		for cut := range len(seq) {
			l := newLine()
			l.sends(0, "a"+seq[:cut])
			if got := l.keys; got != "a" {
				t.Errorf("%q cut at %d: %q leaves before the rest", seq, cut, got)
			}
			l.sends(5*time.Millisecond, seq[cut:]+"z")
			if l.keys != "a"+seq+"z" {
				t.Errorf("%q cut at %d leaves as %q", seq, cut, l.keys)
			}
		}
	}
}

func TestTheEscapeKeyIsAKeyWhenNothingFollows(t *testing.T) {
	l := newLine()
	l.sends(0, "\x1b")
	l.sends(60*time.Millisecond, "[")
	l.sends(60*time.Millisecond, "A")
	l.sends(60*time.Millisecond, "\x1b\x1b")
	l.sends(60*time.Millisecond, "j")
	if l.keys != "<esc>[A<esc><esc>j" {
		t.Errorf("the keys are %q", l.keys)
	}
	l = newLine()
	l.sends(0, "\x1b")
	l.sends(400*time.Millisecond, "[A") // an arrow key, over a bad line
	if l.keys != "<esc>\x1b[A" {
		t.Errorf("the keys are %q", l.keys)
	}
}

func TestWhateverComesNoneOfItStaysBehindForLongAndNothingGrows(t *testing.T) {
	part := rapid.SampledFrom([]string{pasteBegins, pasteEnds, "\x1b", "\x1b[", "[", "2", "0", "~",
		"\x1b]8;", "\x1b\\", "\a", "q", "é", "é"[:1], "\xff", "\x1b[M", "\x1b\x1b\x1b\x1b",
		strings.Repeat("\x1b", 900), strings.Repeat("long ", 300), "\x1b_" + strings.Repeat("G", 700)})
	rapid.Check(t, func(t *rapid.T) {
		l := newLine()
		for i := range rapid.IntRange(1, 30).Draw(t, "parts") {
			in := part.Draw(t, fmt.Sprint("part ", i))
			if l.whole.unsure() && rapid.Bool().Draw(t, "released") {
				l.leaves(l.whole.release())
			}
			l.clock = l.clock.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "ms")) * time.Millisecond)
			out := l.whole.take([]byte(in))
			if len(out) > len(in)+room {
				t.Fatalf("of %d bytes came %d", len(in), len(out))
			}
			l.leaves(out)
		}
		if l.whole.unsure() {
			l.leaves(l.whole.release())
		}
		l.clock = l.clock.Add(2 * time.Second)
		l.keys = ""
		l.leaves(l.whole.take([]byte("?")))
		if l.keys != "?" {
			t.Fatalf("a key after a silence leaves as %q", l.keys)
		}
	})
}
