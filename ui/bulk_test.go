package ui

import (
	"fmt"
	"testing"

	"breageek/ui/session"
)

// many is a paper of so many short articles.
func many(t *testing.T, n int) *paper {
	var items []story
	for i := range n {
		items = append(items, story{fmt.Sprintf("Brève numéro %d", i+1),
			fmt.Sprintf("<p>Le texte de la brève %d.</p>", i+1), i + 1})
	}
	return newPaper(t, items...)
}

func TestAFewArePlainlyMarkedAndManyAreAskedAbout(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		web, dir := many(t, 30), t.TempDir()
		s := run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, w, h)
		s.shows("30 nouveaux articles", "30 non lus")
		s.press("j", "j", "j")
		s.shows("4/30")
		s.press("a")
		s.shows("Marqués comme lus : 3 articles", "27 non lus")
		s.press("A")
		s.shows("Marquer 27 articles comme lus ?")
		s.press("j")
		s.shows("Rien n’a été marqué.", "27 non lus", "4/30")
		s.press("A")
		s.shows("Marquer 27 articles comme lus ?")
		s.press("o")
		s.shows("Marqués comme lus : 27 articles", "0 non lu")
		s.press("A")
		s.shows("Rien de non lu")
		s.press("q")
		s.quits()
		s = run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, w, h)
		s.shows("Tous les titres", "0 non lu")
		s.press("z")
		s.shows("27 articles", "27 non lus")
		s.press("z")
		s.shows("3 articles", "30 non lus")
		s.press("z")
		s.shows("Rien à annuler")
	})
}

func TestAFilterOrASearchIsMarkedAndNothingElse(t *testing.T) {
	s := run(t, session.Deps{Library: library(t, t.TempDir(), many(t, 30).URL+"/feed/")}, 120, 36)
	s.shows("30 nouveaux articles", "30 non lus")
	s.press("s", "j", "s", "j", "j", "s")
	s.shows("4/30")
	s.press("f", "f")
	s.shows("Étoilés", "/3")
	s.press("A")
	s.shows("Marqués comme lus : 3 articles", "27 non lus")
	s.press("f")
	s.shows("Tous les titres", "/30")
	s.press("/", "numero 29", "enter")
	s.shows("Rechercher : numero 29")
	s.press("A")
	s.shows("Marqués comme lus : 1 article", "26 non lus")
}
