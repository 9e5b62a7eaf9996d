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

// The limits of a line that links to another article: for a headline behind its label, in
// characters, and for a label with links, in bytes.
const (
	maxFlattened = 200
	maxTyped     = 800
)

// label is the beginning of a line with the site's own links, and what follows it.
type label struct {
	rest string
	bare bool // READ or LIRE alone, which are also words
	sure bool // a headline follows, not the rest of a sentence
}

// labelOf finds the label at the beginning of a line. Editors and plugins write "READ
// Headline", "À LIRE AUSSI > …", "Lire aussi : …", "(Sur le même sujet : …)".
func labelOf(line string) (label, bool) {
	s := strings.TrimLeftFunc(line, func(r rune) bool { return !isFirst(r) })
	first, _ := utf8.DecodeRuneInString(s)
	if !beginsLabel(first) {
		return label{}, false
	}
	for _, words := range []string{"sur le même sujet", "sur le meme sujet", "à lire également",
		"à lire aussi", "a lire aussi", "à voir aussi", "à lire", "a lire", "lire également",
		"lire aussi", "lire", "voir aussi", "read also", "read more", "read"} {
		n := matchLabel(s, words)
		if n == 0 {
			continue
		}
		l := label{bare: !strings.Contains(words, " ")}
		capitals := strings.IndexFunc(s[:n], unicode.IsLower) < 0
		if (l.bare || words == "a lire") && !capitals {
			continue
		}
		l.rest = strings.TrimLeft(s[n:], " \u00a0\u202f:.…>»›→⇒►▶–—-|")
		mark := strings.Trim(s[n:len(s)-len(l.rest)], " ")
		l.sure = mark != "" || capitals && !l.bare || beginsHeadline(l.rest, l.bare)
		if len(line) > len(s) && (line[0] == '(' || line[0] == '[') {
			l.rest = strings.TrimRight(l.rest, ")]")
		}
		return l, true
	}
	return label{}, false
}

// isFirst reports whether a character can be the first of a label or headline: a letter, a
// digit or a quotation mark.
func isFirst(r rune) bool { return clean.IsLetter(r) || strings.ContainsRune("«\"“'‘", r) }

// beginsLabel reports whether a label may begin with a letter.
func beginsLabel(r rune) bool { return strings.ContainsRune("aàlrsvAÀLRSV", r) }

// mayHoldLabel reports whether the text in n may begin with a label.
func mayHoldLabel(n *html.Node) bool { return mayBegin(firstOfText(n)) }

// mayBegin reports whether a label may begin with two characters; the second is 0 if it is
// not known. Hardly any paragraph begins so, and the others need not be read further.
func mayBegin(first, second rune) bool {
	switch {
	case !beginsLabel(first):
		return false
	case second == 0 || !clean.Shown(second):
		return true
	}
	switch unicode.ToLower(first) {
	case 'l':
		return unicode.ToLower(second) == 'i' // lire
	case 's':
		return unicode.ToLower(second) == 'u' // sur
	case 'r':
		return unicode.ToLower(second) == 'e' // read
	case 'v':
		return unicode.ToLower(second) == 'o' // voir
	}
	return !clean.IsLetter(second) // à lire
}

// firstOfText returns the first significant character of the text in n and the one behind it,
// or 0 if there is none in the same run of text.
func firstOfText(n *html.Node) (first, second rune) {
	if n.Type == html.TextNode {
		for i, r := range n.Data {
			if !isFirst(r) || !clean.Shown(r) {
				continue
			}
			rest := n.Data[i+utf8.RuneLen(r):]
			if rest != "" {
				second, _ = utf8.DecodeRuneInString(rest)
			}
			return r, second
		}
		return 0, 0
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if first, second = firstOfText(c); first != 0 {
			return first, second
		}
	}
	return 0, 0
}

// matchLabel returns how many bytes of s are the words of a label, or 0 if s does not begin
// with them.
func matchLabel(s, words string) int {
	rest := s
	for _, w := range words {
		r, n := utf8.DecodeRuneInString(rest)
		if w == ' ' && (r == 0xa0 || r == 0x202f) {
			r = ' '
		}
		if unicode.ToLower(r) != w {
			return 0
		}
		rest = rest[n:]
	}
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" &&
		(clean.IsLetter(r) || strings.ContainsRune("’'-_", r)) {
		return 0
	}
	return len(s) - len(rest)
}

