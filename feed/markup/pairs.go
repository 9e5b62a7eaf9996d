package markup

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/dom"
)

// pairedAttr holds the target of a reference or a link back, once both are found.
const pairedAttr = "data-breageek-note"

// maxNotes limits how many notes are linked.
const maxNotes = 500

// pairNotes finds the references to footnotes and the notes behind them, and links them to
// each other. A note without a link back gets one.
func (t *tidier) pairNotes(root *html.Node) {
	ids, order, links := targets(root)
	p := pairing{tidier: t, numbers: map[*html.Node]int{}, calls: map[int]*html.Node{}}
	for _, a := range links {
		target := ids[fragment(dom.Attr(a, "href"))]
		if target == nil || !t.within(dom.Attr(a, "href")) || len(p.numbers) == maxNotes {
			continue
		}
		if isCall(a) && order[target] > order[a] {
			p.call(a, target)
		}
	}
	for _, a := range links {
		target := ids[fragment(dom.Attr(a, "href"))]
		if target != nil && dom.Attr(a, pairedAttr) == "" && order[target] < order[a] {
			p.back(a)
		}
	}
	p.complete()
}

// targets returns the targets of links by name, the position of each element in the document,
// and the links.
func targets(root *html.Node) (
	ids map[string]*html.Node, order map[*html.Node]int, links []*html.Node) {
	ids, order = map[string]*html.Node{}, map[*html.Node]int{}
	dom.Each(root, func(e *html.Node) bool {
		order[e] = len(order)
		for _, key := range []string{"id", "name"} {
			id := dom.Attr(e, key)
			if id != "" && ids[id] == nil && (key == "id" || e.DataAtom == atom.A) {
				ids[id] = e
			}
		}
		if e.DataAtom == atom.A {
			links = append(links, e)
		}
		return true
	})
	return ids, order, links
}

func fragment(href string) string {
	_, name, _ := strings.Cut(strings.TrimSpace(href), "#")
	return name
}

// isCall reports whether a link within the page looks like the reference of a note: a number
// or a sign, raised, in brackets, or with a target that is named like a note.
func isCall(a *html.Node) bool {
	s := dom.Plain(a)
	bare := strings.Trim(s, "[]()")
	if bare == "" || len(bare) > 12 || isArrow(s) {
		return false
	}
	raised := a.Parent != nil && a.Parent.DataAtom == atom.Sup || holds(a, atom.Sup)
	return dom.IsNumber(bare) && (bare != s || raised || namesNote(dom.Attr(a, "href"))) ||
		raised && strings.Trim(bare, "*†‡§¶") == ""
}

// pairing numbers the notes of one body.
type pairing struct {
	*tidier
	numbers map[*html.Node]int // by the block of the note
	calls   map[int]*html.Node // the first call of each
	ways    map[int]bool       // notes with a link back
}

// call links a reference to the block that contains its target.
func (p *pairing) call(a, target *html.Node) {
	note := noteBlock(target)
	if note == nil || inside(a, note) {
		return
	}
	n := p.numbers[note]
	if n == 0 {
		n = len(p.numbers) + 1
		p.numbers[note], p.calls[n] = n, a
	}
	pairWith(a, "#note-"+strconv.Itoa(n))
}

// noteBlock returns the block of a note: the innermost item, paragraph or division around its
// target.
func noteBlock(n *html.Node) *html.Node {
	for ; n != nil && n.Parent != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Li, atom.P, atom.Dd, atom.Div, atom.Aside, atom.Td:
			return n
		}
	}
	return nil
}

func inside(n, around *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == around {
			return true
		}
	}
	return false
}

// back links a note to its reference.
func (p *pairing) back(a *html.Node) {
	s := dom.Plain(a)
	if !isArrow(s) && !dom.IsNumber(strings.Trim(s, "[]()")) {
		return
	}
	for note, n := range p.numbers {
		if inside(a, note) && !p.ways[n] {
			if p.ways == nil {
				p.ways = map[int]bool{}
			}
			p.ways[n] = true
			pairWith(a, "#note-"+strconv.Itoa(n)+"-back")
			return
		}
	}
}

// complete adds the missing links back.
func (p *pairing) complete() {
	for note, n := range p.numbers {
		if p.ways[n] {
			continue
		}
		end := note
		for c := end.LastChild; c != nil; c = end.LastChild {
			for c != nil && (dom.IsSpaceNode(c) || c.Type != html.ElementNode && c.Type != html.TextNode) {
				c = c.PrevSibling
			}
			if c == nil || c.DataAtom != atom.P && c.DataAtom != atom.Div {
				break
			}
			end = c
		}
		a := dom.New(atom.A, dom.Text("↩"))
		pairWith(a, "#note-"+strconv.Itoa(n)+"-back")
		dom.Append(end, dom.Text(" "), a)
	}
}

func pairWith(a *html.Node, to string) {
	a.Attr = append(a.Attr, html.Attribute{Key: pairedAttr, Val: to})
}

// pairedLink returns a raised reference, or a link back.
func (t *tidier) pairedLink(c *html.Node, to string) []*html.Node {
	s := strings.Trim(dom.Plain(c), "[]()")
	switch {
	case dom.IsNumber(s):
		s, _ = shifted(s, superscripts)
	case isArrow(s):
		s = "↩"
	}
	return []*html.Node{dom.Link(to, s)}
}
