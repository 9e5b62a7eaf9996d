package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
)

// ShowTitles makes the tooltips of pictures visible (HTML, "the title attribute"), which hold
// half the joke in web comics. A tooltip becomes a caption if the picture stands on its own
// and has none.
func ShowTitles(root *html.Node) {
	var pictures []*html.Node
	captioned := map[*html.Node]bool{} // figures with a caption, and their ancestors
	Each(root, func(e *html.Node) bool {
		if e.DataAtom == atom.Figcaption {
			for n := e.Parent; n != nil && !captioned[n]; n = n.Parent {
				captioned[n] = true
			}
		}
		if e.DataAtom == atom.Img && isRemark(Attr(e, "title"), Attr(e, "alt")) {
			pictures = append(pictures, e)
		}
		return true
	})
	for _, img := range pictures {
		title := clean.OneLine(Attr(img, "title"))
		if clean.OneLine(Attr(img, "alt")) == "" {
			setAttr(img, "alt", title)
			continue
		}
		if place := captionPlace(img, captioned); place != nil {
			place.Parent.InsertBefore(New(atom.Figcaption, Text(title)), place.NextSibling)
		}
	}
}

// captionPlace returns the node behind which the caption of a picture goes: the picture with
// the link around it. It returns nil within a line of text, and in a figure with a caption.
func captionPlace(img *html.Node, captioned map[*html.Node]bool) *html.Node {
	place := img
	for n := img; n.Parent != nil; n = n.Parent {
		switch {
		case n.DataAtom == atom.Figure && captioned[n]:
			return nil
		case n.DataAtom == atom.A:
			place = n
		}
	}
	for place.Parent != nil && !IsBlock(place.Parent.DataAtom) && alone(place) {
		place = place.Parent
	}
	if place.Parent == nil || !alone(place) || Plain(place) != "" {
		return nil
	}
	return place
}

// isRemark reports whether a title says something of its own: more than the name of a file,
// and other than the description.
func isRemark(title, alt string) bool {
	if len(strings.Fields(title)) < 3 {
		return false
	}
	said, shown := clean.Fold(clean.OneLine(title)), clean.Fold(clean.OneLine(alt))
	return said != "" && (shown == "" || !strings.Contains(shown, said))
}

func setAttr(n *html.Node, key, value string) {
	for i, a := range n.Attr {
		if a.Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

// alone reports whether nothing else stands on the line of an element.
func alone(n *html.Node) bool {
	for _, next := range []func(*html.Node) *html.Node{
		func(n *html.Node) *html.Node { return n.PrevSibling },
		func(n *html.Node) *html.Node { return n.NextSibling },
	} {
		c := next(n)
		for c != nil && IsSpaceNode(c) {
			c = next(c)
		}
		if c != nil && c.DataAtom != atom.Br && c.DataAtom != atom.Img && c.DataAtom != atom.Source &&
			!IsBlock(c.DataAtom) {
			return false
		}
	}
	return true
}

var keepsLines = clean.Pattern(`(?i)white-space\s*:\s*(?:pre|break-spaces)`)

// BreakStyledLines breaks the lines of text whose style preserves them (CSS Text 3 §3,
// white-space: pre, pre-wrap, pre-line), such as verses and addresses.
func BreakStyledLines(root *html.Node) {
	Each(root, func(e *html.Node) bool {
		switch {
		case e.DataAtom == atom.Pre || e.DataAtom == atom.Code:
			return false
		case keepsLines().MatchString(Attr(e, "style")):
			breakLines(e)
			return false
		}
		return true
	})
}

func breakLines(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode {
			if c.DataAtom != atom.Pre && c.DataAtom != atom.Code {
				breakLines(c)
			}
			continue
		}
		if IsSpaceNode(c) && (blockBeside(c.PrevSibling) || blockBeside(c.NextSibling)) {
			continue
		}
		lines := strings.Split(strings.ReplaceAll(c.Data, "\r\n", "\n"), "\n")
		c.Data = lines[0]
		for _, line := range lines[1:] {
			br, text := New(atom.Br), Text(line)
			n.InsertBefore(br, c.NextSibling)
			n.InsertBefore(text, br.NextSibling)
			c = text
		}
	}
}

func blockBeside(n *html.Node) bool { return n != nil && IsBlock(n.DataAtom) }

// JoinNoteNumbers moves the number of a footnote into the text of the note if the two are
// blocks side by side, as in Substack's letters.
func JoinNoteNumbers(root *html.Node) {
	Each(root, func(e *html.Node) bool {
		if e.DataAtom != atom.A || !strings.Contains(Attr(e, "href"), "#") ||
			!IsNumber(strings.Trim(Plain(e), "[]().")) || !blockBeside(e.Parent) {
			return true
		}
		before, after := e.PrevSibling, e.NextSibling
		for before != nil && IsSpaceNode(before) {
			before = before.PrevSibling
		}
		for after != nil && IsSpaceNode(after) {
			after = after.NextSibling
		}
		if before != nil || after == nil || after.DataAtom != atom.Div && after.DataAtom != atom.P {
			return true
		}
		after = Innermost(after)
		number := New(atom.A, TakeChildren(e)...) // the walk continues behind e, which stays
		number.Attr, e.Attr = e.Attr, nil
		Rename(e, atom.Span)
		after.InsertBefore(Text(" "), after.FirstChild)
		after.InsertBefore(number, after.FirstChild)
		return false
	})
}

// Innermost returns the paragraph or division in which the text of an element begins.
func Innermost(n *html.Node) *html.Node {
	for c := FirstElement(n); c != nil && (c.DataAtom == atom.Div || c.DataAtom == atom.P); {
		n, c = c, FirstElement(c)
	}
	return n
}

// FirstElement returns the element that n begins with, or nil if it begins with text.
func FirstElement(n *html.Node) *html.Node {
	c := n.FirstChild
	for c != nil && IsSpaceNode(c) {
		c = c.NextSibling
	}
	if c == nil || c.Type != html.ElementNode {
		return nil
	}
	return c
}

// Styles that are equivalent to elements (CSS Fonts 4 §2.2, §2.4; CSS Text Decoration 3 §2.1).
// Editors use them instead.
var (
	boldStyle   = clean.Pattern(`(?i)font-weight\s*:\s*(?:bold|[6-9]00)`)
	lightStyle  = clean.Pattern(`(?i)font-weight\s*:\s*(?:normal|[1-5]00)`)
	italicStyle = clean.Pattern(`(?i)font-style\s*:\s*(?:italic|oblique)`)
	struckStyle = clean.Pattern(`(?i)text-decoration(?:-line)?\s*:[^;]*line-through`)
)

// ApplyStyles replaces the styles of running text with elements: without its style, deleted
// text would read as if it still stood. A <b> that is not bold, as at the beginning of pasted
// documents, becomes a <span>.
func ApplyStyles(root *html.Node) {
	Each(root, func(e *html.Node) bool {
		style := Attr(e, "style")
		switch e.DataAtom {
		case atom.Pre, atom.Code, atom.A:
			return e.DataAtom == atom.A
		case atom.B, atom.Strong:
			if lightStyle().MatchString(style) {
				Rename(e, atom.Span)
			}
		case atom.Span, atom.Font:
			switch {
			case style == "":
			case struckStyle().MatchString(style):
				Rename(e, atom.Del)
			case boldStyle().MatchString(style):
				Rename(e, atom.Strong)
			case italicStyle().MatchString(style):
				Rename(e, atom.Em)
			}
		}
		return true
	})
}
