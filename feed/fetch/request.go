package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptrace"
	"net/url"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/publicsuffix"

	"breageek/feed"
)

// An answer is one HTTP response after its redirects, read to its end.
type answer struct {
	url         string // where it came from, without a password
	status      int
	header      http.Header
	body        []byte // of a 200 only; decompressed
	broken      bool   // the body ended too early
	conditional bool   // validators were sent
	movedTo     string // where redirects led, if all were permanent
}

// sameAs reports whether the body is that of the last 200.
func (a answer) sameAs(v feed.Validators) bool {
	if v.Body == "" {
		return false
	}
	sum := sha256.Sum256(a.body)
	return hex.EncodeToString(sum[:16]) == v.Body
}

const maxRedirects = 10

// A request is what is to be fetched.
type request struct {
	address  string
	header   http.Header // in addition to those of every request; for validators
	accept   string
	stranger bool   // the address comes from a feed or a page, not from the user
	home     string // the host of the source, which may be on this machine
	limit    int64  // of the body, if lower than the client's; else 0

	jar http.CookieJar // of this request and its redirects
}

// What we accept, in order of preference.
const (
	acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, " +
		"application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
	acceptPage    = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
	acceptPicture = "image/webp, image/png, image/jpeg, image/gif"
)

// get fetches the feed of a source from its configured address, or from one that it moved to.
func (c *Client) get(ctx context.Context, src feed.Source, address string, extra http.Header) (
	answer, error) {
	r := request{address: address, header: extra, accept: acceptFeed, home: hostOf(src.URL)}
	r.stranger = address != src.URL && !feed.Inside(src.URL)
	return c.follow(ctx, r)
}

// follow makes a request and follows its redirects, including those of pages that only
// forward. Cookies are kept along the way, as some sites want to see theirs again before they
// respond, and dropped at the end, so that nobody can be tracked by them.
func (c *Client) follow(ctx context.Context, r request) (answer, error) {
	u, err := c.parseAddress(r.address)
	if err != nil {
		return answer{}, err
	}
	r.jar, err = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	if err != nil {
		return answer{}, err
	}
	seen := map[string]bool{}
	permanent := true
	for range maxRedirects + 1 {
		seen[c.requestKey(u, r)] = true
		a, next, err := c.one(ctx, u, r)
		if err != nil {
			return a, err
		}
		if next == "" && r.accept != acceptPicture && a.status == http.StatusOK {
			next = forwards(a.body, a.header.Get("Refresh"), u.String())
		}
		if next == "" {
			a.movedTo = movedTo(r.address, u, permanent && len(seen) > 1)
			a.conditional = len(r.header) > 0
			return a, nil
		}
		permanent = permanent && isPermanent(a.status)
		// The user did not choose where a public source sends us, so that must not be this machine. A
		// source inside the network may move there, but not to link-local addresses, where cloud
		// machines keep their keys.
		to, err := redirected(u, next)
		if err != nil {
			return a, err
		}
		r.stranger = r.stranger || !feed.Inside(r.address) || isLinkLocal(to.Hostname())
		if seen[c.requestKey(to, r)] {
			return a, &feed.RedirectError{URL: shownURL(to), Reason: "loop"}
		}
		u = to
	}
	return answer{}, &feed.RedirectError{URL: shownURL(u), Reason: "too many"}
}

// isPermanent reports whether a redirect is meant to last.
func isPermanent(status int) bool {
	return status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect
}

// movedTo returns where a source has moved, if it has. A move from https to http does not
// count.
func movedTo(configured string, to *url.URL, moved bool) string {
	if !moved || to.Scheme != "https" && strings.HasPrefix(strings.ToLower(configured), "https:") {
		return ""
	}
	return shownURL(to)
}

// redirected returns the address that a redirect from u leads to.
func redirected(u *url.URL, next string) (*url.URL, error) {
	to, err := u.Parse(next)
	if err != nil {
		return nil, &feed.RedirectError{URL: shownURL(u), Reason: "no address"}
	}
	if to.Scheme != "http" && to.Scheme != "https" {
		return nil, &feed.RedirectError{URL: shownURL(u), Reason: "scheme"}
	}
	to.Fragment, to.RawFragment = "", ""
	to.User = userAt(to, u)
	return to, nil
}

// requestKey returns what distinguishes requests: the address, and the cookies that go with it.
func (c *Client) requestKey(u *url.URL, r request) string {
	key := u.String()
	for _, cookie := range r.jar.Cookies(u) {
		key += "\n" + cookie.String()
	}
	return key
}

// userAt returns the name and password for a redirect: the same on the same host, unless it
// gives up encryption; none elsewhere.
func userAt(to, from *url.URL) *url.Userinfo {
	if strings.EqualFold(to.Host, from.Host) && (to.Scheme == from.Scheme || to.Scheme == "https") {
		return from.User
	}
	return nil
}

