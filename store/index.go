package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/related"
	"breageek/store/terms"
)

// indexBatch is how many articles get their terms in one transaction: few
// enough that a merge never waits long, many enough to be quick.
const indexBatch = 500

// Index brings the search terms up to date with the archive, the newest
// articles first, in batches that are each a transaction: killed in between, it
// goes on where it was. It gives the number of articles done. Two at once, even
// in two programs, do no harm.
func (s *Store) Index(ctx context.Context) (done int, err error) {
	for {
		// Articles may arrive while others are worked on: look again until a look
		// finds nothing to do.
		n, err := s.indexOnce(ctx)
		done += n
		if err != nil {
			return done, fmt.Errorf("search terms: %w", err)
		}
		if n > 0 {
			continue
		}
		if done > 0 {
			err = s.mergeSegments(ctx)
		}
		if err != nil {
			return done, fmt.Errorf("search terms: %w", err)
		}
		return done, nil
	}
}

// How much of the search table is rewritten after each indexing, and in one
// transaction, in pages of 4 kB.
const (
	segmentPages = 1500
	segmentStep  = 250
)

// mergeSegments makes one segment of any two of a level, so that a word is looked
// up in few places: every one costs some scattered reads, which are slow when
// the archive was not read lately. What is left undone follows the next time.
func (s *Store) mergeSegments(ctx context.Context) error {
	for range segmentPages / segmentStep {
		var before, after int64
		err := s.update(ctx, func(tx *sql.Tx) error {
			err := tx.QueryRowContext(ctx, "SELECT total_changes()").Scan(&before)
			if err == nil {
				_, err = tx.ExecContext(ctx, "INSERT INTO words (words, rank) VALUES ('merge', ?)",
					segmentStep)
			}
			if err == nil {
				err = tx.QueryRowContext(ctx, "SELECT total_changes()").Scan(&after)
			}
			return err
		})
		// The statement itself is one change.
		if err != nil || after-before < 2 {
			return err
		}
	}
	return nil
}

// indexOnce goes from the newest article that lacks its terms to the oldest.
func (s *Store) indexOnce(ctx context.Context) (done int, err error) {
	ctx, cancel := context.WithCancel(ctx)
	for next := s.analysed(ctx, math.MaxInt64); ; {
		b := <-next
		if b.err != nil || len(b.docs) == 0 {
			cancel()
			return done, b.err
		}
		// The batch after this one is analysed while this one is written.
		next = s.analysed(ctx, b.docs[0].slot)
		n, err := s.indexDocs(ctx, b.docs)
		done += n
		if err != nil {
			cancel()
			<-next
			return done, err
		}
	}
}

// batch is some articles with their terms, or why there are none.
type batch struct {
	docs []*document
	err  error
}

// analysed reads the newest articles below a slot that lack their terms, and
// computes them.
func (s *Store) analysed(ctx context.Context, below int64) <-chan batch {
	c := make(chan batch, 1)
	go func() {
		docs, err := s.pending(ctx, below)
		analyse(docs)
		c <- batch{docs, err}
	}()
	return c
}

// document is an article on its way into the search tables.
type document struct {
	slot, said int64
	article    feed.Article

	other markup.Raw // what the feed sent where the page is shown, or the other way round

	columns   [3]string // of table words: title, lead, text
	distinct  []string  // every term, once
	about     []byte
	links     []int64
	proposals []proposal
}

// pending reads the newest articles that lack their terms.
func (s *Store) pending(ctx context.Context, below int64) ([]*document, error) {
	rows, err := s.readers.QueryContext(ctx, "SELECT "+columns+`, d.slot, d.said, `+shownBody+`,
		iif(p.better, b.body, p.body)
		FROM (SELECT slot, said FROM pending WHERE slot < ? ORDER BY slot DESC LIMIT ?) d
		CROSS JOIN articles a ON a.slot = d.slot CROSS JOIN sources s ON s.n = a.source
		LEFT JOIN bodies b ON b.slot = d.slot LEFT JOIN pages p ON p.id = a.id
		ORDER BY d.slot`, below, indexBatch)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var docs []*document
	for rows.Next() {
		d := &document{}
		var body, other []byte
		e, err := s.scanEntry(rows.Scan, &d.slot, &d.said, &body, &other)
		if err != nil {
			return nil, err
		}
		d.article = e.Article
		for from, into := range map[*[]byte]*markup.Raw{&body: &d.article.Body, &other: &d.other} {
			if *from == nil {
				continue
			}
			if err := into.UnmarshalBinary(*from); err != nil {
				return nil, fmt.Errorf("article %s: %w", e.ID, err)
			}
		}
		docs = append(docs, d)
	}
	return docs, rows.Err()
}

// analyse computes the terms of some articles on every core.
func analyse(docs []*document) {
	n := max(1, min(runtime.GOMAXPROCS(0), len(docs)))
	var work sync.WaitGroup
	for part := range n {
		work.Go(func() {
			var st terms.Stemmer
			for i := part; i < len(docs); i += n {
				docs[i].analyse(&st)
			}
		})
	}
	work.Wait()
}

