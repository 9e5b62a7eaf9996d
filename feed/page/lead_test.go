package page_test

import (
	"strings"
	"testing"
)

func TestALeadInThePagesHeadStandsBeforeTheText(t *testing.T) {
	text := strings.Join(paragraphs(t), "")
	const plain = "Quatorze mois de travaux, trois maçons et deux tonnes de granit : le four est " +
		"prêt, " +
		"et le bourg avec lui."
	for what, head := range map[string]string{
		"a chapô":              `<div class="chapo"><p>` + plain + `</p></div>`,
		"a standfirst":         `<header><p class="article__standfirst">` + plain + `</p></header>`,
		"an excerpt":           `<div class="entry-excerpt"><p>` + plain + `</p></div>`,
		"a second heading":     `<h2 class="sous-titre">` + plain + `</h2>`,
		"an unnamed paragraph": `<div class="x1y2"><p>` + plain + `</p></div>`,
		"behind the meta data": `<p class="post-meta">3 octobre 2026, par Ronan ` +
			`Quémeneur</p><p>` + plain + `</p>`,
		"before a picture": `<p>` + plain + `</p><figure><img src="f.jpg"><figcaption>Le ` +
			`four</figcaption></figure>`,
	} {
		if got := textOf(t, head, text, ""); got != plain+"\n\n"+story(t) {
			t.Errorf("%s:\n%s", what, got)
		}
	}
	if got := textOf(t, `<p class="chapo">Le four est prêt, dit le `+
		`maçon.</p>`, text, ""); !strings.HasPrefix(
		got, "Le four est prêt, dit le maçon.\n\n") {
		t.Errorf("a short one that is named:\n%s", got)
	}
}

func TestWhatOnlyStandsInThePagesHeadIsNoLead(t *testing.T) {
	text := strings.Join(paragraphs(t), "")
	first, _, _ := strings.Cut(story(t), "\n\n")
	for what, head := range map[string]string{
		"what the text begins with, too": `<p class="chapo">` + first + `</p>`,
		"a short unnamed line":           `<p>Vie locale à Kerlaouen</p>`,
		"a caption": `<figure><img src="f.jpg"><figcaption>La gueule du four, vue un soir ` +
			`d’octobre ` +
			`par le photographe du journal de la lande bleue</figcaption></figure>`,
		"a request": `<p>Abonnez-vous à notre newsletter pour recevoir chaque matin les ` +
			`nouvelles de la ` +
			`lande et des bourgs alentour.</p>`,
		"who wrote it": `<p>Publié le 3 octobre 2026 à 6 h 40 par Ronan Quémeneur dans la ` +
			`rubrique Vie ` +
			`locale</p>`,
		"teasers": `<div class="related-stories">` + cards + `</div>`,
		"links": `<p><a href="/a/">Le moulin de Plouzénac cherche un meunier pour sa roue et ` +
			`pour toute sa charpente</a></p>`,
		"a cookie notice": `<div class="cookie-notice"><p>Nous utilisons des cookies pour ` +
			`mesurer l’audience ` +
			`de ce site et pour rien d’autre, merci.</p></div>`,
	} {
		if got := textOf(t, head, text, ""); got != story(t) {
			t.Errorf("%s:\n%s", what, got)
		}
	}
}
