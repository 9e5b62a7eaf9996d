package plain

import (
	"strings"
	"testing"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/ui/locale"
)

func entries() []store.Entry {
	date := time.Date(2026, 11, 22, 9, 5, 0, 0, time.UTC)
	article := feed.Article{ID: 0x0123456789abcdef, Title: "Le pont\u202f: « enfin\u00a0! »"}
	return []store.Entry{
		{Article: article, Date: date, Source: "La Gazette", State: store.State{Starred: true}},
		{Article: feed.Article{ID: 1}, Date: date, Source: "L’Écho", State: store.State{Read: true}},
	}
}

func listed(t *testing.T, width int) string {
	t.Helper()
	var b strings.Builder
	p := Printer{Out: &b, Locale: locale.French(), Zone: time.UTC, Width: width}
	if err := p.List(entries()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAPipeGetsWholeLinesWithPlainSpaces(t *testing.T) {
	want := "0123456789 ●★ 2026-11-22 09:05  Le pont : « enfin ! » — La Gazette\n" +
		"0000000000    2026-11-22 09:05  Sans titre — L’Écho\n"
	if got := listed(t, 0); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

func TestWhatOnlyTheSiteProposesIsGivenNoReason(t *testing.T) {
	var b strings.Builder
	p := Printer{Out: &b, Locale: locale.French(), Zone: time.UTC}
	words := []string{"bout", "compris"}
	err := p.Related(entries()[0], []store.Related{
		{Entry: entries()[1], Kind: store.Site, Reasons: words},
		{Entry: entries()[1], Kind: store.Site, Also: []store.Kind{store.SameSubject}, Reasons: words},
	})
	if got := b.String(); err != nil || strings.Count(got, "le site propose") != 2 ||
		strings.Count(got, "bout, compris") != 1 {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestATerminalGetsLinesThatFit(t *testing.T) {
	want := "0123456789 ●★ 2026-11-22 09:05\n   Le pont : « enfin ! » — La …\n" +
		"0000000000    2026-11-22 09:05\n   Sans titre — L’Écho\n"
	if got := listed(t, 31); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
	for _, line := range strings.Split(listed(t, 62), "\n") {
		if n := len([]rune(line)); n > 62 {
			t.Errorf("%q has %d characters", line, n)
		}
	}
}

func TestWhatIsStruckOutIsMarkedWithoutStyles(t *testing.T) {
	var out strings.Builder
	p := Printer{Out: &out, Locale: locale.French(), Zone: time.UTC, Width: 60}
	e := store.Entry{Article: feed.Article{Title: "a",
		Body: markup.Keep("<p>Prix : <del>dix mille</del> <ins>douze</ins> euros.</p><del><p>Tout faux.</p></del>", "")}}
	if err := p.Article(e); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Prix : ~~dix mille~~ douze euros.", "~~Tout faux.~~"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}
