package markup

import (
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
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
	return converter.NewConverter(
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
})

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
	return strings.TrimSpace(cleanText(string(md), o.SoftHyphens))
}
