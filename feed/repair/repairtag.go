package repair

import (
	"slices"
	"strings"
)

// startTag writes a start tag with its attributes quoted. A "<" without an end is text.
func (m *repairer) startTag() bool {
	t, ok := readTag(m.src[m.at:], m.entities)
	if !ok {
		m.xml.WriteString("&lt;")
		m.at++
		return true
	}
	local := localName(t.name)
	m.spaces.declare(t)
	if len(m.open) == 0 {
		m.Root = local
		m.Base = m.baseOf(t)
		if local != "rss" && local != "rdf" && local != "feed" {
			return m.notFeed(local)
		}
	}
	if len(m.open) >= maxOpen {
		m.at += t.size
		return true
	}
	if isItem(t.name) {
		m.beginItem()
	}
	m.at += t.size
	m.writeTag(t)
	if t.empty {
		m.xml.WriteString("/>")
		return true
	}
	m.xml.WriteByte('>')
	if t.about != "" && isItem(t.name) {
		m.about(t.about)
	}
	m.open = append(m.open, t.name)
	m.bases = append(m.bases, m.baseOf(t))
	m.names[strings.ToLower(t.name)]++
	if m.isTextElement(t.name) && len(m.open) > 1 {
		m.content(t)
	}
	return true
}

// about writes the identifier of an RDF item in the form of RSS 2.0. It is also the item's
// address (RSS 1.0 §5.5: "should be identical to the value of the link element").
func (m *repairer) about(id string) {
	m.xml.WriteString(`<guid isPermaLink="true">`)
	escapeTo(&m.xml, decodeText(legalText(id), m.entities))
	m.xml.WriteString("</guid>")
}

// notFeed looks for a feed inside something else, such as a page around it or junk that looks
// like tags, and remembers the title of a page for the error.
func (m *repairer) notFeed(local string) bool {
	for _, root := range []string{"<rss", "<feed", "<rdf:RDF"} {
		if i := strings.Index(m.src[m.at:], root); i > 0 && local != "html" && local != "head" &&
			local != "opml" && local != "urlset" {
			m.at += i
			return true
		}
	}
	if _, rest, ok := strings.Cut(m.src, "<title"); ok {
		if _, rest, ok = strings.Cut(rest, ">"); ok {
			m.Title, _, _ = strings.Cut(rest[:min(len(rest), 500)], "<")
		}
	}
	m.at = len(m.src)
	return false
}

// beginItem closes the previous item if it is still open.
func (m *repairer) beginItem() {
	for i := len(m.open) - 1; i >= 0; i-- {
		if isItem(m.open[i]) {
			m.closeTo(i)
			break
		}
	}
	m.itemAt = m.xml.Len()
}

func (m *repairer) writeTag(t tag) {
	m.xml.WriteString("<" + m.alias(t.name))
	if len(m.open) == 0 && m.Root == "rdf" && !strings.Contains(t.attrs, "xmlns=") {
		m.xml.WriteString(` xmlns="http://purl.org/rss/1.0/"`)
	}
	m.xml.WriteString(t.attrs)
}

// alias returns the name that an element gets. Full text was not always in content:encoded:
// there was XHTML's body in RSS, and Radio UserLand's fullitem.
func (m *repairer) alias(name string) string {
	if m.Root == "feed" {
		return name
	}
	switch lower := strings.ToLower(name); {
	case lower == "body" || lower == "xhtml:body" || lower == "fullitem",
		localName(name) == "body" && m.space(name) == spaceXHTML:
		return "content:encoded"
	}
	return name
}

// maxVain limits the bytes searched for missing end tags, so that a document of start tags
// does not take quadratic time.
const maxVain = 256 << 20

// content takes everything up to the end tag as the element's text, which may be escaped once,
// in CDATA, or plain markup, even broken.
func (m *repairer) content(t tag) {
	if m.vain > maxVain {
		return
	}
	rest := m.src[m.at:]
	end := endOfContent(rest, t.name)
	if end < 0 { // the document was truncated, or the tag forgotten
		m.vain += len(rest)
		return
	}
	inner := rest[:end]
	if strings.Contains(inner, "</item>") || strings.Contains(inner, "</entry>") {
		m.vain += end
		return // this end tag belongs to another item
	}
	kind, ok := m.kindOf(t)
	if !ok {
		return
	}
	s, raw := m.contentText(inner)
	if raw { // XML elements in the text are markup, whatever the type
		s, kind = m.spaces.withoutPrefixes(s), HTML
	} else if kind == Plain && t.typ == "" && localName(t.name) != "title" && isHTMLBody(s) {
		kind = HTML
	}
	if strings.TrimSpace(s) != "" {
		m.put(Text{S: s, Kind: kind, Base: m.baseHere()})
	}
	m.at += end
}

