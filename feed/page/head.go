package page

import (
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
	"breageek/feed/repair"
)

// head is what a page says about itself, in its head and around the text, as written.
type head struct {
	doc    *html.Node
	base   string
	meta   map[string]string // <meta>, by property or name; the first of each
	data   linkedData
	locked bool // the page says that its text is not free
}

func readHead(doc *html.Node, base string) head {
	h := head{doc: doc, base: base, meta: make(map[string]string), data: readLinkedData(doc)}
	each(doc, func(n *html.Node) bool {
		if n.DataAtom == atom.Meta {
			name := firstOf(attr(n, "property"), attr(n, "name"), attr(n, "itemprop"))
			name = strings.ToLower(strings.TrimSpace(name))
			if value := strings.TrimSpace(attr(n, "content")); value != "" && h.meta[name] == "" {
				h.meta[name] = value
			}
		}
		return true
	})
	h.locked = h.data.locked || strings.EqualFold(h.meta["article:content_tier"], "locked")
	return h
}

func (h head) page(address string) Page {
	p := Page{
		URL:       address,
		Canonical: canonical(h.doc, h.base),
		Author: firstOf(markup.Line(h.meta["author"]), markup.Line(h.data.author),
			h.line(".author", ".fn"), h.authorLink()),
		Site: h.site(),
	}
	if strings.Contains(p.Author, "://") { // Facebook's article:author is an address
		p.Author = ""
	}
	p.Title = h.title(p.Site)
	p.Published = firstDate(h.meta["article:published_time"], h.data.published,
		h.meta["datepublished"], h.time("published", "entry-date", "post-date", "wp-block-post-date"))
	p.Updated = firstDate(h.meta["article:modified_time"], h.data.updated,
		h.meta["datemodified"], h.time("updated", "modified"))
	if !p.Updated.After(p.Published) {
		p.Updated = time.Time{}
	}
	html := find(h.doc, isElement(atom.Html))
	p.Language = language(firstOf(attr(html, "lang"), attr(html, "xml:lang"), h.meta["og:locale"],
		h.data.language))
	p.Image = firstOf(markup.Link(h.meta["og:image"], h.base),
		markup.Link(h.meta["og:image:secure_url"], h.base), markup.Link(h.data.image, h.base))
	p.ImageAlt = firstOf(markup.Line(h.meta["og:image:alt"]), h.pictureAlt(p.Image))
	return p
}

func canonical(doc *html.Node, base string) string {
	link := find(doc, func(n *html.Node) bool {
		return n.DataAtom == atom.Link &&
			strings.EqualFold(strings.TrimSpace(attr(n, "rel")), "canonical")
	})
	return markup.Link(attr(orEmpty(link), "href"), base)
}

// site returns the name of the site: as the page gives it, or as WordPress titles the feed of
// the site in every page ("Le Site » Flux"), or as the theme prints it.
func (h head) site() string {
	flux := find(h.doc, func(n *html.Node) bool {
		return n.DataAtom == atom.Link && attr(n, "type") == "application/rss+xml" &&
			strings.Contains(attr(n, "title"), " » ")
	})
	name, _, _ := strings.Cut(attr(orEmpty(flux), "title"), " » ")
	return firstOf(markup.Line(h.meta["og:site_name"]), markup.Line(name),
		h.line(".site-title", ""), h.line(".wp-block-site-title", ""))
}

// title returns the article's title without the site's name.
func (h head) title(site string) string {
	heading := h.line("h1.entry-title", "")
	for _, s := range []string{markup.Line(h.meta["og:title"]), heading,
		markup.Line(h.data.headline)} {
		if s != "" {
			return h.withoutSite(s, site)
		}
	}
	for _, a := range []atom.Atom{atom.Title, atom.H1} {
		if t := find(h.doc, isElement(a)); t != nil && t.FirstChild != nil {
			return h.withoutSite(markup.Line(textOf(t)), site)
		}
	}
	return ""
}

// withoutSite removes "- Le Site" from the end of a title: the name in the page's metadata, or
// one that is in the host's name.
func (h head) withoutSite(title, site string) string {
	host := ""
	if u, err := url.Parse(h.base); err == nil {
		host = strings.Join(folded(u.Hostname()), "")
	}
	name := strings.Join(folded(site), "")
	for _, sign := range []string{" - ", " – ", " — ", " | ", " • ", " · ", " » ", " › ", " « ",
		" :: "} {
		i := strings.LastIndex(title, sign)
		if i <= 0 {
			continue
		}
		tail := strings.Join(folded(title[i:]), "")
		if tail != "" && (tail == name || len(tail) > 4 && strings.Contains(host, tail)) {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

// line returns the text of an element given as "tag.class" or ".class", or of an element in it
// with another class.
func (h head) line(outer, inner string) string {
	is := func(selector string) func(*html.Node) bool {
		tag, class, _ := strings.Cut(selector, ".")
		return func(n *html.Node) bool {
			return (tag == "" || n.Data == tag) && hasClass(n, class)
		}
	}
	n := find(h.doc, is(outer))
	if n != nil && inner != "" {
		n = find(n, is(inner))
	}
	if n == nil {
		return ""
	}
	text := textOf(n)
	if len(strings.Fields(text)) > 100 {
		return ""
	}
	return markup.Line(text)
}

// authorLink returns the text of the link to the author's articles.
func (h head) authorLink() string {
	return markup.Line(textOf(orEmpty(find(h.doc, func(n *html.Node) bool {
		return n.DataAtom == atom.A && attr(n, "rel") == "author" && within(n, isComment) == nil
	}))))
}

// time returns the date of a <time> with one of these classes. Others do not count: the date
// in the top bar is today's, and comments and other articles have dates as well.
func (h head) time(classes ...string) string {
	return attr(orEmpty(find(h.doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Time || attr(n, "datetime") == "" || within(n, isElsewhere) != nil {
			return false
		}
		for _, class := range classes {
			if hasClass(n, class) || n.Parent != nil && hasClass(n.Parent, class) {
				return true
			}
		}
		return false
	})), "datetime")
}

// pictureAlt returns the description of the featured picture, if the page shows it.
func (h head) pictureAlt(image string) string {
	if image == "" {
		return ""
	}
	img := find(h.doc, func(n *html.Node) bool {
		return n.DataAtom == atom.Img && attr(n, "alt") != "" &&
			(hasClass(n, "wp-post-image") || markup.Link(attr(n, "src"), h.base) == image)
	})
	return markup.Line(attr(orEmpty(img), "alt"))
}

// orEmpty returns an empty node for nil, so that it can be queried.
func orEmpty(n *html.Node) *html.Node {
	if n == nil {
		return &html.Node{}
	}
	return n
}

func firstDate(values ...string) time.Time {
	for _, v := range values {
		if t := repair.Date(v); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// language returns a BCP 47 tag for what pages write: fr-FR, fr_FR.
func language(s string) string {
	s = strings.ReplaceAll(markup.Line(s), "_", "-")
	odd := strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789-")
	if len(s) > 35 || odd != "" {
		return ""
	}
	return s
}
