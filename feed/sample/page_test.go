package sample_test

import (
	"context"
	"errors"
	"html"
	"image/png"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"breageek/feed/sample"
)

// get fetches an address of the edition, which may be an article's link.
func get(t *testing.T, address string, header http.Header) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for key, values := range header {
		req.Header[key] = values
	}
	resp, err := sample.Transport(at(evening)).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(b)
}

// asSample turns an article's link into its address in the edition.
func asSample(link string) string {
	return sample.Scheme + strings.TrimPrefix(link, "https")
}

// content is what stands in a page's .entry-content, up to the article's footer.
func content(page string) string {
	_, text, _ := strings.Cut(page, `<div class="entry-content">`)
	text, _, _ = strings.Cut(text, `<footer class="entry-footer">`)
	return text
}

func TestEveryArticleHasItsPage(t *testing.T) {
	var flat, typed int
	for _, a := range edition(t, evening) {
		resp, page := get(t, asSample(a.Link), nil)
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", a.Link, resp.Status)
		}
		text := content(page)
		for _, want := range []string{"INLINE RELATED POSTS", "<style>", `class="ctaText"`,
			`class="postTitle"`, "sharedaddy", `class="yarpp yarpp-related`, "jp-relatedposts"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s in its text", a.Title, want)
			}
		}
		for _, want := range []string{`<link rel="canonical" href="` + a.Link + `"`,
			`article:published_time" content="` + a.Published.Format(time.RFC3339),
			`<div class="top-bar-date">mars 9, 2027</div>`, "mars 2027</time>",
			"application/ld+json", `id="comments"`, `<h1 class="entry-title">` +
				html.EscapeString(a.Title)} {
			if !strings.Contains(strings.ReplaceAll(page, "\u2009", " "), want) {
				t.Errorf("%s: no %s on its page", a.Title, want)
			}
		}
		if before, _, _ := strings.Cut(text, "<!-- INLINE"); strings.Count(before, "<p") > 8 {
			t.Errorf("%s: the box stands behind the text", a.Title)
		}
		if regexp.MustCompile(`="/?@[a-z]`).MatchString(page) {
			t.Errorf("%s links to an article that is not there", a.Title)
		}
		if strings.Contains(text, "<p>READ&nbsp; ") {
			flat++
		}
		if regexp.MustCompile(`(À lire|À LIRE|Lire|LIRE) (aussi|AUSSI)`).MatchString(text) {
			typed++
		}
	}
	if flat < 3 || typed < 5 {
		t.Errorf("%d flattened lines, %d typed ones", flat, typed)
	}
}

func TestPicturesAreDrawn(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range edition(t, evening) {
		_, page := get(t, asSample(a.Link), nil)
		for _, m := range regexp.MustCompile(`src="(https://[^"]+\.png)"`).
			FindAllStringSubmatch(content(page)+`src="`+a.Image+`"`, -1) {
			seen[m[1]] = !strings.Contains(m[1], "s.w.org")
		}
	}
	drawn := 0
	for address, ours := range seen {
		if !ours {
			continue
		}
		resp, body := get(t, asSample(address), nil)
		img, err := png.Decode(strings.NewReader(body))
		if err != nil || resp.Header.Get("Content-Type") != "image/png" {
			t.Fatalf("%s: %v", address, err)
		}
		if img.Bounds().Dx() != 480 || img.Bounds().Dy() != 270 {
			t.Errorf("%s: %v", address, img.Bounds())
		}
		drawn++
	}
	if drawn < 4 {
		t.Errorf("%d pictures", drawn)
	}
}

func TestWhatIsNotPrintedIsNotFound(t *testing.T) {
	front := strings.TrimSuffix(sample.Feeds()[0], "feed/")
	for _, path := range []string{"", "feed/atom/", "2027/nulle-part/", "wp-content/uploads/x.png",
		"wp-content/uploads/../../feed.tmpl"} {
		if resp, _ := get(t, front+path, nil); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%q: %s", path, resp.Status)
		}
	}
	resp, body := get(t, front+"feed/?paged=2", nil)
	if resp.StatusCode != http.StatusNotFound || !strings.Contains(body, "</rss>") ||
		strings.Contains(body, "<item>") {
		t.Errorf("past the end: %s, %d bytes", resp.Status, len(body))
	}
	if resp, _ := get(t, "sample://autre.example/feed/", nil); resp.StatusCode != http.StatusNotFound {
		t.Errorf("another paper: %s", resp.Status)
	}
}

func TestALeftRequestEnds(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, sample.Feeds()[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	paper := sample.Transport(at(evening))
	resp, err := paper.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	leave()
	if _, err := io.ReadAll(resp.Body); !errors.Is(err, context.Canceled) {
		t.Errorf("half read: %v", err)
	}
	_ = resp.Body.Close()
	again, err := paper.RoundTrip(req)
	if !errors.Is(err, context.Canceled) {
		_ = again.Body.Close()
		t.Errorf("asked again: %v", err)
	}
}
