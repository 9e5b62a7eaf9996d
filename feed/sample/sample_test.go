package sample_test

import (
	"net/http"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/sample"
)

func client(t *testing.T, now func() time.Time) *feed.Client {
	t.Helper()
	c := feed.NewClient(feed.Options{Now: now, Schemes: map[string]http.RoundTripper{
		sample.Scheme: sample.Transport(now)}})
	t.Cleanup(c.Close)
	return c
}

func TestBothPapersAreRead(t *testing.T) {
	c := client(t, time.Now)
	for _, url := range sample.Feeds() {
		res, err := c.Fetch(t.Context(), feed.Source{URL: url}, feed.Validators{})
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Articles) == 0 {
			t.Error("no articles")
		}
	}
}
