package ui

import (
	"strings"
	"testing"

	"breageek/ui/session"
)

// viaductStories are the related stories of the lead story, as only their pane at 120×36
// tells them: on one line each.
var viaductStories = []string{"Viaduc de Brannec : l’éclusier Mordan raconte",
	"Le viaduc de Brannec fermé aux piétons"}

// inOrder waits until some texts stand on the screen in that order.
func (s *terminal) inOrder(texts ...string) {
	s.t.Helper()
	s.wait("in this order: "+strings.Join(texts, " | "), func(screen string) bool {
		for _, text := range texts {
			_, rest, ok := strings.Cut(screen, text)
			if !ok {
				return false
			}
			screen = rest
		}
		return true
	})
}

func TestTheTimelineIsOpenedWalkedAndLeft(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("j", "j", "t")
		s.shows("Le fil de l’affaire", "2/3")
		s.inOrder("Le viaduc de Brannec fermé", "Viaduc de Brannec : l’éclusier",
			"Le viaduc de Brannec rouvre")
		if line := s.line("Viaduc de Brannec : l’éclusier"); !strings.Contains(line, "▸") {
			t.Errorf("the current chapter is not marked: %q", line)
		}
		s.hides("marché aux graines")
		s.press("k", "enter")
		s.shows("donne l’alerte", "5 non lus")
		s.press("n")
		s.shows("Le viaduc vu de l’écluse", "4 non lus")
		s.press("t")
		s.hides("Le fil de l’affaire")
		s.press("esc")
		s.shows("Tous les titres", "marché aux graines", "3/6", "enter ouvrir")
		s.press("t")
		s.shows("Le fil de l’affaire")
		s.press("backspace")
		s.shows("Tous les titres", "3/6")
	})
}

func TestLeavingTheTimelineGivesTheKeysBackToTheArticle(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, _ := scene(t, w, h)
		s.press("enter")
		s.shows("« enfin ! »", "5 non lus")
		s.press("t")
		s.shows("Le fil de l’affaire", "t revenir à la liste")
		s.press("t")
		s.hides("Le fil de l’affaire")
		s.shows("« enfin ! »")
		s.press("space")
		s.hides("« enfin ! »")
	})
}

func TestTheEndOfATextIsItsEndAlsoUnderTheWayCome(t *testing.T) {
	s, _ := scene(t, 80, 24)
	s.press("j", "j", "enter")
	s.shows("Le viaduc vu de l’écluse")
	s.press("]")
	s.shows("« enfin ! »", " › ")
	atEnd := func(string) bool { return strings.HasSuffix(s.lines()[0], "fin") }
	s.press("G")
	s.wait("the end of the text", atEnd)
	s.press("backspace")
	s.shows("Le viaduc vu de l’écluse")
	s.press("L")
	s.shows("dit-on sur les quais", " › ")
	s.wait("the end of the text", atEnd)
}

func TestAStoryOfOneChapterHasNoTimeline(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.press("j", "t")
	s.shows("Aucun autre chapitre", "Tous les titres")
}

func TestTheWayComeIsToldWalkedAndThereAfterARestart(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		web := newSite(t, stories())
		dir := t.TempDir()
		s := run(t, session.Deps{Library: library(t, dir, web.URL)}, w, h)
		s.shows("6 nouveaux articles", "6 non lus")
		s.press("enter")
		s.shows("« enfin ! »", "5 non lus")
		s.press("tab", "shift+tab", "space", "space")
		s.hides("« enfin ! »")
		s.press("]")
		s.shows("4 non lus", "Le viaduc de", "› ")
		s.press("]")
		s.shows("3 non lus")
		s.wait("three steps of the way", func(screen string) bool {
			return strings.Count(way(screen), "›") == 2
		})
		before := way(s.text())
		s.press("backspace")
		s.wait("one step back", func(screen string) bool { return strings.Count(way(screen), "›") == 1 })
		back := way(s.text())
		s.press("L")
		s.wait("forward again", func(screen string) bool { return way(screen) == before })
		s.press("backspace")
		s.wait("one step back", func(screen string) bool { return way(screen) == back })
		s.press("q")
		s.quits()
		again := run(t, session.Deps{Library: library(t, dir, web.URL)}, w, h)
		again.wait("the way as it was", func(screen string) bool { return way(screen) == back })
		again.press("L")
		again.wait("forward", func(screen string) bool { return way(screen) == before })
		again.press("backspace", "backspace")
		again.hides("« enfin ! »")
		again.shows("dit-on sur les quais", " %")
		again.shows("3 non lus")
	})
}

