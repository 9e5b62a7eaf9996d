// Package sample owns a newspaper printed into the binary: two small French
// papers of our own writing, served as two WordPress sites would serve them, so
// that a reader who has no network yet has something to read and every part of
// the program something real to work on. It refuses to know who reads it: it is
// an [http.RoundTripper] and imports nothing of ours.
//
// The towns, their people and their institutions are invented. Each article is
// one file, edition/HOST/NN-slug.html; adding a file adds an article. The file
// begins with a header, a "key: value" a line up to the first empty line:
//
//	id          WordPress's number of the post; makes the GUID; unique in its paper
//	title       plain text; the feed writes it with numeric entities
//	author      dc:creator
//	categories  separated by ";"
//	tags        separated by ";"
//	age         how long before now it came out: 40m, 5h10m, 3d2h
//	updated     how long before now it was changed, for an update
//	picture     one of the names in pictures.go, for the featured picture
//	alt         what that picture shows
//	excerpt     the description; else the text's first 55 words
//	flags       teaser: the feed carries the excerpt alone, the page the text
//	            twice:  the title's entities are encoded twice
//	            flat:   the page carries a flattened "READ  Headline" line
//
// The rest is the body as its author saved it, a block a line, with the dirt
// that real papers have. As an href, @slug stands for the address of that
// article, which changes with the year, and /@slug for the same from the site's
// root. Nothing in a body may name a date or a
// weekday near today: the dates follow the clock, the words never change.
package sample

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// Scheme is the URL scheme that [Transport] is registered for.
const Scheme = "sample"

// The hosts of the two papers, which are the names of their folders, too.
const (
	gazette   = "la-gazette-de-port-vieil.example"
	semaphore = "le-semaphore.example"
)

// Feeds returns the addresses of the edition's feeds.
func Feeds() []string {
	return []string{Scheme + "://" + gazette + "/feed/", Scheme + "://" + semaphore + "/feed/"}
}

// Transport serves the edition as of now: the feeds (conditional GET by ETag and
// Last-Modified, which change with now's calendar day), the articles' pages and
// their pictures; 404 for everything else, with an empty feed in it past a feed's
// end, as WordPress answers. Only a request's host and path count, not its
// scheme, so that the https links of the articles are served, too. The error is
// the request's context's, or a mistake in the edition's files.
func Transport(now func() time.Time) http.RoundTripper {
	return &transport{now: now, open: sync.OnceValues(open)}
}

type transport struct {
	now  func() time.Time
	open func() (*edition, error)
}

// RoundTrip answers a request from the edition.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		_ = req.Body.Close()
	}
	if err := context.Cause(req.Context()); err != nil {
		return nil, err
	}
	e, err := t.open()
	if err != nil {
		return nil, fmt.Errorf("sample edition: %w", err)
	}
	a, err := e.answer(req, t.now())
	if err != nil {
		return nil, fmt.Errorf("sample edition: %s: %w", req.URL.Path, err)
	}
	return a.response(req), nil
}

// answer is the response to a request; a zero status is 200.
type answer struct {
	status   int
	kind     string // media type
	body     []byte
	etag     string
	modified time.Time
}

// answer returns the response to a request.
func (e *edition) answer(req *http.Request, now time.Time) (answer, error) {
	missing := answer{status: http.StatusNotFound, kind: "text/html; charset=UTF-8",
		body: []byte("<!DOCTYPE html><title>Page non trouvée</title>\n")}
	if req.Method != http.MethodGet && req.Method != http.MethodHead && req.Method != "" {
		missing.status = http.StatusMethodNotAllowed
		return missing, nil
	}
	p := e.papers[strings.TrimPrefix(strings.ToLower(req.URL.Hostname()), "www.")]
	if p == nil {
		return missing, nil
	}
	where := strings.Trim(path.Clean("/"+req.URL.Path), "/")
	if where == "feed" {
		return e.feed(p, req, now)
	}
	if name, ok := strings.CutPrefix(where, "wp-content/uploads/"); ok {
		if draw := pictures()[strings.TrimSuffix(name, ".png")]; draw != nil {
			body, err := encode(draw)
			return answer{kind: "image/png", body: body}, err
		}
		return missing, nil
	}
	year, slug, _ := strings.Cut(where, "/")
	if strings.Trim(year, "0123456789") != "" || p.bySlug[slug] == nil {
		return missing, nil
	}
	body, err := e.page(p, p.bySlug[slug], now)
	return answer{kind: "text/html; charset=UTF-8", body: body}, err
}

// feed answers with a paper's feed, or with 304 when the request shows that the
// day's feed is known.
func (e *edition) feed(p *paper, req *http.Request, now time.Time) (answer, error) {
	year, month, day := now.Date()
	a := answer{
		kind:     "application/rss+xml; charset=UTF-8",
		etag:     fmt.Sprintf(`"%s-%04d%02d%02d"`, p.Host, year, month, day),
		modified: time.Date(year, month, day, 0, 0, 0, 0, now.Location()),
	}
	if known(req.Header, a) {
		a.status = http.StatusNotModified
		return a, nil
	}
	articles := p.Articles
	if page := req.URL.Query().Get("paged"); page != "" && page != "1" {
		articles, a.status, a.etag = nil, http.StatusNotFound, ""
		a.modified = time.Time{}
	}
	body, err := e.rss(p, articles, now)
	a.body = body
	return a, err
}

// known evaluates a conditional request: an entity tag decides alone (RFC 9110
// §13.2.2).
func known(h http.Header, a answer) bool {
	if tags := h.Get("If-None-Match"); tags != "" {
		for tag := range strings.SplitSeq(tags, ",") {
			if tag = strings.TrimSpace(tag); tag == "*" || strings.TrimPrefix(tag, "W/") == a.etag {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(h.Get("If-Modified-Since"))
	return err == nil && !a.modified.After(since)
}

func (a answer) response(req *http.Request) *http.Response {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	h := http.Header{"Content-Type": {a.kind}}
	if a.etag != "" {
		h.Set("ETag", a.etag)
		h.Set("Last-Modified", a.modified.UTC().Format(http.TimeFormat))
	}
	length := int64(len(a.body))
	if req.Method == http.MethodHead {
		a.body = nil
	}
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)),
		StatusCode:    a.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        h,
		ContentLength: length,
		Body:          &body{req.Context(), bytes.NewReader(a.body)},
		Request:       req,
	}
}

// body ends with the context of its request, as a connection would.
type body struct {
	ctx context.Context
	r   io.Reader
}

func (b *body) Read(p []byte) (int, error) {
	if err := context.Cause(b.ctx); err != nil {
		return 0, err
	}
	return b.r.Read(p)
}

func (b *body) Close() error { return nil }
