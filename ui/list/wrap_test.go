package list

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestATitleKeepsItsWordsAndItsWidths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("aébœ日\u00a0")), 1, 14, -1), 1, 12).
			Draw(t, "words")
		first := rapid.IntRange(2, 40).Draw(t, "first")
		rest := rapid.IntRange(2, 40).Draw(t, "rest")
		text := strings.Join(words, " ")
		lines := Wrap(text, first, rest, 100)
		for i, line := range lines {
			width := rest
			if i == 0 {
				width = first
			}
			if w := ansi.StringWidth(line); w > width {
				t.Fatalf("line %d is %d cells wide, want at most %d: %q", i, w, width, line)
			}
		}
		squash := func(s string) string {
			return strings.NewReplacer(" ", "", "\u00a0", "").Replace(s)
		}
		if got := squash(strings.Join(lines, "")); got != squash(text) {
			t.Fatalf("%q became %q", text, lines)
		}
	})
}

func TestATitleTooLongForItsLinesEndsInAnEllipsis(t *testing.T) {
	got := Wrap("Le conseil municipal reporte le vote du budget", 12, 12, 2)
	if strings.Join(got, "|") != "Le conseil|municipal r…" {
		t.Errorf("%q", got)
	}
}

func TestNoBreakSpacesHoldTheLine(t *testing.T) {
	got := Wrap("Budget\u00a0: le vote", 8, 20, 2)
	if strings.Join(got, "|") != "Budget :|le vote" {
		t.Errorf("%q", got)
	}
}
