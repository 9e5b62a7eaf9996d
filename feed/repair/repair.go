// Package repair owns the difference between what newspapers send and what a parser accepts:
// it decodes bytes of any charset, turns broken XML and JSON into well-formed documents, and
// parses dates in any language. It knows neither feeds nor articles.
package repair

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Document is a feed that any XML parser accepts: well-formed, in UTF-8, with declared
// prefixes and legal characters. Long texts are replaced by placeholders: they are what
// publishers break most often, and most of the bytes of a feed.
type Document struct {
	xml          strings.Builder
	placeholders []Text
	Root         string // local name of the root element, lower case
	cut          bool   // the document ends inside an item, which was dropped
	Base         string // the root's absolute xml:base, or empty
	Title        string // of an HTML page in place of a feed
}

// String returns the document.
func (m *Document) String() string { return m.xml.String() }

// Placeholders are marked with private use characters, which publishers do not use.
const (
	markBegin = "\uE0F0"
	markEnd   = "\uE0F1"
)

// Restore replaces the placeholders in a field with their texts.
func (m *Document) Restore(s string) string { return m.Text(s, Unspecified).S }

// Text is [Document.Restore] together with the kind of the text, which is usual if the
// document does not say.
func (m *Document) Text(s string, usual Kind) Text {
	i := strings.Index(s, markBegin)
	if i < 0 || len(m.placeholders) == 0 {
		return Text{S: s, Kind: usual}
	}
	var b strings.Builder
	out := Text{Kind: usual}
	for n := 0; i >= 0; n++ {
		b.WriteString(s[:i])
		alone := n == 0 && strings.TrimSpace(s[:i]) == ""
		s = s[i+len(markBegin):]
		end := strings.Index(s, markEnd)
		if end < 0 {
			break
		}
		if at, err := strconv.Atoi(s[:end]); err == nil && at >= 0 && at < len(m.placeholders) {
			b.WriteString(m.placeholders[at].S)
			if alone {
				out = m.placeholders[at]
			}
		}
		s = s[end+len(markEnd):]
		i = strings.Index(s, markBegin)
		if !alone || i >= 0 || strings.TrimSpace(s) != "" {
			out.Kind = Unspecified // a text of several pieces
		}
	}
	b.WriteString(s)
	out.S = b.String()
	if out.Kind == Unspecified {
		out.Kind = usual
	}
	return out
}

func (m *Document) put(t Text) {
	m.xml.WriteString(markBegin)
	m.xml.WriteString(strconv.Itoa(len(m.placeholders)))
	m.xml.WriteString(markEnd)
	m.placeholders = append(m.placeholders, t)
}

// repairer writes a repaired document while it reads a broken one, in one pass.
type repairer struct {
	Document
	src      string
	at       int
	open     []string       // names of the open elements
	bases    []string       // the xml:base in force in each, or empty
	document string         // the address it came from
	spaces   namespaces     // by prefix
	names    map[string]int // the number of open elements by lower-case name
	entities map[string]string
	items    []int // the ends of complete items in xml
	itemAt   int   // the beginning of the open item in xml, or -1
	vain     int   // bytes searched in vain for end tags
}

const maxOpen = 200

// XML repairs an XML document: junk before the root, unknown references, illegal characters, a
// bare "<" or "&", tags that do not match, a missing end (every complete item is kept). It
// never fails: what is not a feed stays so, and the parser reports it.
//
// document is the address it came from, which the outermost xml:base is relative to.
func XML(src, document string) *Document {
	m := &repairer{src: src, document: document, itemAt: -1, names: map[string]int{}}
	m.xml.Grow(len(src) / 4) // most of a feed is text, and left out
	m.skipProlog()
	for m.at < len(m.src) {
		lt := strings.IndexByte(m.src[m.at:], '<')
		if lt < 0 {
			lt = len(m.src) - m.at
		}
		m.characters(m.src[m.at : m.at+lt])
		m.at += lt
		if m.at < len(m.src) && !m.markup() {
			break
		}
	}
	m.finish()
	return &m.Document
}

// skipProlog advances to the root element, and reads entity declarations on the way.
func (m *repairer) skipProlog() {
	for {
		i := strings.IndexByte(m.src[m.at:], '<')
		if i < 0 {
			m.at = len(m.src)
			return
		}
		m.at += i
		rest := m.src[m.at:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			m.skipPast("-->")
		case strings.HasPrefix(rest, "<!"):
			m.doctype()
		case strings.HasPrefix(rest, "<?"):
			m.skipPast(">")
		case len(rest) > 1 && isNameStart(rest[1]):
			return
		default:
			m.at++
		}
	}
}

func (m *repairer) skipPast(end string) {
	i := strings.Index(m.src[m.at:], end)
	if i < 0 {
		m.at = len(m.src)
		return
	}
	m.at += i + len(end)
}

