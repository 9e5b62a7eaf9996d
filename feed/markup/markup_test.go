package markup

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

const page = "https://valmont.example/2026/11/article/"

// What publishers send, and what users see.
func TestBodiesBecomeTheMarkdownAReaderExpects(t *testing.T) {
	raw, err := os.ReadFile("testdata/bodies.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(string(raw), "\n=====\n") {
		c = strings.Trim(c, "\n")
		name, rest, ok := strings.Cut(c, "\n")
		in, want, ok2 := strings.Cut(rest, "\n-----\n")
		if !ok || !ok2 {
			t.Fatalf("broken case %q", c)
		}
		t.Run(strings.TrimPrefix(name, "# "), func(t *testing.T) {
			marks := strings.NewReplacer("⍽", "\u00a0", "\\n", "\n")
			o := Options{Title: "Le titre du jour", Repair: true}
			got := Markdown(Keep(marks.Replace(in), page), o)
			if want = strings.Trim(marks.Replace(want), "\n"); trimLines(got) != trimLines(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func TestALineIsDecodedCleanAndSingleSpaced(t *testing.T) {
	for in, want := range map[string]string{
		"":                                       "",
		"Régie des eaux":                         "Régie des eaux",
		"  deux   espaces \n et une ligne":       "deux espaces et une ligne",
		"L&#8217;eau &amp;#8217; l&amp;amp;eau":  "L’eau ’ l&eau",
		"BÃ©ziers : lâ€™Ã©té":                    "BÃ©ziers : lâ€™Ã©té", // not the whole string
		"BÃ©ziers : lâ€™Ã©tÃ©":                   "Béziers : l’été",
		"Le mot Ã© est cassé":                    "Le mot Ã© est cassé",
		"<em>Le Courrier</em> a<br/>vécu":        "Le Courrier a vécu",
		"PIB < 2 % et dette > 3 %":               "PIB < 2 % et dette > 3 %",
		"a\u00a0: b \u00a0c\u202f!":              "a\u00a0: b\u00a0c\u202f!",
		"\u200b\ufeffTi\u0085tre\u009b1m":        "Ti tre1m",
		"a\x1b]0;x\x07b\u202ec\u2066d":           "a]0;xbcd",
		"👩🏽\u200d🚒 ❤\ufe0f":                      "👩🚒 ❤",
		"[FILM] KISA NOU LÉ":                     "[FILM] KISA NOU LÉ",
		"&#27;[31m &#155;31m &lt;b&gt;":          "[31m ›31m <b>",
		"\xff\xfeoctets":                         "\ufffdoctets",
		"e\u0301te\u0301":                        "été",
		"avant<script>x()</script> après":        "avant après",
		"Z" + strings.Repeat("\u0335", 40) + "a": "Z" + strings.Repeat("\u0335", 8) + "a",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
	long := Line(strings.Repeat("mot ", 100_000))
	if len(long) > clean.MaxLine || !strings.HasPrefix(long, "mot mot") {
		t.Errorf("a long line has %d bytes", len(long))
	}
}

func TestOnlyWebLinksLeadOutAndCannotEscapeTheirPlace(t *testing.T) {
	for in, want := range map[string]string{
		"/eau":                                "https://valmont.example/eau",
		"photo.jpg":                           "https://valmont.example/2026/11/article/photo.jpg",
		"//cdn.example/a?b=1&copy=2":          "https://cdn.example/a?b=1&copy=2",
		"HTTP://E.example/x y":                "http://E.example/x%20y",
		"javascript:alert(1)":                 "",
		"java\nscript:alert(1)":               "",
		"data:text/html,x":                    "",
		"file:///etc/passwd":                  "",
		"https:///nul":                        "",
		"http://u:p@e.example/":               "http://e.example/",
		"https://e.example/a(b)[c]\"'<>`":     "https://e.example/a%28b%29%5Bc%5D%22%27%3C%3E%60",
		"https://e.example/?a=1&#27;[31m":     "https://e.example/?a=1#27;%5B31m",
		"https://e.example/?a&lt;b":           "https://e.example/?a&lt%3Bb",
		"https://e.example/\x1b[31m\u202e":    "https://e.example/%5B31m",
		"https://[::1]:80/x":                  "https://[::1]:80/x",
		"https://été.example/été":             "https://xn--t-9fab.example/%C3%A9t%C3%A9",
		"":                                    "",
		"http://" + strings.Repeat("a", 5000): "",
	} {
		if got := Link(in, page); got != want {
			t.Errorf("Link(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestABodyIsStoredWholeAndNeverPrinted(t *testing.T) {
	r := Keep("<p>secret \x1b[31m</p>", page)
	for _, s := range []string{fmt.Sprint(r), fmt.Sprintf("%v %+v %#v %s %q %x", r, r, r, r, r, r),
		fmt.Sprintf("%v", struct{ Body Raw }{r}), r.GoString()} {
		if strings.Contains(s, "secret") || strings.Contains(s, "73656372") {
			t.Errorf("printed: %s", s)
		}
	}
	b, err := r.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back Raw
	if err := back.UnmarshalBinary(b); err != nil || back != r {
		t.Errorf("came back as %q %q, %v", back.html, back.base, err)
	}
	for _, broken := range [][]byte{nil, {0xff}, {9, 'x'}} {
		if back.UnmarshalBinary(broken) == nil {
			t.Errorf("%v was read", broken)
		}
	}
}

func TestTheMeasureSeesWordsNotMarkup(t *testing.T) {
	a := Measure(Keep("<p>L&#8217;eau <strong>coule</strong>.</p>\n<p>Fin</p>", ""))
	b := Measure(Keep("<!-- wp:paragraph --><p class=\"x\">L’eau <b>coule</b>.</p>"+
		"<script>n()</script><div>Fin", ""))
	if a != b {
		t.Errorf("the same words measure %v and %v", a, b)
	}
	if a.Words != 4-1 { // L’eau, coule, Fin
		t.Errorf("%d words", a.Words)
	}
	if c := Measure(Keep("<p>L’eau coule.</p><p>Suite</p>", "")); c.Fingerprint == a.Fingerprint {
		t.Error("other words, same fingerprint")
	}
}

func TestLinksAndPictureOfABody(t *testing.T) {
	r := Keep(`<p><img class="attachment wp-post-image" data-src="/une.jpg"
		src="data:image/gif;base64,x" alt="La une"></p>
		<p>Voir <a href="/a#x">A</a>, <a href="mailto:x@y.example">écrire</a>,
		<a href="/b"><img src="/b.png" alt="B"></a>
		<a href="/a#x">encore</a><a href="javascript:x">non</a></p>`, page)
	got := fmt.Sprint(Links(r))
	if want := "[{https://valmont.example/a#x A} {https://valmont.example/b B}]"; got != want {
		t.Errorf("links %s, want %s", got, want)
	}
	url, alt := Picture(r)
	if url != "https://valmont.example/une.jpg" || alt != "La une" {
		t.Errorf("picture %q %q", url, alt)
	}
	short := Keep(`[caption id="a"]<img src="/une.jpg" alt="La une">Légende[/caption]`, page)
	if url, _ := Picture(short); url != "https://valmont.example/une.jpg" {
		t.Errorf("a picture in a shortcode: %q", url)
	}
	if url, _ := Picture(Keep(`<p>Texte d’abord</p><img src="/x.jpg">`, page)); url != "" {
		t.Errorf("a picture after text is no featured picture: %s", url)
	}
}

func TestExcerptsLoseTheirMarks(t *testing.T) {
	for in, want := range map[string]string{
		"Le conseil a voté [&#8230;]":  "Le conseil a voté",
		"<p>Le conseil a voté […]</p>": "Le conseil a voté",
		"Le conseil <b>a</b> voté&hellip; <a class=\"more-link\" href=\"/x\">Suite</a>":                    "Le conseil a voté…",
		"Le conseil a voté… Lire la suite":                                                                 "Le conseil a voté…",
		"Le conseil a voté. Continuer la lecture de « Le budget »":                                         "Le conseil a voté.",
		`<h2>Le port<a class="headerlink" href="#x">¶</a></h2><p>Il <a class="a" href="#n">ouvre</a>.</p>`: "Le port Il ouvre.",
		`<table><tr><td class="gutter"><pre>1<br>2</pre></td><td class="code">x()</td></tr></table>`:       "x()",
		"Pour en savoir plus, lisez le budget.":                                                            "Pour en savoir plus, lisez le budget.",
		"Le conseil. L’article <a href=x>T</a> est apparu en premier sur <a>V</a>.":                        "Le conseil.",
	} {
		if got, _ := Excerpt(Keep(in, ""), 55); got != want {
			t.Errorf("Excerpt(%q) = %q, want %q", in, got, want)
		}
	}
	if got, _ := Excerpt(Keep("<p>un</p><p>deux trois quatre</p>", ""), 3); got != "un deux trois…" {
		t.Errorf("three words: %q", got)
	}
}

// Bodies that are made to hang or to grow: the result is limited.
func TestHostileBodiesComeOutBounded(t *testing.T) {
	deep := func(tag string, n int) string { return strings.Repeat("<"+tag+">", n) }
	bodies := map[string]string{
		"quotes":     deep("blockquote", 20_000) + "fond" + strings.Repeat("</blockquote>", 20_000),
		"lists":      deep("ul><li", 20_000) + "fond",
		"divs":       deep("div", 200_000) + "fond",
		"formatting": strings.Repeat("<b><i><u><font><p>", 30_000) + "fond",
		"misnested":  strings.Repeat("<a href=/x><b></a></b>", 40_000) + "fond",
		"tables":     deep("table><tr><td", 20_000) + "fond",
		"wide":       "<table><tr>" + strings.Repeat("<td colspan=99999 rowspan=9999>x", 20_000) + "</table>fond",
		"rows":       "<table>" + strings.Repeat("<tr><td rowspan=16>x<td>y", 30_000) + "</table>fond",
		"end tags":   strings.Repeat("<i><b>", 20) + strings.Repeat("</p></b></x>", 100_000) + "fond",
		"angles":     strings.Repeat("<", 1<<20) + " fond",
		"comments":   strings.Repeat("<!--", 1<<18) + "-->fond",
		"ampersands": strings.Repeat("&", 1<<19) + " fond",
		"brackets":   strings.Repeat("[gallery ", 1<<17) + " fond",
		"stars":      strings.Repeat("*_`~", 1<<17) + " fond",
		"spaces":     strings.Repeat(" ", 1<<20) + "fond",
		"breaks":     strings.Repeat("<br>", 50_000) + "fond",
		"links":      strings.Repeat("<a href='/x'>", 50_000) + "fond",
		"dots":       strings.Repeat(". ", 1<<18) + "fond",
		"turned":     strings.Repeat("« .", 1<<18) + " fond",
		"videos":     strings.Repeat("[video]", 1<<17) + " fond",
		"scripts":    "fond " + strings.Repeat("<script>", 1<<17),
		"commas":     strings.Repeat(" ,", 1<<18) + " fond",
		"quotes2":    strings.Repeat("« ", 1<<18) + "fond",
		"dl":         deep("dl><dt", 20_000) + "fond",
		"pre":        deep("pre><code", 20_000) + "fond",
		"figures":    deep("figure", 20_000) + "fond",
		"titles":     deep("a class=ctaText><b class=postTitle", 20_000) + strings.Repeat("fond ", 400),
		"boxes":      strings.Repeat("<i class=postTitle>x</i>", 30_000) + "fond",
		"labels":     strings.Repeat("<p>À lire</p> ", 20_000) + "<ul><li>fond</ul>",
		"proposals":  strings.Repeat("<p>LIRE : A</p>", 30_000) + "fond",
		"yarpp":      deep("div class=yarpp-related", 20_000) + strings.Repeat("fond ", 5_000),
		"ragged":     "<table>" + strings.Repeat("<tr><td>x", 15_000) + "<tr>" + strings.Repeat("<td>y", 500) + "</table>fond",
		"spans":      "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td colspan=16 rowspan=16>x", 9), 4_000) + "</table>fond",
		"notes":      strings.Repeat("<sup><a href='#fn'>1</a></sup><span class=modern-footnotes-footnote__note>x</span>", 9_000) + "fond",
		"marks":      "fond" + strings.Repeat("\u0301", 1<<19),
		"css":        "<style>" + strings.Repeat(".ctaText <a ", 90_000) + "</style>fond",
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			r := Keep(body, page)
			md := Markdown(r, Options{Title: "x", Repair: true})
			if !strings.Contains(md, "fond") {
				t.Errorf("the text is lost: %.200q", md)
			}
			if strings.Contains(md, strings.Repeat("> ", dom.MaxNesting+1)) {
				t.Error("quotes nest too deep")
			}
			if len(md) > 8<<20 {
				t.Errorf("grew from %d to %d bytes", len(body), len(md))
			}
			Read(r)
			Picture(r)
			Measure(r)
			Excerpt(r, 55)
			t.Log(time.Since(begun).Round(time.Millisecond))
		})
	}
}

func TestABodyBeyondTheBoundsIsCutWithoutTurningCodeIntoText(t *testing.T) {
	code := Text(Keep(strings.Repeat("<q></q>", dom.MaxElements)+"<script>code</script>fond", ""))
	if strings.Contains(code, "code") || !strings.HasSuffix(code, "fond") {
		t.Errorf("a script beyond the bound is text: %q", code[len(code)-20:])
	}
	over := Markdown(Keep(strings.Repeat("<p>mot mot</p>", 1<<19), ""), Options{})
	if len(over) == 0 || len(over) > dom.MaxBytes {
		t.Errorf("%d bytes of an endless body", len(over))
	}
}

func TestNothingATerminalCouldActOnLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"<p>", "</p>", "<b>", "<a href='", "'>", "</a>", "<pre>",
			"</pre>", "<code>", "</code>", "<img alt='", "' src='/x'>", "&#27;", "&amp;#27;", "&#x9b;",
			"&amp;#x202e;", "&lrm;", "&zwj;", "&ZeroWidthSpace;", "\x1b[31m", "\u009b31m", "\u202e",
			"\u2028", "\x00", "\x7f", "\r", "\t", "\n", "\u200b", "\ufeff", "\U000e0041", "\ufe0f",
			"\u200d", "\U0001f3fd", "\u00ad", "&shy;", "\u0301", "\xff", "\xc2", "\x9b", "é", "<table><tr><td>", "|", "<li>",
			"<blockquote>", "[gallery]", "« ", ". .", "&", "#", ";", "27", "\x07", "\uf002", "mot ",
			"READ\u00a0 ", "À lire aussi : ", "<i class=postTitle>", "<i class=ctaText>", "<ul>",
			"<div class=yarpp-related>"})
		body := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "body"), "")
		checkAll(t, body)
	})
}

