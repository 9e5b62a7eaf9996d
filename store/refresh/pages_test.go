package refresh_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/store/refresh"
)

// site is a newspaper whose feed gives excerpts of n articles, the newest first.
type site struct {
	*httptest.Server
	mu        sync.Mutex
	asked     []string
	now, most int // requests at once
	answer    func(w http.ResponseWriter, r *http.Request) bool
}

func publishTeasers(t testing.TB, n int) *site {
	s := &site{answer: func(http.ResponseWriter, *http.Request) bool { return false }}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		s.now++
		s.most = max(s.most, s.now)
		s.mu.Unlock()
		defer func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.now--
		}()
		switch {
		case s.answer(w, r):
		case r.URL.Path == "/feed":
			w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
			_, _ = io.WriteString(w, s.feed(n))
		case strings.HasPrefix(r.URL.Path, "/a/"):
			w.Header().Set("Content-Type", "text/html; charset=UTF-8")
			_, _ = io.WriteString(w, s.page(strings.TrimPrefix(r.URL.Path, "/a/")))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

const teaserText = "Le puits du village de Kerbrat est curé par trois voisins"

func (s *site) feed(n int) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Kerbrat</title>`)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>Nouvelle du puits numéro %d</title><link>%s/a/%d</link>`+
			`<guid>g%d</guid><pubDate>%s</pubDate><description>%s [&#8230;]</description></item>`,
			i, s.URL, i, i, time.Date(2026, 11, 22, 12, -i, 0, 0, time.UTC).Format(time.RFC1123Z), teaserText)
	}
	return b.String() + "</channel></rss>"
}

func (s *site) page(i string) string {
	return `<!doctype html><html lang="fr"><head><title>Nouvelle du puits numéro ` + i + `</title>` +
		`</head><body><div class="entry-content"><p>` + teaserText + `, avec des seaux, une corde ` +
		`et beaucoup de patience.</p></div></body></html>`
}

func (s *site) source() feed.Source { return feed.Source{URL: s.URL + "/feed"} }

// pagesAsked returns the pages that were asked for, in order.
func (s *site) pagesAsked() (pages []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, path := range s.asked {
		if strings.HasPrefix(path, "/a/") {
			pages = append(pages, strings.TrimPrefix(path, "/a/"))
		}
	}
	return pages
}

