package ui

import (
	"net/http"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/read"
	"breageek/ui/reader"
	"breageek/ui/session"
)

func TestAPageThatCannotBeHadDoesNotDisturbWhatIsTyped(t *testing.T) {
	web := linked(t)
	come := make(chan bool)
	web.files["/dossier/"] = func(w http.ResponseWriter, r *http.Request) {
		<-come
		http.NotFound(w, r)
	}
	s := opened(t, web, session.Deps{}, 80, 24)
	s.shows("dossier[2]")
	s.press("l")
	s.shows("Lien : ")
	s.press("2")
	s.hides("Lien : ")
	s.press("/", "passeur")
	s.shows("Dans l’article : passeur")
	close(come)
	s.press("x")
	s.shows("Dans l’article : passeurx")
}

func TestWhatWasAskedOfOneLinkDoesNotOpenItWhileAnotherIsChosen(t *testing.T) {
	m := New(session.Deps{Library: library(t, t.TempDir(), linked(t).URL+"/feed/"), Locale: locale.French()})
	t.Cleanup(func() { _ = m.Close() })
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	text := reader.Text{Key: reader.Key{ID: 7}, Lines: []string{"une deux"}, Blocks: []int{0},
		Links: []reader.Link{{URL: "https://un.example/"}, {URL: "https://deux.example/"}}}
	m.read.Reader.Show(text, reader.Place{})
	m.focusOn(layout.Reader)
	m.key(tea.KeyPressMsg{Code: 'l', Text: "l"})
	m.key(tea.KeyPressMsg{Code: '1', Text: "1"})
	late := read.FollowedMsg{Number: m.read.Links.Number, Link: text.Links[0], ID: 3, Kept: true}
	m.key(tea.KeyPressMsg{Code: tea.KeyTab})
	m.Update(late)
	if link, _, ok := m.read.Reader.Chosen(); !ok || link != text.Links[1] || m.read.Article.Want.ID == 3 {
		t.Errorf("%v is chosen, and article %v is opened", link, m.read.Article.Want.ID)
	}
}

func TestANumberThatNoLinkHasIsToldAndTheChoiceGoesOn(t *testing.T) {
	s := opened(t, linked(t), session.Deps{}, 80, 24)
	s.shows("dossier[2]")
	s.press("l")
	s.shows("Lien : ")
	s.press("9")
	s.shows("Aucun lien n’a le numéro 9.")
	s.press("tab")
	s.hides("Aucun lien")
	s.shows("Lien : http")
}

func TestWhereAnAddressDoesNotFitItsBeginningIsShown(t *testing.T) {
	long := "https://ailleurs.example/?" + strings.Repeat("suite=abcdefghij&", 30) + "fin=1"
	web := newPaper(t, story{"Un lien", `<p>Voir <a href="` + long + `">ailleurs</a>.</p>`, 1})
	s := opened(t, web, session.Deps{}, 40, 12)
	s.shows("ailleurs[1]")
	s.press("l", "1")
	s.shows("Lien : https://ailleurs.example/", "…", "navigateur")
}

func TestAClickOnTheStatusFollowsNothingUnderIt(t *testing.T) {
	web := newPaper(t, story{"Des liens", strings.Repeat(
		`<p><a href="https://ailleurs.example/">un long lien vers ailleurs</a></p>`, 20) +
		`<p><a href="https://autre.example/">Autre</a></p>`, 1})
	s := opened(t, web, session.Deps{}, 80, 25)
	s.press("Z")
	s.hides("Article")
	if below := s.lines()[24]; !strings.Contains(below, "ailleurs[1]") {
		t.Fatalf("no link is in the last line: %q", below)
	}
	s.press("l")
	s.shows("Lien : ")
	x, y := s.at("Lien : ")
	s.clickAt(x+10, y)
	s.press("y", "2") // nothing is chosen yet, so nothing is copied
	s.shows("Lien : https://autre.example/")
}
