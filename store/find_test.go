package store_test

import (
	"fmt"
	"slices"
	"testing"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/store/bigarchive"
)

// story is an article with a title and a text.
func story(n int, title, text string) feed.Article {
	a := item(n)
	a.Title, a.Body, a.Summary = title, markup.Keep("<p>"+text+"</p>", ""), text
	return a
}

func index(t testing.TB, s *store.Store, want int) {
	t.Helper()
	if n, err := s.Index(t.Context()); err != nil || n != want {
		t.Fatalf("%d got their terms, %v, want %d", n, err, want)
	}
}

func found(t testing.TB, s *store.Store, q store.Search) []string {
	t.Helper()
	entries, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("%q: %v", q.Words, err)
	}
	out := []string{}
	for _, e := range entries {
		out = append(out, e.Title)
	}
	return out
}

func TestSearchFoldsAsAReaderTypes(t *testing.T) {
	s := open(t, t.TempDir())
	a := story(1, "L’hôpital de Port-Vieil ferme", "Les urgences du Cœur, jusqu’à l’été.")
	a.Author, a.Categories = "Élise Ménard", []string{"Santé publique"}
	b := story(2, "Des manifestations à Nantes", "Le conseil s’est réuni.")
	merge(t, s, a, b)
	index(t, s, 2)
	for _, c := range []struct {
		words  string
		ranked bool
		want   int
	}{
		{"hopital", false, 1}, {"HÔPITAL ferme", true, 1}, {"l'hopital", false, 1}, {"coeur", true, 1},
		{"cœ", false, 1}, {"urg", false, 1}, {"ete", true, 1}, {"elise menard", true, 1},
		{"sante", true, 1}, {"port-vieil", true, 1}, {"manifestation", true, 1}, {"manifesta", false, 1},
		{"manifestation ", false, 1}, {"hopital nantes", true, 0}, {"le conseil", false, 1},
		{"ferme de", false, 1}, {`" OR *`, true, 0}, {"NEAR(a b)", true, 0}, {"title:hopital", true, 0},
		{"", false, 0}, {"hopital\x00", true, 1}, {"zzz", false, 0},
	} {
		got := found(t, s, store.Search{Words: c.words, Ranked: c.ranked})
		if len(got) != c.want {
			t.Errorf("%q, ranked %v: %v, want %d", c.words, c.ranked, got, c.want)
		}
	}
	merge(t, s, story(3, "Sans rapport", "Rien."))
	courrier := feed.Source{Name: "Le Courrier", URL: "https://courrier.example/feed"}
	_, err := s.Merge(t.Context(), feed.Result{Source: courrier, Articles: []feed.Article{
		story(4, "L’hôpital vu du Courrier", "Rien.")}})
	if err != nil {
		t.Fatal(err)
	}
	index(t, s, 2)
	for _, q := range []store.Search{{Words: "hopi"}, {Words: "hopital", Ranked: true}} {
		q.Sources = []string{courrier.Key()}
		if got := fmt.Sprint(found(t, s, q)); got != "[L’hôpital vu du Courrier]" {
			t.Errorf("of one source: %s", got)
		}
	}
	other := []string{"unknown"}
	if got := found(t, s, store.Search{Words: "hopital", Sources: other}); len(got) != 0 {
		t.Errorf("of an unknown source: %v", got)
	}
}

func TestTypedAnswersAreByDateAndRankedOnesByWeight(t *testing.T) {
	s := open(t, t.TempDir())
	text := "Il fut question de bien des choses avant que le barrage ne soit enfin nommé."
	merge(t, s, story(1, "Divers", text), story(2, "Le barrage cède", "Rien."), story(3, "Autre", text))
	index(t, s, 3)
	if got := fmt.Sprint(found(t, s, store.Search{Words: "barr"})); got != "[Divers Le barrage cède Autre]" {
		t.Errorf("typed: %s", got)
	}
	got := fmt.Sprint(found(t, s, store.Search{Words: "barrage", Ranked: true}))
	if got != "[Le barrage cède Divers Autre]" {
		t.Errorf("ranked: %s", got)
	}
}

