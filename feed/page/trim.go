package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
)

// maxLine limits the lines that are compared with phrases, in bytes.
const maxLine = 1200

// trimmer removes from a text what is between and behind its paragraphs. Where the classes of
// a theme do not tell, the words of the lines do.
type trimmer struct {
	root   *html.Node
	base   string // base of relative addresses
	author string // folded
	leaves []leaf
	words  int
	heads  int // headings of other articles so far
}

// maxHeads limits them: what has more is not an article.
const maxHeads = 100

// trim removes the lines that do not belong to the article.
func trim(root *html.Node, author, base string) {
	t := trimmer{root: root, base: base, author: strings.Join(folded(author), " ")}
	for _, n := range leaves(root) {
		t.add(n)
	}
	t.single()
	for i := range t.leaves {
		t.headed(i)
	}
	t.trailing()
	t.sweep()
}

func (t *trimmer) add(n *html.Node) {
	text := textOf(n)
	l := leaf{node: n, words: countWords(text), before: t.words}
	if len(text) <= maxLine {
		line := folded(text)
		l.line, l.appeal = strings.Join(line, " "), isAppeal(line)
		l.holder = len(line) <= 40 && placeholders.in(line) >= 0
	}
	if n.DataAtom == atom.A || within(n, isElement(atom.A)) != nil {
		l.linked, l.links = l.words, 1
	} else {
		each(n, func(e *html.Node) bool {
			if e.DataAtom == atom.A {
				l.linked += countWords(textOf(e))
				l.links++
			}
			return e.DataAtom != atom.A
		})
	}
	t.words += l.words
	t.leaves = append(t.leaves, l)
}

// share returns how much of the text precedes a leaf, in percent.
func (t *trimmer) share(i int) int { return 100 * t.leaves[i].before / max(t.words, 1) }

// single removes lines that by themselves are not part of the text.
func (t *trimmer) single() {
	first, last := t.prose()
	for i := range t.leaves {
		l := &t.leaves[i]
		if l.line == "" || within(l.node, isElement(atom.Pre)) != nil {
			continue
		}
		edge := i < first || i > last
		l.gone = l.gone || isFixed(l) || i < first && isOfHead(l) || edge && t.isLabel(l) ||
			(lines.are(l.line) || edge && l.appeal) && !t.headsProse(i)
	}
}

// isFixed reports whether a line is not part of the text wherever it is.
func isFixed(l *leaf) bool {
	return adLabels.are(l.line) || l.holder || l.words <= 8 && isCount(l.line) || onlyServices(l.line)
}

// isOfHead reports whether a line before the text belongs to the head of the article: its
// byline, or a few words that are all links.
func isOfHead(l *leaf) bool {
	return headingRank(l.node) == 0 && (isByline(textOf(l.node), strings.Fields(l.line)) ||
		l.linked == l.words && l.words <= 12)
}

// headsProse reports whether a leaf is a heading before a paragraph.
func (t *trimmer) headsProse(i int) bool {
	return headingRank(t.leaves[i].node) > 0 && i+1 < len(t.leaves) &&
		t.leaves[i+1].isProse() && !t.leaves[i+1].appeal
}

