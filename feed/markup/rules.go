package markup

import (
	stdhtml "html"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// refused names the elements that vanish with everything in them: code, forms,
// drawings, <noscript> (but see [tidier.lazyTwins]), share bars, placeholders that
// a script would fill, and what the page itself hides.
func refused(n *html.Node) bool {
	if isCheckbox(n) && !hasClass(n, "margin-toggle") {
		return false
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Svg, atom.Button, atom.Select, atom.Option,
		atom.Optgroup, atom.Textarea, atom.Input, atom.Form, atom.Template, atom.Head,
		atom.Title, atom.Meta, atom.Link, atom.Base, atom.Noscript, atom.Canvas, atom.Map,
		atom.Datalist, atom.Progress, atom.Meter, atom.Dialog, atom.Frameset, atom.Applet:
		return true
	}
	if len(n.Attr) == 0 {
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "id":
			if a.Val == "jp-relatedposts" || a.Val == "jp-post-flair" {
				return true
			}
		case "class":
			for _, class := range strings.Fields(a.Val) {
				if refusedClass(class) {
					return true
				}
			}
		case "style":
			if isHiddenStyle(a.Val) {
				return true
			}
		}
	}
	return false
}

var (
	hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|` +
		`(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)`)
	offScreen = regexp.MustCompile(`(?i)position\s*:\s*absolute`)
	farAway   = regexp.MustCompile(`(?i)(?:^|[;\s])(?:(?:left|top)\s*:\s*-\d{4,}px|` +
		`clip\s*:\s*rect\(\s*[01](?:px)?\b)`)
	noHeight = regexp.MustCompile(`(?i)(?:^|[;\s])(?:max-)?height\s*:\s*0(?:px)?\s*(?:;|!|$)`)
	overflow = regexp.MustCompile(`(?i)overflow\s*:\s*hidden`)
)

// isHiddenStyle recognises what is not meant to be seen, such as the preheader of a
// newsletter: text for the mailbox's list.
func isHiddenStyle(style string) bool {
	return hiddenStyle.MatchString(style) ||
		offScreen.MatchString(style) && farAway.MatchString(style) ||
		noHeight.MatchString(style) && overflow.MatchString(style)
}

// refusedClass knows the boxes of WordPress's plugins that are not part of any
// article: sharing (Jetpack, AddToAny, Heateor, Social Warfare, Shareaholic,
// Monarch), likes, newsletter forms, and text for screen readers that repeats
// what stands beside it.
func refusedClass(class string) bool {
	switch class {
	case "sharedaddy", "jp-relatedposts", "jetpack-likes-widget-wrapper", "sd-sharing",
		"feedflare", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden",
		"swp_social_panel", "mc4wp-form", "ssba",
		"simplesocialbuttons", "more-link", "more-link-wrap", "wp-block-button",
		"wp-block-buttons", "wp-block-social-links", "wp-block-jetpack-sharing-buttons",
		"feature-share", "social-share", "share-buttons", "sharing-buttons":
		return true
	}
	for _, prefix := range []string{"addtoany_", "a2a_", "heateor_s", "shareaholic-",
		"et_social_", "essb_", "sfsi_", "sharethis-"} {
		if strings.HasPrefix(class, prefix) {
			return true
		}
	}
	return false
}

// shortcode matches WordPress shortcodes that were left in the text. The names
// are known ones: "[FILM] KISA NOU LÉ" is a real title.
var shortcode = regexp.MustCompile(`\[/?(?:` +
	`(?:gallery|caption|wp_caption|embed|playlist|contact-form-7|contact-form|audio|video|` +
	`youtube|dailymotion|vimeo|instagram|tweet|adrotate|mc4wp_form|jetpack[-_a-z]*|` +
	`newsletter[-_a-z]*|wysija_form|sociallocker|yarpp|rev_slider|ninja_form|gravityform|` +
	`tablepress|table|poll|embedyt|irp|ads?|toc|vc_\w+|et_pb_\w+|fusion_\w+|su_\w+|` +
	`td_block\w*|tdc_\w+|elementor-template|wpforms)(?:\s[^\[\]]*)?` +
	`)/?\]`)

// bare are the shortcode names that are also words between brackets when they
// come without an attribute.
var bare = regexp.MustCompile(`^\[(?:audio|video|table|poll|ads?|tweet|instagram|newsletter|` +
	`youtube|vimeo|dailymotion)\]$`)

// stripShortcodes removes known shortcodes and keeps what stands between an
// opening and a closing one.
func stripShortcodes(s string) string {
	if strings.IndexByte(s, '[') < 0 {
		return s
	}
	closed := map[string]bool{} // looked up once a name: text may hold thousands
	return shortcode.ReplaceAllStringFunc(s, func(m string) string {
		if !bare.MatchString(m) {
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
	linkedShortcode = regexp.MustCompile(`\[(?:video|audio|embed|youtube|vimeo|dailymotion|soundcloud)` +
		`[\s=][^\[\]]*\]`)
	linkWithin = regexp.MustCompile(`(?is)<a\s[^<>]*>[^<>]*</a>`)
)

// linkOfShortcode leaves of such a shortcode, whose brackets may stand in different texts,
// the link or the player that it stands for.
func linkOfShortcode(source string) string {
	if strings.IndexByte(source, '[') < 0 {
		return source
	}
	return linkedShortcode.ReplaceAllStringFunc(source, func(m string) string {
		if link := linkWithin.FindString(m); link != "" {
			return link
		}
		if url := addressWithin.FindString(stdhtml.UnescapeString(m)); url != "" {
			return `<iframe src="` + stdhtml.EscapeString(url) + `"></iframe>`
		}
		return m
	})
}

// addressWithin is an address in a shortcode, whatever quotes are around it.
var addressWithin = regexp.MustCompile(`https?://[^\s"'“”″„«»‘’<>\[\]]+`)

// isFeedFooter recognises the paragraph Yoast SEO puts at the end of a feed's
// items, in the wordings of its French and English translations.
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
