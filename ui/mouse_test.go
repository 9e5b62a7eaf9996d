package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"breageek/ui/locale"
	"breageek/ui/session"
)

// at returns the cell where a text begins on the screen.
func (s *terminal) at(text string) (x, y int) {
	s.t.Helper()
	for y, line := range s.lines() {
		if before, _, ok := strings.Cut(line, text); ok {
			return len([]rune(before)), y
		}
	}
	s.t.Fatalf("%q is not on the screen:\n%s", text, s.text())
	return 0, 0
}

func (s *terminal) click(text string) {
	x, y := s.at(text)
	s.clickAt(x, y)
}

func (s *terminal) clickAt(x, y int) {
	s.emu.SendMouse(uv.MouseClickEvent{X: x, Y: y, Button: uv.MouseLeft})
	s.emu.SendMouse(uv.MouseReleaseEvent{X: x, Y: y, Button: uv.MouseLeft})
}

func (s *terminal) wheel(x, y, notches int) {
	for range notches {
		s.emu.SendMouse(uv.MouseWheelEvent{X: x, Y: y, Button: uv.MouseWheelDown})
	}
}

func TestAClickChoosesAndADoubleClickOpens(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.click("marché aux graines")
	s.shows("4/6", "6 non lus")
	x, y := s.at("La fanfare")
	s.clickAt(x, y)
	s.shows("2/6")
	s.clickAt(x, y)
	s.shows("5 non lus", "Cuivres et tambours")
}

func TestADoubleClickOnARelatedStoryOpensIt(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.shows(viaductStories...)
	x, y := s.at("Le viaduc de Brannec fermé aux piétons")
	s.clickAt(x, y)
	s.clickAt(x, y)
	s.shows("donne l’alerte", "5 non lus")
}

func TestTheWheelScrollsThePaneUnderItWhicheverHasTheKeys(t *testing.T) {
	s, _ := scene(t, 120, 36)
	s.shows("« enfin ! »")
	s.wheel(80, 10, 4)
	s.hides("« enfin ! »")
	s.shows("1/6", " %")
	small, _ := scene(t, 120, 16)
	small.wheel(10, 5, 3)
	small.hides("aux piétons                            │")
}

func TestAMarkIsOnTheDiskWhileTheProgramRuns(t *testing.T) {
	web := newSite(t, stories())
	dir := t.TempDir()
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 nouveaux articles")
	s.press("s")
	s.wait("the star in state.json", func(string) bool {
		kept, _ := os.ReadFile(filepath.Join(dir, "state.json"))
		return strings.Contains(string(kept), `"starred": true`)
	})
}

func TestTheScreenSpeaksEnglishToo(t *testing.T) {
	web := newSite(t, stories())
	lib := library(t, t.TempDir(), web.URL)
	s := run(t, session.Deps{Library: lib, Locale: locale.English(), Theme: "light"}, 120, 36)
	s.shows("All headlines", "Today", "Top story", "Related", "same story", "6 unread",
		"November 22, 2026, 11:00", "refreshed just now")
	s.press("enter", "?")
	s.shows("Help", "next related story")
}

func TestAClickOnALinkShowsItsAddressAndASecondOneFollowsIt(t *testing.T) {
	web := linked(t)
	s := opened(t, web, session.Deps{}, 120, 36)
	s.shows("dossier[2]")
	x, y := s.at("dossier[2]")
	s.clickAt(x, y)
	s.shows("Lien : " + web.URL + "/dossier/")
	s.clickAt(x+8, y) // on its number
	s.shows("Depuis cent ans le bac")
}
