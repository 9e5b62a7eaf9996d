package feed

import (
	"bytes"
	"net/http"
	"strings"
)

// Sniff says what came where a feed or a page should be: html, empty, json, xml, image,
// pdf, archive, binary or text. body is what was sent, text the same as UTF-8.
func Sniff(body []byte, text string) string {
	if len(bytes.TrimSpace(body)) == 0 {
		return "empty"
	}
	head := strings.ToLower(text[:min(len(text), 2048)])
	switch {
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "["):
		return "json"
	case strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html") ||
		strings.Contains(head, "<head") || strings.Contains(head, "<body"):
		return "html"
	case strings.HasPrefix(head, "<?xml") || strings.HasPrefix(head, "<opml") ||
		strings.HasPrefix(head, "<urlset"):
		return "xml"
	}
	switch kind := http.DetectContentType(body); {
	case strings.HasPrefix(kind, "text/html"):
		return "html"
	case strings.HasPrefix(kind, "text/xml"):
		return "xml"
	case strings.HasPrefix(kind, "image/"):
		return "image"
	case kind == "application/pdf":
		return "pdf"
	case strings.Contains(kind, "zip") || strings.Contains(kind, "compressed"):
		return "archive"
	case strings.HasPrefix(kind, "text/"):
		return "text"
	}
	return "binary"
}
