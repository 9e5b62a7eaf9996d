package repair

import (
	"net/url"
	"strings"
)

// Kind is what a format says of a text.
type Kind uint8

// What a text is.
const (
	Unspecified Kind = iota // nothing: RSS has text, HTML, and HTML encoded twice
	Plain                   // no markup: every letter is shown (RFC 4287 §3.1.1.1)
	HTML                    // markup
)

// Text is a text as it was sent.
type Text struct {
	S    string
	Kind Kind
	Base string // the xml:base in force where it stood, absolute; empty where there is none
}

// Blank reports whether nothing but spaces was sent.
func (t Text) Blank() bool { return strings.TrimSpace(t.S) == "" }

// isHTMLBody reports whether a text that is not said to be HTML is HTML all the same: it
// begins and ends with tags of blocks. Atom's texts are plain where nothing is said, and
// some publishers say nothing.
func isHTMLBody(s string) bool { return htmlBody().MatchString(s) }

var htmlBody = pattern(`(?is)^\s*<(p|div|h[1-6]|ul|ol|table|blockquote|figure|article|` +
	`section|pre)\b[^<>]*>.*</(p|div|h[1-6]|ul|ol|table|blockquote|figure|article|section|pre)>\s*$`)

// kindOf returns what a text element's tag says of its content; ok is false for what is no
// text but the bytes of a file.
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

// atomKind reads the type of a text or content construct (RFC 4287 §3.1.1, §4.1.3.1). In
// Atom 0.3 it is a media type, and "text/plain" where nothing is said.
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

// isTextElement names the elements whose content is text or HTML, never XML that a feed
// parser reads.
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

// space returns the namespace of an element's name. A name of RSS has none, whatever the
// document declares.
func (m *repairer) space(name string) string {
	if m.Root == "rss" && strings.IndexByte(name, ':') < 0 {
		return ""
	}
	return m.spaces.of(name)
}

// baseHere is the xml:base in force in the innermost open element, absolute.
func (m *repairer) baseHere() string {
	if len(m.bases) == 0 {
		return ""
	}
	return m.bases[len(m.bases)-1]
}

// baseOf is the xml:base in force in a tag that is about to be opened: its own, relative
// to that of the element around it (XML Base §4).
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

// absoluteBase returns the http or https address that s means on the page base, or "".
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

// The namespaces that texts stand in.
const (
	spaceAtom   = "http://www.w3.org/2005/Atom"
	spaceAtom03 = "http://purl.org/atom/ns#"
	spaceMedia  = "http://search.yahoo.com/mrss/"
	spaceXHTML  = "http://www.w3.org/1999/xhtml"
	spaceMath   = "http://www.w3.org/1998/Math/MathML"
)

// namespaces is what a document's prefixes stand for. The scope of a declaration is not
// kept: nobody gives one prefix two meanings in a feed.
type namespaces map[string]string

// maxPrefixes bounds what a document may declare.
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

// of returns the namespace of an element's name; empty where its prefix is not declared.
func (n namespaces) of(name string) string {
	prefix, _, ok := strings.Cut(name, ":")
	if !ok {
		prefix = ""
	}
	space := n[prefix]
	if strings.HasPrefix(space, "http://search.yahoo.com/mrss") { // with a slash and without
		return spaceMedia
	}
	return space
}

func (namespaces) isAtom(space string) bool { return space == spaceAtom || space == spaceAtom03 }

var declaredPrefix = pattern(
	`xmlns:([A-Za-z][\w.-]{0,20})\s*=\s*["'](http://www\.w3\.org/(?:1999/xhtml|1998/Math/MathML))["']`)

// withoutPrefixes writes the elements of XHTML and MathML among a text without the prefix
// that the document or the text gives them: HTML knows none.
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
