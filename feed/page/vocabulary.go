package page

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// words splits a class or an id into lower-case words: "c-article__relatedPosts2" has "c",
// "article", "related" and "posts". Themes agree on words, not on names.
func words(name string) (out []string) {
	begin, before := 0, rune(0)
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r):
			if i > begin {
				out = append(out, strings.ToLower(name[begin:i]))
			}
			begin = i + len(string(r))
		case unicode.IsUpper(r) && unicode.IsLower(before) && i > begin:
			out = append(out, strings.ToLower(name[begin:i]))
			begin = i
		}
		before = r
	}
	if begin < len(name) {
		out = append(out, strings.ToLower(name[begin:]))
	}
	return out
}

// set is a set of words that is built on first use: most starts of the program do not need it.
type set struct{ words func() map[string]bool }

func setOf(all string) set {
	return set{sync.OnceValue(func() map[string]bool {
		words := map[string]bool{}
		for w := range strings.FieldsSeq(all) {
			words[w] = true
		}
		return words
	})}
}

func (s set) has(word string) bool { return s.words != nil && s.words()[word] }

func (s set) any(words []string) bool { return slices.ContainsFunc(words, s.has) }

// vocabulary is what the words of classes and ids say about an element. The languages are
// those of themes: English, and that of the country.
type vocabulary struct {
	alone set // one of these is enough
	left  set // one of these is enough together with one of right
	right set
}

func (v vocabulary) has(words []string) bool {
	return v.alone.any(words) || v.left.any(words) && v.right.any(words)
}

// others stands for what surrounds other articles.
var others = vocabulary{
	alone: setOf(`related relateds relatedposts relatedarticles relatedcontent relatednews
			relatedstories relatedlinks similarposts recirculation recirc recommended
			recommendation recommendations recommends alsoread readalso readnext readmore readon
			upnext seealso mostread mostpopular topstories morefrom morestories moreposts
			nextpost nextstory prevpost previouspost crosslinks verwandte aehnliche relacionadas
			relacionados relacionada relacionado correlati correlate gerelateerd outbrain
			taboola plista ligatus zergnet contentpass trending lesenswert relatedpost
			relatedlist relatedbox similaires connexes suggestions alire lireaussi aliresurle
			empfehlungen moreontopic leesook leggianche czytajtakze leiatambem morelikethis
			youmaylike rpwe srpw recentposts popularposts latestposts`),
	left: setOf(`other more similar next prev previous popular latest recent further also read linked
			suggested mehr weitere aehnlich voir autres lire`),
	right: setOf(`posts articles stories news post story articulos noticias article beitraege artikel
			teaser teasers reads topic`),
}

// lists stands for other articles that only their layout gives away.
var lists = vocabulary{
	left:  setOf(`posts teasers cards postslist`),
	right: setOf(`grid list carousel slider loop container widget block`),
}

