package feed

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"breageek/feed/markup"
)

// Parsed is what a feed says of itself, and its articles in the feed's order.
type Parsed struct {
	Title    string        // one clean line; may be empty
	Site     string        // http or https; may be empty
	Language string        // BCP 47 as sent; may be empty
	TTL      time.Duration // how long the publisher wants to be left alone; 0 when not said
	Articles []Article
	Skipped  int // items with nothing in them to read
}

// Parse reads RSS 0.9x–2.0, RDF, Atom and JSON Feed, repaired first. body is the
// answer's body, contentType its Content-Type header (it may be empty), base the
// address it came from. An empty feed is no error; what is no feed at all is a
// *NotFeedError without its URL.
func Parse(body []byte, contentType string, src Source, base string) (Parsed, error) {
	text := strings.TrimLeft(utf8Text(body, contentType), " \t\r\n\ufeff\x00")
	f, m, err := parseText(text)
	if err != nil {
		return Parsed{}, &NotFeedError{Got: Sniff(body, text), Title: markup.Line(m.title), Err: err}
	}
	if own := markup.Link(m.base, base); own != "" {
		base = own
	}
	p := Parsed{
		Title:    markup.Line(m.restore(f.Title)),
		Site:     markup.Link(m.restore(f.Link), base),
		Language: language(f.Language),
		TTL:      ttl(f),
	}
	if p.Language == "" {
		p.Language = src.Language
	}
	r := reader{mended: m, key: src.Key(), base: base, site: Canonical(p.Site), lang: p.Language}
	at := make(map[ID]int, len(f.Items))
	for _, it := range f.Items {
		a, ok := r.article(it)
		if !ok {
			p.Skipped++
			continue
		}
		if i, twice := at[a.ID]; twice {
			if later(a, p.Articles[i]) {
				p.Articles[i] = a
			}
			continue
		}
		at[a.ID] = len(p.Articles)
		p.Articles = append(p.Articles, a)
	}
	return p, nil
}

// later decides between two items with one ID: the later version, else the one
// that came first.
func later(a, b Article) bool {
	newest := func(a Article) time.Time {
		if a.Updated.After(a.Published) {
			return a.Updated
		}
		return a.Published
	}
	return newest(a).After(newest(b))
}

