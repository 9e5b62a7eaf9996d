package page

import (
	"regexp"
	"strings"
	"sync"
)

// written are the beginnings of bylines: who wrote an article, and when.
var written = phrasesOf(`
	written by, posted by, posted on, posted, published, published by, published on, updated,
	last updated, article by, story by, reporting by, reviewed by, text von, verfasst von,
	geschrieben von, geschrieben am, veroffentlicht, veroffentlicht am, erstellt am,
	aktualisiert, aktualisiert am, eingetragen von, ein beitrag von, gepostet von, publie par,
	publie le, ecrit par, redige par, article de, mis a jour, mis a jour le, modifie le,
	mis en ligne le, publicado por, publicado el, publicado, escrito por, actualizado,
	scritto da, pubblicato il, pubblicato da, a cura di, aggiornato, geschreven door,
	geplaatst op, gepubliceerd op, napisane przez, opublikowano, publicado em, atualizado,
	skrevet av, skrevet af`)

// signed are beginnings of bylines that may begin sentences as well.
var signed = phrasesOf(`
	by, author, von, autor, autorin, text, stand, par, auteur, redaction, por, redaccion, di,
	door, przez, napisał, dodano, γραφει, απο, av, af`)

// dated matches a date at the beginning of a line, as pages print it: 3. Oktober 2026, October
// 3, 2026, 3/10/2026, 2026-10-03, with or without the day of the week and a time.
var dated = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\d{1,2} \d{1,2} \d{2}\b|^(?:\p{L}+ ){0,2}(?:\d{1,2} \d{2} )?(?:` +
		`\d{1,2}(?:st|nd|rd|th|er)? (?:de )?\p{L}+ (?:de )?(?:19|20)\d\d\b|` +
		`\p{L}+ \d{1,2}(?:st|nd|rd|th)? (?:19|20)\d\d\b|` +
		`\p{L}{3,5} \d{1,2}(?:19|20)\d\d\b|` +
		`\d{1,2} \d{1,2} (?:19|20)\d\d\b|(?:19|20)\d\d \d{1,2} \d{1,2}\b)`)
})

// isByline reports whether a line only says who wrote the article, or when. text is as
// printed, line is folded. A sentence ends with a full stop.
func isByline(text string, line []string) bool {
	text = strings.TrimSpace(text)
	if len(line) == 0 || len(line) > 20 || len(line) >= 8 && strings.HasSuffix(text, ".") {
		return false
	}
	whole := strings.Join(line, " ")
	if dated().MatchString(whole) {
		return true
	}
	digits := strings.ContainsAny(whole, "0123456789")
	if rest, ok := written.begins(whole); ok && rest != "" {
		return len(line) <= 6 || digits
	}
	rest, ok := signed.begins(whole)
	if !ok || rest == "" {
		return false
	}
	for range 5 { // a name
		if dated().MatchString(rest) {
			return true
		}
		_, rest, _ = strings.Cut(rest, " ")
	}
	return len(line) <= 6 && !digits
}
