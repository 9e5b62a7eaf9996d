package ui

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"breageek/store/refresh"
	"breageek/ui/session"
)

// weekly is a site whose feed gives excerpts, and whose pages give the rest.
type weekly struct {
	*httptest.Server
	mu      sync.Mutex
	items   []story
	asked   map[string]int
	handler map[string]http.HandlerFunc // instead of a page, by path
}

// pieces are its articles, newest first: the excerpt is the text's beginning.
func pieces() []story {
	chapters := []struct{ title, text string }{
		{"Le lavoir de Quermeur rouvre ses bassins",
			"Le lavoir de Quermeur rouvre : la fontainière Soizic Le Gall a remis l’eau dans les " +
				"trois bassins. §Les lavandières d’un jour ont battu le linge jusqu’au soir, et la " +
				"margelle de granit, déposée pendant l’hiver, a retrouvé sa place sous le toit d’ardoise."},
		{"Lavoir de Quermeur : la margelle est retrouvée",
			"La margelle du lavoir de Quermeur est retrouvée dans un jardin par la fontainière " +
				"Soizic Le Gall. §Elle servait de banc depuis soixante ans, à l’ombre d’un figuier, " +
				"sans que personne ne se demande d’où venait une pierre si bien taillée."},
		{"Au lavoir de Quermeur, les bassins sont à sec",
			"Les bassins du lavoir de Quermeur sont à sec, constate la fontainière Soizic Le Gall. " +
				"§La conduite, posée sous la route, a cédé pendant la nuit, et trois maisons du bourg " +
				"ont cherché leur eau à la pompe de la place."},
	}
	var all []story
	for i, c := range chapters {
		all = append(all, story{c.title, c.text, 1 + 26*i})
	}
	return all
}

func newWeekly(t *testing.T) *weekly {
	w := &weekly{items: pieces(), asked: map[string]int{}, handler: map[string]http.HandlerFunc{}}
	w.Server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.Close)
	return w
}

func (w *weekly) serve(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.asked[r.URL.Path]++
	own := w.handler[r.URL.Path]
	w.mu.Unlock()
	if own != nil {
		own(out, r)
		return
	}
	out.Header().Set("Content-Type", "text/html; charset=UTF-8")
	switch r.URL.Path {
	case "/feed/":
		out.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
		_, _ = io.WriteString(out, w.feed())
		return
	case "/hors-flux/":
		_, _ = io.WriteString(out, w.page("/hors-flux/", "Un lavoir, à quoi bon ?",
			"<p>Le billet de la semaine parle de battoirs, de cendres et de draps blancs, que l’on "+
				"étendait sur les haies avant la pluie.</p>"))
		return
	}
	w.mu.Lock()
	items := w.items
	w.mu.Unlock()
	for _, s := range items {
		if path := fmt.Sprintf("/%d/", s.hours); path == r.URL.Path {
			_, _ = io.WriteString(out, w.page(path, s.title, w.body(s)))
			return
		}
	}
	out.WriteHeader(http.StatusNotFound)
}

// body is a page's text, with a box of the site's in it.
func (w *weekly) body(s story) string {
	before, after, _ := strings.Cut(s.body, "§")
	return "<p>" + before + "</p>\n" +
		`<style>.u1{padding:0}</style><a href="/hors-flux/" class="u1"><div><span class="ctaText">` +
		`READ</span>&nbsp; <span class="postTitle">Un lavoir, à quoi bon ?</span></div></a>` +
		"\n<p>" + after + "</p>\n" + `<p><strong>À lire aussi :</strong> ` +
		`<a href="https://ailleurs.example/savon/">Le savon, une histoire</a></p>`
}

func (w *weekly) page(path, title, body string) string {
	return `<!DOCTYPE html><html lang="fr-FR"><head><title>` + title + ` - L’Hebdo</title>` +
		`<link rel="canonical" href="` + w.URL + path + `"><meta property="og:title" content="` +
		title + `"></head><body><article class="post"><h1 class="entry-title">` + title +
		`</h1><div class="entry-content">` + body + `</div></article></body></html>`
}

func (w *weekly) feed() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>` +
		`<title>L’Hebdo de Quermeur</title><link>` + w.URL + `/</link>`)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.items {
		date := noon.Add(-time.Duration(s.hours) * time.Hour).Format(time.RFC1123Z)
		excerpt, _, _ := strings.Cut(s.body, "§")
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s/%d/</link><guid>hebdo-%d</guid>`+
			`<pubDate>%s</pubDate><description>%s [&#8230;]</description></item>`,
			s.title, w.URL, s.hours, s.hours, date, excerpt)
	}
	return b.String() + "</channel></rss>"
}

func (w *weekly) times(path string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.asked[path]
}

func TestATeaserBecomesTheWholeTextAfterTheRefreshAndStaysOffline(t *testing.T) {
	web := newWeekly(t)
	dir := t.TempDir()
	s := run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, 120, 36)
	s.shows("battu le linge", "3 textes complétés", "Un lavoir, à quoi bon ?", "pas encore gardé",
		"Le savon, une histoire", "↗")
	for _, leak := range []string{"READ", "padding", "À lire aussi :"} {
		if strings.Contains(s.text(), leak) {
			t.Errorf("%q is on the screen:\n%s", leak, s.text())
		}
	}
	s.press("r")
	s.shows("Rien de nouveau")
	s.press("q")
	s.quits()
	for _, path := range []string{"/1/", "/27/", "/53/", "/robots.txt"} {
		if n := web.times(path); n != 1 {
			t.Errorf("%s was asked %d times", path, n)
		}
	}
	web.Close()
	again := run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, 120, 36)
	again.shows("battu le linge", "refuse la connexion", "margelle est retrouvée")
	again.press("j", "enter")
	again.shows("banc depuis soixante ans", "Le lavoir de Quermeur rouvre")
}

