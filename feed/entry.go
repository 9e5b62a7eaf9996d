package feed

import (
	"strings"
	"time"

	"breageek/feed/markup"
	"breageek/feed/repair"
)

// document is a feed as its publisher sent it, whatever its format: the texts are not yet
// clean, the addresses not yet absolute.
type document struct {
	title    repair.Text
	link     string
	language string
	authors  []person
	entries  []entry

	ttl       time.Duration
	skipHours uint32
	skipDays  uint8
}

// entry is an item of a document. Where several elements may hold the same thing, all are
// there, the best first.
type entry struct {
	id                 string // guid, about or id
	titles             []repair.Text
	contents           []repair.Text // places of the whole text
	descriptions       []repair.Text // places of the excerpt
	published, updated []string
	categories         []string

	addresses  []string // that may be the article's address
	atomLinks  []link
	elsewhere  string // where Atom's content stands, if not here
	permalink  string // the id, if it is an address as well; the last resort
	references []Reference

	people   []person
	creators []string // from Dublin Core
	source   *origin

	enclosures []Enclosure
	media      mediaGroup
	playing    string // the playing time of an episode
	image      string // the address of the picture that the entry names
	banner     string
}

// person is an author.
type person struct{ name, email string }

// origin is the feed that an entry was taken from.
type origin struct {
	title  string // one clean line
	people []person
}

// link is one of Atom's: its media type in lower case, its title a clean line.
type link struct{ href, rel, typ, title, language string }

// mediaGroup holds the elements of Media RSS.
type mediaGroup struct {
	contents   []mediaContent
	thumbnails []string
}

// mediaContent is a file of Media RSS.
type mediaContent struct {
	address, typ, medium, size, duration string
	title, description                   string // clean lines
}

// isImage reports whether a file is a picture.
func (c mediaContent) isImage() bool {
	return c.medium == "image" || strings.HasPrefix(c.typ, "image/")
}

// plays reports whether a file is a sound or a film.
func (c mediaContent) plays() bool {
	typ, medium := strings.ToLower(c.typ), strings.ToLower(c.medium)
	return strings.HasPrefix(typ, "audio/") || strings.HasPrefix(typ, "video/") ||
		medium == "audio" || medium == "video"
}

// firstText returns the first text that is not blank, or the last.
func firstText(texts []repair.Text) (t repair.Text) {
	for _, t = range texts {
		if !t.Blank() {
			return t
		}
	}
	return t
}

// firstLine returns the first text that is not empty, as a clean line.
func firstLine(texts []repair.Text) string {
	for _, t := range texts {
		if line := lineOf(t); line != "" {
			return line
		}
	}
	return ""
}

// lineOf returns a text on one clean line.
func lineOf(t repair.Text) string {
	switch t.Kind {
	case repair.Plain:
		return markup.Verbatim(t.S)
	case repair.HTML:
		return markup.HTMLLine(t.S)
	}
	return markup.Headline(t.S)
}

// bodyOf returns a text as the archive keeps it. Its addresses are relative to base unless an
// xml:base is in force.
func bodyOf(t repair.Text, base string) markup.Raw {
	if t.Base != "" {
		base = t.Base
	}
	if t.Kind == repair.Plain {
		return markup.KeepText(t.S, base)
	}
	return markup.Keep(t.S, base)
}
