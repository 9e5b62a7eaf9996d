package ui

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"breageek/ui/locale"
	"breageek/ui/session"
	"breageek/ui/work"
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
	s := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	s.shows("6 nouveaux articles", "6 non lus")
	s.press("j", "j", "enter")
	s.shows("Le viaduc vu de l’écluse")
	s.press("]")
	s.shows("4 non lus", " › ")
	s.press("q")
	s.quits()
	again := run(t, session.Deps{Library: library(t, dir, web.URL)}, 120, 36)
	again.shows("3/6", " › ")
}

func TestUndoingSaysWhatItUndid(t *testing.T) {
	for name, c := range map[string]struct {
		locale    *locale.Locale
		showStory []string // of each key and "z" after it
	}{
		"fr": {locale.French(), []string{"Annulé, lu → non lu : La fanfare répète sous la halle",
			"Annulé, étoile retirée : La fanfare", "Annulé, affaire non suivie : La fanfare",
			"Annulé : 6 articles de nouveau non lus"}},
		"en": {locale.English(), []string{"Undone, read → unread: La fanfare répète sous la halle",
			"Undone, star removed: La fanfare", "Undone, no longer watching: La fanfare",
			"Undone: 6 articles unread again"}},
	} {
		t.Run(name, func(t *testing.T) {
			web := newSite(t, stories())
			s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL), Locale: c.locale}, 80, 24)
			s.shows("6 n")
			s.press("j")
			s.shows("2/6")
			for i, key := range []string{"u", "s", "w", "A"} {
				s.press(key)
				s.hides("Annulé", "Undone")
				s.press("z")
				s.shows(c.showStory[i])
			}
			s.press("s", "s", "z")
			s.shows(map[string]string{"fr": "Annulé, étoile remise : La", "en": "Undone, star restored: La"}[name])
		})
	}
}

func TestYesIsSaidInEitherLanguage(t *testing.T) {
	web := many(t, 21)
	for _, l := range []*locale.Locale{locale.French(), locale.English()} {
		s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/"), Locale: l}, 80, 24)
		s.shows("21 n")
		for _, yes := range []string{"y", "o", "Y", "O", "enter"} {
			s.press("A")
			s.wait("a question", func(string) bool {
				last := s.lines()[23]
				return strings.Contains(last, "« o »") || strings.Contains(last, "“y”, “o”")
			})
			s.press(yes)
			s.hides("21 non lus", "21 unread")
			s.press("z")
			s.shows("21 ")
		}
		s.press("?", "G")
		s.shows("y o enter")
	}
}

func TestAMixOfSpacesIsShownAsOne(t *testing.T) {
	web := newPaper(t, story{"Le\u00a0 maire \u202f: «\u00a0\u202foui\u00a0 »",
		"<p>Un\u00a0 mot \u00a0 puis <a href=\"https://a.example/\">un\u00a0lien\u00a0</a> suivi " +
			"<b>du\u00a0</b> \u202freste.</p><pre>code\u00a0 ici</pre>", 1})
	for _, w := range []int{120, 60} {
		s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/")}, w, 24)
		s.shows("Le maire : « oui »")
		s.press("enter")
		s.shows("Un mot puis un lien", "suivi du reste.", "code  ici")
		if strings.Contains(s.text(), "lien[1]  ") {
			t.Errorf("two spaces behind a link:\n%s", s.text())
		}
	}
}

func TestAnAuthorWhoIsTheSourceIsNamedOnce(t *testing.T) {
	for _, c := range []struct{ author, want string }{
		{"le  PÀPIER", "Le Papier · 22"},
		{"Le Papier", "Le Papier · 22"},
		{"Ana Ruiz, le papier", "Ana Ruiz · Le Papier · 22"},
		{"Ana Ruiz", "Ana Ruiz · Le Papier · 22"},
	} {
		web := newPaper(t, story{"Un titre</title><author>" + c.author + "</author><title>", "<p>Un texte.</p>", 1})
		s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/")}, 120, 24)
		s.shows("│  " + c.want)
	}
}

func TestTheEndFillsThePage(t *testing.T) {
	web := newPaper(t)
	for i := range 40 {
		title := "Brève " + strings.Repeat("un peu plus longue ", i%4) + "du matin"
		web.items = append(web.items, story{title, numbered(12 - i%3), 3 * i})
	}
	for _, size := range [][2]int{{120, 36}, {100, 30}, {80, 24}, {60, 17}, {40, 10}, {200, 50}} {
		s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/")}, size[0], size[1])
		s.shows("1/40")
		s.press("G")
		s.shows("40/40")
		last := func(x int) bool { // the pane's last line
			cells := []rune(s.lines()[size[1]-2])
			return x < len(cells) && strings.TrimSpace(string(cells[x:min(len(cells), x+30)])) != ""
		}
		s.heard()
		if !last(0) {
			t.Errorf("%v: the list does not fill its pane:\n%s", size, s.text())
		}
		s.press("g", "enter")
		s.shows("Article", "§0.")
		s.press("Z", "G")
		s.hides("§0.")
		s.wait("a full page", func(screen string) bool {
			lines := s.lines()
			return strings.TrimSpace(lines[len(lines)-1]) != ""
		})
	}
}

