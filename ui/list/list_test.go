package list

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"breageek/ui/theme"
)

// heights draws items whose value is their number of lines.
func heights(items []int, i int, look Look) []string {
	var lines []string
	for n := range items[i] {
		mark := " "
		if look.Selected {
			mark = ">"
		}
		lines = append(lines, fmt.Sprintf("%s%d.%d", mark, i, n))
	}
	return lines
}

func TestTheChosenItemIsAlwaysWholeOnTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := New(heights)
		m.SetItems(rapid.SliceOfN(rapid.IntRange(1, 3), 1, 60).Draw(t, "heights"))
		h := rapid.IntRange(3, 20).Draw(t, "height")
		m.SetSize(12, h)
		for range rapid.IntRange(1, 40).Draw(t, "moves") {
			move(t, m)
			screen := strings.Join(m.Lines(true), "\n")
			i := m.Cursor()
			for n := range m.Items()[i] {
				if !strings.Contains(screen, fmt.Sprintf(">%d.%d ", i, n)) {
					t.Fatalf("line %d of item %d is not on the screen:\n%s", n, i, screen)
				}
			}
			if got := strings.Count(screen, "\n") + 1; got != h {
				t.Fatalf("%d lines, want %d", got, h)
			}
		}
	})
}

func move(t *rapid.T, m *Model[int]) {
	n := rapid.IntRange(-9, 9).Draw(t, "by")
	switch rapid.SampledFrom([]string{"move", "page", "scroll", "select"}).Draw(t, "how") {
	case "move":
		m.Move(n)
	case "page":
		m.Page(float64(n) / 2)
	case "scroll":
		m.Scroll(n)
	case "select":
		m.Select(n * 7)
	}
}

func TestEveryLineIsExactlyAsWideAsTheList(t *testing.T) {
	m := New(func(items []string, i int, _ Look) []string { return []string{items[i]} })
	m.SetItems([]string{"court", "beaucoup trop long pour la liste", "日本語日本語日本", ""})
	m.SetSize(11, 6)
	for _, line := range m.Lines(true) {
		if w := ansi.StringWidth(line); w != 11 {
			t.Errorf("%q is %d cells wide", line, w)
		}
	}
}

func TestAClickFindsTheItemUnderIt(t *testing.T) {
	m := New(heights)
	m.SetItems([]int{2, 1, 3})
	m.SetSize(10, 10)
	for y, want := range []int{0, 0, 1, 2, 2, 2} {
		if i, ok := m.At(y); !ok || i != want {
			t.Errorf("line %d is item %d (%v), want %d", y, i, ok, want)
		}
	}
	if _, ok := m.At(6); ok {
		t.Error("an empty line is an item")
	}
}

// Whatever the heights, a list that is longer than its pane fills it, also at its end.
func TestTheEndOfAListFillsItsPane(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOfN(rapid.IntRange(1, 4), 1, 12).Draw(t, "heights")
		m := New(heights)
		m.SetItems(items)
		m.SetSticky(rapid.IntRange(0, 1).Draw(t, "sticky"))
		height := rapid.IntRange(1, 14).Draw(t, "height")
		m.SetSize(10, rapid.IntRange(1, 14).Draw(t, "height before"))
		m.Select(len(items) - 1)
		m.Lines(true)
		m.SetSize(10, height)
		lines, all := m.Lines(true), 0
		for _, h := range items {
			all += h
		}
		if all < height {
			return
		}
		for y, line := range lines {
			if strings.TrimSpace(line) == "" {
				t.Fatalf("line %d is empty: %q", y, lines)
			}
			if i, ok := m.At(y); !ok || !strings.HasPrefix(line[1:], fmt.Sprintf("%d.", i)) {
				t.Fatalf("a click on %q finds %d, %v", line, i, ok)
			}
		}
		if !strings.Contains(lines[height-1], fmt.Sprintf("%d.", len(items)-1)) && items[len(items)-1] <= height {
			t.Fatalf("the last item is not at the end: %q", lines)
		}
	})
}

func TestReplacingItemsKeepsTheRowsUnderTheReadersEyes(t *testing.T) {
	m := New(heights)
	m.SetSize(10, 5)
	m.SetItems(rowsOfOne(30))
	m.Select(20)
	before := m.Lines(true)
	cursor, top := m.Place()
	m.Replace(rowsOfOne(33), cursor+3, top+3)
	after := m.Lines(true)
	for i := range before {
		was, is := strings.TrimSpace(before[i]), strings.TrimSpace(after[i])
		if strings.HasPrefix(was, ">") != strings.HasPrefix(is, ">") {
			t.Fatalf("the chosen row moved: %q → %q", before, after)
		}
	}
}

func rowsOfOne(n int) []int {
	items := make([]int, n)
	for i := range items {
		items[i] = 1
	}
	return items
}

func TestAnEmptyListDrawsBlankLinesAndChoosesNothing(t *testing.T) {
	m := New(heights)
	m.SetSize(4, 3)
	if _, ok := m.Selected(); ok || strings.Join(m.Lines(true), "|") != "    |    |    " {
		t.Error("an empty list shows something")
	}
	m.Move(3)
	m.Scroll(2)
	m.Page(1)
}

func BenchmarkLinesOfAHundredThousandItems(b *testing.B) {
	m := New(heights)
	m.SetItems(rowsOfOne(100_000))
	m.SetSize(60, 40)
	for b.Loop() {
		m.Move(1)
		m.Lines(true)
	}
}

func TestTheWheelMovesTheListAndTheChoiceOnlyWhenItMust(t *testing.T) {
	m := New(heights)
	m.SetItems(rowsOfOne(50))
	m.SetSize(10, 10)
	m.Select(5)
	m.Scroll(2)
	if cursor, top := m.Place(); cursor != 5 || top != 2 {
		t.Errorf("choice %d, top %d", cursor, top)
	}
	m.Scroll(10)
	if cursor, top := m.Place(); cursor != 13 || top != 12 {
		t.Errorf("choice %d, top %d", cursor, top)
	}
	m.Scroll(-12)
	if cursor, top := m.Place(); cursor != 8 || top != 0 {
		t.Errorf("choice %d, top %d", cursor, top)
	}
}

func TestHalfAScreenOfAListTooLowForTwoItemsStillGoesWhereAsked(t *testing.T) {
	m := New(heights)
	m.SetItems([]int{3, 3, 3, 3})
	m.SetSize(10, 3)
	m.Select(2)
	if m.Page(-0.5); m.Cursor() != 1 {
		t.Errorf("half a screen up from item 2 is item %d", m.Cursor())
	}
	if m.Page(0.5); m.Cursor() != 2 {
		t.Errorf("half a screen down from item 1 is item %d", m.Cursor())
	}
}

func TestTheGroundOfARowIsTheThemes(t *testing.T) {
	th := theme.New(true)
	th.Chosen = th.Error
	for want, look := range map[string]Look{
		th.Selected.Render("x"): {Selected: true, Focused: true},
		th.Error.Render("x"):    {Selected: true},
		th.Text.Render("x"):     {},
	} {
		if got := Ground(th, look).Render("x"); got != want {
			t.Errorf("%+v is drawn %q, want %q", look, got, want)
		}
	}
}
