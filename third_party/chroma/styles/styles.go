// Package styles keeps the styles that are registered: see package chroma.
package styles

import "github.com/alecthomas/chroma/v2"

// Registry holds the styles by their names.
var Registry = map[string]*chroma.Style{}

// Register adds a style.
func Register(s *chroma.Style) *chroma.Style {
	Registry[s.Name] = s
	return s
}
