package archive

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
)

// indexBatch is how many articles get their terms in one transaction: few
// enough that a merge never waits long, many enough to be quick.
const indexBatch = 500

// Index brings the search terms up to date with the archive, the newest
// articles first, in batches that are each a transaction: killed in between, it
// goes on where it was. It gives the number of articles done. Two at once, even
// in two programs, do no harm. terms fills in what is searched for; it is called on several
// goroutines at once, each time with other documents.
func (a *Archive) Index(ctx context.Context, terms func([]*Document)) (done int, err error) {
	for {
		// Articles may arrive while others are worked on: look again until a look
		// finds nothing to do.
		n, err := a.indexOnce(ctx, terms)
		done += n
		if err != nil {
			return done, fmt.Errorf("search terms: %w", err)
		}
		if n > 0 {
			continue
		}
		if done > 0 {
			err = a.mergeSegments(ctx)
		}
		if err == nil {
			err = a.MoveBodies(ctx)
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
func (a *Archive) mergeSegments(ctx context.Context) error {
	for range segmentPages / segmentStep {
		var first, last int64
		err := a.update(ctx, func(tx *sql.Tx) error {
			err := tx.QueryRowContext(ctx, "SELECT total_changes()").Scan(&first)
			if err == nil {
				_, err = tx.ExecContext(ctx, "INSERT INTO words (words, rank) VALUES ('merge', ?)",
					segmentStep)
			}
			if err == nil {
				err = tx.QueryRowContext(ctx, "SELECT total_changes()").Scan(&last)
			}
			return err
		})
		// The statement itself is one change.
		if err != nil || last-first < 2 {
			return err
		}
	}
	return nil
}

// indexOnce goes from the newest article that lacks its terms to the oldest.
func (a *Archive) indexOnce(ctx context.Context, terms func([]*Document)) (done int, err error) {
	ctx, cancel := context.WithCancel(ctx)
	for next := a.analysed(ctx, math.MaxInt64, terms); ; {
		b := <-next
		if b.err != nil || len(b.docs) == 0 {
			cancel()
			return done, b.err
		}
		// The batch after this one is analysed while this one is written.
		next = a.analysed(ctx, b.docs[0].rowid, terms)
		n, err := a.indexDocs(ctx, b.docs)
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
	docs []*Document
	err  error
}

// analysed reads the newest articles below a rowid that lack their terms, and
// computes them.
func (a *Archive) analysed(ctx context.Context, below int64, terms func([]*Document)) <-chan batch {
	c := make(chan batch, 1)
	go func() {
		docs, err := a.pending(ctx, below)
		analyse(docs, terms)
		c <- batch{docs, err}
	}()
	return c
}

// Document is an article on its way into the search tables. The fields from Columns on are
// for the caller of [Archive.Index] to fill.
type Document struct {
	rowid, contentHash int64
	Article            feed.Article

	Other markup.Raw // what the feed sent where the page is shown, or the other way round

	Columns   [3]string // terms of title, lead and text
	Distinct  []string  // every term, once
	Topics    []byte    // what it is about, see package related
	TitleHash int64     // of its headline; 0 for one that is known by it alone
	Links     []string  // that its text has, in their order
	Proposals []Proposal
}

// Proposal is a story that the site puts beside an article.
type Proposal struct {
	URL   string // empty for a headline without its link
	Title string
}

// pending reads the newest articles that lack their terms.
func (a *Archive) pending(ctx context.Context, below int64) ([]*Document, error) {
	rows, err := a.readers.QueryContext(ctx, "SELECT "+columns+`, d.rowid, d.content_hash,
		`+shownBody+`,
		iif(p.better, b.body, p.body)
		FROM (SELECT rowid, content_hash FROM pending WHERE rowid < ? ORDER BY rowid DESC LIMIT ?) d
		CROSS JOIN articles a ON a.rowid = d.rowid CROSS JOIN sources s ON s.n = a.source
		LEFT JOIN marks m ON m.id = a.id
		LEFT JOIN bodies b ON b.n = coalesce(a.body, a.rowid) LEFT JOIN pages p ON p.id = a.id
		ORDER BY d.rowid`, below, indexBatch)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var docs []*Document
	for rows.Next() {
		d := &Document{}
		var body, other []byte
		e, err := scanEntry(rows.Scan, &d.rowid, &d.contentHash, &body, &other)
		if err != nil {
			return nil, err
		}
		d.Article = e.Article
		for from, into := range map[*[]byte]*markup.Raw{&body: &d.Article.Body, &other: &d.Other} {
			if *from == nil {
				continue
			}
			raw, err := a.unpack(ctx, *from)
			if err == nil {
				err = into.UnmarshalBinary(raw)
			}
			if err != nil {
				return nil, fmt.Errorf("article %s: %w", e.ID, err)
			}
		}
		docs = append(docs, d)
	}
	return docs, rows.Err()
}

// analyse computes the terms of some articles on every core.
func analyse(docs []*Document, terms func([]*Document)) {
	n := max(1, min(runtime.GOMAXPROCS(0), len(docs)))
	var work sync.WaitGroup
	for part := range n {
		work.Go(func() {
			var own []*Document
			for i := part; i < len(docs); i += n {
				own = append(own, docs[i])
			}
			terms(own)
		})
	}
	work.Wait()
}

// indexDocs writes one batch. Articles that were renewed meanwhile are left for
// the next one.
func (a *Archive) indexDocs(ctx context.Context, docs []*Document) (done int, err error) {
	err = a.update(ctx, func(tx *sql.Tx) error {
		done = 0
		w, err := newIndexing(ctx, tx)
		if err != nil {
			return err
		}
		defer w.close()
		fresh, reindex := map[string]int{}, map[string]int{}
		var taken []*Document
		for _, d := range docs {
			var old bool
			err := w.take.QueryRowContext(ctx, d.rowid, d.contentHash).Scan(&old)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			taken = append(taken, d)
			d.count(fresh, reindex, old)
		}
		if err := w.writeAll(ctx, taken); err != nil {
			return err
		}
		done = len(taken)
		if err := addTerms(ctx, tx, fresh, "n + excluded.n"); err != nil {
			return err
		}
		return addTerms(ctx, tx, reindex, "n")
	})
	return done, err
}

// indexing is what is run for every article of a batch.
type indexing struct{ take, words, about, link, proposal *sql.Stmt }

func newIndexing(ctx context.Context, tx *sql.Tx) (w *indexing, err error) {
	w = &indexing{}
	for text, st := range map[string]**sql.Stmt{
		"DELETE FROM pending WHERE rowid = ? AND content_hash = ? RETURNING reindex":  &w.take,
		"INSERT OR REPLACE INTO words (rowid, title, lead, text) VALUES (?, ?, ?, ?)": &w.words,
		"INSERT OR REPLACE INTO topics (rowid, terms, title) VALUES (?, ?, ?)":        &w.about,
		`INSERT OR REPLACE INTO links (article, at, link_hash)
			SELECT ?1, key, value FROM json_each(?2)`: &w.link,
		`INSERT OR REPLACE INTO proposals (article, at, link_hash, url, title)
			VALUES (?, ?, ?, ?, ?)`: &w.proposal,
	} {
		if *st, err = tx.PrepareContext(ctx, text); err != nil { //nolint:sqlclosecheck // see close
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

// writeAll writes documents, the words of all of them first: a statement that can be undone
// alone, as most of the others, has FTS5 write what it gathered so far as a piece of its own.
func (w *indexing) writeAll(ctx context.Context, docs []*Document) error {
	for _, d := range docs {
		_, err := w.words.ExecContext(ctx, d.rowid, d.Columns[0], d.Columns[1], d.Columns[2])
		if err != nil {
			return err
		}
	}
	for _, d := range docs {
		if err := w.write(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// write writes a document but for its words.
func (w *indexing) write(ctx context.Context, d *Document) error {
	_, err := w.about.ExecContext(ctx, d.rowid, d.Topics, d.TitleHash)
	if len(d.Links) > 0 && err == nil {
		hashes := make([]int64, len(d.Links))
		for i, l := range d.Links {
			hashes[i] = LinkHash(l)
		}
		_, err = w.link.ExecContext(ctx, d.rowid, jsonInts(hashes))
	}
	for i := 0; i < len(d.Proposals) && err == nil; i++ {
		p := d.Proposals[i]
		_, err = w.proposal.ExecContext(ctx, d.rowid, i, LinkHash(p.URL), p.URL, p.Title)
	}
	return err
}

// count adds the article to its terms' numbers. The terms that a renewed
// article had are not known any more, so it counts only for new words.
func (d *Document) count(fresh, reindex map[string]int, old bool) {
	into := fresh
	if old {
		into = reindex
	} else {
		fresh[""]++ // the number of articles that have terms
	}
	for _, t := range d.Distinct {
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
