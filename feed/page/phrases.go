package page

import (
	"strings"
	"sync"
)

// phrases are the beginnings of folded lines, by their first word, so that they need not all
// be tried. They are parsed on first use.
type phrases struct{ byWord func() map[string][]string }

// phrasesOf parses phrases that are separated by commas and line ends.
func phrasesOf(all string) phrases {
	return phrases{sync.OnceValue(func() map[string][]string {
		p := map[string][]string{}
		for phrase := range strings.FieldsFuncSeq(all, partsPhrases) {
			phrase = strings.Join(strings.Fields(phrase), " ")
			if first, _, _ := strings.Cut(phrase, " "); first != "" {
				p[first] = append(p[first], phrase)
			}
		}
		return p
	})}
}

func partsPhrases(r rune) bool { return r == ',' || r == '\n' }

// begins returns the rest of a folded line behind the longest phrase that it begins with; ok
// is false if there is none.
func (p phrases) begins(line string) (rest string, ok bool) {
	first, _, _ := strings.Cut(line, " ")
	longest := 0
	for _, phrase := range p.byWord()[first] {
		n := len(phrase)
		if n > longest && strings.HasPrefix(line, phrase) && (len(line) == n || line[n] == ' ') {
			longest = n
		}
	}
	return strings.TrimSpace(line[longest:]), longest > 0
}

// are reports whether a folded line is one of the phrases.
func (p phrases) are(line string) bool {
	rest, ok := p.begins(line)
	return ok && rest == ""
}