func TestAnUpdatedArticleIsFoundByItsNewWordsOnly(t *testing.T) {
	s := open(t, t.TempDir())
	merge(t, s, story(1, "Ancien", "Le phare brille."))
	index(t, s, 1)
	merge(t, s, story(1, "Neuf", "Le moulin tourne."))
	index(t, s, 1)
	for words, want := range map[string]int{"phare": 0, "moulin": 1, "moul": 1} {
		if got := found(t, s, store.Search{Words: words}); len(got) != want {
			t.Errorf("%s: %v", words, got)
		}
	}
	index(t, s, 0)
}

func TestTermsFollowAfterAnInterruption(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	merge(t, s, story(1, "Un", "Le phare brille."), story(2, "Deux", "Le moulin tourne."))
	_ = s.Close() // before any term was written
	s = open(t, dir)
	if got := found(t, s, store.Search{Words: "phare"}); len(got) != 0 {
		t.Errorf("found without terms: %v", got)
	}
	index(t, s, 2)
	if got := found(t, s, store.Search{Words: "phare"}); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}

// paper merges four chapters of a story, a copy of one, and other news.
func paper(t testing.TB, s *store.Store) []feed.Article {
	hospital := "À Port-Vieil, l’hôpital Sainte-Aurore perd ses urgences. La directrice Maud Kerlois " +
		"parle d’une fermeture provisoire ; les soignants de l’hôpital occupent le hall."
	a := []feed.Article{
		story(1, "Hôpital de Port-Vieil : les urgences ferment", hospital),
		story(5, "Port-Vieil : les soignants de l’hôpital occupent le hall", hospital+" Ils resteront."),
		story(200, "L’hôpital de Port-Vieil cherche des urgentistes", "Maud Kerlois recrute à Sainte-Aurore."),
		story(3, "Le marché aux fleurs revient dimanche", "Les fleuristes de Lannec attendent du monde."),
		story(4, "Handball : Brisac s’incline", "Défaite de Brisac face aux joueuses de Tourmel."),
	}
	for n := range 40 {
		a = append(a, story(10+n, fmt.Sprintf("Brève %d du canton", n), fmt.Sprintf("Le fait numéro%d est sans suite.", n)))
	}
	merge(t, s, a...)
	return a
}

