package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"breageek/feed"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func newTestClient(t *testing.T, o Options) *Client {
	t.Helper()
	o.Now = func() time.Time { return noon }
	c := NewClient(o)
	t.Cleanup(c.Close)
	return c
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestASecondFetchSendsValidatorsAndGetsNothing(t *testing.T) {
	var tag, since string
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		tag, since = r.Header.Get("If-None-Match"), r.Header.Get("If-Modified-Since")
		if tag != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"abc"`)
		w.Header().Set("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT")
		w.Header().Set("Cache-Control", "max-age=600")
		_, _ = w.Write(paper(3, 500))
	})
	c := newTestClient(t, Options{})
	first, err := c.Fetch(t.Context(), feed.Source{URL: url}, feed.Validators{})
	if err != nil || len(first.Articles) != 3 {
		t.Fatal(len(first.Articles), err)
	}
	if first.Source.Name != "Le Courrier de Valmont" || first.Source.Language != "fr-FR" {
		t.Errorf("the source says of itself %+v", first.Source)
	}
	if got := first.Validators.Wait.Sub(noon); got != time.Hour { // sy:updatePeriod
		t.Errorf("wait %v", got)
	}
	second, err := c.Fetch(t.Context(), first.Source, first.Validators)
	if err != nil || !second.Unchanged || len(second.Articles) != 0 {
		t.Fatal(second, err)
	}
	if tag != `"abc"` || since != "Sat, 21 Nov 2026 10:00:00 GMT" {
		t.Errorf("sent %q and %q", tag, since)
	}
	if !second.Validators.Wait.Equal(first.Validators.Wait) {
		t.Errorf("after a 304 the wait is %v", second.Validators.Wait)
	}
	if second.Validators.ETag != `"abc"` || second.Validators.Body != first.Validators.Body {
		t.Errorf("a 304 lost validators: %+v", second.Validators)
	}
}

// A proxy that adds a suffix to entity tags makes the pair fail forever: once that is seen,
// only the date is sent.
func TestAPairOfValidatorsThatNeverMatchesIsGivenUp(t *testing.T) {
	requests := 0
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		if r.Header.Get("If-None-Match") == "" && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"abc-gzip"`)
		w.Header().Set("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT")
		_, _ = w.Write(paper(1, 100))
	})
	c := newTestClient(t, Options{})
	var v feed.Validators
	for i, weak := range []bool{false, true, true} {
		res, err := c.Fetch(t.Context(), feed.Source{URL: url}, v)
		if err != nil {
			t.Fatal(err)
		}
		v = res.Validators
		if v.Weak != weak || res.Unchanged != (i > 0) {
			t.Errorf("fetch %d: weak %v, unchanged %v", i+1, v.Weak, res.Unchanged)
		}
	}
}

func TestCompressedFeedsAreReadAndBombsAreNot(t *testing.T) {
	pack := func(coding string, b []byte) []byte {
		var out bytes.Buffer
		if coding == "gzip" {
			z := gzip.NewWriter(&out)
			_, _ = z.Write(b)
			_ = z.Close()
		} else {
			z := zlib.NewWriter(&out)
			_, _ = z.Write(b)
			_ = z.Close()
		}
		return out.Bytes()
	}
	bomb := pack("gzip", bytes.Repeat([]byte(" "), 20<<20))
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		coding := strings.Trim(r.URL.Path, "/")
		switch coding {
		case "bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb)
		case "plain":
			_, _ = w.Write(bytes.Repeat([]byte("<rss>"), 4<<20))
		case "lie":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(paper(2, 100))
		case "cut":
			w.Header().Set("Content-Encoding", "gzip")
			b := pack("gzip", paper(50, 3000))
			_, _ = w.Write(b[:len(b)*3/4])
		default:
			w.Header().Set("Content-Encoding", coding)
			_, _ = w.Write(pack(coding, paper(2, 100)))
		}
	})
	c := newTestClient(t, Options{})
	for path, want := range map[string]int{"gzip": 2, "deflate": 2, "lie": 2} {
		res, err := c.Fetch(t.Context(), feed.Source{URL: url + "/" + path}, feed.Validators{})
		if err != nil || len(res.Articles) != want {
			t.Errorf("%s: %d articles, %v", path, len(res.Articles), err)
		}
	}
	for _, path := range []string{"bomb", "plain"} {
		_, err := c.Fetch(t.Context(), feed.Source{URL: url + "/" + path}, feed.Validators{})
		var large *feed.TooLargeError
		if !errors.As(err, &large) || large.Limit != 16<<20 {
			t.Errorf("%s: %v", path, err)
		}
	}
	res, err := c.Fetch(t.Context(), feed.Source{URL: url + "/cut"}, feed.Validators{})
	if err != nil || len(res.Articles) == 0 || len(res.Articles) >= 50 || res.Validators.Body != "" {
		t.Errorf("cut off: %d articles, %v, %+v", len(res.Articles), err, res.Validators)
	}
}

