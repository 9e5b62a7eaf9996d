package page

import (
	"regexp"
	"strings"
)

// lines are whole lines that are no text: labels of buttons, of advertisements and of
// what a script was to fill in.
var lines = phrasesOf(`advertisement, advertisements, advertising, sponsored, sponsored content, ad,
	anzeige, anzeigen, werbung, werbung nach dem inhalt, publicite, annonce, annonces, publicidad,
	pubblicita, advertentie, reklama, publicidade, διαφημιση, reklame, advertorial,
	continue reading below, article continues below, story continues below,
	article continues after advertisement, story continues below advertisement, scroll to continue,
	share, share this, share it, share on, share article, share this article, share this post,
	share this story, share this page, share this content, share via, like it share it,
	sharing is caring, spread the word, like this, loading, print, print recipe, jump to recipe,
	pin recipe, save recipe, rate this recipe, email this, copy link, bookmark, back to top,
	go to top, minute read, min read, click to share, follow us, follow, get the app, view comments,
	show comments, write a comment, mail the editor, error report, report an error, republishing,
	republish this story, see also
	teilen, beitrag teilen, artikel teilen, diesen artikel teilen, diesen beitrag teilen,
	teile diesen beitrag, teile diesen artikel, teile den artikel, jetzt teilen, teilen mit,
	mit anderen teilen, teilen sie diesen artikel, teilen sie diesen beitrag, teile das, teile dies,
	gefallt mir, gefallt mir wird geladen, twittern, mitteilen, merken, pinnen, drucken, ausdrucken,
	rezept drucken, zum rezept, zum rezept springen, bei pinterest speichern, wird geladen,
	nach oben, zuruck zur ubersicht, zuruck nach oben, link kopieren, folge uns, folgen sie uns,
	jetzt abonnieren, abonnieren, newsletter, newsletter abonnieren, zum newsletter anmelden,
	empfohlener redaktioneller inhalt, empfohlener externer inhalt, externer inhalt, weiter,
	schlagworter, tags, tag, kategorien, categories, quellenangabe
	partager, partagez, partager cet article, partagez cet article, partager l article,
	partager sur, partage, partages, imprimer, envoyer par mail, copier le lien, retour en haut,
	haut de page, suivez nous, j aime ca, j aime, chargement, lire la suite, s abonner,
	je m abonne, abonnez vous, telecharger l application, imprimer la recette, signaler une erreur
	compartir, comparte, compartelo, comparte esto, compartir en, imprimir, me gusta, siguenos,
	suscribete, cargando, condividi, condividi su, condividi questo articolo, stampa, mi piace,
	seguici, seguici su, iscriviti, delen, deel dit, deel dit artikel, deel dit bericht, volg ons,
	udostepnij, podziel sie, drukuj, lubie to, obserwuj nas, compartilhar, compartilhe,
	compartilhe isso, curtir, κοινοποιηση, μοιραστειτε το, dela, del, sdilet, megosztas, поделиться`)

// services name what the buttons of a share bar lead to, and what these say.
var services = strings.Fields(`facebook twitter x com whatsapp pinterest linkedin instagram youtube
	email e mail mail tweet tweets telegram reddit xing flipboard tumblr pocket messenger threads
	mastodon bluesky viber line vk rss feed rssfeed print share teilen twittern merken mitteilen
	drucken pinnen pin it partager partagez tweeter tweetez imprimer envoyer epingler compartir
	condividi delen udostepnij copy link url on auf sur en su via by to per this send teilen
	shares likes like follow 0 1 2 3 4 5 6 7 8 9`)

