package markup

import (
	stdhtml "html"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// Excerpt returns the first words of a body as one clean line, without building a tree. The
// marks of an excerpt ("[…]", "Continuer la lecture") are removed, and cutOff reports whether
// there were any. A text of more than limit words ends in "…".
func Excerpt(r Raw, limit int) (line string, cutOff bool) {
	line, words, more := firstText(withoutProposals(clean.Cut(r.html, dom.MaxBytes)), limit+60)
	if strings.IndexByte(line, '&') >= 0 {
		line = stdhtml.UnescapeString(line)
	}
	line = clean.OneLine(stripShortcodes(line))
	if at := feedFooterAt(line); at >= 0 {
		line = strings.TrimSpace(line[:at])
	}
	if words <= limit+60 {
		short := withoutEnding(line)
		more = more || len(short) < len(line) || strings.HasSuffix(line, "…")
		line = short
	}
	return firstWords(line, limit), more
}

// firstText returns the text of a body up to some number of words, enough to see how it would
// end, and how many there are. more reports whether it ends with a link to the rest.
func firstText(s string, limit int) (text string, words int, more bool) {
	var b strings.Builder
	b.Grow(min(len(s), 16*limit))
	inWord := false
	for i := 0; i < len(s); {
		if s[i] == '<' {
			n, breaks := clean.SkipTag(s[i:])
			if n > 0 {
				if i < excerptReach {
					n = skipHidden(s[i:], n)
				}
				if strings.Contains(s[i:i+n], "more-link") {
					return b.String(), words, true
				}
				if breaks {
					b.WriteByte(' ')
					inWord = false
				}
				i += n
				continue
			}
		}
		end := i + 1
		if s[i] <= ' ' {
			inWord = false
		} else {
			for end < len(s) && s[end] > ' ' && s[end] != '<' {
				end++
			}
			if !inWord {
				inWord = true
				if words++; words > limit {
					return b.String(), words, false
				}
			}
		}
		b.WriteString(s[i:end])
		i = end
	}
	return b.String(), words, false
}

// skipHidden returns the length of the element at the beginning of s, whose start tag has n
// bytes, if the element is hidden; otherwise n.
func skipHidden(s string, n int) int {
	tag := s[:n]
	if n < 12 || n >= excerptReach || tag[1] == '/' || !mayHide(tag) {
		return n
	}
	z := html.NewTokenizer(strings.NewReader(tag))
	z.Next()
	t := z.Token()
	e := &html.Node{Type: html.ElementNode, DataAtom: t.DataAtom, Data: t.Data, Attr: t.Attr}
	if clean.IsVoid(t.DataAtom) || !dom.Dropped(e) && !(t.DataAtom == atom.Td && isLineNumber(e)) &&
		!isSign(headingSign(s, e)) {
		return n
	}
	if end := elementEnd(s, n, strings.ToLower(tagName(tag))); end > 0 {
		return end
	}
	return n // without an end within reach, better show it than lose everything
}

// mayHide reports whether a start tag has an attribute that may hide its element.
func mayHide(tag string) bool {
	return strings.Contains(tag, "style") || strings.Contains(tag, " hidden") ||
		strings.Contains(tag, "class")
}

// elementEnd returns the end of an element with a given name whose content begins at s[from],
// or 0 if that is out of reach.
func elementEnd(s string, from int, name string) int {
	open, end := 1, from
	for range 200 { // nested elements with the same name
		i := strings.IndexByte(s[end:min(len(s), excerptReach)], '<')
		if i < 0 {
			return 0
		}
		end += i + 1
		rest, closing := strings.CutPrefix(s[end:], "/")
		switch {
		case !strings.EqualFold(tagName("<"+clean.Cut(rest, 30)), name):
		case closing:
			open--
		default:
			open++
		}
		if open == 0 {
			if shut := strings.IndexByte(s[end:], '>'); shut >= 0 {
				return end + shut + 1
			}
			return 0
		}
	}
	return 0
}

// headingSign returns the sign that links to the heading before it, if it is all there is in
// the link at the beginning of s; otherwise 0.
func headingSign(s string, a *html.Node) rune {
	_, rest, _ := strings.Cut(clean.Cut(s, 600), ">")
	text, _, ended := strings.Cut(rest, "</a>")
	sign, size := utf8.DecodeRuneInString(text)
	if a.DataAtom != atom.A || !ended || size != len(text) ||
		!strings.Contains(dom.Attr(a, "href"), "#") || !strings.ContainsRune(headingSigns, sign) {
		return 0
	}
	return sign
}

// tagName returns the name in a start tag.
func tagName(tag string) string {
	end := 1
	for end < len(tag) && (clean.IsWordByte(tag[end]) || tag[end] == ':' || tag[end] == '-') {
		end++
	}
	return tag[1:end]
}

// excerptReach is how many bytes are searched for links to other articles: 55 words with the
// markup and styles of a box among them.
const excerptReach = 16 << 10

// withoutProposals removes the boxes of Inline Related Posts and flattened links from the
// beginning of a body, without building a tree.
func withoutProposals(s string) string {
	reach := min(len(s), excerptReach)
	head := withoutFlattened(withoutBoxes(s[:reach]))
	if len(head) == reach {
		return s
	}
	return head + s[reach:]
}

func withoutBoxes(s string) string {
	from := 0
	for range maxProposed {
		i := strings.Index(s[from:], "ctaText")
		if i < 0 {
			break
		}
		from += i + len("ctaText")
		open := strings.LastIndex(s[:from], "<a ")
		shut := strings.Index(s[from:], "</a>")
		if open < 0 || shut < 0 || strings.Contains(s[open:from], "</a") {
			continue // in a style sheet, or not from the plugin
		}
		s = s[:open] + " " + s[from+shut+len("</a>"):]
		from = open
	}
	return s
}

func withoutFlattened(s string) string {
	from, found := 0, 0
	for found < maxProposed {
		i := strings.Index(s[from:], "<p")
		if i < 0 {
			break
		}
		from += i + len("<p")
		end := strings.Index(s[from:min(len(s), from+4*maxFlattened)], "</p>")
		if end < 0 || !mayBeFlattened(s[from:from+end]) {
			continue
		}
		found++
		s = s[:from-len("<p")] + s[from+end+len("</p>"):]
		from -= len("<p")
	}
	return s
}

// mayBeFlattened reports whether a paragraph, from behind "<p" on, may be the title of another
// article that lost its link.
func mayBeFlattened(s string) bool {
	_, s, ok := strings.Cut(s, ">")
	return ok && mayBeginLabel(s) &&
		flattened(clean.OneLine(stdhtml.UnescapeString(clean.StripTags(s)))) != ""
}

// mayBeginLabel reports whether a paragraph may begin with a label, by its first two
// characters. A character reference may stand for any letter.
func mayBeginLabel(s string) bool {
	for i := 0; i < len(s); {
		if s[i] == '<' {
			if n, _ := clean.SkipTag(s[i:]); n > 0 {
				i += n
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '&':
			return true
		case isFirst(r) && clean.Shown(r):
			second, _ := utf8.DecodeRuneInString(s[i:])
			if i == len(s) || second == '<' || second == '&' {
				second = 0
			}
			return mayBegin(r, second)
		}
	}
	return false
}

// CutOff reports whether a body ends like an excerpt: with "[…]", "…" or a link to the rest.
func CutOff(r Raw) bool {
	tail := r.html
	if from := len(tail) - 2000; from > 0 {
		tail = tail[from:]
		if i := strings.IndexByte(tail, '<'); i >= 0 {
			tail = tail[i:]
		}
	}
	_, cutOff := Excerpt(Keep(tail, ""), len(tail))
	return cutOff
}

// withoutEnding removes what WordPress and its themes add to the end of an excerpt: "[…]", an
// arrow, "Continuer la lecture" and the title after it.
func withoutEnding(line string) string {
	start := len(line) - len(lastBytes(line, 260))
	tail := lowerASCII(line[start:])
	for _, phrase := range []string{"continuer la lecture", "continuer à lire", "lire la suite",
		"lire l’article", "lire l'article", "lire plus", "en savoir plus", "read more",
		"continue reading"} {
		i := strings.LastIndex(tail, phrase)
		if i < 0 || start+i > 0 && !strings.ContainsAny(tail[max(0, i-1):i], " ….]") {
			continue
		}
		if rest := tail[i+len(phrase):]; !strings.HasSuffix(rest, ".") {
			line = strings.TrimSpace(line[:start+i])
			break
		}
	}
	for {
		before := line
		for _, mark := range []string{"→", "»»", "[…]", "[...]", "[ … ]", "(…)", "(...)", "[]"} {
			line = strings.TrimRight(strings.TrimSuffix(line, mark), " \u00a0\u202f")
		}
		if line == before {
			return line
		}
	}
}

func lastBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	i := len(s) - n
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return s[i:]
}

// lowerASCII converts ASCII to lower case. It keeps the length, so that positions are the same
// in s.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// feedFooterAt returns the position of Yoast's footer in a line of text, or -1.
func feedFooterAt(line string) int {
	start := len(line) - len(lastBytes(line, 1000))
	if !strings.Contains(line[start:], "rticle ") && !strings.Contains(line[start:], "The post ") {
		return -1
	}
	for _, s := range []string{"L’article ", "L'article ", "Cet article ", "The post "} {
		if i := strings.LastIndex(line[start:], s); i >= 0 && isFeedFooter(line[start+i:]) {
			return start + i
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
