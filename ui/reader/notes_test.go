package reader

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"breageek/feed/markup"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// noted is a text whose first line calls a note that stands far below.
func noted(t *testing.T) *Model {
	t.Helper()
	body := `<p>Voté<sup><a href="#fn1" id="r1">1</a></sup>, dit <a href="https://valmont.example/">Valmont</a>.</p>` +
		strings.Repeat("<p>Un paragraphe de plus.</p>", 40) +
		`<ol><li id="fn1">Par 12 voix. <a href="#r1">↩</a></li></ol>`
	doc := Document{ID: 1, Title: "Le vote", Body: markup.Keep(body, "https://valmont.example/a")}
	m := New(theme.New(true), locale.French())
	m.SetSize(60, 12)
	m.Show(Render(doc, Key{ID: 1, Width: 60, Measure: 50}, theme.New(true), locale.French()), Place{})
	return m
}

func onScreenIs(m *Model, words string) bool {
	return strings.Contains(strings.Join(m.Lines(""), "\n"), words)
}

func TestAFootnoteIsReachedFromItsCallAndBack(t *testing.T) {
	m := noted(t)
	if !m.Follow(true) {
		t.Fatal("no links")
	}
	m.Tab(1)
	call, _, _ := m.Chosen()
	if !call.Within() || !m.Jump(call) || !onScreenIs(m, "Par 12 voix") || onScreenIs(m, "Voté") {
		t.Fatalf("from %+v to\n%s", call, strings.Join(m.Lines(""), "\n"))
	}
	back, _, ok := m.Chosen()
	if !ok || !m.Jump(back) || !onScreenIs(m, "Voté") {
		t.Errorf("back by %+v to\n%s", back, strings.Join(m.Lines(""), "\n"))
	}
	if again, _, _ := m.Chosen(); again != call {
		t.Errorf("%+v is chosen", again)
	}
}

func TestAFootnoteHasNoNumberOfItsOwn(t *testing.T) {
	m := noted(t)
	m.Follow(true)
	if m.Type("2") || !m.Type("1") {
		t.Error("there are not one number")
	}
	if link, _, _ := m.Chosen(); link.URL != "https://valmont.example/" {
		t.Errorf("1 is %+v", link)
	}
	if n := strings.Count(strings.Join(m.text.Lines, "\n"), "[1]"); n != 2 { // in the text and at its end
		t.Errorf("[1] stands %d times", n)
	}
	m.Tab(1)
	if link, _, _ := m.Chosen(); !link.Within() {
		t.Errorf("after it comes %+v", link)
	}
}

func TestOnPaperNothingLeadsBackFromANote(t *testing.T) {
	doc := Document{Title: "a", Body: markup.Keep(`<p>Voté<sup><a href="#n">1</a></sup>.</p><p id="n">La note.</p>`, "")}
	text := strings.Join(Print(doc, 60, locale.French()), "\n")
	if strings.Contains(text, "↩") || !strings.Contains(text, "Voté¹.") {
		t.Error(text)
	}
}

func TestATaskHasItsBoxForAMark(t *testing.T) {
	doc := Document{Title: "a", Body: markup.Keep(`<ul><li><input type="checkbox" checked> fait</li><li>ordinaire</li></ul>`, "")}
	text := ansi.Strip(strings.Join(Print(doc, 60, locale.French()), "\n"))
	if !strings.Contains(text, "\n☑ fait\n") || !strings.Contains(text, "• ordinaire") {
		t.Error(text)
	}
}