// onlyServices tells whether a line is a share bar's: nothing but names of services,
// which often stand without a space between them.
func onlyServices(line string) bool {
	named := false
	for line = strings.ReplaceAll(line, " ", ""); line != ""; {
		longest := 0
		for _, s := range services {
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

// counted recognises how long it takes to read, and how many did something with it.
var counted = regexp.MustCompile(`^(?:\d+|no|one|keine?|ein|aucun|un|sin|nessun|geen|brak) ` +
	`(?:comments?|responses?|replies|shares?|views?|likes?|kommentare?|antworten|aufrufe|` +
	`commentaires?|reponses?|partages?|vues|comentarios?|commenti?o?|reacties?|komentarzy?|` +
	`komentarze|σχολια|kommentarer)$|` +
	`^(?:lesezeit|lesedauer|reading time|estimated reading time|read time|temps de lecture|` +
	`tiempo de lectura|tempo di lettura|leestijd|czas czytania) (?:ca |about |env |environ |circa )?\d+` +
	`(?: \S+){0,2}$|` +
	`^(?:\d+ )?(?:min|mins|minutes?|minuten) (?:read|lesezeit|de lecture|lecture|leestijd|di lettura|` +
	`de lectura)$`)

// asks recognises sentences that ask for something, or tell of the site: of a
// subscription, a share, a comment, money, rights. They stand before or behind a text.
var asks = regexp.MustCompile(`\b(?:` +
	// subscribe, sign up
	`newsletters?|infolettre|(?:subscribe|sign up) (?:to|for|now|here|today)|please subscribe|` +
	`already a subscriber|become a (?:member|subscriber|patron)|download (?:our|the) (?:\S+ )?apps?|` +
	`apps? for ios|abonnier(?:e|en sie|t) (?:uns|unser\S*|den|jetzt|hier|meinen)|melde dich|` +
	`melden sie sich (?:jetzt|hier|an)|jetzt (?:anmelden|abonnieren|mitglied)|` +
	`(?:abonnez|inscrivez|desabonnez) vous|rejoignez (?:nous|notre|nos)|` +
	`telechargez (?:l|notre) app\S*|suscribete|suscribase|registrate (?:en|para)|` +
	`iscriviti (?:a|al|alla|per)|abbonati|schrijf je in|meld je aan|zapisz sie|zasubskrybuj|` +
	`inscreva se|assine|εγγραφειτε|whatsapp kanal|whatsapp channel|canal de whatsapp|` +
	// follow, share, like
	`(?:follow|like|find) us on|follow (?:me|him|her|them) on|(?:folge|folgt|folgen sie) (?:uns|mir)|` +
	`(?:liken|besuchen) sie uns|suivez (?:nous|moi|le|la|les|l \S+) (?:sur|aussi)|` +
	`retrouvez nous sur|siguenos|seguici|volg ons|sledz nas|obserwuj nas|siga nos|` +
	`ακολουθηστε|(?:share|spread) (?:this|the word)|teile? (?:diesen|den|das|es)|` +
	`nicht zu teilen|partagez (?:le|la|cet|cette|ce|l)|n hesitez pas a (?:partager|commenter)|` +
	`(?:did you (?:like|enjoy)|if you (?:liked|enjoyed)) this|` +
	`(?:gefallt|gefiel) (?:dir|ihnen|euch) (?:unser|dieser|der|das|was)|` +
	`(?:artikel|beitrag) gefallen|(?:cet article vous a|vous avez) (?:plu|aime)|` +
	`te ha gustado|ti e piaciuto|spodobał ci sie|` +
	// money
	`support (?:us|our|independent|the work|this site)|make a donation|buy me a coffee|patreon|paypal|` +
	`steady|unterstutz(?:e|t|en sie) (?:uns|unser\S*|mich|diese|das|den)|soutenez|` +
	`fai(?:tes|re) un don|apoyanos|haz una donacion|sostienici|dona ora|wesprzyj|wspieraj|` +
	`affiliate (?:links?|program\S*|partner\S*|commission|disclosure)|affiliates program|` +
	`liens? affilies?|enlaces de afiliad\S*|links? (?:\S+ ){0,40}provision|provision (?:\S+ ){0,20}links?|` +
	`we may (?:receive|earn)|commission (?:if|when|from|on)|advertising disclosure|` +
	// comments
	`(?:leave|post|write|add) (?:us |me )?a comment|in the comments|let us know|` +
	`in den kommentaren|(?:schreib|schreibt|hinterlass\S*) (?:\S+ )?(?:uns|mir|einen|doch)|` +
	`en commentaires?|dans les commentaires|en los comentarios|nei commenti|w komentarz\S*|` +
	// rights
	`all rights reserved|alle rechte vorbehalten|tous droits reserves|todos los derechos|` +
	`tutti i diritti|alle rechten voorbehouden|wszelkie prawa|reproduction interdite|` +
	`sofern nicht anders|unless otherwise (?:noted|stated)|sauf mention contraire|ohne gewahr` +
	`)\b`)
