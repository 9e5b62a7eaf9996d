package clean

import (
	"regexp"
	"sync"
)

// Pattern returns a regular expression that is compiled when it is first used: the start of
// the program opens no body, and most bodies need few of the patterns.
func Pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
