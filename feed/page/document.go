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

// The limits of one page. The page of an article has a few thousand elements, thirty levels
// deep. On pages with many more, or with formatting that is never closed, the algorithm of
// browsers takes quadratic time and memory.
const (
	maxBytes    = 4 << 20
	maxElements = 60_000
	maxDepth    = 120
	maxTangles  = 20
)

// document parses a page; reason says why it is not one.
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

// utf8Text decodes a page. Text is not valid UTF-8 by chance, whatever the server and the page
// declare.
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
	var b strings.Builder // UTF-8 with some Windows-1252, or truncated
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

// bounded removes tags beyond the limits from a page, and keeps its text.
func bounded(source string) string {
	g := gate{}
	out := g.pass(source)
	if g.tangles > maxTangles {
		g = gate{plain: true}
		out = g.pass(source)
	}
	return out
}

// gate lets tags pass within the limits.
type gate struct {
	plain    bool // no formatting
	open     []string
	dropped  map[string]int // open start tags that were removed
	elements int
	tangles  int // formatting closed in the wrong order, or never
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
	if a == atom.Script || a == atom.Style { // their content must not become text
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

// formats reports whether a parser reopens an element behind a block in which it was not
// closed. Links are closed by the next link, so they cannot accumulate.
func formats(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small,
		atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}

// endsByItself reports whether an element has no end tag, or needs none.
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
