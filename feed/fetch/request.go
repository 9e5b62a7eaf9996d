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

// An answer is one HTTP answer after its redirects, read to its end.
type answer struct {
	url         string // where it came from, without a password
	status      int
	header      http.Header
	body        []byte // of a 200 only; decompressed
	broken      bool   // the body ended too early
	conditional bool   // validators were sent
	movedTo     string // where permanent redirects, and no others, have led
}

// sameAs reports whether the body is the one of the last 200.
func (a answer) sameAs(v feed.Validators) bool {
	if v.Body == "" {
		return false
	}
	sum := sha256.Sum256(a.body)
	return hex.EncodeToString(sum[:16]) == v.Body
}

const maxRedirects = 10

// A request is what is asked for.
type request struct {
	address  string
	header   http.Header // beside what every request carries; a validator makes it conditional
	accept   string
	stranger bool   // no reader named the address, but a feed or a page
	home     string // the host of the source, which may be on this machine
	limit    int64  // of the body, where it is less than the client's; 0 otherwise

	jar http.CookieJar // of this request and its redirects
}

// What we read, in the order of our liking.
const (
	acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, " +
		"application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
	acceptPage    = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
	acceptPicture = "image/webp, image/png, image/jpeg, image/gif"
)

// get asks a source for its feed at an address, which is the configured one or one that
// it moved to, and follows its redirects.
func (c *Client) get(ctx context.Context, src feed.Source, address string, extra http.Header) (
	answer, error) {
	r := request{address: address, header: extra, accept: acceptFeed, home: hostOf(src.URL)}
	r.stranger = address != src.URL && !feed.Inside(src.URL)
	return c.follow(ctx, r)
}

// follow makes a request and follows its redirects, those that a page makes by itself
// too. Cookies are kept from one to the next, as some sites want to see theirs again
// before they answer, and forgotten at the end: nobody is followed by them.
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
		seen[c.asked(u, r)] = true
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
		// Where a public source sends us, no user has named: not to this machine. One that
		// is inside may move there, but not to where machines keep their keys.
		to, err := redirected(u, next)
		if err != nil {
			return a, err
		}
		r.stranger = r.stranger || !feed.Inside(r.address) || isLinkLocal(to.Hostname())
		if seen[c.asked(to, r)] {
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

// movedTo returns where a source has moved, if it has: never from an encrypted address to
// one that is not.
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

// asked tells requests apart: the same address with other cookies is another one.
func (c *Client) asked(u *url.URL, r request) string {
	key := u.String()
	for _, cookie := range r.jar.Cookies(u) {
		key += "\n" + cookie.String()
	}
	return key
}

// userAt is whose name and password a redirect is followed with: those of the address it
// came from on the same host, nobody's elsewhere, nor where it is no longer encrypted.
func userAt(to, from *url.URL) *url.Userinfo {
	if strings.EqualFold(to.Host, from.Host) && (to.Scheme == from.Scheme || to.Scheme == "https") {
		return from.User
	}
	return nil
}

// one makes one request in its turn; next is where a redirect leads.
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
		a.status = http.StatusOK // as a proxy changed it (RFC 9110 §15.3.4), or what is new (RFC 3229)
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

// readBody reads and decompresses a body up to the limit, which counts what
// comes out of the decompressor. A body that breaks off is what there is of it.
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

// A watch ends a request that makes no progress.
type watch struct {
	timer  *time.Timer // for a stage
	total  *time.Timer
	cancel context.CancelCauseFunc
	stage  chan string // holds the stage; a channel of one is a lock with a value
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

// to begins a stage, which has limit to make progress.
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

// watched tells its watch of every byte that comes. The watch rests until the next one is
// waited for: the time we take for what came, as to decompress it, is no silence.
type watched struct {
	io.Reader
	w     *watch
	rests bool
}

func (r *watched) Read(p []byte) (int, error) {
	if r.rests {
		r.w.timer.Reset(r.w.limit)
	}
	n, err := r.Reader.Read(p)
	r.rests = n > 0 && r.w.timer.Stop()
	return n, err
}

// newTransport makes a transport whose connections a control may refuse.
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
		DisableCompression:     true, // decompressed counts the bytes
	}
}

// shownURL is [Shown] for an address that was read.
func shownURL(u *url.URL) string {
	open := *u
	open.User = nil
	return open.String()
}
