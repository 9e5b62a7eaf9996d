package ui

import (
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"breageek/store/refresh"
	"breageek/ui/session"
)

func TestAProposedPageIsFetchedOpenedAndThereOfflineNextTime(t *testing.T) {
	web := newWeekly(t)
	dir := t.TempDir()
	s := run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, 120, 36)
	s.shows("3 textes complétés", "même affaire", "suite · 2 jours", "pas encore gardé")
	s.press("tab", "tab", "j", "j")
	s.wait("the proposed page chosen", func(string) bool {
		return strings.Contains(s.line("à quoi bon"), "▌")
	})
	s.press("enter")
	s.shows("battoirs, de cendres", "› Un lavoir, à quoi bon ?", "3 non lus")
	s.press("backspace")
	s.shows("battu le linge")
	s.hides("pas encore gardé")
	s.press("q")
	s.quits()
	if n := web.times("/hors-flux/"); n != 1 {
		t.Errorf("the page was asked for %d times", n)
	}
	web.Close()
	again := run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, 120, 36)
	again.shows("refuse la connexion", "Un lavoir, à quoi bon ?")
	again.press("/", "battoirs", "enter", "enter")
	again.shows("battoirs, de cendres")
}

// A page's own day is not the one it was asked for on.
func TestAFollowedPageWithoutADateIsListedBehindWhatLedToItNeverFirst(t *testing.T) {
	for what, c := range map[string]struct {
		feed func(w *weekly) string
		want []string
	}{
		"from a dated article": {(*weekly).feed, []string{"Le lavoir de Quermeur", "Un lavoir, à quoi",
			"margelle est", "bassins sont"}},
		"from one without a date": {func(w *weekly) string {
			return regexp.MustCompile("<pubDate>.*?</pubDate>").ReplaceAllString(w.feed(), "")
		}, []string{"Le lavoir de Quermeur", "margelle est", "bassins sont", "Un lavoir, à quoi"}},
	} {
		t.Run(what, func(t *testing.T) {
			web := newWeekly(t)
			web.handler["/feed/"] = func(out http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(out, c.feed(web))
			}
			s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/")}, 120, 36)
			s.shows("3 textes complétés", "pas encore gardé")
			s.press("tab", "tab", "j", "j")
			s.wait("the proposed page chosen", func(string) bool {
				return strings.Contains(s.line("à quoi bon"), "▌")
			})
			s.press("enter")
			s.shows("battoirs, de cendres")
			s.wait("in the list, in this order: "+strings.Join(c.want, " | "), func(string) bool {
				return s.listed(c.want)
			})
		})
	}
}

// listed reports whether titles stand in the list, in that order.
func (s *terminal) listed(titles []string) bool {
	at := -1
	lines := s.lines()
	for _, title := range titles {
		next := slices.IndexFunc(lines, func(line string) bool {
			before, _, found := strings.Cut(line, title)
			return found && len([]rune(before)) < 40
		})
		if next <= at {
			return false
		}
		at = next
	}
	return true
}

func TestTheNextRelatedStoryIsFetchedWhereItIsNotKept(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		web := newWeekly(t)
		s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/")}, w, h)
		s.shows("3 textes complétés", "3 non lus")
		s.press("enter")
		s.shows("battu le linge")
		for _, left := range []string{"1 non lu", "0 non lu"} {
			s.press("]")
			s.shows(left)
		}
		s.press("]")
		s.shows("battoirs, de cendres", " › ")
	})
}

func TestAChapterThatOnlyItsWholeTextShowsToBeOneIsToldWhenThatCame(t *testing.T) {
	web := newWeekly(t)
	s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/")}, 120, 36)
	s.shows("3 textes complétés")
	s.press("w")
	s.shows("◆  Lavoir de Quermeur")
	web.mu.Lock()
	web.items = append([]story{{"Au lavoir, une pierre et sa surprise", "Une histoire de pierre et de " +
		"patience. §La fontainière Soizic Le Gall a tourné la margelle du lavoir de Quermeur : sous les " +
		"bassins de granit, les lavandières avaient gravé leurs prénoms.", 0}}, web.items...)
	web.mu.Unlock()
	s.press("r")
	s.wait("the news", func(string) bool {
		return strings.Contains(s.flowing(), "Affaire suivie : « Au lavoir, une pierre")
	})
	s.shows("◆  Au lavoir, une pierre")
}

func TestALinkToAnotherSiteOpensInTheBrowserOnly(t *testing.T) {
	web := newWeekly(t)
	opened := make(chan string, 1)
	s := run(t, session.Deps{
		Library: library(t, t.TempDir(), web.URL+"/feed/"),
		Browse:  func(url string) error { opened <- url; return nil },
	}, 120, 36)
	s.shows("3 textes complétés", "même affaire", "suite · 2 jours", "un autre site")
	s.press("tab", "tab", "G")
	s.wait("the other site's page chosen", func(string) bool {
		return strings.Contains(s.line("Le savon"), "▌")
	})
	s.press("x")
	s.shows("est sur un autre site")
	s.press("enter")
	s.shows("Ouvert dans le navigateur : https://ailleurs.example/savon/")
	if got := <-opened; got != "https://ailleurs.example/savon/" {
		t.Errorf("opened %s", got)
	}
	s.press("e") // what is not kept cannot be handed over
	s.shows("est sur un autre site")
}

func TestOfflineNothingIsAskedForAPage(t *testing.T) {
	web := newWeekly(t)
	dir := t.TempDir()
	lib := library(t, dir, web.URL+"/feed/")
	if _, err := refresh.Run(t.Context(), lib.Client, lib.Store, lib.Sources, refresh.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	lib.Offline = true
	s := run(t, session.Deps{Library: lib}, 120, 36)
	s.shows("fontainière Soizic")
	s.press("x")
	s.shows("rien n’est demandé au réseau")
	if n := web.times("/1/"); n != 0 {
		t.Errorf("the page was asked for %d times", n)
	}
}
