package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// proposed collects the site's own links to other articles, which are removed from the text.
type proposed []Anchor

// maxProposed limits them: far more than any plugin shows.
const maxProposed = 30

// add adds each address once. A title without an address is the same as one with an address: a
// headline that lost its link and a list often name the same article.
func (p *proposed) add(a Anchor) {
	a.Text = clean.Cut(clean.OneLine(a.Text), 1024)
	if a.Text == "" {
		return
	}
	for i := range *p {
		known := &(*p)[i]
		same := (a.URL == "" || known.URL == "") && clean.Fold(known.Text) == clean.Fold(a.Text)
		if same || a.URL != "" && a.URL == known.URL {
			if known.URL == "" {
				known.URL = a.URL
			}
			return
		}
	}
	if len(*p) < maxProposed {
		*p = append(*p, a)
	}
}

// propose adds a link to the web.
func (t *tidier) propose(href, title string) {
	if href = clean.Link(href, t.base); href != "" {
		t.proposed.add(Anchor{URL: href, Text: title})
	}
}

// gap returns what replaces a box in the text around it: the end of a paragraph.
func gap() []*html.Node { return []*html.Node{dom.New(atom.Br), dom.New(atom.Br)} }

// boxTag marks the place of a box of Inline Related Posts. No publisher's tag can have this
// name.
const boxTag = "#box"

// boxes replaces the boxes of Inline Related Posts, free or PRO, with marks. A box is found
// from its headline (.postTitle) upwards: what surrounds the label (.ctaText) and the link
// differs between the styles of the plugin.
func boxes(root *html.Node) {
	var headlines []*html.Node
	dom.Each(root, func(e *html.Node) bool {
		if len(e.Attr) > 0 && strings.Contains(dom.Attr(e, "class"), "postTitle") {
			headlines = append(headlines, e)
		}
		return true
	})
	for _, h := range headlines {
		box, s := boxAround(h)
		if box == nil {
			continue
		}
		mark := &html.Node{Type: html.ElementNode, Data: boxTag}
		mark.Attr = []html.Attribute{{Key: "href", Val: dom.Attr(s.link, "href")},
			{Key: "title", Val: dom.Plain(h)}}
		box.Parent.InsertBefore(mark, box)
		box.Parent.RemoveChild(box)
		if s.label != nil && s.label.Parent != nil {
			s.label.Parent.RemoveChild(s.label)
		}
	}
}

// boxAround climbs from a headline to the smallest element with the link and the label, and on
// through the plugin's own boxes. Without a label, the plugin's class is required.
func boxAround(headline *html.Node) (box *html.Node, s survey) {
	for n, up := headline, 0; n.Parent != nil && up < 10; n, up = n.Parent, up+1 {
		here, ok := look(n)
		if !ok {
			break
		}
		if here.link == nil {
			continue
		}
		if here.label != nil {
			if here.other > 120 { // text beside the box
				n = here.link
			}
			box, s = n, here
			break
		}
		if box == nil && (isBox(n) || isBox(here.link)) {
			box, s = n, here
		}
	}
	for box != nil && box.Parent.Parent != nil && isBox(box.Parent) {
		if _, ok := look(box.Parent); !ok {
			break
		}
		box = box.Parent
	}
	return box, s
}

// survey describes a part of a body.
type survey struct {
	link, label    *html.Node
	elements       int
	letters, other int // bytes of text: all, and outside of link, label and headline
}

// look surveys n; ok reports whether it is small enough to be a box.
func look(n *html.Node) (s survey, ok bool) {
	s.visit(n, false)
	return s, s.elements <= 60 && s.letters <= 1500
}

func (s *survey) visit(n *html.Node, known bool) {
	if n.Type == html.TextNode {
		size := len(strings.TrimSpace(n.Data))
		s.letters += size
		if !known {
			s.other += size
		}
		return
	}
	s.elements++
	class := dom.Attr(n, "class")
	switch {
	case n.DataAtom == atom.A && s.link == nil:
		s.link, known = n, true
	case strings.Contains(class, "ctaText") && s.label == nil:
		s.label, known = n, true
	case strings.Contains(class, "postTitle"):
		known = true
	}
	for c := n.FirstChild; c != nil && s.elements <= 60 && s.letters <= 1500; c = c.NextSibling {
		s.visit(c, known)
	}
}