func related(t testing.TB, s *store.Store, id feed.ID) []store.Related {
	t.Helper()
	got, err := s.Related(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestRelatedStoriesSayWhy(t *testing.T) {
	s := open(t, t.TempDir())
	a := paper(t, s)
	index(t, s, len(a))
	got := related(t, s, a[0].ID)
	if len(got) != 2 || got[0].Entry.ID != a[1].ID || got[1].Entry.ID != a[2].ID {
		t.Fatalf("%+v", got)
	}
	if got[0].Kind != store.SameStory || got[1].Kind == store.SameStory {
		t.Errorf("kinds %s, %s", got[0].Kind, got[1].Kind)
	}
	for _, r := range got {
		if !slices.Contains(r.Reasons, "Port-Vieil") || !slices.Contains(r.Reasons, "hôpital") ||
			len(r.Reasons) > 5 {
			t.Errorf("%s because of %q", r.Entry.Title, r.Reasons)
		}
	}
}

func TestLinkedArticlesComeFirst(t *testing.T) {
	s := open(t, t.TempDir())
	a := paper(t, s)
	a[0].Body = markup.Keep(`<p>Voir <a href="http://gazette.example/n4?utm_source=x#top">Brisac</a>, `+
		`<a href="https://ailleurs.example/">ailleurs</a> et <a href="`+a[0].Link+`">ici</a>.</p>`, "")
	merge(t, s, a[0])
	index(t, s, len(a))
	got := related(t, s, a[0].ID)
	if len(got) == 0 || got[0].Kind != store.Linked || got[0].Entry.ID != a[4].ID {
		t.Fatalf("%+v", got)
	}
	for _, r := range got[1:] {
		if r.Kind == store.Linked {
			t.Errorf("%s is linked too", r.Entry.Title)
		}
	}
}

func TestCopiesStandBehindOne(t *testing.T) {
	s := open(t, t.TempDir())
	a := paper(t, s)
	twin := a[1]
	twin.GUID, twin.Link, twin.ID = "twin", "https://gazette.example/twin", 77
	merge(t, s, twin)
	index(t, s, len(a)+1)
	got := related(t, s, a[0].ID)
	if len(got) != 2 || got[0].Copies != 1 {
		t.Errorf("%+v", got)
	}
}

func TestWithoutTermsAnArticleIsAnsweredButNoAnswer(t *testing.T) {
	s := open(t, t.TempDir())
	a := paper(t, s)
	index(t, s, len(a))
	late := story(0, "Port-Vieil : l’hôpital rouvre ses urgences", "Maud Kerlois rouvre Sainte-Aurore.")
	merge(t, s, late)
	if got := related(t, s, late.ID); len(got) < 2 {
		t.Errorf("of the late one: %+v", got)
	}
	for _, r := range related(t, s, a[0].ID) {
		if r.Entry.ID == late.ID {
			t.Error("it is an answer already")
		}
	}
}

func TestArticlesThatCameOneByOneAreAllFound(t *testing.T) {
	s := open(t, t.TempDir())
	for n := range 40 {
		merge(t, s, item(n))
		if done, err := s.Index(t.Context()); done != 1 || err != nil {
			t.Fatalf("article %d: %d done, %v", n, done, err)
		}
	}
	found, err := s.Search(t.Context(), store.Search{Words: "nouvelle texte "})
	if err != nil || len(found) != 40 {
		t.Errorf("%d found, %v", len(found), err)
	}
}

func TestSearchFindsWordsOfEveryScriptAndWithSigns(t *testing.T) {
	s := open(t, t.TempDir())
	texts := []string{
		"東京の新しい図書館が開館した。猫もいる猫", "서울시립도서관이 문을 열었다", "新图书馆今天开放", "ห้องสมุดแห่งใหม่เปิดวันนี้",
		"می\u200cخواهم کتاب\u200cها", "هیچ چیز", "Le C++ a 3,5 millions d’amis, le R&D aussi, 24/7",
		"Le C a 35 amis", "Il pèse 12,5 tonnes de CO₂", "Exem\u00adple de coupure",
	}
	var all []feed.Article
	for n, text := range texts {
		all = append(all, story(n, fmt.Sprint("Article ", n), text))
	}
	merge(t, s, all...)
	index(t, s, len(texts))
	for words, want := range map[string]string{
		"図書館": "[0]", "東京": "[0]", "猫": "[0]", "館": "[0]", "市 館": "[]", "図書館 東": "[0]",
		"도서관": "[1]", "도서": "[1]", "图书馆": "[2]", "ห้องสมุด": "[3]", "大阪": "[]",
		"کتاب\u200cها": "[4]", "کتابها": "[4]", "کتاب": "[4]", "می\u200cخواهم": "[4]", "می": "[4]",
		"C++": "[6]", "c++ amis": "[6]", "3,5": "[6]", "3.5": "[6]", "r&d": "[6]", "24/7": "[6]", "C#": "[]",
		"12,5 tonnes": "[8]", "co2": "[8]", "CO₂": "[8]", "exemple": "[9]", "exem\u00adple": "[9]",
	} {
		for _, ranked := range []bool{false, true} {
			got := []int{}
			for _, title := range found(t, s, store.Search{Words: words, Ranked: ranked}) {
				var n int
				if _, err := fmt.Sscanf(title, "Article %d", &n); err != nil {
					t.Fatal(err)
				}
				got = append(got, n)
			}
			if fmt.Sprint(got) != want {
				t.Errorf("%q, ranked %v: %v, want %s", words, ranked, got, want)
			}
		}
	}
}

// What an older version wrote is found throughout, while its words are read anew.
func TestAnArchiveOfAnOlderVersionIsSearchedWhileItsWordsAreReadAnew(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	merge(t, s, story(1, "Le pont rouvre", "Le C++ du pont."), story(2, "Le bac", "Rien."))
	index(t, s, 2)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := bigarchive.Downgrade(dir, 4); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	for range 2 {
		if got := found(t, s, store.Search{Words: "pont rouvre", Ranked: true}); len(got) != 1 {
			t.Errorf("found %v", got)
		}
		if n, err := s.Index(t.Context()); err != nil || n != 2 && n != 0 {
			t.Errorf("%d read anew, %v", n, err)
		}
	}
	if got := found(t, s, store.Search{Words: "c++"}); len(got) != 1 {
		t.Errorf("found %v", got)
	}
}
