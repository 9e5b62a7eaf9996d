package reader

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

func TestAStyleFileSetsTheTextItsWay(t *testing.T) {
	style, err := ParseStyle([]byte(`{
		"document": {"margin": 4, "block_prefix": "\n", "color": "#010203"},
		"heading": {"bold": true, "color": "#040506", "block_suffix": "\n"},
		"h2": {"prefix": "## "},
		"block_quote": {"italic": true, "indent": 3, "indent_token": "> "},
		"item": {"block_prefix": "- ", "color": "#070809"},
		"hr": {"color": "#0a0b0c", "format": "\n------\n"}
	}`))
	if err != nil {
		t.Fatal(err)
	}
	d := doc("<h2>Le pont</h2><p>Il rouvre.</p><blockquote><p>Enfin !</p></blockquote>" +
		"<ul><li>un</li></ul><hr>")
	look := Look{Theme: theme.New(true), Style: style, Locale: locale.French()}
	text := Compose(d, look).Text(Key{ID: 1, Width: 40, Measure: 36, Dark: true})
	cells := uv.NewScreenBuffer(40, len(text.Lines))
	uv.NewStyledString(strings.Join(text.Lines, "\n")).Draw(cells, cells.Bounds())
	seen := map[string]*uv.Cell{}
	for y, line := range text.Lines {
		plain := ansi.Strip(line)
		if ansi.StringWidth(plain) != 40 {
			t.Errorf("line %d is %d cells", y, ansi.StringWidth(plain))
		}
		for _, words := range []string{"## Le pont", "Il rouvre", "> Enfin", "- un", "Enfin"} {
			if before, _, ok := strings.Cut(plain, words); ok {
				seen[words] = cells.CellAt(ansi.StringWidth(before), y)
			}
		}
	}
	for words, want := range map[string][3]uint32{
		"## Le pont": {4, 5, 6}, "Il rouvre": {1, 2, 3}, "- un": {7, 8, 9}, "Enfin": {1, 2, 3},
	} {
		cell := seen[words]
		if cell == nil {
			t.Errorf("%q is not in\n%s", words, strings.Join(screen(text), "\n"))
			continue
		}
		if r, g, b, _ := cell.Style.Fg.RGBA(); [3]uint32{r >> 8, g >> 8, b >> 8} != want {
			t.Errorf("%q is %v, want %v", words, cell.Style.Fg, want)
		}
	}
	if seen["> Enfin"] == nil {
		t.Error("the quote has another sign than the file says")
	}
	if cell := seen["Enfin"]; cell != nil && cell.Style.Attrs&uv.AttrItalic == 0 {
		t.Error("the quote is not in italics")
	}
}

func TestAStyleFileThatCannotBeReadSaysWhy(t *testing.T) {
	for file, want := range map[string]string{
		`{"document":`: "unexpected end", `{"heading": {"bold": 3}}`: "heading.bold",
		`[]`: "", ``: "unexpected end",
	} {
		if _, err := ParseStyle([]byte(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestAStyleFileSendsTheTerminalNothingButStyles(t *testing.T) {
	style, err := ParseStyle([]byte(`{"h2": {"prefix": "\u001b[5;1H## "},
		"item": {"block_prefix": "\u001b]0;titre\u0007*"},
		"block_quote": {"indent_token": "\u009b2J>"}, "emph": {"prefix": "\u001bc"}}`))
	if err != nil {
		t.Fatal(err)
	}
	d := doc("<h2>Titre</h2><ul><li>Un <em>point</em></li></ul><blockquote><p>Dit</p></blockquote>")
	text := Compose(d, Look{Theme: theme.New(true), Style: style, Locale: locale.French()}).
		Text(Key{Width: 60, Measure: 60})
	for _, line := range text.Lines {
		if rest := harmless.ReplaceAllString(line, ""); strings.ContainsAny(rest, "\x1b\u009b\a") {
			t.Errorf("%q", line)
		}
	}
}

func TestARenderedTextHasStylesAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"un \x1b[1;38;2;1;2;3mdeux\x1b[m\ntrois": "un \x1b[1;38;2;1;2;3mdeux\x1b[m\ntrois",
		"a\x1b]52;c;x\a b\u009b2J\x1b[2Jc\r\x1b": "a]52;c;x b2J[2Jc",
	} {
		if got := onlyStyles(text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
