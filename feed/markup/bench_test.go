package markup

import (
	"fmt"
	"strings"
	"testing"
)

// prose writes an article of about so many words.
func prose(words int) Raw {
	const p = `<p>Le conseil municipal de Valmont a voté <strong>mardi</strong> soir, après trois ` +
		`heures d&rsquo;échanges, le budget «&nbsp;primitif&nbsp;» de la <a href="/regie">régie ` +
		`des eaux</a>&nbsp;: 12&nbsp;% de plus que prévu, selon la mairie.</p>` + "\n"
	const list = `<ul><li>un point</li><li><p>deux points</p></li></ul><blockquote><p>Une phrase.` +
		`</p></blockquote><figure><img src="/a.jpg" alt="A"><figcaption>Légende</figcaption></figure>`
	var b strings.Builder
	for n := 0; n < words; n += 29 {
		b.WriteString(p)
		if n%290 == 0 {
			b.WriteString(list)
		}
	}
	return Keep(b.String(), page)
}

func BenchmarkMarkdown(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprintf("words=%d", n), func(b *testing.B) {
			r := prose(n)
			b.SetBytes(int64(r.Len()))
			for b.Loop() {
				Markdown(r, Options{Title: "Le titre", Repair: true})
			}
		})
	}
}

func BenchmarkText(b *testing.B) {
	r := prose(500)
	b.SetBytes(int64(r.Len()))
	for b.Loop() {
		Text(r)
	}
}

func BenchmarkMeasure(b *testing.B) {
	r := prose(500)
	b.SetBytes(int64(r.Len()))
	for b.Loop() {
		Measure(r)
	}
}
