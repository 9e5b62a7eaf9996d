package fetch

import (
	"compress/gzip"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"breageek/feed"
)

func TestAPictureIsAskedForAsPartOfItsArticle(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old.png":
			http.Redirect(w, r, "/pont.png", http.StatusMovedPermanently)
		case "/robots.txt":
			t.Error("robots.txt is requests for")
		case "/none.png":
			w.WriteHeader(http.StatusNotFound)
		case "/loop.png":
			http.Redirect(w, r, "/loop.png", http.StatusFound)
		case "/chain.png":
			http.Redirect(w, r, r.URL.Path+"?x"+r.URL.RawQuery, http.StatusFound)
		default:
			if got := r.Header.Get("Accept"); got != acceptPicture {
				t.Errorf("Accept %q", got)
			}
			w.Header().Set("Content-Type", "text/plain") // what it is, its bytes say
			_, _ = w.Write([]byte("\x89PNG"))
		}
	})
	c, src := newTestClient(t, Options{}), feed.Source{URL: url + "/feed/"}
	for _, path := range []string{"/pont.png", "/old.png"} {
		if b, err := c.Picture(t.Context(), url+path, src); err != nil || string(b) != "\x89PNG" {
			t.Errorf("%s: %q, %v", path, b, err)
		}
	}
	var status *feed.StatusError
	if _, err := c.Picture(t.Context(), url+"/none.png", src); !errors.As(err, &status) ||
		status.Code != 404 {
		t.Errorf("a picture that is missing: %v", err)
	}
	for path, reason := range map[string]string{"/loop.png": "loop", "/chain.png": "too many"} {
		var redirect *feed.RedirectError
		_, err := c.Picture(t.Context(), url+path, src)
		if !errors.As(err, &redirect) || redirect.Reason != reason {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestAPictureOfSixMegabytesIsNotReadToItsEnd(t *testing.T) {
	var sent atomic.Int64
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		piece := make([]byte, 64<<10)
		write := w.Write
		switch r.URL.Path {
		case "/said.png":
			w.Header().Set("Content-Length", "6291456")
		case "/bomb.png":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			defer func() { _ = z.Close() }()
			write = z.Write
		}
		for range 16 << 10 { // a gigabyte
			if _, err := write(piece); err != nil {
				return
			}
			if r.URL.Path == "/unsaid.png" {
				sent.Add(int64(len(piece)))
			}
		}
	})
	c := newTestClient(t, Options{})
	for _, path := range []string{"/said.png", "/unsaid.png", "/bomb.png"} {
		var large *feed.TooLargeError
		_, err := c.Picture(t.Context(), url+path, feed.Source{URL: url})
		if !errors.As(err, &large) || large.Limit != 5<<20 {
			t.Errorf("%s: %v", path, err)
		}
	}
	if n := sent.Load(); n > 64<<20 { // what the connection holds, too
		t.Errorf("%d bytes were read", n)
	}
	small := newTestClient(t, Options{MaxBytes: 1 << 10})
	var large *feed.TooLargeError
	_, err := small.Picture(t.Context(), url+"/unsaid.png", feed.Source{URL: url})
	if !errors.As(err, &large) || large.Limit != 1<<10 {
		t.Errorf("over the client's own limit: %v", err)
	}
}

func TestAPictureThatBreaksOffIsTheNetworksFailure(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte("\x89PNG"))
	})
	var offline *feed.OfflineError
	_, err := newTestClient(t, Options{}).Picture(t.Context(), url+"/a.png", feed.Source{URL: url})
	if !errors.As(err, &offline) {
		t.Errorf("%v", err)
	}
}

func TestAPictureCannotSendUsInside(t *testing.T) {
	requests := false
	inside := serve(t, func(http.ResponseWriter, *http.Request) { requests = true })
	outside := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside+"/router.png", http.StatusFound)
	})
	c := newTestClient(t, Options{})
	port := inside[strings.LastIndex(inside, ":"):]
	public := feed.Source{URL: "https://gazette.example/feed/"}
	for address, src := range map[string]feed.Source{
		outside: {URL: outside}, inside: public, "http://localhost" + port + "/a.png": public,
		"http://[::1]" + port: public, "http://169.254.169.254/a.png": public,
		"http://192.168.1.1/a.png": public,
	} {
		var refused *feed.AddressError
		_, err := c.Picture(t.Context(), address, src)
		if !errors.As(err, &refused) || refused.Reason != "private" {
			t.Errorf("%s: %v", address, err)
		}
	}
	if requests {
		t.Error("the server inside was requests")
	}
	for _, address := range []string{"file:///etc/passwd", "data:image/png;base64,AAAA", ""} {
		var refused *feed.AddressError
		if _, err := c.Picture(t.Context(), address, public); !errors.As(err, &refused) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestAHostThatAsksToBeLeftAloneIsAskedForNoPictureUntilThen(t *testing.T) {
	requests, now := 0, noon
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if requests++; requests == 1 {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	c := NewClient(Options{Now: func() time.Time { return now }})
	t.Cleanup(c.Close)
	for _, minutes := range []int{0, 1, 59} {
		now = noon.Add(time.Duration(minutes) * time.Minute)
		var status *feed.StatusError
		_, err := c.Picture(t.Context(), url+"/a.png", feed.Source{URL: url})
		if !errors.As(err, &status) || status.Code != 429 || requests != 1 {
			t.Errorf("%d minutes later: %v, requests %d times", minutes, err, requests)
		}
	}
	now = noon.Add(61 * time.Minute)
	if _, err := c.Picture(t.Context(), url+"/a.png", feed.Source{URL: url}); err != nil || requests != 2 {
		t.Errorf("afterwards: %v, requests %d times", err, requests)
	}
}
