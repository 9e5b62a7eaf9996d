package markup

import (
	"html"
	"regexp"
	"strings"
)

// ending matches what WordPress and its themes put where an excerpt breaks off,
// with the link that follows.
var ending = regexp.MustCompile(`(?i)(?:\s*(?:\[\s*(?:…|\.\.\.|&hellip;|&#8230;)\s*\]|` +
	`\(\s*(?:…|\.\.\.)\s*\)|` +
	`(?:continuer (?:la|à) lire|continuer la lecture|lire la suite|lire l’article|` +
	`lire l'article|lire plus|en savoir plus|read more|continue reading)\b.{0,200}|→|»»))+\s*$`)

// Excerpt gives the first words of a body as one clean line of plain text, by a
// scan without a DOM. The marks of an excerpt ("[…]", "Continuer la lecture")
// are taken off; cutOff tells whether there were any. A text of more than limit
// words ends in "…".
func Excerpt(r Raw, limit int) (line string, cutOff bool) {
	s := cut(r.html, maxBytes)
	var b strings.Builder
	words, inWord := 0, false
	more := false
	for i := 0; i < len(s); {
		c := s[i]
		if c == '<' {
			n, breaks := skipTag(s[i:])
			if n > 0 {
				if strings.Contains(s[i:i+n], "more-link") {
					more = true
					break
				}
				if breaks {
					b.WriteByte(' ')
					inWord = false
				}
				i += n
				continue
			}
		}
		if c <= ' ' {
			inWord = false
		} else if !inWord {
			inWord = true
			if words++; words > limit+60 { // enough to see how it would end
				break
			}
		}
		b.WriteByte(c)
		i++
	}
	line = b.String()
	if strings.IndexByte(line, '&') >= 0 {
		line = html.UnescapeString(line)
	}
	line = cleanLine(stripShortcodes(line))
	if at := feedFooterAt(line); at >= 0 {
		line = strings.TrimSpace(line[:at])
	}
	if words <= limit+60 {
		if m := ending.FindStringIndex(line); m != nil {
			line, more = strings.TrimSpace(line[:m[0]]), true
		}
	}
	return firstWords(line, limit), more || strings.HasSuffix(line, "…")
}

// feedFooterAt finds where Yoast's footer begins in a line of text, -1 without.
func feedFooterAt(line string) int {
	for _, s := range []string{"L’article ", "L'article ", "Cet article ", "The post "} {
		if i := strings.LastIndex(line, s); i >= 0 && isFeedFooter(line[i:]) {
			return i
		}
	}
	return -1
}

func firstWords(line string, limit int) string {
	n := 0
	for i := 0; i < len(line); i++ {
		if line[i] != ' ' {
			continue
		}
		if n++; n == limit {
			return strings.TrimRight(line[:i], " ,;:") + "…"
		}
	}
	return line
}
