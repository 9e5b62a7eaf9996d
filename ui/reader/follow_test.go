package reader

import (
	"testing"

	"breageek/ui/locale"
	"breageek/ui/theme"
)

func TestTheChosenLinkStaysChosenWhenTheTextHasOthers(t *testing.T) {
	m := New(theme.New(true), locale.French())
	m.SetSize(60, 20)
	one := `<p>Voir <a href="https://un.example/">un</a>`
	two := ` et <a href="https://deux.example/">deux</a>.</p>`
	m.Show(render(doc(one+two), 60), Place{})
	m.Follow(true)
	m.Type("2")
	m.Show(render(doc(`<p><a href="https://zero.example/">Zéro</a></p>`+one+two), 60), Place{})
	if link, n, ok := m.Chosen(); !ok || n != 3 || link.URL != "https://deux.example/" {
		t.Errorf("%v, number %d, is chosen", link, n)
	}
	m.Show(render(doc(one+".</p>"), 60), Place{})
	if link, _, ok := m.Chosen(); ok {
		t.Errorf("%v is chosen", link)
	}
}
