package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The limits of a lead, in words, and of the number of paragraphs behind the headline that may
// be one.
const (
	leadWords   = 12 // of a paragraph that nothing marks as a lead
	namedWords  = 5  // if its class or the page's description does
	longestLead = 150
	leadLeaves  = 40
)

// leadNames are the names that themes give to the paragraph between a headline and a text.
var leadNames = setOf(`lead leads lede leadtext leadin leadparagraph intro introduction introtext
	introtexte standfirst chapo chapeau excerpt subtitle subtitulo subheadline subheading subline
	subhead dek deck sommario summary teaser teasertext vorspann vorspanntext anleser anrisstext
	unterzeile ingress manchet entradilla bajada copete sumario bajante zajawka abstract strapline
	perex untertitel soustitre sottotitolo catenaccio incipit preamble description headnote`)

// lead is a paragraph that may be a lead.
type lead struct {
	node *html.Node
	line []string // folded
}

// findLeads returns the paragraphs from the headline on, in order, before anything is removed.
// Which of them precede the text is known only when the text is found.
func findLeads(doc *html.Node, title string) (out []lead) {
	headline := findHeadline(doc, title)
	if headline == nil {
		return nil
	}
	for n := following(headline, true); n != nil && len(out) < leadLeaves; {
		apart := n.Type != html.ElementNode || unseen(n.DataAtom) || standsApart(n)
		leaf := !apart && isLeaf(n)
		if leaf {
			if text := textOf(n); len(text) <= 9*longestLead {
				out = append(out, lead{node: n, line: folded(text)})
			}
		}
		n = following(n, apart || leaf)
	}
	return out
}

// is reports whether a paragraph behind a headline that is not in the text is a lead, and
// whether something marks it as one.
func (l lead) is(descriptions []string) (lead, named bool) {
	text := textOf(l.node)
	words := len(strings.Fields(text))
	if words < namedWords || 2*prose(l.node) < words || isAppeal(l.line) || isByline(text, l.line) {
		return false, false
	}
	if isNamedLead(l.node) || l.isDescribed(descriptions) {
		return true, true
	}
	return words >= leadWords && isParagraph(l.node), false
}

// isDescribed reports whether a paragraph and a description of the page begin alike.
func (l lead) isDescribed(descriptions []string) bool {
	n := min(len(l.line), len(descriptions), 10)
	return n >= namedWords && slices.Equal(l.line[:n], descriptions[:n])
}

func isParagraph(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.H2, atom.H3, atom.H4, atom.Div:
		return true
	}
	return false
}

// isNamedLead reports whether an element, or one of the two around it, is named like a lead.
func isNamedLead(n *html.Node) bool {
	for range 3 {
		if n == nil || n.DataAtom == atom.Body {
			return false
		}
		if attr(n, "itemprop") == "description" || attr(n, "itemprop") == "alternativeHeadline" {
			return true
		}
		for _, w := range namesOf(n) {
			if leadNames.any(w) {
				return true
			}
		}
		n = n.Parent
	}
	return false
}

// standsApart reports whether an element cannot contain a lead.
func standsApart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Figure, atom.Figcaption, atom.Button,
		atom.Dialog, atom.Ul, atom.Ol, atom.Table, atom.A, atom.Time:
		return true
	}
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	_, banner := isBanner(n)
	return banner && n.DataAtom != atom.Main && n.DataAtom != atom.Article || isChrome(n) ||
		isComment(n) || hasClass(n, "wp-caption") || hasClass(n, "wp-caption-text")
}

// findHeadline returns the element with the article's title: an h1 with the same words, or
// another heading, or the first h1.
func findHeadline(doc *html.Node, title string) *html.Node {
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return n.DataAtom == atom.H1 && sameTitle(titleOf(n), title) },
		func(n *html.Node) bool {
			return headingRank(n) > 0 && sameTitle(titleOf(n), title) &&
				within(n, standsApart) == nil
		},
		func(n *html.Node) bool { return n.DataAtom == atom.H1 && hasText(n) },
	} {
		if n := find(doc, is); n != nil {
			return n
		}
	}
	return nil
}

// titleOf returns the text of a heading, or "" if it is too long for a title.
func titleOf(n *html.Node) string {
	if text := textOf(n); len(text) <= maxLine {
		return text
	}
	return ""
}

// isLeaf reports whether an element has text and contains no block elements.
func isLeaf(n *html.Node) bool {
	return isBlockElement(n) && find(n, isBlockElement) == nil && hasText(n)
}

// following returns the node after n in document order; over skips the content of n.
func following(n *html.Node, over bool) *html.Node {
	if n.FirstChild != nil && !over {
		return n.FirstChild
	}
	for n != nil && n.NextSibling == nil {
		n = n.Parent
	}
	if n == nil {
		return nil
	}
	return n.NextSibling
}

// withLeads returns the leads before the text: those before the first paragraph that is in the
// text. Of more than three, only those count that something marks. description is from the
// head of the page.
func withLeads(leads []lead, text, description string) string {
	has, descriptions := " "+strings.Join(folded(text), " ")+" ", folded(description)
	held := func(l lead) bool { return strings.Contains(has, " "+strings.Join(l.line, " ")+" ") }
	first := slices.IndexFunc(leads, func(l lead) bool { return len(l.line) >= 4 && held(l) })
	var found, named []string
	for _, l := range leads[:max(first, 0)] {
		is, called := l.is(descriptions)
		if !is || held(l) {
			continue
		}
		var b strings.Builder
		render(&b, l.node)
		found = append(found, "<p>"+b.String()+"</p>")
		if called {
			named = append(named, found[len(found)-1])
		}
	}
	if len(found) > 3 {
		found = named[:min(len(named), 3)]
	}
	return strings.Join(found, "\n")
}
