package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// Footnotes, as WordPress, its plugins (Easy Footnotes, Modern Footnotes) and
// word processors write them: the call is a small number that links to the note,
// the note links back. Here both ends are on one page, so that the number and
// the note are what is left.

// collectIDs remembers what links within the body can lead to.
func (t *tidier) collectIDs(root *html.Node) {
	t.ids = make(map[string]bool)
	dom.Each(root, func(e *html.Node) bool {
		for _, a := range e.Attr {
			if a.Key == "id" || a.Key == "name" && e.DataAtom == atom.A {
				t.ids[a.Val] = true
			}
		}
		t.listed = t.listed || dom.HasClass(e, "modern-footnotes-list")
		return true
	})
}

// within reports whether href leads to a place on the page it stands on. A feed
// writes such links with the article's own address, which it does not tell us
// otherwise: a place of that name in this body, on this host, is this body's.
func (t *tidier) within(href string) bool {
	if href = strings.TrimSpace(href); strings.HasPrefix(href, "#") {
		return true
	}
	at := strings.IndexByte(href, '#')
	if at < 0 || at == len(href)-1 {
		return false
	}
	u, base := clean.ParseURL(href, t.base), clean.ParseURL(t.base, "")
	if u == nil || base == nil || u.Fragment == "" || !strings.EqualFold(u.Host, base.Host) {
		return false
	}
	return t.ids[u.Fragment] || samePage(u, base)
}

func samePage(a, b *url.URL) bool {
	return strings.TrimSuffix(a.Path, "/") == strings.TrimSuffix(b.Path, "/") &&
		a.RawQuery == b.RawQuery
}

// inner returns what is shown of a link within the page: a note's number as such,
// nothing of the arrow that leads back, the text of any other.
func (t *tidier) inner(c *html.Node) []*html.Node {
	if to := dom.Attr(c, pairedAttr); to != "" {
		return t.pairedLink(c, to)
	}
	s := dom.Plain(c)
	if s == "" {
		return dom.TakeChildren(c)
	}
	if isArrow(s) {
		return nil
	}
	number := strings.Trim(s, "[]()")
	if !dom.IsNumber(number) || number == s && !namesNote(dom.Attr(c, "href")) {
		return dom.TakeChildren(c)
	}
	up, _ := t.shift(number, superscripts)
	return []*html.Node{dom.Text(up)}
}

// isArrow knows what leads back from a note.
func isArrow(s string) bool {
	return strings.Trim(s, "↩↑^⤴↵⏎⬆⇧▲↖←⮌⤶\ufe0e[]()\u00a0 ") == ""
}

// namesNote reports whether an address ends in the name of a note: #fn1, #_ftn2,
// #easy-footnote-bottom-1-12, #note-3, #cite_note-4. A bare number that leads
// elsewhere is a page's, a chapter's, a year.
func namesNote(href string) bool {
	_, name, _ := strings.Cut(strings.ToLower(href), "#")
	for _, s := range []string{"fn", "ftn", "edn", "note", "ref", "cite"} {
		if strings.Contains(name, s) {
			return true
		}
	}
	return false
}

// tooltip takes a note that stands in the text, right after its call, out of it
// (Modern Footnotes): to the end, unless a list of the notes is there already.
func (t *tidier) tooltip(c *html.Node) []*html.Node {
	if li := dom.TakeChildren(c); !t.listed && len(li) > 0 {
		t.notes = append(t.notes, li)
	}
	return nil
}

// withNotes ends a body with the notes that stood among its text.
func (t *tidier) withNotes(blocks []*html.Node) []*html.Node {
	list := dom.New(atom.Ol)
	for _, nodes := range t.notes {
		t.item(list, nodes)
	}
	if list.FirstChild == nil {
		return blocks
	}
	return append(blocks, list)
}

// noteList numbers the notes of Modern Footnotes as a list does, not with a
// number of their own beside a bullet.
func noteList(c *html.Node) {
	dom.Rename(c, atom.Ol)
	dom.Each(c, func(e *html.Node) bool {
		if n := e.FirstChild; e.DataAtom == atom.Li {
			for n != nil && dom.IsSpaceNode(n) {
				n = n.NextSibling
			}
			if n != nil && n.DataAtom == atom.Span && dom.IsNumber(strings.Trim(dom.Plain(n), ". ")) {
				e.RemoveChild(n)
			}
		}
		return true
	})
}
