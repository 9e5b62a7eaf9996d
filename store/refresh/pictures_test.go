package refresh_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/markup"
	"breageek/feed/picture"
	"breageek/feed/sample"
	"breageek/store"
	"breageek/store/pictures"
	"breageek/store/refresh"
)

// album is a newspaper whose articles are the given bodies, the newest first, and a
// server of pictures: a grey one at every path unless answer says something else.
type album struct {
	*httptest.Server
	mu        sync.Mutex
	asked     []string
	now, most int // requests for pictures at once
	answer    func(w http.ResponseWriter, r *http.Request) bool
}

func publishAlbum(t *testing.T, bodies ...string) *album {
	var grey bytes.Buffer
	if err := png.Encode(&grey, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	a := &album{answer: func(http.ResponseWriter, *http.Request) bool { return false }}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			_, _ = io.WriteString(w, a.feed(bodies))
			return
		}
		a.mu.Lock()
		a.asked = append(a.asked, r.URL.Path)
		a.now++
		a.most = max(a.most, a.now)
		a.mu.Unlock()
		defer func() {
			a.mu.Lock()
			defer a.mu.Unlock()
			a.now--
		}()
		if !a.answer(w, r) {
			w.Header().Set("Content-Type", "text/html") // which is not true
			_, _ = w.Write(grey.Bytes())
		}
	}))
	t.Cleanup(a.Close)
	return a
}

func (a *album) feed(bodies []string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0" xmlns:content="` +
		`http://purl.org/rss/1.0/modules/content/"><channel><title>Kerbrat</title>`)
	for i, body := range bodies {
		out := time.Date(2026, 11, 22, 12, -i, 0, 0, time.UTC).Format(time.RFC1123Z)
		fmt.Fprintf(&b, `<item><title>Nouvelle %d</title><link>%s/a/%d/</link><guid>g%d</guid>`+
			`<pubDate>%s</pubDate><content:encoded><![CDATA[<p>Le puits.</p>%s]]>`+
			`</content:encoded></item>`, i, a.URL, i, i, out, body)
	}
	return b.String() + "</channel></rss>"
}

func (a *album) source() feed.Source { return feed.Source{URL: a.URL + "/feed"} }

// asks returns the pictures that were asked for since the last time, in order.
func (a *album) asks() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	asked := a.asked
	a.asked = nil
	return asked
}

// images are img elements for pictures of an article.
func images(paths ...string) string {
	var b strings.Builder
	for _, p := range paths {
		fmt.Fprintf(&b, `<p><img src="%s" alt="Le puits"></p>`, p)
	}
	return b.String()
}

// darkroom is a desk with a cache in a folder of its own.
func darkroom(t *testing.T, a *album) (*fetch.Client, *store.Store, *pictures.Cache) {
	c, s := desk(t)
	listed(t, c, s, a.source())
	a.asks()
	return c, s, pictures.Open(t.TempDir(), pictures.Options{})
}

func TestPicturesOfTheNewestUnreadArticlesAreKeptOnce(t *testing.T) {
	var bodies []string
	for i := range 30 {
		var paths []string
		for n := range 8 {
			paths = append(paths, fmt.Sprintf("/%02d-%d.png", i, n))
		}
		bodies = append(bodies, images(paths...)+images("/twice.png"))
	}
	web := publishAlbum(t, bodies...)
	c, s, cache := darkroom(t, web)
	read := listed(t, c, s, web.source())[0]
	s.SetRead(read.ID, true)
	seen := map[string]bool{}
	for round, want := range []int{100, 74, 0} {
		events := 0
		n, err := refresh.Pictures(t.Context(), c, s, cache, []feed.Source{web.source()},
			func(e refresh.PictureEvent) {
				if events++; e.Done != events || e.Total != want || e.Err != nil || e.ID == 0 {
					t.Errorf("event %d: %+v", events, e)
				}
			})
		asked := web.asks()
		if err != nil || n != want || events != want || len(asked) != want {
			t.Fatalf("round %d: %d kept, %d events, %q, %v", round, n, events, asked, err)
		}
		for _, path := range asked {
			if seen[path] || strings.HasPrefix(path, "/00-") || strings.HasSuffix(path, "-6.png") {
				t.Errorf("round %d asks for %s", round, path)
			}
			seen[path] = true
			if round == 0 && path > "/18" {
				t.Errorf("%s is asked for before newer ones", path)
			}
		}
	}
	if web.most > 2 {
		t.Errorf("%d requests at once", web.most)
	}
}

