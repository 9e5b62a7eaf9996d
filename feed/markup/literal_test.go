package markup

import (
	"bytes"
	"html"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"pgregory.net/rapid"

	"breageek/feed/markup/clean"
)

// Whatever a journalist types, a Markdown renderer with GitHub's extensions and definition
// lists shows exactly those characters.
func TestTextSurvivesAMarkdownRendererLiterally(t *testing.T) {
	renderer := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough,
		extension.TaskList, extension.DefinitionList))
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"*", "**", "_", "`", "~", "~~", "#", "+", "-", "=", ":", "|",
			"1.", "2)", "[", "]", "(", ")", "!", "<", ">", "&", "&amp;", "&#27;", "&copy", "\\", " ", " ",
			"mot", "a", "é", "\u00a0", "«", "»", ".", "[x]", "---", "http", "://", "x.fr", "\"", "'", "<b>",
			"![a](b)", "[a]: b", "$", "^", "{", "}", "%", "@"})
		para := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(piece, 1, 12).Draw(t, "pieces"), "")
		})
		var body strings.Builder
		var want []string
		for _, p := range rapid.SliceOfN(para, 1, 3).Draw(t, "paragraphs") {
			if clean.OneLine(p) == "" {
				continue
			}
			body.WriteString("<p>" + html.EscapeString(p) + "</p>")
			want = append(want, strings.Trim(clean.OneLine(p), " \u00a0"))
		}
		md := Markdown(Keep(body.String(), ""), Options{})
		var out bytes.Buffer
		if err := renderer.Convert([]byte(md), &out); err != nil {
			t.Fatal(err)
		}
		got := Text(Keep(out.String(), ""))
		if got != strings.Join(want, "\n\n") {
			t.Fatalf("shown as %q, want %q\nMarkdown %q\nHTML %q", got, want, md, out.String())
		}
	})
}

func TestAMarkerBehindANoBreakSpaceIsNoMarker(t *testing.T) {
	for html, want := range map[string]string{
		"<p>\u00a0+</p>": `\+`, "<p>\u202f# mot</p>": `\# mot`, "<p>\u00a0\u00a01. mot</p>": `1\. mot`,
	} {
		if got := Markdown(Keep(html, ""), Options{}); got != want {
			t.Errorf("%q is %q, want %q", html, got, want)
		}
	}
}

func TestACarriageReturnInCodeDoesNotEndItsQuote(t *testing.T) {
	got := Markdown(Keep("<blockquote><pre><code>a\rb\r\nc</code></pre></blockquote>", ""), Options{})
	if want := "> ```\n> a\n> b\n> c\n> ```"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCodeOfSeveralLinesStaysInItsQuote(t *testing.T) {
	for html, want := range map[string]string{
		"<blockquote><pre>a\n\n  b</pre><p>x</p></blockquote><p>y</p>": "" +
			"> ```\n> a\n> \n>   b\n> ```\n> \n> x\n\ny",
		"<blockquote><blockquote><pre>a\nb</pre></blockquote></blockquote>": "" +
			"> > ```\n> > a\n> > b\n> > ```",
		"<pre>a\nb</pre><blockquote><p>x</p></blockquote>": "" +
			"```\na\nb\n```\n\n> x",
		"<code>``</code><blockquote><pre>a\n&lt;b@c></pre></blockquote>": "" +
			"``` `` ```\n\n> ```\n> a\n> <b@c>\n> ```",
		"<blockquote><ul><li><pre>a\n\n\nb</pre></ul></blockquote>": "" +
			"> - ```\n>   a\n>   \n>   \n>   b\n>   ```",
		"<pre>  a  \n```\nb`</pre>": "" +
			"````\n  a  \n```\nb`\n````",
	} {
		if got := Markdown(Keep(html, ""), Options{}); got != want {
			t.Errorf("%q is %q, want %q", html, got, want)
		}
	}
}

func TestAReferenceInTwoPiecesIsNone(t *testing.T) {
	for _, html := range []string{"<p>&amp;<im>#27;]2;PWNED</im></p>", "<p>&amp;<svg></svg>#27;]2;x</p>",
		"<p>&amp;#<button>x</button>27;]2;x</p>"} {
		got := Markdown(Keep(html, ""), Options{})
		if !strings.Contains(got, "&amp;#27;") {
			t.Errorf("%q is %q", html, got)
		}
	}
}

func TestAHostThatIsNoneIsNoLink(t *testing.T) {
	for _, link := range []string{"https://a.exam>le/b/", "https://a%2eexample/", "https://a|b.example/",
		"https://a$(id).example/", "https://[::1%25eth0]/",
		"https://a.e]ample/", "https://[a.example]/"} {
		if got := Link(link, ""); got != "" {
			t.Errorf("%s is %s", link, got)
		}
	}
	for _, link := range []string{"https://été.example/a", "http://[::1]:8080/", "https://a_b.example/"} {
		if Link(link, "") == "" {
			t.Errorf("%s is none", link)
		}
	}
}

func TestWhatIsSaidOfAPictureIsNoHTML(t *testing.T) {
	got := Markdown(Keep(`<p><img src="https://a.example/x.png" alt="&amp;<im></im>#7;"></p>`, ""), Options{})
	if strings.Contains(got, "<") {
		t.Errorf("%q", got)
	}
}

// To the archive, the pictures and some servers, an address that is written differently is
// another one.
func TestAnAddressIsTheSameInTheMarkdownAndInTheListOfLinks(t *testing.T) {
	for _, address := range []string{"https://[::1]:8080/a", "https://a.example/?q=a+b:c/d,e",
		"https://a.example/?u=https://b.example/x;y", "https://a.example/?b&a=%2f%C3%A9&",
		"https://a.example/a(b)?c[]=d&copy=e#f", "mailto:a@b.example?subject=a+b"} {
		body := Keep("<p><a href='"+address+"'><b>un</b> mot</a> <img src='"+address+"'></p>", "")
		md := Markdown(body, Options{})
		for _, link := range Links(body) {
			if !strings.Contains(md, "[**un** mot]("+link.URL+")") {
				t.Errorf("%s is a link in %s", link.URL, md)
			}
		}
		for _, picture := range Pictures(body) {
			if !strings.Contains(md, "![]("+picture.URL+")") {
				t.Errorf("%s is a picture in %s", picture.URL, md)
			}
		}
		if want := clean.LinkOrMail(address, ""); !strings.Contains(md, "("+want+")") {
			t.Errorf("%s is no address in %s", want, md)
		}
	}
}
