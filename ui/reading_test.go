package ui

import (
	"strings"
	"testing"
)

func TestGoingFromStoryToStoryNeverMovesThePlaceInTheList(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		at := func(place string) {
			t.Helper()
			s.heard()
			if !strings.Contains(s.text(), "enter ouvrir") {
				s.press("esc") // to the list
			}
			s.shows(place, "enter ouvrir")
		}
		s.press("j", "j", "enter")
		s.shows("Le viaduc vu de l’écluse")
		s.press("]")
		s.shows("4 non lus", " › ")
		at("3/6")
		s.press("]")
		s.shows("3 non lus")
		at("3/6")
		s.press("[")
		s.hides("donne l’alerte")
		s.shows(" › ")
		at("3/6")
		s.press("j")
		s.shows("4/6")
		s.press("backspace") // the place was moved by hand: it stays
		s.shows("Le viaduc vu de l’écluse")
		at("4/6")
		s.press("L")
		s.shows(" › ")
		at("4/6")
		s.press("n")
		s.shows("Le viaduc de Brannec fermé aux piétons")
		at("5/6")
	})
}

func TestEnterOnARelatedStoryLeavesThePlaceInTheList(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.press("enter")
	s.shows("5 non lus")
	s.shows(viaductStories...)
	s.press("tab", "j", "enter")
	s.shows("4 non lus", "donne l’alerte", "1/6")
	s.press("n")
	s.shows("Cuivres et tambours", "2/6")
}

func TestStoriesLeaveThePlaceInATimelineAndInWhatASearchFound(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("/")
		s.press("viaduc", "enter")
		s.shows("Rechercher : viaduc", "1/3")
		s.press("enter")
		s.shows("5 non lus")
		s.press("]", "]")
		s.shows("3 non lus")
		s.press("esc")
		s.shows("Rechercher : viaduc", "1/3", "enter ouvrir")
		s.press("esc")
		s.shows("Tous les titres")
		s.press("t")
		s.shows("Le fil de l’affaire")
		s.press("k", "enter")
		s.shows("Le viaduc vu de l’écluse")
		s.press("[", "]", "]")
		s.shows(" › ")
		s.press("esc")
		s.shows("Le fil de l’affaire", "2/3")
	})
}

func TestTheHistoryTakesThePlaceInTheListAlongFromHeadlineToHeadline(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.press("enter")
	s.shows("5 non lus")
	s.press("n")
	s.shows("2/6")
	s.press("backspace")
	s.shows("« enfin ! »", "1/6")
	s.press("L")
	s.shows("Cuivres et tambours", "2/6")
}

func TestThePlaceInTheListIsThereAfterARestartOnTheWay(t *testing.T) {
	web := newSite(t, stories())
	dir := t.TempDir()
	s := run(t, Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 nouveaux articles", "6 non lus")
	s.press("j", "j", "enter")
	s.shows("Le viaduc vu de l’écluse")
	s.press("]")
	s.shows("4 non lus", " › ")
	s.press("q")
	s.quits()
	again := run(t, Deps{Library: library(t, dir, web.URL)}, 120, 36)
	again.shows("3/6", " › ")
}
