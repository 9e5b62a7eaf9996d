package plain

import (
	"encoding/json"
	"time"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store"
	"breageek/ui/reader"
)

// article is an article in JSON. Times are RFC 3339 in UTC; a field that is not
// known is null, an empty string or an empty array, and is never left out.
type article struct {
	ID           feed.ID    `json:"id"`
	Source       string     `json:"source"`
	Title        string     `json:"title"`
	Link         string     `json:"link"`
	Author       string     `json:"author"`
	Published    *time.Time `json:"published"`
	Updated      *time.Time `json:"updated"`
	Categories   []string   `json:"categories"`
	Summary      string     `json:"summary"`
	Words        int        `json:"words"`
	Completeness string     `json:"completeness"`
	Read         bool       `json:"read"`
	Starred      bool       `json:"starred"`
	Image        string     `json:"image"`
	Enclosures   []file     `json:"enclosures"`
	References   []address  `json:"references"`
}

// file is what comes with an article. bytes and duration, in seconds, are 0 where they
// are not known.
type file struct {
	URL      string `json:"url"`
	Type     string `json:"type"`
	Bytes    int64  `json:"bytes"`
	Duration int64  `json:"duration"`
}

// address is what a publisher points to beside the text; kind is comments, external or
// via.
type address struct {
	Kind  string `json:"kind"`
	URL   string `json:"url"`
	Title string `json:"title"`
}

// whole is an article with its text.
type whole struct {
	article
	Markdown string   `json:"markdown"`
	Links    []anchor `json:"links"`
}

type anchor struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}

// relation is a related story in JSON. id is null for one that is not archived.
type relation struct {
	ID        *feed.ID     `json:"id"`
	Title     string       `json:"title"`
	Link      string       `json:"link"`
	Published *time.Time   `json:"published"`
	Kind      store.Kind   `json:"kind"`
	Also      []store.Kind `json:"also"`
	Reasons   []string     `json:"reasons"`
	Score     float64      `json:"score"`
	Archived  bool         `json:"archived"`
	Outside   bool         `json:"outside"`
}

// chapter is an article of a story. kind and reasons are seen from the article the
// story was asked from, which has neither.
type chapter struct {
	article
	Kind    store.Kind `json:"kind"`
	Reasons []string   `json:"reasons"`
	Current bool       `json:"current"`
}

// StoryJSON writes an array of a story's chapters, the oldest first.
func (p Printer) StoryJSON(of feed.ID, chapters []store.Chapter) error {
	all := make([]chapter, len(chapters))
	for i, c := range chapters {
		all[i] = chapter{articleOf(c.Entry), c.Kind, list(c.Reasons), c.Entry.ID == of}
	}
	return p.json(all)
}

// ListJSON writes an array of articles.
func (p Printer) ListJSON(entries []store.Entry) error {
	all := make([]article, len(entries))
	for i, e := range entries {
		all[i] = articleOf(e)
	}
	return p.json(all)
}

// ArticleJSON writes an article with its text and its links.
func (p Printer) ArticleJSON(e store.Entry) error {
	links := []anchor{}
	for _, a := range markup.Links(e.Body) {
		links = append(links, anchor{a.URL, a.Text})
	}
	for _, ref := range e.References {
		links = append(links, anchor{ref.URL, reader.Reference(ref, p.Locale)})
	}
	md := markup.Markdown(e.Body, markup.Options{Title: e.Title})
	return p.json(whole{articleOf(e), md, links})
}

// RelatedJSON writes an array of related stories.
func (p Printer) RelatedJSON(stories []store.Related) error {
	all := make([]relation, len(stories))
	for i, r := range stories {
		all[i] = relation{
			Title: r.Title, Link: r.URL, Kind: r.Kind, Also: list(r.Also), Reasons: list(r.Reasons),
			Score: r.Score, Outside: r.Outside,
		}
		if r.Entry.ID != 0 {
			all[i].ID, all[i].Archived = &r.Entry.ID, true
			all[i].Title, all[i].Link = r.Entry.Title, r.Entry.Link
			all[i].Published = known(r.Entry.Published)
		}
	}
	return p.json(all)
}

func articleOf(e store.Entry) article {
	files, references := []file{}, []address{}
	for _, f := range e.Enclosures {
		files = append(files, file{f.URL, f.Type, f.Bytes, int64(f.Duration / time.Second)})
	}
	for _, r := range e.References {
		references = append(references, address(r))
	}
	return article{
		ID: e.ID, Source: e.Source, Title: e.Title, Link: e.Link, Author: e.Author,
		Published: known(e.Published), Updated: known(e.Updated), Categories: list(e.Categories),
		Summary: e.Summary, Words: e.Words, Completeness: e.Completeness.String(),
		Read: e.State.Read, Starred: e.State.Starred, Image: e.Image,
		Enclosures: files, References: references,
	}
}

// known returns a time in UTC, or nil where there is none.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func (p Printer) json(v any) error {
	enc := json.NewEncoder(p.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