// analyse sorts the article's terms into columns by where they weigh most: a
// term stands in one column only. Of every word the stem is a term; of the words
// of title and lead the folded form too. The folded forms of all words are
// counted in table terms, where the beginnings of words are looked up.
func (d *document) analyse(st *terms.Stemmer) {
	a := &d.article
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
	d.columns[0] = c.finish()
	c.inText = true
	rest := c.add(text, related.LeadWords, true)
	d.columns[1] = c.finish()
	c.add(rest, -1, false)
	d.columns[2] = c.finish()
	d.distinct = c.distinct
	d.about = related.Describe(st, a.Title, a.Categories, text).Pack(a.Title, related.Similarity(c.stems))
	d.connect(said)
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

// indexDocs writes one batch. Articles that were renewed meanwhile are left for
// the next one.
func (s *Store) indexDocs(ctx context.Context, docs []*document) (done int, err error) {
	err = s.update(ctx, func(tx *sql.Tx) error {
		done = 0
		w, err := newIndexing(ctx, tx)
		if err != nil {
			return err
		}
		defer w.close()
		fresh, again := map[string]int{}, map[string]int{}
		for _, d := range docs {
			var old bool
			err := w.take.QueryRowContext(ctx, d.slot, d.said).Scan(&old)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err == nil {
				err = w.write(ctx, d)
			}
			if err != nil {
				return err
			}
			done++
			d.count(fresh, again, old)
		}
		if err := addTerms(ctx, tx, fresh, "n + excluded.n"); err != nil {
			return err
		}
		return addTerms(ctx, tx, again, "n")
	})
	return done, err
}

// indexing is what is run for every article of a batch.
type indexing struct{ take, words, about, link, proposal *sql.Stmt }

func newIndexing(ctx context.Context, tx *sql.Tx) (w *indexing, err error) {
	w = &indexing{}
	for text, st := range map[string]**sql.Stmt{
		"DELETE FROM pending WHERE slot = ? AND said = ? RETURNING again":             &w.take,
		"INSERT OR REPLACE INTO words (rowid, title, lead, text) VALUES (?, ?, ?, ?)": &w.words,
		"INSERT OR REPLACE INTO about (slot, terms, title) VALUES (?, ?, ?)":          &w.about,
		"INSERT OR REPLACE INTO links (slot, at, place) VALUES (?, ?, ?)":             &w.link,
		`INSERT OR REPLACE INTO proposals (slot, at, place, url, title)
			VALUES (?, ?, ?, ?, ?)`: &w.proposal,
	} {
		if *st, err = tx.PrepareContext(ctx, text); err != nil {
			w.close()
			return nil, err
		}
	}
	return w, nil
}

func (w *indexing) close() {
	for _, st := range []*sql.Stmt{w.take, w.words, w.about, w.link, w.proposal} {
		if st != nil {
			_ = st.Close()
		}
	}
}

func (w *indexing) write(ctx context.Context, d *document) error {
	_, err := w.words.ExecContext(ctx, d.slot, d.columns[0], d.columns[1], d.columns[2])
	if err == nil {
		_, err = w.about.ExecContext(ctx, d.slot, d.about, related.TitleHash(d.article.Title))
	}
	for i := 0; i < len(d.links) && err == nil; i++ {
		_, err = w.link.ExecContext(ctx, d.slot, i, d.links[i])
	}
	for i := 0; i < len(d.proposals) && err == nil; i++ {
		p := d.proposals[i]
		_, err = w.proposal.ExecContext(ctx, d.slot, i, p.place, p.url, p.title)
	}
	return err
}

// count adds the article to its terms' numbers. The terms that a renewed
// article had are not known any more, so it counts only for new words.
func (d *document) count(fresh, again map[string]int, old bool) {
	into := fresh
	if old {
		into = again
	} else {
		fresh[""]++ // the number of articles that have terms
	}
	for _, t := range d.distinct {
		into[t]++
	}
}

// addTerms writes how many articles more have each term; sum tells what becomes
// of a number that is there.
func addTerms(ctx context.Context, tx *sql.Tx, counts map[string]int, sum string) error {
	if len(counts) == 0 {
		return nil
	}
	list := make([]byte, 1, 16*len(counts))
	list[0] = '{'
	for i, t := range slices.Sorted(maps.Keys(counts)) {
		if i > 0 {
			list = append(list, ',')
		}
		// Terms are letters and digits: nothing to escape.
		list = append(append(append(list, '"'), t...), `":`...)
		list = strconv.AppendInt(list, int64(counts[t]), 10)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO terms (term, n)
		SELECT key, value FROM json_each(?) WHERE true
		ON CONFLICT (term) DO UPDATE SET n = `+sum, string(append(list, '}')))
	return err
}
