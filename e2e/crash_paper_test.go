//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// gazette is a newspaper that changes with every request: each response has new items at the
// top, other texts for some items, and lacks the oldest.
type gazette struct {
	*httptest.Server
	mu       sync.Mutex
	editions map[string]int // by path
	born     time.Time
}

// The number of items in a response, and of new ones among them.
const (
	gazetteItems = 40
	gazetteFresh = 12
)

func newGazette(t testing.TB) *gazette {
	g := &gazette{editions: map[string]int{}, born: time.Now().AddDate(0, 0, -60)}
	g.Server = httptest.NewServer(http.HandlerFunc(g.serve))
	t.Cleanup(g.Close)
	return g
}

// args returns the arguments for its three feeds: two with full texts, one with excerpts.
func (g *gazette) args() (args []string) {
	for _, path := range []string{"/1/feed/", "/2/feed/", "/3/feed/"} {
		args = append(args, "--source", g.URL+path)
	}
	return args
}

func (g *gazette) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/page/") {
		_, _ = fmt.Fprintf(w, `<!doctype html><html lang="fr"><title>Page</title><body>`+
			`<div class="entry-content">%s</div></body></html>`, dispatch(r.URL.Path, 0))
		return
	}
	g.mu.Lock()
	g.editions[r.URL.Path]++
	edition := g.editions[r.URL.Path]
	g.mu.Unlock()
	w.Header().Set("ETag", fmt.Sprintf("%q", fmt.Sprint(edition)))
	w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
	_, _ = fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" `+
		`xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>`+
		`<title>Gazette %c</title>`, r.URL.Path[1])
	last := edition*gazetteFresh + gazetteItems
	for n := last; n > last-gazetteItems; n-- {
		_, _ = fmt.Fprint(w, g.item(r.URL.Path, n, (edition+n)/7))
	}
	_, _ = fmt.Fprint(w, `</channel></rss>`)
}

// item returns the n-th item of a feed, in one of its wordings.
func (g *gazette) item(path string, n, wording int) string {
	name := fmt.Sprintf("%c%05d", path[1], n)
	date := g.born.Add(time.Duration(n) * time.Minute).Format(time.RFC1123Z)
	text := fmt.Sprintf("<content:encoded><![CDATA[%s]]></content:encoded>",
		dispatch(name, wording))
	if path[1] == '3' {
		text = "<description>Le début. [&#8230;]</description>"
	}
	return fmt.Sprintf(`<item><title>Dépêche %s</title><link>%s/page/%s/</link>`+
		`<guid isPermaLink="false">d%s</guid><pubDate>%s</pubDate>%s</item>`,
		name, g.URL, name, name, date, text)
}

// dispatch returns a text of a thousand letters that no other item has.
func dispatch(name string, wording int) string {
	var b strings.Builder
	for i := range 4 {
		fmt.Fprintf(&b, "<p>Le canal %s-%d-%d est rouvert à la navigation, dit l’éclusière ; les "+
			"bateliers attendaient depuis la crue, et les quais se remplissent à présent de "+
			"sable, de grain et de curieux venus compter les péniches une à une.</p>",
			strings.Trim(name, "/"), wording, i)
	}
	return b.String()
}
