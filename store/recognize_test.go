package store_test

import (
	"fmt"
	"strings"
	"testing"

	"breageek/feed"
	"breageek/store"
)

// said is an item of RSS as a publisher sends it on one day.
type said struct{ guid, link, title, date, text string }

// answer brings a feed of these items into the store, as a refresh does.
func answer(t *testing.T, s *store.Store, items ...said) {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>La Gazette</title><link>https://gazette.example/</link>`)
	for _, it := range items {
		b.WriteString("<item><title>" + it.title + "</title>")
		if it.guid != "" {
			b.WriteString(`<guid isPermaLink="false">` + it.guid + "</guid>")
		}
		if it.link != "" {
			b.WriteString("<link>" + it.link + "</link>")
		}
		if it.date != "" {
			b.WriteString("<pubDate>" + it.date + " 2026 10:00:00 +0000</pubDate>")
		}
		b.WriteString("<description>" + it.text + "</description></item>")
	}
	b.WriteString("</channel></rss>")
	p, err := feed.Parse([]byte(b.String()), "", gazette, gazette.URL)
	if err != nil {
		t.Fatal(err)
	}
	merge(t, s, p.Articles...)
}

// days is what a feed has on one day after the other, and how many articles that makes.
type days struct {
	says [][]said
	want int
}

func publishersDays() map[string]days {
	pont := said{"g1", "https://gazette.example/pont/", "Le pont rouvre", "Fri, 20 Nov", "Il rouvre ce matin."}
	bac := said{"g2", "https://gazette.example/bac/", "Le bac reste à quai", "Thu, 19 Nov", "Il reste à quai."}
	with := func(it said, change func(*said)) said {
		change(&it)
		return it
	}
	day := func(n int, guid, link, title string) said {
		return said{guid, link, title, fmt.Sprintf("Fri, %d Nov", 18+n), fmt.Sprintf("Le texte du jour %d.", n)}
	}
	const long = " Le conseil l’a décidé lundi soir, et la préfecture l’a confirmé mardi."
	visit := func(it said, at string) said {
		it.guid, it.link, it.text = "", "https://gazette.example/"+at, it.text+long
		return it
	}
	moved := func(it said, to string) said {
		it.guid, it.link, it.text = to, to, it.text+long
		return it
	}
	const page = "https://gazette.example/avis/"
	return map[string]days{
		"a link that distinct identifiers share": {[][]said{
			{day(0, "a1", page, "Avis de vent")}, {day(1, "a2", page, "Avis de crue")},
			{day(2, "a3", page, "Avis de neige")}}, 3},
		"a bulletin: one link, one title": {[][]said{
			{day(0, "m1", page, "Météo du jour")}, {day(1, "m2", page, "Météo du jour")}}, 2},
		"one identifier for ever, one item a day": {[][]said{
			{day(0, "N/A", "https://gazette.example/1", "Titre 1")},
			{day(1, "N/A", "https://gazette.example/2", "Titre 2")},
			{day(2, "N/A", "https://gazette.example/3", "Titre 3")},
			{day(1, "N/A", "https://gazette.example/2", "Titre 2")}}, 3},
		"one identifier at several, then at one": {[][]said{
			{day(0, "N/A", "https://gazette.example/1", "Titre 1"), day(1, "N/A", "https://gazette.example/2", "Titre 2")},
			{day(0, "N/A", "https://gazette.example/1", "Titre 1")},
			{day(1, "N/A", "https://gazette.example/2", "Titre 2"), day(2, "N/A", "https://gazette.example/3", "Titre 3")}}, 3},
		"no identifier, one link, one item a day": {[][]said{
			{day(0, "", page, "Version 1.0")}, {day(1, "", page, "Version 1.1")},
			{day(2, "", page, "Version 2.0")}}, 3},
		"no identifier, one link, then several": {[][]said{
			{day(0, "", page, "Version 1.0")}, {day(1, "", page, "Version 1.1"), day(0, "", page, "Version 1.0")}}, 2},
		"https": {[][]said{{pont, bac}, {
			with(pont, func(s *said) { s.link = "http://www.gazette.example/pont" }), bac}}, 2},
		"identifiers that are addresses, and https": {[][]said{
			{with(pont, func(s *said) { s.guid, s.link = "http://gazette.example/pont", "http://gazette.example/pont" })},
			{with(pont, func(s *said) { s.guid, s.link = "https://gazette.example/pont/", "https://gazette.example/pont/" })}}, 1},
		"no identifier, and https": {[][]said{
			{with(pont, func(s *said) { s.guid, s.link = "", "http://gazette.example/pont" })},
			{with(pont, func(s *said) { s.guid = "" })}}, 1},
		"another identifier, the rest as before": {[][]said{{pont, bac}, {
			with(pont, func(s *said) { s.guid = "p=1" }), with(bac, func(s *said) { s.guid = "p=2" })}}, 2},
		"another identifier and date, the text as before": {[][]said{{pont}, {
			with(pont, func(s *said) { s.guid, s.date = "p=1", "Sat, 21 Nov" })}}, 1},
		"identifiers at last":     {[][]said{{with(pont, func(s *said) { s.guid = "" })}, {pont}}, 1},
		"no identifiers any more": {[][]said{{pont}, {with(pont, func(s *said) { s.guid = "" })}}, 1},
		"another date":            {[][]said{{pont}, {with(pont, func(s *said) { s.date = "Sat, 21 Nov" })}}, 1},
		"another title":           {[][]said{{pont}, {with(pont, func(s *said) { s.title = "Enfin" })}}, 1},
		"another link":            {[][]said{{pont}, {with(pont, func(s *said) { s.link = "https://gazette.example/2026/pont" })}}, 1},
		"another title and text, without an identifier": {[][]said{
			{with(pont, func(s *said) { s.guid = "" })},
			{with(pont, func(s *said) { s.guid, s.title, s.text = "", "Tous passent", "Ils passent tous." })}}, 1},
		"no identifier, and a visit's number in the link": {[][]said{
			{visit(pont, "a.php?id=1&amp;PHPSESSID=aaa"), visit(bac, "a.php?id=2&amp;PHPSESSID=aaa")},
			{visit(pont, "a.php?id=1&amp;PHPSESSID=bbb"), visit(bac, "a.php?id=2&amp;PHPSESSID=bbb")}}, 2},
		"a site that moved, and addresses as identifiers": {[][]said{
			{moved(pont, "https://gazette.example/blog/pont/"), moved(bac, "https://gazette.example/blog/bac/")},
			{moved(pont, "https://autre.example/pont"), moved(bac, "https://autre.example/bac")}}, 2},
		"a notice of few words, at one time, on two pages": {[][]said{
			{with(moved(pont, "https://a.example/x"), func(s *said) { s.text = "Voir la page." })},
			{with(moved(pont, "https://b.example/x"), func(s *said) { s.text = "Voir la page." })}}, 2},
		"one text at one time, with identifiers of its own": {[][]said{
			{with(visit(pont, "x"), func(s *said) { s.guid = "n1" })},
			{with(visit(pont, "y/x"), func(s *said) { s.guid = "n2" })}}, 2},
		"gone, and back": {[][]said{{pont, bac}, {bac}, {}, {pont, bac}}, 2},
	}
}

