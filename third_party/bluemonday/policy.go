// Package bluemonday stands in for the sanitizer that glamour names: its ansi package asks for
// the strict policy, which drops every tag and keeps the text, and nothing more is here. The
// sanitizer and the CSS parser behind it compile some hundred regular expressions before main
// begins. Our pages never reach it, since ui/reader hands glamour no HTML.
package bluemonday

import (
	"strings"

	"golang.org/x/net/html"
)

// Policy drops all HTML.
type Policy struct{}

// StrictPolicy returns the policy that allows no element at all.
func StrictPolicy() *Policy { return &Policy{} }

// Sanitize returns the text of s without its tags, comments, scripts and styles. What is left
// is escaped as HTML.
func (p *Policy) Sanitize(s string) string {
	if strings.TrimSpace(s) == "" {
		return s
	}
	var text strings.Builder
	hidden := 0 // open elements whose text is not for readers
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return text.String()
		case html.TextToken:
			if hidden == 0 {
				text.WriteString(html.EscapeString(z.Token().Data))
			}
		case html.StartTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch {
			case !hides(string(name)):
			case kind == html.StartTagToken:
				hidden++
			case hidden > 0:
				hidden--
			}
		}
	}
}

// hides reports whether the text within an element is none that is read.
func hides(name string) bool {
	switch name {
	case "frame", "frameset", "iframe", "noembed", "noframes", "noscript", "nostyle", "object",
		"script", "style", "title":
		return true
	}
	return false
}
