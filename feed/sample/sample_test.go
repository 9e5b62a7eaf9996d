package sample_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/markup"
	"breageek/feed/sample"
)

// evening is the time of these tests.
var evening = time.Date(2027, time.March, 9, 18, 30, 12, 0, time.UTC)

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

func client(t *testing.T, now time.Time) *fetch.Client {
	t.Helper()
	c := fetch.NewClient(fetch.Options{Now: at(now), Schemes: map[string]http.RoundTripper{
		sample.Scheme: sample.Transport(at(now))}})
	t.Cleanup(c.Close)
	return c
}

// answer fetches a feed as the program would.
func answer(t *testing.T, now time.Time, url string, v feed.Validators) feed.Result {
	t.Helper()
	res, err := client(t, now).Fetch(t.Context(), feed.Source{URL: url}, v)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// edition returns every article of both papers.
func edition(t *testing.T, now time.Time) (all []feed.Article) {
	t.Helper()
	for _, url := range sample.Feeds() {
		all = append(all, answer(t, now, url, feed.Validators{}).Articles...)
	}
	return all
}

func TestTheEditionIsReadWholeAndClean(t *testing.T) {
	all := edition(t, evening)
	if len(all) < 24 {
		t.Errorf("%d articles", len(all))
	}
	entity := regexp.MustCompile(`&#?\w+;`)
	for _, a := range all {
		u, err := url.Parse(a.Link)
		if err != nil || u.Scheme != "https" || !strings.HasPrefix(u.Path, "/2027/") {
			t.Errorf("%s: link %q", a.Title, a.Link)
		}
		if a.Author == "" || a.Published.IsZero() || len(a.Categories) < 2 || a.Summary == "" {
			t.Errorf("%s: author %q, %v, categories %q, summary %q", a.Title, a.Author,
				a.Published, a.Categories, a.Summary)
		}
		if n := len([]rune(a.Title)); n < 45 || n > 95 {
			t.Errorf("%s: a title of %d letters", a.Title, n)
		}
		text := markup.Text(a.Body)
		for what, s := range map[string]string{"title": a.Title, "summary": a.Summary, "text": text} {
			if entity.MatchString(s) || strings.Contains(s, "="+`"@`) {
				t.Errorf("%s: the %s holds %q", a.Title, what, entity.FindString(s))
			}
			if i := strings.IndexFunc(s, odd); i >= 0 {
				t.Errorf("%s: the %s holds %U", a.Title, what, []rune(s[i:])[0])
			}
		}
		if strings.Contains(text, "est apparu en premier") || strings.Contains(text, "[gallery") {
			t.Errorf("%s ends in %q", a.Title, text[max(0, len(text)-200):])
		}
	}
}

// odd returns what must not be in a clean text of the edition.
func odd(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || r == unicode.ReplacementChar ||
		unicode.Is(unicode.Cf, r)
}

func TestThePapersTellWhoTheyAre(t *testing.T) {
	var names []string
	for _, url := range sample.Feeds() {
		src := answer(t, evening, url, feed.Validators{}).Source
		names = append(names, src.Name)
		if src.Language != "fr-FR" || !strings.HasPrefix(src.Site, "https://") {
			t.Errorf("%+v", src)
		}
	}
	want := []string{"La Gazette de Port-Vieil, le journal de l’estuaire", "Le Sémaphore"}
	if !slices.Equal(names, want) {
		t.Errorf("%q", names)
	}
}

func TestLongBriefAndExcerptAreWhatTheySay(t *testing.T) {
	var long, brief, teasers, updated int
	for _, a := range edition(t, evening) {
		switch {
		case a.Completeness == feed.Teaser:
			teasers++
			if a.Words > 100 {
				t.Errorf("%s: a teaser of %d words", a.Title, a.Words)
			}
			if _, page := get(t, asSample(a.Link), nil); markup.Measure(
				markup.Keep(content(page), a.Link)).Words < 2*a.Words {
				t.Errorf("%s: its page has no more than its teaser", a.Title)
			}
		case a.Words >= 2000:
			long++
		case a.Words < 50:
			brief++
		}
		if !a.Updated.IsZero() {
			updated++
			if !strings.Contains(a.Title, "MISE À JOUR") || !a.Updated.After(a.Published) {
				t.Errorf("%s: updated %v, published %v", a.Title, a.Updated, a.Published)
			}
		}
	}
	if long != 1 || brief != 1 || teasers != 3 || updated != 1 {
		t.Errorf("%d long reads, %d briefs, %d teasers, %d updates", long, brief, teasers, updated)
	}
}

func TestTheDatesFollowTheClock(t *testing.T) {
	for _, now := range []time.Time{evening, evening.AddDate(0, 7, 3)} {
		all := edition(t, now)
		newest, oldest := all[0].Published, all[0].Published
		days := map[string]bool{}
		for _, a := range all {
			if a.Published.Second() != 0 {
				t.Errorf("%s: %v is not a whole minute", a.Title, a.Published)
			}
			if a.Published.After(newest) {
				newest = a.Published
			}
			if a.Published.Before(oldest) {
				oldest = a.Published
			}
			days[a.Published.Format(time.DateOnly)] = true
		}
		if ago := now.Sub(newest); ago < 30*time.Minute || ago > time.Hour {
			t.Errorf("the newest is %v old", ago)
		}
		if ago := now.Sub(oldest); ago < 5*24*time.Hour || ago > 7*24*time.Hour || len(days) < 5 {
			t.Errorf("the oldest is %v old; %d days", ago, len(days))
		}
	}
}

func TestAnArticleIsTheSameOnAnotherDay(t *testing.T) {
	today, later := edition(t, evening), edition(t, evening.AddDate(1, 0, 1))
	seen := map[string]bool{}
	for i, a := range today {
		b := later[i]
		if a.GUID != b.GUID || a.ID != b.ID || a.Title != b.Title ||
			markup.Measure(a.Body) != markup.Measure(b.Body) {
			t.Errorf("%s %s became %s %s", a.GUID, a.Title, b.GUID, b.Title)
		}
		if !strings.Contains(a.GUID, "/?p=") || seen[a.GUID] {
			t.Errorf("%s: GUID %q", a.Title, a.GUID)
		}
		seen[a.GUID] = true
	}
}

func TestTheDaysFeedIsSentOnce(t *testing.T) {
	for _, url := range sample.Feeds() {
		first := answer(t, evening, url, feed.Validators{})
		again := answer(t, evening.Add(2*time.Hour), url, first.Validators)
		if !again.Unchanged || len(again.Articles) != 0 {
			t.Errorf("%s: two hours later it was sent again", url)
		}
		morrow := answer(t, evening.AddDate(0, 0, 1), url, again.Validators)
		if morrow.Unchanged || len(morrow.Articles) != len(first.Articles) {
			t.Errorf("%s: on the morrow: %v, %d articles", url, morrow.Unchanged,
				len(morrow.Articles))
		}
		since := http.Header{"If-Modified-Since": {first.Validators.LastModified}}
		if resp, _ := get(t, url, since); resp.StatusCode != http.StatusNotModified {
			t.Errorf("%s: the date alone gives %s", url, resp.Status)
		}
		since.Set("If-None-Match", `"of another day"`)
		if resp, _ := get(t, url, since); resp.StatusCode != http.StatusOK {
			t.Errorf("%s: a wrong tag with the right date gives %s", url, resp.Status)
		}
	}
}

func TestChaptersLinkToArchivedChapters(t *testing.T) {
	all := edition(t, evening)
	links := map[string]bool{}
	for _, a := range all {
		links[a.Link] = true
	}
	found := 0
	for _, a := range all {
		body := markup.Read(a.Body)
		for _, l := range append(body.Links, body.Proposed...) {
			if links[l.URL] && l.URL != a.Link {
				found++
			}
		}
	}
	if found < 13 {
		t.Errorf("%d links between articles", found)
	}
}

func TestStoriesShareTheirNamesWithNoOther(t *testing.T) {
	stories := map[string][]string{
		"pont":      {"pont de la Sauvagine", "Salines", "Armelle Kerzonnec", "Le Morzadec"},
		"maternité": {"maternité Sainte-Nonne", "Ysaline Corbeval", "Berceaux debout"},
		"épave":     {"Belle-Amarante", "Théophane Rivoal", "Grand-Hune"},
		"coupe":     {"US Vaurelle", "Idriss Maubert", "Coralie Jandrot"},
	}
	count := map[string]int{}
	for _, a := range edition(t, evening) {
		first, _, _ := strings.Cut(markup.Text(a.Body), "\n")
		var tells []string
		for story, names := range stories {
			shared, anywhere := 0, 0
			for _, name := range names {
				if strings.Contains(a.Title+" "+first, name) {
					shared++
				}
				if strings.Contains(markup.Text(a.Body), name) {
					anywhere++
				}
			}
			if shared >= 3 {
				count[story]++
			}
			if anywhere > 0 {
				tells = append(tells, story)
			}
		}
		if len(tells) > 1 {
			t.Errorf("%s tells of %q", a.Title, tells)
		}
	}
	for story := range stories {
		if count[story] < 4 {
			t.Errorf("%s runs over %d articles", story, count[story])
		}
	}
}

func TestTheFeedsHaveTheQuirksOfRealOnes(t *testing.T) {
	var feeds string
	for _, url := range sample.Feeds() {
		_, body := get(t, url, nil)
		feeds += body
	}
	for _, want := range []string{
		"l&rsquo;estuaire</title>",            // no entity of XML
		"<title>Pont de la Sauvagine&#160;: ", // numeric entities
		"&amp;#8201;: ",                       // encoded twice
		"[&#8230;]", "Continuer la lecture",   // both marks of an excerpt
		"est apparu en premier sur",           // Yoast
		"\n\thourly\t</sy:updatePeriod>",      // padded with newlines
		`href="/2027/pont-de-la-sauvagine-`,   // from the site's root
		"« ", "«\u00a0", "«\u202f", "«\u2009", // every kind of space
		"plus «, a déclaré", "communiqué. .", // translator's dirt
		"<ul>\n<li>les blancs", "<table>", "[gallery", "[caption", "wp-smiley", "yarpp-related-rss",
		"addtoany", "wp-embedded-content", "twitter-tweet", "data-lazy-src", "<noscript>",
		"<figcaption", "<blockquote", "wp-post-image", "<sup>", "READ&nbsp; ", "&nbsp;:",
	} {
		if !strings.Contains(feeds, want) {
			t.Errorf("no %q in the feeds", want)
		}
	}
}
