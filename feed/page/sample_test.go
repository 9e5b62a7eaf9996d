package page_test

import (
	"html"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/markup"
	"breageek/feed/page"
	"breageek/feed/sample"
)

// evening is when these tests take place.
func evening() time.Time { return time.Date(2027, time.March, 9, 18, 30, 12, 0, time.UTC) }

// printed is an article of the sample edition, its page, and its page's HTML.
type printed struct {
	article feed.Article
	page    page.Page
	source  string
}

func edition(t testing.TB) (all []printed) {
	t.Helper()
	paper := sample.Transport(evening)
	c := fetch.NewClient(fetch.Options{Now: evening, Schemes: map[string]http.RoundTripper{
		sample.Scheme: paper}})
	t.Cleanup(c.Close)
	for _, address := range sample.Feeds() {
		res, err := c.Fetch(t.Context(), feed.Source{URL: address}, feed.Validators{})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range res.Articles {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.Link, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := paper.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			p, err := page.Parse(body, resp.Header.Get("Content-Type"), a.Link)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, printed{article: a, page: p, source: string(body)})
		}
	}
	return all
}

func TestThePagesOfTheSampleEditionSayWhatTheirFeedsSay(t *testing.T) {
	for _, it := range edition(t) {
		a, p := it.article, it.page
		if p.Title != a.Title || p.Author != a.Author || p.Canonical != a.Link || p.URL != a.Link {
			t.Errorf("%s: %q by %q, %s, %s", a.Title, p.Title, p.Author, p.Canonical, p.URL)
		}
		if !p.Published.Equal(a.Published) || p.Published.Location() != time.UTC ||
			!p.Updated.Equal(a.Updated) {
			t.Errorf("%s: %v, %v, want %v, %v", a.Title, p.Published, p.Updated, a.Published, a.Updated)
		}
		if p.Language != "fr-FR" || p.Site == "" || p.Wall != page.None {
			t.Errorf("%s: %q %q %v", a.Title, p.Language, p.Site, p.Wall)
		}
		if a.Image != "" && (p.Image != a.Image || p.ImageAlt != a.ImageAlt) {
			t.Errorf("%s: picture %q %q, want %q %q", a.Title, p.Image, p.ImageAlt, a.Image, a.ImageAlt)
		}
		text := markup.Text(p.Body)
		if own := markup.Text(a.Body); a.Completeness == feed.Full && text != own {
			t.Errorf("%s: text\n%s\nwant\n%s", a.Title, text, own)
		}
		for _, furniture := range []string{"Laisser un commentaire", "Partager", "Marinette",
			"Les plus lus", "Mentions légales", "ctaText", "READ", "Sur le même sujet", "Accueil",
			"mars 9, 2027", a.Title} {
			if strings.Contains(text, furniture) {
				t.Errorf("%s: its text holds %q", a.Title, furniture)
			}
		}
		err := p.Of(a)
		if a.Completeness == feed.Teaser && err != nil || a.Completeness == feed.Full && err == nil {
			t.Errorf("%s: %s, %d words on the page, %d in the feed: %v", a.Title, a.Completeness,
				p.Words, a.Words, err)
		}
	}
}

// printedLinks reads off a page's source, by the way the templates and the papers
// write it, what the site proposes: the box, the flattened lines, YARPP's lists
// and the lines that were typed by hand. A title that comes again is not new.
func printedLinks(it printed) (want []markup.Anchor) {
	line := regexp.MustCompile(`class="u7a3f90"><!-- INLINE.*class="postTitle">([^<]*)</span>` +
		`|<p>READ(?: ALSO)?&nbsp; ([^<]*)</p>` +
		`|<li><a href="[^"]*" rel="bookmark"[^>]*>([^<]*)</a></li>` +
		`|<p>(?:<\w+>)?(?:À lire|À LIRE|Lire|LIRE|Sur le même) [^<]*(?:</\w+>)?[^<]*` +
		`<a href="[^"]*">([^<]*)</a>\.?</p>`)
	address := regexp.MustCompile(`<a href="([^"]*)"`)
	for _, at := range line.FindAllStringSubmatchIndex(it.source, -1) {
		a := markup.Anchor{}
		for g := 2; g < len(at); g += 2 {
			if at[g] >= 0 {
				a.Text = markup.Line(html.UnescapeString(it.source[at[g]:at[g+1]]))
			}
		}
		source := it.source[at[0]:at[1]]
		if at[2] >= 0 { // the box's link begins before its class
			source = it.source[at[0]-200 : at[1]]
		}
		for _, m := range address.FindAllStringSubmatch(source, -1) {
			a.URL = markup.Link(m[1], it.page.URL)
		}
		known := slices.IndexFunc(want, func(b markup.Anchor) bool {
			return a.URL != "" && a.URL == b.URL || a.Text == b.Text
		})
		if known < 0 {
			want = append(want, a)
		} else if want[known].URL == "" {
			want[known].URL = a.URL
		}
	}
	return want
}

func TestAPageOfTheSampleEditionIsTheSameUnderItsOwnScheme(t *testing.T) {
	for _, it := range edition(t) {
		address := sample.Scheme + strings.TrimPrefix(it.article.Link, "https")
		p, err := page.Parse([]byte(it.source), "text/html", address)
		if err != nil || p.URL != it.article.Link || !slices.Equal(
			markup.Proposed(p.Body), markup.Proposed(it.page.Body)) {
			t.Errorf("%s: %v, %s, %v", address, err, p.URL, markup.Proposed(p.Body))
		}
	}
}

func TestThePagesOfTheSampleEditionProposeWhatIsPrintedOnThem(t *testing.T) {
	kinds := map[string]int{}
	for _, it := range edition(t) {
		got, want := markup.Proposed(it.page.Body), printedLinks(it)
		if !slices.Equal(got, want) {
			t.Errorf("%s: proposes\n%v\nwant\n%v", it.article.Title, got, want)
		}
		for kind, mark := range map[string]string{"box": "INLINE RELATED", "flat": "<p>READ",
			"typed": "ire aussi"} {
			if strings.Contains(it.source, mark) {
				kinds[kind]++
			}
		}
		if len(want) < 4 {
			t.Errorf("%s: only %v is printed", it.article.Title, want)
		}
	}
	if kinds["box"] < 20 || kinds["flat"] < 3 || kinds["typed"] < 5 {
		t.Errorf("the edition proposes in these forms: %v", kinds)
	}
}
