package ui

import (
	"fmt"
	"strings"
	"testing"

	"breageek/ui/session"
)

func TestTheFrontPageShowsHeadlinesByDayAndTheLeadStory(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.shows("Aujourd’hui", "Hier", "À la une", "● ", "Le viaduc de Brannec rouvre", "« enfin ! »",
		"À lire aussi", "même affaire")
	if line := s.line("fanfare"); !strings.Contains(line, "3 h") {
		t.Errorf("no age beside the headline: %q", line)
	}
}

func TestNothingIsReadUntilItIsOpened(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.press("j", "j", "k")
	s.shows("2/6", "6 non lus")
	s.press("enter")
	s.shows("5 non lus", "Cuivres et tambours")
}

// both runs a scene where three panes fit and where one does.
func both(t *testing.T, scene func(t *testing.T, width, height int)) {
	t.Run("120×36", func(t *testing.T) { scene(t, 120, 36) })
	t.Run("80×24", func(t *testing.T) { scene(t, 80, 24) })
}

func TestEnterOpensAndRelatedStoriesAreFollowedAndLeft(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("j", "j", "enter")
		s.shows("Le viaduc vu de l’écluse")
		s.press("]")
		s.hides("Le viaduc vu de l’écluse")
		s.shows("4 non lus")
		s.press("backspace")
		s.shows("Le viaduc vu de l’écluse")
		s.press("L")
		s.hides("Le viaduc vu de l’écluse")
		s.press("[")
		s.shows("Le viaduc vu de l’écluse")
	})
}

func TestNextAndPreviousOpenHeadlinesFromAnyPane(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("enter")
		s.shows("5 non lus")
		s.press("n")
		s.shows("Cuivres et tambours", "4 non lus")
		s.press("n")
		s.shows("Le viaduc vu de l’écluse")
		s.press("p")
		s.shows("Cuivres et tambours")
	})
}

func TestNextUnreadPassesOverWhatIsRead(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("j", "u")
		s.shows("5 non lus")
		s.press("k", "enter")
		s.shows("4 non lus")
		s.press("N")
		s.shows("Le viaduc vu de l’écluse", "3 non lus")
	})
}

func TestTabWalksThePanes(t *testing.T) {
	t.Run("80×24", func(t *testing.T) {
		s, _ := scene(t, 80, 24)
		s.shows("Tous les titres")
		s.press("tab")
		s.shows("À la une")
		s.press("tab")
		s.shows("À lire aussi")
		s.press("shift+tab")
		s.shows("À la une")
		s.press("esc")
		s.shows("Tous les titres")
	})
	t.Run("120×36", func(t *testing.T) {
		s, _ := scene(t, 120, 36)
		s.shows("« enfin ! »")
		s.press("tab", "j", "j", "j", "j", "j", "j")
		s.hides("« enfin ! »") // the article pane has the keys
		s.shows(viaductStories...)
		s.press("tab", "j", "enter")
		s.shows("donne l’alerte") // the related pane had them
		s.press("tab", "tab", "j")
		s.shows("2/6") // and the headlines, where the reader left them
	})
}

func TestMarksAreShownUndoneAndKept(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		web := newSite(t, stories())
		dir := t.TempDir()
		s := run(t, session.Deps{Library: library(t, dir, web.URL)}, w, h)
		s.shows("6 non lus", "6 nouveaux articles")
		s.press("j", "s")
		s.shows("★", "Étoile posée")
		s.press("u")
		s.shows("Marqué lu", "5 non lus")
		s.press("z")
		s.shows("Annulé, lu → non lu : La fanfare", "6 non lus")
		s.press("z")
		s.hides("★")
		s.press("s", "u")
		s.shows("★", "5 non lus")
		s.press("q")
		s.quits()
		web.Close()
		again := run(t, session.Deps{Library: library(t, dir, web.URL)}, w, h)
		again.shows("★", "La fanfare", "refuse la connexion")
		again.press("j")
		again.shows("5 non lus", "hors ligne")
	})
}

func TestTheFilterShowsUnreadThenStarredThenAll(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("j", "s", "u")
		s.shows("5 non lus")
		s.press("f")
		s.shows("Non lus")
		s.hides("fanfare")
		s.press("f")
		s.shows("Étoilés", "fanfare", "1/1")
		s.press("f")
		s.shows("Tous les titres", "2/6", "marché aux graines")
	})
}

func TestSearchFindsAsTypedWhateverTheAccents(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("/")
		s.shows("Rechercher :")
		s.press("œuvres ete")
		s.shows("Bibliothèque", "1 résultat")
		s.hides("fanfare")
		s.press("enter")
		s.shows("Rechercher : œuvres ete")
		s.press("enter")
		s.shows("Prêt gratuit")
		s.press("esc")
		s.shows("enter ouvrir")
		s.press("esc")
		s.shows("fanfare", "Tous les titres")
	})
}

