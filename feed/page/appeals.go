package page

import (
	"regexp"
	"strings"
	"sync"
)

// adLabels are whole lines that label advertisements.
var adLabels = phrasesOf(`
	advertisement, advertisements, advertising, sponsored, sponsored content, ad, anzeige,
	anzeigen, werbung, werbung nach dem inhalt, publicite, annonce, annonces, publicidad,
	pubblicita, advertentie, reklama, publicidade, διαφημιση, reklame, advertorial,
	continue reading below, article continues below, story continues below,
	article continues after advertisement, story continues below advertisement,
	scroll to continue`)

// lines are whole lines that are not text: labels of buttons, and of what a script would have
// filled in. As a heading before a paragraph, such a line may belong to the text.
var lines = phrasesOf(`
	share, share this, share it, share on, share article, share this article, share this post,
	share this story, share this page, share this content, share via, like it share it,
	sharing is caring, spread the word, like this, loading, print, print recipe, jump to recipe,
	pin recipe, save recipe, rate this recipe, email this, copy link, bookmark, back to top,
	go to top, minute read, min read, click to share, follow us, follow, get the app,
	view comments, show comments, write a comment, mail the editor, error report,
	report an error, republishing, republish this story, see also, teilen, beitrag teilen,
	artikel teilen, diesen artikel teilen, diesen beitrag teilen, teile diesen beitrag,
	teile diesen artikel, teile den artikel, jetzt teilen, teilen mit, mit anderen teilen,
	teilen sie diesen artikel, teilen sie diesen beitrag, teile das, teile dies, gefallt mir,
	gefallt mir wird geladen, twittern, mitteilen, merken, pinnen, drucken, ausdrucken,
	rezept drucken, zum rezept, zum rezept springen, bei pinterest speichern, wird geladen,
	nach oben, zuruck zur ubersicht, zuruck nach oben, link kopieren, folge uns, folgen sie uns,
	jetzt abonnieren, abonnieren, newsletter, newsletter abonnieren, zum newsletter anmelden,
	empfohlener redaktioneller inhalt, empfohlener externer inhalt, externer inhalt, weiter,
	schlagworter, tags, tag, kategorien, categories, quellenangabe, partager, partagez,
	partager cet article, partagez cet article, partager l article, partager sur, partage,
	partages, imprimer, envoyer par mail, copier le lien, retour en haut, haut de page,
	suivez nous, j aime ca, j aime, chargement, lire la suite, s abonner, je m abonne,
	abonnez vous, telecharger l application, imprimer la recette, signaler une erreur, compartir,
	comparte, compartelo, comparte esto, compartir en, imprimir, me gusta, siguenos, suscribete,
	cargando, condividi, condividi su, condividi questo articolo, stampa, mi piace, seguici,
	seguici su, iscriviti, delen, deel dit, deel dit artikel, deel dit bericht, volg ons,
	udostepnij, podziel sie, drukuj, lubie to, obserwuj nas, compartilhar, compartilhe,
	compartilhe isso, curtir, κοινοποιηση, μοιραστειτε το, dela, del, sdilet, megosztas,
	поделиться`)

// services are the names of what share buttons lead to, and their labels.
var services = sync.OnceValue(func() []string {
	return strings.Fields(`facebook twitter x com whatsapp pinterest linkedin instagram youtube
	email e mail mail tweet tweets telegram reddit xing flipboard tumblr pocket messenger threads
	mastodon bluesky viber line vk rss feed rssfeed print share teilen twittern merken mitteilen
	drucken pinnen pin it partager partagez tweeter tweetez imprimer envoyer epingler compartir
	condividi delen udostepnij copy link url on auf sur en su via by to per this send teilen
	shares likes like follow 0 1 2 3 4 5 6 7 8 9`)
})

