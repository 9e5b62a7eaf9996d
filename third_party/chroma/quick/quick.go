// Package quick writes code as it is: see package chroma.
package quick

import "io"

// Highlight writes source without colours, whatever its language and style.
func Highlight(w io.Writer, source, _, _, _ string) error {
	_, err := io.WriteString(w, source)
	return err
}
