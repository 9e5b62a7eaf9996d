package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"breageek/feed"
)

// Document is a web page as it was sent.
type Document struct {
	URL         string // where it came from, after redirects
	ContentType string
	Body        []byte // decompressed
}

// Page fetches a web page that an article of a source names, within the limits of every
// request. It refuses addresses that are not public, unless the source itself is there. The
// errors are those of [Client.Fetch]; for an address that was refused, it is an *AddressError
// with the reason "private".
func (c *Client) Page(ctx context.Context, address string, from feed.Source) (Document, error) {
	a, err := c.named(ctx, request{address: address, accept: acceptPage}, from)
	if err != nil {
		return Document{}, err
	}
	return Document{URL: a.url, ContentType: a.header.Get("Content-Type"), Body: a.body}, nil
}

// maxPicture limits a picture, in bytes after decompression.
const maxPicture = 5 << 20

// Picture fetches a picture that an article of a source shows. It returns up to 5 MiB of
// whatever is there, which may not be a picture. The errors are those of [Client.Page]. A
// response that breaks off is an *OfflineError, and a host that asked us to wait a while ago
// yields its *StatusError again.
//
// It does not consult robots.txt, which is for programs that follow links (RFC 9309 §1). A
// picture is part of an article that the user has, and is fetched once, as a browser or a mail
// program would.
func (c *Client) Picture(ctx context.Context, address string, from feed.Source) ([]byte, error) {
	if err := c.coolingDown.check(address, hostOf(address), c.o.Now()); err != nil {
		return nil, err
	}
	a, err := c.named(ctx, request{address: address, accept: acceptPicture,
		limit: maxPicture}, from)
	switch {
	case err != nil:
		return nil, err
	case a.broken: // half a picture would be taken for a broken one
		return nil, &feed.OfflineError{URL: a.url, Err: io.ErrUnexpectedEOF}
	}
	return a.body, nil
}

// named fetches what an article of a source names. A status other than 200 is a *StatusError,
// and a host that asks us to wait is remembered.
func (c *Client) named(ctx context.Context, r request, from feed.Source) (answer, error) {
	r.stranger, r.home = true, hostOf(from.URL)
	a, err := c.follow(ctx, r)
	if err != nil || a.status == http.StatusOK {
		return a, err
	}
	e := &feed.StatusError{URL: a.url, Code: a.status}
	if a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable {
		e.RetryAfter = retryAfter(a.header, c.o.Now())
		c.coolingDown.note(hostOf(a.url), a.status, c.o.Now().Add(e.RetryAfter))
	}
	return a, e
}

// hostOf returns the host of an address as a user types it, with its port.
func hostOf(address string) string {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return u.Host
}
