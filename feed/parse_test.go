package feed

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"breageek/feed/markup"
)

var valmont = Source{URL: "https://www.valmont.example/feed/"}

func parse(t *testing.T, body string) Parsed {
	t.Helper()
	p, err := Parse([]byte(body), "", valmont, "https://www.valmont.example/feed/")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// channel wraps items in a feed.
func channel(items string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>V</title>` + items + `</channel></rss>`
}

func titles(p Parsed) string {
	var out []string
	for _, a := range p.Articles {
		out = append(out, a.Title)
	}
	return strings.Join(out, " | ")
}

func TestAWordPressFeedIsReadWhole(t *testing.T) {
	body, err := os.ReadFile("testdata/wordpress.xml")
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t, string(body))
	if p.Title != "Le Courrier de l’Orne" || p.Site != "https://valmont.example/" || p.TTL != time.Hour {
		t.Errorf("%q %q %v", p.Title, p.Site, p.TTL)
	}
	if len(p.Articles) != 3 || p.Skipped != 1 {
		t.Fatalf("%d articles, %d skipped", len(p.Articles), p.Skipped)
	}
	full, teaser, bare := p.Articles[0], p.Articles[1], p.Articles[2]
	if full.Title != "L’eau\u00a0: « c’est fini »" || full.Author != "Camille Roche" ||
		fmt.Sprint(full.Categories) != "[Politique Eau & forêts]" || full.Completeness != Full ||
		full.Link != "https://valmont.example/2026/11/eau/" ||
		full.GUID != "https://valmont.example/?p=535" || full.Summary != "Le conseil a voté" ||
		full.Image != "https://valmont.example/une.jpg" || full.ImageAlt != "Le lac" ||
		!full.Published.Equal(time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)) {
		t.Errorf("%+v", full)
	}
	if text := markup.Text(full.Body); text != "Le conseil a voté, mardi.\n\nEt c’est tout." {
		t.Errorf("text %q", text)
	}
	if teaser.Completeness != Teaser || teaser.Summary != "La fête commence" || teaser.Words == 0 {
		t.Errorf("%+v", teaser)
	}
	if bare.Title != "" || bare.Summary != "Une brève sans titre." || bare.ID == 0 {
		t.Errorf("%+v", bare)
	}
}

func TestBrokenFeedsLoseNothingAReaderCouldHaveSeen(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"junk before the root": {"\ufeff\n<br>Warning: x\n" + one("a"), "a"},
		"bare ampersand":       {one("a & b &copy; &rsquo; &nope;"), "a & b © ’ &nope;"},
		"bare angle":           {one("PIB < 2 %</title></item><item><title>b"), "PIB < 2 % | b"},
		"control reference":    {one("a&#27;[31m&#x0;b"), "a[31mb"},
		"windows-1252 numbers": {one("l&#146;eau &#133;"), "l’eau …"},
		"raw control":          {one("a\x1b\x00b"), "ab"},
		"invalid UTF-8":        {one("\xe9t\xe9 été"), "été été"},
		"decoded twice":        {one("l&amp;#8217;eau"), "l’eau"},
		"encoded twice":        {one("BÃ©ziers"), "Béziers"},
		"title in CDATA":       {one("<![CDATA[l&#8217;eau <em>ici</em>]]>"), "l’eau ici"},
		"cut off in an item":   {until("b", one("a</title></item><item><title>b")), "a"},
		"cut off in CDATA": {
			until("b", one("a</title></item><item><description><![CDATA[b")), "a"},
		"only a cut-off item": {until("b", one("a</title><link>b")), "a"},
		"tags that cross":     {one("a</title><b><i></b></i></item><item><title>b"), "a | b"},
		"item left open":      {one("a</title><item><title>b"), "a | b"},
		"title left open": {one("a<link>http://x.example/</link></item><item><title>b"),
			"ahttp://x.example/ | b"},
		"stray end tags":     {channel("</item></p><item></b><title>a</title></x></item>"), "a"},
		"unquoted attribute": {channel("<item><title type=html x>a</title></item>"), "a"},
		"after the end":      {one("a") + "<script>x</script>\x00", "a"},
		"inner doctype":      {"<!DOCTYPE rss [<!ENTITY eau \"l'eau\">]>" + one("&eau;"), "l'eau"},
		"entity bomb": {"<!DOCTYPE rss [<!ENTITY a \"xx\"><!ENTITY b \"&a;&a;\">]>" + one("&b;"),
			"&a;&a;"},
		"long title": {one(strings.Repeat("é", 10_000)), strings.Repeat("é", lineMost)},
		"RDF": {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
			`<channel/><item><title>a</title></item></rdf:RDF>`, "a"},
		"Atom": {`<feed xmlns="http://www.w3.org/2005/Atom"><entry>` +
			`<title type="html">a &amp;amp; b</title></entry></feed>`, "a & b"},
		"JSON": {`{"version":"https://jsonfeed.org/version/1","items":[` +
			`{"id":1,"title":"a","tags":"x, y"},{"title":"b","author":"c"`, "a"},
		"JSON with odd tags": {`{"version":"https://jsonfeed.org/version/1.1","title":3,"items":[` +
			`{"id":"1","title":"a","tags":"x, y","authors":{"name":"n"}},7]}`, "a"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := titles(parse(t, c.body)); got != c.want {
				t.Errorf("%.300q, want %.300q", got, c.want)
			}
		})
	}
}

// one returns a feed with one item of that title.
func one(title string) string { return channel("<item><title>" + title + "</title></item>") }

// until cuts a document after the last mark.
func until(mark, body string) string { return body[:strings.LastIndex(body, mark)+len(mark)] }

// lineMost is how many é fit in the longest line, 16 KiB.
const lineMost = 16 << 10 / 2

func TestEveryCharsetIsReadWhateverIsSaid(t *testing.T) {
	xml := channel("<item><title>Été à Œuvre « ici »</title></item>")
	wide := func(b []byte, order string) string {
		var out []byte
		for _, r := range string(b) {
			if order == "little" {
				out = append(out, byte(r), byte(r>>8))
			} else {
				out = append(out, byte(r>>8), byte(r))
			}
		}
		return string(out)
	}
	latin := strings.NewReplacer("É", "\xc9", "é", "\xe9", "à", "\xe0", "Œ", "\x8c",
		"«", "\xab", "»", "\xbb").Replace(xml)
	said := func(enc, body string) string {
		return strings.Replace(body, `version="1.0"`, `version="1.0" encoding="`+enc+`"`, 1)
	}
	for name, c := range map[string]struct{ body, contentType string }{
		"UTF-8 as it is":           {xml, ""},
		"UTF-8 said to be Latin-1": {said("iso-8859-1", xml), "text/xml; charset=iso-8859-1"},
		"Latin-1 undeclared":       {latin, ""},
		"Latin-1 declared":         {said("ISO-8859-1", latin), "text/xml"},
		"Latin-1 said to be UTF-8": {said("utf-8", latin), "text/xml; charset=utf-8"},
		"Windows-1252 by header":   {latin, "application/rss+xml; charset=windows-1252"},
		"unknown charset":          {said("x-nonsense", latin), ""},
		"UTF-16 with mark":         {"\xff\xfe" + wide([]byte(xml), "little"), ""},
		"UTF-16 without mark":      {wide([]byte(said("utf-16", xml)), "big"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Parse([]byte(c.body), c.contentType, valmont, "")
			if err != nil || titles(p) != "Été à Œuvre « ici »" {
				t.Errorf("%q, %v", titles(p), err)
			}
		})
	}
}

func TestDatesAreReadInEveryForm(t *testing.T) {
	day := time.Date(2024, 4, 19, 14, 30, 0, 0, time.UTC)
	midnight := time.Date(2024, 4, 19, 0, 0, 0, 0, time.UTC)
	for in, want := range map[string]time.Time{
		"Fri, 19 Apr 2024 14:30:00 +0000":   day,
		"Fri, 19 Apr 2024 16:30:00 CEST":    day,
		"Fri, 19 Apr 2024 14:30:00 GMT":     day,
		"19 Apr 24 14:30:00 +0000":          day,
		"2024-04-19T16:30:00+02:00":         day,
		"2024-04-19 14:30:00":               day,
		"ven., 19 avr. 2024 16:30:00 +0200": day,
		"vendredi 19 avril 2024 à 14 h 30":  day,
		"19 avril 2024":                     midnight,
		"avril 19, 2024":                    midnight,
		"1er août 2024":                     time.Date(2024, 8, 1, 0, 0, 0, 0, time.UTC),
		"15 févr. 2024":                     time.Date(2024, 2, 15, 0, 0, 0, 0, time.UTC),
		"3 decembre 2024":                   time.Date(2024, 12, 3, 0, 0, 0, 0, time.UTC),
		"19/04/2024":                        midnight,
		"Sat, 30 Nov -0001 00:00:00 +0000":  {},
		"Thu, 01 Jan 1970 00:00:00 +0000":   {},
		"bientôt":                           {},
		"":                                  {},
		"Fri, 19 Apr 2124 14:30:00 +0000":   time.Date(2124, 4, 19, 14, 30, 0, 0, time.UTC),
	} {
		p := parse(t, channel("<item><title>a</title><pubDate>"+in+"</pubDate></item>"))
		if got := p.Articles[0].Published; !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%q is %v, want %v", in, got, want)
		}
	}
}

func TestItemsLackingThingsSurviveAndKeepTheirIDs(t *testing.T) {
	body := channel(`<item><title>sans guid</title><link>/a</link></item>
		<item><title>sans lien</title><guid>g2</guid></item>
		<item><title>sans rien</title></item><item><title>sans rien non plus</title></item>
		<item><link>/sans-titre</link></item><item/>
		<item><title>ancien</title><guid>g</guid><pubDate>Fri, 19 Apr 2024 14:30:00 +0000</pubDate></item>
		<item><title>nouveau</title><guid>g</guid><pubDate>Sat, 20 Apr 2024 14:30:00 +0000</pubDate></item>
		<item><title>encore</title><guid>g</guid></item>`)
	p := parse(t, body)
	if got := titles(p); got != "sans guid | sans lien | sans rien | sans rien non plus |  | "+
		"ancien | nouveau | encore" {
		t.Errorf("%s", got)
	}
	if p.Skipped != 1 || p.Articles[0].Link != "https://www.valmont.example/a" {
		t.Errorf("%d skipped, link %s", p.Skipped, p.Articles[0].Link)
	}
	again := parse(t, strings.Replace(body, "<title>V</title>", "<title>W</title>", 1))
	for i := range p.Articles {
		if p.Articles[i].ID != again.Articles[i].ID || p.Articles[i].ID == 0 {
			t.Errorf("article %d: %v, then %v", i, p.Articles[i].ID, again.Articles[i].ID)
		}
	}
}

func TestTenThousandItemsAndNoneAtAll(t *testing.T) {
	if p := parse(t, string(newspaper(10_000, 200))); len(p.Articles) != 10_000 {
		t.Errorf("%d articles", len(p.Articles))
	}
	if p := parse(t, channel("")); len(p.Articles) != 0 {
		t.Errorf("%d articles in an empty feed", len(p.Articles))
	}
	deep := channel("<item><title>a</title>" + strings.Repeat("<x>", 100_000) + "</item>")
	if p := parse(t, deep); titles(p) != "a" {
		t.Error(titles(p))
	}
}

// Feeds that are made to take quadratic time.
func TestHostileFeedsEnd(t *testing.T) {
	for name, body := range map[string]string{
		"titles":     channel("<item>" + strings.Repeat("<title>", 1<<18)),
		"last title": channel("<item>" + strings.Repeat("<title></item><item>", 1<<16) + "</title>"),
		"doctypes":   strings.Repeat("<!>", 1<<19) + channel(""),
		"ends":       channel(strings.Repeat("<a><b>", 90) + strings.Repeat("</c>", 1<<18)),
		"attributes": channel("<item " + strings.Repeat("a='1' ", 1<<18) + "/>"),
		"angles":     channel(strings.Repeat("<a ", 1<<18)),
		"references": channel("<item><title>" + strings.Repeat("&a", 1<<18) + "</title></item>"),
		"comments":   channel("<item><title>" + strings.Repeat("&lt;!--", 1<<16) + "</title></item>"),
		"cdata":      channel("<item><description>" + strings.Repeat("<![CDATA[x]]>", 1<<16)),
		"braces":     strings.Repeat("{\"a\":", 1<<18),
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			_, err := Parse([]byte(body), "", valmont, "")
			t.Log(time.Since(begun).Round(time.Millisecond), err)
		})
	}
}

func TestOneAddressHasOneCanonicalForm(t *testing.T) {
	const want = "valmont.example/a?p=1"
	for _, link := range []string{"https://valmont.example/a?p=1", "http://www.Valmont.example/a/?p=1#x",
		"https://valmont.example:443/a?utm_source=rss&p=1&fbclid=x"} {
		if got := Canonical(link); got != want {
			t.Errorf("%s is %s", link, got)
		}
	}
	if got := Canonical("ftp://x/"); got != "" {
		t.Error(got)
	}
}

func FuzzParse(f *testing.F) {
	body, err := os.ReadFile("testdata/wordpress.xml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body, "text/xml")
	f.Add([]byte(channel("<item><title>a & < &#27; b</title><pubDate>1 mai</pubDate></item>")), "")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"tags":"x"}]}`), "")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "text/xml; charset=utf-16")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		p, err := Parse(body, contentType, valmont, "https://valmont.example/feed/")
		if err != nil {
			return
		}
		for _, a := range p.Articles {
			for _, s := range append(a.Categories, a.Title, a.Author, a.Summary, a.ImageAlt) {
				if markup.Line(s) != s && strings.ContainsFunc(s, func(r rune) bool {
					return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x202e
				}) {
					t.Errorf("unclean: %q", s)
				}
			}
			if a.Link != "" && !strings.HasPrefix(a.Link, "http") || a.ID == 0 {
				t.Errorf("link %q, ID %v", a.Link, a.ID)
			}
		}
	})
}
