package reader

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"breageek/ui/locale"
)

// Byline says who wrote an article, where, when, and how long it takes to read:
// "Camille Arnoux · La Gazette · 19 avril 2024, 14 h 30 · 4 min de lecture".
func Byline(doc Document, l *locale.Locale) string {
	when, edited, reading := l.Undated, "", ""
	if !doc.Date.IsZero() {
		when = l.DateTime(doc.Date)
	}
	if doc.Edited.After(doc.Date.Add(time.Minute)) {
		edited = strings.ReplaceAll(l.UpdatedAt, "%s", l.DateTime(doc.Edited))
	}
	if doc.Words > 0 {
		reading = l.Count(Minutes(doc.Words), l.ReadingTime)
	}
	var parts []string
	for _, part := range []string{author(doc), doc.Source, when, edited, reading} {
		if len(part) <= 40 { // short enough to stand on one line
			part = strings.ReplaceAll(part, " ", "\u00a0")
		}
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\u00a0· ")
}

// author names those who wrote an article and are not the source itself, which stands
// beside them: "Histoire Réunion · Histoire Réunion" says nothing twice.
func author(doc Document) string {
	source := likeness(doc.Source)
	switch {
	case source == "":
		return doc.Author
	case likeness(doc.Author) == source: // which may have a comma in it
		return ""
	}
	names := strings.Split(doc.Author, ", ")
	others := names[:0:0]
	for _, name := range names {
		if likeness(name) != source {
			others = append(others, name)
		}
	}
	return strings.Join(others, ", ")
}

// likeness is what two writings of one name have in common: its letters and digits,
// whatever their case, their accents and the spaces and signs between them.
func likeness(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, ligatures.Replace(norm.NFKD.String(name)))
}

var ligatures = strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "Æ", "AE", "ß", "ss")
