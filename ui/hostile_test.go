package ui

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/hostile"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/store/refresh"
	"breageek/ui/export"
	"breageek/ui/layout"
	"breageek/ui/locale"
	"breageek/ui/notice"
	"breageek/ui/plain"
	"breageek/ui/read"
	"breageek/ui/session"
)

// ours are the sequences that the program writes itself: styles, and hyperlinks to what
// a browser opens.
var ours = regexp.MustCompile(`\x1b\[[0-9;:]*m|\x1b\]8;;(?:(?:https?://|mailto:)[!-~]*)?(?:\x07|\x1b\\)`)

// acted returns the first character of a text that a terminal, or a reader's eye, would be
// taken in by; zero for none.
func acted(s string) rune {
	if !utf8.ValidString(s) {
		return utf8.RuneError
	}
	before := rune(0)
	for _, r := range s {
		was := before
		before = r
		switch {
		case r == '\n':
		case r == '\u200c' && spellsWithNonJoiner(was):
		case r < ' ', r >= 0x7f && r <= 0x9f, r == 0xad, r == 0x61c, r >= 0x200b && r <= 0x200f,
			r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff,
			r >= 0xe0000 && r <= 0xe0fff, r >= 0xf0000:
			return r
		}
	}
	return 0
}

// spellsWithNonJoiner reports whether a letter is of a script in whose spelling U+200C stands
// behind letters, as Persian and the scripts of India have it: there it is kept on purpose.
func spellsWithNonJoiner(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Devanagari, unicode.Bengali, unicode.Gujarati,
		unicode.Kannada, unicode.Malayalam, unicode.Tamil, unicode.Telugu)
}

// clean fails where something of an attack got through.
func clean(t *testing.T, where, s string) {
	t.Helper()
	if r := acted(ours.ReplaceAllString(s, "")); r != 0 {
		t.Errorf("%s: %U in %.300q", where, r, s)
	}
}

// harmless fails where an address is not for a browser.
func harmless(t *testing.T, where, link string) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" ||
		acted(link) != 0 || strings.ContainsAny(link, " \n\"<>`") {
		t.Errorf("%s: the address %q", where, link)
	}
}

