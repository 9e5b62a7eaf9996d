package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// newspaper serves a small newspaper on loopback: /feed/ with validators, and addresses that
// respond incorrectly.
func newspaper() (url string, stop func()) {
	mux := http.NewServeMux()
	mux.HandleFunc("/feed/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		if r.Header.Get("If-None-Match") == `"one"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
		_, _ = fmt.Fprint(w, newspaperFeed())
	})
	mux.HandleFunc("/page/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		_, _ = fmt.Fprint(w, "<!doctype html><title>Accueil</title><p>Une page.")
	})
	mux.HandleFunc("/hebdo/feed/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
		_, _ = fmt.Fprintf(w, `<rss version="2.0"><channel><title>L’Hebdo</title><item>`+
			`<title>Le puits de Kerbrat est curé</title><link>http://%s/hebdo/1/</link>`+
			`<guid>1</guid><description>Trois voisins curent le puits. [&#8230;]</description>`+
			`</item></channel></rss>`, r.Host)
	})
	mux.HandleFunc("/hebdo/1/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		_, _ = fmt.Fprint(w, `<!doctype html><html lang="fr"><head><title>Le puits de Kerbrat est `+
			`curé - L’Hebdo</title></head><body><div class="entry-content"><p>Trois voisins curent `+
			`le puits. Au fond, ils ont trouvé une cloche de brebis et deux sous percés.</p></div>`+
			`</body></html>`)
	})
	mux.HandleFunc("/gone/", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusGone)
	})
	s := httptest.NewServer(mux)
	return s.URL, s.Close
}

// newspaperFeed returns three chapters of a story and a short item, with fixed dates.
func newspaperFeed() string {
	items := []struct{ title, body string }{
		{"Le moulin de Trévoal tourne de nouveau",
			"<p>La meunière Annaïg Le Bihan relance le moulin de Trévoal : « Il chante ! »</p>" +
				`<p>Voyez donc <a href="https://echo.example/2/">la roue réparée</a>.</p>`},
		{"Moulin de Trévoal : la roue est réparée",
			"<p>La meunière Annaïg Le Bihan a réparé la roue du moulin de Trévoal.</p>" +
				`<p><strong>À lire aussi :</strong> <a href="https://echo.example/3/">La soupe</a></p>` +
				`<p>READ&nbsp; La roue du moulin de Trévoal brisée par la crue</p>` +
				`<p>LIRE AUSSI : <a href="https://echo.example/hors-flux/">Le four banal</a></p>` +
				`<p>LIRE AUSSI : <a href="https://ailleurs.example/">Ailleurs</a></p>`},
		{"Une soupe d’orties au menu de la cantine", "<p>Recette et « succès d’estime «, " +
			"dit le chef. . Bon appétit .</p>"},
		{"La roue du moulin de Trévoal brisée par la crue",
			"<p>À Trévoal, la crue brise la roue du moulin de la meunière Annaïg Le Bihan.</p>"},
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" ` +
		`xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>` +
		`<title>L’Écho de Trévoal</title><link>https://echo.example/</link>`)
	first := time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
	for i, it := range items {
		date := first.AddDate(0, 0, -i).Format(time.RFC1123Z)
		fmt.Fprintf(&b, `<item><title>%s</title><link>https://echo.example/%d/</link>`+
			`<guid isPermaLink="false">echo-%d</guid><pubDate>%s</pubDate>`+
			`<category>Trévoal</category><description>%s</description>`+
			`<content:encoded><![CDATA[%s]]></content:encoded></item>`,
			it.title, i+1, i+1, date, it.title, it.body)
	}
	b.WriteString(`</channel></rss>`)
	return b.String()
}
