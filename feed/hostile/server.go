package hostile

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
)

// perFeed is how many articles of the paper one feed has.
const perFeed = 300

// Feeds returns the paths of the feeds: several for the articles, and one for each attack on
// the feed itself.
func Feeds() (paths []string) {
	items, own := parts()
	for i := range (len(items) + perFeed - 1) / perFeed {
		paths = append(paths, fmt.Sprintf("/feed/%d", i))
	}
	for i := range own {
		paths = append(paths, fmt.Sprintf("/own/%d", i))
	}
	return paths
}

// parts returns the items that are articles, and those with a feed of their own.
func parts() (items, own []Item) {
	for _, it := range Items() {
		if strings.HasPrefix(it.Field, "channel") {
			own = append(own, it)
		} else {
			items = append(items, it)
		}
	}
	return items, own
}

// Handler serves the paper, and its faults.
func Handler() http.Handler {
	mux := http.NewServeMux()
	items, own := parts()
	site := func(r *http.Request) string { return "http://" + r.Host }
	mux.HandleFunc("/feed/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		from := min(n*perFeed, len(items))
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write(Feed(site(r), items[from:min(from+perFeed, len(items))]))
	})
	mux.HandleFunc("/own/{n}", func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		n = min(n, len(own)-1)
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write(Feed(site(r), own[n:n+1]))
	})
	mux.HandleFunc("/a/{n}/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		n, _ := strconv.Atoi(r.PathValue("n"))
		_, _ = io.WriteString(w, page(n))
	})
	for _, f := range Faults() {
		mux.HandleFunc(f.Path, f.serve)
	}
	mux.HandleFunc("/fault/loop2", redirect("/fault/loop"))
	mux.Handle("/flapping", flapping())
	return mux
}

// page returns a web page with one of the sequences in every place.
func page(n int) string {
	all := Sequences()
	s := all[n%len(all)].Bytes
	return `<!doctype html><html><head><title>` + s + `</title><meta property="og:title" content="` +
		numeric(s) + `"><meta name="author" content="` + numeric(s) + `"></head><body><article><h1>` +
		s + `</h1><div class="entry-content"><p>` +
		strings.Repeat(numeric(s)+" un texte assez long. ", 30) + `</p></div></article></body></html>`
}

// flapping serves a feed that changes with each response, and forgets its articles.
func flapping() http.Handler {
	var asked atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n := asked.Add(1)
		w.Header().Set("Content-Type", "application/rss+xml")
		if n%3 == 0 {
			_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>Vide</title></channel></rss>`)
			return
		}
		_, _ = io.WriteString(w, item(fmt.Sprintf("Une version de plus : %d.", n)))
	})
}
