package markup

import (
	stdhtml "html"
	"strings"

	"breageek/feed/markup/clean"
)

// shortcode matches WordPress shortcodes that were left in the text. The names
// are known ones: "[FILM] KISA NOU LÉ" is a real title.
var shortcode = clean.Pattern(`\[/?(?:` +
	`(?:gallery|caption|wp_caption|embed|playlist|contact-form-7|contact-form|audio|video|` +
	`youtube|dailymotion|vimeo|instagram|tweet|adrotate|mc4wp_form|jetpack[-_a-z]*|` +
	`newsletter[-_a-z]*|wysija_form|sociallocker|yarpp|rev_slider|ninja_form|gravityform|` +
	`tablepress|table|poll|embedyt|irp|ads?|toc|vc_\w+|et_pb_\w+|fusion_\w+|su_\w+|` +
	`td_block\w*|tdc_\w+|elementor-template|wpforms)(?:\s[^\[\]]*)?` +
	`)/?\]`)

// bare matches names of shortcodes that are also words in brackets when they have no
// attribute.
var bare = clean.Pattern(`^\[(?:audio|video|table|poll|ads?|tweet|instagram|newsletter|` +
	`youtube|vimeo|dailymotion)\]$`)

// stripShortcodes removes known shortcodes and keeps what stands between an
// opening and a closing one.
func stripShortcodes(s string) string {
	if strings.IndexByte(s, '[') < 0 {
		return s
	}
	closed := map[string]bool{} // looked up once a name: there may be thousands
	return shortcode().ReplaceAllStringFunc(s, func(m string) string {
		if !bare().MatchString(m) {
			return ""
		}
		ends, known := closed[m]
		if !known {
			ends = strings.Contains(s, "[/"+m[1:])
			closed[m] = ends
		}
		if ends {
			return ""
		}
		return m
	})
}

// A player's shortcode, and the link that WordPress made of its address.
var (
	linkedShortcode = clean.Pattern(`\[(?:video|audio|embed|youtube|vimeo|dailymotion|soundcloud)` +
		`[\s=][^\[\]]*\]`)
	linkWithin = clean.Pattern(`(?is)<a\s[^<>]*>[^<>]*</a>`)
)

// linkOfShortcode replaces such a shortcode, whose brackets may be in different text nodes,
// with its link or player.
func linkOfShortcode(source string) string {
	if strings.IndexByte(source, '[') < 0 {
		return source
	}
	return linkedShortcode().ReplaceAllStringFunc(source, func(m string) string {
		if link := linkWithin().FindString(m); link != "" {
			return link
		}
		if url := addressWithin().FindString(stdhtml.UnescapeString(m)); url != "" {
			return `<iframe src="` + stdhtml.EscapeString(url) + `"></iframe>`
		}
		return m
	})
}

// addressWithin matches an address in a shortcode, in any quotes.
var addressWithin = clean.Pattern(`https?://[^\s"'“”″„«»‘’<>\[\]]+`)

// isFeedFooter reports whether a text is the paragraph that Yoast SEO adds to the items of a
// feed, in the wording of its translations.
func isFeedFooter(text string) bool {
	t := strings.ToLower(strings.ReplaceAll(text, "’", "'"))
	begins := false
	for _, s := range []string{"l'article ", "cet article ", "the post ", "le post ", "l'articolo ",
		"la entrada ", "der beitrag "} {
		begins = begins || strings.HasPrefix(t, s)
	}
	if !begins {
		return false
	}
	for _, s := range []string{"est apparu en premier sur", "est apparu en premier dans",
		"est apparu d'abord sur", "est apparue en premier sur", "a été publié en premier sur",
		"appeared first on", "first appeared on", "proviene da", "aparece primero en",
		"erschien zuerst auf"} {
		if strings.Contains(t, s) {
			return true
		}
	}
	return false
}
