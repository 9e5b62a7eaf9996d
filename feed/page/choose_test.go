package page_test

import (
	"strings"
	"testing"

	"breageek/feed/markup"
	"breageek/feed/page"
)

// bare returns what is read of a page that marks its text as no family of themes does.
func bare(t testing.TB, body string) string {
	t.Helper()
	p, err := page.Parse([]byte(`<!DOCTYPE html><html lang="fr"><head><title>`+rekindled+
		`</title></head><body>`+body+`</body></html>`), htmlType, fourBanal)
	if err != nil {
		t.Fatal(err)
	}
	return markup.Text(p.Body)
}

const footer = `<div id="foot"><p>Lisez les règles que vous acceptez en vous servant de ce site, ` +
	`et ` +
	`celles du forum, qui a les siennes depuis onze ans et qui les fait respecter. Le journal ` +
	`paraît ` +
	`sous une licence libre, sauf mention contraire, et garde ses archives ouvertes à qui ` +
	`veut.</p></div>`

func TestATextIsFoundByTheNameThatAThemeOfItsOwnGivesIt(t *testing.T) {
	all := paragraphs(t)
	for _, name := range []string{`id="story"`, `class="c-article__text"`, `class="postText"`,
		`class="cms-content"`, `class="corps"`} {
		got := bare(t, `<div class="wrap"><div `+
			``+name+`>`+strings.Join(all, "")+`</div>`+footer+`</div>`)
		if got != story(t) {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func TestAShortTextIsNotTakenForTheSmallPrintUnderIt(t *testing.T) {
	all := paragraphs(t)
	got := bare(t, `<div class="wrap"><div id="story">`+all[0]+all[1]+`</div>`+
		strings.Repeat(footer, 4)+`</div>`)
	if want := strings.Join(strings.Split(story(t), "\n\n")[:2], "\n\n"); got != want {
		t.Errorf("read\n%s", got)
	}
}

func TestATextInSeveralSectionsIsReadWhole(t *testing.T) {
	all := paragraphs(t)
	got := bare(t, `<section class="x"><div><div><div class="a"><h1>`+rekindled+`</h1></div>`+
		`<div class="b">`+all[0]+`</div></div></div></section>`+
		`<div class="y"><div><div `+
		`class="row"><div><div>`+all[1]+all[2]+`</div></div></div></div></div>`+
		`<div class="z"><div class="topic"><h2>La `+
		`suite</h2><div>`+all[3]+all[3]+`</div></div></div>`+
		`<div class="u"><div><div><div><div>`+strings.Repeat(all[1], 3)+`</div></div></div></div></div>`)
	for _, p := range []string{"a rallumé son feu", "souffle Enora", "un parrain", "fendre sa " +
		"part"} {
		if !strings.Contains(got, p) {
			t.Errorf("without %q:\n%s", p, got)
		}
	}
}

func TestAPopupWithALongerTextIsNotTheArticle(t *testing.T) {
	popup := `<div class="tl-lightbox"><article><h3>Attendez !</h3><p>` +
		strings.Repeat("Laissez votre adresse et recevez nos offres chaque matin. "+
			"", 4) + `</p></article></div>`
	got := bare(t, popup+`<div class="x">`+strings.Join(paragraphs(t), "")+`</div>`)
	if got != story(t) {
		t.Errorf("read\n%s", got)
	}
}
