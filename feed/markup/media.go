package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
)

// image keeps a picture with the address a script would have given it, an emoji
// as the character it stands for, and nothing of a counting pixel.
func (t *tidier) image(c *html.Node) []*html.Node {
	alt := clean.OneLine(attr(c, "alt"))
	if hasClass(c, "wp-smiley") || hasClass(c, "emoji") ||
		strings.Contains(attr(c, "src"), "s.w.org/images/core/emoji") {
		if alt == "" {
			return nil
		}
		return []*html.Node{textNode(alt)}
	}
	if isPixel(c) {
		return nil
	}
	if isFormulaPicture(c) && alt != "" {
		return tex(attr(c, "alt"))
	}
	src := t.pictureSource(c)
	if src == "" {
		if alt == "" {
			return nil
		}
		return []*html.Node{element(atom.Em, textNode(alt))}
	}
	img := element(atom.Img)
	img.Attr = []html.Attribute{{Key: "src", Val: src}, {Key: "alt", Val: alt}}
	for _, key := range []string{"width", "height"} { // of no use to Markdown; for Pictures
		if v := attr(c, key); v != "" {
			img.Attr = append(img.Attr, html.Attribute{Key: key, Val: v})
		}
	}
	if hasClass(c, "wp-post-image") {
		img.Attr = append(img.Attr, html.Attribute{Key: "class", Val: "wp-post-image"})
	}
	return []*html.Node{img}
}

// pictureSource finds the picture behind the placeholders of lazy loading.
func (t *tidier) pictureSource(c *html.Node) string {
	for _, key := range []string{"data-lazy-src", "data-src", "data-original", "data-orig-file",
		"src", "data-srcset", "srcset"} {
		v := strings.TrimSpace(attr(c, key))
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

// isPixel recognises pictures that count readers.
func isPixel(c *html.Node) bool {
	small := func(v string) bool {
		v = strings.TrimSuffix(strings.TrimSpace(v), "px")
		return v == "0" || v == "1"
	}
	if small(attr(c, "width")) || small(attr(c, "height")) {
		return true
	}
	src := attr(c, "src")
	return strings.Contains(src, "feeds.feedburner.com/~") ||
		strings.Contains(src, "feeds.wordpress.com/1.0/") ||
		strings.Contains(src, "pixel.wp.com/") || strings.Contains(src, "stats.wordpress.com/")
}

// media makes a link of what cannot be shown in text. WordPress's own embeds
// stand beside a quote that holds the link already.
func (t *tidier) media(c *html.Node) []*html.Node {
	if hasClass(c, "wp-embedded-content") {
		return nil
	}
	src := firstOf(attr(c, "data-src"), attr(c, "data-lazy-src"), attr(c, "src"), attr(c, "data"))
	var inside []*html.Node
	if c.DataAtom != atom.Iframe {
		each(c, func(e *html.Node) bool {
			if src == "" && (e.DataAtom == atom.Source || e.DataAtom == atom.Embed) {
				src = attr(e, "src")
			}
			if src == "" && e.DataAtom == atom.Param && attr(e, "name") == "movie" {
				src = attr(e, "value")
			}
			return true
		})
	}
	href := watchable(clean.Link(src, t.base))
	if href == "" {
		if c.DataAtom == atom.Object || c.DataAtom == atom.Video || c.DataAtom == atom.Audio {
			t.children(c)
			inside = t.paragraphs(take(c))
		}
		return inside
	}
	return []*html.Node{element(atom.P, anchor(href, mediaLabel(c, href)))}
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" && !strings.HasPrefix(v, "about:") && !strings.HasPrefix(v, "data:") {
			return v
		}
	}
	return ""
}

// watchable turns a player's address into the page a browser shows.
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

// mediaLabel names a player by its title, else its file, else its host.
func mediaLabel(c *html.Node, href string) string {
	for _, key := range []string{"title", "aria-label"} {
		s := clean.OneLine(attr(c, key))
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
