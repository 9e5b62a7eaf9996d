package markup

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"breageek/feed/markup/clean"
	"breageek/feed/markup/dom"
)

// Each form in which sites link to their other articles: the text around it stays, the links
// are returned, and nothing of the form remains.
func TestWhatTheSiteProposesLeavesTheTextAndIsGivenApart(t *testing.T) {
	raw, err := os.ReadFile("testdata/proposed.txt")
	if err != nil {
		t.Fatal(err)
	}
	marks := strings.NewReplacer("⍽", "\u00a0", "\\n", "\n")
	for c := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n=====\n") {
		name, rest, ok := strings.Cut(c, "\n")
		in, want, ok2 := strings.Cut(rest, "\n-----\n")
		if !ok || !ok2 {
			t.Fatalf("broken case %q", c)
		}
		t.Run(strings.TrimPrefix(name, "# "), func(t *testing.T) {
			r := Keep("<p>Avant tout.</p>\n"+marks.Replace(in)+"\n<p>Après tout.</p>", page)
			reading := Read(r)
			if got := lines(reading.Proposed); got != marks.Replace(want) {
				t.Errorf("proposed\n%s\nwant\n%s", got, want)
			}
			for what, text := range map[string]string{"Text": reading.Text,
				"Markdown": Markdown(r, Options{Repair: true})} {
				if text != "Avant tout.\n\nAprès tout." {
					t.Errorf("%s keeps\n%s", what, text)
				}
			}
			if len(reading.Links) > 0 {
				t.Errorf("links of the text: %v", reading.Links)
			}
		})
	}
}

// lines writes anchors as the cases do: address and headline a line, "-" where
// there is no address.
func lines(anchors []Anchor) string {
	if len(anchors) == 0 {
		return "nothing"
	}
	var b strings.Builder
	for _, a := range anchors {
		address := strings.TrimPrefix(a.URL, "https://valmont.example")
		if address == "" {
			address = "-"
		}
		fmt.Fprintf(&b, "%s %s\n", address, a.Text)
	}
	return strings.TrimSpace(b.String())
}

func TestASentenceThatSpeaksOfReadingIsText(t *testing.T) {
	for _, body := range []string{
		`<p>Lire la suite de ce récit demande du temps</p>`,
		`<p><a href="/x">Lire la suite</a></p>`,
		`<p>LIRE <a href="/x">la suite</a></p>`,
		`<p>LIRE LA SUITE</p>`,
		`<p><a href="/x">READ MORE »</a></p>`,
		`<p>LIRE : la suite demain</p>`,
		`<p>LIRE : <a href="/x">la suite</a></p>`,
		`<p>LIRE <a href="/x">des romans</a></p>`,
		`<p>LIRE EN FÊTE : le salon ouvre à Valmont</p>`,
		`<p>Lire, c’est vivre deux fois</p>`,
		`<p>Lire : un verbe du troisième groupe</p>`,
		`<p>À lire ces lignes, on croirait l’hiver fini</p>`,
		`<p>À lire aussi dans <a href="/x">notre dossier</a> ce que dit la maire</p>`,
		`<p>À lire aussi : le maire a répondu à <a href="/x">nos questions</a> hier soir.</p>`,
		`<p>Le maire invite à voir aussi <a href="/x">le pont</a>.</p>`,
		`<p>READ est un programme d’échanges entre lycées.</p>`,
		`<p>READING : la ville anglaise se jumelle avec Valmont</p>`,
		`<p>Sur le même sujet, le maire n’a rien voulu dire</p>`,
		`<p>À LIRE AUSSI : ` + strings.Repeat("un très long résumé ", 12) + `</p>`,
		`<h3>À lire aussi</h3><p>Un texte.</p><ul><li><a href="/x">Un lien</a></li></ul>`,
		`<p>À lire aussi :</p><ul><li><a href="/x">Un lien</a>, paru hier dans nos colonnes</li></ul>`,
		`<ul><li><a href="/x">Un lien</a></li></ul>`,
		`<div class="postTitle">Un titre de bloc</div><p><a href="/x">Un lien</a></p>`,
	} {
		r := Keep(body, page)
		reading := Read(r)
		if len(reading.Proposed) > 0 {
			t.Errorf("%s\nproposes %v", body, reading.Proposed)
		}
		if got, want := clean.Fold(reading.Text), clean.Fold(dom.Plain(dom.Parse(body))); got != want {
			t.Errorf("%s\nkeeps %q", body, reading.Text)
		}
		if strings.Contains(body, "<a ") != (len(reading.Links) == 1) {
			t.Errorf("%s\nlinks %v", body, reading.Links)
		}
	}
}