func listed(t testing.TB, c *fetch.Client, s *store.Store, src feed.Source) []store.Entry {
	t.Helper()
	_, err := refresh.Run(t.Context(), c, s, []feed.Source{src}, refresh.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := s.List(t.Context(), store.Query{Limit: 1000})
	if err != nil || len(entries) == 0 {
		t.Fatal(len(entries), err)
	}
	return entries
}

func TestTeasersAreCompletedTwoAtOnceAndOnlyOnce(t *testing.T) {
	web := publishTeasers(t, 30)
	c, s := desk(t)
	listed(t, c, s, web.source())
	web.mu.Lock()
	web.most = 0
	web.mu.Unlock()
	events := 0
	better, err := refresh.Complete(t.Context(), c, s, []feed.Source{web.source()}, refresh.Auto,
		func(e refresh.PageEvent) {
			if events++; e.Done != events || e.Total != 30 || !e.Better || e.Err != nil {
				t.Errorf("event %d: %+v", events, e)
			}
		})
	if err != nil || better != 30 || events != 30 {
		t.Fatalf("%d texts, %d events, %v", better, events, err)
	}
	if web.most > 2 {
		t.Errorf("%d requests at once", web.most)
	}
	again, err := refresh.Complete(t.Context(), c, s, []feed.Source{web.source()}, refresh.Always, nil)
	if err != nil || again != 0 || len(web.pagesAsked()) != 30 {
		t.Errorf("asked again: %d texts, %d pages, %v", again, len(web.pagesAsked()), err)
	}
	found, err := s.Search(t.Context(), store.Search{Words: "corde patience"})
	if err != nil || len(found) != 30 || found[0].Completeness != feed.Full {
		t.Errorf("%d are found by the words of their pages, %v", len(found), err)
	}
}

func TestACompletionIsBoundedToTheNewestAndGoesOnTheNextTime(t *testing.T) {
	web := publishTeasers(t, 130)
	c, s := desk(t)
	listed(t, c, s, web.source())
	for _, want := range []int{100, 30, 0} {
		n, err := refresh.Complete(t.Context(), c, s, []feed.Source{web.source()}, refresh.Auto, nil)
		if err != nil || n != want {
			t.Errorf("%d texts, want %d, %v", n, want, err)
		}
		for at, page := range web.pagesAsked() {
			if n, err := strconv.Atoi(page); err != nil || (at < 100) != (n < 100) {
				t.Errorf("page %d is number %d that was asked for", n, at)
			}
		}
	}
	if n, err := refresh.Complete(t.Context(), c, s, nil, refresh.Never, nil); n != 0 || err != nil {
		t.Errorf("never: %d, %v", n, err)
	}
}

// The page that gave the whole text is asked for once more: by the reader, or
// because the feed changed its excerpt.
func TestAPageThatIsAskedAgainLosesNothing(t *testing.T) {
	web := publishTeasers(t, 1)
	c, s := desk(t)
	id := listed(t, c, s, web.source())[0].ID
	whole := func(when string) {
		t.Helper()
		e, err := s.Article(t.Context(), id)
		if err != nil || !strings.Contains(markup.Text(e.Body), "patience") || e.Completeness != feed.Full {
			t.Errorf("%s: %q, %s, %v", when, markup.Text(e.Body), e.Completeness, err)
		}
	}
	for _, when := range []string{"asked for", "asked for again", "and again"} {
		if better, err := refresh.Page(t.Context(), c, s, id); err != nil || !better {
			t.Errorf("%s: %v, %v", when, better, err)
		}
		whole(when)
	}
	for i, more := range []string{" enfin", strings.Repeat(" encore un mot", 20)} {
		p, err := feed.Parse([]byte(strings.Replace(web.feed(1), teaserText, teaserText+more, 1)), "",
			web.source(), web.URL)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.Merge(t.Context(), feed.Result{Source: web.source(), Articles: p.Articles}); err != nil {
			t.Fatal(err)
		}
		whole(fmt.Sprint("with another excerpt, ", i))
		_, err = refresh.Complete(t.Context(), c, s, []feed.Source{web.source()}, refresh.Auto, nil)
		if err != nil {
			t.Fatal(err)
		}
		whole(fmt.Sprint("completed after another excerpt, ", i))
	}
	web.answer = func(w http.ResponseWriter, r *http.Request) bool {
		_, _ = io.WriteString(w, `<title>Nouvelle du puits numéro 0</title><div class="entry-content">`+
			`<p>`+teaserText+`</p></div>`)
		return strings.HasPrefix(r.URL.Path, "/a/")
	}
	_, _ = refresh.Page(t.Context(), c, s, id)
	whole("when the site hides its text")
}

func TestASiteInTroubleIsNotInTheWayOfOthers(t *testing.T) {
	sick, good := publishTeasers(t, 130), publishTeasers(t, 3)
	sick.answer = func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasPrefix(r.URL.Path, "/a/") {
			w.WriteHeader(http.StatusBadGateway)
		}
		return strings.HasPrefix(r.URL.Path, "/a/")
	}
	c, s := desk(t)
	sources := []feed.Source{sick.source(), good.source()}
	if _, err := refresh.Run(t.Context(), c, s, sources, refresh.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	n, err := refresh.Complete(t.Context(), c, s, sources, refresh.Auto, nil)
	if n != 3 || err != nil || len(sick.pagesAsked()) > 2 {
		t.Errorf("%d texts, %d pages of the site in trouble, %v", n, len(sick.pagesAsked()), err)
	}
}

func TestASiteThatForbidsItIsAskedForNoPage(t *testing.T) {
	web := publishTeasers(t, 3)
	web.answer = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/robots.txt" {
			_, _ = io.WriteString(w, "User-agent: BreaGeek\nDisallow: /a/\n")
		}
		return r.URL.Path == "/robots.txt"
	}
	c, s := desk(t)
	entries := listed(t, c, s, web.source())
	n, err := refresh.Complete(t.Context(), c, s, []feed.Source{web.source()}, refresh.Auto,
		func(e refresh.PageEvent) {
			var why *refresh.PageError
			if !errors.As(e.Err, &why) || why.Reason != "robots" {
				t.Errorf("%+v", e)
			}
		})
	if n != 0 || err != nil || len(web.pagesAsked()) != 0 {
		t.Errorf("%d texts, %d pages, %v", n, len(web.pagesAsked()), err)
	}
	if better, err := refresh.Page(t.Context(), c, s, entries[0].ID); !better || err != nil {
		t.Errorf("at the reader's wish: %v, %v", better, err)
	}
}

