package page_test

import (
	"strings"
	"testing"

	"breageek/feed/markup"
	"breageek/feed/page"
)

// paragraphs are the story's, each in its element.
func paragraphs(t testing.TB) []string {
	var out []string
	for p := range strings.SplitSeq(story(t), "\n\n") {
		out = append(out, "<p>"+p+"</p>")
	}
	return out
}

// textOf returns what is read of a page whose text, between a head and what follows it,
// is content.
func textOf(t testing.TB, head, content, behind string) string {
	t.Helper()
	p, err := page.Parse([]byte(`<!DOCTYPE html><html lang="fr"><head><title>`+rekindled+
		`</title></head><body><main><article class="post"><h1>`+rekindled+`</h1>`+head+
		`<div class="entry-content">`+content+`</div>`+behind+`</article></main></body></html>`),
		htmlType, fourBanal)
	if err != nil {
		t.Fatal(err)
	}
	return markup.Text(p.Body)
}

// teasers is a list of links to other articles of the site, with their excerpts.
const teasers = `<ul><li><a href="/a/">Le moulin de Plouzénac cherche un meunier</a></li>` +
	`<li><a href="/b/">La halle aux grains rouvre samedi</a></li></ul>`

const cards = `<div class="c"><h4><a href="/a/">Le moulin de Plouzénac cherche un ` +
	`meunier</a></h4>` +
	`<p>La commune a voté hier soir un budget pour la roue et la charpente du bâtiment.</p></div>` +
	`<div class="c"><h4><a href="/b/">La halle aux grains rouvre samedi</a></h4>` +
	`<p>Les marchands reviennent sous les poutres après deux ans de travaux et d’attente.</p></div>`

func TestWhatStandsAmongAndBehindTheParagraphsIsLeftOut(t *testing.T) {
	all := paragraphs(t)
	for what, c := range map[string]string{
		"a box named after other articles": `<div ` +
			`class="c-article__relatedPosts">` + cards + `</div>`,
		"a recirculation block": `<section ` +
			`class="recirc-block">` + cards + `</section>`,
		"share buttons": `<div class="post-social-icons">Facebook ` +
			`Twitter</div>`,
		"glued names of services": `<p>FacebookTwitterPinterestE-MailWhatsApp</p>`,
		"a newsletter box": `<div class="newsletter-box"><p>Une fois par ` +
			`semaine, nos récits.</p></div>`,
		"a box about the author": `<div class="authorbox"><p>Ronan écrit sur le pain ` +
			`depuis vingt ans.</p></div>`,
		"a rating": `<div class="kk-star-ratings"><p>4,5 sur 5 après ` +
			`dix votes</p></div>`,
		"an advertisement": `<div class="my-ad-slot"><p>Les meilleurs fours du ` +
			`moment.</p></div>`,
		"an inserted advertisement": `<div class="code-block code-block-3"><p>Un four pour tous ` +
			`les goûts, livré lundi.</p></div>`,
		"a French block of others": `<div class="bloc-articles-similaires">` + cards + `</div>`,
		"a French advertisement":   `<div class="pave-pub"><p>Les fours du moment.</p></div>`,
		"an advertiser's frame": `<iframe ` +
			`src="https://ws-eu.amazon-adsystem.com/x"></iframe>`,
		"a table of contents": `<div class="ez-toc-container"><ul><li><a ` +
			`href="#a">Un</a></li></ul></div>`,
		"what a role tells": `<div role="contentinfo"><p>Le journal du pays, ` +
			`depuis 1911.</p></div>`,
		"a French list of others": `<h3>Articles similaires</h3>` + teasers,
		"a French list under a paragraph": `<p><strong>Vous aimerez aussi ` +
			`:</strong></p>` + teasers,
		"a German list":       `<p>Das könnte Sie auch interessieren:</p>` + teasers,
		"a Spanish list":      `<h4>Te puede interesar</h4>` + teasers,
		"an Italian list":     `<p>Potrebbe interessarti:</p>` + teasers,
		"a Dutch list":        `<p>Gerelateerde artikelen</p>` + teasers,
		"a Polish list":       `<p>Przeczytaj także:</p>` + teasers,
		"a Greek list":        `<p>Διαβάστε επίσης:</p>` + teasers,
		"cards with excerpts": `<div><h3>You may also like</h3>` + cards + `</div>`,
		"a German line with its link": `<p>Lesen Sie auch: <a href="/a/">Die Mühle sucht ` +
			`einen Müller</a></p>`,
		"a label of an advertisement": `<p>- Anzeige -</p>`,
		"how long it takes to read":   `<p>Temps de lecture : 4 minutes</p>`,
		"a place of a video": `<p>Mit dem Laden des Videos akzeptieren Sie die Bedingungen von ` +
			`Y.</p>`,
		"a share line":                       `<p>Teile diesen Beitrag!</p>`,
		"a link to a recipe's print version": `<p><a href="?print">Print Recipe</a></p>`,
	} {
		middle := all[0] + c + strings.Join(all[1:], "")
		if got := textOf(t, "", middle, ""); got != story(t) {
			t.Errorf("%s among the paragraphs:\n%s", what, got)
		}
		if got := textOf(t, "", strings.Join(all, "")+c, ""); got != story(t) {
			t.Errorf("%s behind the paragraphs:\n%s", what, got)
		}
	}
}

