package ui

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"breageek/ui/session"
)

// paper is a site of whole articles, the newest first, and whatever else it serves.
type paper struct {
	*httptest.Server
	mu    sync.Mutex
	items []story // their bodies are HTML, in which {site} is the site's address
	files map[string]http.HandlerFunc
	asked map[string]int
}

func newPaper(t *testing.T, items ...story) *paper {
	p := &paper{items: items, files: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	p.Server = httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(p.Close)
	return p
}

func (p *paper) serve(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked[r.URL.Path]++
	file := p.files[r.URL.Path]
	feed := p.feed()
	p.mu.Unlock()
	switch {
	case file != nil:
		file(w, r)
	case r.URL.Path == "/feed/":
		w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
		_, _ = io.WriteString(w, feed)
	default:
		http.NotFound(w, r)
	}
}

// change gives an article another body.
func (p *paper) change(i int, body string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.items[i].body = body
}

func (p *paper) times(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

func (p *paper) feed() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" ` +
		`xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>` +
		`<title>Le Papier</title><link>` + p.URL + `/</link>`)
	for i, s := range p.items {
		date := noon.Add(-time.Duration(s.hours) * time.Hour).Format(time.RFC1123Z)
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s/%d/</link><guid>%d</guid>`+
			`<pubDate>%s</pubDate><content:encoded>%s</content:encoded></item>`,
			s.title, p.URL, i+1, i+1, date,
			html.EscapeString(strings.ReplaceAll(s.body, "{site}", p.URL)))
	}
	b.WriteString(`</channel></rss>`)
	return b.String()
}

// page is a web page of an article.
func page(title, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		_, _ = fmt.Fprintf(w, `<html><head><title>%[1]s</title></head><body><article><h1>%[1]s</h1>`+
			`<div class="entry-content">%[2]s</div></article></body></html>`, title, body)
	}
}

// linked is a paper whose first article leads everywhere.
func linked(t *testing.T) *paper {
	p := newPaper(t,
		story{"Le bac du Trieux reprend", `<p>Le bac reprend, comme <a href="{site}/2/">la semaine
			dernière</a>, dit <a href="{site}/dossier/">notre dossier</a>, et
			<a href="https://ailleurs.example/bac?a=1">un autre journal</a>. Écrire à
			<a href="mailto:bac@papier.example">la rédaction</a>.</p><p>` +
			strings.Repeat("Le passeur attend la marée. ", 120) + `</p>`, 1},
		story{"Le bac du Trieux en panne", "<p>La chaîne du bac a cédé dimanche.</p>", 150})
	p.files["/dossier/"] = page("Cent ans de bac",
		"<p>"+strings.Repeat("Depuis cent ans le bac passe le Trieux à la chaîne. ", 12)+"</p>")
	return p
}

// opened starts the reader on a paper and opens its first article.
func opened(t *testing.T, p *paper, d session.Deps, w, h int) *terminal {
	t.Helper()
	if d.Store == nil {
		d.Library = library(t, t.TempDir(), p.URL+"/feed/")
	}
	s := run(t, d, w, h)
	s.shows("nouv", fmt.Sprintf("1/%d", len(p.items))) // told of, and listed
	s.press("enter")
	s.shows("Article", "min de lecture")
	return s
}

func TestALinkIsFollowedByItsNumber(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		browsed := make(chan string, 9)
		web := linked(t)
		s := opened(t, web, session.Deps{
			Browse: func(url string) error { browsed <- url; return nil }}, w, h)
		s.shows("dernière[1]", "dossier[2]", "journal[3]", "rédaction[4]")
		s.press("l")
		s.shows("Lien : ")
		s.press("1")
		s.shows("La chaîne du bac a cédé dimanche.")
		s.press("z")
		s.shows("Annulé, lu → non lu : Le bac du Trieux en panne")
		s.press("backspace")
		s.shows("Le bac reprend")
		s.press("l")
		s.shows("Lien : ")
		s.press("2")
		s.shows("Depuis cent ans le bac")
		if n := web.times("/dossier/"); n != 1 {
			t.Errorf("the page was asked for %d times", n)
		}
		s.press("backspace")
		s.shows("Le bac reprend")
		s.press("enter")
		s.shows("Lien : ")
		s.press("3")
		s.shows("https://ailleurs.example/bac?a=1", "entrée l’ouvre dans le navigateur")
		if len(browsed) > 0 {
			t.Fatalf("%s was opened before it was shown", <-browsed)
		}
		s.press("enter")
		s.shows("Ouvert dans le navigateur")
		if url := <-browsed; url != "https://ailleurs.example/bac?a=1" {
			t.Errorf("%s was opened", url)
		}
	})
}

func TestALinkIsChosenByTabAndItsAddressCopied(t *testing.T) {
	s := opened(t, linked(t), session.Deps{}, 120, 36)
	s.press("l")
	s.shows("Lien : ")
	s.press("tab", "tab", "tab")
	s.shows("Lien : https://ailleurs.example/bac?a=1")
	s.press("tab")
	s.shows("Lien : mailto:bac@papier.example")
	s.press("shift+tab", "y")
	s.shows("Lien copié : https://ailleurs.example/bac?a=1")
	s.receives("\x1b]52;c;aHR0cHM6Ly9haWxsZXVycy5leGFtcGxlL2JhYz9hPTE=")
	s.press("l")
	s.shows("Lien : ")
	s.press("9") // there are four
	s.heard()    // and "?" leaves
	s.hides("Lien :")
}

func TestEscLeavesTheLinksAndTheTextScrollsMeanwhile(t *testing.T) {
	s := opened(t, linked(t), session.Deps{}, 80, 24)
	s.press("l")
	s.shows("Lien : ")
	s.press("G")
	s.hides("Le bac reprend")
	s.shows("Liens", "[3] https://ailleurs.example/bac?a=1")
	s.press("g", "l")
	s.shows("Lien : ")
	s.press("j", "j", "j", "j")
	s.hides("min de lecture")
	s.shows("Lien : ")
	s.press("esc")
	s.hides("Lien :")
	s.shows("Article")
}

func TestAPageThatIsNotThereIsOfferedToTheBrowser(t *testing.T) {
	web := linked(t)
	web.files["/dossier/"] = http.NotFound
	browsed := make(chan string, 1)
	s := opened(t, web, session.Deps{Browse: func(url string) error { browsed <- url; return nil }}, 120, 36)
	s.press("l")
	s.shows("Lien : ")
	s.press("2")
	s.shows("404", "entrée l’ouvre dans le navigateur")
	s.press("enter")
	if url := <-browsed; url != web.URL+"/dossier/" {
		t.Errorf("%s was opened", url)
	}
}

func TestZenShowsTheArticleAloneAndItsKeysGoOn(t *testing.T) {
	both(t, func(t *testing.T, w, h int) {
		s := opened(t, linked(t), session.Deps{}, w, h)
		s.press("Z")
		s.hides("Article", "Tous les titres", "? aide")
		s.shows("Le bac reprend")
		s.press("n")
		s.shows("La chaîne du bac a cédé")
		s.hides("Tous les titres", "Article", "? aide")
		s.press("p")
		s.shows("Le bac reprend")
		s.press("]")
		s.shows("La chaîne du bac a cédé")
		s.press("[")
		s.shows("Le bac reprend")
		s.press("/", "passeur")
		s.shows("Dans l’article : passeur  1/120")
		s.press("esc")
		s.hides("Dans l’article")
		s.press("esc")
		s.shows("Article", "? aide")
	})
}

// widest is the longest line of a column that begins at a cell, in cells.
func (s *terminal) widest(from int) (most int) {
	for _, line := range s.lines() {
		if cells := []rune(line); len(cells) > from {
			text := strings.TrimSpace(string(cells[from:]))
			if strings.HasPrefix(text, "Le passeur") || strings.Contains(text, "marée. Le") {
				most = max(most, len([]rune(text)))
			}
		}
	}
	return most
}

func TestTheMeasureChangesAtOnceAndIsRemembered(t *testing.T) {
	web := linked(t)
	dir := t.TempDir()
	s := opened(t, web, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, 120, 36)
	s.press("<")
	s.shows("Lignes de 68 caractères.")
	s.press("<", "<", "<")
	s.shows("Lignes de 56 caractères.")
	narrow := func(string) bool { w := s.widest(44); return w > 40 && w <= 56 }
	s.wait("lines of at most 56", narrow)
	s.press("q")
	s.quits()
	s = run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, 120, 36)
	s.shows("Tous les titres", "actualisé")
	s.press("g", "enter")
	s.shows("Le bac reprend")
	s.wait("lines of at most 56", narrow)
	s.press(">")
	s.shows("Lignes de 60 caractères.")
	s.press("q")
	s.quits()
	// What config.toml says since counts for more.
	s = run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/"), Measure: 44}, 120, 36)
	s.shows("Tous les titres", "actualisé")
	s.press("g", "enter")
	s.shows("Le bac reprend")
	s.wait("lines of at most 44", func(string) bool { w := s.widest(44); return w > 30 && w <= 44 })
}

// topLine is the first line of the text in the article pane, from cell x on.
func (s *terminal) topLine(x int) string {
	for _, line := range s.lines()[1:] {
		if cells := []rune(line); len(cells) > x {
			if text := strings.TrimSpace(string(cells[x:])); text != "" {
				return text
			}
		}
	}
	return ""
}

func TestTheSameWordsStayAtTheTopWhateverTheSize(t *testing.T) {
	var words strings.Builder
	for i := range 900 {
		fmt.Fprintf(&words, "mot%d ", i)
	}
	web := newPaper(t, story{"Un seul paragraphe", "<p>" + words.String() + "</p>", 1})
	dir := t.TempDir()
	s := opened(t, web, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, 80, 24)
	s.press("space", "space")
	s.wait("another page", func(string) bool { return !strings.Contains(s.text(), "mot0 ") })
	s.heard()
	first, _, _ := strings.Cut(s.topLine(0), " ")
	for _, size := range [][2]int{{60, 24}, {48, 30}, {80, 24}} {
		s.size(size[0], size[1])
		s.wait(fmt.Sprintf("%s at the top of %v", first, size), func(string) bool {
			return strings.Contains(s.topLine(0)+" ", first+" ")
		})
	}
	s.wait("the very line", func(string) bool { return strings.HasPrefix(s.topLine(0), first+" ") })
	s.press("q")
	s.quits()
	s = run(t, session.Deps{Library: library(t, dir, web.URL+"/feed/")}, 66, 24)
	s.shows("Tous les titres")
	s.press("enter")
	s.wait(first+" after a restart", func(string) bool {
		return strings.Contains(s.topLine(0)+" ", first+" ")
	})
}

func TestTheParagraphStaysWhereTheTextGrowsAboveIt(t *testing.T) {
	web := newPaper(t, story{"Un récit", numbered(40), 1})
	s := opened(t, web, session.Deps{}, 120, 36)
	s.press("space", "space")
	s.heard()
	before := section(s.text())
	web.change(0, "<p>Un chapeau de plus.</p><p>Et un autre.</p>"+numbered(40))
	s.press("r")
	s.shows("1 mis à jour")
	s.wait("§"+before, func(screen string) bool { return section(screen) == before })
	s.press("g")
	s.shows("Un chapeau de plus.")
}

func TestAWideTableIsWalkedSideways(t *testing.T) {
	var b strings.Builder
	b.WriteString("<p>Avant.</p><table>")
	for y := range 3 {
		b.WriteString("<tr>")
		for x := range 20 {
			fmt.Fprintf(&b, "<td>case%d-%d</td>", y, x)
		}
		b.WriteString("</tr>")
	}
	s := opened(t, newPaper(t, story{"Un tableau", b.String() + "</table>", 1}), session.Deps{}, 80, 24)
	s.shows("case0-0", "case2-4", "shift+→ tableau large")
	s.hides("case0-19")
	s.press(strings.Repeat("}", 40))
	s.shows("case0-19", "case2-19", "Avant.")
	s.hides("case0-0 ")
	s.press(strings.Repeat("{", 40))
	s.shows("case0-0")
}

func TestWhereThePaneIsNarrowTheMeasureStaysAsItIs(t *testing.T) {
	s := opened(t, newPaper(t, story{"Un récit", numbered(4), 1}), session.Deps{}, 40, 20)
	s.press("<")
	s.shows("ne deviennent pas plus co")
	s.press(">")
	s.shows("ne deviennent pas plus lo")
	s.size(120, 36)
	s.press("<")
	s.shows("Lignes de 68")
}
