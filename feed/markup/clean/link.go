package clean

import (
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"

	"golang.org/x/net/idna"
)

// linkLimit bounds an address, in bytes; browsers and servers stop before.
const linkLimit = 4096

// Link returns the absolute http or https address that s means when it stands on
// the page base, as ASCII without controls, quotes, brackets or spaces, so that
// it can be printed, opened and put into Markdown as it is; or "" when there is
// no such address.
func Link(s, base string) string { return webLink(ParseURL(s, base)) }

func webLink(u *url.URL) string {
	if u == nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return EscapeURL(u.String())
}

// LinkOrMail is [Link] that lets mailto: pass too.
func LinkOrMail(s, base string) string {
	u := ParseURL(s, base)
	if u == nil {
		return ""
	}
	if u.Scheme == "mailto" && u.Opaque != "" {
		return EscapeURL(u.String())
	}
	return webLink(u)
}

// ParseURL returns the address that s means on the page base, its host in ASCII and without
// a name and password; nil when there is no such address.
func ParseURL(s, base string) *url.URL {
	if !plainText(s) || strings.IndexByte(s, '\n') >= 0 {
		s = strings.Map(func(r rune) rune {
			if classOf(r) != keep {
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, ""))
	}
	s = strings.TrimSpace(s)
	if s == "" || len(s) > linkLimit {
		return nil
	}
	u, err := url.Parse(strings.ReplaceAll(s, " ", "%20"))
	if err != nil {
		return nil
	}
	if u.Scheme == "" && base != "" {
		b := parsedBase(base)
		if b == nil {
			return nil
		}
		u = b.ResolveReference(u)
	}
	if !isASCII(u.Host) {
		if host, err := idna.Lookup.ToASCII(u.Host); err == nil {
			u.Host = host
		}
	}
	if !isHost(u) {
		return nil // no site is called so; encoded, it would be another's
	}
	u.Scheme = strings.ToLower(u.Scheme)
	u.User = nil
	return u
}

// lastBase is the base that was parsed last: the links of a body share theirs.
var lastBase atomic.Pointer[struct {
	text string
	url  *url.URL
}]

// parsedBase returns a base address, which must not be changed; nil when it is none.
func parsedBase(base string) *url.URL {
	if last := lastBase.Load(); last != nil && last.text == base {
		return last.url
	}
	u, err := url.Parse(base)
	if err != nil {
		return nil
	}
	lastBase.Store(&struct {
		text string
		url  *url.URL
	}{base, u})
	return u
}

// isHost reports whether an address names a site, or a machine in brackets, or nothing at
// all, as mail does (RFC 3986 §3.2.2, without percent-encoding, which browsers read in
// their own ways).
func isHost(u *url.URL) bool {
	if strings.HasPrefix(u.Host, "[") {
		_, err := netip.ParseAddr(u.Hostname())
		return err == nil && !strings.Contains(u.Host, "%")
	}
	return !strings.ContainsFunc(u.Host, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') &&
			!strings.ContainsRune("-._~:", r)
	})
}

// EscapeURL percent-encodes whatever a terminal, a shell or Markdown could read as
// more than a piece of an address.
func EscapeURL(s string) string {
	if isPlainURL(s) {
		return s
	}
	const hex = "0123456789ABCDEF"
	s = strings.ReplaceAll(s, "&#", "#") // never a character reference, whoever decodes it
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ';' && endsReference(s[:i]) {
			b.WriteString("%3B")
			continue
		}
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"'<>\\^`{|}()[]*", c) >= 0 &&
			!insideHost(s, i) {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// isPlainURL reports whether an address holds nothing but what is never encoded.
func isPlainURL(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case IsWordByte(c), c == '/', c == '-', c == '.', c == '_', c == ':', c == '?', c == '=',
			c == '%', c == '+', c == ',', c == '~', c == '@', c == '!', c == '$':
		case c == '&' && i+1 < len(s) && s[i+1] != '#':
		case c == '#' && (i == 0 || s[i-1] != '&'):
		default:
			return false
		}
	}
	return true
}

// insideHost reports whether s[i] belongs to the bracketed host of an IPv6
// address, which may not be encoded.
func insideHost(s string, i int) bool {
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		return false
	}
	start := len(s) - len(rest)
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	return i >= start && i < start+end && (s[i] == '[' || s[i] == ']')
}

// endsReference reports whether a semicolon after s would end a character
// reference such as &copy;.
func endsReference(s string) bool {
	s = s[max(0, len(s)-33):]
	i := strings.LastIndexByte(s, '&')
	return i >= 0 && strings.IndexFunc(s[i+1:], func(r rune) bool {
		return r >= 0x80 || !IsWordByte(byte(r))
	}) < 0
}