// silent sends some bytes and then nothing, within this process: when nothing else is left to
// do, the clock of a [synctest.Test] advances.
func silent(bytes string) *http.Transport {
	return &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go func() {
			if _, err := http.ReadRequest(bufio.NewReader(server)); err == nil {
				_, _ = io.WriteString(server, bytes)
			}
			_, _ = io.Copy(io.Discard, server)
			_ = server.Close()
		}()
		return client, nil
	}}
}

func TestServersThatSayNothingAreLeftInTime(t *testing.T) {
	const begun = "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss><channel><item><title>x</title>"
	for name, c := range map[string]struct {
		sent, stage string
		total, left time.Duration
	}{
		"no answer":   {"", "header", 0, 20 * time.Second},
		"half a body": {begun, "body", 0, 20 * time.Second},
		"in all":      {"", "header", 7 * time.Second, 7 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client := newTestClient(t, Options{Total: c.total, Transport: silent(c.sent)})
				start := time.Now()
				_, err := client.Fetch(t.Context(), feed.Source{URL: "http://silent.example/"}, feed.Validators{})
				var late *feed.TimeoutError
				if !errors.As(err, &late) || late.Stage != c.stage || time.Since(start) != c.left {
					t.Errorf("after %v: %v", time.Since(start), err)
				}
			})
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := newTestClient(t, Options{Transport: silent("")})
	_, err := c.Fetch(ctx, feed.Source{URL: "http://silent.example/"}, feed.Validators{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestTheTimeWeTakeForABodyIsNoSilenceOfTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, w := newTestClient(t, Options{Total: time.Hour}).watch(t.Context(), "")
		defer w.stop()
		silence, answer := io.Pipe()
		w.to("body", 20*time.Second)
		body := &watched{Reader: silence, w: w}
		for range 3 {
			go func() { _, _ = answer.Write([]byte("<item>")) }()
			if _, err := body.Read(make([]byte, 9)); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute) // of this test's own clock: a slow machine decompresses
		}
		if err := context.Cause(ctx); err != nil {
			t.Errorf("while we were busy: %v", err)
		}
		go func() { _, _ = body.Read(make([]byte, 9)) }()
		time.Sleep(21 * time.Second)
		var late *feed.TimeoutError
		if err := context.Cause(ctx); !errors.As(err, &late) || late.Stage != "body" {
			t.Errorf("after a silence: %v", err)
		}
		_ = answer.Close()
	})
}

func TestStatusesSayWhenToComeBack(t *testing.T) {
	requests := 0
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		switch r.URL.Path {
		case "/seconds":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/date":
			w.Header().Set("Retry-After", noon.Add(5*time.Minute).Format(http.TimeFormat))
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/year":
			w.Header().Set("Retry-After", "31536000")
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/past-the-end":
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte("<rss><channel></channel></rss>"))
		}
	})
	c := newTestClient(t, Options{})
	for path, want := range map[string]struct {
		code int
		wait time.Duration
	}{"/seconds": {429, 2 * time.Minute}, "/date": {503, 5 * time.Minute},
		"/year": {503, 24 * time.Hour}, "/gone": {410, 0}, "/past-the-end": {404, 0}} {
		res, err := c.Fetch(t.Context(), feed.Source{URL: url + path}, feed.Validators{Body: "kept"})
		var status *feed.StatusError
		if !errors.As(err, &status) || status.Code != want.code || status.RetryAfter != want.wait {
			t.Errorf("%s: %v", path, err)
		}
		if v := res.Validators; v.Body != "kept" || want.wait > 0 && !v.Wait.Equal(noon.Add(want.wait)) {
			t.Errorf("%s: %+v", path, v)
		}
		if path == "/gone" {
			before := requests
			if _, err := c.Fetch(t.Context(), feed.Source{URL: url + path}, res.Validators); err == nil ||
				requests != before {
				t.Errorf("a feed that is gone was requests again: %v", err)
			}
		}
	}
}

