package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isComment reports whether an element holds readers' comments, which may be longer than the
// article.
func isComment(n *html.Node) bool {
	for _, name := range names(n) {
		switch name {
		case "comments", "comments-area", "comment-list", "commentlist", "comment-respond", "respond",
			"comment-body", "comment-content", "wp-block-comments", "wp-block-post-comments",
			"wp-block-post-comments-form", "disqus_thread", "fb-comments", "wpdcom", "wpdiscuz":
			return true
		}
	}
	return false
}

// isFurniture reports whether an element surrounds a text: the head and foot of the site,
// navigation, the title and its metadata (parsed elsewhere), lists of tags, boxes about the
// author, share buttons, advertisements, teasers of other articles. What markup always removes
// (forms, share boxes of known plugins, scripts) is not repeated here.
func isFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Dialog:
		return !hasClass(n, "jp-relatedposts-i2")
	case atom.H1:
		return hasClass(n, "entry-title") || hasClass(n, "wp-block-post-title")
	case atom.Header, atom.Footer:
		if isHeadOrFoot(n) {
			return true
		}
	case atom.Ins:
		return hasClass(n, "adsbygoogle")
	case atom.Iframe:
		return isAdvertiser(attr(n, "src"))
	}
	for _, name := range names(n) {
		if isFurnitureName(name) || strings.HasPrefix(name, "code-block-") && isInserted(n) {
			return true
		}
	}
	return false
}

// isHeadOrFoot reports whether a header or footer belongs to the page, or to the article
// together with its title.
func isHeadOrFoot(n *html.Node) bool {
	p := n.Parent
	if p == nil {
		return false
	}
	ofArticle := n.DataAtom == atom.Footer || find(n, isElement(atom.H1)) != nil
	return p.DataAtom == atom.Body || p.DataAtom == atom.Article && ofArticle
}

// isInserted reports whether an element is a block of Ad Inserter, whose class is that of
// blocks of code.
func isInserted(n *html.Node) bool {
	return hasClass(n, "code-block") && find(n, func(e *html.Node) bool {
		return e.DataAtom == atom.Pre || e.DataAtom == atom.Code
	}) == nil
}

// isAdvertiser reports whether an address is on a host of advertisements.
func isAdvertiser(address string) bool {
	u := parsed(address)
	if u == nil {
		return false
	}
	for _, host := range []string{"amazon-adsystem.com", "doubleclick.net", "googlesyndication.com",
		"dianomi.com", "outbrain.com", "taboola.com", "adition.com", "adnxs.com", "criteo.com",
		"awin1.com", "zanox.com", "revcontent.com", "mgid.com"} {
		if u.Host == host || strings.HasSuffix(u.Host, "."+host) {
			return true
		}
	}
	return false
}

func isFurnitureName(name string) bool {
	switch name {
	case "masthead", "site-header", "colophon", "site-footer", "secondary", "sidebar",
		"widget-area", "widget", "top-bar", "topbar", "wpadminbar", "skip-link", "search-form",
		"main-navigation", "navigation", "post-navigation", "posts-navigation", "nav-links",
		"nav-single", "pagination", "page-links", "wp-block-post-navigation-link", "breadcrumb",
		"breadcrumbs", "yoast-breadcrumb", "rank-math-breadcrumb",
		"entry-header", "entry-meta", "entry-footer", "post-header", "post-meta", "post-footer",
		"posted-on", "byline", "td-post-header", "wp-block-post-title", "wp-block-post-date",
		"wp-block-post-author", "wp-block-post-author-name", "wp-block-post-author-biography",
		"author-box", "about-author", "author-bio", "author-info", "author-description",
		"post-author-box", "saboxplugin-wrap", "abh_box", "m-a-box", "entry-author", "author-card",
		"tags-links", "tag-links", "post-tags", "tagcloud", "cat-links", "entry-tags",
		"td-post-source-tags", "wp-block-post-terms",
		"share-bar", "post-share", "entry-share", "td-post-sharing",
		"jeg_share_top_container", "jeg_share_bottom_container", "social-links",
		"related-posts", "related_posts", "td_block_related_posts", "jeg_related_post_container",
		"jnews_inline_related_post", "td-a-rec", "adsbygoogle", "ad-container", "ads-container",
		"advertisement", "advert", "publicite",
		"google-auto-placed", "quads-location":
		return true
	}
	return false
}