func TestASiteInTroubleIsLeftAloneAndAskedTheNextTime(t *testing.T) {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable, 500} {
		web := publishTeasers(t, 40)
		trouble := true
		web.answer = func(w http.ResponseWriter, r *http.Request) bool {
			if trouble && strings.HasPrefix(r.URL.Path, "/a/") {
				w.WriteHeader(status)
				return true
			}
			return false
		}
		_, s := desk(t)
		now := time.Now()
		c := fetch.NewClient(fetch.Options{Now: func() time.Time { return now }})
		listed(t, c, s, web.source())
		n, err := refresh.Complete(t.Context(), c, s, []feed.Source{web.source()}, refresh.Auto, nil)
		if n != 0 || err != nil || len(web.pagesAsked()) > 2 {
			t.Errorf("%d: %d texts, %d pages asked for, %v", status, n, len(web.pagesAsked()), err)
		}
		trouble, now = false, now.Add(time.Hour)
		n, err = refresh.Complete(t.Context(), c, s, []feed.Source{web.source()}, refresh.Auto, nil)
		if n != 40 || err != nil {
			t.Errorf("%d: afterwards %d texts, %v", status, n, err)
		}
		c.Close()
	}
}

func TestAPageThatIsMissingIsNotAskedAgainAtOnce(t *testing.T) {
	web := publishTeasers(t, 2)
	web.answer = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/a/1" {
			w.WriteHeader(http.StatusNotFound)
		}
		return r.URL.Path == "/a/1"
	}
	c, s := desk(t)
	listed(t, c, s, web.source())
	for range 3 {
		_, err := refresh.Complete(t.Context(), c, s, []feed.Source{web.source()}, refresh.Auto, nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := web.pagesAsked(); len(got) != 2 {
		t.Errorf("asked for %v", got)
	}
}

func TestACancelledCompletionEndsAndKeepsWhatCame(t *testing.T) {
	web := publishTeasers(t, 50)
	c, s := desk(t)
	listed(t, c, s, web.source())
	ctx, cancel := context.WithCancel(t.Context())
	n, err := refresh.Complete(ctx, c, s, []feed.Source{web.source()}, refresh.Auto,
		func(e refresh.PageEvent) {
			if e.Done == 5 {
				cancel()
			}
		})
	if !errors.Is(err, context.Canceled) || n < 1 || n == 50 {
		t.Errorf("%d texts, %v", n, err)
	}
	entries, err := s.List(t.Context(), store.Query{})
	full := len(slices.DeleteFunc(entries, func(e store.Entry) bool { return e.Completeness != feed.Full }))
	if err != nil || full < n {
		t.Errorf("%d texts came, %d are kept, %v", n, full, err)
	}
}