// endOfContent returns the position of the end tag in s, skipping CDATA.
func endOfContent(s, name string) int {
	from := 0
	for {
		end := strings.Index(s[from:], "</"+name)
		if end < 0 {
			return -1
		}
		cdata := strings.Index(s[from:from+end], "<![CDATA[")
		if cdata < 0 {
			return from + end
		}
		shut := strings.Index(s[from+cdata:], "]]>")
		if shut < 0 {
			return -1
		}
		from += cdata + shut + len("]]>")
	}
}

// contentText joins the text inside and outside of CDATA. Text outside is decoded once, unless
// it contains tags: then it is markup, to be decoded later.
//
// raw reports whether it contains tags.
func (m *repairer) contentText(s string) (joined string, raw bool) {
	s = legalText(s)
	if strings.IndexByte(s, '<') < 0 {
		return decodeText(s, m.entities), false
	}
	if in, ok := strings.CutPrefix(strings.TrimSpace(s), "<![CDATA["); ok && len(in) > 1024 &&
		strings.Index(in, "]]>") == len(in)-len("]]>") {
		return in[:len(in)-len("]]>")], false
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		outside, rest, more := strings.Cut(s, "<![CDATA[")
		switch {
		case strings.TrimSpace(outside) == "":
		case strings.IndexByte(outside, '<') >= 0:
			b.WriteString(outside)
			raw = true
		default:
			b.WriteString(decodeText(outside, m.entities))
		}
		if !more {
			return b.String(), raw
		}
		inside, after, _ := strings.Cut(rest, "]]>")
		b.WriteString(inside)
		s = after
	}
}

type tag struct {
	name   string
	base   string      // xml:base
	typ    string      // type, in lower case
	mode   string      // mode, of Atom 0.3
	about  string      // rdf:about
	spaces [][2]string // prefix and namespace of each declaration
	attrs  string      // quoted, each with a space before it
	size   int         // in the source, in bytes
	empty  bool
}

// readTag parses the start tag at the beginning of s.
func readTag(s string, entities map[string]string) (tag, bool) {
	n := 1
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	t := tag{name: s[1:n]}
	if len(t.name) > 100 || strings.Count(t.name, ":") > 1 || strings.HasSuffix(t.name, ":") {
		return t, false
	}
	return t.readAttrs(s, n, entities)
}

// readAttrs parses the attributes of a tag from s[n] on, and its end.
func (t tag) readAttrs(s string, n int, entities map[string]string) (tag, bool) {
	var attrs strings.Builder
	seen := make([]string, 0, 8)
	for {
		for n < len(s) && isBetween(s[n:]) {
			n++
		}
		switch {
		case n >= len(s) || s[n] == '<':
			return t, false
		case s[n] == '>':
			t.attrs, t.size = attrs.String(), n+1
			return t, true
		case s[n] == '/':
			t.empty = n+1 < len(s) && s[n+1] == '>'
			n++
			continue
		}
		key, value, size := readAttr(s[n:])
		if size == 0 {
			return t, false
		}
		n += size
		if slices.Contains(seen, key) || strings.Count(key, ":") > 1 || len(seen) > 64 {
			continue
		}
		seen = append(seen, key)
		t.note(key, value)
		attrs.WriteString(" " + key + `="`)
		escapeTo(&attrs, decodeText(legalText(value), entities))
		attrs.WriteByte('"')
	}
}

// isBetween reports whether the first byte of s neither begins an attribute nor ends the tag.
func isBetween(s string) bool {
	c := s[0]
	return c != '<' && c != '>' && c != '/' && !isNameStart(c)
}

// note keeps the attributes that the repair itself needs.
func (t *tag) note(key, value string) {
	switch strings.ToLower(key) {
	case "xml:base":
		t.base = decodeText(value, nil)
	case "type":
		t.typ, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(value)), ";")
	case "mode":
		t.mode = strings.ToLower(value)
	case "rdf:about":
		t.about = value
	case "xmlns":
		t.spaces = append(t.spaces, [2]string{"", value})
	default:
		if prefix, ok := strings.CutPrefix(key, "xmlns:"); ok {
			t.spaces = append(t.spaces, [2]string{prefix, value})
		}
	}
}

// readAttr parses key="value", key='value', key=value or key. size is 0 if the value has no
// end.
func readAttr(s string) (key, value string, size int) {
	n := 0
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	key = strings.TrimRight(s[:n], ":")
	for n < len(s) && s[n] <= ' ' {
		n++
	}
	if n >= len(s) || s[n] != '=' {
		return key, "", n
	}
	n++
	for n < len(s) && s[n] <= ' ' {
		n++
	}
	if n >= len(s) {
		return key, "", 0
	}
	if q := s[n]; q == '"' || q == '\'' {
		end := strings.IndexByte(s[n+1:], q)
		if end < 0 {
			return key, "", 0
		}
		return key, s[n+1 : n+1+end], n + end + 2
	}
	end := strings.IndexAny(s[n:], " \t\r\n>")
	if end < 0 {
		return key, "", 0
	}
	return key, strings.TrimSuffix(s[n:n+end], "/"), n + end
}
