package markup

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// shown finds the addresses of pictures in Markdown.
var shown = regexp.MustCompile(`(?:^|[^\\])!\[(?:[^\]\\]|\\.)*\]\((\S+?)\)`)

func TestPicturesAreThoseOfTheMarkdownInItsOrder(t *testing.T) {
	raw, err := os.ReadFile("testdata/bodies.txt")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for body := range strings.SplitSeq(string(raw), "=====\n") {
		body, _, _ = strings.Cut(body, "-----\n")
		r := Keep(body, "https://valmont.example/2026/pont/")
		var want, got []string
		for _, m := range shown.FindAllStringSubmatch(Markdown(r, Options{}), -1) {
			if !slices.Contains(want, m[1]) {
				want = append(want, m[1])
			}
		}
		for _, f := range Pictures(r) {
			got = append(got, f.URL)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\nthe Markdown shows %q, Pictures gives %q", body, want, got)
		}
		found += len(got)
	}
	if found < 6 {
		t.Errorf("only %d pictures in all bodies", found)
	}
}

func TestAPictureSaysWhatItsPageSaysOfIt(t *testing.T) {
	const before = `<p>Le puits.</p><img src="/a.jpg" alt="Le puits &amp; la corde" `
	for attrs, want := range map[string]Figure{
		`width="480" height="270"`:                {Width: 480, Height: 270},
		`width="480px" height=" 270 "`:            {Width: 480, Height: 270},
		`width="480"`:                             {},
		`width="100%" height="270"`:               {},
		`width="-480" height="270"`:               {},
		`width="20001" height="20001"`:            {},
		`width="99999999999999999999" height="2"`: {},
	} {
		want.URL, want.Alt = "https://valmont.example/a.jpg", "Le puits & la corde"
		got := Pictures(Keep(before+attrs+">", "https://valmont.example/2026/pont/"))
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: %+v", attrs, got)
		}
	}
	none := `<img src="https://s.w.org/images/core/emoji/1.png" alt="🍲" class="wp-smiley">` +
		`<img src="https://pixel.wp.com/b.gif"><img src="/c.gif" width="1" height="1">` +
		`<img src="data:image/gif;base64,R0lGOD"><img src="javascript:alert(1)" alt="x">` +
		`<svg><image href="/d.svg"/></svg><noscript><img src="/e.png" width="1"></noscript>`
	if got := Pictures(Keep(none, "https://valmont.example/")); len(got) != 0 {
		t.Errorf("these are no pictures: %+v", got)
	}
	twice := `<img src="" data-lazy-src="/b.png"><p>Puis <a href="/b.png"><img src="/b.png"></a>.`
	if got := Pictures(Keep(twice, "https://valmont.example/")); len(got) != 1 {
		t.Errorf("a picture that stands twice: %+v", got)
	}
}

func TestSizesOfOneUploadAreOnePicture(t *testing.T) {
	const pont = "https://valmont.example/wp-content/uploads/2026/11/pont-neuf.jpg"
	for _, same := range []string{
		pont, "http://valmont.example/wp-content/uploads/2026/11/pont-neuf-1024x576.jpg",
		"https://www.valmont.example/wp-content/uploads/2026/11/pont-neuf-scaled.jpg",
		"https://valmont.example/wp-content/uploads/2026/11/pont-neuf-150x150.JPG?ver=3#x",
		"https://i0.wp.com/valmont.example/wp-content/uploads/2026/11/pont-neuf.jpg?resize=8%2C4",
		"https://I2.wp.com/www.valmont.example/wp-content/uploads/2026/11/pont-neuf-8x4.jpg",
		"https://valmont.example/wp-content/uploads/2026/11/pont%2Dneuf.jpg",
	} {
		if !SamePicture(pont, same) || !SamePicture(same, pont) {
			t.Errorf("%s is the same picture", same)
		}
	}
	for _, other := range []string{
		"", "pont-neuf.jpg", "https://valmont.example/wp-content/uploads/2026/10/pont-neuf.jpg",
		"https://gazette.example/wp-content/uploads/2026/11/pont-neuf.jpg",
		"https://valmont.example/wp-content/uploads/2026/11/pont-neuf-2.jpg",
		"https://valmont.example/wp-content/uploads/2026/11/pont-neuf-x4.jpg",
		"https://valmont.example/wp-content/uploads/2026/11/pont-neuf.png",
	} {
		if SamePicture(pont, other) {
			t.Errorf("%s is another picture", other)
		}
	}
	if SamePicture("", "") || SamePicture("::", "::") {
		t.Error("what is no address is no picture")
	}
	if SamePicture("https://valmont.example/image?id=1", "https://valmont.example/image?id=2") {
		t.Error("a script's query says which picture it gives")
	}
}
