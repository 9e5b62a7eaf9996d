package store

import (
	"cmp"
	"context"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/archive"
	"breageek/store/related"
	"breageek/store/terms"
)

// Index brings the search terms up to date with the archive, the newest
// articles first, in batches that are each a transaction: killed in between, it
// goes on where it was. It gives the number of articles done. Two at once, even
// in two programs, do no harm.
func (s *Store) Index(ctx context.Context) (done int, err error) {
	return s.articles.Index(ctx, func(docs []*archive.Document) {
		var st terms.Stemmer
		for _, d := range docs {
			analyse(&st, d)
		}
	})
}

// analyse sorts the article's terms into columns by where they weigh most: a
// term stands in one column only. Of every word the stem is a term; of the words
// of title and lead the folded form too. The folded forms of all words are
// counted in table terms, where the beginnings of words are looked up.
func analyse(st *terms.Stemmer, d *archive.Document) {
	a := &d.Article
	said := markup.Read(a.Body)
	text := said.Text
	if text == "" {
		text = a.Summary
	}
	c := columnist{st: st, seen: make(map[string]bool, 512)}
	c.add(a.Title, -1, true)
	for _, category := range a.Categories {
		c.add(category, -1, true)
	}
	c.add(a.Author, -1, true)
	d.Columns[0] = c.finish()
	c.inText = true
	rest := c.add(text, related.LeadWords, true)
	d.Columns[1] = c.finish()
	c.add(rest, -1, false)
	d.Columns[2] = c.finish()
	d.Distinct = c.distinct
	d.Topics = related.Describe(st, a.Title, a.Categories, text).Pack(a.Title, related.Similarity(c.stems))
	d.TitleHash = related.TitleHash(a.Title)
	connect(d, said)
}

// columnist fills one column after the other.
type columnist struct {
	st       *terms.Stemmer
	seen     map[string]bool // every term; true for the text's stems
	column   []byte
	distinct []string // every folded form and stem, once
	inText   bool     // what is added is text
	stems    []string // of the text, once, whether the title has them or not
}

// add takes up to some words of a text, and gives what is left of it.
func (c *columnist) add(text string, limit int, exact bool) (rest string) {
	for w := range terms.Words(text) {
		if terms.IsStop(w.Folded) {
			continue
		}
		if limit == 0 {
			c.special(text[:w.From])
			return text[w.From:]
		}
		limit--
		stem := c.st.Stem(w.Folded)
		c.term(stem, true)
		if c.inText && !c.seen[stem] {
			c.seen[stem] = true
			c.stems = append(c.stems, stem)
		}
		c.term(w.Folded, exact)
	}
	c.special(text)
	return ""
}

// special adds what a text is found by beside its words.
func (c *columnist) special(text string) {
	for w := range terms.Signed(text) {
		c.term(w, true)
	}
	for w := range terms.Parts(text) {
		c.term(w, true)
	}
}

// term notes a term that is new.
func (c *columnist) term(t string, write bool) {
	if _, ok := c.seen[t]; ok {
		return
	}
	c.seen[t] = false
	c.distinct = append(c.distinct, t)
	if write {
		c.column = append(append(c.column, t...), ' ')
	}
}

func (c *columnist) finish() string {
	s := string(c.column)
	c.column = c.column[:0]
	return s
}

// maxProposals is how many stories that the site puts beside one article are kept.
const maxProposals = 30

// connect notes the pages that the body links to, and what the site proposes:
// beside the text that is shown, and beside the other one that is kept.
func connect(d *archive.Document, said markup.Reading) {
	own := archive.LinkHash(d.Article.Link)
	seen := map[int64]bool{0: true, own: true}
	for _, l := range said.Links {
		if p := archive.LinkHash(l.URL); !seen[p] {
			seen[p] = true
			d.Links = append(d.Links, l.URL)
		}
	}
	known := map[string]bool{terms.Fold(d.Article.Title): true}
	for _, l := range append(said.Proposed, markup.Read(d.Other).Proposed...) {
		place := archive.LinkHash(l.URL)
		key := cmp.Or(feed.Canonical(l.URL), terms.Fold(l.Text))
		switch {
		case place != 0 && place == own, known[key], len(d.Proposals) == maxProposals:
			continue
		case feed.Inside(l.URL) && !sameSite(l.URL, d.Article.Link):
			continue // no site has business there
		}
		known[key] = true
		d.Proposals = append(d.Proposals, archive.Proposal{URL: l.URL, Title: l.Text})
	}
}
