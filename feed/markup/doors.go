package markup

import "breageek/feed/markup/clean"

// Line makes one clean line of a stranger's text, which may hold tags and entities; see
// [clean.Line].
func Line(s string) string { return clean.Line(s) }

// Headline is [Line] for the titles of formats that do not say whether they are HTML; see
// [clean.Headline].
func Headline(s string) string { return clean.Headline(s) }

// HTMLLine makes one clean line of what is known to be HTML; see [clean.HTMLLine].
func HTMLLine(s string) string { return clean.HTMLLine(s) }

// Verbatim makes one clean line of text that is no markup; see [clean.Verbatim].
func Verbatim(s string) string { return clean.Verbatim(s) }

// Link returns the absolute http or https address that s means on the page base, safe to
// print and to open, or ""; see [clean.Link].
func Link(s, base string) string { return clean.Link(s, base) }

// Measured is what a list or the archive needs to know of a body without opening it.
type Measured = clean.Measured
