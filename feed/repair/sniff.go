package repair

import (
	"bytes"
	"strings"
)

// Sniff returns what was sent in place of a feed or a page: html, empty, json, xml, image,
// pdf, archive, binary or text. text is body as UTF-8.
func Sniff(body []byte, text string) string {
	if len(bytes.TrimSpace(body)) == 0 {
		return "empty"
	}
	if kind := markupKind(strings.ToLower(text[:min(len(text), 2048)])); kind != "" {
		return kind
	}
	for _, s := range signatures() {
		if bytes.HasPrefix(body, []byte(s.bytes)) {
			return s.kind
		}
	}
	if len(body) >= 12 && string(body[:4]) == "RIFF" && string(body[8:12]) == "WEBP" {
		return "image"
	}
	if bytes.ContainsFunc(body[:min(len(body), 512)], isBinary) {
		return "binary"
	}
	return "text"
}

// markupKind returns the language of a text in lower case, or "" if it is not markup.
func markupKind(head string) string {
	holds := func(s string) bool { return strings.Contains(head, s) }
	begins := func(s string) bool { return strings.HasPrefix(head, s) }
	switch {
	case begins("{") || begins("["):
		return "json"
	case holds("<html") || holds("<!doctype html") || holds("<head") || holds("<body"):
		return "html"
	case begins("<?xml") || begins("<opml") || begins("<urlset"):
		return "xml"
	case beginsWithTag(head):
		return "html"
	}
	return ""
}

type signature struct{ bytes, kind string }

// signatures returns the first bytes of formats that are not text (WHATWG MIME Sniffing §6).
func signatures() []signature {
	return []signature{
		{"\x89PNG\r\n\x1a\n", "image"}, {"\xff\xd8\xff", "image"}, {"GIF8", "image"},
		{"BM", "image"}, {"\x00\x00\x01\x00", "image"},
		{"%PDF-", "pdf"}, {"PK\x03\x04", "archive"}, {"\x1f\x8b\x08", "archive"},
		{"Rar!\x1a\x07", "archive"},
	}
}

// beginsWithTag reports whether a text in lower case begins with a tag that HTML without a
// head begins with (WHATWG MIME Sniffing §7.1).
func beginsWithTag(head string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(head, " \t\r\n\f"), "<")
	if !ok {
		return false
	}
	end := strings.IndexAny(rest, " >")
	if end < 0 {
		return false
	}
	switch rest[:end] {
	case "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b", "br", "p",
		"!--":
		return true
	}
	return false
}

// isBinary reports whether a character cannot occur in text.
func isBinary(r rune) bool {
	return r <= 0x08 || r == 0x0b || r >= 0x0e && r <= 0x1a || r >= 0x1c && r <= 0x1f
}
