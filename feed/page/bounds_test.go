package page_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"breageek/feed/markup"
	"breageek/feed/page"
)

// around puts something into the page of an article.
func around(what string) []byte {
	return []byte(`<!DOCTYPE html><html lang="fr"><head><title>T</title></head><body>` +
		`<article><div class="entry-content"><p>Le début.</p>` + what + `<p>La fin.</p></div></article>`)
}

// Pages that are made to hang or to grow: the result is limited, and has its text.
func TestHostilePagesComeOutBounded(t *testing.T) {
	const data = `<script type="application/ld+json">`
	var distinct, cells strings.Builder
	for i := range 400 {
		fmt.Fprintf(&distinct, "<b id=%d>", i)
		fmt.Fprintf(&cells, "<p><b id=%d><table><td></b></table></p>", i)
	}
	again := strings.Repeat("<p>x", 50_000)
	for name, what := range map[string]string{
		"divs":       strings.Repeat("<div>", 20_000) + "milieu" + strings.Repeat("</div>", 20_000),
		"open divs":  strings.Repeat("<div>", 20_000),
		"quotes":     strings.Repeat("<blockquote>", 20_000),
		"items":      strings.Repeat("<ul><li>", 20_000),
		"tables":     strings.Repeat("<table><tr><td>", 20_000),
		"formatting": "<p>" + distinct.String() + "</p>" + again,
		"cells":      cells.String() + again,
		"links":      strings.Repeat("<a href=/x><b></a></b>", 40_000),
		"fonts":      strings.Repeat("<font><p>", 30_000),
		"elements":   strings.Repeat("<p>mot</p>", 300_000),
		"contents":   strings.Repeat("<div class=entry-content>mot", 20_000),
		"articles":   strings.Repeat("<article><p>mot</p></article>", 20_000),
		"comments":   strings.Repeat("<!--", 1<<18) + "-->",
		"angles":     strings.Repeat("<", 1<<20),
		"svg":        strings.Repeat("<svg><math>", 20_000),
		"templates":  strings.Repeat("<template>", 20_000),
		"labels":     strings.Repeat("<p>Related</p>", 20_000),
		"lists":      strings.Repeat("<h3>Related</h3><p><a href=/x>Le four</a>", 5_000),
		"sections":   strings.Repeat("<p>3 comments</p>", 20_000),
		"buttons":    strings.Repeat("<span class=share>x</span>", 20_000),
		"headlines":  strings.Repeat("<h1><div>le four banal ", 5_000),
		"bylines":    strings.Repeat("<p>Par Enora</p>", 20_000),
		"forms":      strings.Repeat("<form><input type=password>", 20_000),
		"objects":    data + strings.Repeat(`{"@graph":[`, 50_000) + `</script>`,
		"properties": data + strings.Repeat(`"inLanguage":"`, 90_000) + `</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			p, err := page.Parse(around(what), htmlType, fourBanal)
			if err != nil {
				t.Fatal(err)
			}
			text := markup.Text(p.Body)
			if !strings.Contains(text, "Le début.") && name != "contents" && name != "articles" {
				t.Errorf("the text is lost: %.200q", text)
			}
			t.Log(time.Since(begun).Round(time.Millisecond))
		})
	}
}

func TestALargePageIsReadToItsBound(t *testing.T) {
	text := strings.Repeat("<p>Le four banal de Kerlaouen rallume son feu.</p>\n", 20_000)
	data := "<script>var a = '" + strings.Repeat("x", 1<<20) + "'</script>"
	p, err := page.Parse(around(data+text), htmlType, fourBanal)
	if err != nil || p.Words < 100_000 {
		t.Errorf("of 2 MB: %d words, %v", p.Words, err)
	}
	data = "<script>" + strings.Repeat("x", 5<<20) + "</script>"
	many := strings.Repeat("<q></q>", 70_000) + "<script>var secret</script>"
	p, err = page.Parse(around(many), htmlType, fourBanal)
	if got := markup.Text(p.Body); err != nil || strings.Contains(got, "secret") {
		t.Errorf("of 70,000 elements: %q, %v", got[max(0, len(got)-100):], err)
	}
	p, err = page.Parse(around(data), htmlType, fourBanal)
	if got := markup.Text(p.Body); err != nil || got != "Le début." {
		t.Errorf("of 5 MB: %q, %v", got, err)
	}
}

// FuzzPage parses any page: it is refused with a reason, or its lines and its text contain
// nothing that a terminal could act on.
func FuzzPage(f *testing.F) {
	for _, name := range []string{"classic.html", "block.html", "builder.html", "links.html",
		"windows-1252.html", "broken-ld.html", "login.html", "front.html"} {
		f.Add(file(f, name))
	}
	for _, s := range []string{"", "%PDF-1.7", "\xff\xfe<\x00p\x00>\x00",
		"<html><base href=//x><a href=y>z",
		"<!doctype html><meta property=og:title content='&#27;[31m&#x202e;'><title>\u009b</title>",
		`<html><script type="application/ld+json">{"@type":"Article","author":[[{}]]}</script>`,
		"<html><div><i class=ctaText></i><a href=/x><i class=postTitle>&#155;</i></a></div>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := page.Parse(body, "", fourBanal)
		if err != nil {
			return
		}
		for _, s := range []string{p.Title, p.Author, p.Site, p.Language, p.ImageAlt} {
			if s != markup.Line(s) && s != strings.TrimSpace(s) || strings.ContainsFunc(s, live) {
				t.Errorf("a line is not clean: %q", s)
			}
		}
		for _, s := range []string{p.Canonical, p.Image} {
			if s != "" && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") ||
				strings.ContainsFunc(s, live) {
				t.Errorf("an address is not clean: %q", s)
			}
		}
		md := strings.ReplaceAll(markup.Markdown(p.Body, markup.Options{Title: p.Title}), "\n", "")
		if strings.ContainsFunc(md, live) {
			t.Errorf("not clean: %q", md)
		}
		_ = p.Of(article(t))
	})
}

// live reports whether a terminal could act on a character.
func live(r rune) bool {
	return r < 0x20 || r >= 0x7f && r <= 0x9f || r >= 0x202a && r <= 0x202e ||
		r >= 0x2066 && r <= 0x2069
}

func BenchmarkParse(b *testing.B) {
	sheet := edition(b)[0]
	half := around(strings.Repeat("<p>Le four <em>banal</em> de <a href=/k>Kerlaouen</a> rallume "+
		"son feu, et <span class=x>le canton</span> avec lui.</p>\n", 3_900)) // 500 kB
	for name, body := range map[string][]byte{"sample": []byte(sheet.source), "500kB": half,
		"readability": file(b, "builder.html")} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := page.Parse(body, htmlType, sheet.page.URL); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
