package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The bounds of a lead: in words, and how many paragraphs behind the headline are
// looked at.
const (
	leadWords   = 12 // a paragraph that nothing else marks as one
	namedWords  = 5  // one whose class or the page's description does
	longestLead = 150
	leadLeaves  = 40
)

// leadNames are what themes call the paragraph between a headline and a text.
var leadNames = setOf(`lead leads lede leadtext leadin leadparagraph intro introduction introtext
	introtexte standfirst chapo chapeau excerpt subtitle subtitulo subheadline subheading subline
	subhead dek deck sommario summary teaser teasertext vorspann vorspanntext anleser anrisstext
	unterzeile ingress manchet entradilla bajada copete sumario bajante zajawka abstract strapline
	perex untertitel soustitre sottotitolo catenaccio incipit preamble description headnote`)

// lead is a paragraph that stands in a page's head, before the text.
type lead struct {
	line  string // as folded gives it
	html  string // "" when it is none
	named bool   // by a class, or the page's description
}

// findLeads gives the paragraphs from the headline on that may be a lead, in order,
// before anything is taken away; which of them stand before the text is only known
// when it is found. description is what the page says of itself in its head.
func findLeads(doc *html.Node, title, description string) (out []lead) {
	headline := findHeadline(doc, title)
	if headline == nil {
		return nil
	}
	told := strings.Join(folded(description), " ")
	for n := headline; n != nil && len(out) < leadLeaves; n = following(n) {
		if n == headline || n.Type != html.ElementNode || unseen(n.DataAtom) || !isLeaf(n) {
			continue
		}
		text := textOf(n)
		if len(text) > 9*longestLead || within(n, standsApart) != nil || standsApart(n) {
			continue
		}
		line := strings.Join(folded(text), " ")
		l := lead{line: line}
		l.named = isNamedLead(n) || isTold(line, told)
		if isLead(n, l, len(strings.Fields(text))) {
			var b strings.Builder
			render(&b, n)
			l.html = "<p>" + b.String() + "</p>"
		}
		out = append(out, l)
	}
	return out
}

// isTold tells whether a line and a page's description of itself begin alike.
func isTold(line, told string) bool {
	return len(line) > 30 && told != "" &&
		(strings.HasPrefix(told, line) || strings.HasPrefix(line, told[:min(len(told), 60)]))
}

// isLead tells whether a paragraph behind a headline is a lead where the text does
// not hold it.
func isLead(n *html.Node, l lead, words int) bool {
	if 2*prose(n) < words || asks.MatchString(l.line) || counted.MatchString(l.line) {
		return false
	}
	return l.named && words >= namedWords ||
		words >= leadWords && headingRank(n) != 1 && isParagraph(n)
}

func isParagraph(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.H2, atom.H3, atom.H4, atom.Div:
		return true
	}
	return false
}

// isNamedLead looks at an element and at the two around it.
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

// standsApart recognises what a lead does not stand in.
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

// findHeadline gives the element that has the article's title: an h1 with the same
// words, else another heading, else the first h1.
func findHeadline(doc *html.Node, title string) *html.Node {
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return n.DataAtom == atom.H1 && sameTitle(textOf(n), title) },
		func(n *html.Node) bool {
			return headingRank(n) > 0 && sameTitle(textOf(n), title) && within(n, standsApart) == nil
		},
		func(n *html.Node) bool { return n.DataAtom == atom.H1 && hasText(n) },
	} {
		if n := find(doc, is); n != nil {
			return n
		}
	}
	return nil
}

// isLeaf tells whether an element has a text and no element on lines of its own.
func isLeaf(n *html.Node) bool {
	return isBlockElement(n) && find(n, isBlockElement) == nil && hasText(n)
}

// following gives the node behind n in the order of a page, n's own content left out
// where n is a leaf.
func following(n *html.Node) *html.Node {
	if n.FirstChild != nil && !isLeaf(n) {
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

// withLeads gives the leads that stand before the text: those before the first
// paragraph that the text has. Of more than three only those count that are marked.
func withLeads(leads []lead, text string) string {
	has := strings.Join(folded(text), " ")
	first := -1
	for i, l := range leads {
		if len(l.line) >= 20 && strings.Contains(has, l.line) {
			first = i
			break
		}
	}
	var found, named []string
	for _, l := range leads[:max(first, 0)] {
		if l.html == "" || strings.Contains(has, l.line) {
			continue
		}
		found = append(found, l.html)
		if l.named {
			named = append(named, l.html)
		}
	}
	if len(found) > 3 {
		found = named[:min(len(named), 3)]
	}
	return strings.Join(found, "\n")
}
