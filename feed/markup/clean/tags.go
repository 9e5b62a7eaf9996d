package clean

import "golang.org/x/net/html/atom"

// IsVoid reports whether an element has no content and no end tag (HTML, "Void elements").
func IsVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input,
		atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// IsFormat reports whether an element formats running text.
func IsFormat(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.S, atom.Span, atom.Font,
		atom.Small, atom.Big, atom.Sup, atom.Sub, atom.Mark, atom.Cite, atom.Code, atom.Q,
		atom.Tt, atom.Del, atom.Ins, atom.Strike, atom.Abbr:
		return true
	}
	return false
}
