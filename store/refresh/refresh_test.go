package refresh_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/store"
	"breageek/store/refresh"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rss writes a feed of some items; each has about as many bytes as wanted.
func rss(name string, items, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title>
<link>https://%s.example/</link><description>d</description>`, name, name)
	for i := range items {
		text := strings.Repeat("<p>Le conseil de Port-Vieil a voté le budget de l’hôpital.</p>\n",
			max(1, size/64))
		fmt.Fprintf(&b, "<item><title>%s, nouvelle %d</title><link>https://%s.example/%d/</link>"+
			"<guid isPermaLink=\"false\">%s-%d</guid><pubDate>%s</pubDate>"+
			"<content:encoded><![CDATA[%s]]></content:encoded></item>\n", name, i, name, i, name, i,
			time.Date(2026, 11, 22, 12, 0, -i, 0, time.UTC).Format(time.RFC1123Z), text)
	}
	return b.String() + "</channel></rss>"
}

// newspaper is a server of feeds that counts how often it was asked.
type newspaper struct {
	*httptest.Server
	asked, unchanged atomic.Int64
}

// publish serves a feed at every path, with validators; /gone and the like
// answer with a status.
func publish(t testing.TB, items, size int) *newspaper {
	p := &newspaper{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked.Add(1)
		switch r.URL.Path {
		case "/broken":
			http.Error(w, "en panne", http.StatusInternalServerError)
			return
		case "/later":
			w.Header().Set("Retry-After", "600")
			http.Error(w, "trop", http.StatusTooManyRequests)
			return
		case "/fresh":
			w.Header().Set("Cache-Control", "max-age=600")
		}
		w.Header().Set("ETag", `"un"`)
		if r.Header.Get("If-None-Match") == `"un"` {
			p.unchanged.Add(1)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml; charset=UTF-8")
		_, _ = w.Write([]byte(rss(strings.Trim(r.URL.Path, "/"), items, size)))
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *newspaper) source(path string) feed.Source {
	return feed.Source{Name: path, URL: p.URL + "/" + path}
}

// desk is a store and a client in a folder of their own.
func desk(t testing.TB) (*fetch.Client, *store.Store) {
	t.Helper()
	s, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := fetch.NewClient(fetch.Options{})
	t.Cleanup(func() { c.Close(); _ = s.Close() })
	return c, s
}

func TestOneFailingSourceStopsNoOther(t *testing.T) {
	p := publish(t, 3, 100)
	c, s := desk(t)
	events := map[string]refresh.Event{}
	sources := []feed.Source{p.source("a"), p.source("broken"), p.source("b")}
	sum, err := refresh.Run(t.Context(), c, s, sources, refresh.Options{}, func(e refresh.Event) {
		events[e.Source.Name] = e
		if e.Done != len(events) || e.Total != 3 {
			t.Errorf("event %d is number %d of %d", len(events), e.Done, e.Total)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := (refresh.Summary{Asked: 3, Answered: 2, Failed: 1, New: 6}); sum != want {
		t.Errorf("summary %+v, want %+v", sum, want)
	}
	var status *feed.StatusError
	if !errors.As(events["broken"].Err, &status) || status.Code != 500 {
		t.Errorf("the broken source's event: %+v", events["broken"])
	}
	if len(events["a"].Merged.New) != 3 || events["a"].Items != 3 {
		t.Errorf("a good source's event: %+v", events["a"])
	}
	found, err := s.Search(t.Context(), store.Search{Words: "hopital budget"})
	if err != nil || len(found) != 6 {
		t.Errorf("%d articles can be searched, %v", len(found), err)
	}
	for _, st := range mustSources(t, s) {
		if (st.LastError != "") != (st.Name == "broken") {
			t.Errorf("%s: last error %q", st.Name, st.LastError)
		}
	}
}

func mustSources(t testing.TB, s *store.Store) []store.SourceStatus {
	t.Helper()
	all, err := s.Sources(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheSecondRefreshSendsValidatorsAndKeepsEverything(t *testing.T) {
	p := publish(t, 5, 100)
	c, s := desk(t)
	for i := range 2 {
		var event refresh.Event
		_, err := refresh.Run(t.Context(), c, s, []feed.Source{p.source("a")}, refresh.Options{},
			func(e refresh.Event) { event = e })
		if err != nil || event.Err != nil || event.Unchanged != (i == 1) {
			t.Errorf("refresh %d: %v, %+v", i+1, err, event)
		}
	}
	if p.unchanged.Load() != 1 {
		t.Errorf("%d of 2 answers were 304", p.unchanged.Load())
	}
	if st := mustSources(t, s); len(st) != 1 || st[0].Articles != 5 {
		t.Errorf("kept: %+v", st)
	}
}

func TestASourceWithoutAnAnswerHasTheNameItGaveBefore(t *testing.T) {
	var broken atomic.Bool
	p := publish(t, 2, 100)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken.Load() {
			http.Error(w, "en panne", http.StatusInternalServerError)
			return
		}
		p.Config.Handler.ServeHTTP(w, r)
	}))
	defer web.Close()
	c, s := desk(t)
	for _, want := range []string{"new", "unchanged", "failed"} {
		broken.Store(want == "failed")
		var event refresh.Event
		_, err := refresh.Run(t.Context(), c, s, []feed.Source{{URL: web.URL + "/gazette"}},
			refresh.Options{}, func(e refresh.Event) { event = e })
		if err != nil || event.Source.Name != "gazette" || event.Source.Site != "https://gazette.example/" ||
			event.Unchanged != (want == "unchanged") || (event.Err != nil) != broken.Load() {
			t.Errorf("%s: %v, %+v", want, err, event)
		}
	}
}

func TestAServerThatWantsToBeLeftAloneIs(t *testing.T) {
	for _, c := range []struct {
		path  string
		force bool
		asked int64
	}{
		{"later", false, 1}, {"later", true, 1}, // Retry-After is always heeded
		{"fresh", false, 1}, {"fresh", true, 2}, // max-age unless the reader asks
	} {
		p := publish(t, 1, 100)
		client, s := desk(t)
		var last refresh.Event
		for range 2 {
			sum, err := refresh.Run(t.Context(), client, s, []feed.Source{p.source(c.path)},
				refresh.Options{Force: c.force}, func(e refresh.Event) { last = e })
			if err != nil {
				t.Fatal(err)
			}
			if last.Waiting != (sum.Asked == 0) {
				t.Errorf("%s: %+v, %+v", c.path, sum, last)
			}
		}
		if got := p.asked.Load(); got != c.asked || last.Waiting != (c.asked == 1) {
			t.Errorf("%s, force %v: asked %d times, waiting %v", c.path, c.force, got, last.Waiting)
		}
	}
}

func TestACancelledRefreshKeepsWhatCame(t *testing.T) {
	p := publish(t, 2, 100)
	c, s := desk(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := refresh.Run(ctx, c, s, []feed.Source{p.source("a")}, refresh.Options{},
		func(refresh.Event) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if st := mustSources(t, s); len(st) != 1 || st[0].Articles != 2 {
		t.Errorf("kept: %+v", st)
	}
}

// BenchmarkRefresh brings in a hundred feeds of fifty items of 5 kB, and asks
// them again; each figure is the median of all rounds.
func BenchmarkRefresh(b *testing.B) {
	p := publish(b, 50, 5000)
	var sources []feed.Source
	for i := range 100 {
		sources = append(sources, p.source(fmt.Sprintf("journal%d", i)))
	}
	took := map[string][]float64{}
	for b.Loop() {
		b.StopTimer()
		s, err := store.Open(b.TempDir(), store.Options{})
		if err != nil {
			b.Fatal(err)
		}
		c := fetch.NewClient(fetch.Options{PerHost: 8})
		b.StartTimer()
		for _, name := range []string{"new", "unchanged"} {
			start := time.Now()
			_, err := refresh.Run(b.Context(), c, s, sources, refresh.Options{Force: true},
				func(e refresh.Event) {
					if e.Err != nil || e.Unchanged != (name == "unchanged") {
						b.Error(e.Err, e.Unchanged)
					}
					if e.Done == e.Total {
						took["ms-listed-"+name] = append(took["ms-listed-"+name], since(start))
					}
				})
			if err != nil {
				b.Fatal(err)
			}
			took["ms-searchable-"+name] = append(took["ms-searchable-"+name], since(start))
		}
		b.StopTimer()
		c.Close()
		_ = s.Close()
		b.StartTimer()
	}
	for name, ms := range took {
		slices.Sort(ms)
		b.ReportMetric(ms[len(ms)/2], name)
	}
}

// since is the time since a moment, in milliseconds.
func since(t time.Time) float64 { return float64(time.Since(t).Microseconds()) / 1000 }

func TestAClockThatWasAheadSilencesNoSource(t *testing.T) {
	for _, path := range []string{"later", "fresh"} {
		p := publish(t, 1, 100)
		now := time.Now().AddDate(1, 0, 0)
		clock := func() time.Time { return now }
		s, err := store.Open(t.TempDir(), store.Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		c := fetch.NewClient(fetch.Options{Now: clock})
		for _, at := range []time.Time{now, time.Now()} {
			now = at
			_, err := refresh.Run(t.Context(), c, s, []feed.Source{p.source(path)},
				refresh.Options{Now: clock}, nil)
			if err != nil {
				t.Fatal(err)
			}
		}
		if got := p.asked.Load(); got != 2 {
			t.Errorf("%s: asked %d times", path, got)
		}
	}
}