func TestAnArticlesOwnPictureIsAskedForInOneSize(t *testing.T) {
	_, s := desk(t)
	src := feed.Source{URL: "https://gazette.example/feed"}
	body := markup.Keep(images("/puits-1024x576.png"), "https://gazette.example/puits/")
	var articles []feed.Article
	for i, own := range []string{"puits.png", "seau.png"} {
		articles = append(articles, feed.Article{ID: feed.ID(i + 1), GUID: own, Title: own,
			Body: body, Image: "https://gazette.example/" + own})
	}
	if _, err := s.Merge(t.Context(), feed.Result{Source: src, Articles: articles}); err != nil {
		t.Fatal(err)
	}
	var asked []string
	paper := served(func(r *http.Request) { asked = append(asked, r.URL.Path) })
	c := fetch.NewClient(fetch.Options{Transport: paper, PerHost: 1, Parallel: 1})
	cache := pictures.Open(t.TempDir(), pictures.Options{})
	if _, err := refresh.Pictures(t.Context(), c, s, cache, []feed.Source{src}, nil); err != nil {
		t.Fatal(err)
	}
	slices.Sort(asked)
	if got := strings.Join(asked, " "); got != "/puits-1024x576.png /seau.png" {
		t.Errorf("asked for %s", got)
	}
}

// served is a transport that answers "not found" and tells of it.
type served func(r *http.Request)

func (s served) RoundTrip(r *http.Request) (*http.Response, error) {
	s(r)
	return &http.Response{StatusCode: http.StatusNotFound, Body: http.NoBody, Request: r,
		Header: http.Header{}}, nil
}

func TestAPictureThatIsNoneIsRefusedAndNotAskedForAgain(t *testing.T) {
	names := []string{"good", "page", "svg", "bomb", "large", "missing", "loop", "inside", "broken"}
	var paths []string
	for _, name := range names {
		paths = append(paths, images("/"+name+".png"))
	}
	web := publishAlbum(t, paths...)
	web.answer = func(w http.ResponseWriter, r *http.Request) bool {
		w.Header().Set("Content-Type", "image/png")
		switch strings.TrimSuffix(r.URL.Path, ".png") {
		case "/page":
			_, _ = io.WriteString(w, "<!doctype html><title>Connexion</title>")
		case "/svg":
			_, _ = io.WriteString(w, `<svg xmlns="http://www.w3.org/2000/svg"/>`)
		case "/bomb":
			_, _ = io.WriteString(w, "GIF89a\xff\xff\xff\xff\x00\x00\x00,")
		case "/large":
			_, _ = w.Write(make([]byte, 6<<20))
		case "/missing":
			w.WriteHeader(http.StatusNotFound)
		case "/loop":
			http.Redirect(w, r, "/loop.png", http.StatusFound)
		case "/inside":
			http.Redirect(w, r, "http://192.168.1.1/router.png", http.StatusFound)
		case "/broken":
			_, _ = io.WriteString(w, "\x89PNG\r\n\x1a\nrien")
		default:
			return false
		}
		return true
	}
	c, s, cache := darkroom(t, web)
	errs := map[string]error{}
	n, err := refresh.Pictures(t.Context(), c, s, cache, []feed.Source{web.source()},
		func(e refresh.PictureEvent) { errs[strings.TrimPrefix(e.URL, web.URL+"/")] = e.Err })
	if err != nil || n != 1 || len(errs) != len(names) || errs["good.png"] != nil {
		t.Fatalf("%d kept, %v, %v", n, errs, err)
	}
	for name, reason := range map[string]string{"page": picture.Kind, "svg": picture.Kind,
		"bomb": picture.Large, "broken": picture.Broken} {
		var not *refresh.PictureError
		if !errors.As(errs[name+".png"], &not) || not.Reason != reason {
			t.Errorf("%s: %v", name, errs[name+".png"])
		}
	}
	var large *feed.TooLargeError
	if !errors.As(errs["large.png"], &large) {
		t.Errorf("six megabytes: %v", errs["large.png"])
	}
	web.asks()
	n, err = refresh.Pictures(t.Context(), c, s, cache, []feed.Source{web.source()}, nil)
	if asked := web.asks(); n != 0 || err != nil || len(asked) != 0 {
		t.Errorf("again: %d kept, %v, asked for %q", n, err, asked)
	}
	var not *refresh.PictureError
	_, err = refresh.Picture(t.Context(), c, cache, web.URL+"/svg.png", web.source())
	if !errors.As(err, &not) || not.Reason != picture.Failed || len(web.asks()) != 0 {
		t.Errorf("at a reader's wish: %v", err)
	}
}