func parseText(text string) (*gofeed.Feed, *mended, error) {
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true // only there is the ttl
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	if strings.HasPrefix(text, "{") {
		repaired, err := mendJSON(text)
		if err != nil {
			return nil, &mended{}, err
		}
		f, err := guarded(parser, repaired)
		return f, &mended{}, err
	}
	m := mend(text)
	if m.root == "" {
		return nil, m, errors.New("no root element")
	}
	f, err := guarded(parser, m.xml.String())
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

// reader makes articles of one feed's items.
type reader struct {
	*mended
	key, base, site, lang string
}

func (r *reader) article(it *gofeed.Item) (Article, bool) {
	a := Article{
		SourceKey: r.key,
		GUID:      strings.TrimSpace(r.restore(it.GUID)),
		Title:     markup.Line(r.restore(it.Title)),
		Author:    r.author(it),
		Link:      r.link(it),
		Published: date(it.Published, it.PublishedParsed),
		Updated:   date(it.Updated, it.UpdatedParsed),
		Language:  r.lang,
	}
	if a.Title == "" {
		a.Title = markup.Line(r.restore(extension(it.Extensions, "media", "title")))
	}
	if a.Published.IsZero() {
		a.Published, a.Updated = a.Updated, time.Time{}
	}
	if !a.Updated.After(a.Published) {
		a.Updated = time.Time{}
	}
	r.body(&a, r.restore(it.Content), r.restore(it.Description))
	if a.Title == "" && a.Body.IsZero() && a.Link == "" {
		return a, false
	}
	a.Categories = r.categories(it)
	r.files(&a, it)
	link := a.Link
	if Canonical(link) == r.site { // every item leads to the front page
		link = ""
	}
	title := a.Title
	if title == "" {
		title = a.Summary
	}
	a.ID = NewID(r.key, a.GUID, link, title, a.Published)
	return a, true
}

func (r *reader) link(it *gofeed.Item) string {
	if own := extension(it.Extensions, "feedburner", "origLink"); own != "" {
		if link := markup.Link(own, r.base); link != "" {
			return link
		}
	}
	for _, s := range append([]string{it.Link}, it.Links...) {
		if link := markup.Link(r.restore(s), r.base); link != "" {
			return link
		}
	}
	return ""
}

func (r *reader) author(it *gofeed.Item) string {
	var names []string
	for _, p := range it.Authors {
		name := markup.Line(r.restore(p.Name))
		if name == "" {
			name = markup.Line(p.Email)
		}
		if name != "" && !contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

func (r *reader) categories(it *gofeed.Item) []string {
	var out []string
	for _, c := range it.Categories {
		if c = markup.Line(r.restore(c)); c != "" && !contains(out, c) && len(out) < 100 {
			out = append(out, c)
		}
	}
	return out
}

// body chooses the text: what the publisher calls the content, else the
// description, and tells how much of the article it is.
func (r *reader) body(a *Article, content, description string) {
	summary, cutOff := markup.Excerpt(markup.Keep(description, r.base), 80)
	a.Summary = summary
	text := content
	if strings.TrimSpace(text) == "" {
		text = description
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	a.Body = markup.Weigh(text, r.base)
	a.Words = markup.Measure(a.Body).Words
	switch {
	case text == description:
		if !cutOff && a.Words > 80 {
			a.Completeness = Full
		}
	default:
		described := markup.Measure(markup.Keep(description, "")).Words
		if a.Words > described+20 || !markup.CutOff(a.Body) {
			a.Completeness = Full
		}
	}
	if a.Summary == "" || text == description && a.Completeness == Full {
		a.Summary, _ = markup.Excerpt(a.Body, 55)
	}
}

// files takes the pictures and enclosures that come with an item.
func (r *reader) files(a *Article, it *gofeed.Item) {
	for _, e := range it.Enclosures {
		url := markup.Link(e.URL, r.base)
		if url == "" || len(a.Enclosures) == 20 {
			continue
		}
		size, _ := strconv.ParseInt(strings.TrimSpace(e.Length), 10, 64)
		a.Enclosures = append(a.Enclosures,
			Enclosure{URL: url, Type: markup.Line(e.Type), Bytes: max(0, size)})
		if a.Image == "" && strings.HasPrefix(e.Type, "image/") {
			a.Image = url
		}
	}
	if it.Image != nil {
		if url := markup.Link(it.Image.URL, r.base); url != "" {
			a.Image, a.ImageAlt = url, markup.Line(r.restore(it.Image.Title))
		}
	}
	if a.Image == "" {
		a.Image = markup.Link(mediaImage(it.Extensions), r.base)
	}
	if url, alt := markup.Picture(a.Body); url != "" && (a.Image == "" || a.Image == url) {
		a.Image, a.ImageAlt = url, alt
	}
}

// mediaImage finds a picture among the elements of Media RSS.
func mediaImage(e ext.Extensions) string {
	media := e["media"]
	for _, group := range media["group"] {
		if url := mediaImage(ext.Extensions{"media": group.Children}); url != "" {
			return url
		}
	}
	for _, c := range media["content"] {
		if c.Attrs["medium"] == "image" || strings.HasPrefix(c.Attrs["type"], "image/") {
			return c.Attrs["url"]
		}
	}
	for _, c := range media["thumbnail"] {
		return c.Attrs["url"]
	}
	return ""
}

func extension(e ext.Extensions, space, name string) string {
	for _, x := range e[space][name] {
		return strings.TrimSpace(x.Value)
	}
	return ""
}

// ttl is the shortest wait the publisher asks for: RSS ttl in minutes, or the
// syndication module's period divided by its frequency.
func ttl(f *gofeed.Feed) time.Duration {
	if r, ok := f.OriginalFeed().(*rss.Feed); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 && n < 1<<20 {
			return time.Duration(n) * time.Minute
		}
	}
	period := map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour,
		"weekly": 7 * 24 * time.Hour}[extension(f.Extensions, "sy", "updatePeriod")]
	n, err := strconv.Atoi(extension(f.Extensions, "sy", "updateFrequency"))
	if err != nil || n < 1 {
		n = 1
	}
	return period / time.Duration(n)
}

func language(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 35 || strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x80 || !isNameByte(byte(r))
	}) {
		return ""
	}
	return strings.ReplaceAll(s, "_", "-")
}
