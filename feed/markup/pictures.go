package markup

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/dom"
)

// A Figure is a picture in a body.
type Figure struct {
	URL string // absolute, http or https
	Alt string // its description, one clean line; may be empty

	// Width and Height are the size in pixels according to the page, or 0. The picture itself may
	// differ.
	Width, Height int
}

// Pictures returns the pictures of a body in the order of its [Markdown], each address once.
func Pictures(r Raw) []Figure {
	if !mayShow(r.html) {
		return nil // most bodies: reading their tags costs more than finding none
	}
	root, _ := article(r, Options{})
	var out []Figure
	seen := map[string]bool{}
	dom.Each(root, func(e *html.Node) bool {
		src := dom.Attr(e, "src")
		if e.DataAtom != atom.Img || seen[src] {
			return true
		}
		seen[src] = true
		f := Figure{URL: src, Alt: dom.Attr(e, "alt")}
		f.Width, f.Height = statedSize(e)
		out = append(out, f)
		return true
	})
	return out
}

// mayShow reports whether a body may have an img element: as such, as amp-img, or as image,
// which HTML's own rules turn into one.
func mayShow(body string) bool {
	for i := strings.IndexAny(body, "iI"); i >= 0; {
		rest := body[i:]
		if len(rest) >= 3 && (strings.EqualFold(rest[:3], "img") || strings.EqualFold(rest[:3], "ima")) {
			return true
		}
		next := strings.IndexAny(rest[1:], "iI")
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// Illustrated returns a body with additional pictures before and behind it.
func Illustrated(r Raw, before, after []Figure) Raw {
	var b strings.Builder
	write := func(figures []Figure) {
		for _, f := range figures {
			b.WriteString(`<figure><img src="` + html.EscapeString(f.URL) + `" alt="` +
				html.EscapeString(f.Alt) + `"></figure>`)
		}
	}
	write(before)
	b.WriteString(r.html)
	write(after)
	return Raw{html: b.String(), base: r.base}
}

// maxSide limits the size of a picture according to a page, in pixels.
const maxSide = 20_000

// statedSize returns the size in an element's attributes, in pixels: both sides or none.
func statedSize(img *html.Node) (width, height int) {
	side := func(key string) int {
		s := strings.TrimSuffix(strings.TrimSpace(dom.Attr(img, key)), "px")
		if n, err := strconv.Atoi(s); err == nil && n > 0 && n <= maxSide {
			return n
		}
		return 0
	}
	width, height = side("width"), side("height")
	if width == 0 || height == 0 {
		return 0, 0
	}
	return width, height
}

// SamePicture reports whether two addresses are of the same picture in WordPress: of any of
// the sizes it makes of an upload (image_resize in its media.php and wp_create_image_subsizes:
// -1024x576, -scaled), with or without https, "www." and a query, and through Photon
// (i0.wp.com/HOST/PATH).
func SamePicture(a, b string) bool {
	key := pictureKey(a)
	return key != "" && key == pictureKey(b)
}

// pictureKey returns what the addresses of one picture have in common.
func pictureKey(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	if isPhoton(host) {
		host, u.Path, _ = strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
		host, u.Path = strings.ToLower(host), "/"+u.Path
	}
	ext := path.Ext(u.Path)
	stem := strings.TrimSuffix(u.Path, ext)
	key := strings.TrimPrefix(host, "www.") + withoutSize(stem) + strings.ToLower(ext)
	switch strings.ToLower(ext) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif":
		return key
	}
	return key + "?" + u.RawQuery // a script: the query selects the picture
}

// isPhoton reports whether a host belongs to Jetpack's image service.
func isPhoton(host string) bool {
	return len(host) == len("i0.wp.com") && host[0] == 'i' && host[1] >= '0' && host[1] <= '9' &&
		host[2:] == ".wp.com"
}

// withoutSize removes the size from a file's name.
func withoutSize(stem string) string {
	stem = strings.TrimSuffix(stem, "-scaled")
	i := strings.LastIndexByte(stem, '-')
	if i < 0 {
		return stem
	}
	width, height, ok := strings.Cut(stem[i+1:], "x")
	if !ok || !isSide(width) || !isSide(height) {
		return stem
	}
	return strings.TrimSuffix(stem[:i], "-scaled")
}

func isSide(s string) bool {
	return s != "" && len(s) <= 5 && strings.Trim(s, "0123456789") == ""
}
