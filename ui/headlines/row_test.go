package headlines

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// drawn is a list of one headline three hours old, as a reader reads it, and
// others of other sources where several is set.
func drawn(t *testing.T, l *locale.Locale, title string, percent, width int, several bool) string {
	t.Helper()
	m := New(theme.New(true), l, func() time.Time { return noon })
	m.SetSize(width, 12)
	items := []Item{{ID: 1, Title: title, Source: "La Gazette", Date: noon.Add(-3 * time.Hour)}}
	if several {
		items = append(items, Item{ID: 2, Title: "Autre", Source: "L’Écho", Date: noon.Add(-4 * time.Hour)})
	}
	m.Set(items)
	m.Lines(true, Heading{}) // as it was before the place was saved
	m.Progress(feed.ID(1), percent)
	lines := m.Lines(true, Heading{Title: "Titres"})
	for i, line := range lines {
		if w := ansi.StringWidth(line); w != width {
			t.Errorf("line %d of %d cells has %d: %q", i, width, w, ansi.Strip(line))
		}
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	return strings.Join(lines, "\n")
}

const (
	short = "Le pont rouvre"
	long  = "Le viaduc de Brannec rouvre aux piétons après trois années de travaux et deux recours"
)

func TestAHeadlineTellsHowMuchOfItWasRead(t *testing.T) {
	fr, en := locale.French(), locale.English()
	for name, c := range map[string]struct{ got, want string }{
		"one line, one source": {drawn(t, fr, short, 60, 90, false), "  lu à 60 % · 3 h"},
		"one line, sources": {drawn(t, fr, short, 60, 90, true),
			"  lu à 60 %  La Gazette          3 h"},
		"a line for the source": {drawn(t, fr, long, 60, 40, true), "\n▌   3 h · La Gazette · lu à 60 %"},
		"room beside the age":   {drawn(t, fr, short, 60, 40, false), short + "      lu à 60 % · 3 h"},
		"under the age":         {drawn(t, fr, long, 60, 40, false), "lu à 60 %"},
		"in English":            {drawn(t, en, long, 60, 40, true), "3 h · La Gazette · 60% read"},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("%s: no %q in\n%s", name, c.want, c.got)
		}
	}
	under := strings.Split(drawn(t, fr, long, 60, 40, false), "\n")
	for i, line := range under {
		if strings.HasSuffix(line, " 3 h") && !strings.HasSuffix(under[i+1], " lu à 60 %") {
			t.Errorf("not under the age:\n%s", strings.Join(under, "\n"))
		}
	}
}

func TestOpeningIsNotReadingAndTheEndIsNotTold(t *testing.T) {
	for _, percent := range []int{0, 1, 4, 100} {
		for _, width := range []int{40, 90} {
			got := drawn(t, locale.French(), short, percent, width, true)
			if strings.Contains(got, "lu à") {
				t.Errorf("%d %% read is told:\n%s", percent, got)
			}
		}
	}
	if got := drawn(t, locale.French(), short, 5, 40, true); !strings.Contains(got, "lu à 5 %") {
		t.Errorf("5 %% read is not told:\n%s", got)
	}
}

// Whatever the width, lines are as wide as the pane, the age is there, and the
// title keeps its beginning.
func TestHowMuchWasReadNeverBreaksARow(t *testing.T) {
	for _, title := range []string{short, long, "", strings.Repeat("œuvre", 40), "漢字漢字漢字漢字漢字"} {
		for _, several := range []bool{false, true} {
			for width := 12; width <= 140; width++ {
				got := drawn(t, locale.French(), title, 60, width, several)
				if width >= 24 && !strings.Contains(got, "3 h") {
					t.Fatalf("the age is lost at %d cells:\n%s", width, got)
				}
				if begins := fmt.Sprintf("%.3s", title); width >= 24 && !strings.Contains(got, begins) {
					t.Fatalf("the title is lost at %d cells:\n%s", width, got)
				}
				if width >= 40 && !strings.Contains(got, "lu à 60 %") {
					t.Fatalf("how much was read is lost at %d cells:\n%s", width, got)
				}
			}
		}
	}
}
