package reader

import (
	"strings"
	"testing"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

// long is an article of so many words, with accents, links and emphasis.
func long(words int) Document {
	sentence := "Les riverains de l’été attendent la <b>fin du chantier</b>, qui a coûté 1 234 567 " +
		"euros : « enfin ! » dit <a href=\"https://a.example/\">le maire</a>. "
	var b strings.Builder
	for n := 0; n < words; n += 100 {
		b.WriteString("<p>" + strings.Repeat(sentence, 5) + "</p>")
	}
	return doc(b.String())
}

func TestATextIsFoldedOnceForAllTheLettersTyped(t *testing.T) {
	m := New(theme.New(true), locale.French())
	m.SetSize(40, 24)
	m.Show(render(doc("<p>Le chantier du pont, et le pont.</p>"), 40), Place{})
	if m.folded != nil {
		t.Error("a text nobody searched is folded")
	}
	m.Find("p")
	first := m.folded
	if got := m.Find("pont,"); got != 1 || m.folded != first {
		t.Errorf("found %d times; folded again: %v", got, m.folded != first)
	}
	m.Show(render(doc("<p>Un pont, pont, pont,</p>"), 40), Place{})
	if _, _, of := m.Finding(); of != 3 {
		t.Errorf("the new text has the words %d times, want 3", of)
	}
	if m.Clear(""); m.folded != nil || m.Find("pont") != 0 {
		t.Error("an empty pane finds words")
	}
}

func TestEveryPlaceIsMarkedOnItsOwnLinesAndOneIsAtHand(t *testing.T) {
	th := theme.New(true)
	m := New(th, locale.French())
	m.SetSize(24, 40)
	m.Show(render(doc("<p>Là, le vieux pont rouvre et le vieux pont rit du vieux pont.</p>"), 24), Place{})
	if got := m.Find("vieux pont"); got != 3 {
		t.Fatalf("found %d times", got)
	}
	m.FindNext(1)
	at, others := "", ""
	for _, line := range m.Lines("") {
		at += strings.Join(marked(line, th.AtHand.Render("|")), "")
		others += strings.Join(marked(line, th.Match.Render("|")), "")
	}
	if at != "vieuxpont" && at != "vieux pont" {
		t.Errorf("at hand is %q", at)
	}
	if got := strings.ReplaceAll(others, " ", ""); got != "vieuxpontvieuxpont" {
		t.Errorf("marked are %q", others)
	}
}

// marked returns the words of a line in the style of a rendered "|".
func marked(line, style string) []string {
	opens, closes, _ := strings.Cut(style, "|")
	var words []string
	for _, part := range strings.Split(line, opens)[1:] {
		word, _, _ := strings.Cut(part, closes)
		words = append(words, word)
	}
	return words
}

func TestASpaceIsFoundBetweenWordsAndNotBetweenLines(t *testing.T) {
	m := New(theme.New(true), locale.French())
	m.SetSize(24, 40)
	d := doc("<p>un deux</p>")
	d.Title, d.Author, d.Source, d.Words = "Rien", "", "", 0
	m.Show(render(d, 24), Place{})
	spaces := 0
	for _, line := range screen(m.text) {
		spaces += len(strings.Fields(line))
		if strings.TrimSpace(line) != "" {
			spaces--
		}
	}
	if got := m.Find(" "); got != spaces {
		t.Errorf("found %d times, want %d", got, spaces)
	}
	m.FindNext(1)
	m.Lines("")
}

// BenchmarkFind searches an article of 10,000 words: the first letter typed,
// which folds the text, each one after it, and a screen drawn with its matches.
func BenchmarkFind(b *testing.B) {
	text := render(long(10_000), 80)
	m := New(theme.New(true), locale.French())
	m.SetSize(80, 36)
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			m.Show(text, Place{})
			m.Find("e")
		}
	})
	for _, words := range []string{"e", "ete", "le maire"} {
		b.Run("next "+words, func(b *testing.B) {
			for b.Loop() {
				m.Find(words)
			}
		})
	}
	b.Run("draw", func(b *testing.B) {
		m.Find("e")
		m.Bottom()
		for b.Loop() {
			m.Lines("")
		}
	})
}
