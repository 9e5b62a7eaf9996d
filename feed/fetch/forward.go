package fetch

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
)

// A page that only forwards has hardly a word ("You are being redirected…"), and goes on
// within seconds. A front page that renews itself every five minutes is none.
const (
	forwardWords  = 40
	forwardWithin = 10 // seconds
)

// forwards returns where a page leads that only forwards, by <meta http-equiv="refresh"> or
// the header of that name (HTML, "Refresh state" and "the `Refresh` header"): empty for any
// other.
func forwards(body []byte, header, base string) string {
	if isFeed(body) {
		return ""
	}
	head := body[:min(len(body), 64<<10)]
	to, words, unseen := "", 0, atom.Atom(0)
	if header != "" && isPage(body) {
		to = refreshAddress(header, base)
	}
	if to == "" && !bytes.Contains(bytes.ToLower(head), []byte("refresh")) {
		return ""
	}
	z := html.NewTokenizer(bytes.NewReader(head))
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			if words > forwardWords || len(body) > len(head) {
				return ""
			}
			return to
		case html.TextToken:
			if unseen == 0 {
				words += len(strings.Fields(string(z.Text())))
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == unseen {
				unseen = 0
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.DataAtom {
			case atom.Noscript: // where the address stands for those without scripts, as us
				z.NextIsNotRawText()
			case atom.Script, atom.Style, atom.Title:
				unseen = t.DataAtom
			case atom.Base:
				if own := markup.Link(attribute(t, "href"), base); own != "" {
					base = own
				}
			case atom.Meta:
				if to == "" && strings.EqualFold(strings.TrimSpace(attribute(t, "http-equiv")), "refresh") {
					to = refreshAddress(attribute(t, "content"), base)
				}
			}
		}
	}
}

// refreshAddress reads "0; url=https://…" (HTML, "shared declarative refresh steps").
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
