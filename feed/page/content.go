package page

import (
	"html"
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability"
	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup"
)

// readableElements limits the pages that are passed to readability, which goes over a page
// many times.
const readableElements = 8_000

// content is the place of a page's text.
type content struct {
	doc          *xhtml.Node // without its furniture
	node         *xhtml.Node // nil when there is none
	title        string
	author       string
	description  string // from the head of the page
	leads        []lead
	consentWords int // in what was removed
	password     bool
	accept       bool // there is a button that accepts cookies
}

// isContent reports whether an element is one in which WordPress themes, old and new, and
// common page builders put the text.
func isContent(n *xhtml.Node) bool {
	if attr(n, "itemprop") == "articleBody" {
		return true
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		switch class {
		case "entry-content", "post-content", "td-post-content", "article-content",
			"wp-block-post-content", "single-content", "post-body", "article-body",
			"elementor-widget-theme-post-content", "et_pb_post_content", "tdb_single_content",
			"article__content", "article__body", "post__content":
			return true
		}
	}
	return false
}

// choose finds the text: what WordPress themes mark as such, or the article or main element,
// or what readability finds. Readability also counts if the marked element is only a fragment
// of the page's text.
func choose(doc *xhtml.Node, p Page, description string, base *url.URL) content {
	c := content{doc: doc, title: p.Title, author: p.Author, description: description}
	c.leads = findLeads(doc, p.Title)
	c.consentWords = prune(doc)
	marked, n, unsure := markedContent(doc)
	c.node = marked
	all := 0
	if body := find(doc, isElement(atom.Body)); body != nil {
		all = prose(body)
	}
	if marked != nil && (n >= 60 || 5*n >= 2*all) {
		return c
	}
	if found := readable(doc, base); found != nil && prose(found) > 3*n &&
		(marked == nil || prose(found) >= 40) {
		c.node = found
		if unsure {
			c.node = whole(doc, found)
		}
	}
	return c
}

// markedContent returns what a page marks as its text, and its number of words. unsure reports
// whether only a name says so.
func markedContent(doc *xhtml.Node) (marked *xhtml.Node, words int, unsure bool) {
	marked, n := best(doc, isContent)
	around, m := best(doc, isPost)
	if around == nil {
		around, m = best(doc, isMain)
	}
	unsure = marked == nil && around == nil
	fragment := 5*n < 2*m
	if marked == nil {
		marked, n = best(doc, isNamedContent)
		fragment = around != nil && 4*n < 3*m
	}
	if fragment {
		return around, m, unsure
	}
	return marked, n, unsure
}

// whole returns the smallest element with nearly all of a page's paragraphs if readability
// found only a part of them: text in sections without a common element is spread over several.
func whole(doc, found *xhtml.Node) *xhtml.Node {
	all, part := paragraphWords(doc), paragraphWords(found)
	if 10*part >= 6*all {
		return found
	}
	outer := doc
	for {
		var inner *xhtml.Node
		for c := outer.FirstChild; c != nil && inner == nil; c = c.NextSibling {
			if c.Type == xhtml.ElementNode && 20*paragraphWords(c) >= 17*all {
				inner = c
			}
		}
		if inner == nil {
			return outer
		}
		outer = inner
	}
}

// paragraphWords counts the words of the paragraphs in n.
func paragraphWords(n *xhtml.Node) (words int) {
	for _, l := range leaves(n) {
		if w := prose(l); w >= 12 {
			words += w
		}
	}
	return words
}

// isNamedContent reports whether an element has one of the names that other themes give to the
// text.
func isNamedContent(n *xhtml.Node) bool {
	for _, name := range names(n) {
		if contentNames.has(strings.Join(words(name), "")) {
			return true
		}
	}
	return false
}

var contentNames = setOf(`story storytext storybody storycontent article articletext articlecopy
	articlemain articlecontents articledetail artikel artikeltext beitrag beitragstext entry
	entrytext 	entrybody post posttext postentry postcopy postbodycontent blogpost blogcontent blogtext
	bodycopy bodytext bodycontent maintext textcontent contenttext contentbody newstext newsbody
	newscontent thecontent singlecontent singlepostcontent pagecontent cmscontent richtext wysiwyg
	fieldnamebody texte contenu corps contenido cuerpo nota testo contenuto tekst inhoud`)

// isPost reports whether an element has the class of WordPress's post_class.
func isPost(n *xhtml.Node) bool {
	return n.DataAtom == atom.Article || hasClass(n, "hentry") || hasClass(n, "type-post")
}

func isMain(n *xhtml.Node) bool {
	return n.DataAtom == atom.Main || attr(n, "id") == "content" || attr(n, "role") == "main"
}

// best returns the candidate with the most prose, and the inner one of two with nearly the
// same.
func best(doc *xhtml.Node, is func(*xhtml.Node) bool) (node *xhtml.Node, words int) {
	seen := 0
	each(doc, func(n *xhtml.Node) bool {
		if seen > 100 || !is(n) {
			return seen <= 100
		}
		seen++
		w := prose(n)
		inner := node != nil && within(n, func(p *xhtml.Node) bool { return p == node }) != nil
		if node == nil || w > words || inner && 10*w >= 9*words && w > 0 {
			node, words = n, w
		}
		return true
	})
	return node, words
}

// readable runs readability on a copy of the page.
func readable(doc *xhtml.Node, base *url.URL) (found *xhtml.Node) {
	defer func() {
		if recover() != nil {
			found = nil
		}
	}()
	p := readability.NewParser()
	p.MaxElemsToParse = readableElements
	p.KeepClasses = true // package markup recognises boxes by their classes
	p.DisableJSONLD = true
	a, err := p.ParseDocument(doc, base)
	if err != nil {
		return nil
	}
	return a.Node
}

// body returns the text as HTML, followed by the site's own links to other articles elsewhere
// on the page.
func (c content) body(base string) string {
	var b strings.Builder
	if c.node != nil {
		remove(c.node)
		trim(c.node, c.author, base)
		b.WriteString(withLeads(c.leads, textOf(c.node), c.description))
		if p := c.node; p.Type == xhtml.ElementNode {
			each(p, func(n *xhtml.Node) bool {
				if n.DataAtom == atom.H1 && sameWords(textOf(n), c.title) {
					remove(n)
				}
				return true
			})
		}
		render(&b, c.node)
	}
	var rest strings.Builder
	render(&rest, c.doc)
	elsewhere := markup.Proposed(markup.Keep(rest.String(), base))
	if len(elsewhere) == 0 {
		return b.String()
	}
	b.WriteString("\n" + `<div class="yarpp-related"><ul>`)
	for _, a := range elsewhere {
		if a.URL != "" {
			b.WriteString(`<li><a href="` + html.EscapeString(a.URL) + `">` +
				html.EscapeString(a.Text) + `</a></li>`)
		}
	}
	b.WriteString("</ul></div>\n")
	return b.String()
}

// render writes the content of n.
func render(b *strings.Builder, n *xhtml.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		_ = xhtml.Render(b, c) // a strings.Builder never fails
	}
}
