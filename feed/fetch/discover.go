package fetch

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
	"breageek/feed/repair"
)

// discover returns the address of the feed that an HTML page names (RSS autodiscovery): the
// first <link rel="alternate"> with a feed's type that is not the feed of comments. It returns
// "" for anything but a page.
func discover(body []byte, base string) string {
	if len(body) == 0 || !isPage(body) {
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

// isPage reports whether a body is empty, or HTML and not a feed.
func isPage(body []byte) bool {
	head := body[:min(len(body), 1024)]
	return !isFeed(body) && (len(body) == 0 || repair.Sniff(head, string(head)) == "html")
}

// isFeed reports whether a body begins as an XML feed does.
func isFeed(body []byte) bool {
	head := bytes.ToLower(body[:min(len(body), 1024)])
	return bytes.Contains(head, []byte("<rss")) || bytes.Contains(head, []byte("<feed")) ||
		bytes.Contains(head, []byte("<rdf:rdf"))
}

func feedLink(t html.Token, base string) string {
	rels := strings.Fields(strings.ToLower(attribute(t, "rel")))
	feed := slices.Contains(rels, "feed") // whatever its type (microformats, rel-feed)
	if t.DataAtom != atom.Link || !feed && !slices.Contains(rels, "alternate") {
		return ""
	}
	typ, _, _ := strings.Cut(strings.ToLower(attribute(t, "type")), ";")
	switch strings.TrimSpace(typ) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json",
		"application/rdf+xml", "application/xml", "text/xml":
	case "application/json": // used by the APIs of sites, too
		if !feed {
			return ""
		}
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
