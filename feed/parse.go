package feed

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"

	"breageek/feed/markup"
	"breageek/feed/repair"
)

// Parsed is what a feed says about itself, and its articles in the order of the feed.
type Parsed struct {
	Title    string        // one clean line; may be empty
	Site     string        // http or https; may be empty
	Language string        // BCP 47 as sent; may be empty
	TTL      time.Duration // how long the publisher asks us to wait; 0 when not given
	Articles []Article
	Skipped  int // items in which there is nothing to read

	SkipHours uint32 // see [Validators]
	SkipDays  uint8
}

// Parse repairs and parses RSS 0.9x to 2.0, RDF, Atom and JSON Feed. body is the body of the
// response, contentType its Content-Type header, which may be empty, and base the address it
// came from. An empty feed is not an error. If body is not a feed, the error is a
// *NotFeedError without its URL.
func Parse(body []byte, contentType string, src Source, base string) (Parsed, error) {
	text := strings.TrimLeft(repair.UTF8(body, contentType), " \t\r\n\ufeff\x00")
	f, doc, err := parseText(text, base)
	if err != nil {
		return Parsed{}, &NotFeedError{Got: repair.Sniff(body, text),
			Title: markup.Line(doc.Title), Err: err}
	}
	if doc.Base != "" {
		base = doc.Base
	}
	p := Parsed{
		Title:    lineOf(f.title),
		Site:     markup.Link(f.link, base),
		Language: languageTag(f.language),
		TTL:      f.ttl, SkipHours: f.skipHours, SkipDays: f.skipDays,
	}
	if p.Language == "" {
		p.Language = src.Language
	}
	r := reader{key: src.Key(), base: base, lang: p.Language, authors: named(f.authors)}
	articles := make([]Article, 0, len(f.entries))
	for i := range f.entries {
		if a, ok := r.article(&f.entries[i]); ok {
			articles = append(articles, a)
		} else {
			p.Skipped++
		}
	}
	p.Articles = identify(articles, Canonical(p.Site))
	return p, nil
}

// parseText repairs a document and parses it. The repaired document is never nil.
func parseText(text, base string) (document, *repair.Document, error) {
	if strings.HasPrefix(text, "{") {
		repaired, err := repair.JSON(text)
		if err != nil {
			return document{}, &repair.Document{}, err
		}
		f, err := guarded(repaired, &repair.Document{})
		return f, &repair.Document{}, err
	}
	doc := repair.XML(text, base)
	if doc.Root == "" {
		return document{}, doc, errors.New("no root element")
	}
	f, err := guarded(doc.String(), doc)
	return f, doc, err
}

// guarded turns a panic of the parser into an error: one feed must not end the program.
func guarded(text string, doc *repair.Document) (f document, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = document{}, fmt.Errorf("feed parser: %v", r)
		}
	}()
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true // only there is what the formats do not share
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	parsed, err := parser.ParseString(text)
	if err != nil {
		return document{}, err
	}
	return translator{doc}.document(parsed), nil
}

// translator converts what gofeed returns, and replaces the placeholders of the repair with
// their texts.
type translator struct{ *repair.Document }

func (t translator) document(f *gofeed.Feed) document {
	d := document{
		title: t.Text(f.Title, repair.Unspecified), link: t.Restore(f.Link), language: f.Language,
		authors: t.people(f.Authors), entries: make([]entry, len(f.Items)),
	}
	patience(&d, f)
	for i, it := range f.Items {
		d.entries[i] = t.entry(it)
		switch o := f.OriginalFeed().(type) { // the parser keeps their order
		case *rss.Feed:
			if i < len(o.Items) {
				t.rss(&d.entries[i], it, o.Items[i])
			}
		case *atom.Feed:
			if i < len(o.Entries) {
				t.atom(&d.entries[i], o.Entries[i])
			}
		case *jsonfeed.Feed:
			if i < len(o.Items) {
				t.json(&d.entries[i], o.Items[i])
			}
		}
	}
	return d
}