// one waits for its turn and makes one request. next is where a redirect leads.
func (c *Client) one(ctx context.Context, u *url.URL, r request) (
	a answer, next string, err error) {
	via, err := c.via(u, r)
	if err != nil {
		return a, "", err
	}
	release, err := c.gate.enter(ctx, u.Host)
	if err != nil {
		return a, "", fmt.Errorf("%s: %w", shownURL(u), err)
	}
	defer release()
	ctx, w := c.watch(ctx, shownURL(u))
	defer w.stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return a, "", &feed.AddressError{URL: shownURL(u), Reason: "unreadable"}
	}
	for key, values := range r.header {
		req.Header[key] = values
	}
	req.Header.Set("User-Agent", c.o.UserAgent)
	req.Header.Set("Accept-Encoding", "gzip, deflate")
	req.Header.Set("Accept", r.accept)
	if u.User != nil {
		password, _ := u.User.Password()
		req.SetBasicAuth(u.User.Username(), password)
	}
	for _, cookie := range r.jar.Cookies(u) {
		req.AddCookie(cookie)
	}
	resp, err := via.RoundTrip(req)
	if err != nil {
		return a, "", explained(ctx, shownURL(u), err)
	}
	defer func() { _ = resp.Body.Close() }()
	r.jar.SetCookies(u, resp.Cookies())
	a = answer{url: shownURL(u), status: resp.StatusCode, header: resp.Header}
	if a.status == http.StatusNonAuthoritativeInfo || a.status == http.StatusIMUsed {
		a.status = http.StatusOK // changed by a proxy (RFC 9110 §15.3.4), or only the news (RFC 3229)
	}
	switch a.status {
	case 301, 302, 303, 307, 308:
		if next = resp.Header.Get("Location"); next == "" {
			return a, "", &feed.RedirectError{URL: a.url, Reason: "no address"}
		}
		return a, next, nil
	case http.StatusOK:
		w.to("body", c.o.Header)
		a.body, a.broken, err = c.readBody(resp, w, r.limit)
		if err != nil {
			return a, "", explained(ctx, a.url, err)
		}
	}
	return a, "", nil
}

// readBody reads and decompresses a body up to the limit, which applies to the decompressed
// bytes. If the body breaks off, it returns what came.
func (c *Client) readBody(resp *http.Response, w *watch, limit int64) ([]byte, bool, error) {
	url := shownURL(resp.Request.URL)
	if limit == 0 || limit > c.o.MaxBytes {
		limit = c.o.MaxBytes
	}
	encoding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	if resp.ContentLength > limit && (encoding == "" || encoding == "identity") {
		return nil, false, &feed.TooLargeError{URL: url, Limit: limit}
	}
	r, err := decompressed(io.Reader(&watched{Reader: resp.Body, w: w}), encoding)
	if err != nil {
		return nil, false, err
	}
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(body)) > limit {
		return nil, false, &feed.TooLargeError{URL: url, Limit: limit}
	}
	if err == nil {
		return body, false, nil
	}
	if len(body) == 0 || resp.Request.Context().Err() != nil {
		return nil, false, err
	}
	return body, true, nil
}

// A watch cancels a request that makes no progress.
type watch struct {
	timer  *time.Timer // of the current stage
	total  *time.Timer
	cancel context.CancelCauseFunc
	stage  chan string // holds the current stage; also a lock
	limit  time.Duration
}

func (c *Client) watch(ctx context.Context, url string) (context.Context, *watch) {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &watch{cancel: cancel, stage: make(chan string, 1)}
	w.stage <- "connect"
	tooLate := func() {
		cancel(&feed.TimeoutError{URL: url, Stage: w.at(), Err: context.DeadlineExceeded})
	}
	w.limit = c.o.Connect
	w.timer = time.AfterFunc(c.o.Connect, tooLate)
	w.total = time.AfterFunc(c.o.Total, tooLate)
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { w.to("header", c.o.Header) },
	}), w
}

func (w *watch) at() string {
	s := <-w.stage
	w.stage <- s
	return s
}

// to begins a stage, which must make progress within limit.
func (w *watch) to(stage string, limit time.Duration) {
	<-w.stage
	w.stage <- stage
	w.limit = limit
	if w.timer.Stop() {
		w.timer.Reset(limit)
	}
}

func (w *watch) stop() {
	w.timer.Stop()
	w.total.Stop()
	w.cancel(nil)
}

// watched resets its watch whenever bytes arrive. The watch pauses until the next read, so
// that the time we need for decompression does not count as silence.
type watched struct {
	io.Reader
	w      *watch
	paused bool
}

func (r *watched) Read(p []byte) (int, error) {
	if r.paused {
		r.w.timer.Reset(r.w.limit)
	}
	n, err := r.Reader.Read(p)
	r.paused = n > 0 && r.w.timer.Stop()
	return n, err
}

// newTransport returns a transport. control may refuse its connections.
func newTransport(o Options, control func(network, address string, c syscall.RawConn) error) (
	t *http.Transport) {
	dialer := &net.Dialer{Timeout: o.Connect, KeepAlive: 30 * time.Second, Control: control}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           32,
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    o.Connect,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true, // done in decompressed, which counts the bytes
	}
}

// shownURL is [feed.Shown] for a parsed address.
func shownURL(u *url.URL) string {
	open := *u
	open.User = nil
	return open.String()
}