// onlyServices reports whether a line belongs to a share bar: it consists only of names of
// services, often without spaces in between.
func onlyServices(line string) bool {
	named := false
	for line = strings.ReplaceAll(line, " ", ""); line != ""; {
		longest := 0
		for _, s := range services() {
			if len(s) > longest && strings.HasPrefix(line, s) {
				longest = len(s)
			}
		}
		if longest == 0 {
			return false
		}
		named = named || longest > 3
		line = line[longest:]
	}
	return named
}

var counted = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:\d+|no|one|keine?|ein|aucun|un|sin|nessun|geen|brak) ` +
		`(?:comments?|responses?|replies|shares?|views?|likes?|kommentare?|antworten|aufrufe|` +
		`commentaires?|reponses?|partages?|vues|comentarios?|commenti?o?|reacties?|komentarzy?|` +
		`komentarze|σχολια|kommentarer)$|` +
		`^(?:lesezeit|lesedauer|reading time|estimated reading time|read time|temps de lecture|` +
		`tiempo de lectura|tempo di lettura|leestijd|czas czytania) ` +
		`(?:ca |about |env |environ |circa )?\d+` +
		`(?: \S+){0,2}$|` +
		`^(?:\d+ )?(?:min|mins|minutes?|minuten) (?:read|lesezeit|de lecture|lecture|leestijd|` +
		`di lettura|de lectura)$`)
})

// isCount reports whether a line says how long a text takes to read, or how many people did
// something with it.
func isCount(line string) bool {
	first, _, _ := strings.Cut(line, " ")
	return (strings.ContainsAny(line, "0123456789") || none.has(first)) && counted().MatchString(line)
}

var none = setOf("no one kein keine ein aucun un sin nessun geen brak min mins")

// appeals are phrases of sentences that ask for something or talk about the site: about
// subscribing, sharing, commenting, money, rights. They stand before or after a text. A word
// that ends in * stands for all words that begin so, and _ for any word.
var appeals = sentencesOf(`
	newsletter abonnieren, newsletter anmeld*, zum newsletter, unser* newsletter,
	unser* _ newsletter, kostenlos* newsletter, our newsletter*, our _ newsletter*,
	our _ _ newsletter*, free newsletter, daily newsletter, weekly newsletter, newsletter signup,
	newsletter sign up, notre newsletter, notre infolettre, nos newsletters, a notre lettre,
	nuestra newsletter, nuestro newsletter, nuestro boletin, nostra newsletter, onze nieuwsbrief,
	nasz* newsletter, nossa newsletter, subscribe to our, subscribe to the, subscribe for,
	subscribe now, subscribe here, subscribe today, please subscribe, already a subscriber,
	become a member today, become a member now, become a subscriber, become a patron,
	sign up to our, sign up for our, sign up for free, sign up now, sign up here,
	download our app*, download our _ app*, download the app*, download the _ app*,
	abonniere uns, abonniere unser*, abonniere den, abonniere jetzt, abonniere hier,
	abonniere mein*, abonnieren sie, abonniert uns, abonniert unser*, abonniert den,
	abonniert jetzt, melde dich jetzt, melde dich hier, melde dich fur unser*,
	melde dich zu unser*, melden sie sich jetzt, melden sie sich hier, jetzt anmelden,
	jetzt abonnieren, jetzt mitglied, abonnez vous, desabonnez vous, inscrivez vous a notre,
	inscrivez vous a nos, inscrivez vous ici, inscrivez vous gratuitement,
	inscrivez vous pour recevoir, rejoignez nous sur, rejoignez notre, rejoignez nos,
	telechargez l app*, telechargez notre app*, suscribete, suscribase, registrate gratis,
	registrate en nuestr*, iscriviti a*, iscriviti per, abbonati a, abbonati ora,
	schrijf je in voor, meld je aan voor onze, zapisz sie na, zasubskrybuj, inscreva se na,
	assine nossa, εγγραφειτε, unser* whatsapp, our whatsapp, nuestro canal,
	notre chaine whatsapp, notre canal whatsapp

	follow us on, like us on, find us on, follow me on, follow him on, follow her on,
	follow them on, folge uns, folgt uns, folgen sie uns, folge mir auf, folgt mir auf,
	folgen sie mir, liken sie uns, besuchen sie uns, suivez nous sur, suivez nous aussi,
	suivez moi sur, suivez le sur, suivez la sur, suivez les sur, retrouvez nous sur, siguenos,
	seguici, volg ons, sledz nas, obserwuj nas, siga nos, ακολουθηστε μας, ακολουθηστε το,
	share this article, share this story, share this post, share this with, share this on,
	spread the word, teile diesen, teilt diesen, teile den artikel, teile den beitrag,
	nicht zu teilen, partagez le, partagez la, partagez cet*, partagez ce, partagez l,
	n hesitez pas a partager, n hesitez pas a commenter, did you like this, did you enjoy this,
	if you liked this, if you enjoyed this, gefallt dir unser*, gefallt dir dieser,
	gefallt dir was, gefallt ihnen unser*, gefallt ihnen dieser, gefallt euch unser*,
	gefallt euch dieser, artikel gefallen, beitrag gefallen, cet article vous a plu,
	vous avez aime cet, te ha gustado este, ti e piaciuto, spodobał ci sie

	please support us, support us by, support us on, support us with, to support us,
	support our work, support our journalism, support our site, support our team,
	support our newsroom, support our report*, support independent journalism,
	support independent media, support this site, make a donation, buy me a coffee, on patreon,
	auf patreon, sur patreon, our patreon, via paypal, per paypal, par paypal, with paypal,
	auf steady, bei steady, unterstutze uns, unterstutze unser*, unterstutze mich,
	unterstutze diesen blog, unterstutzt uns, unterstutzt unser*, unterstutzen sie uns,
	unterstutzen sie unser*, unsere arbeit unterstutzen, unsere arbeit finanziell, soutenez nous,
	soutenez notre, faites un don, faire un don, apoyanos, haz una donacion, sostienici,
	dona ora, wesprzyj nas*, wspieraj nas*, affiliate link*, affiliate program*,
	affiliates program, affiliate partner*, affiliate commission, affiliate disclosure,
	liens affilies, lien affilie, lien d affiliation, liens d affiliation, enlaces de afilia*,
	wir eine provision, wir eine kleine provision, anbieter eine provision,
	handler eine provision, eine kleine provision, we may receive compensation, we may receive a,
	we may earn, a small commission, earn a commission, advertising disclosure

	leave a comment, leave us a comment, post a comment, write a comment, add a comment,
	in the comments, let us know in, let us know what you, in den kommentaren, schreib* uns in,
	schreib* mir in, schreib* einen kommentar, schreib* es in, hinterlass* einen,
	hinterlass* uns, hinterlass* mir, en commentaire*, dans les commentaires, en los comentarios,
	nei commenti, w komentarz*

	all rights reserved, alle rechte vorbehalten, tous droits reserves,
	todos los derechos reservados, tutti i diritti riservati, alle rechten voorbehouden,
	wszelkie prawa, reproduction interdite, sofern nicht anders, soweit nicht anders,
	unless otherwise noted, unless otherwise stated, sauf mention contraire, ohne gewahr

	recevez nos, recevez notre, recevez chaque, recevez gratuitement, recevez les dernieres,
	recevez le meilleur, recevez toute l, recibe las, recibe nuestr*, ricevi le,
	ricevi la nostra, adresse e mail ne sera pas, adresse de messagerie ne sera pas,
	email address will not be, e mail adresse wird nicht, correo electronico no sera,
	indirizzo email non sara, e mailadres wordt niet, adres e mail nie zostanie,
	vous devez etre connecte, you must be logged in, you must log in, du musst angemeldet sein,
	du musst dich anmelden, connectez vous pour, log in to leave, utilise akismet, uses akismet,
	verwendet akismet`)

// placeholders are the sentences in place of what a script or a consent would show, anywhere
// in a text.
var placeholders = sentencesOf(`
	externe inhalte angezeigt, externen inhalt von, externer inhalt von, daten an dritt*,
	laden des videos, laden der karte, laden des tweets, laden des beitrags, inhalt entsperren,
	immer entsperren, aktivieren sie javascript, aktiviere javascript, javascript to view,
	javascript pour, javascript um das, pour visualiser ce contenu, pour afficher ce contenu,
	pour voir ce contenu, pour lire cette video, accept cookies to, please accept cookies,
	accepter les cookies pour, veuillez accepter, to view this content, to view this video,
	browser does not support, browser unterstutzt kein*, browser unterstutzt das,
	navigateur ne supporte, navigateur ne prend, navegador no soporta, browser non supporta`)

// walls are the beginnings of the lines in place of the rest of a text: who may read it. No
// text follows them.
var walls = phrasesOf(`
	to view the full, to read the full, to continue reading, to read the rest,
	this article is for, this content is for, this story is for, this post is for,
	the rest of this, subscribe to read, subscribe to continue, subscribe to unlock,
	subscribe now to our, register to continue, log in to continue, sign in to continue,
	um weiterzulesen, um diesen artikel, weiterlesen mit, jetzt weiterlesen,
	dieser artikel ist exklusiv, dieser artikel ist nur, dieser inhalt ist nur,
	dieser beitrag ist nur, den vollstandigen artikel, den ganzen artikel lesen,
	sie haben noch kein, pour lire la suite, la suite est reservee, cet article est reserve,
	cet article est reservee, ce contenu est reserve, article reserve aux, contenu reserve aux,
	il vous reste, lisez la suite, para seguir leyendo, para continuar leyendo,
	este contenido es exclusivo, per continuare a leggere, questo articolo e riservato,
	verder lezen, dit artikel is alleen, aby czytac dalej, dalsza czesc artykułu, pozostało ci`)

// letters are the words for newsletters: a short line with one of them asks for an address.
var letters = []string{"newsletter", "infolettre", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev",
	"hirlevel"}

// sentences are phrases that may be anywhere in a line, by the first bytes of the first word.
// They are parsed on first use.
type sentences struct{ byHead func() map[string][][]string }

func sentencesOf(all string) sentences {
	return sentences{sync.OnceValue(func() map[string][][]string {
		s := map[string][][]string{}
		for phrase := range strings.FieldsFuncSeq(all, partsPhrases) {
			if w := strings.Fields(phrase); len(w) > 0 {
				s[keyOf(w[0])] = append(s[keyOf(w[0])], w)
			}
		}
		return s
	})}
}

func keyOf(word string) string { return word[:min(len(word), 3)] }

// in returns the position of the first word of a phrase in a line, or -1.
func (s sentences) in(line []string) int {
	for i, word := range line {
		for _, phrase := range s.byHead()[keyOf(word)] {
			if len(phrase) <= len(line)-i && matches(phrase, line[i:]) {
				return i
			}
		}
	}
	return -1
}

func matches(phrase, line []string) bool {
	for i, w := range phrase {
		stem, open := strings.CutSuffix(w, "*")
		if w != "_" && line[i] != w && !(open && strings.HasPrefix(line[i], stem)) {
			return false
		}
	}
	return true
}

// isAppeal reports whether a folded line asks for something. A long one must do so at the
// beginning.
func isAppeal(line []string) bool {
	if len(line) <= 12 {
		for _, w := range line {
			for _, letter := range letters {
				if strings.HasPrefix(w, letter) {
					return true
				}
			}
		}
	}
	if len(line) > 150 {
		return false
	}
	at := appeals.in(line)
	return at >= 0 && (len(line) <= 70 || at <= 9)
}