// headsOfOthers precede lists of other articles.
var headsOfOthers = phrasesOf(`
	related, related articles, more on this, more from, more stories, more articles, more news,
	more posts, more like this, more in, more about, more on, you may also like,
	you might also like, you might also enjoy, you may also enjoy, you may also be interested,
	you might also be interested, you may like, you might like, also read, read also, read more,
	read next, up next, see also, also on, also in, also see, recommended, suggested articles,
	suggested posts, dont miss, don t miss, most popular, most read, most viewed, popular posts,
	popular articles, popular stories, popular now, trending, latest news, latest articles,
	latest posts, latest stories, recent posts, recent articles, similar articles, similar posts,
	similar stories, other articles, other posts, other stories, what to read next, keep reading,
	continue reading, editor s picks, editors picks, top stories, from our partners,
	around the web, from the web, previous article, next article, previous post, next post,
	in this series, from the archive, explore more, check out these, ahnliche beitrage,
	ahnliche artikel, ahnliche themen, ahnliche meldungen, ahnliche posts, ahnliche nachrichten,
	verwandte themenbereiche, verwandte inhalte, verwandte seiten, verwandte beitrage,
	verwandte artikel, verwandte themen, verwandte nachrichten, auch interessant, das konnte sie,
	das konnte dich, das konnte euch, das konnte dir, das konnte ihnen, dies konnte sie,
	dies konnte dich, konnte dich auch, konnte sie auch, konnte euch auch,
	vielleicht interessiert, lesen sie auch, lesen sie dazu, lesen sie mehr, lesen sie hier,
	lesen sie weiter, lies auch, lies mehr, lies dazu, lest auch, lest mehr, mehr zum thema,
	mehr zu diesem thema, mehr zum, mehr zu, mehr von, mehr aus, mehr uber, mehr dazu,
	mehr lesen, mehr artikel, mehr beitrage, mehr news, mehr nachrichten, mehr kolumnen,
	mehr themen, mehr meldungen, weitere artikel, weitere beitrage, weitere themen,
	weitere nachrichten, weitere news, weitere meldungen, weitere topthemen, weitere posts,
	weitere interessante, zum weiterlesen, weiterlesen, schon gelesen, siehe auch,
	sehen sie auch, passend dazu, passend zum thema, dazu passend, passende artikel,
	passende beitrage, meistgelesen, meist gelesen, meistgelesene, beliebte beitrage,
	beliebte artikel, beliebteste artikel, neueste beitrage, neueste artikel,
	neueste nachrichten, neuste beitrage, aktuelle beitrage, aktuelle artikel, letzte beitrage,
	letzte artikel, letzte meldungen, unsere empfehlung, unsere empfehlungen,
	empfehlungen der redaktion, empfehlungen fur, empfohlene artikel, empfohlene beitrage,
	lesetipp, lesetipps, neuerste beitrage, promoted content, leseempfehlung, leseempfehlungen,
	vorheriger beitrag, nachster beitrag, vorheriger artikel, nachster artikel, voriger beitrag,
	voriger artikel, interessante artikel, interessante beitrage, beitragsnavigation,
	andere leser, themen in diesem artikel, aus dem archiv, ebenfalls interessant,
	artikel zum thema, beitrage zum thema, hintergrunde zum thema, a lire aussi, a lire,
	lire aussi, a lire egalement, lire egalement, a voir aussi, voir aussi, sur le meme sujet,
	sur le meme theme, dans la meme rubrique, dans la meme categorie, dans la meme thematique,
	articles similaires, articles connexes, articles lies, articles associes,
	articles recommandes, articles relies, articles relatifs, article similaire,
	nos autres articles, autres articles, d autres articles, vous aimerez, vous aimeriez,
	vous pourriez aussi, vous pourriez etre interesse, vous pourriez egalement, cela pourrait,
	ca peut vous interesser, ca pourrait vous interesser, ces articles pourraient,
	cet article peut, ceci pourrait, ceci peut vous, peut vous interesser, les plus lus,
	les articles les plus lus, les plus populaires, articles populaires, a decouvrir,
	decouvrez aussi, decouvrez egalement, plus d articles, plus d actualites, derniers articles,
	dernieres actualites, dernieres actus, dernieres infos, articles recents, article precedent,
	article suivant, lire la suite, a ne pas manquer, on vous recommande, nous vous recommandons,
	nos recommandations, recommandes pour vous, en relation, similaire, a lire sur, lisez aussi,
	lisez egalement, voir egalement, contenus similaires, sujets lies, du meme auteur,
	les dernieres, les autres articles, navigation de l article, navigation des articles,
	articles en lien, en lien avec, les articles similaires, publications similaires,
	articulos relacionados, noticias relacionadas, notas relacionadas, entradas relacionadas,
	contenido relacionado, relacionado, relacionados, relacionadas, te puede interesar,
	te podria interesar, te pueden interesar, le puede interesar, tambien te puede,
	tambien puedes leer, tambien te podria, puede interesarte, puede interesarle, lea tambien,
	lee tambien, leer tambien, lea mas, lee mas, leer mas, leer ademas, lea ademas, vea tambien,
	ver tambien, mira tambien, mas noticias, mas informacion sobre, mas articulos, mas leidas,
	mas leidos, mas sobre, mas en, lo mas leido, las mas leidas, no te pierdas, otras noticias,
	entradas recientes, articoli correlati, notizie correlate, articoli simili, articoli recenti,
	altri articoli, leggi anche, leggi tutto, leggi pure, ti potrebbe interessare,
	ti potrebbero interessare, potrebbe interessarti, potrebbero interessarti, potrebbe anche,
	potrebbero anche, vedi anche, guarda anche, i piu letti, piu letti, ultime notizie,
	da non perdere, sullo stesso argomento, lees ook, lees meer, lees verder, lees hier,
	gerelateerd, gerelateerde, meer over, meer nieuws, meer artikelen, bekijk ook,
	ook interessant, andere artikelen, meest gelezen, dit vind je ook, misschien vind je,
	vergelijkbare, laatste nieuws, aanbevolen, czytaj takze, czytaj rowniez, czytaj tez,
	czytaj wiecej, czytaj dalej, przeczytaj takze, przeczytaj rowniez, przeczytaj tez,
	zobacz takze, zobacz rowniez, zobacz tez, zobacz wiecej, polecane, polecamy, powiazane,
	podobne artykuły, podobne wpisy, inne artykuły, inne wpisy, inne teksty, wiecej na ten temat,
	wiecej o, najczesciej czytane, najnowsze, moze cie zainteresowac, moze zainteresuje cie,
	moga cie zainteresowac, leia tambem, leia mais, veja tambem, veja mais, artigos relacionados,
	posts relacionados, voce pode gostar, voce tambem pode, mais lidas, mais noticias,
	saiba mais, διαβαστε επισης, διαβαστε ακομη, διαβαστε ακομα, διαβαστε περισσοτερα,
	δειτε επισης, δειτε ακομη, δειτε ακομα, σχετικα αρθρα, σχετικες ειδησεις, παρομοια αρθρα,
	περισσοτερα, προτεινομενα, τελευταια νεα, δημοφιλη, las ocksa, las mer, las aven, relaterade,
	relaterat, mer om, laes ogsa, laes mere, relaterede, les ogsa, les mer, relaterte, relatert,
	lue myos, lue lisaa, ctete take, ctete dale, souvisejici, podobne clanky,
	mohlo by vas zajimat, mohlo by vas, precitajte si, suvisiace, kapcsolodo, olvasd el,
	ezek is erdekelhetik, ajanlott, hasonlo cikkek, tovabbi cikkek, citeste si, citeste mai,
	citiți si, articole similare, articole asemanatoare, vezi si, procitaite vise, procitajte,
	povezane, читаите также, читать также, читаите по теме, похожие, по теме, рекомендуем,
	смотрите также, читаите також, ilgili haberler, bunlar da`)

