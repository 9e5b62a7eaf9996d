package locale

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSpacesThatMustNotBreakAreBound(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Le maire : « Non ! »", "Le maire~: «~Non~!~»"},
		{"Pourquoi ? Parce que ; voilà", "Pourquoi~? Parce que~; voilà"},
		{"Deux:points collés", "Deux:points collés"},
		{"1 234 567 euros, 50 % et 12 €", "1~234~567 euros, 50~% et 12~€"},
		{"en 2024 12 morts", "en 2024 12 morts"},
		{"le n° 4 et M. Dupont le 1er mai", "le n°~4 et M.~Dupont le 1er~mai"},
		{"(M. Dupont) et l’autre «n° 3»", "(M.~Dupont) et l’autre «n°~3»"},
		{"M. le maire", "M. le maire"},
		{"de 12 h 40 à 13 h, 12 heures, un h 4", "de 12~h~40 à 13~h, 12 heures, un h 4"},
		{"étroite\u202f: fine\u2009;", "étroite~: fine~;"},
		{"mot ( entre ) mot [ sic ] mot", "mot (~entre~) mot [~sic~] mot"},
		{"mot \u00a0! mot \u202f; mot", "mot~! mot~; mot"},
		{"«\u00a0 mot \u00a0»", "«~mot~»"},
		{"mot **:** mot *!* mot", "mot~**:** mot~*!* mot"},
		{"**«** mot **»** mot", "**«**~mot~**»** mot"},
		{"", ""},
	} {
		if got := strings.ReplaceAll(Bind(c.in), "\u00a0", "~"); got != c.want {
			t.Errorf("%q → %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAMixOfSpacesIsOne(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"mot\u00a0 mot", "mot mot"},
		{"mot \u00a0mot", "mot mot"},
		{"mot \u202f\u00a0 mot", "mot mot"},
		{"mot\u00a0\u202fmot", "mot~mot"},
		{"mot\u2003 mot", "mot mot"},
		{"mot\u00a0mot", "mot~mot"},
		{"mot  mot", "mot  mot"}, // as it was sent: code, and Markdown
		{"mot\u00a0  ", "mot  "}, // a line that ends there
		{"\u00a0 \u00a0mot", " mot"},
		{"", ""},
	} {
		if got := strings.ReplaceAll(OneSpace(c.in), "\u00a0", "~"); got != c.want {
			t.Errorf("%q → %q, want %q", c.in, got, c.want)
		}
	}
}

func TestBindingNeverAddsOrLosesAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune(" «»:;!?%€°n1M.er2a\u202f\u00a0\u2009é"))).Draw(t, "s")
		plain := strings.NewReplacer("\u202f", " ", "\u00a0", " ", "\u2009", " ")
		if got := Unbind(Bind(s)); got != plain.Replace(OneSpace(s)) {
			t.Fatalf("%q → %q", s, got)
		}
	})
}
