package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"breageek/feed/markup"
)

// only returns the only article of a feed.
func only(t *testing.T, body string) Article {
	t.Helper()
	p := parse(t, body)
	if len(p.Articles) != 1 {
		t.Fatalf("%d articles in %s", len(p.Articles), body)
	}
	return p.Articles[0]
}

// inner returns an entry of Atom with some elements.
func inner(elements string) string { return atom10("", post{id: "a", title: "a", raw: elements}) }

// RFC 4287 §3.1.1, §4.1.3.3; Atom 0.3; JSON Feed 1.1; Media RSS.
func TestATitleIsReadAsItsFormatMeansIt(t *testing.T) {
	const said, shown = `Un &lt;b&gt;mot&lt;/b&gt; &amp;amp; un &lt;head&gt;`, `Un <b>mot</b> &amp; un <head>`
	title := func(attributes, text string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title` + attributes + `>` + text +
			`</title></entry></feed>`
	}
	for name, c := range map[string]struct{ body, want string }{
		"Atom, nothing said":  {title("", said), shown},
		"Atom, text":          {title(` type="text"`, said), shown},
		"Atom, text in CDATA": {title(` type="text"`, `<![CDATA[Un <b>mot</b> &amp; un <head>]]>`), shown},
		"Atom, HTML":          {title(` type="html"`, `Un &lt;em&gt;mot&lt;/em&gt; &amp;lt;3`), "Un mot <3"},
		"Atom, a bare sign":   {title(` type="html"`, `&lt;3 le Go`), "<3 le Go"},
		"Atom, XHTML": {title(` type="xhtml"`, `<div xmlns="http://www.w3.org/1999/xhtml">Un <em>mot</em> &lt;3</div>`),
			"Un mot <3"},
		"Atom, XHTML with a prefix": {title(` type="xhtml" xmlns:x="http://www.w3.org/1999/xhtml"`,
			`<x:div>Un <x:em>mot</x:em></x:div>`), "Un mot"},
		"Atom with a prefix": {`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>` + said +
			`</a:title></a:entry></a:feed>`, shown},
		"Atom 0.3": {`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>` + said +
			`</title></entry></feed>`, shown},
		"Atom 0.3, escaped HTML": {`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>` +
			`<title type="text/html" mode="escaped">Un &lt;b&gt;mot&lt;/b&gt;</title></entry></feed>`, "Un mot"},
		"JSON":                     {`{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"Un <b>mot</b> &amp; un <head>"}]}`, shown},
		"RSS, a tag":               {one("Un &lt;em&gt;mot&lt;/em&gt;"), "Un mot"},
		"RSS, what is about a tag": {one("Un guide de &lt;head&gt; et &lt;b&gt;"), "Un guide de <head> et <b>"},
		"RSS, a cut-off tag":       {one("&lt;strong&gt;Le pont"), "Le pont"},
		"RSS, generic":             {one("Vec&lt;T&gt; ou List&lt;String&gt;"), "Vec<T> ou List<String>"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := only(t, c.body).Title; got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestATextThatIsNoMarkupIsShownLineByLineAndLetterByLetter(t *testing.T) {
	lines := "Courses :\n- du pain\n- du  sel\n\nLa balise <b>, voir https://valmont.example/b."
	escaped := strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(lines)
	for name, body := range map[string]string{
		"Atom content":  inner(`<content type="text">` + escaped + `</content>`),
		"Atom summary":  inner(`<summary>` + escaped + `</summary>`),
		"text/plain":    inner(`<content type="text/plain">` + escaped + `</content>`),
		"text/markdown": inner(`<content type="text/markdown; charset=utf-8">` + escaped + `</content>`),
		"Atom 0.3": `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>a</title><content>` +
			escaped + `</content></entry></feed>`,
		"in RSS": rss20("", post{title: "a", raw: `<atom:content type="text">` + escaped + `</atom:content>`}),
		"JSON": `{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"a","content_text":"` +
			strings.ReplaceAll(lines, "\n", `\n`) + `"}]}`,
		"a video's, in Atom":     inner(`<media:group><media:description>` + escaped + `</media:description></media:group>`),
		"a video's, in RSS":      rss20("", post{title: "a", raw: `<media:content url="/v.mp4" medium="video"><media:description type="plain">` + escaped + `</media:description></media:content>`}),
		"a video's, in RSS 0.91": rss09("", post{title: "a", raw: `<media:description>` + escaped + `</media:description>`}),
	} {
		t.Run(name, func(t *testing.T) {
			body := only(t, body).Body
			want := "Courses :  \n\\- du pain  \n\\- du\u00a0\u00a0sel\n\n" +
				"La balise &lt;b&gt;, voir [https://valmont.example/b](https://valmont.example/b)."
			if got := markup.Markdown(body, markup.Options{}); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestMarkupIsReadAsSuchInEveryFormat(t *testing.T) {
	for name, body := range map[string]string{
		"HTML":                         inner(`<content type="html">&lt;p&gt;Un &lt;b&gt;mot&lt;/b&gt;.&lt;/p&gt;</content>`),
		"HTML that nobody says is any": inner(`<content>&lt;p&gt;Un &lt;b&gt;mot&lt;/b&gt;.&lt;/p&gt;</content>`),
		"XHTML":                        inner(`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un <b>mot</b>.</p></div></content>`),
		"XHTML with a prefix":          inner(`<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>Un <h:b>mot</h:b>.</h:p></h:div></content>`),
		"application/xhtml+xml":        inner(`<content type="application/xhtml+xml"><p xmlns="http://www.w3.org/1999/xhtml">Un <b>mot</b>.</p></content>`),
		"xhtml:body":                   rss20("", post{title: "a", raw: `<xh:body xmlns:xh="http://www.w3.org/1999/xhtml"><xh:p>Un <xh:b>mot</xh:b>.</xh:p></xh:body>`}),
		"JSON":                         `{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"a","content_html":"<p>Un <b>mot</b>.</p>","content_text":"non"}]}`,
		"RDF":                          rdf("", post{title: "a", body: "<p>Un <b>mot</b>.</p>"}),
		"media:description":            rss20("", post{title: "a", raw: `<media:description type="html">&lt;p&gt;Un &lt;b&gt;mot&lt;/b&gt;.&lt;/p&gt;</media:description>`}),
	} {
		t.Run(name, func(t *testing.T) {
			if got := markup.Markdown(only(t, body).Body, markup.Options{}); got != "Un **mot**." {
				t.Errorf("%q", got)
			}
		})
	}
}

// XML Base §4, RFC 4287 §2; else as a browser does on the item's own page.
func TestAddressesAreRelativeToTheInnermostBase(t *testing.T) {
	const link = `&lt;a href="z.html"&gt;z&lt;/a&gt;`
	page := "https://valmont.example/posts/foo/"
	for name, c := range map[string]struct{ body, want string }{
		"the feed's own address": {rss20("", post{title: "a", body: `<a href="z.html">z</a>`}), "https://www.valmont.example/feed/z.html"},
		"the item's":             {rss20("", post{title: "a", link: page, body: `<a href="z.html">z</a>`}), page + "z.html"},
		"in RSS 0.91":            {rss09("", post{title: "a", link: page, body: `<a href="z.html">z</a>`}), page + "z.html"},
		"in RDF":                 {rdf("", post{title: "a", link: page, body: `<a href="z.html">z</a>`}), page + "z.html"},
		"in Atom":                {atom10("", post{id: "a", title: "a", link: page, raw: `<content type="html">` + link + `</content>`}), page + "z.html"},
		"in JSON": {`{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"a","url":"` + page +
			`","content_html":"<a href='z.html'>z</a>"}]}`, page + "z.html"},
		"xml:base of the content": {atom10("", post{id: "a", title: "a", link: page,
			raw: `<content type="html" xml:base="https://autre.example/x/">` + link + `</content>`}), "https://autre.example/x/z.html"},
		"of the entry, relative to the feed's": {`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/r/">` +
			`<entry xml:base="2026/"><title>a</title><link href="` + page + `"/><content type="html">` + link +
			`</content></entry></feed>`, "https://base.example/r/2026/z.html"},
		"of the root, relative to its address": {`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/r/"><entry>` +
			`<title>a</title><content type="html">` + link + `</content></entry></feed>`, "https://www.valmont.example/r/z.html"},
		"within XHTML": {atom10("", post{id: "a", title: "a", link: page, raw: `<content type="xhtml">` +
			`<div xmlns="http://www.w3.org/1999/xhtml" xml:base="q/"><a href="z.html">z</a></div></content>`}), page + "q/z.html"},
		"of an item of RSS": {`<rss version="2.0"><channel><item xml:base="https://base.example/r/"><title>a</title>` +
			`<description>` + link + `</description></item></channel></rss>`, "https://base.example/r/z.html"},
		"of an element that is closed": {`<feed xmlns="http://www.w3.org/2005/Atom"><entry><summary xml:base="https://non.example/">x</summary>` +
			`<title>a</title><link href="` + page + `"/><content type="html">` + link + `</content></entry></feed>`, page + "z.html"},
	} {
		t.Run(name, func(t *testing.T) {
			links := markup.Links(only(t, c.body).Body)
			if len(links) != 1 || links[0].URL != c.want {
				t.Errorf("%v, want %s", links, c.want)
			}
		})
	}
	a := only(t, `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/r/"><entry xml:base="2026/">`+
		`<title>a</title><link href="billet"/></entry></feed>`)
	if a.Link != "https://base.example/r/2026/billet" {
		t.Errorf("the entry's own link is %s", a.Link)
	}
}

// RFC 4287 §4.2.1; JSON Feed 1.1, authors; RSS 2.0, <source>.
func TestWhoWroteAnItemIsItsOwnAuthorElseItsSourcesElseTheFeeds(t *testing.T) {
	head := `<author><name>La Rédaction</name></author>`
	entryOf := func(elements string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom">` + head + `<entry><title>a</title>` + elements + `</entry></feed>`
	}
	json := func(item string) string {
		return `{"version":"https://jsonfeed.org/version/1.1","authors":[{"name":"La Rédaction"}],"items":[{"title":"a"` +
			item + `}]}`
	}
	for name, c := range map[string]struct{ body, want string }{
		"Atom, its own":                {entryOf(`<author><name>Max</name></author><author><email>lea@valmont.example</email></author>`), "Max, lea@valmont.example"},
		"Atom, its source's":           {entryOf(`<source><title>Carnet</title><author><name>Léa</name></author></source>`), "Léa (Carnet)"},
		"Atom, its source":             {entryOf(`<source><title>Carnet de Léa</title></source>`), "Carnet de Léa"},
		"Atom, both, one in the other": {entryOf(`<author><name>Léa</name></author><source><title>Carnet de Léa</title></source>`), "Léa"},
		"Atom, the feed's":             {entryOf(""), "La Rédaction"},
		"JSON, its own":                {json(`,"authors":[{"name":"Max"},{"name":"Léa"}]`), "Max, Léa"},
		"JSON 1.0, its own":            {json(`,"author":{"name":"Max"}`), "Max"},
		"JSON, the feed's":             {json(""), "La Rédaction"},
		"RSS, its own":                 {rss20("", post{title: "a", raw: "<author>max@valmont.example (Max)</author>"}), "Max"},
		"RSS, several":                 {rss20("", post{title: "a", raw: "<dc:creator>Max</dc:creator><dc:creator>Léa</dc:creator>"}), "Max, Léa"},
		"RSS, its source":              {rss20("", post{title: "a", raw: `<source url="https://lea.example/feed">Carnet de Léa</source>`}), "Carnet de Léa"},
		"RSS, both":                    {rss20("", post{title: "a", raw: `<dc:creator>Max</dc:creator><source url="https://lea.example/feed">Carnet de Léa</source>`}), "Max (Carnet de Léa)"},
		"RSS, the feed's":              {rss20("<dc:creator>La Rédaction</dc:creator>", post{title: "a"}), "La Rédaction"},
		"RSS, who answers for it":      {rss20("<managingEditor>la@valmont.example</managingEditor>", post{title: "a"}), ""},
		"RDF, its own":                 {rdf("", post{title: "a", raw: "<dc:creator>Max</dc:creator>"}), "Max"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := only(t, c.body).Author; got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatAnItemPointsToBesideItsTextIsKept(t *testing.T) {
	const page, there = "https://valmont.example/1", "https://debat.example/1"
	for name, c := range map[string]struct{ body, want string }{
		"RSS, comments":            {rss20("", post{title: "a", link: page, raw: "<comments>" + there + "</comments>"}), "comments " + there},
		"RSS 0.91, comments":       {rss09("", post{title: "a", link: page, raw: "<comments>" + there + "</comments>"}), "comments " + there},
		"RSS, on the page itself":  {rss20("", post{title: "a", link: page, raw: "<comments>" + page + "#comments</comments>"}), ""},
		"RSS, relative":            {rss20("", post{title: "a", link: page, raw: "<comments>/debat</comments>"}), "comments https://www.valmont.example/debat"},
		"RSS, no address":          {rss20("", post{title: "a", link: page, raw: "<comments>javascript:alert(1)</comments>"}), ""},
		"Atom, replies":            {atom10("", post{id: "a", title: "a", link: page, raw: `<link rel="replies" type="text/html" href="` + there + `"/><link rel="replies" type="application/atom+xml" href="/c.atom"/>`}), "comments " + there},
		"Atom, related and via":    {atom10("", post{id: "a", title: "a", link: page, raw: `<link rel="related" href="` + there + `"/><link rel="via" title="Un carnet" href="https://carnet.example/"/>`}), "external " + there + ", via https://carnet.example/ Un carnet"},
		"JSON, external_url":       {`{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"a","url":"` + page + `","external_url":"` + there + `"}]}`, "external " + there},
		"JSON, external_url alone": {`{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"a","external_url":"` + there + `"}]}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, ref := range only(t, c.body).References {
				got = append(got, strings.TrimSpace(ref.Kind+" "+ref.URL+" "+ref.Title))
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%v, want %s", got, c.want)
			}
		})
	}
}

func TestFilesComeWithTheirTypeLengthAndDuration(t *testing.T) {
	const address = "https://valmont.example/son.mp3"
	want := Enclosure{URL: address, Type: "audio/mpeg", Bytes: 34216300, Duration: 34*time.Minute + 5*time.Second}
	for name, body := range map[string]string{
		"RSS": `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item><title>a</title>` +
			`<enclosure url="` + address + `" type="audio/mpeg" length="34216300"/><itunes:duration>34:05</itunes:duration></item></channel></rss>`,
		"RSS, in seconds": `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item><title>a</title>` +
			`<enclosure url="` + address + `" type="audio/mpeg" length="34216300"/><itunes:duration>2045</itunes:duration></item></channel></rss>`,
		"Media RSS": rss20("", post{title: "a", raw: `<media:content url="` + address + `" type="audio/mpeg" fileSize="34216300" duration="2045"/>`}),
		"both": rss20("", post{title: "a", raw: `<enclosure url="` + address + `" type="audio/mpeg" length="0"/><media:group>` +
			`<media:content url="` + address + `" type="audio/mpeg" fileSize="34216300" duration="2045"/></media:group>`}),
		"JSON": `{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"a","attachments":[{"url":"` + address +
			`","mime_type":"audio/mpeg","size_in_bytes":34216300,"duration_in_seconds":2045.4}]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			if got := only(t, body).Enclosures; len(got) != 1 || got[0] != want {
				t.Errorf("%+v", got)
			}
		})
	}
	got := only(t, inner(`<link rel="enclosure" type="audio/mpeg" length="34216300" href="`+address+`"/>`)).Enclosures
	if len(got) != 1 || got[0].Bytes != want.Bytes || got[0].URL != address {
		t.Errorf("Atom: %+v", got)
	}
	for s, want := range map[string]time.Duration{"1:02:03": time.Hour + 2*time.Minute + 3*time.Second, "x": 0,
		"PT1H2M3S": time.Hour + 2*time.Minute + 3*time.Second, "pt90s": 90 * time.Second,
		"1h 2m 3s": time.Hour + 2*time.Minute + 3*time.Second, "45 min": 45 * time.Minute, "2 hours": 2 * time.Hour,
		"min": 0, "h": 0, "99999 hours": 99999 * time.Hour, "999999 hours": 0,
		"-5": 0, "": 0, "1:2:3:4": 0, "99999999999": 0, "12.7": 12 * time.Second} {
		if got := duration(s); got != want {
			t.Errorf("%q is %v, want %v", s, got, want)
		}
	}
}

func TestWhatStandsInThePlaceOfAnElementIsRead(t *testing.T) {
	bare := func(elements string) string {
		return `<rss version="2.0" xmlns:dcterms="http://purl.org/dc/terms/"><channel><item><title>a</title>` +
			elements + `</item></channel></rss>`
	}
	day := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	for name, body := range map[string]string{
		"dcterms":             bare(`<dcterms:issued>2026-11-20T10:00:00Z</dcterms:issued>`),
		"a date of no module": bare(`<date>2026-11-20 10:00</date>`),
		"published":           bare(`<published>20 novembre 2026 à 10 h</published>`),
		"only when modified":  bare(`<dcterms:modified>2026-11-20T10:00:00Z</dcterms:modified>`),
	} {
		if got := only(t, body).Published; !got.Equal(day) {
			t.Errorf("%s: %v", name, got)
		}
	}
	a := only(t, bare(`<content>&lt;p&gt;Un mot.&lt;/p&gt;</content>`))
	if got := markup.Text(a.Body); got != "Un mot." {
		t.Errorf("content: %q", got)
	}
	a = only(t, rss20("", post{title: "a", raw: `<media:content url="https://m.example/1.jpg" medium="image">` +
		`<media:description type="plain">Un phare la nuit</media:description></media:content>`}))
	if a.Image != "https://m.example/1.jpg" || a.ImageAlt != "Un phare la nuit" {
		t.Errorf("picture %q, %q", a.Image, a.ImageAlt)
	}
}

// Each of several pictures of a post has its description; two sizes of a picture are one.
func TestPicturesThatComeWithADescriptionStandInTheText(t *testing.T) {
	picture := func(name, description string) string {
		return `<media:content url="https://m.example/` + name + `.jpg" type="image/jpeg" medium="image">` +
			`<media:description type="plain">` + description + `</media:description></media:content>`
	}
	three := picture("1", "Un héron gris") + picture("1-small", "Un héron gris") + picture("2", "Son &lt;nid&gt; \"neuf\"") +
		picture("3", "")
	mastodon := post{id: "a", body: "Un héron.", raw: three}
	for title, want := range map[string]string{
		"": "Un héron.\n\n![Un héron gris](https://m.example/1.jpg)\n\n![Son &lt;nid&gt; \"neuf\"](https://m.example/2.jpg)",
		"Au bord": "![Un héron gris](https://m.example/1.jpg)\n\nUn héron.\n\n" +
			"![Son &lt;nid&gt; \"neuf\"](https://m.example/2.jpg)",
	} {
		mastodon.title = title
		a := only(t, rss20("", mastodon))
		if got := markup.Markdown(a.Body, markup.Options{}); got != want || a.Summary != "Un héron." {
			t.Errorf("with the title %q: %q, summary %q", title, got, a.Summary)
		}
	}
	banner := `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a",` +
		`"banner_image":"https://m.example/1.jpg"}]}`
	if got := only(t, banner).Image; got != "https://m.example/1.jpg" {
		t.Errorf("a banner: %q", got)
	}
	named := strings.Replace(banner, `"banner_image"`, `"image":"https://m.example/2.jpg","banner_image"`, 1)
	if got := only(t, named).Image; got != "https://m.example/2.jpg" {
		t.Errorf("the item's own image: %q", got)
	}
	a := only(t, rss20("", post{id: "a", raw: `<itunes:title xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">Le phare</itunes:title>`}))
	if a.Title != "Le phare" {
		t.Errorf("an episode's title: %q", a.Title)
	}
}

func TestAnAvatarIsNoPictureOfAnArticleAndASchemeNoCategory(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"Gravatar": {rss20("", post{title: "a", raw: `<media:content url="https://1.gravatar.com/avatar/abc" medium="image"><media:title>Max</media:title></media:content>`}), ""},
		"called as the author": {rss20("", post{title: "a", raw: `<dc:creator>Max</dc:creator><media:content url="https://valmont.example/max.jpg" medium="image">` +
			`<media:title type="html">Max</media:title></media:content><media:content url="https://valmont.example/pont.jpg" medium="image"/>`}),
			"https://valmont.example/pont.jpg"},
		"of an account": {inner(`<media:thumbnail url="https://avatars.forge.example/u/1"/>`), ""},
		"in the text":   {rss20("", post{title: "a", body: `<img src="https://secure.gravatar.com/avatar/abc"> Un texte.`}), ""},
		"a picture":     {inner(`<media:thumbnail url="https://valmont.example/pont.jpg"/>`), "https://valmont.example/pont.jpg"},
		"JSON":          {`{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"a","authors":[{"name":"Max","avatar":"https://valmont.example/max.jpg"}]}]}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := only(t, c.body).Image; got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	a := only(t, inner(`<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>`+
		`<category term="ponts"/><category term="http://valmont.example/tag/1" label="Bacs"/>`))
	if got := fmt.Sprint(a.Categories); got != "[ponts Bacs]" {
		t.Errorf("categories %s", got)
	}
}

func TestAnExcerptThatIsLeftEncodedIsTakenFromTheText(t *testing.T) {
	a := only(t, inner(`<summary type="text">Un mot&amp;nbsp;de trop</summary>`+
		`<content type="html">Un mot&amp;nbsp;de plus</content>`))
	if a.Summary != "Un mot\u00a0de plus" {
		t.Errorf("%q", a.Summary)
	}
}
