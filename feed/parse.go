package feed

import (
	"errors"
	"fmt"
	"slices"
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

// Parsed is what a feed says of itself, and its articles in the feed's order.
type Parsed struct {
	Title    string        // one clean line; may be empty
	Site     string        // http or https; may be empty
	Language string        // BCP 47 as sent; may be empty
	TTL      time.Duration // how long the publisher wants to be left alone; 0 when not said
	Articles []Article
	Skipped  int // items with nothing in them to read

	SkipHours uint32 // see [Validators]
	SkipDays  uint8
}

// Parse reads RSS 0.9x–2.0, RDF, Atom and JSON Feed, repaired first. body is the
// answer's body, contentType its Content-Type header (it may be empty), base the
// address it came from. An empty feed is no error; what is no feed at all is a
// *NotFeedError without its URL.
func Parse(body []byte, contentType string, src Source, base string) (Parsed, error) {
	text := strings.TrimLeft(repair.UTF8(body, contentType), " \t\r\n\ufeff\x00")
	f, m, err := parseText(text, base)
	if err != nil {
		return Parsed{}, &NotFeedError{Got: repair.Sniff(body, text), Title: markup.Line(m.Title), Err: err}
	}
	if m.Base != "" {
		base = m.Base
	}
	p := Parsed{
		Title:    lineOf(m.Text(f.Title, repair.Unspecified)),
		Site:     markup.Link(m.Restore(f.Link), base),
		Language: language(f.Language),
	}
	wait := patienceOf(f)
	p.TTL, p.SkipHours, p.SkipDays = wait.ttl, wait.hours, wait.days
	if p.Language == "" {
		p.Language = src.Language
	}
	r := reader{doc: m, key: src.Key(), base: base, lang: p.Language, authors: called(f.Authors)}
	articles := make([]Article, 0, len(f.Items))
	for i, it := range f.Items {
		if a, ok := r.article(it, originalOf(f, i)); ok {
			articles = append(articles, a)
		} else {
			p.Skipped++
		}
	}
	p.Articles = identify(articles, Canonical(p.Site))
	return p, nil
}

func parseText(text, base string) (*gofeed.Feed, *repair.Document, error) {
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true // only there is what the formats do not share
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	if strings.HasPrefix(text, "{") {
		repaired, err := repair.JSON(text)
		if err != nil {
			return nil, &repair.Document{}, err
		}
		f, err := guarded(parser, repaired)
		return f, &repair.Document{}, err
	}
	m := repair.XML(text, base)
	if m.Root == "" {
		return nil, m, errors.New("no root element")
	}
	f, err := guarded(parser, m.String())
	return f, m, err
}

// guarded turns a panic of the parser into an error: one feed must not end the
// program.
func guarded(p *gofeed.Parser, text string) (f *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("feed parser: %v", r)
		}
	}()
	return p.ParseString(text)
}

// original is an item as its own format has it; at most one field is set.
type original struct {
	rss  *rss.Item
	atom *atom.Entry
	json *jsonfeed.Item
}

// originalOf finds the original of the feed's item i: the parser keeps their order.
func originalOf(f *gofeed.Feed, i int) original {
	switch o := f.OriginalFeed().(type) {
	case *rss.Feed:
		if i < len(o.Items) {
			return original{rss: o.Items[i]}
		}
	case *atom.Feed:
		if i < len(o.Entries) {
			return original{atom: o.Entries[i]}
		}
	case *jsonfeed.Feed:
		if i < len(o.Items) {
			return original{json: o.Items[i]}
		}
	}
	return original{}
}

// reader makes articles of one feed's items.
type reader struct {
	doc             *repair.Document
	key, base, lang string
	authors         []*gofeed.Person // the feed's own
}

func (r *reader) article(it *gofeed.Item, o original) (Article, bool) {
	a := Article{
		SourceKey: r.key,
		GUID:      strings.TrimSpace(r.doc.Restore(it.GUID)),
		Title:     r.title(it, o),
		Author:    r.author(it, o),
		Published: r.date(it, it.Published, "issued", "created", "published", "date"),
		Updated:   r.date(it, it.Updated, "modified", "updated"),
		Language:  r.lang,
	}
	r.addresses(&a, it, o)
	if a.Published.IsZero() {
		a.Published, a.Updated = a.Updated, time.Time{}
	}
	if !a.Updated.After(a.Published) {
		a.Updated = time.Time{}
	}
	r.body(&a, r.content(it, o), r.description(it, o))
	if a.Title == "" && a.Body.IsZero() && a.Link == "" {
		return a, false
	}
	a.Categories = r.categories(it)
	r.files(&a, it, o)
	return a, true
}

