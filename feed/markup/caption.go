package markup

import (
	"html"
	"strings"

	"breageek/feed/markup/clean"
)

// captioned matches WordPress's caption shortcode: its attributes, the picture
// with the link around it, the caption.
var captioned = clean.Pattern(`(?is)\[((?:wp_)?caption)(\s[^\[\]]*)?\]\s*` +
	`((?:<a\s[^>]*>\s*)?<img\s[^>]*>(?:\s*</a>)?)([^\[]*)\[/(?:wp_)?caption\]`)

// inAttribute is where WordPress before 3.4 kept the caption.
var inAttribute = clean.Pattern(`\scaption=(?:"([^"]*)"|'([^']*)')`)

// figures turns caption shortcodes that a theme left in the text into the
// figures WordPress makes of them (img_caption_shortcode in its media.php):
// taken away alone they would leave the caption on the picture's line.
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
