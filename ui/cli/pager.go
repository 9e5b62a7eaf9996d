package cli

import (
	"cmp"
	"os"
	"os/exec"
	"strings"
)

// pager returns the program that shows a text: the one in $PAGER, or less, or more. No shell
// interprets it. The error is an *exec.Error if the program does not exist.
func pager() (*exec.Cmd, error) {
	words := splitWords(os.Getenv("PAGER"))
	if len(words) > 0 {
		return command(words)
	}
	less, err := command([]string{"less"})
	if err == nil {
		return less, nil
	}
	if more, err := command([]string{"more"}); err == nil {
		return more, nil
	}
	return nil, err
}

func command(words []string) (*exec.Cmd, error) {
	path, err := exec.LookPath(words[0])
	if err != nil {
		return nil, &exec.Error{Name: cmp.Or(words[0], "$PAGER"), Err: err}
	}
	return exec.Command(path, words[1:]...), nil //nolint:noctx // it is ended by its own signals
}

// splitWords splits a command line at spaces outside of single or double quotes. A quote
// without its end extends to the end.
func splitWords(s string) (words []string) {
	var word strings.Builder
	var quote rune
	open := false // a word has begun, perhaps an empty one
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, open = r, true
		case quote == 0 && strings.ContainsRune(" \t\n", r):
			if open {
				words = append(words, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteRune(r)
			open = true
		}
	}
	if open {
		words = append(words, word.String())
	}
	return words
}