// entry converts what the formats share.
func (t translator) entry(it *gofeed.Item) entry {
	e := entry{
		id:         t.Restore(it.GUID),
		contents:   t.texts(it.Content, it.Custom["content"]), // without the prefix of its module
		published:  t.dates(it, it.Published, "issued", "created", "published", "date"),
		updated:    t.dates(it, it.Updated, "modified", "updated"),
		people:     t.people(it.Authors),
		categories: it.Categories,
	}
	for i, c := range e.categories {
		e.categories[i] = t.Restore(c)
	}
	for _, f := range it.Enclosures {
		size, _ := strconv.ParseInt(strings.TrimSpace(f.Length), 10, 64)
		e.enclosures = append(e.enclosures, Enclosure{URL: t.Restore(f.URL),
			Type: markup.Line(f.Type), Bytes: max(0, size)})
	}
	var group mediaTexts
	e.media, group = t.media(it.Extensions)
	e.titles = t.texts(it.Title, group.title,
		extension(it.Extensions, "itunes", "title")) // of an episode
	e.descriptions = t.texts(it.Description, group.description, it.Custom["summary"])
	if it.ITunesExt != nil {
		e.playing, e.image = it.ITunesExt.Duration, t.Restore(it.ITunesExt.Image)
	}
	return e
}

// rss adds what only RSS and RDF have. A guid is an address unless isPermaLink says otherwise
// (RSS 2.0, <guid>; RSS 1.0 §5.5, rdf:about).
func (t translator) rss(e *entry, it *gofeed.Item, o *rss.Item) {
	e.addresses = make([]string, 0, len(it.Links)+3)
	e.addresses = append(e.addresses, extension(it.Extensions, "feedburner", "origLink"),
		extension(it.Extensions, "pheedo", "origLink"), it.Link)
	e.addresses = t.restored(append(e.addresses, it.Links...))
	for _, space := range []string{"atom", "atom10", "atom03"} {
		for _, l := range it.Extensions[space]["link"] {
			e.atomLinks = append(e.atomLinks, t.link(l.Attrs["href"], l.Attrs["rel"],
				l.Attrs["type"], l.Attrs["title"], l.Attrs["hreflang"]))
		}
	}
	if o.GUID != nil && !strings.EqualFold(strings.TrimSpace(o.GUID.IsPermalink), "false") {
		e.permalink = absolute(e.id)
	}
	if o.Comments != "" {
		e.references = []Reference{{Kind: Comments, URL: t.Restore(o.Comments)}}
	}
	if o.DublinCoreExt != nil {
		for _, name := range o.DublinCoreExt.Creator {
			e.creators = append(e.creators, t.Restore(name))
		}
	}
	if o.Source != nil {
		e.source = &origin{title: markup.Line(t.Restore(o.Source.Title))}
	}
}

// atom adds what only Atom has. Its id is never an address (RFC 4287 §4.2.6).
func (t translator) atom(e *entry, o *atom.Entry) {
	for _, l := range o.Links {
		e.atomLinks = append(e.atomLinks, t.link(l.Href, l.Rel, l.Type, l.Title, l.Hreflang))
	}
	if o.Content != nil {
		e.elsewhere = t.Restore(o.Content.Src)
	}
	if o.Source != nil {
		e.source = &origin{title: lineOf(t.Text(o.Source.Title, repair.Unspecified))}
		for _, p := range o.Source.Authors {
			e.source.people = append(e.source.people, person{t.Restore(p.Name), t.Restore(p.Email)})
		}
	}
}

// json adds what only JSON Feed has. "The only place HTML is allowed is in content_html", and
// an id is "ideally the full URL" (JSON Feed 1.1).
func (t translator) json(e *entry, o *jsonfeed.Item) {
	e.titles[0].Kind = repair.Plain
	e.contents = []repair.Text{{S: o.ContentText, Kind: repair.Plain}}
	if strings.TrimSpace(o.ContentHTML) != "" {
		e.contents[0] = repair.Text{S: o.ContentHTML, Kind: repair.HTML}
	}
	e.descriptions = []repair.Text{{S: o.Summary, Kind: repair.Plain}}
	e.addresses = []string{o.URL, absolute(e.id), o.ExternalURL}
	e.references = []Reference{{Kind: External, URL: o.ExternalURL}}
	e.image = cmp.Or(e.image, o.Image)
	e.banner = o.BannerImage
	if o.Attachments != nil {
		for i, f := range *o.Attachments {
			if i < len(e.enclosures) {
				e.enclosures[i].Duration = seconds(f.DurationInSeconds)
			}
		}
	}
}

func (t translator) link(href, rel, typ, title, language string) link {
	return link{href: t.Restore(href), rel: rel, typ: strings.ToLower(typ),
		title: lineOf(t.Text(title, repair.Unspecified)), language: language}
}