// isBanner reports whether an element asks for something before the user may read: consent to
// cookies, or an address for a newsletter.
func isBanner(n *html.Node) (consent, banner bool) {
	for _, name := range names(n) {
		name = strings.ToLower(name)
		if strings.HasPrefix(name, "tag-") || strings.HasPrefix(name, "category-") {
			continue // what an article is about
		}
		for _, s := range []string{"cookie", "consent", "gdpr", "rgpd", "cmplz", "tarteaucitron",
			"didomi", "axeptio", "sp_message"} {
			if strings.Contains(name, s) {
				return true, true
			}
		}
		for _, s := range []string{"newsletter", "mc4wp", "mailpoet", "sib-form", "optin", "tnp-"} {
			banner = banner || strings.Contains(name, s)
		}
	}
	return false, banner
}

// prune removes the furniture of a page from its tree. What contains the text stays, whatever
// it is called: classes of the body mention cookies, layouts sidebars. It returns the number
// of words that asked for consent.
func prune(doc *html.Node) (consentWords int) {
	each(doc, func(n *html.Node) bool {
		if isComment(n) && n.DataAtom != atom.Body && n.DataAtom != atom.Main {
			remove(n)
			return false
		}
		return true
	})
	holds := holders(doc)
	bound := max(60, prose(doc)*3/10)
	each(doc, func(n *html.Node) bool {
		if n.DataAtom == atom.Script || n.DataAtom == atom.Style {
			return false
		}
		if holds[n] || n.DataAtom == atom.Body || n.DataAtom == atom.Article {
			return true
		}
		consent, banner := isBanner(n)
		if consent {
			consentWords += len(strings.Fields(textOf(n)))
		}
		if banner || isFurniture(n) || isAround(n, bound) {
			remove(n)
			return false
		}
		return true
	})
	return consentWords
}

// isAround reports whether an element is named like something around a text, and small enough
// for it: it has some of a page's words, but no word of a paragraph.
func isAround(n *html.Node, bound int) bool {
	if !isChrome(n) || holdsProposals(n) {
		return false
	}
	if isBlockElement(n) {
		return prose(n) <= bound
	}
	beside := 0
	for _, text := range []*html.Node{n.PrevSibling, n.NextSibling} {
		if text != nil && text.Type == html.TextNode {
			beside += len(strings.Fields(text.Data))
		}
	}
	return beside <= 2 && prose(n) <= 12
}

// isProposal reports whether package markup recognises an element by its class as the site's
// own links to other articles.
func isProposal(n *html.Node) bool {
	for _, name := range names(n) {
		for _, s := range []string{"yarpp-related", "crp_related", "rp4wp-related", "jp-relatedposts-i2",
			"IRPP_", "irp-", "ctaText", "postTitle"} {
			if strings.HasPrefix(name, s) {
				return true
			}
		}
	}
	return false
}

func holdsProposals(n *html.Node) bool {
	return isProposal(n) || find(n, isProposal) != nil || within(n, isProposal) != nil
}

// holders returns the elements around what is marked as content, and those elements; if
// nothing is marked, those with most of the page's prose.
func holders(doc *html.Node) map[*html.Node]bool {
	holds := make(map[*html.Node]bool)
	marked := false
	each(doc, func(n *html.Node) bool {
		content := isContent(n)
		marked = marked || content
		if content || n.DataAtom == atom.Main {
			for p := n; p != nil && !holds[p]; p = p.Parent {
				holds[p] = true
			}
		}
		return true
	})
	if marked {
		return holds
	}
	half := prose(doc) / 2
	each(doc, func(n *html.Node) bool {
		if half < 30 || prose(n) <= half {
			return false
		}
		holds[n] = true
		return true
	})
	return holds
}
