package markup

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/dom"

	"breageek/feed/markup/clean"
)

// list converts a list, and keeps what is between its items. The paragraphs of an item become
// lines, because renderers join them otherwise. An item with a number of its own (li value, ol
// reversed) begins another list.
func (t *tidier) list(c *html.Node) []*html.Node {
	a := atom.Ul
	if c.DataAtom == atom.Ol {
		a = atom.Ol
	}
	n := numbering{next: 1, step: 1}
	if a == atom.Ol {
		n = numberingOf(c)
	}
	letter := letters(c)
	if letter != nil { // Markdown has numbers only
		a = atom.Ul
	}
	out := []*html.Node{n.list(a)}
	for _, node := range dom.TakeChildren(c) {
		last := out[len(out)-1]
		switch {
		case node.DataAtom == atom.Li:
			if a == atom.Ol && n.jumps(dom.Attr(node, "value"), last) {
				last = n.list(a)
				out = append(out, last)
			}
			if letter != nil {
				n.letter(node, letter)
			}
			before := last.LastChild
			if t.item(last, dom.TakeChildren(node)); last.LastChild != before {
				n.next += n.step
			}
		case node.DataAtom == atom.Ul || node.DataAtom == atom.Ol:
			if item := last.LastChild; item != nil { // a list beside an item belongs to it
				dom.Append(item, node)
				continue
			}
			dom.Append(last, dom.New(atom.Li, node))
		case !dom.IsSpaceNode(node):
			t.item(last, []*html.Node{node})
			n.next += n.step
		}
	}
	return slices.DeleteFunc(out, func(list *html.Node) bool { return list.FirstChild == nil })
}

// letter puts an item's letter before its text, or the letter for the number that it states.
func (n *numbering) letter(item *html.Node, letter func(int) string) {
	if stated, ok := ordinal(dom.Attr(item, "value")); ok {
		n.next = stated
	}
	if !blank(item) {
		first := dom.Innermost(item)
		first.InsertBefore(dom.Text(letter(n.next)+". "), first.FirstChild)
	}
}

// numbering holds the number of the next item (HTML, "the ol element", "ordinal value").
type numbering struct{ next, step int }

// maxNumber is the largest number of an item: Markdown has nine digits.
const maxNumber = 99_999_999

func numberingOf(ol *html.Node) numbering {
	n := numbering{next: 1, step: 1}
	if hasAttr(ol, "reversed") {
		n = numbering{next: 0, step: -1}
		for c := ol.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				n.next++
			}
		}
	}
	if start, err := strconv.Atoi(strings.TrimSpace(dom.Attr(ol, "start"))); err == nil &&
		start >= -maxNumber && start <= maxNumber {
		n.next = start
	}
	return n
}

// letters returns the function that formats the numbers of a list with letters or Roman
// numerals, to which its text may refer (HTML, "the ol element", type; CSS list-style-type),
// or nil.
func letters(ol *html.Node) func(int) string {
	if ol.DataAtom != atom.Ol {
		return nil
	}
	if start, err := strconv.Atoi(strings.TrimSpace(dom.Attr(ol, "start"))); err == nil && start < 0 {
		return strconv.Itoa // Markdown has no negative numbers
	}
	kind := dom.Attr(ol, "type")
	if m := listStyle().FindStringSubmatch(dom.Attr(ol, "style")); m != nil {
		kind = map[string]string{"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A",
			"upper-latin": "A", "lower-roman": "i", "upper-roman": "I"}[strings.ToLower(m[1])]
	}
	upper := func(write func(int) string) func(int) string {
		return func(n int) string { return strings.ToUpper(write(n)) }
	}
	return map[string]func(int) string{"a": alphabetic, "A": upper(alphabetic), "i": roman,
		"I": upper(roman)}[kind]
}

var listStyle = clean.Pattern(`(?i)list-style(?:-type)?\s*:\s*` +
	`((?:lower|upper)-(?:alpha|latin|roman))`)

// alphabetic counts a, b, … z, aa, ab (CSS Counter Styles 3 §6.1).
func alphabetic(n int) string {
	if n <= 0 {
		return strconv.Itoa(n)
	}
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// roman returns Roman numerals up to 3999, and decimal numbers beyond.
func roman(n int) string {
	if n <= 0 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"},
		{10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}

func ordinal(s string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return n, err == nil && n >= 0 && n <= maxNumber
}

// list begins a list at the next number.
func (n *numbering) list(a atom.Atom) *html.Node {
	out := dom.New(a)
	if a == atom.Ol && n.next != 1 {
		out.Attr = []html.Attribute{{Key: "start", Val: strconv.Itoa(max(0, n.next))}}
	}
	return out
}

// jumps adopts the number that an item states, and reports whether Markdown, which counts by
// itself, needs a new list for it.
func (n *numbering) jumps(value string, list *html.Node) bool {
	stated, ok := ordinal(value)
	jumps := n.step != 1
	if ok {
		jumps = jumps || stated != n.next
		n.next = stated
	}
	if jumps && list.FirstChild == nil { // it is still empty
		list.Attr = n.list(atom.Ol).Attr
		return false
	}
	return jumps
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// otherList marks the items of a list that follows another of the same kind, until the
// Markdown is written. As a private use character it cannot be in clean text.
const otherList = "\uF004"

// separateLists marks every second of several adjacent lists. Markdown would join them unless they
// have different markers (CommonMark 0.31 §5.3).
func separateLists(n *html.Node) {
	var before *html.Node
	marked := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if dom.IsSpaceNode(c) {
			continue
		}
		separateLists(c)
		if c.DataAtom != atom.Ul && c.DataAtom != atom.Ol {
			before = nil
			continue
		}
		marked = before != nil && before.DataAtom == c.DataAtom && !marked
		if marked {
			for li := c.FirstChild; li != nil; li = li.NextSibling {
				li.InsertBefore(dom.Text(otherList), li.FirstChild)
			}
		}
		before = c
	}
}

var otherMarker = clean.Pattern(`(?m)^((?:[ >]|\d+[.)] |[-*] )*?)(?:(\d+)\.|-) ` + otherList)

// withOtherMarkers returns the marked lists the other marker of Markdown.
func withOtherMarkers(md string) string {
	if !strings.Contains(md, otherList) {
		return md
	}
	return otherMarker().ReplaceAllStringFunc(md, func(s string) string {
		m := otherMarker().FindStringSubmatch(s)
		if m[2] != "" {
			return m[1] + m[2] + ") "
		}
		return m[1] + "* "
	})
}

// checkbox returns the box of a task, done or to do.
func checkbox(c *html.Node) *html.Node {
	if hasAttr(c, "checked") {
		return dom.Text("☑ ")
	}
	return dom.Text("☐ ")
}
