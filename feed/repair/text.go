package repair

import (
	"net/url"
	"strings"
)

// Kind is what a format says about a text.
type Kind uint8

// The kinds of text.
const (
	Unspecified Kind = iota // not said: RSS has text, HTML, and HTML encoded twice
	Plain                   // no markup: shown as it is (RFC 4287 §3.1.1.1)
	HTML                    // markup
)

// Text is a text as it was sent.
type Text struct {
	S    string
	Kind Kind
	Base string // the absolute xml:base in force, or empty
}

// Blank reports whether a text is only white space.
func (t Text) Blank() bool { return strings.TrimSpace(t.S) == "" }

// isHTMLBody reports whether a text is HTML although it is not declared as such: it begins and
// ends with tags of blocks. The default in Atom is plain text, and some publishers do not
// know.
func isHTMLBody(s string) bool { return htmlBody().MatchString(s) }

var htmlBody = pattern(`(?is)^\s*<(p|div|h[1-6]|ul|ol|table|blockquote|figure|article|` +
	`section|pre)\b[^<>]*>.*</(p|div|h[1-6]|ul|ol|table|blockquote|figure|article|section|pre)>\s*$`)

// kindOf returns what the tag of a text element says about its content. ok is false if that is
// not text but the bytes of a file.
func (m *repairer) kindOf(t tag) (kind Kind, ok bool) {
	if t.mode == "base64" || strings.Contains(t.attrs, "base64") {
		return Unspecified, false
	}
	space := m.space(t.name)
	switch {
	case m.spaces.isAtom(space) || m.Root == "feed" && space == "":
		return m.atomKind(t)
	case space == spaceMedia: // "plain" is the default (Media RSS 1.5.1)
		if t.typ == "html" || t.typ == "text/html" {
			return HTML, true
		}
		return Plain, true
	}
	return Unspecified, !strings.HasPrefix(t.typ, "application/octet")
}

// atomKind interprets the type of a text or content construct (RFC 4287 §3.1.1, §4.1.3.1). In
// Atom 0.3 it is a media type, with "text/plain" as the default.
func (m *repairer) atomKind(t tag) (kind Kind, ok bool) {
	switch typ := t.typ; {
	case typ == "" || typ == "text":
		return Plain, true
	case strings.Contains(typ, "html") || strings.HasSuffix(typ, "xml"): // SVG, MathML
		return HTML, true
	case strings.HasPrefix(typ, "text/"):
		return Plain, true
	case strings.Contains(typ, "/"):
		return Unspecified, false
	}
	return Unspecified, true
}

// isTextElement reports whether an element holds text or HTML, rather than XML for a feed
// parser.
func (m *repairer) isTextElement(name string) bool {
	local := localName(name)
	switch m.space(name) {
	case spaceAtom, spaceAtom03:
		switch local {
		case "title", "content", "summary", "subtitle", "tagline", "info", "rights", "copyright":
			return true
		}
		return false
	case spaceMedia:
		return local == "description" || local == "title"
	case spaceXHTML:
		return local == "body"
	}
	switch strings.ToLower(name) {
	case "title", "description", "content:encoded", "content", "summary", "subtitle", "tagline",
		"itunes:summary", "itunes:subtitle", "atom:summary", "atom:content", "atom:title",
		"media:description", "media:title", "body", "xhtml:body", "dc:description", "copyright",
		"excerpt:encoded", "info", "rights", "fullitem":
		return true
	}
	return false
}

// space returns the namespace of an element. Elements of RSS without a prefix have none,
// whatever the document declares.
func (m *repairer) space(name string) string {
	if m.Root == "rss" && strings.IndexByte(name, ':') < 0 {
		return ""
	}
	return m.spaces.of(name)
}

// baseHere returns the absolute xml:base in force in the innermost open element.
func (m *repairer) baseHere() string {
	if len(m.bases) == 0 {
		return ""
	}
	return m.bases[len(m.bases)-1]
}

// baseOf returns the xml:base in force in an element that is about to be opened: its own,
// relative to that of the element around it (XML Base §4).
func (m *repairer) baseOf(t tag) string {
	around := m.baseHere()
	if t.base == "" {
		return around
	}
	outer := around
	if outer == "" {
		outer = m.document
	}
	if base := absoluteBase(t.base, outer); base != "" {
		return base
	}
	return around
}

// absoluteBase returns the http or https address that s stands for relative to base, or "".
func absoluteBase(s, base string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	if b, err := url.Parse(base); err == nil && !u.IsAbs() {
		u = b.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// The namespaces of texts.
const (
	spaceAtom   = "http://www.w3.org/2005/Atom"
	spaceAtom03 = "http://purl.org/atom/ns#"
	spaceMedia  = "http://search.yahoo.com/mrss/"
	spaceXHTML  = "http://www.w3.org/1999/xhtml"
	spaceMath   = "http://www.w3.org/1998/Math/MathML"
)

// namespaces maps prefixes to namespaces. The scope of a declaration does not matter: no feed
// uses one prefix for two of them.
type namespaces map[string]string

// maxPrefixes limits the prefixes that a document may declare.
const maxPrefixes = 200

func (n *namespaces) declare(t tag) {
	for _, d := range t.spaces {
		if *n == nil {
			*n = namespaces{}
		}
		if _, known := (*n)[d[0]]; !known && len(*n) < maxPrefixes {
			(*n)[d[0]] = strings.TrimSpace(d[1])
		}
	}
}

// of returns the namespace of an element, or "" if its prefix is not declared.
func (n namespaces) of(name string) string {
	prefix, _, ok := strings.Cut(name, ":")
	if !ok {
		prefix = ""
	}
	space := n[prefix]
	if strings.HasPrefix(space, "http://search.yahoo.com/mrss") { // with or without a slash
		return spaceMedia
	}
	return space
}

func (namespaces) isAtom(space string) bool { return space == spaceAtom || space == spaceAtom03 }

var declaredPrefix = pattern(
	`xmlns:([A-Za-z][\w.-]{0,20})\s*=\s*["'](http://www\.w3\.org/(?:1999/xhtml|1998/Math/MathML))["']`)

// withoutPrefixes removes the prefixes of XHTML and MathML elements in a text. HTML has no
// prefixes.
func (n namespaces) withoutPrefixes(s string) string {
	if !strings.Contains(s, ":") {
		return s
	}
	var pairs []string
	add := func(prefix string) {
		pairs = append(pairs, "<"+prefix+":", "<", "</"+prefix+":", "</")
	}
	for prefix, space := range n {
		if prefix != "" && (space == spaceXHTML || space == spaceMath) {
			add(prefix)
		}
	}
	for _, d := range declaredPrefix().FindAllStringSubmatch(s, 20) {
		if _, known := n[d[1]]; !known {
			add(d[1])
		}
	}
	if pairs == nil {
		return s
	}
	return strings.NewReplacer(pairs...).Replace(s)
}