type failer interface{ Fatalf(string, ...any) }

// checkAll opens a body in every way and checks the results.
func checkAll(t failer, body string) {
	r := Keep(body, page)
	md := Markdown(r, Options{Title: "mot", Repair: true})
	checkClean(t, "Markdown", md, true)
	checkClean(t, "Markdown, entities decoded", decodeAsRenderers(md), true)
	soft := Markdown(r, Options{Title: "mot", Repair: true, SoftHyphens: true})
	checkClean(t, "Markdown with soft hyphens", strings.ReplaceAll(soft, "\u00ad", ""), true)
	checkSoftHyphens(t, soft)
	checkClean(t, "Text", Text(r), true)
	checkClean(t, "Line", Line(body), false)
	excerpt, _ := Excerpt(r, 55)
	checkClean(t, "Excerpt", excerpt, false)
	url, alt := Picture(r)
	checkClean(t, "Picture", url+" "+alt, false)
	for _, f := range Pictures(r) {
		checkClean(t, "Pictures", f.URL+" "+f.Alt, false)
	}
	checkClean(t, "Link", Link(body, page), false)
	reading := Read(r)
	for _, a := range append(reading.Links, reading.Proposed...) {
		checkClean(t, "Links and Proposed", a.URL+" "+a.Text, false)
		if strings.TrimSpace(a.Text) != a.Text {
			t.Fatalf("an anchor is not trimmed: %q", a.Text)
		}
	}
	Measure(r)
}

func checkClean(t failer, what, s string, lines bool) {
	if !utf8.ValidString(s) {
		t.Fatalf("%s is not UTF-8: %q", what, s)
	}
	before := ' '
	for _, r := range s {
		sign := unicode.Is(unicode.M, before) && before > 0x900 // what a joiner may stand behind
		before = r
		bad := r < 0x20 && (r != '\n' || !lines) || r >= 0x7f && r <= 0x9f ||
			r >= 0x200b && r <= 0x200f && r != 0x200c && (r != 0x200d || !sign) || r >= 0x2028 && r <= 0x202e ||
			r >= 0x2060 && r <= 0x206f || r == 0xfeff || r >= 0xfe00 && r <= 0xfe0f ||
			r >= 0x1f3fb && r <= 0x1f3ff || r >= 0xe0000 || r == 0x61c || r == 0xad
		if bad {
			t.Fatalf("%s lets %U through: %q", what, r, s)
		}
	}
}
