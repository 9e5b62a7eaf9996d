package fetch

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"breageek/feed"
)

func TestAPageIsReadWhereItsSourceIs(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old/":
			http.Redirect(w, r, "/article/", http.StatusMovedPermanently)
		case "/missing/":
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte("<p>" + strings.Repeat("Page introuvable. ", 100)))
		case "/busy/":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/huge/":
			_, _ = w.Write(make([]byte, 30<<10))
		default:
			if !strings.HasPrefix(r.Header.Get("Accept"), "text/html") {
				t.Errorf("a page is requests for with Accept %q", r.Header.Get("Accept"))
			}
			w.Header().Set("Content-Type", "text/html; charset=UTF-8")
			_, _ = w.Write([]byte("<p>Le texte."))
		}
	})
	c := newTestClient(t, Options{MaxBytes: 16 << 10})
	src := feed.Source{URL: url + "/feed/"}
	doc, err := c.Page(t.Context(), url+"/old/", src)
	if err != nil || doc.URL != url+"/article/" || string(doc.Body) != "<p>Le texte." ||
		doc.ContentType != "text/html; charset=UTF-8" {
		t.Errorf("%+v, %v", doc, err)
	}
	var status *feed.StatusError
	if _, err = c.Page(t.Context(), url+"/missing/", src); !errors.As(err, &status) || status.Code != 404 {
		t.Errorf("a page that is missing: %v", err)
	}
	if _, err = c.Page(t.Context(), url+"/busy/", src); !errors.As(err, &status) ||
		status.RetryAfter.Seconds() != 120 {
		t.Errorf("a busy site: %v", err)
	}
	var large *feed.TooLargeError
	if _, err = c.Page(t.Context(), url+"/huge/", src); !errors.As(err, &large) {
		t.Errorf("a page over the limit: %v", err)
	}
}

func TestAFeedCannotSendUsInside(t *testing.T) {
	requests := false
	inside := serve(t, func(http.ResponseWriter, *http.Request) { requests = true })
	outside := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside+"/admin", http.StatusFound)
	})
	public := feed.Source{URL: "https://gazette.example/feed/"}
	c := newTestClient(t, Options{})
	port := inside[strings.LastIndex(inside, ":"):]
	for _, address := range []string{
		inside, "http://localhost" + port, "http://x.localhost" + port, "http://[::1]" + port,
		"http://[::ffff:127.0.0.1]" + port, "http://10.0.0.1/", "http://192.168.1.1/",
		"http://169.254.169.254/latest/meta-data/", "http://[fd00::1]/", "http://[fe80::1%25eth0]/",
		"http://0.0.0.0" + port, "http://100.64.0.1/", "http://LOCALHOST." + port,
		"http://2130706433" + port, "http://0x7f000001" + port, "http://intranet/",
	} {
		_, err := c.Page(t.Context(), address, public)
		var refused *feed.AddressError
		if !errors.As(err, &refused) || refused.Reason != "private" {
			t.Errorf("%s: %v", address, err)
		}
	}
	_, err := c.Page(t.Context(), outside, feed.Source{URL: outside})
	var refused *feed.AddressError
	if !errors.As(err, &refused) || refused.Reason != "private" {
		t.Errorf("a redirect to another port of this machine: %v", err)
	}
	if requests {
		t.Error("the server inside was requests")
	}
}

// Names are resolved when a connection is made, and private addresses are refused then.
func TestANameThatLeadsInsideIsRefusedWhenItIsConnectedTo(t *testing.T) {
	requests := false
	inside := serve(t, func(http.ResponseWriter, *http.Request) { requests = true })
	c := newTestClient(t, Options{})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, inside, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := c.guarded.RoundTrip(req)
	if err == nil {
		_ = resp.Body.Close()
	}
	var refused *feed.AddressError
	if err = explained(t.Context(), inside, err); !errors.As(err, &refused) || requests {
		t.Errorf("%v, requests: %v", err, requests)
	}
}

func TestASiteThatAsksToBeLeftAloneIsAskedNothingUnbiddenUntilThen(t *testing.T) {
	requests, now := 0, noon
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		if r.URL.Path != "/robots.txt" {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	c := NewClient(Options{Now: func() time.Time { return now }})
	t.Cleanup(c.Close)
	src := feed.Source{URL: url}
	var status *feed.StatusError
	if _, err := c.Page(t.Context(), url+"/a/", src); !errors.As(err, &status) {
		t.Fatal(err)
	}
	for minutes, want := range map[int]bool{1: false, 59: false, 61: true} {
		now = noon.Add(time.Duration(minutes) * time.Minute)
		ok, err := c.Allowed(t.Context(), url+"/b/", src)
		if ok != want || !want && !errors.As(err, &status) {
			t.Errorf("%d minutes later: %v, %v", minutes, ok, err)
		}
	}
	if requests != 2 {
		t.Errorf("requests %d times", requests)
	}
}

func TestRobotsAreHeardOnceADay(t *testing.T) {
	requests, status, rules := 0, http.StatusOK, "User-agent: *\nDisallow: /prive/\n"
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			requests++
			w.WriteHeader(status)
			_, _ = w.Write([]byte(rules))
		}
	})
	src := feed.Source{URL: url}
	allowed := func(c *Client, path string) bool {
		ok, err := c.Allowed(t.Context(), url+path, src)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	c := newTestClient(t, Options{})
	if !allowed(c, "/2026/article/") || allowed(c, "/prive/article/") || requests != 1 {
		t.Errorf("robots.txt requests %d times, or not heard", requests)
	}
	rules = "User-agent: breageek\nDisallow: /*?replytocom\n\nUser-agent: *\nDisallow: /\n"
	c = newTestClient(t, Options{})
	if !allowed(c, "/article/") || allowed(c, "/article/?replytocom=3") {
		t.Error("the rules for us are not heard")
	}
	for _, code := range []int{404, 403} {
		status = code
		if !allowed(newTestClient(t, Options{}), "/article/") {
			t.Errorf("robots.txt answers %d: not allowed", code)
		}
	}
	for _, code := range []int{429, 500, 503} {
		status = code
		c := newTestClient(t, Options{})
		var trouble *feed.StatusError
		if ok, err := c.Allowed(t.Context(), url+"/article/", src); ok || !errors.As(err, &trouble) {
			t.Errorf("robots.txt answers %d: allowed is %v, %v", code, ok, err)
		}
	}
	if _, err := c.Allowed(t.Context(), "http://127.0.0.1:1/x", src); err == nil {
		t.Error("a site inside may be requests for its robots.txt")
	}
}
