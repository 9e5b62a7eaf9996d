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

// Options control how a body is shown. The body itself never changes.
type Options struct {
	// Title is the article's title. A heading or bold line at the beginning that only repeats it
	// is left out.
	Title string
	// Repair undoes what machine translation did to punctuation: « in place of », a second full
	// stop, a space before a comma.
	Repair bool
	// SoftHyphens keeps U+00AD between two letters of running text, where a line may be
	// hyphenated. The caller must remove those that remain.
	SoftHyphens bool

	// Notes turns footnote references into links to "#note-1", and the links back into
	// "#note-1-back". Without it, the references are plain numbers.
	Notes bool

	// forLinks keeps links around pictures.
	forLinks bool
}

// converting returns the converter, which is built once: it has no state.
var converting = sync.OnceValue(func() *converter.Converter {
	c := converter.NewConverter(
		converter.WithEscapeMode(converter.EscapeModeDisabled), // done by escaper, which knows the tree
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

// verbatim makes the converter write addresses as they are. They are already clean; encoded
// again they would differ from those of [Links] and [Pictures].
type verbatim struct{ converter.Context }

func (verbatim) AssembleAbsoluteURL(_ converter.Context, _, address string) string {
	return address
}

func (v verbatim) WithValue(key, value any) converter.Context {
	return verbatim{v.Context.WithValue(key, value)}
}

// asTheyAre renders an element as usual, except for its address.
func asTheyAre(c converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	if _, ok := c.(verbatim); ok {
		return converter.RenderTryNext
	}
	c.RenderNodes(verbatim{c}, w, n)
	return converter.RenderSuccess
}

// Markdown returns a body as CommonMark with tables: headings, lists, quotes, links, code, and
// pictures as ![alt](url) with captions in italics below. Every address is absolute, and http,
// https or mailto. Text that looks like Markdown is escaped. There are no control,
// bidirectional or invisible characters in the result, nor would there be if its entities were
// decoded.
func Markdown(r Raw, o Options) string {
	root, _ := article(r, o)
	if root.FirstChild == nil {
		return ""
	}
	unflank(root)
	e := escaper{atStart: true}
	e.walk(root)
	separateLists(root)
	md, err := converting().ConvertNode(root)
	if err != nil { // no plugin of ours can fail
		return Text(r)
	}
	return strings.TrimSpace(clean.Lines(withOtherMarkers(string(md)), o.SoftHyphens))
}

// lineGuard marks both ends of every line of a program during the conversion, so that blank
// lines survive and every line gets the prefix of the quote or list around it. The converter
// would give it only to the first line, and the quote would end there. As a private use
// character it cannot be in clean text, and it is removed afterwards.
const lineGuard = "\uF003"

// program renders the lines of a program between fences.
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

// longestRun returns the length of the longest run of c in s.
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
