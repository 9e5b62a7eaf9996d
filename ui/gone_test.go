package ui

import (
	"net/http"
	"strings"
	"testing"

	"breageek/store/pictures"
	"breageek/ui/session"
)

// gallery is a paper with a picture at its beginning and one far below, which cannot be had.
// The answer comes when the channel is closed.
func gallery(t *testing.T, code int) (*paper, chan struct{}) {
	p := newPaper(t, story{"Le phare repeint", `<figure><img src="{site}/haut.png" alt="Le phare" ` +
		`width="640" height="400"></figure><p>§H. Le phare est repeint.</p>` + numbered(12) +
		`<p>§V. Avant le bas.</p><figure><img src="{site}/bas.png" alt="Le port ` + strings.Repeat("vu de loin ", 20) +
		`" width="640" height="400"><figcaption>Le port, dimanche.</figcaption></figure>` +
		`<p>§B. Après le bas.</p>` + numbered(30), 1},
		story{"Autre chose", "<p>Un texte sans image.</p>", 2})
	answer := make(chan struct{})
	refuse := func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-answer:
		case <-r.Context().Done():
		}
		w.WriteHeader(code)
	}
	p.files["/haut.png"], p.files["/bas.png"] = refuse, refuse
	return p, answer
}

// rowOf is the line of the screen that a text stands on, -1 for none.
func (s *terminal) rowOf(text string) int {
	for y, line := range s.lines() {
		if strings.Contains(line, text) {
			return y
		}
	}
	return -1
}

func TestAPictureThatCannotBeHadTakesOneLineAndMovesNothingInSight(t *testing.T) {
	for name, code := range map[string]int{"for a day": 404, "for now": 503} {
		t.Run(name, func(t *testing.T) {
			both(t, func(t *testing.T, w, h int) {
				web, answer := gallery(t, code)
				d := session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/"),
					PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}
				s := opened(t, web, d, w, h)
				s.heard()
				before := s.rowOf("§H.")
				close(answer)
				s.shows("image indisponible")
				if after := s.rowOf("§H."); after != before {
					t.Errorf("the text was moved from line %d to %d:\n%s", before, after, s.text())
				}
				s.press("n")
				s.shows("Un texte sans image.")
				s.press("p") // again, and now it is known
				s.shows("▣ Le phare (image indisponible)", "§H. Le phare est repeint.")
				if first, below := s.rowOf("image indisponible"), s.rowOf("§H."); below != first+2 {
					t.Errorf("it takes lines %d to %d:\n%s", first, below, s.text())
				}
				for s.rowOf("§B.") < 0 {
					s.press("space")
					s.heard()
				}
				why, below := s.rowOf("(image indisponible)"), s.rowOf("§B.")
				if why >= 0 && (below != why+3 || !strings.Contains(s.lines()[why+1], "Le port, dimanche.")) {
					t.Errorf("it takes lines %d to %d:\n%s", why, below, s.text())
				}
				if s.rowOf("§V.") >= 0 && why < 0 {
					t.Errorf("nothing says that it is not there:\n%s", s.text())
				}
			})
		})
	}
}

func TestTheRoomOfAPictureGoesWhenItIsOutOfSight(t *testing.T) {
	web, answer := gallery(t, 404)
	d := session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/"),
		PictureCache: pictures.Open(t.TempDir(), pictures.Options{})}
	s := opened(t, web, d, 120, 50)
	close(answer)
	s.shows("image indisponible", "§H. Le phare est repeint.")
	if s.rowOf("§H.") < s.rowOf("image indisponible")+5 {
		t.Fatalf("the text was moved:\n%s", s.text())
	}
	s.press("space")
	s.hides("image indisponible", "§H.")
	s.heard()
	before := s.top()
	s.press("g")
	s.shows("▣ Le phare (image indisponible)")
	s.wait("one line", func(string) bool { return s.rowOf("§H.") == s.rowOf("image indisponible")+2 })
	if before == s.top() {
		t.Error("the beginning is not shown")
	}
}
