package ui

import (
	"bytes"
	"compress/gzip"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/session"
)

// keep fills an archive with the test newspaper, as if its source had answered
// before.
func keep(t *testing.T, s *store.Store, url string) {
	t.Helper()
	src := feed.Source{URL: url, Name: "Le Courrier"}
	p, err := feed.Parse([]byte(feedOf(stories())), "", src, url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Merge(t.Context(), feed.Result{Source: src, Articles: p.Articles}); err != nil {
		t.Fatal(err)
	}
}

// answers are what a source may send instead of its newspaper, by address.
func answers() map[string]http.HandlerFunc {
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	send := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }
	}
	return map[string]http.HandlerFunc{
		"/page":  send("<!doctype html><title>Accueil</title><p>Une page."),
		"/photo": send("\x89PNG\r\n\x1a\n0000"),
		"/void":  send(""),
		"/404":   status(404), "/410": status(410), "/500": status(500), "/403": status(403),
		"/loop": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/loop?"+r.URL.RawQuery+"x", http.StatusMovedPermanently)
		},
		"/large": func(w http.ResponseWriter, _ *http.Request) {
			for range 20 << 4 {
				_, _ = w.Write(bytes.Repeat([]byte("<item>"), 11_000))
			}
		},
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			for range 400 {
				_, _ = w.Write(packedZeros())
			}
		},
		"/stall": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "<rss><channel>")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"/mute": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	}
}

// packedZeros is a MiB of zeros in a member of a gzip file, which may have many. It is made
// beforehand: a busy machine would be silent over it for longer than a reader waits.
var packedZeros = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(make([]byte, 1<<20))
	_ = z.Close()
	return b.Bytes()
})

