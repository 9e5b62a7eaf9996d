package related

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// pane shows one story with a long title in the related pane of a screen.
func pane(width, height int) *Model {
	m := New(theme.New(true), locale.French())
	m.Set([]Item{{
		ID: 1, Title: "Pont de la Sauvagine fermé : un passeur bénévole relie les Salines " +
			"au vieux bassin", Kind: "même affaire", When: "2 jours plus tard",
		Reasons: []string{"Sauvagine", "passeur"},
	}})
	resize(m, width, height)
	return m
}

func resize(m *Model, width, height int) {
	r := layout.Split(width, height, layout.Related).Panes[layout.Related]
	m.SetSize(r.W, r.H)
}

func screen(m *Model) string { return ansi.Strip(strings.Join(m.Lines(true), "\n")) }

func TestWhyAStoryIsRelatedIsSeenOnEveryScreen(t *testing.T) {
	for width := layout.MinWidth; width <= 200; width += 5 {
		for height := layout.MinHeight; height <= 40; height++ {
			got := screen(pane(width, height))
			for _, want := range []string{"Pont de la Sauvagine", "même affaire", "Sauvagine, passeur"} {
				if !strings.Contains(got, want) {
					t.Fatalf("%d×%d: %q is not in\n%s", width, height, want, got)
				}
			}
		}
	}
}

func TestATitleHasItsSecondLineBackWhenThePaneGrows(t *testing.T) {
	m := pane(100, 16)
	if got := screen(m); !strings.Contains(got, "…") {
		t.Errorf("the title is not cut in\n%s", got)
	}
	resize(m, 100, 40)
	if got := screen(m); !strings.Contains(got, "vieux bassin") {
		t.Errorf("the title is cut in\n%s", got)
	}
}