func TestWhatIsNoFeedIsNamed(t *testing.T) {
	bodies := map[string]string{"/html": "<!DOCTYPE html><title>Accueil &amp; nous</title><p>x",
		"/empty": " \n", "/json": `{"error":"no"}`, "/image": "\x89PNG\r\n\x1a\n0000",
		"/pdf":  "%PDF-1.7\n",
		"/text": "Bonjour", "/xml": `<?xml version="1.0"?><urlset><url/></urlset>`}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(bodies[r.URL.Path]))
	})
	c := newTestClient(t, Options{})
	for path := range bodies {
		_, err := c.Fetch(t.Context(), feed.Source{URL: url + path}, feed.Validators{})
		var not *feed.NotFeedError
		if !errors.As(err, &not) || not.Got != path[1:] || not.URL != url+path {
			t.Errorf("%s: %v", path, err)
		} else if path == "/html" && not.Title != "Accueil & nous" {
			t.Errorf("title %q", not.Title)
		}
	}
}

func TestUnreachableServersAreToldApart(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + l.Addr().String()
	_ = l.Close()
	c := newTestClient(t, Options{})
	var offline *feed.OfflineError
	if _, err := c.Fetch(t.Context(), feed.Source{URL: closed}, feed.Validators{}); !errors.As(err, &offline) ||
		!offline.Refused {
		t.Errorf("refused: %v", err)
	}
	err = explained(t.Context(), "x", &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host"}})
	if !errors.As(err, &offline) || offline.Refused {
		t.Errorf("no such host: %v", err)
	}
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = log.New(io.Discard, "", 0)
	tls.StartTLS()
	defer tls.Close()
	var cert *feed.CertificateError
	if _, err := c.Fetch(t.Context(), feed.Source{URL: tls.URL}, feed.Validators{}); !errors.As(err, &cert) ||
		cert.Reason != "unknown authority" {
		t.Errorf("certificate: %v", err)
	}
	for address, reason := range map[string]string{"": "empty", "ftp://x/y": "scheme", "http://": "host",
		"http://[::1": "unreadable", "sample:x": "scheme"} {
		var bad *feed.AddressError
		if _, err := c.Fetch(t.Context(), feed.Source{URL: address}, feed.Validators{}); !errors.As(err, &bad) ||
			bad.Reason != reason {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestAtMostSoManyRequestsRunAtOnce(t *testing.T) {
	var now, most atomic.Int32
	full := make(chan struct{})
	var once atomic.Bool
	h := func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		if n == 3 && once.CompareAndSwap(false, true) {
			close(full)
		}
		<-full
		_, _ = w.Write(paper(1, 100))
	}
	one, two := serve(t, h), serve(t, h)
	c := newTestClient(t, Options{Parallel: 3, PerHost: 2})
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() {
			url := one
			if i%2 == 1 {
				url = two
			}
			src := feed.Source{URL: fmt.Sprintf("%s/%d", url, i)}
			if _, err := c.Fetch(t.Context(), src, feed.Validators{}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 3 {
		t.Errorf("%d at once", most.Load())
	}
}

// A scheme of our own goes through the same client as the network.
func TestOtherSchemesAreServedByTheirTransport(t *testing.T) {
	paper := http.NewFileTransportFS(fstest.MapFS{"une.xml": {Data: paper(4, 100)}})
	c := newTestClient(t, Options{Schemes: map[string]http.RoundTripper{"sample": paper}})
	res, err := c.Fetch(t.Context(), feed.Source{URL: "sample:///une.xml"}, feed.Validators{})
	if err != nil || len(res.Articles) != 4 {
		t.Errorf("%d articles, %v", len(res.Articles), err)
	}
	again, err := c.Fetch(t.Context(), feed.Source{URL: "sample:///une.xml"}, res.Validators)
	if err != nil || !again.Unchanged {
		t.Errorf("the second time: %+v, %v", again, err)
	}
}
