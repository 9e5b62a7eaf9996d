package store

import (
	"cmp"
	"context"
	"sync"

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
		a := analysts.Get().(*analyst)
		defer analysts.Put(a)
		for _, d := range docs {
			a.analyse(d)
		}
	})
}

// analysts are kept from one batch to the next with the words they know, and are given up when
// memory is needed.
var analysts = sync.Pool{New: func() any { return &analyst{} }}

// analyst computes the terms of one article after the other.
type analyst struct {
	lexicon  terms.Lexicon
	stemmer  terms.Stemmer
	document uint32 // its number

	column   []byte
	distinct []string // every folded form and stem, once
	inText   bool     // what is added is text
	stems    []string // of the text, once, whether the title has them or not
}

// analyse sorts the article's terms into columns by where they weigh most: a
// term stands in one column only. Of every word the stem is a term; of the words
// of title and lead the folded form too. The folded forms of all words are
// counted in table terms, where the beginnings of words are looked up.
func (c *analyst) analyse(d *archive.Document) {
	a := &d.Article
	reading := markup.Read(a.Body)
	text := reading.Text
	if text == "" {
		text = a.Summary
	}
	c.lexicon.Forget()
	c.document++
	c.distinct, c.stems, c.inText = make([]string, 0, 512), c.stems[:0], false
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
	about := related.Describe(&c.stemmer, a.Title, a.Categories, text)
	d.Topics = about.Pack(a.Title, related.Similarity(c.stems))
	d.TitleHash = related.TitleHash(a.Title)
	connect(d, reading)
}

// add takes up to some words of a text, and returns what is left of it.
func (c *analyst) add(text string, limit int, exact bool) (rest string) {
	end := len(text)
	c.lexicon.Each(text, func(t *terms.Term, from int) bool {
		if t.Stop {
			return true
		}
		if limit == 0 {
			end = from
			return false
		}
		limit--
		c.term(t.Stem, true)
		if c.inText && t.Stem.Text != c.document {
			t.Stem.Text = c.document
			c.stems = append(c.stems, t.Stem.Folded)
		}
		c.term(t, exact)
		return true
	})
	c.special(text[:end])
	return text[end:]
}

// special adds what a text is found by beside its words.
func (c *analyst) special(text string) {
	for w := range terms.Signed(text) {
		c.term(c.lexicon.Term(w), true)
	}
	for w := range terms.Parts(text) {
		c.term(c.lexicon.Term(w), true)
	}
}

// term notes a term that is new in the document.
func (c *analyst) term(t *terms.Term, write bool) {
	if t.Document == c.document {
		return
	}
	t.Document = c.document
	c.distinct = append(c.distinct, t.Folded)
	if write {
		c.column = append(append(c.column, t.Folded...), ' ')
	}
}

func (c *analyst) finish() string {
	s := string(c.column)
	c.column = c.column[:0]
	return s
}

// maxProposals is how many stories that the site puts beside one article are kept.
const maxProposals = 30

// connect notes the pages that the body links to, and what the site proposes:
// beside the text that is shown, and beside the other one that is kept.
func connect(d *archive.Document, reading markup.Reading) {
	own := archive.LinkHash(d.Article.Link)
	seen := map[int64]bool{0: true, own: true}
	for _, l := range reading.Links {
		if p := archive.LinkHash(l.URL); !seen[p] {
			seen[p] = true
			d.Links = append(d.Links, l.URL)
		}
	}
	known := map[string]bool{terms.Fold(d.Article.Title): true}
	for _, l := range append(reading.Proposed, markup.Read(d.Other).Proposed...) {
		hash := archive.LinkHash(l.URL)
		key := cmp.Or(feed.Canonical(l.URL), terms.Fold(l.Text))
		switch {
		case hash != 0 && hash == own, known[key], len(d.Proposals) == maxProposals:
			continue
		case feed.Inside(l.URL) && !sameSite(l.URL, d.Article.Link):
			continue // no site may link there
		}
		known[key] = true
		d.Proposals = append(d.Proposals, archive.Proposal{URL: l.URL, Title: l.Text})
	}
}