func TestASiteWhoseRobotsForbidItIsAskedForNoPageButByTheReader(t *testing.T) {
	web := newWeekly(t)
	web.handler["/robots.txt"] = func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "User-agent: *\nDisallow: /\n")
	}
	s := run(t, session.Deps{Library: library(t, t.TempDir(), web.URL+"/feed/")}, 120, 36)
	s.shows("3 nouveaux articles", "x » va chercher")
	s.press("x")
	s.shows("Texte entier de la page", "battu le linge")
	if n := web.times("/1/") + web.times("/27/") + web.times("/53/"); n != 1 {
		t.Errorf("%d pages were asked for", n)
	}
}

func TestXFetchesOnePageAndTheReaderStaysWhereTheyAre(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		web := newWeekly(t)
		lib := library(t, t.TempDir(), web.URL+"/feed/")
		s := run(t, session.Deps{Library: lib, FullText: refresh.Never}, w, h)
		s.shows("3 nouveaux articles")
		s.press("enter")
		s.shows("fontainière Soizic", "« x » va chercher")
		s.press("x")
		s.shows("Texte entier de la page : 43 mots.", "battu le linge")
		s.hides("« x » va chercher")
		if n := web.times("/1/") + web.times("/27/") + web.times("/53/"); n != 1 {
			t.Errorf("%d pages were asked for", n)
		}
		if web.times("/robots.txt") != 0 {
			t.Error("robots.txt was asked for what the reader asked for")
		}
	})
}

// wrong is what a page may be instead of the article, and what the reader is told.
func wrong() map[string]struct {
	page  http.HandlerFunc
	tells string
} {
	send := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = io.WriteString(w, body)
		}
	}
	page := func(head, body string) http.HandlerFunc {
		return send("text/html; charset=UTF-8", `<!DOCTYPE html><html><head>`+head+
			`</head><body><div class="entry-content">`+body+`</div></body></html>`)
	}
	prose := strings.Repeat("<p>Nous et nos 812 partenaires déposons des cookies pour mesurer "+
		"l’audience, et vous pouvez accepter ou refuser ces cookies.</p>", 20)
	type scene = struct {
		page  http.HandlerFunc
		tells string
	}
	return map[string]scene{
		"login": {page(`<title>Connexion - L’Hebdo</title>`, `<h1>Connexion</h1><p>Identifiez-vous `+
			`pour lire la suite.</p><form action="/login" method="post"><input name="log">`+
			`<input type="password" name="pwd"></form>`), "se connecter"},
		"cookies": {page(`<title>L’Hebdo</title>`, `<div class="cookie-wall"><h2>Vos cookies</h2>`+
			prose+`<button>Accepter</button></div>`), "cookies"},
		"missing": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, "<p>"+strings.Repeat("Cette page est introuvable. ", 99))
		}, "n’a pas donné la page (404)"},
		"soft 404": {page(`<title>Page non trouvée - L’Hebdo</title>`, "<h1>Page non trouvée</h1><p>"+
			strings.Repeat("Essayez la recherche ou revenez à l’accueil. ", 20)+"</p>"),
			"La page ne concerne pas cet article"},
		"pdf": {send("application/pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"), "donne un PDF"},
		"huge": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat("<p>Encore.</p>", 30<<20/14))
		}, "dépasse 16 Mio"},
		"loop": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}, "mènent nulle part"},
		"another": {page(`<title>Le four banal - L’Hebdo</title>`+
			`<link rel="canonical" href="/four-banal/">`, "<h1>Le four banal</h1><p>"+
			strings.Repeat("Le boulanger rallume le four du hameau. ", 20)+"</p>"),
			"La page ne concerne pas cet article"},
		"inside": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:9/admin", http.StatusFound)
		}, "cette machine ou à son réseau"},
		"empty": {send("text/html", ""), "vide"},
		"less":  {page(`<title>Le lavoir de Quermeur rouvre ses bassins</title>`, "<p>Le lavoir.</p>"), "pas plus de texte"},
	}
}

func TestAPageThatGivesNothingLeavesTheFeedsTextAndSaysWhy(t *testing.T) {
	for name, c := range wrong() {
		t.Run(name, func(t *testing.T) {
			web := newWeekly(t)
			web.handler["/1/"] = c.page
			web.handler["/1/x"] = c.page
			for i := range 12 {
				web.handler["/1/"+strings.Repeat("x", i)] = c.page
			}
			lib := library(t, t.TempDir(), web.URL+"/feed/")
			s := run(t, session.Deps{Library: lib, FullText: refresh.Never}, 120, 36)
			s.shows("3 nouveaux articles")
			s.press("enter")
			s.shows("fontainière Soizic")
			s.press("x")
			s.wait(c.tells, func(string) bool { return strings.Contains(s.flowing(), c.tells) })
			s.shows("fontainière Soizic")
			if name != "less" && !strings.Contains(s.flowing(), "Le texte du flux reste") {
				t.Errorf("it is not told that nothing is lost:\n%s", s.text())
			}
		})
	}
}

// flowing is the screen's last lines as one, whatever breaks them.
func (s *terminal) flowing() string {
	lines := s.lines()
	return strings.Join(strings.Fields(strings.Join(lines[len(lines)-4:], " ")), " ")
}