// badPress serves the answers, over TLS with a certificate nobody knows or in
// the open.
func badPress(t *testing.T, secure bool) string {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer := answers()[r.URL.Path]; answer != nil {
			answer(w, r)
		}
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	if secure {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s.URL
}

func TestWhateverASourceSendsTheReaderIsToldAndKeepsTheHeadlines(t *testing.T) {
	open, secure := badPress(t, false), badPress(t, true)
	for _, c := range []struct{ url, french, english string }{
		{open + "/page", "une page web (« Accueil »), pas un flux. Nommez l’adresse du flux",
			"a web page (“Accueil”), not a feed. Put the feed's address"},
		{open + "/photo", "l’adresse donne autre chose (une image), pas un flux",
			"the address returns something else (a picture), not a feed"},
		{open + "/void", "l’adresse donne une réponse vide", "returns an empty answer"},
		{open + "/404", "aucun flux à cette adresse (404). Vérifiez-la dans config.toml",
			"no feed at this address (404). Check it in config.toml"},
		{open + "/410", "la source a fermé (410) et ne sera plus interrogée ; ses articles restent",
			"the feed is gone (410) and will not be fetched again; its articles stay"},
		{open + "/500", "le site est en panne (500). Nouvel essai à la prochaine actualisation",
			"the site has a problem (500). BreaGeek tries again"},
		{open + "/403", "le serveur a répondu 403. Nouvel essai", "the server answered 403"},
		{open + "/loop", "les redirections ne mènent nulle part. Vérifiez l’adresse",
			"the redirects lead nowhere. Check the address"},
		{secure + "/page", "le certificat du site n’est pas valable (autorité inconnue). Rien n’a",
			"the site's certificate is not valid (unknown authority). Nothing was exchanged"},
		{open + "/large", "la réponse dépasse 16 Mio et n’est pas gardée. Vérifiez",
			"the answer is larger than 16 MiB and was dropped. Check"},
		{open + "/bomb", "la réponse dépasse 16 Mio", "the answer is larger than 16 MiB"},
		{open + "/stall", "le site ne répond pas. Nouvel essai", "the site did not respond."},
		{open + "/mute", "le site ne répond pas. Nouvel essai", "the site did not respond."},
	} {
		t.Run(strings.TrimPrefix(c.url[strings.LastIndex(c.url, "/"):], "/"), func(t *testing.T) {
			t.Parallel()
			for l, sentence := range map[*locale.Locale]string{
				locale.French(): c.french, locale.English(): c.english,
			} {
				lib := library(t, t.TempDir(), c.url)
				if strings.HasSuffix(c.url, "/stall") || strings.HasSuffix(c.url, "/mute") {
					lib.Client = fetch.NewClient(fetch.Options{Header: headerLimit})
				}
				keep(t, lib.Store, c.url)
				s := run(t, session.Deps{Library: lib, Locale: l}, 220, 40)
				s.shows("Le Courrier", sentence, "Le viaduc de Brannec rouvre", "La fanfare répète")
				s.press("j", "enter")
				s.shows("Cuivres et tambours")
				s.press("q")
				s.quits()
			}
		})
	}
}

// headerLimit is short, and yet long for a server on this machine.
const headerLimit = 700 * time.Millisecond

func TestAnEmptyFeedTakesNothingAway(t *testing.T) {
	web := newSite(t, nil)
	lib := library(t, t.TempDir(), web.URL)
	keep(t, lib.Store, web.URL)
	s := run(t, session.Deps{Library: lib}, 120, 36)
	s.shows("actualisé à l’instant", "6 non lus", "La fanfare répète")
	s.press("r")
	s.shows("Rien de nouveau")
}

// press serves one text as a feed.
func press(t *testing.T, text string) *terminal {
	t.Helper()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(web.Close)
	return run(t, session.Deps{Library: library(t, t.TempDir(), web.URL)}, 120, 36)
}

func channel(items string) string {
	return `<rss version="2.0"><channel><title>Le Courrier</title>` + items + `</channel></rss>`
}

func TestABrokenItemCostsNoOther(t *testing.T) {
	s := press(t, channel(`<item><title>Premier titre</title><guid>1</guid></item>
		<item><title>Deuxième & <b>titre</title><guid>2</guid><pubDate>&#27;</item>
		<item><title>Troisième titre</title><guid>3</guid></item>`))
	s.shows("3 non lus", "Premier titre", "Deuxième & titre", "Troisième titre")
}

func TestItemsThatLackThingsAreListedAndRead(t *testing.T) {
	s := press(t, channel(`
		<item><title>Sans guid</title><link>https://c.example/1</link>
			<description>Un</description></item>
		<item><guid>2</guid><description>Le texte de l’article muet</description></item>
		<item><title>Sans date ni lien</title><guid>3</guid><description>Trois</description></item>
		<item><title>Venu de demain</title><guid>4</guid><description>Quatre</description>
			<pubDate>Sat, 01 Jan 2050 00:00:00 +0000</pubDate></item>
		<item><title>Ancienne version</title><guid>5</guid>
			<pubDate>Fri, 20 Nov 2026 09:00:00 +0000</pubDate></item>
		<item><title>Nouvelle version</title><guid>5</guid>
			<pubDate>Sat, 21 Nov 2026 09:00:00 +0000</pubDate></item>`))
	s.shows("6 non lus", "Sans guid", "Le texte de l’article muet", "Sans date ni lien",
		"Venu de demain", "Nouvelle version", "Ancienne version", "Aujourd’hui", "Hier")
	s.hides("2050")
	s.press("j", "enter")
	s.shows("Le texte de l’article muet", "sans date")
	s.press("o")
	s.shows("La source n’a donné aucun lien")
}

func TestLongAndDeepArticlesStayOnTheScreen(t *testing.T) {
	title := strings.TrimSpace(strings.Repeat("interminable ", 800))
	quotes := strings.Repeat("&lt;blockquote&gt;", 3000) + "Au fond du puits"
	s := press(t, channel(`<item><title>Avant</title><guid>0</guid></item>
		<item><title>Titre `+title+`</title><guid>1</guid>
			<description>Texte court</description></item>
		<item><title>Citations</title><guid>2</guid><description>`+quotes+`</description></item>`))
	s.shows("3 non lus", "Avant", "Titre interminable", "Citations")
	s.press("j", "enter")
	s.shows("Titre interminable", "2 non lus")
	s.press("G")
	s.shows("Texte court")
	s.press("n")
	s.shows("Au fond du puits", "1 non lu")
}

func TestTenThousandItemsAreListedToTheLast(t *testing.T) {
	var items strings.Builder
	for i := range 10_000 {
		items.WriteString("<item><title>Titre " + string(rune('A'+i%26)) + "</title><guid>" +
			strings.Repeat("x", i%7) + time.Duration(i).String() + "</guid></item>")
	}
	items.WriteString("<item><title>Le tout dernier</title><guid>fin</guid></item>")
	s := press(t, channel(items.String()))
	s.shows("10 001 non lus")
	s.press("G")
	s.shows("Le tout dernier")
}

func TestABrokenStateIsToldAndKeptAside(t *testing.T) {
	for name, text := range map[string]string{
		"empty":   "",
		"cut off": `{"version": 1, "articles": {"0000000000000001": {"read": tr`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			state := filepath.Join(dir, "state.json")
			if err := os.WriteFile(state, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			lib := library(t, dir)
			keep(t, lib.Store, "https://c.example/")
			s := run(t, session.Deps{Library: lib}, 220, 36)
			s.shows("state.json était illisible. Il est mis de côté, rien n’est effacé : ", dir[:8])
			s.shows("6 non lus")
			s.press("u")
			s.shows("5 non lus")
			s.press("q")
			s.quits()
			aside, _ := filepath.Glob(state + ".broken-*")
			if len(aside) != 1 {
				t.Fatalf("set aside: %v", aside)
			}
			if kept, _ := os.ReadFile(aside[0]); string(kept) != text {
				t.Errorf("set aside: %q", kept)
			}
			if now, _ := os.ReadFile(state); !strings.Contains(string(now), `"read": true`) {
				t.Errorf("the new state.json is %s", now)
			}
		})
	}
}

