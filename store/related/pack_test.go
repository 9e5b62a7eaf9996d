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
	got, p, ok := unpackAll(d.Pack(a.Title, 42))
	if !ok || len(got.order) != len(d.order) || p.similar != 42 {
		t.Fatalf("%v, %d topics of %d, similar %d", ok, len(got.order), len(d.order), p.similar)
	}
	if !reflect.DeepEqual(got.names, d.names) || !reflect.DeepEqual(got.tags, d.tags) {
		t.Errorf("names %q and %q, want %q and %q", got.names, got.tags, d.names, d.tags)
	}
	for i, want := range d.order {
		x := *want
		x.rest = 0
		if diff := got.order[i].weight - x.weight; diff > 0.02 || diff < -0.02 {
			t.Errorf("%s weighs %v, want %v", x.stem, got.order[i].weight, x.weight)
		}
		x.weight = got.order[i].weight
		if *got.order[i] != x {
			t.Errorf("%+v, want %+v", *got.order[i], x)
		}
	}
}

func FuzzUnpack(f *testing.F) {
	d, a := described()
	row := d.Pack(a.Title, 42)
	f.Add(row)
	f.Add(row[:len(row)/2])
	f.Add([]byte{packedVersion})
	f.Fuzz(func(t *testing.T, row []byte) {
		Unpack(row)
		got, _, ok := unpackAll(row)
		if !ok {
			return
		}
		for _, topic := range got.order {
			_, _ = got.names[topic.span], got.tags[topic.tag]
		}
	})
}
