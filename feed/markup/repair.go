package markup

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

const anySpace = "[ \u00a0\u202f\u2009]"

var (
	// A closing quote turned the wrong way: « stands where a sentence goes on.
	turned = regexp.MustCompile(anySpace + `*«` + anySpace + `*([,.;:!?)…])`)
	// A full stop, a space, a full stop: the end of a removed link.
	stops = regexp.MustCompile(`\.(?:` + anySpace + `+\.)+`)
	// An ASCII space before a comma or a full stop that ends something.
	before = regexp.MustCompile(` +([,.])($|[\s»”)\]])`)
)

// repaired undoes the safe part of the translator's dirt in a piece of running
// text; see [Options.Repair].
func repaired(s string) string {
	if strings.Contains(s, "«") {
		s = turned.ReplaceAllStringFunc(s, func(m string) string {
			last := strings.TrimLeft(m[strings.Index(m, "«")+len("«"):], " \u00a0\u202f\u2009")
			if last == "…" || last == "." && strings.Contains(s, m+"..") {
				return m // « … begins a quotation
			}
			return "\u00a0»" + last
		})
	}
	if strings.Contains(s, ".") {
		s = stops.ReplaceAllStringFunc(s, func(m string) string {
			if strings.Count(m, ".") == 3 {
				return m // a spaced ellipsis
			}
			return "."
		})
	}
	return before.ReplaceAllString(s, "$1$2")
}

// closeTurnedQuote turns a « at the end of a paragraph.
func closeTurnedQuote(p *html.Node) {
	n := p
	for n.LastChild != nil {
		n = n.LastChild
	}
	if n.Type != html.TextNode {
		return
	}
	s := strings.TrimRight(n.Data, " \n\u00a0\u202f\u2009")
	if rest, ok := strings.CutSuffix(s, "«"); ok {
		n.Data = strings.TrimRight(rest, " \u00a0\u202f\u2009") + "\u00a0»"
	}
}