func TestAStateThatMayNotBeWrittenIsToldAndLeftAlone(t *testing.T) {
	const newer = `{"version": 2, "articles": {}}`
	for name, c := range map[string]struct {
		text     string
		mode     os.FileMode
		sentence string
	}{
		"newer": {newer, 0o600, "viennent d’une version plus récente de BreaGeek ; ils ne sont pas"},
		"read-only": {`{"version": 1, "articles": {}}`, 0o400,
			"Le disque refuse l’écriture (accès refusé, "},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			state := filepath.Join(dir, "state.json")
			if err := os.WriteFile(state, []byte(c.text), c.mode); err != nil {
				t.Fatal(err)
			}
			lib := library(t, dir)
			keep(t, lib.Store, "https://c.example/")
			s := run(t, session.Deps{Library: lib}, 220, 36)
			s.shows("6 non lus")
			s.press("enter")
			s.shows("5 non lus", c.sentence)
			if name == "newer" {
				s.shows("Marques non enregistrées")
			}
			s.press("q")
			if err := <-s.ended; err == nil {
				t.Error("the marks were not written, and the program ends as if they were")
			}
			if now, _ := os.ReadFile(state); string(now) != c.text {
				t.Errorf("state.json is now %s", now)
			}
		})
	}
}

func TestATerminalOfTwentyByFiveSaysWhatItTakes(t *testing.T) {
	for l, sentence := range map[*locale.Locale]string{
		locale.French():  "Terminal trop petit (20×5). Il faut 40×10. « q » quitte.",
		locale.English(): "Terminal too small (20×5). BreaGeek needs 40×10. “q” quits.",
	} {
		s := run(t, session.Deps{Library: library(t, t.TempDir()), Locale: l}, 20, 5)
		s.wait(sentence, func(screen string) bool {
			return strings.Contains(strings.Join(strings.Fields(screen), " "), sentence)
		})
		s.press("j", "enter", "tab", "G")
		s.size(120, 36)
		s.hides("40×10")
		s.press("q")
		s.quits()
	}
}