// headsOfSections precede what the site says about its author and itself, and comments.
var headsOfSections = phrasesOf(`
	about the author, about the authors, about author, about this author, about the writer,
	author bio, comments, leave a reply, leave a comment, leave a response, post a comment,
	post comment, add a comment, add comment, write a comment, join the conversation,
	join the discussion, leave your comment, share your thoughts, be the first to comment,
	no comments, one comment, one response, responses, submit a comment, reader comments,
	uber den autor, uber die autorin, uber die autoren, uber den verfasser, uber die verfasserin,
	zum autor, zur autorin, zu den autoren, kommentare, kommentar schreiben,
	kommentar hinterlassen, kommentar verfassen, kommentar hinzufugen, kommentar abgeben,
	schreibe einen kommentar, schreib einen kommentar, schreiben sie einen kommentar,
	hinterlasse einen kommentar, hinterlasse eine antwort, hinterlassen sie,
	antwort hinterlassen, diskutieren sie mit, diskutiere mit, keine kommentare, ein kommentar,
	einen kommentar schreiben, einen kommentar hinterlassen, leserkommentare,
	sag uns deine meinung, ihre meinung, deine meinung, a propos de l auteur,
	a propos de l autrice, a propos des auteurs, a propos de l auteure, au sujet de l auteur,
	l auteur de cet article, commentaires, laisser un commentaire, laissez un commentaire,
	laisser une reponse, poster un commentaire, ajouter un commentaire, ecrire un commentaire,
	publier un commentaire, deposer un commentaire, aucun commentaire, un commentaire,
	vos commentaires, vos reactions, reagissez, reagir a cet article, commenter, commentez,
	votre commentaire, donnez votre avis, sobre el autor, sobre la autora, acerca del autor,
	acerca de la autora, comentarios, deja un comentario, deja una respuesta,
	dejar un comentario, dejar una respuesta, deje un comentario, deja tu comentario,
	escribe un comentario, sin comentarios, informazioni sull autore, l autore, sull autore,
	commenti, lascia un commento, lascia una risposta, scrivi un commento, nessun commento,
	over de auteur, reacties, geef een reactie, laat een reactie, plaats een reactie, reageer,
	een reactie plaatsen, o autorze, o autorce, komentarze, dodaj komentarz, zostaw komentarz,
	napisz komentarz, brak komentarzy, zostaw odpowiedz, sobre o autor, sobre a autora,
	deixe um comentario, deixe uma resposta, deixe seu comentario, σχολια, αφηστε ενα σχολιο,
	αφηστε μια απαντηση, σχετικα με τον συγγραφεα, προσθηκη σχολιου, kommentarer,
	lamna en kommentar, skriv en kommentar, legg igjen en kommentar, komentare, pridat komentar,
	napsat komentar, hozzaszolasok, support us, support our work, support our journalism,
	unterstutze, unterstutze uns, unterstutzen sie, soutenez nous, soutenez, nous soutenir,
	faites un don, apoyanos, sostienici, wesprzyj nas, subscribe to, sign up for, sign up to,
	stay up to date, stay informed, abonnez vous, inscrivez vous, recevez notre newsletter,
	newsletter abonnieren, in eigener sache, suscribete, iscriviti, szolj hozza,
	lasa un comentariu, lasa un raspuns, комментарии, добавить комментарии, оставить`)

// about are the beginnings of headings of author boxes, before the name.
var about = phrasesOf(`
	about, meet, uber, zu, zur person, a propos de, sobre, acerca de, su, chi e, over, o,
	σχετικα με, om`)

// labels are the beginnings of lines that say what the article is filed under, before the
// names.
var labels = phrasesOf(`
	tags, tag, tagged, tagged with, filed under, filed in, posted in, posted under, category,
	categories, keywords, topics, schlagworter, schlagworte, schlagwort, stichworte, stichworter,
	kategorie, kategorien, abgelegt unter, veroffentlicht in, veroffentlicht unter, getaggt mit,
	verschlagwortet mit, themen, dieser eintrag wurde, dieser beitrag wurde, etiquettes,
	etiquette, mots cles, mots clefs, mot cle, categorie, classe dans, publie dans,
	ce contenu a ete publie, cette entree a ete publiee, sujets, thematiques, thematique,
	rubrique, etiquetas, etiquetado, categorias, categoria, publicado en, archivado en,
	archiviato in, categorie, argomenti, pubblicato in, trefwoorden, geplaatst in, tagi, tematy,
	kategoria, kategorie, kategoriat, etichette, this entry was posted, this entry was tagged,
	temas, ετικετες, κατηγορια, κατηγοριες, etiketter, kategorier, stitky, cimkek, etichete,
	метки, рубрики, теги`)
