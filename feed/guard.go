package feed

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"

	"code.dny.dev/ssrf"

	"breageek/feed/markup"
)

// publicOnly refuses connections to this machine, its network and every other
// address that is not of the public internet (the IANA special-purpose
// registries). It is asked when a connection is made, after the name was looked
// up, so that no name can lead inside.
var publicOnly = sync.OnceValue(func() *ssrf.Guardian {
	return ssrf.New(ssrf.WithAnyPort())
})

// via chooses the transport for an address. What a reader named may be anywhere;
// what a feed or a page names must be public, unless it is where that feed is.
// The error is an *AddressError.
func (c *Client) via(u *url.URL, r request) (http.RoundTripper, error) {
	t := c.transport(u.Scheme)
	switch {
	case t == nil:
		return nil, &AddressError{URL: markup.Line(shownURL(u)), Reason: "scheme"}
	case !r.stranger || strings.EqualFold(u.Host, r.home) || u.Scheme != "http" && u.Scheme != "https":
		return t, nil
	case isInside(u.Hostname()):
		return nil, &AddressError{URL: markup.Line(shownURL(u)), Reason: "private"}
	case c.idle != nil && proxied(u):
		return t, nil // the proxy makes the connections, and the reader named it
	}
	return c.guarded, nil
}

// Inside tells whether a link leads to this machine or its network, as far as its
// address says so itself. A name is looked up only when it is connected to.
func Inside(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Host != "" && isInside(u.Hostname())
}

// isInside knows the hosts that need no look-up to be known as not public.
func isInside(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return !strings.Contains(host, ".") // a name of the local network, or an odd number
	}
	network := "tcp6"
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		network = "tcp4"
	}
	return publicOnly().Safe(network, netip.AddrPortFrom(ip, 80).String(), nil) != nil
}

// isLinkLocal knows the addresses that reach no farther than the cable: the metadata of
// machines in the cloud are there.
func isLinkLocal(host string) bool {
	ip, err := netip.ParseAddr(strings.TrimSuffix(host, "."))
	return err == nil && ip.Unmap().IsLinkLocalUnicast()
}

func proxied(u *url.URL) bool {
	proxy, err := http.ProxyFromEnvironment(&http.Request{URL: u})
	return err == nil && proxy != nil
}
