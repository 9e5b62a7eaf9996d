package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"breageek/feed/markup/clean"
)

// Dropped reports whether an element is removed together with its content: code, forms,
// drawings, <noscript>, share buttons, placeholders that a script would fill, and what the
// page itself hides.
func Dropped(n *html.Node) bool {
	if isCheckbox(n) && !HasClass(n, "margin-toggle") {
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
				if isDroppedClass(class) {
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
	hiddenStyle = clean.Pattern(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|` +
		`(?:^|[;\s])opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)`)
	offScreen = clean.Pattern(`(?i)position\s*:\s*absolute`)
	farAway   = clean.Pattern(`(?i)(?:^|[;\s])(?:(?:left|top)\s*:\s*-\d{4,}px|` +
		`clip\s*:\s*rect\(\s*[01](?:px)?\b)`)
	noHeight = clean.Pattern(`(?i)(?:^|[;\s])(?:max-)?height\s*:\s*0(?:px)?\s*(?:;|!|$)`)
	overflow = clean.Pattern(`(?i)overflow\s*:\s*hidden`)
)

// isHiddenStyle reports whether a style hides an element, such as the preheader of a
// newsletter, which is text for the list of messages.
func isHiddenStyle(style string) bool {
	return hiddenStyle().MatchString(style) ||
		offScreen().MatchString(style) && farAway().MatchString(style) ||
		noHeight().MatchString(style) && overflow().MatchString(style)
}

// isDroppedClass reports whether a class belongs to a box of a WordPress plugin that is not part
// of any article: share buttons (Jetpack, AddToAny, Heateor, Social Warfare, Shareaholic,
// Monarch), likes, newsletter forms, and text for screen readers that repeats what stands
// beside it.
func isDroppedClass(class string) bool {
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
