package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
)

// list removes a heading and the articles behind it: the box that begins with it, or the links
// that follow.
func (t *trimmer) list(i int) {
	box := t.boxOf(i)
	if box > i+1 && t.isList(i+1, box) {
		t.take(i, box)
		return
	}
	end := t.teasersEnd(i + 1)
	if end > i+1 && !t.markups(i, end) {
		t.take(i, end)
	}
	section := t.sectionEnd(i, false)
	if t.share(i) >= 40 && section > end && t.isList(i+1, section) {
		t.take(i, section)
	}
}

// teasersEnd returns the leaf behind a series of teasers that begins at a leaf.
func (t *trimmer) teasersEnd(from int) int {
	end := from
	for j := from; j < len(t.leaves); j++ {
		l := t.leaves[j]
		if l.isTeaser() || l.gone {
			end = j + 1
			continue
		}
		if l.isProse() || headingRank(l.node) > 0 || l.links == 0 && (l.words > 12 || j > end+1) {
			break
		}
	}
	return end
}

// markups reports whether package markup takes a label and the list behind it for links to
// other articles.
func (t *trimmer) markups(i, end int) bool {
	list := within(t.leaves[i+1].node, func(n *html.Node) bool {
		return n.DataAtom == atom.Ul || n.DataAtom == atom.Ol
	})
	if list == nil {
		return false
	}
	var b strings.Builder
	_ = html.Render(&b, t.leaves[i].node)
	_ = html.Render(&b, list)
	return len(markup.Proposed(markup.Keep(b.String(), t.base))) > 0
}

// boxOf returns the leaf behind the largest element that begins with a leaf and has at most a
// third of the text.
func (t *trimmer) boxOf(i int) (end int) {
	end = i + 1
	for n := t.leaves[i].node.Parent; n != nil && n != t.root; n = n.Parent {
		if i > 0 && isWithin(t.leaves[i-1].node, n) {
			break
		}
		j, words := i, 0
		for j < len(t.leaves) && isWithin(t.leaves[j].node, n) {
			words += t.leaves[j].words - t.leaves[j].linked
			j++
		}
		if 3*words > t.words {
			break
		}
		end = j
	}
	return end
}

func isWithin(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// isList reports whether leaves are a list of other articles: at most sixty words for each
// that is only a link.
func (t *trimmer) isList(from, to int) bool {
	words, teasers := 0, 0
	for _, l := range t.leaves[from:to] {
		words += l.words
		if l.isTeaser() {
			teasers++
		}
	}
	return teasers > 0 && 60*teasers >= words
}

// sectionEnd returns the leaf behind the section that a leaf begins: the next heading of the
// same or a higher rank, or any heading if the leaf is not one.
func (t *trimmer) sectionEnd(i int, all bool) int {
	rank := headingRank(t.leaves[i].node)
	for j := i + 1; j < len(t.leaves); j++ {
		l := t.leaves[j]
		r := headingRank(l.node)
		if r > 0 && !l.isTeaser() && (!all || rank == 0 || r <= rank) && !(all && t.isOurs(j)) {
			return j
		}
	}
	return len(t.leaves)
}