func TestWhatASiteSaysBehindATextIsLeftOut(t *testing.T) {
	text := strings.Join(paragraphs(t), "")
	bio := "<p>Il a grandi près du four et raconte depuis vingt ans la vie des bourgs de la " +
		"lande.</p>"
	for what, c := range map[string]string{
		"the author":           "<h3>À propos de l’auteur</h3>" + bio,
		"the author in German": "<h4>Über den Autor</h4>" + bio,
		"what only subscribers read": "<p>La suite est réservée à nos abonnés.</p><p>Un four, " +
			"des " +
			"histoires : tout lire pour un euro.</p>",
		"a comment form": "<p>Votre adresse e-mail ne sera pas publiée. Les champs obligatoires " +
			"sont indiqués.</p>",
		"comments": "<h2>3 commentaires</h2><p>Anne :</p><p>Bravo pour le pain " +
			"et pour le récit !</p>",
		"an invitation to comment": "<h3>Leave a Reply</h3><p>Your address will not be " +
			"published.</p>",
		"a newsletter":   "<p>Abonnez-vous à notre lettre pour ne rien manquer.</p>",
		"what to follow": "<p>Folgen Sie uns auf Facebook und Instagram.</p>",
		"what to share":  "<p>Cet article vous a plu ? Partagez-le avec vos amis !</p>",
		"a request for money": "<p>Please support our work: every cent helps us to bake " +
			"on.</p>",
		"links that earn": "<p>Cet article contient des liens affiliés, sans surcoût " +
			"pour vous.</p>",
		"rights": "<p>© 2026 L’Écho. Tous droits réservés.</p>",
		"what it is filed under": `<p>Mots-clés : <a href="/t/four/">four</a>, <a ` +
			`href="/t/pain/">pain</a></p>`,
		"where it was filed": `<p>Abgelegt unter: <a href="/c/brot/">Brot</a></p>`,
		"headlines": `<p><a href="/a/">Le moulin cherche un meunier</a></p><p><a ` +
			`href="/b/">La halle rouvre samedi prochain</a></p>`,
		"a heading of nothing": "<h3>Nos partenaires</h3>",
		"what any heading lists": `<h3>Dans le bourg</h3><p><a href="/a/">Le moulin cherche un ` +
			`meunier</a></p><p><a href="/b/">La halle rouvre samedi prochain</a></p><h3>Fin</h3>`,
	} {
		if got := textOf(t, "", text+c, ""); got != story(t) {
			t.Errorf("%s:\n%s", what, got)
		}
	}
}

func TestWhatIsToldOfTheAuthorUnderTheirNameIsLeftOut(t *testing.T) {
	got := textOf(t, `<p class="meta"><a rel="author" href="/r/">Ronan Quémeneur</a></p>`,
		strings.Join(paragraphs(t), "")+`<p>À propos de Ronan Quémeneur</p>`+
			`<p>Il a grandi près du four et raconte depuis vingt ans la vie des bourgs.</p>`, "")
	if got != story(t) {
		t.Errorf("read\n%s", got)
	}
}

func TestWhoWroteATextAndWhenIsLeftOutBeforeIt(t *testing.T) {
	text := strings.Join(paragraphs(t), "")
	for _, line := range []string{"Par Ronan Quémeneur", "Publié le 3 octobre 2026 par Ronan",
		"3 octobre 2026", "samedi 3 octobre 2026", "October 3, 2026 12:40 pm", "2026-10-03",
		"03.10.2026, 16:20 von Ronan", "Par Ronan Quémeneur, le samedi 3 octobre 2026 à 6 h 40",
		"Le 3 octobre 2026", "Von Ronan | 3. Oktober 2026 | 3 Kommentare", "Von Ronan " +
			"Quémeneur", "Last updated: 3 October 2026",
		`<a href="/c/vie/">Vie locale</a>`} {
		if got := textOf(t, "", "<p>"+line+"</p>"+text, ""); got != story(t) {
			t.Errorf("%q:\n%s", line, got)
		}
	}
}

