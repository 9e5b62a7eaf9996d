// Package markup owns the one door from strangers' HTML and text to our
// terminal. What a publisher sent goes in as [Raw] and can be stored and
// measured; only this package opens it, to Markdown or plain text without any
// byte a terminal could act on. It refuses to know feeds, articles and screens.
package markup

// Raw is a body as it was sent, with the address that its relative links start
// from. It can be stored and measured, never printed or compared as a string.
type Raw struct {
	html string
	base string
}

// Keep takes a body as it was sent. base is the address relative links are
// resolved against (http or https, or empty).
func Keep(html, base string) Raw { return Raw{html: html, base: base} }

// Len is the size of what was sent, in bytes.
func (r Raw) Len() int { return len(r.html) }
