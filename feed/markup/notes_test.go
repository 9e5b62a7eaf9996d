package markup

import "testing"

func TestFootnotesLeadToTheirNotesAndBack(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"WordPress": {`<p>Voté.<sup data-fn="5d1c" class="fn"><a href="#5d1c" id="5d1c-link">1</a></sup></p>` +
			`<ol class="wp-block-footnotes"><li id="5d1c">Par 12 voix. <a href="#5d1c-link">↩︎</a></li></ol>`,
			"Voté.[¹](#note-1)\n\n1. Par 12 voix. [↩](#note-1-back)"},
		"Markdown's": {`<p>Voté<sup id="fnref:1"><a href="#fn:1" class="footnote-ref">1</a></sup>, encore<sup id="fnref:2"><a href="#fn:2">2</a></sup>.</p>` +
			`<div class="footnotes"><ol><li id="fn:1"><p>Un.&#160;<a href="#fnref:1" class="footnote-backref">&#8617;</a></p></li><li id="fn:2"><p>Deux.</p></li></ol></div>`,
			"Voté[¹](#note-1), encore[²](#note-2).\n\n1. Un.\u00a0[↩](#note-1-back)\n2. Deux. [↩](#note-2-back)"},
		"a word processor's": {`<p>Voté<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><p><a href="#_ftnref1" name="_ftn1">[1]</a> Par 12 voix.</p>`,
			"Voté[¹](#note-1).\n\n[¹](#note-1-back) Par 12 voix."},
		"called twice": {`<p>Un<sup><a href="#n" id="a">1</a></sup> et un<sup><a href="#n" id="b">1</a></sup>.</p><p id="n">La note. <a href="#a">↑</a> <a href="#b">↑</a></p>`,
			"Un[¹](#note-1) et un[¹](#note-1).\n\nLa note. [↩](#note-1-back)"},
		"with the page's own address": {`<p>Voté<sup><a href="` + page + `#fn1" id="r1">1</a></sup>.</p><p id="fn1">Par 12 voix.</p>`,
			"Voté[¹](#note-1).\n\nPar 12 voix. [↩](#note-1-back)"},
		"a star":                   {`<p>Voté<sup><a href="#n">*</a></sup>.</p><p id="n">* Par 12 voix.</p>`, "Voté[\\*](#note-1).\n\n\\* Par 12 voix. [↩](#note-1-back)"},
		"a note that is not there": {`<p>Voté<sup><a href="#n">1</a></sup>.</p>`, "Voté¹."},
		"a table of contents":      {`<p><a href="#un">Un</a> <a href="#c2">2</a></p><h2 id="un">Un</h2><p id="c2">Texte.</p>`, "Un 2\n\n## Un\n\nTexte."},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Markdown(Keep(c.body, page), Options{Notes: true}); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