// What reads like furniture and is the article's own.
func TestATextKeepsWhatOnlyLooksLikeFurniture(t *testing.T) {
	all := paragraphs(t)
	for what, c := range map[string]struct{ html, has string }{
		"a paragraph about newsletters": {"<p>La newsletter du four compte déjà deux cents " +
			"abonnés, qui " +
			"reçoivent chaque samedi la liste des pains.</p>", "compte déjà deux cents"},
		"a section under a heading that lists others, too": {"<h2>Mehr zum Thema Mehl</h2><p>Das " +
			"Mehl " +
			"kommt aus der Mühle am Bach, die seit dem Frühjahr wieder mahlt, Tag und " +
			"Nacht.</p>", "Mehl kommt"},
		"a list of sources": {`<p>Voir <a href="https://un.example/">le plan</a> et les archives ` +
			`du bourg, ` +
			`que la mairie a numérisées l’an dernier.</p>`, "numérisées"},
		"a subject that post_class names": {`<div class="tag-newsletter"><p>La cloison a été ` +
			`refaite en ` +
			`terre crue.</p></div>`, "La cloison"},
		"what only has a sidebar": {`<div class="row has-sidebar"><p>Le levain est ` +
			`ancien.</p></div>`, "Le levain"},
		"a word within a paragraph": {`<p>On chauffe <span class="related">le four à la ` +
			`fougère</span>.</p>`, "fougère"},
		"a slider's layout": {`<div class="x-pagination-type-bullets"><p>Le bois ` +
			`est sec.</p></div>`, "Le bois"},
		"the rest of the same article": {`<p>À lire aussi : <a href="?p=2">La suite du ` +
			`chantier</a></p>`, "La suite"},
		"a letter in the middle": {"<p>Share the bread, she says, and the oven will " +
			"never go cold.</p>", "Share the bread"},
		"a sentence that begins as a signature": {"<p>Par trois fois, le feu a pris puis s’est " +
			"éteint.</p>", "Par trois fois"},
		"a paragraph that begins dated": {"<p>Le 3 octobre 2026, le four a été rallumé devant " +
			"tout le bourg.</p>", "a été rallumé"},
		"a heading whose id is its words": {`<h2 id="share-the-newsletter">Le carnet du four</h2>` +
			`<p>Il est noir.</p>`, "Le carnet du four"},
		"a block of code": {`<div class="code-block code-block-1"><pre>four ` +
			`--feu</pre></div>`, "four --feu"},
		"a section that is called as a button": {"<h2>Newsletter</h2><p>Avant le journal, le " +
			"bourg " +
			"avait sa feuille, que le facteur portait de porte en porte avec le pain du " +
			"samedi.</p>",
			"Newsletter"},
		"a heading and its own sentence": {"<h3>Le pain</h3><p>Il est noir.</p>", "Il est noir."},
	} {
		got := textOf(t, "", all[0]+c.html+strings.Join(all[1:], ""), "")
		if !strings.Contains(got, c.has) {
			t.Errorf("%s is lost:\n%s", what, got)
		}
		if got = textOf(t, "", c.html+strings.Join(all, ""), ""); !strings.Contains(got, c.has) {
			t.Errorf("%s is lost before the text:\n%s", what, got)
		}
	}
}

func TestATextThatIsMostlySuchLinesIsLeftAsItIs(t *testing.T) {
	const news = "<p>Le journal du bourg change de forme : il paraîtra désormais le samedi, sur " +
		"quatre " +
		"pages, avec un carnet.</p>"
	const how = "<p>Abonnez-vous à la mairie, au four ou chez Enora, qui garde la liste des " +
		"abonnés dans " +
		"un cahier rouge et note aussi les adresses de ceux qui sont partis à la ville ou en " +
		"mer.</p>"
	if got := textOf(t, "", news+how, ""); !strings.Contains(got, "un cahier rouge") {
		t.Errorf("got %q", got)
	}
	all := strings.Join(paragraphs(t), "")
	if got := textOf(t, "", all+how, ""); got != story(t) {
		t.Errorf("behind a whole text:\n%s", got)
	}
}

func TestAParagraphThatOnlyEndsWithARequestIsKept(t *testing.T) {
	last := strings.Repeat("Le pain cuit lentement et la ruelle du Puits sent le seigle. ", 7) +
		"Dites-le en commentaire."
	got := textOf(t, "", strings.Join(paragraphs(t), "")+"<p>"+last+"</p>", "")
	if !strings.HasSuffix(got, "en commentaire.") {
		t.Errorf("got %q", got)
	}
}

func TestWhatHoldsTheTextIsKeptWhateverItIsCalled(t *testing.T) {
	for _, name := range []string{"sponsored-post", "related-content", "share", "author-text"} {
		got := textOf(t, "", `<div class="`+name+`">`+strings.Join(paragraphs(t), "")+`</div>`, "")
		if got != story(t) {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}
