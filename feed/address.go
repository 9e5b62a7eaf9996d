package feed

import "strings"

// Unfeed removes the "feed:" scheme from an address that a browser handed over. Both
// "feed://host/" and "feed:https://host/" are in use, in any case.
func Unfeed(address string) string {
	address = strings.TrimSpace(address)
	const scheme = "feed:"
	if len(address) < len(scheme) || !strings.EqualFold(address[:len(scheme)], scheme) {
		return address
	}
	rest := address[len(scheme):]
	if strings.HasPrefix(rest, "//") {
		return "http:" + rest // what the scheme stood for
	}
	return rest
}

// Shown returns an address without the name and password that it may hold, for screens, files,
// logs and errors.
func Shown(address string) string {
	begin := 0
	if i := strings.Index(address, "://"); i >= 0 {
		begin = i + len("://")
	} else if i := strings.IndexByte(address, ':'); i >= 0 && strings.EqualFold(address[:i], "feed") {
		begin = i + 1
	}
	rest := address[begin:]
	end := len(rest)
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		end = i
	}
	at := strings.LastIndexByte(rest[:end], '@')
	if at < 0 && !hasPort(rest[:end]) { // a password with an unescaped slash
		at = strings.LastIndexByte(rest, '@')
	}
	if at < 0 {
		return address
	}
	return address[:begin] + rest[at+1:]
}

// hasPort reports whether a host has no colon, or has a port behind it.
func hasPort(host string) bool {
	i := strings.LastIndexByte(host, ':')
	return i < 0 || strings.Trim(host[i+1:], "0123456789") == "" || strings.HasPrefix(host, "[")
}
