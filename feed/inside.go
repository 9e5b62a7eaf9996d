package feed

import (
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"

	"code.dny.dev/ssrf"
)

// PublicOnly refuses connections to this machine, its network and every other address outside
// the public internet (the IANA special-purpose registries). It is for the Control of a
// [net.Dialer], which is called after the name was resolved, so that no name can lead inside.
func PublicOnly(network, address string, c syscall.RawConn) error {
	return guardian().Safe(network, address, c)
}

var guardian = sync.OnceValue(func() *ssrf.Guardian { return ssrf.New(ssrf.WithAnyPort()) })

// Inside reports whether a link leads to this machine or its network, as far as the address
// itself tells. Names are not resolved.
func Inside(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Host != "" && IsInside(u.Hostname())
}

// IsInside reports whether a host is known not to be public without resolving it.
func IsInside(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return !strings.Contains(host, ".") // a name on the local network, or an unusual number
	}
	network := "tcp6"
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		network = "tcp4"
	}
	return PublicOnly(network, netip.AddrPortFrom(ip, 80).String(), nil) != nil
}
