package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"

	"breageek/feed/repair"
)

// The bounds of one page. An article's page has some thousand elements, thirty
// levels deep; the browser's algorithm needs quadratic time and memory on what
// has many more, or formatting that is never closed.
const (
	maxBytes    = 4 << 20
	maxElements = 60_000
	maxDepth    = 120
	maxTangles  = 20
)

// document parses a page; reason says why it is none.
func document(body []byte, contentType string) (doc *html.Node, reason string) {
	body = body[:min(len(body), maxBytes)]
	text := utf8Text(body, contentType)
	kind := repair.Sniff(body, text)
	said := strings.Contains(strings.ToLower(contentType), "html")
	if kind != "html" && (kind != "text" && kind != "xml" || !said) {
		return nil, kind
	}
	doc, err := html.Parse(strings.NewReader(bounded(text)))
	if err != nil {
		return nil, "unreadable"
	}
	return doc, ""
}

// utf8Text returns a page as UTF-8. What is valid UTF-8 is nothing else by chance,
// whatever the server and the page say.
func utf8Text(body []byte, contentType string) string {
	enc, name, _ := charset.DetermineEncoding(body, contentType)
	wide := strings.HasPrefix(name, "utf-16")
	if !wide && utf8.Valid(body) {
		return strings.TrimPrefix(string(body), "\ufeff")
	}
	if name != "utf-8" && name != "replacement" {
		if text, err := enc.NewDecoder().Bytes(body); err == nil {
			return strings.TrimPrefix(string(text), "\ufeff")
		}
	}
	var b strings.Builder // UTF-8 with pieces of Windows-1252 in it, or cut off
	b.Grow(len(body) + len(body)/16)
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(body[0])
		}
		b.WriteRune(r)
		body = body[n:]
	}
	return b.String()
}

// bounded takes tags away where a page goes beyond the bounds; its text stays.
func bounded(source string) string {
	g := gate{}
	out := g.pass(source)
	if g.tangles > maxTangles {
		g = gate{plain: true}
		out = g.pass(source)
	}
	return out
}

// gate lets tags pass while they keep within the bounds.
type gate struct {
	plain    bool // no formatting
	open     []string
	dropped  map[string]int // start tags whose end tags are still to come
	elements int
	tangles  int // formatting that was closed in another order than opened, or not
}

func (g *gate) pass(source string) string {
	g.dropped = make(map[string]int)
	z := html.NewTokenizer(strings.NewReader(source))
	var b strings.Builder
	b.Grow(len(source))
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken:
			if name, _ := z.TagName(); !g.start(string(name)) {
				continue
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); !g.end(string(name)) {
				continue
			}
		}
		b.Write(raw)
	}
}

func (g *gate) start(name string) bool {
	a := atom.Lookup([]byte(name))
	if g.plain && formats(a) {
		return false
	}
	if a == atom.Script || a == atom.Style { // their text may not become text
		return true
	}
	if g.elements++; g.elements > maxElements || len(g.open) >= maxDepth {
		g.dropped[name]++
		return false
	}
	if !endsByItself(a) {
		g.open = append(g.open, name)
	}
	if len(g.open) > maxTangles && !formats(a) {
		open := 0
		for _, e := range g.open {
			if formats(atom.Lookup([]byte(e))) {
				open++
			}
		}
		if open > maxTangles {
			g.tangles = maxTangles + 1
		}
	}
	return true
}

func (g *gate) end(name string) bool {
	a := atom.Lookup([]byte(name))
	if g.plain && formats(a) {
		return false
	}
	if g.dropped[name] > 0 {
		g.dropped[name]--
		return false
	}
	for i := len(g.open) - 1; i >= 0; i-- {
		if g.open[i] != name {
			continue
		}
		above := g.open[i+1:]
		for _, e := range above {
			if formats(a) || formats(atom.Lookup([]byte(e))) {
				g.tangles++
			}
		}
		if formats(a) {
			g.open = append(g.open[:i], above...)
		} else {
			g.open = g.open[:i]
		}
		break
	}
	return true
}

// formats names the elements that a parser opens again behind a block they were
// not closed in. A link is closed by the next one, so that they cannot pile up.
func formats(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small,
		atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// endsByItself names the elements that have no end tag, or need none.
func endsByItself(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input,
		atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr, atom.P, atom.Li,
		atom.Dt, atom.Dd, atom.Option, atom.Optgroup, atom.Tr, atom.Td, atom.Th, atom.Tbody,
		atom.Thead, atom.Tfoot, atom.Colgroup, atom.Html, atom.Head, atom.Body, atom.Rt, atom.Rp:
		return true
	}
	return false
}
