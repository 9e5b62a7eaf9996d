// Package fetch owns the requests to publishers: conditional, limited in size, time and
// number, and never to private addresses that a publisher names. It knows neither what is kept
// nor the formats of feeds.
package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
)

// Options are the limits of a client. The zero value of each stands for its default.
type Options struct {
	UserAgent string                       // the User-Agent header
	Transport http.RoundTripper            // for http and https; default one of our own
	Schemes   map[string]http.RoundTripper // for other schemes, such as "sample"
	MaxBytes  int64                        // of a decompressed body; default 16 MiB
	Connect   time.Duration                // to connect; default 10 s
	Header    time.Duration                // until the response begins, or goes on; default 20 s
	Total     time.Duration                // for a request after our own queue; default 60 s
	Parallel  int                          // requests at once; default 8
	PerHost   int                          // requests at once to one host; default 2
	// Around wraps our own transports, so that their requests can be logged; it may be nil.
	Around func(http.RoundTripper) http.RoundTripper
	Now    func() time.Time // default time.Now
}

// movedEnough is how often a permanent redirect must be seen before the new address is used
// directly. A captive portal or one bad afternoon must not move a source.
const movedEnough = 3

// maxRetryAfter is the longest that a server can make us wait.
const maxRetryAfter = 24 * time.Hour

// A Client fetches feeds, pages and pictures. It is safe for concurrent use, and the only
// place that limits how many requests run at once, in total and to one host.
type Client struct {
	o           Options
	gate        *gate
	guarded     http.RoundTripper // reaches public addresses only
	robots      robots
	coolingDown coolingDown
	idle        func() // closes idle connections; nil if the transport is not ours
}

