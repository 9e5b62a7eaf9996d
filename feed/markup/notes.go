package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// Footnotes, as WordPress, its plugins (Easy Footnotes, Modern Footnotes) and word processors
// write them: a small number links to the note, and the note links back. Here both are on one
// page, so only the number and the note remain.

// collectIDs remembers the targets of links within the body.
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

// within reports whether href leads to a place on the same page. A feed writes such links with
// the article's own address, which we may not know: if the name exists in this body and the
// host is the same, it is this page.
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

// inner converts a link within the page: a note's number as such, the text of others, and
// nothing for the arrow back.
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

// isArrow reports whether a text is the link back from a note.
func isArrow(s string) bool {
	return strings.Trim(s, "↩↑^⤴↵⏎⬆⇧▲↖←⮌⤶\ufe0e[]()\u00a0 ") == ""
}

// namesNote reports whether an address ends in the name of a note: #fn1, #_ftn2,
// #easy-footnote-bottom-1-12, #note-3, #cite_note-4. A bare number may be that of a page, a
// chapter or a year.
func namesNote(href string) bool {
	_, name, _ := strings.Cut(strings.ToLower(href), "#")
	for _, s := range []string{"fn", "ftn", "edn", "note", "ref", "cite"} {
		if strings.Contains(name, s) {
			return true
		}
	}
	return false
}

// tooltip moves a note that follows its reference in the text (Modern Footnotes) to the end,
// unless the body has a list of its notes.
func (t *tidier) tooltip(c *html.Node) []*html.Node {
	if li := dom.TakeChildren(c); !t.listed && len(li) > 0 {
		t.notes = append(t.notes, li)
	}
	return nil
}

// withNotes appends the notes that were in the text.
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

// noteList numbers the notes of Modern Footnotes as a list, without bullets.
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
