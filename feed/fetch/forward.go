package fetch

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
)

// A page that only forwards has hardly any text ("You are being redirected…"), and forwards
// within seconds. A front page that reloads every five minutes does not forward.
const (
	forwardWords  = 40
	forwardWithin = 10 // seconds
)

// forwards returns where a page leads that only forwards, by <meta http-equiv="refresh"> or
// the header of that name (HTML, "Refresh state" and "The `Refresh` header"), or "" for any
// other page.
func forwards(body []byte, header, base string) string {
	if isFeed(body) {
		return ""
	}
	f := forward{base: base}
	if header != "" && isPage(body) {
		f.to = refreshAddress(header, base)
	}
	head := body[:min(len(body), 64<<10)]
	if f.to == "" && !bytes.Contains(bytes.ToLower(head), []byte("refresh")) {
		return ""
	}
	z := html.NewTokenizer(bytes.NewReader(head))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		f.token(z, kind)
	}
	if f.words > forwardWords || len(body) > len(head) {
		return ""
	}
	return f.to
}

// A forward collects what a page says about where it leads.
type forward struct {
	base   string    // addresses are relative to it
	to     string    // where the page leads
	words  int       // visible ones
	unseen atom.Atom // the open element with invisible text, or 0
}

func (f *forward) token(z *html.Tokenizer, kind html.TokenType) {
	switch kind {
	case html.TextToken:
		if f.unseen == 0 {
			f.words += len(strings.Fields(string(z.Text())))
		}
	case html.EndTagToken:
		if name, _ := z.TagName(); atom.Lookup(name) == f.unseen {
			f.unseen = 0
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		f.tag(z, z.Token())
	}
}

func (f *forward) tag(z *html.Tokenizer, t html.Token) {
	switch t.DataAtom {
	case atom.Noscript: // we run no scripts, so its content counts
		z.NextIsNotRawText()
	case atom.Script, atom.Style, atom.Title:
		f.unseen = t.DataAtom
	case atom.Base:
		if own := markup.Link(attribute(t, "href"), f.base); own != "" {
			f.base = own
		}
	case atom.Meta:
		equiv := strings.TrimSpace(attribute(t, "http-equiv"))
		if f.to == "" && strings.EqualFold(equiv, "refresh") {
			f.to = refreshAddress(attribute(t, "content"), f.base)
		}
	}
}

// refreshAddress parses "0; url=https://…" (HTML, "shared declarative refresh steps").
func refreshAddress(content, base string) string {
	delay, rest, _ := strings.Cut(strings.TrimSpace(content), ";")
	if rest == "" {
		delay, rest, _ = strings.Cut(content, ",")
	}
	whole, _, _ := strings.Cut(strings.TrimSpace(delay), ".")
	if n, err := strconv.Atoi(whole); err != nil || n > forwardWithin {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if len(rest) >= 3 && strings.EqualFold(rest[:3], "url") {
		if after, ok := strings.CutPrefix(strings.TrimSpace(rest[3:]), "="); ok {
			rest = strings.TrimSpace(after)
		}
	}
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		rest, _, _ = strings.Cut(rest[1:], rest[:1])
	}
	if rest == "" {
		return ""
	}
	return markup.Link(rest, base)
}
