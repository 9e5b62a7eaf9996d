package feed

import "breageek/feed/markup"

// lineOf returns a text on one clean line.
func lineOf(t text) string {
	switch t.kind {
	case plainText:
		return markup.Verbatim(t.s)
	case htmlText:
		return markup.HTMLLine(t.s)
	}
	return markup.Headline(t.s)
}

// bodyOf returns a text as the archive keeps it. base is what its addresses are relative
// to where no xml:base is in force.
func bodyOf(t text, base string) markup.Raw {
	if t.base != "" {
		base = t.base
	}
	if t.kind == plainText {
		return markup.KeepText(t.s, base)
	}
	return markup.Keep(t.s, base)
}
