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

// Page asks for a web page that an article of a source names, within the limits
// of every request. Addresses that are not public are refused, unless the source
// itself is there. The errors are those of Fetch; an *AddressError's reason is
// "private" for what was refused.
func (c *Client) Page(ctx context.Context, address string, from feed.Source) (Document, error) {
	a, err := c.named(ctx, request{address: address, accept: acceptPage}, from)
	if err != nil {
		return Document{}, err
	}
	return Document{URL: a.url, ContentType: a.header.Get("Content-Type"), Body: a.body}, nil
}

// maxPicture bounds a picture, in bytes as it comes out of a decompressor.
const maxPicture = 5 << 20

// Picture asks for a picture that an article of a source shows: at most 5 MiB of
// whatever is there, which may be no picture at all. The errors are those of Page;
// one that breaks off is an *OfflineError, and a host that asked to be left alone a
// while ago gives its *StatusError again.
//
// robots.txt is not asked. It speaks to programs that find their way from link to
// link (RFC 9309 §1); a picture is a part of the article that the reader has, and is
// asked for as a browser or a mail program would, once.
func (c *Client) Picture(ctx context.Context, address string, from feed.Source) ([]byte, error) {
	if err := c.rests.check(address, hostOf(address), c.o.Now()); err != nil {
		return nil, err
	}
	a, err := c.named(ctx, request{address: address, accept: acceptPicture,
		limit: maxPicture}, from)
	switch {
	case err != nil:
		return nil, err
	case a.broken: // half of a picture would be taken for a bad one
		return nil, &feed.OfflineError{URL: a.url, Err: io.ErrUnexpectedEOF}
	}
	return a.body, nil
}

// named asks for what an article of a source names. An answer that is not 200 is a
// *StatusError, and a host that wants to be left alone is remembered.
func (c *Client) named(ctx context.Context, r request, from feed.Source) (answer, error) {
	r.stranger, r.home = true, hostOf(from.URL)
	a, err := c.follow(ctx, r)
	if err != nil || a.status == http.StatusOK {
		return a, err
	}
	e := &feed.StatusError{URL: a.url, Code: a.status}
	if a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable {
		e.RetryAfter = retryAfter(a.header, c.o.Now())
		c.rests.note(hostOf(a.url), a.status, c.o.Now().Add(e.RetryAfter))
	}
	return a, e
}

// hostOf returns the host of an address as a reader writes one, with its port.
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
