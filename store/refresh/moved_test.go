package refresh_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/store"
	"breageek/store/refresh"
)

// paper is a feed at one address, which may have moved to another.
func paper(t *testing.T) (*httptest.Server, func(old, now string)) {
	t.Helper()
	feeds, moved := map[string]string{}, map[string]string{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch to, ok := moved[r.URL.Path]; {
		case ok && to != "":
			http.Redirect(w, r, to, http.StatusMovedPermanently)
		case feeds[r.URL.Path] != "":
			_, _ = fmt.Fprint(w, feeds[r.URL.Path])
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	feeds["/old.xml"] = gazetteFeed("a", "b", "c")
	return s, func(old, now string) {
		feeds[now], feeds[old] = feeds[old], ""
		moved[old] = now
	}
}

func gazetteFeed(guids ...string) string {
	items := ""
	for _, guid := range guids {
		items += `<item><title>Titre ` + guid + `</title><guid isPermaLink="false">` + guid +
			`</guid><link>https://gazette.example/` + guid + `</link><description>Le texte ` + guid +
			`.</description></item>`
	}
	return `<rss version="2.0"><channel><title>Gazette</title>` + items + `</channel></rss>`
}

// fetchEach refreshes sources and lists what they have.
func fetchEach(t *testing.T, s *store.Store, o refresh.Options, urls ...string) []store.Entry {
	t.Helper()
	c := fetch.NewClient(fetch.Options{})
	t.Cleanup(c.Close)
	var sources []feed.Source
	var keys []string
	for _, url := range urls {
		src := feed.Source{URL: url}
		sources, keys = append(sources, src), append(keys, src.Key())
	}
	o.Force = true
	if _, err := refresh.Run(t.Context(), c, s, sources, o, nil); err != nil {
		t.Fatal(err)
	}
	entries, err := s.List(t.Context(), store.Query{Sources: keys})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func archive(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestASourceWhoseAddressIsChangedByHandKeepsItsArticlesAndMarks(t *testing.T) {
	for name, tell := range map[string]bool{"known by its redirect": true, "known by its identifiers": false} {
		t.Run(name, func(t *testing.T) {
			site, move := paper(t)
			s := archive(t)
			before := fetchEach(t, s, refresh.Options{}, site.URL+"/old.xml")
			s.SetRead(before[0].ID, true)
			s.SetStarred(before[1].ID, true)
			move("/old.xml", "/new.xml")
			if tell { // the publisher says so for a while
				for range 3 {
					fetchEach(t, s, refresh.Options{}, site.URL+"/old.xml")
				}
			}
			for range 2 {
				after := fetchEach(t, s, refresh.Options{}, site.URL+"/new.xml")
				if len(after) != 3 {
					t.Fatalf("%d articles, then %d", len(before), len(after))
				}
				for i := range after {
					if after[i].ID != before[i].ID {
						t.Errorf("article %d: %v, then %v", i, before[i].ID, after[i].ID)
					}
				}
				if !after[0].State.Read || !after[1].State.Starred {
					t.Errorf("marks are lost: %+v", after)
				}
			}
		})
	}
}

// A part of a paper has the paper's articles: it must not take them over.
func TestAFollowedSourceIsNotTakenForTheFormerAddressOfAnother(t *testing.T) {
	site, _ := paper(t)
	part := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, gazetteFeed("a", "b"))
	}))
	t.Cleanup(part.Close)
	whole := feed.Source{URL: site.URL + "/old.xml"}
	s := archive(t)
	fetchEach(t, s, refresh.Options{}, whole.URL)
	if got := fetchEach(t, s, refresh.Options{Followed: []feed.Source{whole}}, part.URL); len(got) != 2 {
		t.Errorf("the part has %d articles", len(got))
	}
	if got := fetchEach(t, s, refresh.Options{}, whole.URL, part.URL); len(got) != 5 {
		t.Errorf("together they have %d", len(got))
	}
}

// Papers that number their items have items of one name.
func TestASourceThatOnlyNumbersItsItemsAlikeIsAnother(t *testing.T) {
	s := archive(t)
	for n, titles := range [][]string{{"Le pont", "Le bac"}, {"La halle", "Le héron"}} {
		web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			items := ""
			for i, title := range titles {
				items += fmt.Sprintf(`<item><title>%s</title><guid isPermaLink="false">%d</guid></item>`, title, i)
			}
			_, _ = fmt.Fprint(w, `<rss version="2.0"><channel><title>x</title>`+items+`</channel></rss>`)
		}))
		t.Cleanup(web.Close)
		if got := fetchEach(t, s, refresh.Options{}, web.URL); len(got) != 2 || got[0].Title != titles[0] {
			t.Errorf("paper %d has %v", n, got)
		}
	}
}

// Who asks for the former address again has two sources from then on.
func TestAFormerAddressThatIsFollowedAgainIsItsOwnSource(t *testing.T) {
	site, move := paper(t)
	s := archive(t)
	fetchEach(t, s, refresh.Options{}, site.URL+"/old.xml")
	move("/old.xml", "/new.xml")
	fetchEach(t, s, refresh.Options{}, site.URL+"/new.xml")
	if got := fetchEach(t, s, refresh.Options{}, site.URL+"/old.xml", site.URL+"/new.xml"); len(got) < 3 {
		t.Errorf("%d articles", len(got))
	}
}