func TestAHostInTroubleIsLeftAloneForTheRound(t *testing.T) {
	var paths []string
	for i := range 40 {
		paths = append(paths, images(fmt.Sprintf("/%d.png", i)))
	}
	web := publishAlbum(t, paths...)
	for status, remembered := range map[int]bool{503: false, 500: true} {
		web.answer = func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(status)
			return true
		}
		c, s, cache := darkroom(t, web)
		n, err := refresh.Pictures(t.Context(), c, s, cache, []feed.Source{web.source()}, nil)
		asked := web.asks()
		if n != 0 || err != nil || len(asked) > 2 {
			t.Errorf("%d: %d kept, %v, asked for %q", status, n, err, asked)
		}
		if got := cache.HasFailed(web.URL + asked[0]); got != remembered {
			t.Errorf("%d: the picture is remembered: %v", status, got)
		}
	}
}

func TestAKeptPictureIsShownOffline(t *testing.T) {
	web := publishAlbum(t, images("/puits.png"))
	c, _, cache := darkroom(t, web)
	link := web.URL + "/puits.png"
	var offline *feed.OfflineError
	_, err := refresh.Picture(t.Context(), nil, cache, link, web.source())
	if !errors.As(err, &offline) {
		t.Errorf("before it is kept: %v", err)
	}
	for i, client := range []*fetch.Client{c, c, nil} {
		p, err := refresh.Picture(t.Context(), client, cache, link, web.source())
		if err != nil || p.Width != 40 || p.Height != 30 || p.Image.Bounds().Dx() != 40 {
			t.Errorf("look %d: %+v, %v", i, p, err)
		}
	}
	if asked := web.asks(); len(asked) != 1 {
		t.Errorf("asked for %q", asked)
	}
	web.Close()
	_, err = refresh.Picture(t.Context(), c, cache, web.URL+"/b.png", web.source())
	if err == nil || cache.HasFailed(web.URL+"/b.png") {
		t.Errorf("a server that is gone: %v, remembered as the picture's failure", err)
	}
}

func TestADiskThatTakesNoPictureStillShowsIt(t *testing.T) {
	web := publishAlbum(t, images("/a.png", "/b.png", "/c.png", "/d.png", "/e.png"))
	c, s, _ := darkroom(t, web)
	dir := filepath.Join(t.TempDir(), "pictures")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cache := pictures.Open(dir, pictures.Options{})
	p, err := refresh.Picture(t.Context(), c, cache, web.URL+"/a.png", web.source())
	if err != nil || p.Image == nil {
		t.Errorf("%+v, %v", p, err)
	}
	web.asks()
	n, err := refresh.Pictures(t.Context(), c, s, cache, []feed.Source{web.source()}, nil)
	if asked := web.asks(); n != 0 || err == nil || len(asked) > 2 {
		t.Errorf("%d kept, %v, asked for %q", n, err, asked)
	}
}

func TestALeftRoundOfPicturesRemembersNothing(t *testing.T) {
	web := publishAlbum(t, images("/a.png", "/b.png", "/c.png"))
	c, s, cache := darkroom(t, web)
	ctx, leave := context.WithCancel(t.Context())
	web.answer = func(_ http.ResponseWriter, r *http.Request) bool {
		leave()
		<-r.Context().Done()
		return true
	}
	n, err := refresh.Pictures(ctx, c, s, cache, []feed.Source{web.source()}, nil)
	if n != 0 || !errors.Is(err, context.Canceled) || cache.HasFailed(web.URL+"/a.png") {
		t.Errorf("%d kept, %v", n, err)
	}
}

func TestTheSamplesPicturesAreAllKept(t *testing.T) {
	paper := sample.Transport(time.Now)
	c := fetch.NewClient(fetch.Options{Transport: paper,
		Schemes: map[string]http.RoundTripper{sample.Scheme: paper}})
	_, s := desk(t)
	var sources []feed.Source
	for _, url := range sample.Feeds() {
		sources = append(sources, feed.Source{URL: url})
	}
	if _, err := refresh.Run(t.Context(), c, s, sources, refresh.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	cache := pictures.Open(t.TempDir(), pictures.Options{})
	n, err := refresh.Pictures(t.Context(), c, s, cache, sources, func(e refresh.PictureEvent) {
		if e.Err != nil {
			t.Errorf("%s: %v", e.URL, e.Err)
		}
	})
	if files, _, _ := cache.Usage(); err != nil || n < 4 || files != n {
		t.Errorf("%d pictures, %d files, %v", n, files, err)
	}
}
