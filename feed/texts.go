package feed

import "breageek/feed/repair"

import "breageek/feed/markup"

// lineOf returns a text on one clean line.
func lineOf(t repair.Text) string {
	switch t.Kind {
	case repair.Plain:
		return markup.Verbatim(t.S)
	case repair.HTML:
		return markup.HTMLLine(t.S)
	}
	return markup.Headline(t.S)
}

// bodyOf returns a text as the archive keeps it. base is what its addresses are relative
// to where no xml:base is in force.
func bodyOf(t repair.Text, base string) markup.Raw {
	if t.Base != "" {
		base = t.Base
	}
	if t.Kind == repair.Plain {
		return markup.KeepText(t.S, base)
	}
	return markup.Keep(t.S, base)
}
