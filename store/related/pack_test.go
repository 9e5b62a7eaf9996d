package related

import (
	"reflect"
	"testing"

	"breageek/feed"
	"breageek/store/terms"
)

// described is what an article with names, tags and numbers is about.
func described() (Topics, feed.Article) {
	a := feed.Article{Title: "Handball : à Lannec, Brisac bat Tourmel devant 2 816 spectateurs",
		Categories: []string{"Sports", "pont de la Sauvagine"}}
	var st terms.Stemmer
	return Describe(&st, a.Title, a.Categories, "Au pont de la Sauvagine, Nina Auvray et les sages-femmes ont gagné, "+
		"l’Œuvre des Quatre-Vents aussi : 80 % des buts, selon Paul Le Guivarc."), a
}

func TestWhatAnArticleIsAboutIsReadAsItWasPacked(t *testing.T) {
	d, a := described()
	row := d.Pack(a.Title, 42)
	p := Unpack(row)
	if p.len() != len(d.order) || p.similar != 42 || len(row) > FrontBytes {
		t.Fatalf("%d topics of %d, similar %d, %d bytes", p.len(), len(d.order), p.similar, len(row))
	}
	for i, want := range d.order {
		got := p.at(i)
		if diff := got.weight - want.weight; diff > 0.02 || diff < -0.02 {
			t.Errorf("%s weighs %v, want %v", want.stem, got.weight, want.weight)
		}
		if got.hash != want.hash || got.role != want.role {
			t.Errorf("%+v, want %+v", got, *want)
		}
	}
	row[0] = packedBefore
	if old := Unpack(append(row, "what else it kept"...)); !reflect.DeepEqual(old, p) {
		t.Errorf("a row of the version before is read as %+v, want %+v", old, p)
	}
}

func FuzzUnpack(f *testing.F) {
	d, a := described()
	row := d.Pack(a.Title, 42)
	f.Add(row)
	f.Add(row[:len(row)/2])
	f.Add([]byte{packedVersion})
	f.Fuzz(func(t *testing.T, row []byte) {
		p := Unpack(row)
		for i := range p.len() {
			_ = p.at(i)
		}
	})
}
