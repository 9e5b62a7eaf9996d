package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// image converts a picture, with the address that a script would give it. An emoji becomes its
// character, and a tracking pixel disappears.
func (t *tidier) image(c *html.Node) []*html.Node {
	alt := clean.OneLine(dom.Attr(c, "alt"))
	if dom.HasClass(c, "wp-smiley") || dom.HasClass(c, "emoji") ||
		strings.Contains(dom.Attr(c, "src"), "s.w.org/images/core/emoji") {
		if alt == "" {
			return nil
		}
		return []*html.Node{dom.Text(alt)}
	}
	if isPixel(c) {
		return nil
	}
	if isFormulaPicture(c) && alt != "" {
		return tex(dom.Attr(c, "alt"))
	}
	src := t.pictureSource(c)
	if src == "" {
		if alt == "" {
			return nil
		}
		return []*html.Node{dom.New(atom.Em, dom.Text(alt))}
	}
	img := dom.New(atom.Img)
	img.Attr = []html.Attribute{{Key: "src", Val: src}, {Key: "alt", Val: alt}}
	for _, key := range []string{"width", "height"} { // for Pictures; Markdown does not use them
		if v := dom.Attr(c, key); v != "" {
			img.Attr = append(img.Attr, html.Attribute{Key: key, Val: v})
		}
	}
	if dom.HasClass(c, "wp-post-image") {
		img.Attr = append(img.Attr, html.Attribute{Key: "class", Val: "wp-post-image"})
	}
	return []*html.Node{img}
}

// pictureSource returns the address of a picture behind the placeholders of lazy loading.
func (t *tidier) pictureSource(c *html.Node) string {
	for _, key := range []string{"data-lazy-src", "data-src", "data-original", "data-orig-file",
		"src", "data-srcset", "srcset"} {
		v := strings.TrimSpace(dom.Attr(c, key))
		if strings.HasSuffix(key, "srcset") {
			v, _, _ = strings.Cut(v, " ")
			v = strings.TrimSuffix(v, ",")
		}
		if v == "" || strings.HasPrefix(v, "data:") || isPlaceholder(v) {
			continue
		}
		if src := clean.Link(v, t.base); src != "" {
			return src
		}
	}
	return ""
}

func isPlaceholder(src string) bool {
	src = strings.ToLower(src)
	for _, s := range []string{"blank.gif", "placeholder", "/lazy.", "spacer.gif", "1x1.", "grey.gif",
		"transparent.png", "transparent.gif"} {
		if strings.Contains(src, s) {
			return true
		}
	}
	return false
}

// isPixel reports whether a picture is a tracking pixel.
func isPixel(c *html.Node) bool {
	small := func(v string) bool {
		v = strings.TrimSuffix(strings.TrimSpace(v), "px")
		return v == "0" || v == "1"
	}
	if small(dom.Attr(c, "width")) || small(dom.Attr(c, "height")) {
		return true
	}
	src := dom.Attr(c, "src")
	return strings.Contains(src, "feeds.feedburner.com/~") ||
		strings.Contains(src, "feeds.wordpress.com/1.0/") ||
		strings.Contains(src, "pixel.wp.com/") || strings.Contains(src, "stats.wordpress.com/")
}

// media turns into a link what text cannot show. WordPress's own embeds are beside a quote
// that already contains the link.
func (t *tidier) media(c *html.Node) []*html.Node {
	if dom.HasClass(c, "wp-embedded-content") {
		return nil
	}
	src := firstOf(dom.Attr(c, "data-src"), dom.Attr(c, "data-lazy-src"), dom.Attr(c, "src"),
		dom.Attr(c, "data"))
	var inside []*html.Node
	if c.DataAtom != atom.Iframe {
		dom.Each(c, func(e *html.Node) bool {
			if src == "" && (e.DataAtom == atom.Source || e.DataAtom == atom.Embed) {
				src = dom.Attr(e, "src")
			}
			if src == "" && e.DataAtom == atom.Param && dom.Attr(e, "name") == "movie" {
				src = dom.Attr(e, "value")
			}
			return true
		})
	}
	href := watchable(clean.Link(src, t.base))
	if href == "" {
		if c.DataAtom == atom.Object || c.DataAtom == atom.Video || c.DataAtom == atom.Audio {
			t.children(c)
			inside = t.paragraphs(dom.TakeChildren(c))
		}
		return inside
	}
	return []*html.Node{dom.New(atom.P, dom.Link(href, mediaLabel(c, href)))}
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" && !strings.HasPrefix(v, "about:") && !strings.HasPrefix(v, "data:") {
			return v
		}
	}
	return ""
}

// watchable returns the web page for a player's address.
func watchable(href string) string {
	u, err := url.Parse(href)
	if err != nil || href == "" {
		return ""
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	if host == "youtube.com" || host == "youtube-nocookie.com" {
		if id, ok := strings.CutPrefix(u.Path, "/embed/"); ok && id != "" && id != "videoseries" {
			return "https://www.youtube.com/watch?v=" + clean.EscapeURL(url.QueryEscape(id))
		}
	}
	if id, ok := strings.CutPrefix(u.Path, "/video/"); ok && host == "player.vimeo.com" {
		return clean.EscapeURL("https://vimeo.com/" + id)
	}
	return href
}

// mediaLabel returns a player's title, or its file, or its host.
func mediaLabel(c *html.Node, href string) string {
	for _, key := range []string{"title", "aria-label"} {
		s := clean.OneLine(dom.Attr(c, key))
		low := strings.ToLower(s)
		if s != "" && low != "youtube video player" && !strings.HasPrefix(low, "iframe") {
			return "▶ " + s
		}
	}
	u, err := url.Parse(href)
	if err != nil {
		return "▶ " + href
	}
	if c.DataAtom == atom.Video || c.DataAtom == atom.Audio {
		if i := strings.LastIndexByte(u.Path, '/'); i >= 0 && i < len(u.Path)-1 {
			return "▶ " + clean.OneLine(u.Path[i+1:])
		}
	}
	return "▶ " + clean.OneLine(strings.TrimPrefix(u.Hostname(), "www."))
}
