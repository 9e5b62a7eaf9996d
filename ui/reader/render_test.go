package reader

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

func doc(html string) Document {
	return Document{
		ID: 1, Title: "Le pont rouvre : « enfin ! »", Author: "Ysaline Corbeval",
		Source: "La Gazette", Date: time.Date(2026, 11, 19, 14, 30, 0, 0, time.UTC), Words: 900,
		Body: markup.Keep(html, "https://gazette.example/pont/"),
	}
}

func render(d Document, width int) Text {
	key := Key{ID: d.ID, Width: width, Measure: 72, Dark: true}
	return Render(d, key, theme.New(true), locale.French())
}

// screen is what a reader reads of a text, without margins.
func screen(t Text) []string {
	lines := make([]string, len(t.Lines))
	for i, line := range t.Lines {
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	return lines
}

func shows(t *testing.T, d Document, width int, want string) {
	t.Helper()
	var got []string
	for _, line := range screen(render(d, width)) {
		got = append(got, strings.TrimPrefix(line, "  "))
	}
	_, body, _ := strings.Cut(strings.Join(got, "\n"), "lecture\n")
	if body = strings.Trim(body, "\n"); body != strings.Trim(want, "\n") {
		t.Errorf("at %d cells:\n%s\nwant\n%s", width, body, want)
	}
}

func TestListsHangAndTheirNumbersAlign(t *testing.T) {
	shows(t, doc(`<ol start="9"><li>Le premier point, assez long pour aller à la ligne</li>
		<li>Dix<ul><li>Dedans</li><li>Encore dedans, et un peu plus long</li></ul></li></ol>`), 34, `
 9. Le premier point, assez
    long pour aller à la ligne
10. Dix
    • Dedans
    • Encore dedans, et un peu
      plus long`)
}

func TestQuotesKeepTheirBarAndTablesTheirColumns(t *testing.T) {
	shows(t, doc(`<blockquote><p>Une citation assez longue pour aller à la ligne.</p>
		<p>Et une autre.</p></blockquote>
		<table><tr><th>Quartier</th><th>Voix</th></tr><tr><td>Le Port</td><td>1 234</td></tr>
		</table>`), 34, `
│ Une citation assez longue
│ pour aller à la ligne.
│
│ Et une autre.

 Quartier │  Voix
──────────┼───────
 Le Port  │ 1 234`)
}

func TestPicturesAreToldWithTheirCaption(t *testing.T) {
	shows(t, doc(`<figure><img src="a.jpg" alt="Le pont"><figcaption>Le pont, hier.</figcaption>
		</figure><p>Suite.</p>`), 44, `
▣ Le pont
Le pont, hier.

Suite.`)
}

func TestCodeIsKeptAsItIsAndCarriedOn(t *testing.T) {
	shows(t, doc("<pre><code>a  &lt;b&gt; *c*\n"+strings.Repeat("x", 40)+"</code></pre>"), 34, `
  a  <b> *c*
  `+strings.Repeat("x", 28)+`
  `+strings.Repeat("x", 12))
}

func TestAnArticleWithoutTextSaysSo(t *testing.T) {
	text := strings.Join(screen(render(doc(""), 80)), " ")
	if !strings.Contains(text, "La source n’a envoyé aucun texte") {
		t.Error(text)
	}
	d := doc("<p>Le début […]</p>")
	d.Teaser = true
	d.Files = []feed.Enclosure{{URL: "https://gazette.example/son.mp3"}}
	text = strings.Join(screen(render(d, 80)), " ")
	for _, want := range []string{"Le début", "qu’un extrait", "https://gazette.example/son.mp3"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}

func TestLinksLeadWhereTheySayAndCloseAtEveryLine(t *testing.T) {
	d := doc(`<p>Voir <a href="/suite/">la <b>suite</b> de cette longue histoire du pont</a>, puis
		<a href="https://b.example/">l’autre</a>.</p>`)
	lines := render(d, 34).Lines
	all := strings.Join(lines, "\n")
	for _, url := range []string{"https://gazette.example/suite/", "https://b.example/"} {
		if !strings.Contains(all, ansi.SetHyperlink(url)) {
			t.Errorf("%s is not a hyperlink", url)
		}
	}
	for _, line := range lines {
		if strings.Count(line, "\x1b]8;;h") != strings.Count(line, "\x1b]8;;\x07") {
			t.Errorf("a hyperlink is open at the end of %q", line)
		}
		if strings.IndexFunc(line, isMark) >= 0 {
			t.Errorf("a mark is left in %q", line)
		}
	}
}

// TestFrenchIsNeverBrokenWhereItMustNot sets generated French with every kind of
// space at every width.
func TestFrenchIsNeverBrokenWhereItMustNot(t *testing.T) {
	words := []string{"maire", "à", "l’hôpital", "dit-il", "Port-Vieil", "euros", "1 234", "50",
		"œuvre", "le", "y", "inter\u00adcommunal", "M. Arnoux", "n° 4", "(voir", "plan)", "[sic]"}
	rapid.Check(t, func(t *rapid.T) {
		space := rapid.SampledFrom([]string{" ", "\u00a0", "\u202f", "\u2009", "\u2007"})
		word := rapid.SampledFrom(words)
		var b strings.Builder
		b.WriteString("mot")
		signs := 0 // in a row: what is bound longer than a line must break somewhere
		for range rapid.IntRange(5, 60).Draw(t, "words") {
			what := rapid.IntRange(0, 6).Draw(t, "what")
			if signs++; what != 0 {
				signs = 0
			}
			switch {
			case what == 0 && signs < 4:
				sign := rapid.SampledFrom([]string{":", ";", "!", "?", "%"}).Draw(t, "sign")
				b.WriteString(space.Draw(t, "space") + sign)
			case what == 1:
				b.WriteString(" «" + space.Draw(t, "space") + word.Draw(t, "word") +
					space.Draw(t, "space") + "»")
			default:
				b.WriteString(" " + word.Draw(t, "word"))
			}
		}
		width := rapid.IntRange(20, 120).Draw(t, "width")
		d := doc("<p>" + b.String() + "</p>")
		text := render(d, width)
		holds(t, text, b.String(), width)
	})
}

// holds fails where a line is too wide, begins or ends wrongly, or where the
// lines together are not the source's words.
func holds(t *rapid.T, text Text, source string, width int) {
	lines := screen(text)
	if len(text.Blocks) < 2 {
		t.Fatalf("no body in %q", lines)
	}
	var said []string
	for i, line := range lines {
		if w := ansi.StringWidth(text.Lines[i]); w != width {
			t.Fatalf("line %d is %d cells, not %d: %q", i, w, width, line)
		}
		line = strings.TrimSpace(line)
		if measure := max(10, min(text.Key.Measure, width-4)); ansi.StringWidth(line) > measure {
			t.Fatalf("line %d is wider than %d cells: %q", i, measure, line)
		}
		if i >= text.Blocks[1] && line != "" {
			said = append(said, line)
			said := []rune(line)
			if strings.ContainsRune("»:;!?%)]", said[0]) ||
				strings.ContainsRune("«([", said[len(said)-1]) {
				t.Fatalf("a line is broken wrongly: %q in\n%s", line, strings.Join(lines, "\n"))
			}
		}
	}
	squash := func(s string) string {
		s = strings.NewReplacer("-", "", "\u00ad", "").Replace(s) // one may be the break's
		return strings.Join(strings.Fields(s), "")
	}
	if got, want := squash(strings.Join(said, "")), squash(source); got != want {
		t.Fatalf("the lines say\n%s\nnot\n%s", got, want)
	}
}

func TestThePlaceSurvivesAnotherWidth(t *testing.T) {
	var html strings.Builder
	for i := range 60 {
		fmt.Fprintf(&html, "<p>§%d. %s</p>", i, strings.Repeat("Le chantier avance encore. ", 9))
	}
	d := doc(html.String())
	m := New(theme.New(true), locale.French())
	m.SetSize(80, 24)
	m.Show(render(d, 80), Place{Block: 31})
	top := func() string { return strings.TrimSpace(ansi.Strip(m.Lines("")[1])) }
	if !strings.HasPrefix(top(), "§30.") {
		t.Fatalf("the top is %q", top())
	}
	for _, width := range []int{50, 120, 34, 80} {
		place := m.Place()
		m.SetSize(width, 24)
		m.Show(render(d, width), place)
		if !strings.HasPrefix(top(), "§30.") {
			t.Errorf("at %d cells the top is %q", width, top())
		}
	}
}

func TestFindFoldsAndRunsOverLines(t *testing.T) {
	d := doc("<p>Les œuvres d’été sont exposées à l’hôtel de ville, et l’hôtel\u00a0de ville rit.</p>")
	m := New(theme.New(true), locale.French())
	m.SetSize(34, 24)
	m.Show(render(d, 34), Place{})
	for words, want := range map[string]int{
		"OEUVRES D'ETE": 1, "hotel de ville": 2, "hôtel de ville rit": 1, "rien": 0, "": 0,
	} {
		if got := m.Find(words); got != want {
			t.Errorf("%q is found %d times, want %d", words, got, want)
		}
	}
}

func TestTheCacheForgetsTheLeastLatelyUsed(t *testing.T) {
	c := NewCache[string](100)
	put := func(id feed.ID, bytes int) { c.Put(Text{Key: Key{ID: id}, Bytes: bytes}, "") }
	put(1, 40)
	put(2, 40)
	c.Get(Key{ID: 1})
	put(3, 40)
	if _, _, ok := c.Get(Key{ID: 2}); ok {
		t.Error("the least lately used is still there")
	}
	if _, _, ok := c.Get(Key{ID: 1}); !ok {
		t.Error("the one just used is gone")
	}
	put(4, 1000)
	if _, _, ok := c.Get(Key{ID: 4}); ok {
		t.Error("a text larger than the cache is kept")
	}
}

func TestAPageOfAPaneThreeLinesHighStillGoesWhereAsked(t *testing.T) {
	m := New(theme.New(true), locale.French())
	m.SetSize(40, 4)
	m.Show(render(doc(strings.Repeat("<p>Le chantier avance.</p>", 20)), 40), Place{Block: 9})
	before := m.top
	for _, n := range []float64{0.5, 1} {
		if m.Page(-n); m.top != before-1 {
			t.Errorf("%v pages up from line %d is line %d", n, before, m.top)
		}
		if m.Page(n); m.top != before {
			t.Errorf("%v pages down from line %d is line %d", n, before-1, m.top)
		}
	}
}

// A last line without its end is completed by the parser; it must not be in what stands
// behind the source.
func TestAFenceThatIsNeverClosedSpoilsNoLink(t *testing.T) {
	tree := newTypesetter(Look{Theme: theme.New(true), Locale: locale.French()})
	doc := tree.parse("Voir [un lien](https://a.example/).\n\n> ```\n> code\n\nPWNED\n> ```\n> x")
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		tree.set(n, 40)
	}
	if got := tree.said(doc.FirstChild()); !strings.Contains(got, string(firstMark)+"un lien") {
		t.Errorf("%q", got)
	}
}