func TestAProposalIsGivenOnceAndNotWithoutEnd(t *testing.T) {
	r := Keep(`<p>READ&nbsp; Le pont rouvre</p><p>Lire aussi : <a href="/pont">Le pont rouvre</a></p>
		<p>Lire aussi : <a href="/pont">notre article sur le pont</a></p>`, page)
	if got := lines(Proposed(r)); got != "/pont Le pont rouvre" {
		t.Errorf("proposed %q", got)
	}
	var many strings.Builder
	for i := range 500 {
		fmt.Fprintf(&many, `<p>Lire aussi : <a href="/%d">Titre %d</a></p>`, i, i)
	}
	reading := Read(Keep(many.String(), page))
	if len(reading.Proposed) != maxProposed || reading.Text != "" {
		t.Errorf("%d proposed, %q left", len(reading.Proposed), reading.Text)
	}
}

func TestAListThatWasNeverClosedTakesNoArticleAlong(t *testing.T) {
	text := strings.Repeat("Le conseil a voté. ", 300)
	r := Keep(`<div class="yarpp-related"><ol><li><a href="/1">Un</a></li></ol><p>`+text, page)
	if got := Text(r); !strings.Contains(got, strings.TrimSpace(text)) {
		t.Errorf("%d bytes of text are left", len(got))
	}
}

func TestABoxTakesNoTextAndNoPictureAlong(t *testing.T) {
	text := strings.Repeat("Le conseil a voté le budget. ", 8)
	r := Keep(`<div><p>`+text+`</p><span class="ctaText">READ</span> <a href="/l"><b class="postTitle">`+
		`Le lien</b></a></div><p><img src="/x.png" alt=""> LIRE AUSSI : <a href="/m">Autre</a></p>`, page)
	if got := Text(r); got != strings.TrimSpace(text)+"\n\nLIRE AUSSI : Autre" {
		t.Errorf("text %q", got)
	}
	if got := lines(Proposed(r)); got != "/l Le lien" {
		t.Errorf("proposed %q", got)
	}
	if md := Markdown(r, Options{}); !strings.Contains(md, "![](https://valmont.example/x.png)") {
		t.Errorf("Markdown %q", md)
	}
}

func TestExcerptsBeginWithTheTextAndNotWithABox(t *testing.T) {
	const box = `<style>.u7a{} .u7a .ctaText{font-weight:bold}</style><a href="/l" class="u7a3f90">` +
		`<div><span class="ctaText">READ</span>&nbsp; <span class="postTitle">Le lien</span></div></a>`
	for _, body := range []string{
		`<p>Le <a href="/c">conseil</a></p>` + box + `<p>a voté.</p>`,
		`<p>Le <a href="/c">conseil</a></p><p class="x">READ&nbsp; Le lien</p><p>a voté.</p>`,
		`<STYLE>.a{}</STYLE><p>Le conseil a voté.</p><p>À LIRE AUSSI : <b>Le lien</b></p>`,
	} {
		if got, cutOff := Excerpt(Keep(body, ""), 55); got != "Le conseil a voté." || cutOff {
			t.Errorf("Excerpt(%q) = %q, %v", body, got, cutOff)
		}
	}
}

func TestOneReadingGivesWhatEachWouldGive(t *testing.T) {
	r := Keep(`<p>Un <a href="/a">lien</a>, <a href="/b"><figure><img src="/b.png" alt="B">`+
		`</figure></a> puis</p><p>Lire aussi : <a href="/c">Trois</a></p>`, page)
	got := Read(r)
	if fmt.Sprint(got) != fmt.Sprint(Reading{Text(r), Links(r), Proposed(r)}) {
		t.Errorf("%v", got)
	}
	if want := "[{https://valmont.example/a lien} {https://valmont.example/b B}]"; fmt.Sprint(
		got.Links) != want {
		t.Errorf("links %v", got.Links)
	}
}
