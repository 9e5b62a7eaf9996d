package markup

import (
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
)

// Options say how a body is shown. The body itself never changes.
type Options struct {
	// Title is the article's title: a heading or a bold line at the body's
	// beginning that only repeats it is left out.
	Title string
	// Repair undoes what the translator's machine did to punctuation: « where
	// a quotation closes, a second full stop, a space before a comma.
	Repair bool
	// SoftHyphens keeps U+00AD between two letters of running text, where a
	// line may break with a hyphen. Who sets it has to take out what is left.
	SoftHyphens bool

	// forLinks keeps the links around pictures, which a text cannot show.
	forLinks bool
}

// converting builds the converter once: it holds nothing of any article.
var converting = sync.OnceValue(func() *converter.Converter {
	c := converter.NewConverter(
		converter.WithEscapeMode(converter.EscapeModeDisabled), // escaper does it, knowing the tree
		converter.WithPlugins(
			base.NewBasePlugin(),
			commonmark.NewCommonmarkPlugin(
				commonmark.WithHorizontalRule("---"), commonmark.WithListEndComment(false)),
			strikethrough.NewStrikethroughPlugin(),
			table.NewTablePlugin(
				table.WithCellPaddingBehavior(table.CellPaddingBehaviorMinimal),
				table.WithHeaderPromotion(true)),
		))
	c.Register.RendererFor("a", converter.TagTypeInline, asTheyAre, converter.PriorityEarly)
	c.Register.RendererFor("img", converter.TagTypeInline, asTheyAre, converter.PriorityEarly)
	return c
})

// verbatim has the converter write an address as it is: it is clean already, and
// encoded anew it would be another one than [Links] and [Pictures] tell, or none.
type verbatim struct{ converter.Context }

func (verbatim) AssembleAbsoluteURL(_ converter.Context, _, address string) string {
	return address
}

func (v verbatim) WithValue(key, value any) converter.Context {
	return verbatim{v.Context.WithValue(key, value)}
}

// asTheyAre renders an element as the others do, but for its address.
func asTheyAre(c converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	if _, ok := c.(verbatim); ok {
		return converter.RenderTryNext
	}
	c.RenderNodes(verbatim{c}, w, n)
	return converter.RenderSuccess
}

// Markdown gives a body as CommonMark with tables: headings, lists, quotes,
// links, code, pictures as ![alt](url) with their captions in italics below.
// Every address is absolute, http, https or mailto. Text that looks like
// Markdown is escaped; no control, bidirectional or invisible character is in
// the result, and none would be after its entities are decoded.
func Markdown(r Raw, o Options) string {
	root, _ := article(r, o)
	if root.FirstChild == nil {
		return ""
	}
	e := escaper{atStart: true}
	e.walk(root)
	md, err := converting().ConvertNode(root)
	if err != nil { // no plugin of ours can fail; the text is what matters
		return Text(r)
	}
	return strings.TrimSpace(quotedCode(cleanText(string(md), o.SoftHyphens)))
}

// quotedCode gives every line of a program that stands in a quote the signs of the quote:
// the converter gives them to its first line only, and the quote would end there.
func quotedCode(md string) string {
	if !strings.Contains(md, "> ") || !strings.Contains(md, "```") {
		return md
	}
	lines := strings.Split(md, "\n")
	quote, fence := "", ""
	for i, line := range lines {
		rest := strings.TrimLeft(line, "> ")
		signs := line[:len(line)-len(rest)]
		switch {
		case fence == "" && strings.HasPrefix(rest, "```"):
			fence = rest[:len(rest)-len(strings.TrimLeft(rest, "`"))]
			quote = signs[:strings.LastIndexByte(signs, '>')+1]
		case fence != "" && rest == fence && strings.HasPrefix(line, quote):
			fence, quote = "", ""
		case fence != "" && quote != "" && !strings.HasPrefix(line, quote):
			lines[i] = quote + " " + line
		}
	}
	return strings.Join(lines, "\n")
}
