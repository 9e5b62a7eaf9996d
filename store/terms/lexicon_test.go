package terms

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// texts are made of what words are read by: letters with and without accents, apostrophes,
// joiners, signs, and a script without spaces.
func texts() *rapid.Generator[string] {
	return rapid.StringOf(rapid.SampledFrom([]rune("abcdlsqu LÉéœß''’’.,:- 0123\n+#日本\u200c\u00ad")))
}

func TestALexiconReadsTheWordsOfATextAndTheirStems(t *testing.T) {
	var l Lexicon
	var st Stemmer
	rapid.Check(t, func(t *rapid.T) {
		text := texts().Draw(t, "text")
		l.Forget()
		var want, got []string
		for w := range Words(text) {
			want = append(want, w.Folded, st.Stem(w.Folded))
		}
		l.Each(text, func(term *Term, _ int) bool {
			got = append(got, term.Folded, term.Stem.Folded)
			if term.Stop != IsStop(term.Folded) {
				t.Errorf("%q: stop is %v", term.Folded, term.Stop)
			}
			return true
		})
		if !slices.Equal(got, want) {
			t.Fatalf("%q has %q, want %q", text, got, want)
		}
	})
}

func BenchmarkEach(b *testing.B) {
	var l Lexicon
	text := "Le conseil municipal d’Évreux étudie la réhabilitation de l’ancienne gare, " +
		"malgré l’opposition d’une partie des élus : le coût est estimé à 2,5 millions d’euros. "
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l.Each(text, func(*Term, int) bool { return true })
	}
}

// Looking only where a sign stands must find what looking at every word does.
func TestWordsWithSignsAreFoundWhereverTheyStand(t *testing.T) {
	every := func(text string) (all []string) {
		for i := 0; i < len(text); {
			r, n := decode(text[i:])
			if !isWord(r) || isUnspaced(r) {
				i += n
				continue
			}
			end, signed := signedWord(text, i)
			if signed && end-i <= maxSigned {
				all = append(all, signs.Replace(foldSigned(text[i:end])))
			}
			i = end
		}
		return all
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aRC5é日 +#,.&/-"))).Draw(t, "text")
		if got := slices.Collect(Signed(text)); !slices.Equal(got, every(text)) {
			t.Fatalf("%q has %q, want %q", text, got, every(text))
		}
	})
}
