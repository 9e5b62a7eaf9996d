package fetch

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"breageek/feed"
	"breageek/feed/markup"
)

// via returns the transport for an address. An address that the user named may be anywhere.
// One that a feed or a page names must be public, unless it is on the feed's own host. The
// error is an *AddressError.
func (c *Client) via(u *url.URL, r request) (http.RoundTripper, error) {
	t := c.transport(u.Scheme)
	switch {
	case t == nil:
		return nil, &feed.AddressError{URL: markup.Line(shownURL(u)), Reason: "scheme"}
	case !r.stranger || strings.EqualFold(u.Host, r.home),
		u.Scheme != "http" && u.Scheme != "https":
		return t, nil
	case feed.IsInside(u.Hostname()):
		return nil, &feed.AddressError{URL: markup.Line(shownURL(u)), Reason: "private"}
	case c.idle != nil && proxied(u):
		return t, nil // the proxy connects, and the user chose it
	}
	return c.guarded, nil
}

// isLinkLocal reports whether a host is an address of the local link. The metadata services
// of cloud machines are there.
func isLinkLocal(host string) bool {
	ip, err := netip.ParseAddr(strings.TrimSuffix(host, "."))
	return err == nil && ip.Unmap().IsLinkLocalUnicast()
}

func proxied(u *url.URL) bool {
	proxy, err := http.ProxyFromEnvironment(&http.Request{URL: u})
	return err == nil && proxy != nil
}
