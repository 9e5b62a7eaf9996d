// Package plain owns the same views for pipes, scripts and screen readers: text,
// Markdown and JSON. It writes no escape sequence unless it is told that a
// terminal reads it, and refuses to know about keys, panes and screens.
package plain

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/ui/locale"
	"breageek/ui/reader"
)

// Printer writes views.
type Printer struct {
	Out    io.Writer
	Locale *locale.Locale
	Zone   *time.Location
	Width  int  // cells of a line; 0: as long as it is
	Styled bool // a terminal reads it
	// Unrepaired leaves the translator's dirt in an article's text.
	Unrepaired bool
}

// ShortID is how many digits of an ID are printed: more than enough to name an
// article among hundreds of thousands.
const ShortID = 10

// narrow is where an article takes two lines of a list.
const narrow = 60

// List writes a line an article: its ID, marks, time, title and source. A narrow
// terminal has the title on a line of its own.
func (p Printer) List(entries []store.Entry) error {
	w := bufio.NewWriter(p.Out)
	for _, e := range entries {
		head := fmt.Sprintf("%s %s %s", e.ID.String()[:ShortID], marks(e.State),
			e.Date.In(p.Zone).Format("2006-01-02 15:04"))
		if p.Width > 0 && p.Width < narrow {
			p.line(w, head)
			head = " "
		}
		p.line(w, head+"  "+p.title(e.Heading())+" — "+e.Source)
	}
	return w.Flush()
}

// Related writes two lines a story: its ID, marks and title, and why it is here.
func (p Printer) Related(of store.Entry, stories []store.Related) error {
	w := bufio.NewWriter(p.Out)
	for _, r := range stories {
		id, title, state := "-         ", r.Title, "  "
		why := Kinds(p.Locale, r)
		switch {
		case r.Outside:
			why = append(why, p.Locale.Outside)
		case r.Entry.ID == 0:
			why = append(why, p.Locale.NotKept)
		default:
			id, title, state = r.Entry.ID.String()[:ShortID], r.Entry.Heading(), marks(r.Entry.State)
			why = append(why, p.Locale.Apart(of.Date.In(p.Zone), r.Entry.Date.In(p.Zone)))
		}
		if reasons := Reasons(r); len(reasons) > 0 {
			why = append(why, strings.Join(reasons, ", "))
		}
		p.line(w, id+" "+state+" "+p.title(title))
		p.line(w, strings.Repeat(" ", ShortID+4)+strings.Join(why, " · "))
	}
	return w.Flush()
}

// Story writes a story's timeline, a line a chapter as in a list, the oldest first.
// "▸" stands before the title of the article it was asked from.
func (p Printer) Story(of feed.ID, chapters []store.Chapter) error {
	w := bufio.NewWriter(p.Out)
	for _, c := range chapters {
		at := "  "
		if c.Entry.ID == of {
			at = "▸ "
		}
		p.line(w, fmt.Sprintf("%s %s %s %s%s — %s", c.Entry.ID.String()[:ShortID],
			marks(c.Entry.State), c.Entry.Date.In(p.Zone).Format("2006-01-02 15:04"), at,
			p.title(c.Entry.Heading()), c.Entry.Source))
	}
	return w.Flush()
}

// Kind says in words how a story is related.
func Kind(l *locale.Locale, k store.Kind) string {
	switch k {
	case store.Linked:
		return l.KindLinked
	case store.Site:
		return l.KindSite
	case store.SameStory:
		return l.KindSame
	case store.FollowUp:
		return l.KindNext
	}
	return l.KindSubject
}

// Kinds says in words in which ways a story is related, the strongest first.
func Kinds(l *locale.Locale, r store.Related) []string {
	name := func(k store.Kind) string {
		if k == store.Linked && r.Citing {
			return l.KindCiting
		}
		return Kind(l, k)
	}
	said := []string{name(r.Kind)}
	for _, k := range r.Also {
		if k != store.SameSubject { // that says nothing beside the others
			said = append(said, name(k))
		}
	}
	return said
}

// Reasons returns what a person is told that two stories share. What the site draws and
// nothing else relates has none: words that both happen to have are no reason.
func Reasons(r store.Related) []string {
	if r.Kind == store.Site && len(r.Also) == 0 {
		return nil
	}
	return r.Reasons
}

