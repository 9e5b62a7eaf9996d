package clean

import (
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"

	"golang.org/x/net/idna"
)

// linkLimit is the maximum length of an address, in bytes; browsers and servers accept less.
const linkLimit = 4096

// Link returns the absolute http or https address that s stands for on the page base, or "".
// It is ASCII without control characters, quotes, brackets or spaces, so that it can be
// printed, opened and written into Markdown as it is.
func Link(s, base string) string { return webLink(ParseURL(s, base)) }

func webLink(u *url.URL) string {
	if u == nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return EscapeURL(u.String())
}

// LinkOrMail is [Link] that also accepts mailto.
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

// ParseURL returns the address that s stands for on the page base, with its host in ASCII and
// without a name and password, or nil.
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
		return nil // not a valid host; encoded, it could be another one
	}
	u.Scheme = strings.ToLower(u.Scheme)
	u.User = nil
	return u
}

// lastBase is the last base that was parsed: the links of a body share one.
var lastBase atomic.Pointer[struct {
	text string
	url  *url.URL
}]

// parsedBase returns the parsed base, which must not be changed, or nil.
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

// isHost reports whether the host of an address is valid: a name, an IP address in brackets,
// or none, as in mailto (RFC 3986 §3.2.2, without percent-encoding, which browsers interpret
// differently).
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

// EscapeURL percent-encodes whatever a terminal, a shell or Markdown could take for more than
// a part of an address.
func EscapeURL(s string) string {
	if isPlainURL(s) {
		return s
	}
	const hex = "0123456789ABCDEF"
	s = strings.ReplaceAll(s, "&#", "#") // never a character reference to any decoder
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

// isPlainURL reports whether an address contains only characters that are never encoded.
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

// insideHost reports whether s[i] is a bracket around an IPv6 address, which must not be
// encoded.
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
