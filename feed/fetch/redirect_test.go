package fetch

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"breageek/feed"
)

func TestRedirectsAreFollowedCountedAndRefused(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		to := map[string]string{"/loop": "/loop2", "/loop2": "/loop", "/file": "file:///etc/passwd",
			"/temporary": "/feed", "/permanent": "/feed", "/mixed": "/temporary"}[r.URL.Path]
		code := http.StatusMovedPermanently
		switch {
		case r.URL.Path == "/feed":
			_, _ = w.Write(paper(1, 100))
			return
		case strings.HasPrefix(r.URL.Path, "/many"):
			to = r.URL.Path + "x"
		case r.URL.Path == "/temporary":
			code = http.StatusFound
		}
		w.Header().Set("Location", to)
		w.WriteHeader(code)
	})
	c := newTestClient(t, Options{})
	for path, reason := range map[string]string{"/loop": "loop", "/many": "too many",
		"/file": "scheme", "/none": "no address"} {
		_, err := c.Fetch(t.Context(), feed.Source{URL: url + path}, feed.Validators{})
		var redirect *feed.RedirectError
		if !errors.As(err, &redirect) || redirect.Reason != reason {
			t.Errorf("%s: %v", path, err)
		}
	}
	for path, moved := range map[string]string{"/temporary": "", "/mixed": "",
		"/permanent": url + "/feed"} {
		res, err := c.Fetch(t.Context(), feed.Source{URL: url + path}, feed.Validators{})
		if err != nil || res.Validators.Moved != moved {
			t.Errorf("%s: moved to %q, %v", path, res.Validators.Moved, err)
		}
	}
}

func TestAPageNamesItsFeedInSeveralWays(t *testing.T) {
	for link, want := range map[string]string{
		`<link rel="alternate" type="application/rss+xml; charset=utf-8" href="/f">`: "https://valmont.example/f",
		`<LINK REL="Alternate" TYPE="Application/Atom+XML" HREF="f">`:                "https://valmont.example/f",
		`<link rel="feed" type="application/json" href="/f">`:                        "https://valmont.example/f",
		`<link rel="alternate" type="application/rdf+xml" href="/f">`:                "https://valmont.example/f",
		`<link rel="alternate" type="text/xml" href="/f">`:                           "https://valmont.example/f",
		`<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts">`: "",
		`<link rel="alternate" hreflang="en" href="/en/">`:                           "",
		`<link rel="stylesheet" type="text/xml" href="/f">`:                          "",
		`<link rel="alternate" type="application/rss+xml" href="/comments/feed/">`:   "",
	} {
		page := "<!doctype html><html><head>" + link + "</head><body>a</body></html>"
		if got := discover([]byte(page), "https://valmont.example/"); got != want {
			t.Errorf("%s leads to %q, want %q", link, got, want)
		}
	}
}

func TestAMoveIsBelievedAfterThreeRefreshesAndForgottenWhenUndone(t *testing.T) {
	var paths []string
	gone := false
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.URL.Path)
		switch {
		case r.URL.Path == "/old":
			http.Redirect(w, r, "/new", http.StatusPermanentRedirect)
		case gone:
			w.WriteHeader(http.StatusNotFound)
		default:
			_, _ = w.Write(paper(1, 100))
		}
	})
	c := newTestClient(t, Options{})
	src := feed.Source{URL: url + "/old"}
	var v feed.Validators
	for range 4 {
		res, err := c.Fetch(t.Context(), src, v)
		if err != nil {
			t.Fatal(err)
		}
		v = res.Validators
	}
	if got := strings.Join(paths, " "); got != "/old /new /old /new /old /new /new" {
		t.Errorf("requests %s", got)
	}
	gone = true
	res, err := c.Fetch(t.Context(), src, v)
	var status *feed.StatusError
	if !errors.As(err, &status) || res.Validators.Moved != "" {
		t.Errorf("%v, moved to %q", err, res.Validators.Moved)
	}
}

func TestASitesAddressLeadsToItsFeedOnceAndForAll(t *testing.T) {
	var paths []string
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.URL.Path)
		if r.URL.Path == "/feed/" {
			_, _ = w.Write(paper(2, 100))
			return
		}
		_, _ = w.Write([]byte(`<!doctype html><html><head><title>Valmont</title>
			<link rel="alternate" type="application/rss+xml" title="Flux des commentaires"
				href="/comments/feed/">
			<link rel="alternate" type="application/rss+xml" title="Valmont » Flux" href="/feed/">`))
	})
	c := newTestClient(t, Options{})
	res, err := c.Fetch(t.Context(), feed.Source{URL: url}, feed.Validators{})
	if err != nil || len(res.Articles) != 2 {
		t.Fatal(len(res.Articles), err)
	}
	if _, err = c.Fetch(t.Context(), feed.Source{URL: url}, res.Validators); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(paths, " "); got != "/ /feed/ /feed/" {
		t.Errorf("requests %s", got)
	}
}

// tripper is a web that has one site, whatever its name leads to.
type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAPublicSourceCannotSendUsInsideAndAnInnerOneMayMove(t *testing.T) {
	requests := 0
	inside := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		requests++
		_, _ = w.Write(paper(1, 100))
	})
	own := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(own.CloseIdleConnections)
	web := tripper(func(r *http.Request) (*http.Response, error) {
		if r.URL.Hostname() != "gazette.example" {
			return own.RoundTrip(r)
		}
		return &http.Response{StatusCode: http.StatusMovedPermanently, Body: http.NoBody,
			Header: http.Header{"Location": {inside + "/feed/"}}, Request: r}, nil
	})
	c := newTestClient(t, Options{Transport: web})
	public := feed.Source{URL: "https://gazette.example/feed/"}
	var refused *feed.AddressError
	for _, v := range []feed.Validators{{}, {Moved: inside + "/feed/", MovedSeen: movedEnough}} {
		_, err := c.Fetch(t.Context(), public, v)
		if !errors.As(err, &refused) || refused.Reason != "private" || requests > 0 {
			t.Errorf("%+v: %v, requests %d times", v, err, requests)
		}
	}
	elsewhere := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside+"/feed/", http.StatusFound)
	})
	if _, err := c.Fetch(t.Context(), feed.Source{URL: elsewhere}, feed.Validators{}); err != nil {
		t.Errorf("a source on this machine: %v", err)
	}
	metadata := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/", http.StatusFound)
	})
	_, err := c.Fetch(t.Context(), feed.Source{URL: metadata}, feed.Validators{})
	if !errors.As(err, &refused) || refused.Reason != "private" {
		t.Errorf("a source on this machine that leads to the metadata: %v", err)
	}
}
