package plain

import (
	"strings"
	"testing"
	"time"

	"breageek/feed"
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
