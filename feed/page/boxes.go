package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
)

// list takes out a heading and the articles behind it: the box that it begins,
// or the links that follow it.
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

// teasersEnd returns the leaf behind the teasers that follow one another from a leaf on.
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

// markups reports whether a label and the list behind it are what markup takes for
// what the site proposes.
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

// boxOf returns the leaf behind the largest element that begins with a leaf and has
// no more than a third of the text.
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

// isList reports whether leaves are a list of other articles: sixty words or fewer for
// each that is only a link.
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

// sectionEnd returns the leaf behind the section that a leaf heads: the next
// heading of its rank or a higher one; behind a line that is no heading, any.
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
