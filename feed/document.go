package feed

import (
	"context"
	"net/http"
	"net/url"
	"strings"
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
func (c *Client) Page(ctx context.Context, address string, from Source) (Document, error) {
	a, err := c.follow(ctx, request{address: address, accept: acceptPage, stranger: true,
		home: hostOf(from.URL)})
	switch {
	case err != nil:
		return Document{}, err
	case a.status != http.StatusOK:
		e := &StatusError{URL: a.url, Code: a.status}
		if a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable {
			e.RetryAfter = retryAfter(a.header, c.o.Now())
			c.rests.note(hostOf(a.url), a.status, c.o.Now().Add(e.RetryAfter))
		}
		return Document{}, e
	}
	return Document{URL: a.url, ContentType: a.header.Get("Content-Type"), Body: a.body}, nil
}

// hostOf gives the host of an address as a reader writes one, with its port.
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
