package markup

import "breageek/feed/markup/clean"

// Line returns untrusted text, which may contain tags and entities, as one clean line; see
// [clean.Line].
func Line(s string) string { return clean.Line(s) }

// Headline is [Line] for the titles of formats that do not say whether they are HTML; see
// [clean.Headline].
func Headline(s string) string { return clean.Headline(s) }

// HTMLLine returns HTML as one clean line; see [clean.HTMLLine].
func HTMLLine(s string) string { return clean.HTMLLine(s) }

// Verbatim returns text that is not markup as one clean line; see [clean.Verbatim].
func Verbatim(s string) string { return clean.Verbatim(s) }

// Link returns the absolute http or https address that s stands for on the page base, safe to
// print and to open, or ""; see [clean.Link].
func Link(s, base string) string { return clean.Link(s, base) }

// Measured is what lists and the archive need to know about a body without opening it.
type Measured = clean.Measured
