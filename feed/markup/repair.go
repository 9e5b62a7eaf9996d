package markup

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
)

const anySpace = "[ \u00a0\u202f\u2009]"

var (
	// An opening quote in place of a closing one: the sentence continues behind it.
	turned = clean.Pattern(anySpace + `*«` + anySpace + `*([,.;:!?)…])`)
	// A full stop, a space, a full stop: what a removed link leaves.
	stops = clean.Pattern(`\.(?:` + anySpace + `+\.)+`)
)

// repaired repairs the punctuation of machine translation in running text, where that is safe;
// see [Options.Repair].
func repaired(s string) string {
	if strings.Contains(s, "«") {
		s = turnBack(s)
	}
	if strings.Contains(s, ".") {
		s = stops().ReplaceAllStringFunc(s, func(m string) string {
			if strings.Count(m, ".") == 3 {
				return m // a spaced ellipsis
			}
			return "."
		})
	}
	return withoutSpaceBefore(s)
}

// turnBack replaces « where a quotation closes. Before an ellipsis it may open one ("« …
// mais"), and a quotation may be only punctuation ("« ?! »"): those are left alone.
func turnBack(s string) string {
	var b strings.Builder
	done := 0
	for _, at := range turned().FindAllStringSubmatchIndex(s, -1) {
		mark := s[at[2]:at[3]]
		quoted := strings.TrimLeft(s[at[2]:min(len(s), at[2]+16)], ",.;:!?)…"+spaces)
		if mark == "…" || strings.HasPrefix(s[at[2]:], "..") || strings.HasPrefix(quoted, "»") {
			continue
		}
		b.WriteString(s[done:at[0]])
		b.WriteString("\u00a0»")
		done = at[2]
	}
	return b.String() + s[done:]
}

// withoutSpaceBefore removes ASCII spaces before a comma or full stop that ends something: not
// before ".5" or ".fr", and not in a spaced ellipsis.
func withoutSpaceBefore(s string) string {
	if !strings.Contains(s, " ,") && !strings.Contains(s, " .") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		ends := (c == ',' || c == '.') && i > 0 && s[i-1] == ' ' &&
			(i == len(s)-1 || strings.IndexByte(" \n)", s[i+1]) >= 0)
		if ends && c == '.' {
			next := strings.TrimLeft(s[i+1:min(len(s), i+4)], " ")
			ends = !strings.HasPrefix(next, ".") && !bytes.HasSuffix(b, []byte(". "))
		}
		if ends {
			b = bytes.TrimRight(b, " ")
		}
		b = append(b, c)
	}
	return string(b)
}

// closeTurnedQuote replaces a « at the end of a paragraph.
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

// rejoin repairs punctuation where formatting or a link ends: a quote that closes there, a
// repeated full stop, a space before a comma.
func rejoin(p *html.Node) {
	var before *html.Node // the text directly before
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				if before != nil && c.Data != "" {
					joinAcross(before, c)
				}
				if c.Data != "" {
					before = c
				}
			case c.DataAtom == atom.Br || c.DataAtom == atom.Img || c.DataAtom == atom.Code:
				before = nil
			default:
				walk(c)
			}
		}
	}
	walk(p)
}

const spaces = " \u00a0\u202f\u2009"

func joinAcross(a, b *html.Node) {
	ending, rest := strings.TrimRight(a.Data, spaces), strings.TrimLeft(b.Data, spaces)
	if rest == "" || strings.HasPrefix(rest, "..") || strings.HasPrefix(rest, ". .") {
		return
	}
	quoted, ok := strings.CutSuffix(ending, "«")
	if ok && strings.IndexByte(",.;:!?)", rest[0]) >= 0 {
		a.Data = strings.TrimRight(quoted, spaces) + "\u00a0»"
		b.Data = rest
		return
	}
	stop := rest[0] == '.' && (len(rest) == 1 || strings.IndexByte(" \n)", rest[1]) >= 0)
	if stop && strings.HasSuffix(ending, ".") && !strings.HasSuffix(ending, "..") {
		a.Data, b.Data = ending, rest[1:]
	}
}
