package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

// linked draws a text with links, each to an address of its own, and their words.
func linked(t *rapid.T) (html string, anchors []string) {
	var b strings.Builder
	run := func() {
		for range rapid.IntRange(1, 6).Draw(t, "runs") {
			b.WriteString(" " + words(5).Draw(t, "words"))
			if rapid.Bool().Draw(t, "link") {
				words := strings.TrimSpace("lien " + words(8).Draw(t, "anchor"))
				said := words
				if first, rest, ok := strings.Cut(words, " "); ok && rapid.Bool().Draw(t, "bold") {
					said = first + " <b>" + rest + "</b>"
				}
				space := rapid.SampledFrom([]string{" ", "", "«\u00a0"}).Draw(t, "space")
				fmt.Fprintf(&b, `%s<a href="/%d/">%s</a>`, space, len(anchors), said)
				b.WriteString(rapid.SampledFrom([]string{"", " ", ",", "\u00a0!", " ;"}).Draw(t, "sign"))
				anchors = append(anchors, words)
			}
		}
	}
	for range rapid.IntRange(1, 4).Draw(t, "blocks") {
		around := rapid.SampledFrom([]string{"<p>|</p>", "<h3>T |</h3>", "<ul><li>|</li></ul>",
			"<blockquote><p>|</p></blockquote>", "<p><b>|</b></p>",
			"<table><tr><td>T</td><td>T</td></tr><tr><td>m</td><td>|</td></tr></table>",
		}).Draw(t, "around")
		before, after, _ := strings.Cut(around, "|")
		b.WriteString(before)
		run()
		b.WriteString(after)
	}
	return b.String(), anchors
}

func TestTheCellsOfALinkAreItsWordsAndItsNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		html, anchors := linked(t)
		width := rapid.IntRange(20, 120).Draw(t, "width")
		text := render(doc(html), width)
		if len(text.Links) != len(anchors) {
			t.Fatalf("%d links of %d", len(text.Links), len(anchors))
		}
		said, numbers := make([]string, len(anchors)), make([]string, len(anchors))
		for _, s := range text.spots {
			line := wholeLine(text, int(s.line))
			words := ansi.Cut(ansi.Strip(line), int(s.from), int(s.to))
			if strings.TrimLeft(words, " │") != words {
				t.Fatalf("what stands before %q is the link's in %q", words, ansi.Strip(line))
			}
			if s.number {
				numbers[s.link] += words
			} else {
				said[s.link] += words
			}
		}
		for i, want := range anchors {
			link := text.Links[i]
			if url := fmt.Sprintf("https://gazette.example/%d/", i); link.URL != url {
				t.Fatalf("link %d leads to %s", i, link.URL)
			}
			if essence(link.Text) != essence(want) || essence(said[i]) != essence(want) {
				t.Fatalf("link %d is %q, in the text %q, not %q", i, link.Text, said[i], want)
			}
			if numbers[i] != number(i+1) {
				t.Fatalf("the number of link %d is %q", i, numbers[i])
			}
		}
		for _, line := range ownWords(text) {
			if strings.ContainsAny(line, "[]") {
				t.Fatalf("a number is no link's: %q", line)
			}
		}
		follows(t, text, anchors)
	})
}

// follows goes through the links of a text: each line stays as wide as the pane, and
// the one that is chosen is on the screen.
func follows(t *rapid.T, text Text, anchors []string) {
	m := New(theme.New(true), locale.French())
	m.SetSize(text.Key.Width, 12)
	m.Show(text, Place{})
	if m.Follow(true) != (len(anchors) > 0) {
		t.Fatal("there are links or there are none")
	}
	for range anchors {
		m.Tab(1)
		link, n, ok := m.Chosen()
		if !ok || essence(link.Text) != essence(anchors[n-1]) {
			t.Fatalf("chosen is %d, %q", n, link.Text)
		}
		for i, line := range m.Lines("")[1:] {
			if w := ansi.StringWidth(line); w != text.Key.Width {
				t.Fatalf("line %d is %d cells, not %d: %q", i, w, text.Key.Width, line)
			}
		}
		if !slices.ContainsFunc(text.spots, func(s spot) bool {
			return s.link == n-1 && int(s.line) >= m.top && int(s.line) < m.top+m.page()
		}) {
			t.Fatalf("link %d is not on the screen", n)
		}
	}
}