func (m *repairer) doctype() {
	rest := m.src[m.at:]
	shut := max(0, strings.IndexByte(rest, '>'))
	if subset := strings.IndexByte(rest[:shut], '['); subset >= 0 {
		if end := strings.Index(rest, "]"); end >= 0 {
			m.entities = declaredEntities(rest[subset:end])
			m.at += end
		}
	}
	m.skipPast(">")
}

// characters writes character data: only legal characters, references decoded and encoded
// again, long text as a placeholder.
func (m *repairer) characters(s string) {
	if len(m.open) == 0 || isSpace(s) {
		return // white space between elements
	}
	s = decodeText(legalText(s), m.entities)
	if len(s) > 256 {
		m.put(Text{S: s, Base: m.baseHere()})
		return
	}
	escapeTo(&m.xml, s)
}

// isSpace reports whether a text is empty or only white space.
func isSpace(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

// markup handles what begins with "<". It returns false at the end of the document.
func (m *repairer) markup() bool {
	rest := m.src[m.at:]
	switch {
	case strings.HasPrefix(rest, "<![CDATA["):
		m.cdata()
	case strings.HasPrefix(rest, "<!--"):
		m.skipPast("-->")
	case strings.HasPrefix(rest, "<?"):
		m.skipPast("?>")
	case strings.HasPrefix(rest, "</"):
		return m.endTag()
	case len(rest) > 1 && isNameStart(rest[1]):
		return m.startTag()
	default:
		m.xml.WriteString("&lt;")
		m.at++
	}
	return true
}

func (m *repairer) cdata() {
	m.at += len("<![CDATA[")
	end := strings.Index(m.src[m.at:], "]]>")
	if end < 0 { // the document ends inside a text
		end = len(m.src) - m.at
	}
	s := legalText(m.src[m.at : m.at+end])
	m.at = min(m.at+end+len("]]>"), len(m.src))
	if len(m.open) == 0 || s == "" {
		return
	}
	if len(s) > 64 || strings.IndexByte(s, '&') >= 0 {
		m.put(Text{S: s, Base: m.baseHere()})
		return
	}
	escapeTo(&m.xml, s)
}

// endTag closes the innermost element with that name, and drops an end tag without one. The
// end of the root is the end of the document, whatever follows.
func (m *repairer) endTag() bool {
	end := strings.IndexByte(m.src[m.at:], '>')
	if end < 0 {
		m.at = len(m.src)
		return true
	}
	name := strings.TrimSpace(m.src[m.at+2 : m.at+end])
	m.at += end + 1
	if m.names[strings.ToLower(name)] == 0 {
		return true
	}
	for i := len(m.open) - 1; i >= 0; i-- {
		if strings.EqualFold(m.open[i], name) {
			m.closeTo(i)
			return i > 0
		}
		if isItem(m.open[i]) && !isItem(name) && i > 0 && !isRoot(name) {
			break // a stray end tag in an item does not close the item
		}
	}
	return true
}

func (m *repairer) closeTo(depth int) {
	for len(m.open) > depth {
		name := m.open[len(m.open)-1]
		m.open = m.open[:len(m.open)-1]
		m.bases = m.bases[:len(m.open)]
		m.names[strings.ToLower(name)]--
		m.xml.WriteString("</" + m.alias(name) + ">")
		if isItem(name) && m.itemAt >= 0 {
			m.items = append(m.items, m.xml.Len())
			m.itemAt = -1
		}
	}
}

// finish closes the open elements. An incomplete item is dropped if others are complete: next
// time it will be complete.
func (m *repairer) finish() {
	if m.itemAt >= 0 && len(m.items) > 0 {
		whole := m.xml.String()[:m.itemAt]
		m.xml.Reset()
		m.xml.WriteString(whole)
		for len(m.open) > 0 && !isItem(m.open[len(m.open)-1]) {
			m.open = m.open[:len(m.open)-1]
		}
		m.open = m.open[:max(0, len(m.open)-1)]
		m.bases = m.bases[:len(m.open)]
		m.cut, m.itemAt = true, -1
	}
	m.closeTo(0)
}

func isItem(name string) bool {
	return strings.EqualFold(name, "item") || strings.EqualFold(name, "entry") ||
		strings.HasSuffix(name, ":item") || strings.HasSuffix(name, ":entry")
}

func isRoot(name string) bool {
	return name == "channel" || name == "rss" || name == "rdf:RDF" || name == "feed"
}

func isNameStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

// legalText removes the characters that XML does not allow.
func legalText(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && c != '\n' && c != '\t' && c != '\r' || c == 0xef || c == 0xed {
			return strings.Map(func(r rune) rune {
				if !legal(r) {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

func escapeTo(b *strings.Builder, s string) {
	for {
		i := strings.IndexAny(s, "<>&\"")
		if i < 0 {
			b.WriteString(s)
			return
		}
		b.WriteString(s[:i])
		switch s[i] {
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '"':
			b.WriteString("&#34;")
		}
		s = s[i+1:]
	}
}

// localName returns a name in lower case without its prefix.
func localName(name string) string {
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	if utf8.RuneCountInString(name) > 64 {
		return ""
	}
	return strings.ToLower(name)
}
