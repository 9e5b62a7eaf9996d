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

	"breageek/feed/markup/clean"
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

	// Notes makes links of the calls of footnotes, to "#note-1", and of what leads back
	// from the notes, to "#note-1-back". Without it the calls are numbers.
	Notes bool

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
	c.Register.RendererFor("pre", converter.TagTypeBlock, program, converter.PriorityEarly)
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

// Markdown returns a body as CommonMark with tables: headings, lists, quotes,
// links, code, pictures as ![alt](url) with their captions in italics below.
// Every address is absolute, http, https or mailto. Text that looks like
// Markdown is escaped; no control, bidirectional or invisible character is in
// the result, and none would be after its entities are decoded.
func Markdown(r Raw, o Options) string {
	root, _ := article(r, o)
	if root.FirstChild == nil {
		return ""
	}
	unflank(root)
	e := escaper{atStart: true}
	e.walk(root)
	partLists(root)
	md, err := converting().ConvertNode(root)
	if err != nil { // no plugin of ours can fail; the text is what matters
		return Text(r)
	}
	return strings.TrimSpace(clean.Lines(withOtherMarkers(string(md)), o.SoftHyphens))
}

// lineGuard stands at both ends of every line of a program while it is converted, so that
// no blank line is lost and every line gets the signs of the quote and the spaces of the
// list it stands in: the converter's own way gives them to the first line only, and the
// quote ends there. Being for private use it is in no clean text, and leaves with the rest.
const lineGuard = "\uF003"

// program renders a program's lines between fences.
func program(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	code := n.FirstChild.Data
	fence := strings.Repeat("`", max(3, 1+longestRun(code, '`')))
	_, _ = w.WriteString("\n\n" + fence + "\n")
	for line := range strings.SplitSeq(code, "\n") {
		_, _ = w.WriteString(lineGuard + line + lineGuard + "\n")
	}
	_, _ = w.WriteString(fence + "\n\n")
	return converter.RenderSuccess
}

// longestRun is how often c stands in s without anything between.
func longestRun(s string, c byte) (longest int) {
	run := 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
