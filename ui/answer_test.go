package ui

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"breageek/ui/read"
	"breageek/ui/session"
)

// says waits until a sentence is on the screen, over however many lines.
func (s *terminal) says(sentence string) {
	s.t.Helper()
	s.wait("the sentence "+sentence, func(screen string) bool {
		return strings.Contains(strings.Join(strings.Fields(screen), " "), sentence)
	})
}

func TestEveryRefreshThatIsAskedForIsAnswered(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 10}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			s, web := scene(t, size[0], size[1])
			for _, keys := range [][]string{{"j"}, {"enter"}, {"tab"}, {"shift+tab", "Z"}} {
				s.press(keys...)
				s.heard()
				s.press("r")
				s.says("Rien de nouveau.")
				s.program.Send(read.CollectedMsg{Err: errors.New("le disque est plein")}) // and is left to be read
				s.says("Rien de nouveau. · Des images")
			}
			web.publish(story{"Premier flocon sur la halle", "<p>Neige.</p>", 0})
			s.press("r")
			s.says("1 nouvel article, en haut de la liste. « g » y monte.")
			web.mu.Lock()
			web.items[0].body, web.tag = "<p>Grosse neige.</p>", "b"
			web.mu.Unlock()
			s.press("r")
			s.says("1 mis à jour")
		})
	}
}

func TestAnUnansweredRefreshSaysWhatItDoes(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {40, 10}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			answers, wait := make(chan struct{}), ""
			web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				select {
				case <-answers:
				case <-r.Context().Done():
				}
				if wait != "" {
					w.Header().Set("Retry-After", wait)
					w.WriteHeader(http.StatusTooManyRequests)
					return
				}
				_, _ = io.WriteString(w, feedOf(stories()))
			}))
			t.Cleanup(web.Close)
			s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL)}, size[0], size[1])
			s.shows("Lecture…")
			s.press("r")
			s.says("L’actualisation est déjà en cours : 0/1…")
			answers <- struct{}{}
			s.says("6 nouveaux articles")
			s.press("r")
			s.says("Les sources sont interrogées…")
			s.press("r")
			s.says("L’actualisation est déjà en cours : 0/1…")
			wait = "3600"
			answers <- struct{}{}
			s.says("le site demande d’attendre")
			s.press("r")
			s.says("Rien n’est demandé : 1 source demande d’attendre, au moins jusqu’à 13 h 00.")
		})
	}
}

func TestARefreshOfflineSaysSo(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {40, 10}} {
		lib := library(t, t.TempDir(), newSite(t, stories()).URL)
		lib.Offline = true
		s := run(t, session.Deps{Library: lib}, size[0], size[1])
		s.shows("hors ligne")
		s.press("r")
		s.says("Hors ligne (--offline) : rien n’est demandé au réseau. Tout ce qui est gardé reste lisible.")
	}
}

func TestAConfigurationWithoutSourcesIsNotOffline(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
		for _, offline := range []bool{false, true} {
			lib := library(t, t.TempDir())
			lib.Offline = offline
			s := run(t, session.Deps{Library: lib, Config: "~/.config/breageek/config.toml",
				Fallback: func() (session.Library, error) {
					t.Error("the sample edition was opened")
					return session.Library{}, errors.New("no")
				},
			}, size[0], size[1])
			s.says("Aucune source")
			s.shows("[[source]]", "config.toml")
			s.press("?")
			s.shows("Aide")
			s.press("r", "?")
			s.hides("Aide")
			s.press("r")
			s.wait("the answer below", func(screen string) bool {
				return strings.Count(screen, "[[source]]") == 2
			})
			if !offline {
				s.hides("hors ligne", "Hors ligne")
			}
		}
	}
}