// texts returns the texts that are not empty; the first is always there.
func (t translator) texts(sent ...string) []repair.Text {
	var out []repair.Text
	for i, s := range sent {
		if i == 0 || s != "" {
			out = append(out, t.Text(s, repair.Unspecified))
		}
	}
	return out
}

func (t translator) restored(sent []string) []string {
	for i, s := range sent {
		sent[i] = t.Restore(s)
	}
	return sent
}

func (t translator) people(sent []*gofeed.Person) (people []person) {
	for _, p := range sent {
		if p != nil {
			people = append(people, person{t.Restore(p.Name), t.Restore(p.Email)})
		}
	}
	return people
}

// dates returns the dates of publication or change: that of the format, then those of other
// elements in its place, from Dublin Core or from no module.
func (t translator) dates(it *gofeed.Item, own string, others ...string) (dates []string) {
	if own != "" {
		dates = append(dates, t.Restore(own))
	}
	for _, name := range others {
		for _, s := range []string{extension(it.Extensions, "dcterms", name), it.Custom[name]} {
			if s != "" {
				dates = append(dates, t.Restore(s))
			}
		}
	}
	return dates
}

// mediaTexts holds the first texts of Media RSS that are not empty.
type mediaTexts struct{ title, description string }

// media collects the elements of Media RSS. Those of a group or of a file belong to the item
// as well (Media RSS 1.5.1, "Optional elements").
func (t translator) media(e ext.Extensions) (m mediaGroup, texts mediaTexts) {
	var gather func(elements map[string][]ext.Extension, depth int)
	gather = func(elements map[string][]ext.Extension, depth int) {
		texts.title = cmp.Or(texts.title, firstValue(elements["title"]))
		texts.description = cmp.Or(texts.description, firstValue(elements["description"]))
		for _, c := range elements["content"] {
			m.contents = append(m.contents, t.mediaContent(c))
		}
		for _, c := range elements["thumbnail"] {
			m.thumbnails = append(m.thumbnails, t.Restore(c.Attrs["url"]))
		}
		if depth == maxMediaDepth {
			return
		}
		for _, name := range []string{"group", "content"} {
			for _, inner := range elements[name] {
				gather(inner.Children, depth+1)
			}
		}
	}
	if elements := e["media"]; len(elements) > 0 {
		gather(elements, 0)
	}
	return m, texts
}

// maxMediaDepth limits the nesting of Media RSS.
const maxMediaDepth = 4

func (t translator) mediaContent(c ext.Extension) mediaContent {
	m := mediaContent{address: t.Restore(c.Attrs["url"]), typ: c.Attrs["type"],
		medium: c.Attrs["medium"], size: c.Attrs["fileSize"], duration: c.Attrs["duration"]}
	for _, title := range c.Children["title"] {
		m.title = markup.Line(t.Restore(title.Value))
	}
	for _, d := range c.Children["description"] {
		m.description = lineOf(t.Text(d.Value, repair.Unspecified))
	}
	return m
}

// extension returns the first value of an element of another namespace that is not empty.
func extension(e ext.Extensions, space, name string) string { return firstValue(e[space][name]) }

func firstValue(elements []ext.Extension) string {
	for _, x := range elements {
		if v := strings.TrimSpace(x.Value); v != "" {
			return v
		}
	}
	return ""
}

// patience reads how often a feed says that it changes: from RSS's ttl in minutes, or the
// period of the syndication module divided by its frequency, and the hours and days on which
// it never does.
func patience(d *document, f *gofeed.Feed) {
	if r, ok := f.OriginalFeed().(*rss.Feed); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 && n < 1<<20 {
			d.ttl = time.Duration(n) * time.Minute
		}
		for _, s := range r.SkipHours {
			if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n <= 24 {
				d.skipHours |= 1 << (n % 24) // 24 is midnight in RSS 0.91
			}
		}
		for day := time.Sunday; day <= time.Saturday; day++ {
			for _, s := range r.SkipDays {
				if strings.EqualFold(strings.TrimSpace(s), day.String()) {
					d.skipDays |= 1 << day
				}
			}
		}
	}
	if d.ttl == 0 {
		d.ttl = syndicationPeriod(extension(f.Extensions, "sy", "updatePeriod"),
			extension(f.Extensions, "sy", "updateFrequency"))
	}
}
