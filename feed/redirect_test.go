package feed

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestRedirectsAreFollowedCountedAndRefused(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		to := map[string]string{"/loop": "/loop2", "/loop2": "/loop", "/file": "file:///etc/passwd",
			"/temporary": "/feed", "/permanent": "/feed", "/mixed": "/temporary"}[r.URL.Path]
		code := http.StatusMovedPermanently
		switch {
		case r.URL.Path == "/feed":
			_, _ = w.Write(newspaper(1, 100))
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
		_, err := c.Fetch(t.Context(), Source{URL: url + path}, Validators{})
		var redirect *RedirectError
		if !errors.As(err, &redirect) || redirect.Reason != reason {
			t.Errorf("%s: %v", path, err)
		}
	}
	for path, moved := range map[string]string{"/temporary": "", "/mixed": "",
		"/permanent": url + "/feed"} {
		res, err := c.Fetch(t.Context(), Source{URL: url + path}, Validators{})
		if err != nil || res.Validators.Moved != moved {
			t.Errorf("%s: moved to %q, %v", path, res.Validators.Moved, err)
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
			_, _ = w.Write(newspaper(1, 100))
		}
	})
	c := newTestClient(t, Options{})
	src := Source{URL: url + "/old"}
	var v Validators
	for range 4 {
		res, err := c.Fetch(t.Context(), src, v)
		if err != nil {
			t.Fatal(err)
		}
		v = res.Validators
	}
	if got := strings.Join(paths, " "); got != "/old /new /old /new /old /new /new" {
		t.Errorf("asked %s", got)
	}
	gone = true
	res, err := c.Fetch(t.Context(), src, v)
	var status *StatusError
	if !errors.As(err, &status) || res.Validators.Moved != "" {
		t.Errorf("%v, moved to %q", err, res.Validators.Moved)
	}
}

func TestASitesAddressLeadsToItsFeedOnceAndForAll(t *testing.T) {
	var paths []string
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.URL.Path)
		if r.URL.Path == "/feed/" {
			_, _ = w.Write(newspaper(2, 100))
			return
		}
		_, _ = w.Write([]byte(`<!doctype html><html><head><title>Valmont</title>
			<link rel="alternate" type="application/rss+xml" title="Flux des commentaires"
				href="/comments/feed/">
			<link rel="alternate" type="application/rss+xml" title="Valmont » Flux" href="/feed/">`))
	})
	c := newTestClient(t, Options{})
	res, err := c.Fetch(t.Context(), Source{URL: url}, Validators{})
	if err != nil || len(res.Articles) != 2 {
		t.Fatal(len(res.Articles), err)
	}
	if _, err = c.Fetch(t.Context(), Source{URL: url}, res.Validators); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(paths, " "); got != "/ /feed/ /feed/" {
		t.Errorf("asked %s", got)
	}
}
