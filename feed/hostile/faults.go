package hostile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Fault is a response that is wrong as a whole.
type Fault struct {
	Name, Path string
	serve      http.HandlerFunc
}

// Faults returns the ways in which a source can respond badly.
func Faults() []Fault {
	return []Fault{
		{"an entity bomb", "/fault/laughs", feedOf(laughs())},
		{"entities of this machine's files", "/fault/entity", feedOf(`<?xml version="1.0"?>` +
			`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>` +
			`<rss version="2.0"><channel><title>&x;</title>` +
			`<item><title>&x;</title></item></channel></rss>`)},
		{"100,000 elements in each other", "/fault/deep", feedOf(`<rss version="2.0"><channel>` +
			strings.Repeat("<a>", 100_000))},
		{"100,000 HTML elements in each other", "/fault/deephtml", feedOf(item("<![CDATA[" +
			strings.Repeat("<div><blockquote><ul><li>", 25_000) + "]]>"))},
		{"a gzip bomb", "/fault/gzip", gzipBomb},
		{"a body without end", "/fault/endless", endless},
		{"a body that drips", "/fault/slow", slow},
		{"nothing at all", "/fault/mute", mute},
		{"a body cut off", "/fault/cut", cutOff},
		{"a length that is too long", "/fault/long", wrongLength(1 << 20)},
		{"a length that is too short", "/fault/short", wrongLength(40)},
		{"redirects in a circle", "/fault/loop", redirect("/fault/loop2")},
		{"redirects without end", "/fault/many/", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x/", http.StatusFound)
		}},
		{"a redirect to a file", "/fault/file", redirect("file:///etc/passwd")},
		{"a redirect with a new line", "/fault/line", redirect("/fault/429\r\nX: PWNED")},
		{"a redirect to the metadata", "/fault/inside", redirect("http://169.254.169.254/latest/")},
		{"too many requests", "/fault/429", refuse(http.StatusTooManyRequests)},
		{"out of order", "/fault/503", refuse(http.StatusServiceUnavailable)},
		{"unchanged, though nothing was said of before", "/fault/304",
			func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }},
		{"no content", "/fault/204",
			func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }},
		{"a page instead of a feed", "/fault/page", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/rss+xml")
			_, _ = io.WriteString(w, "<!doctype html><title>\x1b]2;PWNED\a</title><p>PWNED")
		}},
		{"nothing but zeros", "/fault/zeros", feedOf(strings.Repeat("\x00", 1<<20))},
		{"an escape sequence in the header", "/fault/header", func(w http.ResponseWriter,
			_ *http.Request) {
			w.Header().Set("Content-Type", "text/plain; x=\x1b]2;PWNED")
			w.Header().Set("ETag", "\"\x1b]2;PWNED\"")
			w.WriteHeader(http.StatusTeapot)
		}},
	}
}

func feedOf(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = io.WriteString(w, body)
	}
}

func item(body string) string {
	return `<rss version="2.0"><channel><title>Faute</title><item><title>Une faute</title>` +
		`<guid>1</guid><description>` + body + `</description></item></channel></rss>`
}

func laughs() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "PWNED">`)
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, `<!ENTITY a%d "%s">`, i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
	}
	b.WriteString(`]><rss version="2.0"><channel><title>&a19;</title><item><title>&a19;</title>` +
		`<description>&a19;</description></item></channel></rss>`)
	return b.String()
}

// gzipBomb sends 4 GB of zeros in 4 MB.
func gzipBomb(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Content-Type", "application/rss+xml")
	for range 4 << 10 {
		if _, err := w.Write(packedBlanks()); err != nil || r.Context().Err() != nil {
			return
		}
	}
}

// packedBlanks returns a MiB of blanks as a member of a gzip file, which may have many. It is
// compressed beforehand: a slow bomb would look like a silent server.
var packedBlanks = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(bytes.Repeat([]byte(" "), 1<<20))
	_ = z.Close()
	return b.Bytes()
})

func endless(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/rss+xml")
	part := []byte(strings.Repeat("<item><title>PWNED</title></item>", 1000))
	_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>Sans fin</title>`)
	for r.Context().Err() == nil {
		if _, err := w.Write(part); err != nil {
			return
		}
	}
}

func slow(w http.ResponseWriter, r *http.Request) {
	drip := time.NewTicker(50 * time.Millisecond)
	defer drip.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-drip.C:
			_, _ = io.WriteString(w, " ")
			w.(http.Flusher).Flush()
		}
	}
}

func mute(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// cutOff ends in the middle of an article.
func cutOff(w http.ResponseWriter, _ *http.Request) {
	whole := item("&lt;p&gt;Le texte entier.&lt;/p&gt;")
	w.Header().Set("Content-Length", strconv.Itoa(len(whole)))
	_, _ = io.WriteString(w, whole[:len(whole)/2])
	panic(http.ErrAbortHandler)
}

func wrongLength(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"+
			"Content-Length: %d\r\nConnection: close\r\n\r\n%s", n, item("Une longueur fausse."))
	}
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Location"] = []string{to}
		w.WriteHeader(http.StatusFound)
	}
}

func refuse(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, "PWNED\x1b]2;PWNED\a")
	}
}
