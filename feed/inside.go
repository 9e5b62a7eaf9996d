package feed

import (
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"

	"code.dny.dev/ssrf"
)

// PublicOnly refuses connections to this machine, its network and every other address that
// is not of the public internet (the IANA special-purpose registries). A [net.Dialer] calls
// it as its Control when a connection is made, after the name was looked up, so that no name
// can lead inside.
func PublicOnly(network, address string, c syscall.RawConn) error {
	return guardian().Safe(network, address, c)
}

var guardian = sync.OnceValue(func() *ssrf.Guardian { return ssrf.New(ssrf.WithAnyPort()) })

// Inside reports whether a link leads to this machine or its network, as far as its
// address says so itself. A name is looked up only when it is connected to.
func Inside(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Host != "" && IsInside(u.Hostname())
}

// IsInside reports whether a host is known not to be public without a look-up.
func IsInside(host string) bool {
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
	return PublicOnly(network, netip.AddrPortFrom(ip, 80).String(), nil) != nil
}
