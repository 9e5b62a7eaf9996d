package theme

import (
	"image/color"
	"math"
	"strconv"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// contrast is the ratio of WCAG 2.1, §1.4.3.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.03928 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func TestEveryWordCanBeReadOnItsGround(t *testing.T) {
	for _, c := range []struct {
		dark    bool
		grounds []string
	}{
		{true, []string{"#000000", "#16181a", "#1d1f21"}},
		{false, []string{"#ffffff", "#fafafa", "#fdf6e3"}},
	} {
		p := New(c.dark).Palette
		for _, ground := range append(c.grounds, p.Raised) {
			for name, ink := range map[string]string{
				"text": p.Text, "dim": p.Dim, "accent": p.Accent, "second": p.Second,
				"star": p.Star, "alert": p.Alert,
			} {
				least := 4.5
				if ground == p.Raised && name != "text" {
					least = 3.5
				}
				if got := contrast(t, ink, ground); got < least {
					t.Errorf("dark=%v: %s on %s is %.2f:1", c.dark, name, ground, got)
				}
			}
		}
	}
}

func TestNothingIsAsBrightAsItsGroundInSixteenColours(t *testing.T) {
	for dark, ground := range map[bool]color.Color{true: ansi.Black, false: ansi.BrightWhite} {
		p := New(dark).Palette
		for name, ink := range map[string]string{
			"text": p.Text, "dim": p.Dim, "faint": p.Faint, "accent": p.Accent,
			"second": p.Second, "star": p.Star, "alert": p.Alert,
		} {
			if colorprofile.ANSI.Convert(lipgloss.Color(ink)) == ground {
				t.Errorf("dark=%v: %s cannot be seen", dark, name)
			}
		}
	}
}

func TestWhatIsAtHandIsSeenWithoutColours(t *testing.T) {
	for _, dark := range []bool{true, false} {
		th := New(dark)
		for name, style := range map[string]lipgloss.Style{
			"at hand": th.AtHand, "match": th.Match, "anchor": th.Anchor, "number": th.Key,
		} {
			var b strings.Builder
			w := colorprofile.Writer{Forward: &b, Profile: colorprofile.ASCII}
			if _, err := w.WriteString(style.Render("mot")); err != nil {
				t.Fatal(err)
			}
			if b.String() == "mot" {
				t.Errorf("dark=%v: %s is plain", dark, name)
			}
		}
	}
}
