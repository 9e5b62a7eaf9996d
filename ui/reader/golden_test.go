package reader_test

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/feed/fetch"
	"breageek/feed/markup"
	"breageek/feed/sample"
	"breageek/ui/locale"
	"breageek/ui/reader"
	"breageek/ui/theme"
)

var update = flag.Bool("update", false, "write the expected files")

// noon is when the edition comes out.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// edition is every article of the sample edition, by the last part of its address.
func edition(t *testing.T) map[string]reader.Document {
	t.Helper()
	now := func() time.Time { return noon }
	client := fetch.NewClient(fetch.Options{Now: now,
		Schemes: map[string]http.RoundTripper{sample.Scheme: sample.Transport(now)}})
	t.Cleanup(client.Close)
	all := map[string]reader.Document{}
	for _, paper := range sample.Feeds() {
		r, err := client.Fetch(t.Context(), feed.Source{URL: paper}, feed.Validators{})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range r.Articles {
			at, err := url.Parse(a.Link)
			if err != nil {
				t.Fatal(err)
			}
			all[path.Base(at.Path)] = reader.Document{
				ID: a.ID, Title: a.Title, Author: a.Author, Source: r.Source.Name,
				Date: a.Published.UTC(), Edited: a.Updated, Words: a.Words, Body: a.Body,
				Teaser: a.Completeness == feed.Teaser, Files: a.Enclosures, Repair: true,
			}
		}
	}
	return all
}

// set returns a text as the pane has it, without the spaces at the ends of its lines.
func set(d reader.Document, width int, dark bool) []string {
	key := reader.Key{ID: d.ID, Width: width, Measure: 72, Dark: dark, Rows: 16}
	lines := reader.Render(d, key, theme.New(dark), locale.French()).Lines
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// golden compares lines with those in testdata.
func golden(t *testing.T, name string, lines []string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		before := strings.Split(string(want), "\n")
		for i, line := range lines {
			if i >= len(before) || line != before[i] {
				t.Errorf("%s:%d is\n%s\nin the text", file, i+1, line)
				break
			}
		}
		if len(before)-1 > len(lines) {
			t.Errorf("%s: %d lines are missing", file, len(before)-1-len(lines))
		}
	}
}

// shown are the articles that have what is hard to set: tables that fit and that do
// not, numbered lists of more than nine points, lists in lists, quotes, code, notes,
// terms, pictures, and one that is long.
func shown() []string {
	return []string{
		"recette-soupe-doree", "radio-des-trois-rivieres", "us-vaurelle-tirage-castelmarre",
		"us-vaurelle-olympic-tirs-au-but", "pont-de-la-sauvagine-conseil",
		"epave-de-la-belle-amarante", "criee-prix-de-la-coquille",
		"la-tour-qui-parlait-avec-les-bras",
	}
}

// TestTheTextsAreAsTheyWereRead compares the letters of texts, at the width of half a
// screen, of a pane, and of more than the measure.
func TestTheTextsAreAsTheyWereRead(t *testing.T) {
	all := edition(t)
	compare := func(slug string, d reader.Document, width int) {
		var lines []string
		for _, line := range set(d, width, true) {
			lines = append(lines, strings.TrimRight(ansi.Strip(line), " "))
		}
		golden(t, fmt.Sprintf("%s-%d", slug, width), lines)
	}
	for slug, d := range all {
		compare(slug, d, 72)
	}
	for _, slug := range shown() {
		if all[slug].Title == "" {
			t.Errorf("%s is not in the edition", slug)
		}
		compare(slug, all[slug], 40)
		compare(slug, all[slug], 100)
	}
	d := all["epave-de-la-belle-amarante"]
	d.Pictures = map[string]reader.Picture{}
	for _, p := range markup.Pictures(d.Body) {
		d.Pictures[p.URL] = reader.Picture{Width: 480, Height: 270, Shown: true}
	}
	compare("epave-de-la-belle-amarante-illustree", d, 72)
}

// TestTheStylesAreAsTheyWereSeen compares the styles of texts on dark and on light
// grounds, in all colours, in sixteen and in none, as the program sends them to such
// terminals.
func TestTheStylesAreAsTheyWereSeen(t *testing.T) {
	all := edition(t)
	profiles := map[string]colorprofile.Profile{
		"true": colorprofile.TrueColor, "16": colorprofile.ANSI, "none": colorprofile.ASCII,
	}
	grounds := map[string]bool{"dark": true, "light": false}
	for _, slug := range []string{"radio-des-trois-rivieres", "us-vaurelle-tirage-castelmarre"} {
		for colours, profile := range profiles {
			for ground, dark := range grounds {
				var lines []string
				for _, line := range set(all[slug], 72, dark) {
					var b bytes.Buffer
					w := colorprofile.Writer{Forward: &b, Profile: profile}
					if _, err := w.WriteString(line); err != nil {
						t.Fatal(err)
					}
					lines = append(lines, legible(b.String()))
				}
				golden(t, fmt.Sprintf("%s-%s-%s", slug, ground, colours), lines)
			}
		}
	}
}

// legible writes what a terminal acts on as it is written in a shell.
func legible(s string) string {
	return strings.NewReplacer("\x1b", `\e`, "\a", `\a`).Replace(s)
}

// TestWithoutColourNothingIsLost reads the same letters from a text in every colour
// and in none.
func TestWithoutColourNothingIsLost(t *testing.T) {
	for slug, d := range edition(t) {
		dark, light := set(d, 60, true), set(d, 60, false)
		for i, line := range dark {
			if ansi.Strip(line) != ansi.Strip(light[i]) {
				t.Errorf("%s: line %d is %q on dark, %q on light", slug, i, line, light[i])
			}
		}
	}
}