func TestFindMarksWordsInTheArticleAndWalksThem(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("enter")
		s.shows("Article", "« enfin ! »")
		s.press("/")
		s.shows("Dans l’article :")
		s.press("eclusier")
		s.shows("1/1")
		s.press("esc")
		s.shows("? aide")
		s.press("/", "CHANTIER", "enter")
		s.shows("1/180")
		s.press("n", "n", "N")
		s.shows("2/180")
		s.press("esc")
		s.hides("2/180")
	})
}

func TestHelpListsEveryKey(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("?")
		s.shows("Aide", "article lié suivant", "ouvrir le titre suivant")
		s.press("?")
		s.shows("Tous les titres")
	})
}

func TestNewArticlesComeWithoutMovingTheList(t *testing.T) {
	s, web := scene(t, 120, 20)
	s.press("j", "j", "j")
	s.shows("4/6")
	y := func() int {
		for i, line := range s.lines() {
			if strings.Contains(line, "marché aux graines") {
				return i
			}
		}
		return -1
	}
	before := y()
	web.publish(story{"Premier flocon sur la halle", "<p>Neige.</p>", 0})
	s.press("r")
	s.shows("1 nouvel article, en haut de la liste", "5/7", "7 non lus")
	if after := y(); after != before {
		t.Errorf("the chosen headline went from line %d to %d:\n%s", before, after, s.text())
	}
	if strings.Contains(s.text(), "flocon") {
		t.Errorf("the list jumped:\n%s", s.text())
	}
	s.shows("↑ 1 nouvel article")
	s.press("g")
	s.shows("Premier flocon")
	s.hides("↑ 1 nouvel article")
}

func TestEverythingIsThereOfflineAfterARestart(t *testing.T) {
	web := newSite(t, stories())
	dir := t.TempDir()
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 non lus", "« enfin ! »", "actualisé")
	s.press("enter", "space", "space")
	s.shows("5 non lus", " %")
	s.press("q")
	s.quits()
	web.Close()
	again := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	again.shows("À lire aussi", "Cuivres et tambours", "refuse la connexion")
	again.press("k", "enter")
	again.shows("même affaire", " %")
}

func TestAResizeKeepsTheParagraphAtTheTop(t *testing.T) {
	var body strings.Builder
	for i := range 40 {
		fmt.Fprintf(&body, "<p>§%d. %s</p>", i, strings.Repeat("Le viaduc tient bon. ", 12))
	}
	web := newSite(t, []story{{"Un long récit", body.String(), 1}})
	s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL)}, 120, 36)
	s.shows("§0.", "actualisé")
	s.press("enter", "space", "space", "space", "k", "k", "j")
	s.press("?")
	s.shows("Aide") // every key before has been heard
	s.press("?")
	s.hides("Aide", "§0.")
	top := section(s.text())
	for _, size := range [][2]int{{80, 24}, {200, 50}, {60, 20}, {120, 36}} {
		s.size(size[0], size[1])
		s.heard() // at this size
		s.wait("§"+top+" at the top", func(screen string) bool {
			return top != "" && section(screen) == top
		})
	}
}

func TestAnUpdateOfTheOpenArticleIsSetWhereItIsRead(t *testing.T) {
	text := func(first string) string {
		var body strings.Builder
		for i := range 40 {
			fmt.Fprintf(&body, "<p>§%d. %s</p>", i, strings.Repeat("Le viaduc tient bon. ", 12))
		}
		return "<p>" + first + "</p>" + body.String()
	}
	web := newSite(t, []story{{"Un long récit", text("Avant."), 1}})
	s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL)}, 120, 36)
	s.shows("Avant.", "actualisé")
	s.press("enter", "space", "space")
	s.hides("Avant.", "§0.")
	s.press("?")
	s.shows("Aide")
	s.press("?")
	s.hides("Aide")
	before := s.text()
	web.mu.Lock()
	web.items = []story{{"Un long récit, suite", text("Après."), 1}}
	web.tag = "changed"
	web.mu.Unlock()
	s.press("r")
	s.shows("Un long récit, suite")
	s.wait("the same paragraphs", func(screen string) bool {
		return section(screen) != "" && section(screen) == section(before)
	})
	s.press("g")
	s.shows("Après.")
}

// section is the first numbered paragraph on a screen.
func section(screen string) string {
	_, rest, ok := strings.Cut(screen, "§")
	if !ok {
		return ""
	}
	number, _, _ := strings.Cut(rest, ".")
	return number
}

func TestRefreshingTwiceSendsValidatorsAndHearsThatNothingChanged(t *testing.T) {
	s, web := scene(t, 120, 36)
	s.press("r")
	s.shows("Rien de nouveau")
	web.mu.Lock()
	defer web.mu.Unlock()
	if web.asked != 2 || web.notes[1] != `"v6"` {
		t.Errorf("asked %d times, with %q", web.asked, web.notes)
	}
}

func TestATinyTerminalSaysSoAndQuits(t *testing.T) {
	s := run(t, session.Deps{Library: library(t, t.TempDir())}, 20, 5)
	s.shows("Terminal trop petit")
	s.press("q")
	s.quits()
}
