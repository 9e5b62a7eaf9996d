package feed

import (
	"net/url"
	"strings"
)

// Canonical returns the form of an address in which two links to the same page are equal:
// without scheme, "www.", fragment, trailing slash and tracking parameters, the host in lower
// case. It is for comparing, not for opening, and is empty for anything but http and https.
func Canonical(link string) string {
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	if u.Scheme == "http" {
		host = strings.TrimSuffix(host, ":80")
	} else {
		host = strings.TrimSuffix(host, ":443")
	}
	var kept []string
	for _, pair := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && !counts(strings.ToLower(name)) {
			kept = append(kept, pair)
		}
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	if len(kept) > 0 {
		path += "?" + strings.Join(kept, "&")
	}
	return host + path
}

// counts reports whether a parameter only shows the publisher where a visitor came from.
func counts(name string) bool {
	switch name {
	case "fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "yclid", "twclid",
		"xtor", "xtref", "ref_src", "at_medium", "at_campaign", "at_custom1", "_ga", "cmpid",
		"ns_campaign", "ns_mchannel", "ns_source", "ns_linkname":
		return true
	}
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "pk_") ||
		strings.HasPrefix(name, "mtm_")
}
