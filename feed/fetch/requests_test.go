package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"breageek/feed"
)

// packed returns body in one content coding.
func packed(t *testing.T, coding string, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "flate":
		w, _ = flate.NewWriter(&b, flate.BestSpeed)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	default:
		return body
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// RFC 9110 §8.4, and what servers do in practice.
func TestEveryContentCodingIsReadAlsoUnasked(t *testing.T) {
	plain := paper(2, 100)
	for name, c := range map[string]struct {
		header string
		packed []string // the first is applied first
	}{
		"gzip": {"gzip", []string{"gzip"}}, "gzip without a header": {"", []string{"gzip"}},
		"x-gzip": {"x-gzip", []string{"gzip"}}, "in capitals": {"GZIP", []string{"gzip"}},
		"deflate": {"deflate", []string{"zlib"}}, "raw deflate": {"deflate", []string{"flate"}},
		"brotli": {"br", []string{"br"}}, "brotli in capitals": {"BR", []string{"br"}},
		"zstd": {"zstd", []string{"zstd"}}, "zstd without a header": {"", []string{"zstd"}},
		"two codings": {"br, gzip", []string{"br", "gzip"}}, "packed twice": {"gzip", []string{"gzip", "gzip"}},
		"gzip named, plain sent": {"gzip", nil}, "brotli named, plain sent": {"br", nil},
		"zstd named, plain sent": {"zstd", nil}, "deflate named, plain sent": {"deflate", nil},
		"a charset as a coding": {"utf-8", nil}, "identity": {"identity", nil}, "empty": {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			body := plain
			for _, coding := range c.packed {
				body = packed(t, coding, body)
			}
			url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if c.header != "" {
					w.Header().Set("Content-Encoding", c.header)
				}
				w.Header().Set("Content-Type", "application/octet-stream")
				_, _ = w.Write(body)
			})
			res, err := newTestClient(t, Options{}).Fetch(t.Context(), feed.Source{URL: url}, feed.Validators{})
			if err != nil || len(res.Articles) != 2 {
				t.Errorf("%d articles, %v", len(res.Articles), err)
			}
		})
	}
}

func TestBombsOfEveryCodingAreRefused(t *testing.T) {
	zeros := make([]byte, 4<<20)
	for _, coding := range []string{"gzip", "br", "zstd", "zlib"} {
		body := packed(t, coding, zeros)
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", strings.Replace(coding, "zlib", "deflate", 1))
			_, _ = w.Write(body)
		})
		_, err := newTestClient(t, Options{MaxBytes: 1 << 20}).Fetch(t.Context(), feed.Source{URL: url}, feed.Validators{})
		var large *feed.TooLargeError
		if !errors.As(err, &large) {
			t.Errorf("%s: %v", coding, err)
		}
	}
}

func TestCookiesAreKeptFromOneRedirectToTheNextAndNoLonger(t *testing.T) {
	var first []string // what came with the first request of each fetch
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/check":
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Path: "/"})
			http.Redirect(w, r, "/feed", http.StatusFound)
		case strings.Contains(r.Header.Get("Cookie"), "seen=yes"):
			_, _ = w.Write(paper(1, 100))
		default:
			first = append(first, r.Header.Get("Cookie"))
			http.Redirect(w, r, "/check", http.StatusFound)
		}
	})
	c := newTestClient(t, Options{})
	for range 2 {
		res, err := c.Fetch(t.Context(), feed.Source{URL: url + "/feed"}, feed.Validators{})
		if err != nil || len(res.Articles) != 1 {
			t.Errorf("%d articles, %v", len(res.Articles), err)
		}
	}
	if len(first) != 2 || first[0]+first[1] != "" {
		t.Errorf("the first requests came with %q", first)
	}
}

