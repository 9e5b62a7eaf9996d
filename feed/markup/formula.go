package markup

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// Formulas come as MathML, as TeX, as pictures of TeX, and as what a script drew of them,
// often side by side. One of them is shown, once, in a line of text.

// drawnFormulas removes what KaTeX and MathJax draw beside the MathML or TeX of a formula,
// unless there is only the drawing.
func drawnFormulas(root *html.Node) {
	written := map[*html.Node]bool{} // what holds a readable formula
	var drawn []*html.Node
	dom.Each(root, func(e *html.Node) bool {
		if e.DataAtom == atom.Math || dom.HasClass(e, dom.TeXClass) {
			for n := e; n != nil && !written[n]; n = n.Parent {
				written[n] = true
			}
		}
		if isDrawing(e) {
			drawn = append(drawn, e)
		}
		return e.DataAtom != atom.Math
	})
	for _, e := range drawn {
		if !written[e] && e.Parent != nil && isRedrawn(e, written) {
			e.Parent.RemoveChild(e)
		}
	}
}

// isDrawing reports whether an element is a script's drawing of a formula.
func isDrawing(e *html.Node) bool {
	hidden := dom.Attr(e, "aria-hidden") == "true" && e.Parent != nil
	if e.Data == "mjx-math" || hidden && isFormulaBox(e.Parent) {
		return true
	}
	for class := range strings.FieldsSeq(dom.Attr(e, "class")) {
		switch class {
		case "katex-html", "MathJax_Preview", "mjx-math", "MathJax_Display_svg", "MathJax_SVG":
			return true
		}
	}
	return false
}

// isRedrawn reports whether a drawing is in the same box as its formula, or right before one.
func isRedrawn(e *html.Node, written map[*html.Node]bool) bool {
	for n := e.Parent; n != nil && isFormulaBox(n); n = n.Parent {
		if written[n] {
			return true
		}
		e = n
	}
	next := e.NextSibling
	for range 4 { // a preview, spaces, a box, the script
		if next == nil || written[next] {
			break
		}
		next = next.NextSibling
	}
	return next != nil && written[next] && !dom.IsBlock(next.DataAtom)
}

// isFormulaBox reports whether an element is one that KaTeX and MathJax put around a formula.
func isFormulaBox(n *html.Node) bool {
	if n.Data == "mjx-container" {
		return true
	}
	for class := range strings.FieldsSeq(dom.Attr(n, "class")) {
		if class == "katex" || strings.HasPrefix(class, "MathJax") {
			return true
		}
	}
	return false
}

// isFormulaPicture reports whether a picture is a formula with TeX as its description.
func isFormulaPicture(c *html.Node) bool {
	for _, class := range strings.Fields(dom.Attr(c, "class")) {
		if class == "latex" || class == "tex" || strings.HasPrefix(class, "mwe-math-fallback-image") ||
			class == "ql-img-inline-formula" || class == "ql-img-displayed-equation" {
			return true
		}
	}
	src := dom.Attr(c, "src")
	return strings.Contains(src, "latex.php?") || strings.Contains(src, "latex.codecogs.com/") ||
		strings.Contains(src, "/media/math/render/")
}

// oneFormula removes what repeats a formula right behind it: its picture or its source.
func oneFormula(root *html.Node) {
	var twins []*html.Node
	dom.Each(root, func(e *html.Node) bool {
		if !dom.HasClass(e, dom.TeXClass) && (e.DataAtom != atom.Img || !isFormulaPicture(e)) {
			return e.DataAtom != atom.Math
		}
		before := e.PrevSibling
		for before != nil && dom.IsSpaceNode(before) {
			before = before.PrevSibling
		}
		if before != nil && (before.DataAtom == atom.Math || holds(before, atom.Math)) {
			twins = append(twins, e)
		}
		return true
	})
	for _, e := range twins {
		e.Parent.RemoveChild(e)
	}
}

func holds(n *html.Node, a atom.Atom) bool {
	found := false
	dom.Each(n, func(e *html.Node) bool {
		found = found || e.DataAtom == a
		return !found
	})
	return found
}

// tex returns a formula that exists only as TeX.
func tex(s string) []*html.Node {
	s = strings.Join(strings.Fields(clean.Lines(s, false)), " ")
	for _, wrap := range []string{`{\displaystyle `, `\displaystyle `} {
		if inner, ok := strings.CutPrefix(s, wrap); ok {
			s = strings.TrimSpace(inner)
			if wrap[0] == '{' {
				s = strings.TrimSpace(strings.TrimSuffix(s, "}"))
			}
		}
	}
	if s == "" {
		return nil
	}
	return []*html.Node{dom.New(atom.Code, dom.Text(s))}
}