// beginsHeadline reports whether s begins like a headline. After a bare label, a word in
// capitals may be part of a name ("LIRE EN FÊTE").
func beginsHeadline(s string, bare bool) bool {
	word, _, _ := strings.Cut(s, " ")
	first, _ := utf8.DecodeRuneInString(word)
	if bare && utf8.RuneCountInString(word) > 1 && strings.IndexFunc(word, unicode.IsLower) < 0 {
		return false
	}
	return unicode.IsUpper(first) || unicode.IsDigit(first) || strings.ContainsRune("«\"“", first)
}

func onlyLabel(line string) bool {
	l, ok := labelOf(line)
	return ok && !hasWord(l.rest)
}

func hasWord(s string) bool { return strings.IndexFunc(s, clean.IsLetter) >= 0 }

// flattened returns the headline in a line such as "READ  Headline", or "".
func flattened(line string) string {
	if len(line) > 4*maxFlattened || utf8.RuneCountInString(line) > maxFlattened {
		return ""
	}
	l, ok := labelOf(line)
	if !ok || !l.sure || !hasWord(l.rest) || goesOn(l.rest) ||
		strings.HasSuffix(l.rest, ".") && !strings.HasSuffix(l.rest, "...") {
		return ""
	}
	return l.rest
}

// goesOn reports whether a text leads to the rest of the same article.
func goesOn(rest string) bool {
	rest = clean.Fold(rest)
	return strings.HasPrefix(rest, "lasuite") || rest == "larticle" || rest == "plus" ||
		rest == "more" || rest == "davantage"
}

// proposal collects the links of a paragraph that only links to other articles, and reports
// whether it is one: either a label and links with punctuation, or a headline that lost its
// link.
func (t *tidier) proposal(p *html.Node) bool {
	if !mayHoldLabel(p) {
		return false
	}
	line, short := shortLine(p, maxTyped)
	if !short {
		return false
	}
	l, ok := labelOf(line)
	if !ok || holdsPicture(p) {
		return false
	}
	var links []*html.Node
	dom.Each(p, func(e *html.Node) bool {
		if e.DataAtom == atom.A {
			links = append(links, e)
		}
		return e.DataAtom != atom.A
	})
	if len(links) > 0 && nothingElse(p, l) {
		return t.typed(links)
	}
	title := flattened(line)
	if title == "" {
		return false
	}
	a := Anchor{Text: title}
	for _, link := range links {
		if a.URL = clean.Link(dom.Attr(link, "href"), ""); a.URL != "" {
			break
		}
	}
	t.proposed.add(a)
	return true
}

// nothingElse reports whether a paragraph is only a label and links: the label before them or
// in the first one, and between them only punctuation and "et".
func nothingElse(p *html.Node, l label) bool {
	text, _ := outsideLinks(p, maxTyped)
	if l.bare && !l.sure {
		return false
	}
	if !hasWord(text) {
		return true
	}
	outside, ok := labelOf(text)
	if !ok {
		return false
	}
	for word := range strings.FieldsSeq(outside.rest) {
		if w := clean.Fold(word); w != "" && w != "et" && w != "ou" && w != "and" {
			return false
		}
	}
	return true
}

// typed collects the links of a paragraph without their label. It returns false if they have
// no other text ("READ MORE").
func (t *tidier) typed(links []*html.Node) (titled bool) {
	for i, link := range links {
		title := dom.Plain(link)
		if l, ok := labelOf(title); ok && i == 0 {
			title = l.rest
		}
		if goesOn(title) {
			return false
		}
		if hasWord(title) {
			titled = true
			t.propose(dom.Attr(link, "href"), title)
		}
	}
	return titled
}

func holdsPicture(n *html.Node) bool {
	found := false
	dom.Each(n, func(e *html.Node) bool {
		found = found || e.DataAtom == atom.Img
		return !found
	})
	return found
}
