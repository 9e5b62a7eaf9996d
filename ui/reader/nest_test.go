package reader

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// nest draws blocks in blocks: the HTML of paragraphs, quotes and lists whose words
// are numbered, "p3m12" the thirteenth of the fourth paragraph.
type nest struct {
	html   strings.Builder
	quotes []int // around each paragraph
}

func (n *nest) blocks(t *rapid.T, depth, quotes int) {
	for range rapid.IntRange(1, 3).Draw(t, "blocks") {
		kind := rapid.SampledFrom([]string{"p", "p", "blockquote", "ul", "ol"}).Draw(t, "kind")
		if depth == 0 {
			kind = "p"
		}
		switch kind {
		case "p":
			n.html.WriteString("<p>")
			n.words(t, quotes)
			n.html.WriteString("</p>")
		case "blockquote":
			n.html.WriteString("<blockquote>")
			n.blocks(t, depth-1, quotes+1)
			n.html.WriteString("</blockquote>")
		default:
			n.list(t, kind, depth, quotes)
		}
	}
}

func (n *nest) list(t *rapid.T, kind string, depth, quotes int) {
	start := rapid.SampledFrom([]int{1, 8, 98}).Draw(t, "start")
	fmt.Fprintf(&n.html, `<%s start="%d">`, kind, start)
	for range rapid.IntRange(1, 4).Draw(t, "items") {
		n.html.WriteString("<li>")
		n.words(t, quotes)
		if depth > 1 && rapid.Bool().Draw(t, "deeper") {
			n.list(t, rapid.SampledFrom([]string{"ul", "ol"}).Draw(t, "kind"), depth-1, quotes)
		}
		n.html.WriteString("</li>")
	}
	n.html.WriteString("</" + kind + ">")
}

func (n *nest) words(t *rapid.T, quotes int) {
	p := len(n.quotes)
	n.quotes = append(n.quotes, quotes)
	for i := range rapid.IntRange(1, 30).Draw(t, "words") {
		fmt.Fprintf(&n.html, "p%dm%d ", p, i)
	}
}

var numbered = regexp.MustCompile(`p(\d+)m(\d+)`)

func TestWhatIsNestedHangsInOneColumnWithAllItsBars(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var n nest
		n.blocks(t, 3, 0)
		width := rapid.IntRange(36, 120).Draw(t, "width")
		text := render(doc(n.html.String()), width)
		lines := screen(text)[text.Blocks[1]:]
		all := strings.Join(lines, "\n")
		got := numbered.FindAllString(all, -1)
		if want := numbered.FindAllString(n.html.String(), -1); strings.Join(got, " ") !=
			strings.Join(want, " ") {
			t.Fatalf("the words are %q in\n%s", got, all)
		}
		column := map[string]int{}
		for _, line := range lines {
			first := numbered.FindStringSubmatchIndex(line)
			if first == nil {
				if strings.Trim(line, " │") != "" {
					t.Fatalf("%q has no words in\n%s", line, all)
				}
				continue
			}
			p := line[first[2]:first[3]]
			at := ansi.StringWidth(line[:first[0]])
			if was, ok := column[p]; ok && was != at {
				t.Fatalf("%q begins at %d, not %d, in\n%s", line, at, was, all)
			}
			column[p] = at
			var i int
			if _, err := fmt.Sscan(p, &i); err != nil {
				t.Fatal(err)
			}
			if bars := strings.Count(line, "│"); bars != n.quotes[i] {
				t.Fatalf("%q has %d bars, not %d, in\n%s", line, bars, n.quotes[i], all)
			}
		}
	})
}