// math returns a formula of MathML, or the TeX that it was made from if there is nothing else.
func (t *tidier) math(c *html.Node) []*html.Node {
	said := strings.Join(strings.Fields(linear(c, 0)), " ")
	if said == "" {
		for _, key := range []string{"alttext", "alt"} {
			if nodes := tex(dom.Attr(c, key)); nodes != nil {
				return nodes
			}
		}
		source := ""
		dom.Each(c, func(e *html.Node) bool {
			if dom.IsTeX(dom.Attr(e, "encoding")) {
				source = dom.Plain(e)
			}
			return true
		})
		return tex(source)
	}
	span := dom.New(atom.Span, dom.Text(clean.Lines(said, false)))
	if dom.Attr(c, "display") == "block" {
		return []*html.Node{dom.New(atom.P, dom.TakeChildren(span)...)}
	}
	return dom.TakeChildren(span)
}

// maxFormula limits the nesting of a formula.
const maxFormula = 20

// linear writes MathML on one line, like Unicode's "nearly plain text" of mathematics:
// fractions with a slash, roots with their sign, superscripts and subscripts as characters if
// they exist, otherwise with ^ or _.
func linear(n *html.Node, depth int) string {
	if n.Type == html.TextNode {
		return strings.Join(strings.Fields(n.Data), " ")
	}
	if depth > maxFormula {
		return strings.Join(strings.Fields(dom.Plain(n)), " ")
	}
	switch n.Data {
	case "annotation", "annotation-xml", "mphantom", "none", "mprescripts", "maction":
		return ""
	case "mspace":
		return " "
	case "mo":
		return operator(all(n, depth))
	case "mtext", "ms":
		return all(n, depth)
	}
	return arranged(n, inner(n, depth))
}

// arranged joins the parts of an element as its name demands.
func arranged(n *html.Node, parts []string) string {
	at := func(i int) string {
		if i < len(parts) {
			return parts[i]
		}
		return ""
	}
	switch n.Data {
	case "mfrac":
		return group(at(0)) + "/" + group(at(1))
	case "msqrt":
		return "√" + group(strings.Join(parts, ""))
	case "mroot":
		if up, ok := shifted(at(1), superscripts); ok {
			return up + "√" + group(at(0))
		}
		return "root(" + at(1) + ", " + at(0) + ")"
	case "msup", "mover":
		return at(0) + raise(at(1))
	case "msub", "munder":
		return at(0) + lower(at(1))
	case "msubsup", "munderover":
		return at(0) + lower(at(1)) + raise(at(2))
	case "mfenced":
		return cmp.Or(dom.Attr(n, "open"), "(") + strings.Join(parts, ", ") +
			cmp.Or(dom.Attr(n, "close"), ")")
	case "mtr", "mlabeledtr":
		return strings.Join(parts, ", ")
	case "mtable":
		return strings.Join(parts, "; ")
	}
	return strings.Join(parts, "")
}

// all returns everything in n, joined.
func all(n *html.Node, depth int) string { return strings.Join(inner(n, depth), "") }

// inner returns each part of n.
func inner(n *html.Node, depth int) (parts []string) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) == "" {
			continue
		}
		if c.Data == "semantics" || c.Data == "mrow" || c.Data == "mstyle" {
			parts = append(parts, all(c, depth+1))
			continue
		}
		parts = append(parts, linear(c, depth+1))
	}
	return parts
}

// operator puts spaces around binary operators.
func operator(s string) string {
	switch s {
	case "\u2061", "\u2062", "\u2063", "\u2064": // invisible operators
		return ""
	case "=", "≠", "<", ">", "≤", "≥", "≈", "≡", "∼", "→", "←", "⇒", "⇔", "∈", "∉", "⊂", "⊆",
		"+", "−", "-", "±", "×", "⋅", "·", "∧", "∨", "∪", "∩", "↦":
		return " " + s + " "
	case ",", ";":
		return s + " "
	}
	return s
}

// group puts an expression of several parts in brackets.
func group(s string) string {
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) <= 1 || !strings.ContainsAny(s, " +-−/×·=,") || isGrouped(s) {
		return s
	}
	return "(" + s + ")"
}

// isGrouped reports whether the brackets around s match each other.
func isGrouped(s string) bool {
	if !strings.HasPrefix(s, "(") || !strings.HasSuffix(s, ")") {
		return false
	}
	depth := 0
	for i, r := range s {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 && i < len(s)-1 {
			return false
		}
	}
	return true
}

func raise(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	if up, ok := shifted(s, superscripts); ok {
		return up
	}
	if s == "′" || s == "'" || s == "″" || s == "¯" || s == "→" || s == "^" || s == "ˆ" {
		return s
	}
	return "^" + group(s)
}

func lower(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	if down, ok := shifted(s, subscripts); ok {
		return down
	}
	return "_" + group(s)
}

// shifted writes s in superscript or subscript characters, if all of them exist.
func shifted(s, into string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, " ", "") {
		at, ok := offLine(r, into)
		if !ok {
			return "", false
		}
		b.WriteRune(at)
	}
	return b.String(), b.Len() > 0
}
