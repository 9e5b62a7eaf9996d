// Package locale owns the words the reader sees, in French and in English, and
// how dates, numbers and times are said in them. It refuses to know when a word
// is used.
package locale

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Locale is one language's words. Use [French], [English] or [For].
type Locale struct {
	Words
	Tag     language.Tag
	numbers *message.Printer
	cal     calendar
	// one reports whether a count takes the singular: French counts 0 as one.
	one func(n int) bool
}

// For returns the locale for a language tag or a POSIX locale name ("fr",
// "fr_FR.UTF-8"): French for French, English for everything else.
func For(name string) *Locale {
	name = strings.ToLower(name)
	if name == "fr" || strings.HasPrefix(name, "fr_") || strings.HasPrefix(name, "fr-") ||
		strings.HasPrefix(name, "fr.") {
		return French()
	}
	return English()
}

// Noun is a counted thing: "%s" stands for the number.
type Noun struct{ One, Many string }

// Count says n things: "3 nouveaux articles".
func (l *Locale) Count(n int, noun Noun) string {
	form := noun.Many
	if l.one(n) {
		form = noun.One
	}
	return strings.ReplaceAll(form, "%s", l.Number(n))
}

// Number writes n with its groups of digits: 12 345 in French, 12,345 in
// English. The group's space is a plain one: nothing here is wrapped.
func (l *Locale) Number(n int) string {
	return plainSpaces.Replace(l.numbers.Sprintf("%d", n))
}

// Bytes writes a number of bytes as people say it: "12 Mo", "1.5 MB".
func (l *Locale) Bytes(n int64) string {
	i, v, units := 0, float64(n), strings.Fields(l.ByteUnits)
	for v >= 1000 && i < len(units)-1 {
		v, i = v/1000, i+1
	}
	digits := 0
	if i > 0 && v < 10 {
		digits = 1
	}
	text := strconv.FormatFloat(v, 'f', digits, 64)
	return strings.Replace(text, ".", l.DecimalSign, 1) + " " + units[i]
}

// Percent writes 60 as "60 %" or "60%".
func (l *Locale) Percent(n int) string {
	return strings.ReplaceAll(l.PercentForm, "%s", l.Number(n))
}

var plainSpaces = strings.NewReplacer("\u202f", " ", "\u00a0", " ", "\u2009", " ", "\u2007", " ")