func TestAgesAdvanceInEveryList(t *testing.T) {
	web := newSite(t, stories())
	var minutes atomic.Int64
	now := func() time.Time { return noon.Add(time.Duration(minutes.Load()) * time.Minute) }
	s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL), Now: now}, 120, 36)
	s.shows("6 nouveaux articles", "1 h", "3 h", "5 h")
	later := func(was, is string) {
		t.Helper()
		s.shows(was)
		minutes.Add(60)
		s.program.Send(work.TickMsg(now())) // the minute is over
		s.shows(is)
		s.hides(was)
	}
	later("3 h", "4 h")
	s.press("t")
	s.shows("Le fil de l’affaire", "2 h")
	later("6 h", "7 h")
	s.press("esc")
	s.shows("Tous les titres")
	s.press("/")
	s.press("fanfare", "enter")
	s.shows("1/1")
	later("5 h", "6 h")
}

func TestTheCounterCountsTheListThatIsShown(t *testing.T) {
	web := many(t, 450)
	lib := library(t, t.TempDir(), web.URL+"/feed/")
	s := run(t, session.Deps{Library: lib}, 80, 24)
	s.shows("450 nouveaux articles", "1/450", "450 non lus")
	s.press("f")
	s.shows("Non lus", "1/450")
	s.press("u", "j", "u", "j", "u")
	s.shows("3/450", "447 non lus") // what was read stays listed until the list is another
	s.press("G")
	s.shows("447/447")
	s.press("k", "u", "j")
	s.shows("447/447", "446 non lus")
	s.press("g")
	s.shows("1/446")
	s.press("f")
	s.shows("Étoilés")
	s.hides("/")
	s.press("f")
	s.shows("Tous les titres", "/450")
	s.press("G")
	s.shows("450/450")
	web.mu.Lock()
	web.items = append([]story{{"Dernière heure", "<p>Neuf.</p>", 0}, {"Avant-dernière", "<p>Neuf.</p>", 0}},
		web.items...)
	web.mu.Unlock()
	s.press("r")
	s.shows("452/452", "448 non lus")
	s.press("g")
	s.shows("1/452")
	if _, err := lib.Store.Index(t.Context()); err != nil { // what came is found behind it
		t.Fatal(err)
	}
	s.press("/", "numero 44", "enter")
	s.shows("Rechercher : numero 44")
	s.wait("the place in what was found", func(string) bool {
		return strings.Contains(s.lines()[0], " 1/1")
	})
}

// far is a text whose last link and note stand far below its first paragraphs.
func far(t *testing.T) *paper {
	return newPaper(t,
		story{"Un long récit", `<p>§A. Voté<sup><a href="#fn1" id="r1">1</a></sup> hier.</p>` + numbered(30) +
			`<p>Fin, <a href="{site}/2/">dit l’autre</a> et <a href="https://ailleurs.example/">un tiers</a>.</p>` +
			`<ol><li id="fn1">Par douze voix. <a href="#r1">↩</a></li></ol>`, 1},
		story{"L’autre récit", "<p>Le texte de l’autre.</p>", 2})
}

func TestLeavingTheLinksGoesBackToWhereTheReaderWas(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s := opened(t, far(t), session.Deps{Browse: func(string) error { return nil }}, w, h)
		s.press("space")
		s.heard()
		before := s.top()
		back := func(how string) {
			t.Helper()
			s.wait("the place as it was, by "+how, func(string) bool { return s.top() == before })
		}
		s.press("l")
		s.shows("Lien : ")
		s.press("2")
		s.shows("Lien : https://ailleurs.example/")
		s.press("esc")
		s.hides("Lien : ")
		back("esc")
		s.press("l")
		s.shows("Lien : ")
		s.press("tab") // the first one below is at the end
		s.shows("dit l’autre")
		s.press("tab", "tab") // the note
		s.shows("la note, et retour")
		s.press("enter")
		s.shows("§A. Voté")
		s.press("enter")
		s.shows("Par douze voix")
		s.press("esc")
		back("esc, from a note")
		s.press("l")
		s.shows("Lien : ")
		s.press("2")
		s.shows("navigateur")
		s.press("enter")
		s.shows("Ouvert dans le navigateur")
		back("the browser")
		s.press("l")
		s.shows("Lien : ")
		s.press("shift+tab", "shift+tab")
		s.press("?") // means what it always means
		s.shows("Aide")
		s.press("?")
		back("another key")
	})
}

func TestTheWayBackFromALinkLeadsToWhereTheReaderWas(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s := opened(t, far(t), session.Deps{}, w, h)
		s.press("space", "space")
		s.heard()
		before := s.top()
		s.press("l")
		s.shows("Lien : ")
		s.press("1")
		s.shows("Le texte de l’autre.")
		s.press("backspace")
		s.wait("the place as it was", func(string) bool { return s.top() == before })
	})
}

func TestWhoScrollsAmongTheLinksStaysThere(t *testing.T) {
	s := opened(t, far(t), session.Deps{}, 80, 24)
	s.press("l")
	s.shows("Lien : ")
	s.press("2")
	s.shows("un tiers")
	s.press("k", "k")
	s.wait("two lines up", func(string) bool { return !strings.Contains(s.text(), "début") })
	s.press("esc")
	s.hides("Lien : ")
	s.shows("dit l’autre")
}

// top is what stands in the upper lines of the article.
func (s *terminal) top() string {
	var lines []string
	for _, line := range s.lines()[1:12] {
		if _, right, ok := strings.Cut(line, "│"); ok {
			line = right
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
