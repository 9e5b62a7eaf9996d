package markup

import (
	"html"
	"strings"
	"testing"
)

// decodeAsRenderers decodes what a Markdown renderer may decode: one level of
// entities, anywhere.
func decodeAsRenderers(md string) string { return html.UnescapeString(md) }

func seed(f *testing.F) {
	for _, s := range []string{
		"<p>texte</p>", "&#27;[31m", "<a href='javascript:x'>y</a>", "<pre>&amp;#27;</pre>",
		"<table><tr><td>a|b<td>c</table>", "\u009b31m", "<![CDATA[x]]>", "<b><i></b></i>",
		"<ul><li><p>a<p>b</ul>", "<code>`&amp;lrm;`</code>", "<img src=x alt='](y) &amp;#155;'>",
		strings.Repeat("<blockquote>", 12) + "x", "«\u00a0, a dit", "[gallery ids=1]", "<h2>C#</h2>",
		"<a href=/x><div><i class=ctaText>READ</i><i class=postTitle>a&amp;#27;b</i></div></a>",
		"<p>READ&nbsp; a&#155;b</p><p>À lire aussi : <a href=/x>c</a>, <a href=mailto:x>d</a>.",
		"<div class=yarpp-related><li><a href=/x title='&#x202e;e'><img></a></div>",
		"<h3>Lire aussi</h3> <ul><li><a href='/x\x1b'>f</a></ul>", "<p>(LIRE : «\u00a0g)",
		"[caption caption='&#27;']<a href=/y><img src=/x alt=A></a>&amp;#155; b[/caption]",
	} {
		f.Add(s)
	}
}

// Nothing that a terminal could act on leaves this package, whatever comes in.
func FuzzMarkdown(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, body string) { checkAll(t, body) })
}

func FuzzLine(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		line := Line(s)
		checkClean(t, "Line", line, false)
		if strings.TrimSpace(line) != line || strings.Contains(line, "  ") {
			t.Errorf("not trimmed or single-spaced: %q", line)
		}
	})
}
