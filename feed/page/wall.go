package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// wall returns what is in place of a text. A form below a complete article does not count, and
// an article may be about cookies.
func (c content) wall(text string, words int, locked bool) Wall {
	switch {
	case words < 150 && c.password:
		return Login
	case words < 25 && c.consentWords >= 30:
		return Cookies
	case isConsentRequest(text) && c.accept:
		return Cookies
	case locked:
		return Paywall
	}
	return None
}

// noteAppeals notes what the place of the text asks for, before lines are removed.
func (c *content) noteAppeals() {
	place := c.doc
	if c.node != nil {
		place = c.node
	}
	c.password, c.accept = find(place, isPassword) != nil, c.hasAccept()
}

// hasAccept reports whether there is a button that accepts cookies in what is marked as the
// text, or on the whole page if nothing is.
func (c content) hasAccept() bool {
	if c.node != nil && (find(c.node, isAccept) != nil || isContent(c.node)) {
		return find(c.node, isAccept) != nil
	}
	return find(c.doc, isAccept) != nil
}

func isPassword(n *html.Node) bool {
	return n.DataAtom == atom.Input && strings.EqualFold(attr(n, "type"), "password")
}

// isAccept reports whether an element is a button that gives consent.
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

// isConsentRequest reports whether a text is a request for consent: every sixth of its words is
// one of these, but only every twentieth in a news article about such requests.
func isConsentRequest(text string) bool {
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