func TestWhatIsANewArticleAndWhatANewVersion(t *testing.T) {
	for name, c := range publishersDays() {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			for n, day := range c.says {
				answer(t, s, day...)
				if n == 0 {
					first, err := s.List(t.Context(), store.Query{})
					if err != nil || len(first) == 0 {
						t.Fatal(first, err)
					}
					s.SetStarred(first[0].ID, true)
				}
				answer(t, s, day...) // the same again brings nothing
			}
			got, err := s.List(t.Context(), store.Query{})
			if err != nil || len(got) != c.want {
				t.Fatalf("%d articles, want %d: %v (%v)", len(got), c.want, titles(t, s, store.Query{}), err)
			}
			if starred := titles(t, s, store.Query{Filter: store.Starred}); len(starred) != 1 {
				t.Errorf("starred %v", starred)
			}
		})
	}
}

// A page of notices, all at one address, is compared by titles: each with each would take
// minutes.
func TestThousandsOfNoticesAtOnePageStayApart(t *testing.T) {
	s := open(t, t.TempDir())
	notices := func(from, to int) (all []said) {
		for n := from; n < to; n++ {
			all = append(all, said{fmt.Sprint("n", n), "https://gazette.example/avis/", fmt.Sprint("Avis ", n),
				"Fri, 20 Nov", fmt.Sprintf("Le texte de l’avis %d.", n)})
		}
		return all
	}
	answer(t, s, notices(0, 2000)...)
	answer(t, s, notices(2000, 4000)...)
	answer(t, s, notices(1000, 3000)...)
	if ids, err := s.UnreadIDs(t.Context(), store.Query{}); err != nil || len(ids) != 4000 {
		t.Errorf("%d articles of 4000, %v", len(ids), err)
	}
}
