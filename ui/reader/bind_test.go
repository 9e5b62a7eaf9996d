package reader

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

// The words behind code are bound and those of code are not, whatever stands around it.
func TestCodeEndsWhereItsFenceDoes(t *testing.T) {
	for _, md := range []string{
		"``` `` ```\n\n%s",
		"- ```\n  code !\n  ```\n\n%s",
		"> 1. ```\n>    code !\n>    ```\n\n%s",
		"````\n```\ncode !\n````\n\n%s",
	} {
		md = strings.ReplaceAll(md, "%s", "Quoi !")
		got := bind(md)
		if !strings.Contains(got, "Quoi\u00a0!") || strings.Contains(got, "code\u00a0!") {
			t.Errorf("%q becomes %q", md, got)
		}
	}
}

// A no-break space behind a sign of Markdown's would make text of it, and code of what
// follows.
func TestSignsBehindEachOtherKeepTheirSpaces(t *testing.T) {
	for _, md := range []string{"- 1. € !", "> - - % !", "1. > # » !", "- 10) 2. : !"} {
		want := strings.TrimSuffix(md, " !") + "\u00a0!"
		if got := bind(md); got != want {
			t.Errorf("%q becomes %q, want %q", md, got, want)
		}
	}
}

// What looks like an address or HTML to Markdown is a stranger's words.
func TestOnlyWhatMarkupWritesIsMarkdown(t *testing.T) {
	const md = "<a@b.example> <https://a.example/> <b>gras</b> [x]\n\n" +
		"[x]: javascript:x\n\n<div>\ntout\n</div>"
	types := newTypesetter(Look{Theme: theme.New(true), Locale: locale.French()})
	var said []string
	for n := types.parse(md).FirstChild(); n != nil; n = n.NextSibling() {
		said = append(said, strings.Join(types.set(n, 80), " "))
	}
	got := ansi.Strip(strings.Join(said, "\n\n"))
	if want := strings.ReplaceAll(md, "\ntout\n", " tout "); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if len(types.links) > 0 {
		t.Errorf("it leads to %v", types.links)
	}
}
