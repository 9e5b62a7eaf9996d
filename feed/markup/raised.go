package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// The superscripts and subscripts of Unicode, in the order of the plain characters. There is
// no comma: between the numbers of two notes it stays.
const (
	onTheLine    = "0123456789+-−–=()ni"
	superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ"
	subscripts   = "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙᵢ"
)

// shiftLimit limits what is raised or lowered, in characters: exponents and numbers of notes
// are short.
const shiftLimit = 12

// raised converts <sup>: to superscript characters if all exist (m², 10⁻³), to French
// abbreviations (1er, n°, Mme), and otherwise so that it does not read as part of the word or
// number before it.
func (t *tidier) raised(c *html.Node) []*html.Node {
	s := dom.Plain(c)
	if up, ok := t.shift(s, superscripts); ok {
		return t.rewrite(c, s, up)
	}
	switch last := t.lastRune(); {
	case (s == "o" || s == "O") && (unicode.IsDigit(last) || t.afterN()):
		return []*html.Node{dom.Text("°")}
	case s == "os" && t.afterN():
		return []*html.Node{dom.Text("ᵒˢ")}
	case strings.EqualFold(s, "tm"):
		return []*html.Node{dom.Text("™")}
	case isAbbreviation(s) || !clean.IsLetter(last) || !startsWord(s):
		return dom.TakeChildren(c)
	}
	return apart(c, s, "^")
}

// lowered is raised for <sub>. Letters stay as they are: Hmax.
func (t *tidier) lowered(c *html.Node) []*html.Node {
	s := dom.Plain(c)
	if down, ok := t.shift(s, subscripts); ok {
		return t.rewrite(c, s, down)
	}
	if isAbbreviation(s) || !clean.IsLetter(t.lastRune()) || !startsWord(s) {
		return dom.TakeChildren(c)
	}
	return apart(c, s, "_")
}

// shift returns s in the characters of to, if all exist.
func (t *tidier) shift(s, to string) (string, bool) {
	if s == "" || utf8.RuneCountInString(s) > shiftLimit {
		return "", false
	}
	notes := !unicode.IsDigit(t.lastRune()) // after a number, a comma is a decimal comma
	var b strings.Builder
	for i, r := range s {
		if at, ok := offLine(r, to); ok {
			b.WriteRune(at)
			continue
		}
		if !notes || i == 0 || i == len(s)-1 || r != ',' && r != ' ' {
			return "", false
		}
		b.WriteRune(r)
	}
	return b.String(), true
}

// offLine returns the superscript or subscript of a character; to is superscripts or
// subscripts.
func offLine(r rune, to string) (rune, bool) {
	i := strings.IndexRune(onTheLine, r)
	if i < 0 {
		return 0, false
	}
	return []rune(to)[utf8.RuneCountInString(onTheLine[:i])], true
}

// rewrite replaces the text of c, and keeps a link around it.
func (t *tidier) rewrite(c *html.Node, was, text string) []*html.Node {
	if a := c.FirstChild; onlyChild(c, atom.A) && dom.Plain(a) == was {
		dom.TakeChildren(a)
		dom.Append(a, dom.Text(text))
		return dom.TakeChildren(c)
	}
	return []*html.Node{dom.Text(text)}
}

// apart separates text from the word before it: x^(2a), and a space before longer text.
func apart(c *html.Node, s, sign string) []*html.Node {
	nodes := dom.TakeChildren(c)
	link := false
	for _, n := range nodes {
		link = link || n.DataAtom == atom.A || n.FirstChild != nil && holdsLink(n)
	}
	if link || utf8.RuneCountInString(s) > shiftLimit {
		return append([]*html.Node{dom.Text(" ")}, nodes...)
	}
	if strings.IndexFunc(s, unicode.IsDigit) < 0 {
		return []*html.Node{dom.Text(" (" + s + ")")}
	}
	return []*html.Node{dom.Text(sign + "(" + s + ")")}
}

func holdsLink(n *html.Node) bool {
	found := false
	dom.Each(n, func(e *html.Node) bool {
		found = found || e.DataAtom == atom.A
		return !found
	})
	return found
}

// isAbbreviation reports whether s is the raised end of an abbreviation, as in 1er, XIXe, Mme,
// Dr: a few lower-case letters.
func isAbbreviation(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsLower(r) && r != '.' {
			return false
		}
		n++
	}
	return n > 0 && n <= 5
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return clean.IsLetter(r)
}

// lastRune returns the character before the current element, or 0 at the beginning of a line.
func (t *tidier) lastRune() rune {
	if t.before == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(t.before)
	return r
}

// afterN reports whether the text before is an n that is not the end of a word: that of n°.
func (t *tidier) afterN() bool {
	rest := strings.TrimSuffix(strings.TrimSuffix(t.before, "n"), "N")
	if rest == t.before {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(rest)
	return rest == "" || !clean.IsLetter(r)
}
