package reader

import (
	"time"

	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/ui/locale"
	"breageek/ui/theme"
)

// Document is an article ready to be set: what the pane shows of it.
type Document struct {
	ID     feed.ID
	Title  string
	Author string
	Source string
	Date   time.Time // in the user's zone; zero where the publisher gave none
	Edited time.Time // in the user's zone; zero where it was never updated
	Words  int
	Body   markup.Raw
	Teaser bool // the feed gave only an excerpt
	Files  []feed.Enclosure
	// References is what the publisher points to beside the text.
	References []feed.Reference
	Repair     bool               // undo the translator's dirt
	Lead       string             // a picture over the text, which is not in it; empty: none
	Pictures   map[string]Picture // by address; what is known of them

	paper bool // nobody can follow a link within the text
}

// Look is how texts look: the theme, what a style file says of it, the language.
type Look struct {
	Theme  *theme.Theme
	Style  *Style // nil: the theme's own
	Locale *locale.Locale
}

// margins returns the measure and the left margin of a text in a pane of width
// cells: at most measure, centred, with two cells on either side.
func margins(width, measure int) (text, left int) {
	text = max(10, min(measure, width-4))
	return text, max(0, (width-text)/2)
}

// Render sets an article for the pane that key describes. It takes its time:
// call it in a command.
func Render(doc Document, key Key, th *theme.Theme, l *locale.Locale) Text {
	return Compose(doc, Look{Theme: th, Locale: l}).Text(key)
}

// Print sets an article for paper: its lines in width cells, with styles, without
// margins. Pictures are told by their captions; a table that does not fit is as wide
// as it must be.
func Print(doc Document, width int, l *locale.Locale) []string {
	doc.paper = true
	d := Compose(doc, Look{Theme: theme.New(true), Locale: l})
	t := Text{Key: Key{Width: width, Bare: true}}
	d.fill(&t, 0, len(d.blocks), width, 0)
	lines := make([]string, 0, len(t.Lines))
	for n, line := range t.Lines {
		if whole, ok := t.wide[n]; ok {
			line = whole.line
		}
		lines = append(lines, trimRight(line))
	}
	return lines[min(1, len(lines)):]
}

// titleLines bounds a title, so that a text stays within reach of it.
const titleLines = 8

// head returns the title, then who says it, where and when.
func (d *Layout) head(width int) []string {
	doc, th, l := d.doc, d.look.Theme, d.look.Locale
	title := doc.Title
	if title == "" && doc.Body.IsZero() {
		title = l.Untitled
	}
	var said []string
	if title != "" { // a post without a title begins with its text
		said = wrap(title, width)
	}
	if len(said) > titleLines {
		said = said[:titleLines]
		said[titleLines-1] = ansi.Truncate(said[titleLines-1], width-1, "") + "…"
	}
	var lines []string
	for _, line := range said {
		lines = append(lines, th.Strong.Render(line))
	}
	for _, line := range wrap(Byline(doc, l), width) {
		lines = append(lines, th.Dim.Render(line))
	}
	return lines
}

// Minutes is how long a text of so many words takes: 220 a minute, a usual
// figure for French prose on a screen, and never less than one.
func Minutes(words int) int { return max(1, (words+110)/220) }

func (d *Layout) note(sentence string, width int) []string {
	var lines []string
	for _, line := range wrap(sentence, width) {
		lines = append(lines, d.look.Theme.Reason.Render(line))
	}
	return lines
}