// way is the line of a screen that tells the way come.
func way(screen string) string {
	for _, line := range strings.Split(screen, "\n") {
		if i := strings.LastIndex(line, "│ "); i >= 0 {
			line = line[i:]
		}
		if strings.Contains(line, " › ") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func TestADismissedStoryIsGoneComesBackByUndoAndStaysGoneOtherwise(t *testing.T) {
	web := newSite(t, stories())
	dir := t.TempDir()
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 nouveaux articles", "même affaire", "6 non lus")
	related := func(screen string) bool { return strings.Contains(screen, "▌●  Viaduc de Brannec") }
	s.press("d")
	s.shows("choisissez-le d’abord")
	s.press("tab", "tab")
	s.wait("the related story chosen", related)
	s.press("d")
	s.shows("Écarté des articles liés : Viaduc de Brannec", "6 non lus")
	s.wait("it is gone", func(screen string) bool { return !related(screen) })
	s.press("z")
	s.shows("Annulé, de nouveau parmi les articles liés : Viaduc")
	s.wait("it is back", related)
	s.press("d")
	s.wait("it is gone", func(screen string) bool { return !related(screen) })
	s.press("q")
	s.quits()
	again := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	again.shows("À la une", "même affaire", "6 non lus")
	if strings.Contains(again.text(), "l’éclusier Mordan raconte") || again.line("Mordan raconte") == "" {
		t.Errorf("after a restart:\n%s", again.text())
	}
}

func TestWatchingIsTakenBackByTheSameKeyHoweverQuick(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.press("w", "w")
	s.shows("n’est plus suivie")
	s.hides("◆")
	s.press("w", "w", "w")
	s.shows("Affaire suivie", "◆")
}

func TestTheNextRelatedStoryIsNotPassedOverWhenOneWasDismissed(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.press("enter")
	s.shows("5 non lus", "▌●  Viaduc de Brannec")
	s.press("]")
	s.shows("4 non lus", "Le viaduc vu de l’écluse")
	s.press("backspace")
	s.shows("« enfin ! »")
	s.shows(viaductStories...)
	s.press("tab")
	s.shows("d écarter")
	s.press("d")
	s.shows("Écarté des articles liés : Viaduc de Brannec")
	s.press("]")
	s.shows("donne l’alerte", "3 non lus")
}

func TestAWatchedStoryTellsItsNewChaptersFirst(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s, web := scene(t, w, h)
		s.press("j", "j", "w")
		s.shows("Affaire suivie : ses nouveaux chapitres", "◆  Le viaduc de Brannec rouvre",
			"◆  Viaduc de Brannec : l’éclusier")
		if strings.Contains(s.line("fanfare"), "◆") {
			t.Errorf("another story is marked:\n%s", s.text())
		}
		web.publish(story{"Viaduc de Brannec : l’éclusier Mordan décoré", "<p>L’éclusier Mordan, qui " +
			"avait donné l’alerte pour les piétons du viaduc de Brannec, est décoré.</p>", 0},
			story{"Premier flocon sur la halle", "<p>Neige.</p>", 2})
		s.press("r")
		s.wait("the news", func(string) bool {
			return strings.Contains(s.flowing(), "Affaire suivie : « Viaduc de Brannec : l’éclusier Mordan décoré » · ")
		})
		s.shows("5/8") // the news are listed, too
		s.press("g")
		s.shows("1/8", "◆  Viaduc de Brannec : l’éclusier")
		s.press("j", "t")
		s.shows("suivie", "Le fil de l’affaire")
		s.press("t", "w")
		s.shows("n’est plus suivie")
		s.hides("◆")
		s.press("z")
		s.shows("◆")
	})
}