// isBox reports whether an element has a class of Inline Related Posts: IRPP_ and the name of
// the style, or u and a hash.
func isBox(n *html.Node) bool {
	for _, class := range strings.Fields(dom.Attr(n, "class")) {
		if strings.HasPrefix(class, "IRPP_") || strings.HasPrefix(class, "irp-") {
			return true
		}
		if hash, ok := strings.CutPrefix(class, "u"); ok && len(hash) >= 6 &&
			strings.Trim(hash, "0123456789abcdef") == "" {
			return true
		}
	}
	return false
}

// isRelatedList reports whether an element is a list of YARPP, Contextual Related Posts,
// Related Posts for WordPress or Jetpack's block.
func isRelatedList(n *html.Node) bool {
	if len(n.Attr) == 0 || n.DataAtom == atom.A {
		return false
	}
	for _, class := range strings.Fields(dom.Attr(n, "class")) {
		switch class {
		case "yarpp-related", "crp_related", "rp4wp-related-posts", "jp-relatedposts-i2":
			return true
		}
		if strings.HasPrefix(class, "yarpp-related-") {
			return true
		}
	}
	return false
}

// relatedList collects the links of a plugin's list and drops its heading and excerpts. A list
// with an article in it was never closed, and stays.
func (t *tidier) relatedList(list *html.Node) bool {
	if outside, _ := outsideLinks(list, 4096); len(outside) >= 4096 {
		return false
	}
	dom.Each(list, func(e *html.Node) bool {
		if e.DataAtom != atom.A {
			return true
		}
		t.propose(dom.Attr(e, "href"), headlineOf(e))
		return false
	})
	return true
}

// headlineOf returns the title of a link in a list: what the template marks as such, or the
// text, or the tooltip.
func headlineOf(link *html.Node) string {
	title := ""
	dom.Each(link, func(e *html.Node) bool {
		if title == "" && strings.Contains(dom.Attr(e, "class"), "title") {
			title = dom.Plain(e)
		}
		return title == ""
	})
	if title == "" {
		title = dom.Plain(link)
	}
	if title == "" {
		title = dom.Attr(link, "title")
	}
	return title
}

// outsideLinks returns the text of n outside of links, up to about limit bytes, and the number
// of links.
func outsideLinks(n *html.Node, limit int) (text string, links int) {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && b.Len() < limit; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.DataAtom == atom.A:
				links++
				b.WriteByte(' ')
			default:
				b.WriteByte(' ')
				walk(c)
			}
		}
	}
	walk(n)
	return clean.OneLine(b.String()), links
}

// labelledList collects the links of a list that has a label before it ("À lire aussi") and
// consists only of links. It returns the position of the list, or 0 if nodes[at] is not such a
// label.
func (t *tidier) labelledList(nodes []*html.Node, at int) int {
	next := at + 1
	for next < len(nodes) && dom.IsSpaceNode(nodes[next]) {
		next++
	}
	if next == len(nodes) || nodes[next].DataAtom != atom.Ul && nodes[next].DataAtom != atom.Ol {
		return 0
	}
	if !mayHoldLabel(nodes[at]) {
		return 0
	}
	line, short := shortLine(nodes[at], 80)
	if !short || !onlyLabel(line) {
		return 0
	}
	list := nodes[next]
	text, links := outsideLinks(list, 256)
	if links == 0 || hasWord(text) || len(text) >= 256 {
		return 0
	}
	dom.Each(list, func(e *html.Node) bool {
		if e.DataAtom == atom.A {
			t.propose(dom.Attr(e, "href"), headlineOf(e))
		}
		return e.DataAtom != atom.A
	})
	return next
}

// shortLine returns the text of n if it may be a label or a headline; short reports whether it
// has at most limit bytes.
func shortLine(n *html.Node, limit int) (line string, short bool) {
	var b strings.Builder
	if n.Type == html.TextNode {
		return clean.OneLine(clean.Cut(n.Data, limit)), len(n.Data) <= limit
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && b.Len() <= limit; c = c.NextSibling {
			if c.Type == html.TextNode {
				b.WriteString(clean.Cut(c.Data, limit+1))
				continue
			}
			gap := c.DataAtom == atom.Br || dom.IsBlock(c.DataAtom)
			if gap {
				b.WriteByte(' ')
			}
			walk(c)
			if gap {
				b.WriteByte(' ')
			}
		}
	}
	walk(n)
	return clean.OneLine(b.String()), b.Len() <= limit
}
