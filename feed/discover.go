package feed

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
)

// discover finds the feed that an HTML page names (RSS autodiscovery): the first
// <link rel="alternate"> of a feed's type that is not the feed of comments.
// Empty for what is no page.
func discover(body []byte, base string) string {
	head := body[:min(len(body), 1024)]
	text := strings.ToLower(string(head))
	if strings.Contains(text, "<rss") || strings.Contains(text, "<feed") ||
		strings.Contains(text, "<rdf:rdf") || Sniff(head, text) != "html" {
		return ""
	}
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), 512<<10)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom == atom.Base {
				if own := markup.Link(attribute(t, "href"), base); own != "" {
					base = own
				}
			}
			if t.DataAtom == atom.Body {
				return ""
			}
			if url := feedLink(t, base); url != "" {
				return url
			}
		}
	}
}

func feedLink(t html.Token, base string) string {
	if t.DataAtom != atom.Link || !contains(
		strings.Fields(strings.ToLower(attribute(t, "rel"))), "alternate") {
		return ""
	}
	switch strings.ToLower(strings.TrimSpace(attribute(t, "type"))) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json":
	default:
		return ""
	}
	href := markup.Link(attribute(t, "href"), base)
	about := strings.ToLower(attribute(t, "title") + " " + href)
	if strings.Contains(about, "comment") { // comments, commentaires
		return ""
	}
	return href
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
