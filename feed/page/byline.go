package page

import (
	"regexp"
	"strings"
)

// written begins the lines that tell who wrote an article, and when.
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

// signed begin such lines, and sentences, too.
var signed = phrasesOf(`
	by, author, von, autor, autorin, text, stand, par, auteur, redaction, por, redaccion, di,
	door, przez, napisał, dodano, γραφει, απο, av, af`)

// dated begins with a date as pages print one: 3. Oktober 2026, October 3, 2026,
// 3/10/2026, 2026-10-03, with or without the day of the week and the time before it.
var dated = regexp.MustCompile(`^(?:\p{L}+ )?(?:\d{1,2} \d{2} )?(?:` +
	`\d{1,2}(?:st|nd|rd|th|er)? (?:de )?\p{L}+ (?:de )?\d{2,4}\b|` +
	`\p{L}+ \d{1,2}(?:st|nd|rd|th)? \d{2,4}\b|\p{L}{3,5} \d{5,6}\b|` +
	`\d{1,2} \d{1,2} \d{2,4}\b|\d{4} \d{1,2} \d{1,2}\b)`)

// isByline tells whether a line as folded gives it tells who wrote what follows, or
// when, and no more.
func isByline(line string) bool {
	words := strings.Count(line, " ") + 1
	if line == "" || words > 20 {
		return false
	}
	if dated.MatchString(line) {
		return true
	}
	digits := strings.ContainsAny(line, "0123456789")
	if rest, ok := written.begins(line); ok && rest != "" {
		return words <= 6 || digits
	}
	rest, ok := signed.begins(line)
	return ok && rest != "" && words <= 6 && !digits
}
