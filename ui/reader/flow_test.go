package reader

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"breageek/ui/locale"
)

func flows(t *testing.T, text string, width int, want ...string) {
	t.Helper()
	got := new(lineBreaker).lines(locale.Bind(text), width)
	for i, line := range got {
		got[i] = strings.Map(func(r rune) rune {
			if isMark(r) {
				return -1
			}
			return r
		}, locale.Unbind(line))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q at %d is\n%s\nwant\n%s", text, width, strings.Join(got, "\n"),
			strings.Join(want, "\n"))
	}
}

func TestNoLineEndsInALittleWordWhereItCanBeHelped(t *testing.T) {
	flows(t, "Le chantier du pont avance à grands pas dit la mairie", 28,
		"Le chantier du pont avance", "à grands pas dit la mairie")
	flows(t, "un deux", 3, "un", "deu", "x")
}

func TestALastLineIsNotOneLittleWord(t *testing.T) {
	flows(t, "Le pont rouvre enfin ce soir dit on", 33, "Le pont rouvre enfin ce soir", "dit on")
}

func TestCompoundsBreakAtTheirHyphenAndInversionsDoNot(t *testing.T) {
	flows(t, "la sous-préfecture", 12, "la sous-", "préfecture")
	flows(t, "mais oui dit-il", 13, "mais oui", "dit-il")
}

func TestASoftHyphenIsSeenOnlyWhereItBreaks(t *testing.T) {
	flows(t, "inter\u00adnatio\u00adnal", 20, "international")
	flows(t, "une inter\u00adnationale", 12, "une inter-", "nationale")
}

func TestWhatIsTooLongBreaksWhereItHurtsLeast(t *testing.T) {
	flows(t, "https://gazette.example/port/pont", 20, "https://gazette.", "example/port/pont")
	flows(t, strings.Repeat("x", 25), 10, "xxxxxxxxxx", "xxxxxxxxxx", "xxxxx")
	flows(t, "« Formidable ! »", 12, "« Formidabl", "e ! »")
}

func TestIdeographsBreakBetweenThemAndKeepTheirStops(t *testing.T) {
	flows(t, "東京都知事選挙。", 8, "東京都知", "事選挙。")
	flows(t, "東京都知事。", 10, "東京都知", "事。")
}

func TestStylesEndWithTheLineAndGoOnOnTheNext(t *testing.T) {
	got := new(lineBreaker).lines("un \x1b[1mdeux trois\x1b[m quatre", 8)
	want := []string{"un \x1b[1mdeux" + reset, "\x1b[1mtrois\x1b[m", "quatre"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSpacesAtTheEndAreGoneAndTheMarksBehindThemAreNot(t *testing.T) {
	flows(t, "aa  ", 2, "aa")
	got := new(lineBreaker).lines("\x1b[1maa bb  \x1b[m", 2)
	if want := []string{"\x1b[1maa" + reset, "\x1b[1mbb\x1b[m"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestNothingIsLostAndNothingIsTooWide breaks texts of every kind of character.
func TestNothingIsLostAndNothingIsTooWide(t *testing.T) {
	letters := []rune("aéœ ’-/«»:;!?%()1\u00a0\u00ad東。\u0301🙂م\u2061\u2062")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom(letters)).Draw(t, "text")
		width := rapid.IntRange(2, 30).Draw(t, "width")
		lines := new(lineBreaker).lines(s, width)
		for _, line := range lines {
			if w := ansi.StringWidth(line); w > width {
				t.Fatalf("%q is %d cells, not %d", line, w, width)
			}
		}
		squash := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r == ' ' || r == '\u00a0' || r == '\u00ad' || r == '-' || isMark(r) &&
					(r == carriedOn || r == hyphenated) {
					return -1
				}
				return r
			}, s)
		}
		if got, want := squash(strings.Join(lines, "")), squash(s); got != want {
			t.Fatalf("%q became %q", want, got)
		}
	})
}
