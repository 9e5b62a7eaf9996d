package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
)

// ShowTitles shows what a picture says when the mouse rests on it (HTML, "the title
// attribute"): comics tell half of the joke there, and a terminal has no mouse to rest. It
// becomes a caption where the picture has a place of its own and no caption.
func ShowTitles(root *html.Node) {
	var pictures []*html.Node
	captioned := map[*html.Node]bool{} // figures, and what is around them
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

// captionPlace is what the caption of a picture comes behind: the picture with the link
// around it. It is nil in a line of text, and in a figure that has a caption.
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
// and something else than the description.
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

// alone reports whether nothing stands on an element's line beside it.
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

// BreakStyledLines ends the lines of text that a style asks to keep (CSS Text 3 §3, white-space:
// pre, pre-wrap, pre-line): verses, addresses, what was typed into a box.
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

// JoinNoteNumbers takes the number of a footnote into the text of the note, where the two stand
// beside each other in blocks, as in Substack's letters.
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
		number := New(atom.A, TakeChildren(e)...) // the walk goes on behind e, which stays
		number.Attr, e.Attr = e.Attr, nil
		Rename(e, atom.Span)
		after.InsertBefore(Text(" "), after.FirstChild)
		after.InsertBefore(number, after.FirstChild)
		return false
	})
}

// Innermost is the paragraph or division in which an element's text begins.
func Innermost(n *html.Node) *html.Node {
	for c := FirstElement(n); c != nil && (c.DataAtom == atom.Div || c.DataAtom == atom.P); {
		n, c = c, FirstElement(c)
	}
	return n
}

// FirstElement is what an element begins with, nil where that is text.
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

// The styles that mean what an element of HTML says (CSS Fonts 4 §2.2, §2.4; CSS Text
// Decoration 3 §2.1). Editors write them in the place of elements.
var (
	boldStyle   = clean.Pattern(`(?i)font-weight\s*:\s*(?:bold|[6-9]00)`)
	lightStyle  = clean.Pattern(`(?i)font-weight\s*:\s*(?:normal|[1-5]00)`)
	italicStyle = clean.Pattern(`(?i)font-style\s*:\s*(?:italic|oblique)`)
	struckStyle = clean.Pattern(`(?i)text-decoration(?:-line)?\s*:[^;]*line-through`)
)

// ApplyStyles makes elements of the styles of running text: what is struck out reads as if
// it still stood without its style. A <b> that is not bold, which pasted documents begin
// with, is none.
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