// hostilePaper keeps the whole of the newspaper that means harm.
func hostilePaper(t *testing.T) session.Library {
	t.Helper()
	web := httptest.NewServer(hostile.Handler())
	t.Cleanup(web.Close)
	l := library(t, t.TempDir())
	l.Offline = true
	for _, path := range hostile.Feeds() {
		l.Sources = append(l.Sources, feed.Source{URL: web.URL + path})
	}
	sum, err := refresh.Run(t.Context(), l.Client, l.Store, l.Sources, refresh.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if sum.New < len(hostile.Items())*9/10 {
		t.Fatalf("%d of %d articles came: %+v", sum.New, len(hostile.Items()), sum)
	}
	return l
}

// TestNothingHostileReachesTheScreenAPipeTheClipboardOrABrowser walks every article of
// the newspaper that means harm by every way out.
func TestNothingHostileReachesTheScreenAPipeTheClipboardOrABrowser(t *testing.T) {
	l := hostilePaper(t)
	m := New(session.Deps{Library: l, Locale: locale.French(), Now: func() time.Time { return noon },
		Theme: "dark", Browse: func(link string) error { harmless(t, "browser", link); return nil }})
	m.resize(100, 40)
	entries, err := l.Store.List(t.Context(), store.Query{Limit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	for i, listed := range entries {
		if testing.Short() && i%17 != 0 {
			continue
		}
		e, err := l.Store.Article(t.Context(), listed.ID)
		if err != nil {
			t.Fatal(err)
		}
		inPipes(t, e)
		if i%4 == 0 || testing.Short() { // the fields and encodings change with other periods
			onScreen(t, m, e, i%28 == 0)
		}
	}
	if err := l.Store.Flush(); err != nil {
		t.Fatal(err)
	}
	clean(t, "state.json", string(l.Store.Export()))
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if !t.Failed() {
		tabled(t, "attacks", attackTable())
	}
}

// attackTable is what was tried, and where it would have got out.
func attackTable() string {
	var b strings.Builder
	b.WriteString("# Attacks\n\nWhat the newspaper of `feed/hostile` tries, in how many articles, where it " +
		"enters, and where it would\nleave. Written by `go test ./ui -run Hostile -update`, which fails " +
		"where one of them gets out.\n\n| attack | articles | enters by | would leave by | held |\n" +
		"|---|---:|---|---|---|\n")
	type row struct {
		count  int
		fields []string
	}
	rows, order := map[string]*row{}, []string{}
	for _, it := range hostile.Items() {
		r := rows[it.Attack]
		if r == nil {
			r = &row{}
			rows[it.Attack], order = r, append(order, it.Attack)
		}
		r.count++
		if !slices.Contains(r.fields, it.Field) {
			r.fields = append(r.fields, it.Field)
		}
	}
	const out = "screen, pipe, JSON, Markdown, state, clipboard, window title, browser"
	for _, name := range order {
		r := rows[name]
		fmt.Fprintf(&b, "| %s | %d | %s | %s | yes |\n", name, r.count, strings.Join(r.fields, ", "), out)
	}
	fmt.Fprintf(&b, "\nIn all %d articles, in %d encodings.\n", len(hostile.Items()), len(hostile.Encodings()))
	return b.String()
}

// tabled compares a page of the documentation with what the test found.
func tabled(t *testing.T, name, want string) {
	t.Helper()
	path := filepath.Join("..", "docs", name+".md")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s is not what the test found, %v", path, err)
	}
}

// TestEveryFaultOfASourceIsToldAndLosesNothing asks sources that answer badly in every
// way, within limits that do not try anybody's patience.
func TestEveryFaultOfASourceIsToldAndLosesNothing(t *testing.T) {
	web := httptest.NewServer(hostile.Handler())
	t.Cleanup(web.Close)
	forged := httptest.NewUnstartedServer(hostile.Handler())
	forged.Config.ErrorLog = log.New(io.Discard, "", 0)
	forged.StartTLS()
	t.Cleanup(forged.Close)
	l := library(t, t.TempDir(), web.URL+"/feed/0")
	l.Client = fetch.NewClient(fetch.Options{Header: 2 * time.Second, Total: 6 * time.Second,
		MaxBytes: 1 << 20, Now: func() time.Time { return noon }})
	refreshed(t, l)
	before, err := l.Store.Counts(t.Context(), nil)
	if err != nil || before.Total < 200 {
		t.Fatalf("%+v, %v", before, err)
	}
	faults := append(hostile.Faults(), hostile.Fault{Name: "a certificate gone bad", Path: forged.URL})
	var b strings.Builder
	b.WriteString("# Faults of sources\n\nWhat the faulty answers of `feed/hostile` come to. Written by " +
		"`go test ./ui -run Fault -update`.\n\n| answer | the reader is told |\n|---|---|\n")
	for _, f := range faults {
		address := web.URL + f.Path
		if strings.HasPrefix(f.Path, "https") {
			address = f.Path
		}
		l.Sources = []feed.Source{{URL: address}}
		told := locale.French().RefreshNothing
		for _, e := range refreshed(t, l) {
			if e.Err != nil {
				told = notice.Explain(locale.French(), e.Err)
			} else if n := len(e.Merged.New); n > 0 {
				told = locale.French().Count(n, locale.French().NewNoun)
			}
		}
		clean(t, f.Name, told)
		fmt.Fprintf(&b, "| %s | %s |\n", f.Name, strings.NewReplacer(web.URL, "http://…",
			forged.URL, "https://…").Replace(told))
	}
	after, err := l.Store.Counts(t.Context(), nil)
	if err != nil || after.Total < before.Total {
		t.Errorf("before %+v, after %+v, %v", before, after, err)
	}
	known, err := l.Store.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range known {
		clean(t, "what is remembered of "+s.URL, s.LastError+s.Name+s.Site)
	}
	if !t.Failed() && !testing.Short() { // a slow machine meets one limit before another
		tabled(t, "source-faults", b.String())
	}
}

func refreshed(t *testing.T, l session.Library) (events []refresh.Event) {
	t.Helper()
	_, err := refresh.Run(t.Context(), l.Client, l.Store, l.Sources, refresh.Options{Force: true},
		func(e refresh.Event) { events = append(events, e) })
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// inPipes checks what scripts and screen readers get of an article.
func inPipes(t *testing.T, e store.Entry) {
	t.Helper()
	var out bytes.Buffer
	p := plain.Printer{Out: &out, Locale: locale.French(), Zone: time.UTC}
	for name, write := range map[string]func() error{
		"list": func() error { return p.List([]store.Entry{e}) },
		"show": func() error { return p.Article(e) }, "markdown": func() error { return p.Markdown(e) },
		"json":    func() error { return p.ArticleJSON(e) },
		"reading": func() error { return p.Reading(e) },
	} {
		out.Reset()
		if err := write(); err != nil {
			t.Error(err)
		}
		if bytes.ContainsRune(out.Bytes(), '\x1b') {
			t.Errorf("%s of %q has an escape", name, e.Title)
		}
		clean(t, name, out.String())
	}
	for _, link := range markup.Links(e.Body) {
		harmless(t, "link of the text", link.URL)
	}
	for _, f := range markup.Pictures(e.Body) {
		harmless(t, "picture", f.URL)
	}
	for _, link := range append([]string{e.Link, e.Image}, enclosed(e)...) {
		if link != "" {
			harmless(t, "address", link)
		}
	}
}

func enclosed(e store.Entry) (links []string) {
	for _, f := range e.Enclosures {
		links = append(links, f.URL)
	}
	return links
}

// onScreen opens an article in the reader, and with whole does with it all that can be
// done.
func onScreen(t *testing.T, m *Model, e store.Entry, whole bool) {
	t.Helper()
	m.open(e.ID)
	if msg, ok := m.read.Render(e.ID, false)().(read.TextMsg); ok {
		m.read.ShowText(msg)
	}
	m.focusOn(layout.Reader)
	view := m.View()
	clean(t, "screen", view.Content)
	clean(t, "window title", view.WindowTitle)
	if !whole {
		return
	}
	if link := m.export.Link(m.exported(), export.ToBrowse); link != nil {
		m.Update(link())
	}
	for _, cmd := range []tea.Cmd{m.export.Link(m.exported(), export.ToCopy), m.export.ToClipboard(m.exported())} {
		if cmd == nil {
			continue
		}
		if _, next := m.Update(cmd()); next != nil {
			copied := fmt.Sprint(next())
			if b, err := base64.StdEncoding.DecodeString(copied); err == nil {
				copied = string(b)
			}
			clean(t, "clipboard", copied)
		}
		clean(t, "status", m.View().Content)
	}
	m.read.Reader.Follow(true)
	for range 4 {
		m.read.Reader.Tab(1)
		if link, _, ok := m.read.Reader.Chosen(); ok {
			harmless(t, "followed link", link.URL)
			clean(t, "status", m.View().Content)
		}
	}
	m.read.Links.Unfollow()
}