// prose returns the first and the last leaf of the text that read as paragraphs.
func (t *trimmer) prose() (first, last int) {
	first, last = -1, len(t.leaves)
	for i, l := range t.leaves {
		if l.isProse() && !l.appeal {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return max(first, 0), last
}

// isLabel reports whether a line is a label: it begins like one, with a colon or links behind
// it.
func (t *trimmer) isLabel(l *leaf) bool {
	if _, ok := labels.begins(l.line); !ok || l.words > 40 {
		return false
	}
	text := strings.TrimSpace(textOf(l.node))
	colon := strings.IndexByte(text, ':')
	return colon > 0 && colon <= 40 || l.links > 0 && l.words-l.linked <= 6
}

// headed removes what follows the heading of other articles, an author box or comments.
func (t *trimmer) headed(i int) {
	l := &t.leaves[i]
	if l.line == "" || l.words > 60 {
		return
	}
	if t.ending(i) {
		return
	}
	rest, ok := headsOfOthers.begins(l.line)
	if !ok && !l.gone {
		t.headlines(i)
	}
	if !ok || l.gone || !t.more() || strings.HasPrefix(rest, "la suite") || t.proposes(l.node) {
		return
	}
	if l.links > 0 {
		l.gone = l.isTeaser() || l.words-l.linked <= 8 && 2*l.linked >= l.words
		return
	}
	if l.words <= 9 {
		t.list(i)
	}
}

// ending removes what follows a line with which the text may end: comments, a wall, or an
// author box. It reports whether it did.
func (t *trimmer) ending(i int) bool {
	l := &t.leaves[i]
	line := strings.TrimLeft(l.line, "0123456789 ") // of comments
	rest, section := headsOfSections.begins(line)
	section = section && l.words <= 8 && len(strings.Fields(rest)) <= 5 && t.share(i) >= 50
	if section && t.more() {
		t.take(i, t.sectionEnd(i, true))
		return true
	}
	if _, wall := walls.begins(l.line); wall && l.words-l.linked > 3 && t.share(i) >= 20 {
		for j := i; j < len(t.leaves); j++ {
			t.leaves[j].gone, t.leaves[j].walled = true, true
		}
		return true
	}
	if t.isAbout(line) && l.words <= 8 && t.share(i) >= 50 {
		t.take(i, len(t.leaves))
		return true
	}
	return false
}

func (t *trimmer) more() bool {
	t.heads++
	return t.heads <= maxHeads
}

// isAbout reports whether a line is the heading of a box about the article's author.
func (t *trimmer) isAbout(line string) bool {
	rest, ok := about.begins(line)
	return ok && rest != "" && rest == t.author
}

// proposes reports whether package markup takes a line for the site's own links, which are
// shown beside the article.
func (t *trimmer) proposes(n *html.Node) bool {
	var b strings.Builder
	b.WriteString("<p>")
	render(&b, n)
	b.WriteString("</p>")
	return len(markup.Proposed(markup.Keep(b.String(), t.base))) > 0
}

// isOurs reports whether a heading is one of those before what does not belong to the text.
func (t *trimmer) isOurs(i int) bool {
	if t.leaves[i].words > 9 {
		return t.leaves[i].gone
	}
	_, section := headsOfSections.begins(t.leaves[i].line)
	_, others := headsOfOthers.begins(t.leaves[i].line)
	return section || others || t.leaves[i].gone
}

func (t *trimmer) take(from, to int) {
	for i := from; i < to; i++ {
		t.leaves[i].gone = true
	}
}

// headlines removes a heading, whatever it says, if only headlines of the same site follow it,
// at least two.
func (t *trimmer) headlines(i int) {
	l := t.leaves[i]
	if l.links > 0 || l.words > 9 || t.share(i) < 30 ||
		headingRank(l.node) == 0 && !strings.HasSuffix(strings.TrimSpace(textOf(l.node)), ":") {
		return
	}
	end := i + 1
	for end < len(t.leaves) && t.isHeadline(t.leaves[end]) {
		end++
	}
	closed := end == len(t.leaves) || headingRank(t.leaves[end].node) > 0 || t.leaves[end].gone
	if end-i > 2 && closed {
		t.take(i, end)
	}
}

// trailing removes headlines of the same site behind the last paragraph.
func (t *trimmer) trailing() {
	end := len(t.leaves)
	for end > 0 && t.leaves[end-1].gone {
		end--
	}
	begin := end
	for begin > 0 && t.isHeadline(t.leaves[begin-1]) {
		begin--
	}
	if end-begin >= 2 {
		t.take(begin, end)
	}
	for i := len(t.leaves) - 1; i > 0; i-- { // a heading needs something below it
		if l := t.leaves[i]; !l.gone && headingRank(l.node) < 2 && (l.links > 0 || !t.isOurs(i)) {
			break
		}
		t.leaves[i].gone = true
	}
}

// isHeadline reports whether a leaf is a link to another page of the site with the words of a
// headline.
func (t *trimmer) isHeadline(l leaf) bool {
	if !l.isTeaser() || l.words < 4 {
		return false
	}
	a := l.node
	if a.DataAtom != atom.A {
		if a = find(l.node, isElement(atom.A)); a == nil {
			a = within(l.node, isElement(atom.A))
		}
	}
	here, there := parsed(t.base), parsed(markup.Link(attr(orEmpty(a), "href"), t.base))
	return here != nil && there != nil && here.Host == there.Host && there.Path != here.Path
}

// sweep removes the marked leaves, and elements that held nothing else, unless they are most
// of the text: then the words were misleading.
func (t *trimmer) sweep() {
	gone, words := 0, t.words
	held, lost := make(map[*html.Node]int), make(map[*html.Node]int)
	for _, l := range t.leaves {
		switch {
		case l.walled:
			words -= l.words
		case l.gone:
			gone += l.words
		}
		for n := l.node; n != nil && n != t.root; n = n.Parent {
			held[n]++
			if l.gone {
				lost[n]++
			}
		}
	}
	if 2*gone > words {
		return
	}
	for _, l := range t.leaves {
		n := l.node
		if !l.gone {
			continue
		}
		for p := n.Parent; p != nil && p != t.root && held[p] == lost[p]; p = p.Parent {
			n = p
		}
		remove(n)
	}
}