// chrome stands for what surrounds and separates the paragraphs of an article: other articles,
// requests to share, subscribe, rate or comment, advertisements, the author, tags, and the
// place on the site.
var chrome = []vocabulary{
	others, lists,
	{ // share, follow, print
		alone: setOf(`share shares sharing sharer sharebar sharebox sharebutton sharebuttons sharelinks
			shareicons shareblock sharedaddy socialshare socialsharing socialmedia socialbar
			sociallinks socials shariff addtoany addthis sharethis shareaholic jssocials teilen
			partager partage partages condividi compartir compartilhar delen udostepnij ssba
			essb heateor sociable printfriendly pinit followus sfsi swp mashsb dpsp juiz wpsr
			apss ssbp scriptlesssocialsharing novashare easysocial tweetbutton fblike sharepost
			partages`),
		left: setOf(`social follow print jump pin`),
		right: setOf(`links link icons icon buttons button media bar share list menu widget network
			networks profiles us follow wrapper box container snippet recipe`),
	},
	{ // newsletters, subscriptions, offers
		alone: setOf(`newsletter newsletters newsletterbox subscribe subscribebox subscription
			subscriptions subscriber signup mailchimp mailpoet mailerlite klaviyo sendinblue
			activecampaign convertkit optin abonnement abonnieren abo infolettre boletin paywall
			regwall metered donate donation donations spenden steady patreon supportus
			unterstuetzen popup modal popover lightbox offcanvas cta calltoaction mailster sendy
			hustle popmake pum leadmagnet leadform convertbox abonner abonnez sabonner
			souscription don dons soutenir soutien tipeee helloasso newsletterform subscribeform
			infobrief`),
		left:  setOf(`call email mail support pricing login register membership action`),
		right: setOf(`action form capture box banner overlay wall capturing`),
	},
	{ // advertisements and what is said about them
		alone: setOf(`ad ads adv advert adverts advertise advertisement advertisements advertising adslot
			adunit adbox adsense adsbygoogle adwrapper adcontainer adplace adplacement adblock
			adspot adspace dfp sponsor sponsors sponsored sponsoring anzeige anzeigen werbung
			werbebox reklame publicite publicidad pubblicita reklama promo promos promotion
			promotional promobox affiliate affiliates disclosure disclaimer disclaimers subvert
			billboard leaderboard skyscraper pub pubs publi adinserter advads adrotate ezoic
			mediavine adthrive raptive teads inread sascdn`),
	},
	{ // the author, and what the site says about itself
		alone: setOf(`authorbox authorinfo authorbio authorblock authorcard authorprofile aboutauthor
			authordata authorarea authorpost saboxplugin autorenbox autorbox autorinfo
			autorenprofil byline bylines bio imprint impressum copyright colophon guestauthor
			coauthors redacteur signature postauthor entryauthor`),
		left: setOf(`author authors autor autoren auteur autore`),
		right: setOf(`box bio biography info about profile description card details meta block avatar
			image desc section area wrap wrapper container name posts content text page vcard
			links list item post entry article`),
	},
	{ // what it is filed under, when, and where it stands
		alone: setOf(`breadcrumb breadcrumbs brotkrumen taglist taglinks tagcloud posttags posttag
			postmeta entrymeta articlemeta metadata metabar postinfo postdata postfooter
			entryfooter articlefooter postnav postnavi postnavigation pagenavi pagenav
			pagination paginator pager toc lwptoc tableofcontents inhaltsverzeichnis sommaire
			sidebar navbar keywords schlagworte schlagwoerter etiquetas posted filed dateline
			timestamp readingtime postdate entrydate posttime lesezeit ariane filariane motscles
			toolbar`),
		left: setOf(`post entry article tag tags cat category categories page blog single postedin
			content news`),
		right: setOf(`meta tags footer nav navigation navi links categories category cloud pagination date
			time info views stats actions tools toolbar icons`),
	},
	{left: setOf("table"), right: setOf("contents")},
	{ // rating and comments
		alone: setOf(`rating ratings ratingblock starrating postrating postratings kksr voting vote votes
			reactions reaction feedback helpful likes likebox commentslink commentlink
			commentcount commentscount commentbox commentform commentsform commentnumber
			postcomments postcommentslink leavecomment replylink trackback pingback`),
		left:  setOf(`comment comments kommentar kommentare commentaire commentaires reply star`),
		right: setOf(`link links count number bubble box form button meta num respond cta icon`),
	},
}

// Classes also describe the layout: behind a word of without is what an element has or lacks
// ("section--has-ads", "no-comments"), and before one of manner is what looks so
// ("pagination-type-bullets"). The subjects in WordPress's post_class ("tag-newsletter") do
// not count, either.
var (
	without = setOf(`has no with without not hide show category tag format status hentry tax`)
	manner  = setOf(`type layout position style enabled disabled open closed template theme`)
)

// namesOf returns the words of each class and of the id of an element, as far as they say what
// it is.
func namesOf(n *html.Node) (out [][]string) {
	for _, name := range names(n) {
		w := words(name)
		for i := range w {
			if without.has(w[i]) && i+1 < len(w) {
				w = w[:i]
				break
			}
		}
		if len(w) > 0 && !(len(w) > 1 && manner.any(w[1:])) {
			out = append(out, w)
		}
	}
	return out
}

// isChrome reports whether an element is named like something around a text.
func isChrome(n *html.Node) bool {
	if len(n.Attr) == 0 {
		return false
	}
	switch attr(n, "role") {
	case "complementary", "navigation", "banner", "contentinfo", "search", "dialog", "alertdialog":
		return true
	}
	for _, w := range namesOf(n) {
		for _, v := range chrome {
			if v.has(w) {
				return true
			}
		}
	}
	return false
}

// isElsewhere reports whether an element belongs to something other than the article:
// comments, a sidebar, the foot of the site or other articles.
func isElsewhere(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Html:
		return false
	case atom.Nav, atom.Aside:
		return true
	}
	if isComment(n) || attr(n, "role") == "complementary" {
		return true
	}
	for _, w := range namesOf(n) {
		if others.has(w) || asides.any(w) || w[0] == "widget" {
			return find(n, isElement(atom.H1)) == nil // layouts have such names, too
		}
	}
	return false
}

var asides = setOf("sidebar secondary colophon")
