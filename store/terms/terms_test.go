package terms_test

import (
	"strings"
	"testing"

	"breageek/store/terms"
)

func TestFoldingMakesWritingsOfOneWordEqual(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"ÉLÈVE", "e\u0301le\u0300ve", "eleve"},
		{"Cœur", "COEUR", "coeur"},
		{"ex æquo", "Ex\u00a0AEQUO", "ex aequo"},
		{"L’été", "l'ÉTÉ", "l'ete"},
		{"« Noël ! »", "NOEL", "noel"},
		{"Ængström, Łódź, Straße", "aengstrom  lodz strasse", "aengstrom lodz strasse"},
		{"Ἀθῆναι", "αθηναι", "αθηναι"},
		{"50\u202f%", "50 %", "50"},
	} {
		if a, b := terms.Fold(c.a), terms.Fold(c.b); a != c.want || b != c.want {
			t.Errorf("%q folds to %q and %q to %q, want %q", c.a, a, c.b, b, c.want)
		}
	}
}

func folded(text string) string {
	var out []string
	for w := range terms.Words(text) {
		out = append(out, w.Folded)
	}
	return strings.Join(out, " ")
}

func TestElisionsAreNoPartOfWords(t *testing.T) {
	for text, want := range map[string]string{
		"L’hôpital d'Arles jusqu’à l'aube": "hopital arles aube",
		"qu’elle n’a quelqu’un":            "elle un",
		"aujourd’hui, les prud'hommes":     "aujourdhui les prudhommes",
		"Biden's speech":                   "biden speech",
		"Port-Vieil, Covid-19, le G7":      "port vieil covid 19 le g7",
		"l’":                               "",
		"rock ’n’ roll":                    "rock roll",
	} {
		if got := folded(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWordsKnowTheirSentenceAndTheirCapitals(t *testing.T) {
	text := "Le maire parle. « Rien » : l’Hôpital ferme"
	got := map[string]terms.Word{}
	for w := range terms.Words(text) {
		if text[w.From:w.To] != w.Text {
			t.Errorf("%q does not stand at %d", w.Text, w.From)
		}
		got[w.Folded] = w
	}
	for word, want := range map[string][2]bool{
		"le": {true, true}, "maire": {false, false}, "rien": {true, true}, "hopital": {true, true},
		"ferme": {false, false},
	} {
		if w := got[word]; w.First != want[0] || w.Capital != want[1] {
			t.Errorf("%s: first %v, capital %v, want %v", word, w.First, w.Capital, want)
		}
	}
}

func TestFormsOfOneWordHaveOneStem(t *testing.T) {
	var s terms.Stemmer
	for _, forms := range []string{
		"manifestation manifestations manifestants", "municipal municipale municipales",
		"hopital hopitaux", "greve greves",
	} {
		words := strings.Fields(forms)
		for _, w := range words[1:] {
			if s.Stem(w) != s.Stem(words[0]) {
				t.Errorf("%s has the stem %s, %s has %s", words[0], s.Stem(words[0]), w, s.Stem(w))
			}
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("L’été, qu'aujourd’hui « Ængström » \xff\xfe e\u0301")
	f.Add("qut\u037a et \ufdfa")
	f.Fuzz(func(t *testing.T, text string) {
		for w := range terms.Words(text) {
			if w.From < 0 || w.To > len(text) || w.From >= w.To || strings.ContainsAny(w.Folded, " '\"") {
				t.Fatalf("%q: %+v", text, w)
			}
		}
	})
}
