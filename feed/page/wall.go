package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// wall says what stands before a text. A form below a whole article asks for
// nothing, and an article may be about cookies: a wall is what stands there
// instead of a text.
func (c content) wall(text string, words int, locked bool) Wall {
	switch {
	case words < 150 && c.password:
		return Login
	case words < 25 && c.consentWords >= 30:
		return Cookies
	case asksForConsent(text) && c.accept:
		return Cookies
	case locked:
		return Paywall
	}
	return None
}

// asking notes what the place of the text asks for, before lines are taken out of it.
func (c *content) asking() {
	place := c.doc
	if c.node != nil {
		place = c.node
	}
	c.password, c.accept = find(place, isPassword) != nil, c.hasAccept()
}

// hasAccept looks for the button of a request for consent in what is marked as the
// text; where nothing is, on the whole page.
func (c content) hasAccept() bool {
	if c.node != nil && (find(c.node, isAccept) != nil || isContent(c.node)) {
		return find(c.node, isAccept) != nil
	}
	return find(c.doc, isAccept) != nil
}

func isPassword(n *html.Node) bool {
	return n.DataAtom == atom.Input && strings.EqualFold(attr(n, "type"), "password")
}

// isAccept recognises the button of a request for consent.
func isAccept(n *html.Node) bool {
	if n.DataAtom != atom.Button && n.DataAtom != atom.A && n.DataAtom != atom.Input {
		return false
	}
	label := strings.Join(folded(cutText(textOf(n)+" "+attr(n, "value"))), " ")
	for _, s := range []string{"accepter", "j accepte", "tout refuser", "accept all", "i agree"} {
		if strings.HasPrefix(label, s) || strings.HasSuffix(label, s) {
			return true
		}
	}
	return strings.HasPrefix(label, "continuer sans") || label == "ok pour moi"
}

func cutText(s string) string { return s[:min(len(s), 80)] }

// asksForConsent reports whether a text is the prose of such requests: of their words
// every sixth is one of these, of a news article about them every twentieth.
func asksForConsent(text string) bool {
	all := folded(text)
	theirs, cookies := 0, 0
	for _, w := range all {
		switch {
		case strings.HasPrefix(w, "cookie"), strings.HasPrefix(w, "traceur"):
			cookies++
			theirs++
		case strings.HasPrefix(w, "consent"), strings.HasPrefix(w, "partenaire"),
			strings.HasPrefix(w, "finalite"), strings.HasPrefix(w, "personnalise"),
			strings.HasPrefix(w, "accept"), strings.HasPrefix(w, "refus"), w == "donnees",
			w == "confidentialite", w == "terminal", w == "audience", w == "preferences":
			theirs++
		}
	}
	return cookies >= 2 && 12*theirs >= len(all)
}