func TestAFeedThatQuotesAForwardIsReadItself(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>G</title><item><title>Un</title>`+
			`<description><meta http-equiv="refresh" content="0;url=/elsewhere"/></description></item></channel></rss>`)
	})
	res, err := newTestClient(t, Options{}).Fetch(t.Context(), feed.Source{URL: url + "/"}, feed.Validators{})
	if err != nil || len(res.Articles) != 1 {
		t.Errorf("%d articles, %v", len(res.Articles), err)
	}
}

func TestAPageThatOnlyForwardsIsFollowed(t *testing.T) {
	long := strings.Repeat("mot ", forwardWords+1)
	page := func(meta, text string) string {
		return "<!doctype html><html><head><title>Un instant</title>" + meta + "</head><body>" + text +
			"</body></html>"
	}
	for name, c := range map[string]struct {
		page    string
		follows bool
	}{
		"at once":          {page(`<meta http-equiv="refresh" content="0; url=/feed">`, ""), true},
		"with a few words": {page(`<meta http-equiv="refresh" content="3;URL='/feed'">`, "Vous allez être redirigé."), true},
		"in capitals":      {page(`<META HTTP-EQUIV="REFRESH" CONTENT="0;URL=/feed">`, ""), true},
		"without url=":     {page(`<meta http-equiv=refresh content="0;/feed">`, ""), true},
		"with a comma":     {page(`<meta http-equiv=refresh content="0, url=/feed">`, ""), true},
		"for those without scripts": {page(`<noscript><meta http-equiv="refresh" content="0;url=/feed"></noscript>`+
			`<script>location.replace("/feed")</script>`, ""), true},
		"nothing but the element":   {`<meta http-equiv="refresh" content="0;url=/feed">`, true},
		"relative to its base":      {page(`<base href="/x/"><meta http-equiv=refresh content="0;url=../feed">`, ""), true},
		"a page that renews itself": {page(`<meta http-equiv="refresh" content="300">`, long), false},
		"a page with a text":        {page(`<meta http-equiv="refresh" content="0;url=/feed">`, long), false},
		"much later":                {page(`<meta http-equiv="refresh" content="600;url=/feed">`, ""), false},
	} {
		t.Run(name, func(t *testing.T) {
			url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				if r.URL.Path == "/feed" {
					_, _ = w.Write(paper(1, 100))
					return
				}
				_, _ = io.WriteString(w, c.page)
			})
			client := newTestClient(t, Options{})
			res, err := client.Fetch(t.Context(), feed.Source{URL: url + "/"}, feed.Validators{})
			if (err == nil && len(res.Articles) == 1) != c.follows {
				t.Errorf("as a feed: %d articles, %v", len(res.Articles), err)
			}
			doc, err := client.Page(t.Context(), url+"/", feed.Source{URL: url})
			if err != nil || (doc.URL == url+"/feed") != c.follows {
				t.Errorf("as a page: %s, %v", doc.URL, err)
			}
		})
	}
}

func TestARefreshHeaderForwardsUnlessItIsForLater(t *testing.T) {
	for header, follows := range map[string]bool{"0; url=/feed": true, "300": false, "600; url=/feed": false} {
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Refresh", header)
			if r.URL.Path == "/feed" {
				_, _ = w.Write(paper(1, 100))
			}
		})
		res, err := newTestClient(t, Options{}).Fetch(t.Context(), feed.Source{URL: url + "/"}, feed.Validators{})
		if (err == nil && len(res.Articles) == 1) != follows {
			t.Errorf("by its header %q: %d articles, %v", header, len(res.Articles), err)
		}
	}
}

func TestAPageThatForwardsToItselfIsALoop(t *testing.T) {
	circle := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `<meta http-equiv="refresh" content="0;url=/">`)
	})
	_, err := newTestClient(t, Options{}).Fetch(t.Context(), feed.Source{URL: circle + "/"}, feed.Validators{})
	var redirect *feed.RedirectError
	if !errors.As(err, &redirect) || redirect.Reason != "loop" {
		t.Errorf("a page that leads to itself: %v", err)
	}
}

// A proxy that changed a response says 203, and RFC 3229 sends 226 with what is new.
func TestWhatIsAnAnswerUnderAnotherStatusIsRead(t *testing.T) {
	for _, status := range []int{http.StatusNonAuthoritativeInfo, http.StatusIMUsed} {
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", `"a"`)
			w.WriteHeader(status)
			_, _ = w.Write(paper(1, 100))
		})
		res, err := newTestClient(t, Options{}).Fetch(t.Context(), feed.Source{URL: url}, feed.Validators{})
		if err != nil || len(res.Articles) != 1 || res.Validators.ETag != `"a"` {
			t.Errorf("%d: %d articles, %v", status, len(res.Articles), err)
		}
	}
}

func TestAFeedIsLeftAloneForAsLongAsItAsksUpToADay(t *testing.T) {
	// Friday, 20 November 2026, 10:30 GMT
	now := time.Date(2026, 11, 20, 10, 30, 0, 0, time.UTC)
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC)
	}
	skip := func(element string, values ...string) string {
		out := "<skip" + element + "s>"
		for _, v := range values {
			out += "<" + strings.ToLower(element) + ">" + v + "</" + strings.ToLower(element) + ">"
		}
		return out + "</skip" + element + "s>"
	}
	for name, c := range map[string]struct {
		head, cache string
		want        time.Time
	}{
		"nothing said":         {"", "", time.Time{}},
		"ttl":                  {"<ttl>360</ttl>", "", at(20, 16, 30)},
		"ttl of a week":        {"<ttl>10080</ttl>", "", at(21, 10, 30)},
		"ttl of none":          {"<ttl>0</ttl>", "", time.Time{}},
		"a cache's day":        {"", "max-age=86400", at(20, 11, 30)},
		"the later of the two": {"<ttl>5</ttl>", "max-age=1800", at(20, 11, 0)},
		"skipped hours":        {skip("Hour", "10", "11", "12"), "", at(20, 13, 0)},
		"hours later":          {skip("Hour", "20"), "", time.Time{}},
		"ttl into hours":       {"<ttl>60</ttl>" + skip("Hour", "11", "12"), "", at(20, 13, 0)},
		"midnight as 24":       {"<ttl>840</ttl>" + skip("Hour", "24"), "", at(21, 1, 0)},
		"today":                {skip("Day", "Friday"), "", at(21, 0, 0)},
		"a week's days":        {skip("Day", "Friday", "Saturday", "Sunday"), "", at(21, 10, 30)},
		"every hour":           {skip("Hour", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23"), "", at(21, 10, 30)},
		"nonsense":             {skip("Hour", "x", "99") + skip("Day", "vendredi") + "<ttl>soon</ttl>", "", time.Time{}},
	} {
		t.Run(name, func(t *testing.T) {
			url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Cache-Control", c.cache)
				_, _ = fmt.Fprintf(w,
					"<rss version='2.0'><channel><title>V</title>%s<item><title>a</title></item></channel></rss>", c.head)
			})
			client := NewClient(Options{Now: func() time.Time { return now }})
			t.Cleanup(client.Close)
			first, err := client.Fetch(t.Context(), feed.Source{URL: url}, feed.Validators{})
			if err != nil || !first.Validators.Wait.Equal(c.want) {
				t.Errorf("wait until %v, want %v (%v)", first.Validators.Wait, c.want, err)
			}
			again, err := client.Fetch(t.Context(), feed.Source{URL: url}, first.Validators)
			if err != nil || !again.Unchanged || !again.Validators.Wait.Equal(c.want) {
				t.Errorf("unchanged: until %v, %v", again.Validators.Wait, err)
			}
		})
	}
}

func TestAddressesAsBrowsersHandThemOverAreOneSource(t *testing.T) {
	for _, address := range []string{"https://valmont.example/feed", "feed:https://valmont.example/feed",
		"feed://valmont.example/feed/", "FEED:HTTP://www.Valmont.example/feed", " HTTPS://valmont.example/feed ",
		"valmont.example/feed"} {
		if got := (feed.Source{URL: address}).Key(); got != "valmont.example/feed" {
			t.Errorf("%s is %s", address, got)
		}
	}
	for _, secret := range []string{"", ":a", ":another"} {
		if got := (feed.Source{URL: "https://lea" + secret + "@valmont.example/feed"}).Key(); got != "lea@valmont.example/feed" {
			t.Errorf("with %q it is %s", secret, got)
		}
	}
}

func TestAPasswordIsNeverShown(t *testing.T) {
	for address, want := range map[string]string{
		"https://lea:secret@valmont.example/feed":      "https://valmont.example/feed",
		"https://lea@valmont.example/":                 "https://valmont.example/",
		"https://lea:se@cret@valmont.example/feed":     "https://valmont.example/feed",
		"https://lea:se/cret@valmont.example/feed":     "https://valmont.example/feed",
		"feed:lea:secret@valmont.example/feed":         "feed:valmont.example/feed",
		"lea:secret@valmont.example/feed":              "valmont.example/feed",
		"https://valmont.example/@lea/feed":            "https://valmont.example/@lea/feed",
		"https://valmont.example:8080/@lea":            "https://valmont.example:8080/@lea",
		"https://valmont.example/?mail=a@b.example":    "https://valmont.example/?mail=a@b.example",
		"https://lea:sec ret@valmont.example/feed.xml": "https://valmont.example/feed.xml",
	} {
		if got := feed.Shown(address); got != want {
			t.Errorf("%s is shown as %s", address, got)
		}
	}
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch user, password, _ := r.BasicAuth(); {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		case user != "lea" || password != "secret":
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/none":
			_, _ = io.WriteString(w, "<html>")
		case r.URL.Path == "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		default:
			_, _ = w.Write(paper(1, 100))
		}
	})
	with := func(user string) string { return strings.Replace(url, "://", "://"+user+"@", 1) }
	c := newTestClient(t, Options{})
	for _, address := range []string{with("lea:wrong") + "/feed", with("lea:secret") + "/none",
		with("lea:secret") + "/loop", "https://lea:secret@[::1/", "ftp://lea:secret@valmont.example/",
		"https://lea:secret@/", "http://lea:secret@127.0.0.1:1/"} {
		_, err := c.Fetch(t.Context(), feed.Source{URL: address}, feed.Validators{})
		if err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), "secret") ||
			strings.Contains(err.Error(), "wrong") || strings.Contains(err.Error(), "lea") {
			t.Errorf("%s: %v", address, err)
		}
	}
	v := feed.Validators{}
	for range movedEnough + 1 { // it is followed to where the feed moved, and kept nowhere
		res, err := c.Fetch(t.Context(), feed.Source{URL: with("lea:secret") + "/moved"}, v)
		if err != nil || strings.Contains(fmt.Sprint(res.Validators), "secret") {
			t.Fatal(res.Validators, err)
		}
		v = res.Validators
	}
	if v.Moved != url+"/feed" || v.MovedSeen < movedEnough {
		t.Errorf("moved to %q, seen %d times", v.Moved, v.MovedSeen)
	}
}