// date is when the item was published or changed: what the format has for it, else the
// first of some elements that are there in its place, of Dublin Core's terms or none of any
// module.
func (r *reader) date(it *gofeed.Item, usual string, others ...string) time.Time {
	at := repair.DateIn(r.doc.Restore(usual), r.lang)
	for _, name := range others {
		if at.IsZero() {
			at = repair.DateIn(r.doc.Restore(extension(it.Extensions, "dcterms", name)), r.lang)
		}
		if at.IsZero() {
			at = repair.DateIn(r.doc.Restore(it.Custom[name]), r.lang)
		}
	}
	return at
}

// Title is the item's title, else that of what it carries.
func (r *reader) title(it *gofeed.Item, o original) string {
	usual := repair.Unspecified
	if o.json != nil {
		usual = repair.Plain // "The only place HTML is allowed is in content_html" (JSON Feed 1.1)
	}
	if title := lineOf(r.doc.Text(it.Title, usual)); title != "" {
		return title
	}
	if title := lineOf(r.doc.Text(extension(media(it.Extensions), "media", "title"), repair.Unspecified)); title != "" {
		return title
	}
	return lineOf(r.doc.Text(extension(it.Extensions, "itunes", "title"), repair.Unspecified)) // of an episode
}

// content is the whole text, where the format has a place for it.
func (r *reader) content(it *gofeed.Item, o original) repair.Text {
	if j := o.json; j != nil {
		if strings.TrimSpace(j.ContentHTML) == "" {
			return repair.Text{S: j.ContentText, Kind: repair.Plain}
		}
		return repair.Text{S: j.ContentHTML, Kind: repair.HTML}
	}
	if content := r.doc.Text(it.Content, repair.Unspecified); !content.Blank() {
		return content
	}
	return r.doc.Text(it.Custom["content"], repair.Unspecified) // without its module's prefix
}

// description is the excerpt, or what stands in its place. A video's is with the video
// (Media RSS, media:description).
func (r *reader) description(it *gofeed.Item, o original) repair.Text {
	if o.json != nil {
		return repair.Text{S: o.json.Summary, Kind: repair.Plain}
	}
	if d := r.doc.Text(it.Description, repair.Unspecified); !d.Blank() {
		return d
	}
	if d := r.doc.Text(extension(media(it.Extensions), "media", "description"), repair.Unspecified); !d.Blank() {
		return d
	}
	return r.doc.Text(it.Custom["summary"], repair.Unspecified)
}

func (r *reader) categories(it *gofeed.Item) []string {
	var out []string
	for _, c := range it.Categories {
		c = markup.Line(r.doc.Restore(c))
		if c == "" || slices.Contains(out, c) || len(out) == 100 {
			continue
		}
		if markup.Link(c, "") != "" { // Blogger's and YouTube's "kind": a schema's address
			continue
		}
		out = append(out, c)
	}
	return out
}

// body chooses the text: what the publisher calls the content, else the
// description, and tells how much of the article it is.
func (r *reader) body(a *Article, content, description repair.Text) {
	base := a.Link // as on the article's own page
	if base == "" {
		base = r.base
	}
	described := bodyOf(description, base)
	summary, cutOff := markup.Excerpt(described, 80)
	a.Summary = summary
	only := content.Blank()
	switch {
	case only && description.Blank():
		return
	case only:
		a.Body = markup.Weighed(described)
	default:
		a.Body = markup.Weighed(bodyOf(content, base))
	}
	a.Words = markup.Measure(a.Body).Words
	switch {
	case only:
		if !cutOff && a.Words > 80 {
			a.Completeness = Full
		}
	case a.Words > markup.Measure(described).Words+20 || !markup.CutOff(a.Body):
		a.Completeness = Full
	}
	// Blogger says that its excerpts are no markup, and leaves references in them.
	encoded := description.Kind == repair.Plain && strings.Contains(description.S, "&nbsp;") && !only
	if a.Summary == "" || encoded || only && a.Completeness == Full {
		a.Summary, _ = markup.Excerpt(a.Body, 55)
	}
}

// extension is the first value of an element of another namespace.
func extension(e ext.Extensions, space, name string) string {
	for _, x := range e[space][name] {
		if v := strings.TrimSpace(x.Value); v != "" {
			return v
		}
	}
	return ""
}

func language(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 35 || strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("-_.:", r) && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	}) {
		return ""
	}
	return strings.ReplaceAll(s, "_", "-")
}
