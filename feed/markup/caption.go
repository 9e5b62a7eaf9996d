package markup

import (
	"html"
	"strings"

	"breageek/feed/markup/clean"
)

// captioned matches WordPress's caption shortcode: its attributes, the picture with the link
// around it, and the caption.
var captioned = clean.Pattern(`(?is)\[((?:wp_)?caption)(\s[^\[\]]*)?\]\s*` +
	`((?:<a\s[^>]*>\s*)?<img\s[^>]*>(?:\s*</a>)?)([^\[]*)\[/(?:wp_)?caption\]`)

// inAttribute matches the caption where WordPress before 3.4 kept it.
var inAttribute = clean.Pattern(`\scaption=(?:"([^"]*)"|'([^']*)')`)

// figures replaces caption shortcodes that a theme left in the text with the figures that
// WordPress makes of them (img_caption_shortcode in its media.php). If only the shortcode were
// removed, the caption would stay on the line of the picture.
func figures(source string) string {
	if !strings.Contains(source, "caption]") {
		return source
	}
	return captioned().ReplaceAllStringFunc(source, func(s string) string {
		part := captioned().FindStringSubmatch(s)
		caption := part[4]
		if old := inAttribute().FindStringSubmatch(part[2]); old != nil &&
			strings.TrimSpace(caption) == "" {
			caption = html.EscapeString(html.UnescapeString(old[1] + old[2]))
		}
		return "<figure>" + part[3] + "<figcaption>" + caption + "</figcaption></figure>"
	})
}