// Document is an entry as the article pane shows it, with its times in a zone;
// unrepaired leaves the translator's dirt in.
func Document(e store.Entry, zone *time.Location, unrepaired bool) reader.Document {
	d := reader.Document{
		ID: e.ID, Title: e.Title, Author: e.Author, Source: e.Source, Words: e.Words,
		Body: e.Body, Teaser: e.Completeness == feed.Teaser, Repair: !unrepaired,
		Files: e.Enclosures, References: e.References,
	}
	if !e.Published.IsZero() {
		d.Date = e.Published.In(zone)
	}
	if !e.Updated.IsZero() {
		d.Edited = e.Updated.In(zone)
	}
	return d
}

// Article writes an article as the article pane shows it.
func (p Printer) Article(e store.Entry) error {
	width := p.Width
	if width == 0 {
		width = 80
	}
	w := bufio.NewWriter(p.Out)
	for _, line := range reader.Print(Document(e, p.Zone, p.Unrepaired), width, p.Locale) {
		if !p.Styled {
			line = unstyled(line)
		}
		_, _ = fmt.Fprintln(w, line)
	}
	if e.Link != "" {
		_, _ = fmt.Fprintln(w, e.Link)
	}
	return w.Flush()
}

// struck finds what a style strikes out: SGR 9, until the style ends.
var struck = regexp.MustCompile(`\x1b\[(?:[0-9]+;)*9(?:;[0-9]+)*m(.*?)\x1b\[0?m`)

// unstyled takes the styles off a line. What was struck out stands between "~~", as in
// Markdown: without a sign it would be read as if it still stood.
func unstyled(line string) string {
	line = struck.ReplaceAllString(line, "~~$1~~")
	return strings.NewReplacer("~~ ~~", " ", "~~~~", "").Replace(ansi.Strip(line))
}

// Markdown writes an article as the source sent it, in Markdown, under its title.
func (p Printer) Markdown(e store.Entry) error {
	return p.markdown(e, markup.Markdown(e.Body, markup.Options{Title: e.Title}), e.Link)
}

// Reading writes an article in Markdown as a person reads it: under its title and
// who wrote it when, without the translator's dirt, unless that is wanted.
func (p Printer) Reading(e store.Entry) error {
	doc := Document(e, p.Zone, p.Unrepaired)
	byline := locale.Unbind(reader.Byline(doc, p.Locale))
	text := markup.Markdown(doc.Body, markup.Options{Title: doc.Title, Repair: doc.Repair})
	text = reader.OneSpace(text)
	e.Title = locale.OneSpace(e.Title)
	parts := []string{byline}
	for _, part := range []string{text, e.Link} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return p.markdown(e, parts...)
}

// markdown writes parts under an article's title, and what else its publisher points to
// before the last, its address; an empty line between two. What has no title begins with
// its text.
func (p Printer) markdown(e store.Entry, parts ...string) error {
	if e.Title != "" || e.Body.IsZero() {
		parts = append([]string{"# " + p.title(e.Title)}, parts...)
	}
	last := len(parts) - 1
	for _, ref := range e.References {
		said := reader.Reference(ref, p.Locale) + ": <" + ref.URL + ">"
		parts = slices.Insert(parts, last, said)
		last++
	}
	_, err := fmt.Fprintf(p.Out, "%s\n", strings.Join(parts, "\n\n"))
	return err
}

// line writes a line, cut to the width where there is one. Odd spaces are plain.
func (p Printer) line(w io.Writer, s string) {
	s = locale.Unbind(locale.OneSpace(s))
	if p.Width > 0 {
		s = ansi.Truncate(s, p.Width, "…")
	}
	_, _ = fmt.Fprintln(w, strings.TrimRight(s, " "))
}

func (p Printer) title(s string) string {
	if s == "" {
		return p.Locale.Untitled
	}
	return s
}

// marks tells the state in two cells: ● unread, ★ starred.
func marks(st store.State) string {
	unread, star := "●", " "
	if st.Read {
		unread = " "
	}
	if st.Starred {
		star = "★"
	}
	return unread + star
}