// NewClient returns a client with the limits of o.
func NewClient(o Options) *Client {
	def := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	def(&o.Connect, 10*time.Second)
	def(&o.Header, 20*time.Second)
	def(&o.Total, 60*time.Second)
	if o.MaxBytes <= 0 {
		o.MaxBytes = 16 << 20
	}
	if o.Parallel <= 0 {
		o.Parallel = 8
	}
	if o.PerHost <= 0 {
		o.PerHost = 2
	}
	if o.UserAgent == "" {
		o.UserAgent = "BreaGeek/1.0 (feed reader for the terminal)"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	c := &Client{gate: newGate(o.Parallel, o.PerHost)}
	c.guarded = o.Transport
	if o.Transport == nil {
		own, guarded := newTransport(o, nil), newTransport(o, feed.PublicOnly)
		c.idle = func() { own.CloseIdleConnections(); guarded.CloseIdleConnections() }
		o.Transport, c.guarded = own, guarded
		if o.Around != nil {
			o.Transport, c.guarded = o.Around(own), o.Around(guarded)
		}
	}
	c.o = o
	return c
}

// Close closes idle connections. It does not interrupt requests.
func (c *Client) Close() {
	if c.idle != nil {
		c.idle()
	}
}

// Fetch fetches what a source has published since v. If the address is an HTML page that names
// a feed (RSS autodiscovery), that feed is fetched instead. The error is a *StatusError,
// *TooLargeError, *NotFeedError, *TimeoutError, *OfflineError, *RedirectError,
// *CertificateError or *AddressError of package feed, or the context's. Result.Validators is
// valid even if there is an error: it holds how long the server wants us to wait, and whether
// the feed is gone for good.
func (c *Client) Fetch(ctx context.Context, src feed.Source, v feed.Validators) (
	feed.Result, error) {
	res := feed.Result{Source: src, Validators: v}
	address, requested := src.URL, src.URL
	if v.Moved != "" && v.MovedSeen >= movedEnough {
		address, requested = withUser(v.Moved, src.URL), v.Moved
	}
	if v.Gone {
		return res, &feed.StatusError{URL: address, Code: http.StatusGone}
	}
	res.Validators.Wait = time.Time{}
	a, err := c.get(ctx, src, address, c.conditions(v))
	if err != nil {
		return res, err
	}
	if a.status == http.StatusOK && !a.sameAs(v) {
		if next := discover(a.body, a.url); next != "" {
			return c.discovered(ctx, res, next)
		}
	}
	err = c.read(&res, a, requested)
	return res, err
}

// discovered fetches the feed that a page names, and remembers its address.
func (c *Client) discovered(ctx context.Context, res feed.Result, next string) (
	feed.Result, error) {
	a, err := c.follow(ctx, request{address: next, accept: acceptFeed, stranger: true,
		home: hostOf(res.Source.URL)})
	if err != nil {
		return res, err
	}
	err = c.read(&res, a, next)
	if err == nil {
		res.Validators.Moved, res.Validators.MovedSeen = next, movedEnough
	}
	return res, err
}

// withUser adds the name and password of the configured address to the one that the source
// moved to, if that is on the same host.
func withUser(moved, configured string) string {
	to, err := url.Parse(moved)
	from, err2 := url.Parse(feed.Unfeed(configured))
	if err != nil || err2 != nil || from.User == nil {
		return moved
	}
	to.User = userAt(to, from)
	return to.String()
}

// conditions returns the headers of a conditional GET (RFC 9110 §13.1). A server that gets
// both validators must compare only the entity tag. Where a proxy rewrites the tags they never
// match, and only the date is sent.
func (c *Client) conditions(v feed.Validators) http.Header {
	h := http.Header{}
	if v.ETag != "" && (!v.Weak || v.LastModified == "") {
		h.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		h.Set("If-Modified-Since", v.LastModified)
	}
	return h
}

// read turns a response into a result.
func (c *Client) read(res *feed.Result, a answer, requested string) error {
	v := &res.Validators
	now := c.o.Now()
	switch {
	case a.status == http.StatusNotModified:
		res.Unchanged = true
		c.validators(v, a)
		v.Wait = nextTime(v, now, maxAge(a.header))
		return nil
	case a.status != http.StatusOK:
		return c.statusError(v, a, requested, res.Source.URL)
	}
	sum := sha256.Sum256(a.body)
	hash := hex.EncodeToString(sum[:16])
	same := hash == v.Body
	if same && a.conditional && v.ETag != "" && v.LastModified != "" {
		v.Weak = true
	}
	if same {
		res.Unchanged = true
		c.moved(v, a, requested)
		c.validators(v, a)
		v.Wait = nextTime(v, now, maxAge(a.header))
		return nil
	}
	p, err := feed.Parse(a.body, a.header.Get("Content-Type"), res.Source, a.url)
	if err != nil {
		var not *feed.NotFeedError
		if errors.As(err, &not) {
			not.URL = a.url
		}
		return err
	}
	c.moved(v, a, requested)
	if a.broken { // fetch all of it next time
		v.ETag, v.LastModified, v.Body = "", "", ""
	} else {
		c.validators(v, a)
		v.Body = hash
	}
	v.TTL, v.SkipHours, v.SkipDays = p.TTL, p.SkipHours, p.SkipDays
	v.Wait = nextTime(v, now, maxAge(a.header))
	res.Articles, res.Skipped = p.Articles, p.Skipped
	fill(&res.Source, p)
	return nil
}

// fill completes the configured source with what the feed says about itself.
func fill(src *feed.Source, p feed.Parsed) {
	if src.Name == "" {
		src.Name = p.Title
	}
	if p.Site != "" {
		src.Site = p.Site
	}
	if p.Language != "" {
		src.Language = p.Language
	}
}

// statusError returns the error for a status, and notes what it means for the next request.
func (c *Client) statusError(v *feed.Validators, a answer, requested, configured string) error {
	e := &feed.StatusError{URL: a.url, Code: a.status}
	switch a.status {
	case http.StatusGone:
		v.Gone = requested == configured
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		e.RetryAfter = retryAfter(a.header, c.o.Now())
		v.Wait = waitUntil(c.o.Now(), e.RetryAfter)
	}
	if requested != configured && (a.status == http.StatusNotFound || a.status == http.StatusGone) {
		v.Moved, v.MovedSeen = "", 0 // the move was undone: back to the configured address
	}
	return e
}

// moved counts how often a permanent redirect led to the same feed.
func (c *Client) moved(v *feed.Validators, a answer, requested string) {
	switch {
	case a.movedTo != "" && a.movedTo == v.Moved:
		v.MovedSeen++
	case a.movedTo != "":
		v.Moved, v.MovedSeen = a.movedTo, 1
	case requested != v.Moved:
		v.Moved, v.MovedSeen = "", 0
	}
}

func (c *Client) validators(v *feed.Validators, a answer) {
	etag, modified := a.header.Get("ETag"), a.header.Get("Last-Modified")
	if a.status == http.StatusOK || etag != "" {
		v.ETag = bounded(etag)
	}
	if a.status == http.StatusOK || modified != "" {
		v.LastModified = bounded(modified)
	}
}

// bounded returns a validator, or "" if it is too long to be one.
func bounded(s string) string {
	if len(s) > 512 {
		return ""
	}
	return s
}

// parseAddress parses an address as a user types it. It accepts "feed:" addresses and bare
// hosts.
func (c *Client) parseAddress(s string) (*url.URL, error) {
	s = strings.TrimSpace(s)
	shown := markup.Line(feed.Shown(s))
	if s == "" {
		return nil, &feed.AddressError{URL: shown, Reason: "empty"}
	}
	s = feed.Unfeed(s)
	if !strings.Contains(s, "://") && !strings.HasPrefix(s, "sample:") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, &feed.AddressError{URL: shown, Reason: "unreadable"}
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if c.transport(u.Scheme) == nil {
		return nil, &feed.AddressError{URL: shown, Reason: "scheme"}
	}
	if u.Host == "" && (u.Scheme == "http" || u.Scheme == "https") {
		return nil, &feed.AddressError{URL: shown, Reason: "host"}
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

func (c *Client) transport(scheme string) http.RoundTripper {
	if scheme == "http" || scheme == "https" {
		return c.o.Transport
	}
	return c.o.Schemes[scheme]
}
