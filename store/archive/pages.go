package archive

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"breageek/feed"
	"breageek/feed/markup"
	"breageek/store/terms"
)

// How often a page that gave nothing is fetched again, and how long after.
const (
	pageTries = 4
	pageAgain = 24 * time.Hour
)

// Pages is a query for which articles' pages are still to be fetched.
type Pages struct {
	Sources []string // keys of sources; nil for every source
	All     bool     // of articles that the feed gave whole, too
	Limit   int      // how many at most; 0 means 100
}

// allWindow is how many of the newest articles are looked through for pages that
// were never fetched, when all are wanted.
const allWindow = 5000

// Incomplete returns the articles whose pages are still to be fetched, newest
// first: those of which only an excerpt is kept, and those whose text the feed
// changed since. A page that gave nothing is fetched again a day later, a few times.
func (a *Archive) Incomplete(ctx context.Context, q Pages) ([]Entry, error) {
	sources, err := a.sourceNumbers(ctx, q.Sources)
	if err != nil {
		return nil, fmt.Errorf("listing pages: %w", err)
	}
	if q.Limit <= 0 {
		q.Limit = 100
	}
	from := `SELECT rowid, id, source, link FROM articles WHERE completeness = 0
		UNION SELECT a.rowid, a.id, a.source, a.link FROM pages p CROSS JOIN articles a ON a.id = p.id
		WHERE p.fetched = 0`
	if q.All {
		from = fmt.Sprintf(`SELECT rowid, id, source, link FROM articles
			ORDER BY rowid DESC LIMIT %d`, allWindow)
	}
	rows, err := a.readers.QueryContext(ctx, `SELECT a.rowid FROM (`+from+`) a
		LEFT JOIN pages p ON p.id = a.id WHERE a.link <> ''
		AND (?1 IS NULL OR a.source IN (SELECT value FROM json_each(?1)))
		AND (p.id IS NULL OR p.fetched = 0 OR p.reason <> '' AND p.tries < ?2
			AND (p.fetched < ?3 OR p.fetched > ?4)) -- by a clock that was ahead
		ORDER BY a.rowid DESC LIMIT ?5`, sourceFilter(sources), pageTries,
		a.now().Add(-pageAgain).UnixMilli(), a.now().UnixMilli(), q.Limit)
	if err != nil {
		return nil, fmt.Errorf("listing pages: %w", err)
	}
	rowids, err := collect[int64](rows)
	if err != nil {
		return nil, fmt.Errorf("listing pages: %w", err)
	}
	entries, err := a.EntriesAt(ctx, rowids)
	if err != nil {
		return nil, fmt.Errorf("listing pages: %w", err)
	}
	return entries, nil
}

// KeepPage keeps what an article's web page says: its text, to be shown in the place of the
// feed's where it is better, or the knowledge that the feed's is whole, where the page's
// completeness is Full and its text is not better; the links that the site puts beside it, and
// a picture, an author, a language or a date that the feed did not name. What the feed sent is
// kept too, and so is an earlier page that was better. Search terms follow with
// [Archive.Index]. The error is ErrNotFound, wrapped, for an unknown article.
func (a *Archive) KeepPage(ctx context.Context, id feed.ID, page feed.Article, better bool) error {
	encoder, err := a.packing(ctx, nil)
	if err != nil {
		return fmt.Errorf("article %s: keeping its page: %w", id, err)
	}
	err = a.update(ctx, func(tx *sql.Tx) error {
		return a.keepPage(ctx, tx, encoder, id, page,
			better)
	})
	if err != nil {
		return fmt.Errorf("article %s: keeping its page: %w", id, err)
	}
	return nil
}

//nolint:gocyclo // the steps of one transaction
func (a *Archive) keepPage(ctx context.Context, tx *sql.Tx, encoder *zstd.Encoder, id feed.ID,
	page feed.Article, better bool) error {
	m := &upsert{ctx: ctx, tx: tx}
	defer m.close()
	if err := m.prepare(); err != nil {
		return err
	}
	var rowid, contentHash int64
	var fingerprint []byte
	err := tx.QueryRowContext(ctx,
		"SELECT rowid, content_hash, fingerprint FROM articles WHERE id = ?",
		int64(id)).Scan(&rowid, &contentHash, &fingerprint)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	old, err := m.page(id)
	if err != nil {
		return err
	}
	if old != nil && old.better && (!better || 2*page.Words < old.words) {
		// What was better once stays: a site may hide its text later.
		_, err = tx.ExecContext(ctx, `UPDATE pages SET fetched = ?, tries = 0, reason = '', feed = ?
			WHERE id = ?`, a.now().UnixMilli(), fingerprint, int64(id))
		return err
	}
	body, _ := page.Body.MarshalBinary() // of a string: it cannot fail
	same := !better && page.Completeness == feed.Full
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO pages
		(id, fetched, better, same, words, image, image_alt, author, language, feed, body)
		VALUES (?,?,?,?,?,?,?,?,?,?,?)`, int64(id), a.now().UnixMilli(), better, same, page.Words,
		page.Image, page.ImageAlt, page.Author, page.Language, fingerprint,
		pack(encoder, body))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE articles SET
		image = iif(image = '', ?, image), image_alt = iif(image = '', ?, image_alt),
		author = iif(author = '', ?, author), language = iif(language = '', ?, language),
		published = coalesce(published, ?) WHERE rowid = ?`, page.Image, page.ImageAlt, page.Author,
		page.Language, milliOrNull(page.Published), rowid)
	if err == nil && (better || same) {
		_, err = tx.ExecContext(ctx, `UPDATE articles SET words = iif(?, ?, words), completeness = ?
			WHERE rowid = ?`, better, page.Words, int(feed.Full), rowid)
	}
	if err != nil {
		return err
	}
	reindex, err := m.unindex(rowid)
	if err != nil {
		return err
	}
	// Another number than before the page came: terms of the text without it,
	// which may be on their way, are late.
	_, err = m.insertPending.ExecContext(ctx, rowid, reindex,
		contentHash^int64(terms.Hash(string(body))))
	return err
}

// AddPage archives the article of a web page that no feed brought, under a source
// that is kept, and returns its ID. A page that names no date was not published when
// it was fetched: it is listed under that of the article that led to it, and where
// that is zero, too, behind all others. One that is kept already, by its link, only
// has its page renewed. The error is ErrNotFound, wrapped, for an unknown source.
func (a *Archive) AddPage(ctx context.Context, sourceKey string, page feed.Article, led time.Time) (
	id feed.ID, err error) {
	encoder, err := a.packing(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("%s: keeping a page: %w", page.Link, err)
	}
	err = a.update(ctx, func(tx *sql.Tx) error {
		m := &upsert{ctx: ctx, tx: tx, now: a.now().UTC(), next: map[int64]int64{}}
		defer m.close()
		if err := m.prepare(); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT n FROM sources WHERE key = ?", sourceKey).Scan(&m.source)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		var better bool
		if id, better, err = m.addListed(encoder, sourceKey, page, led); err != nil {
			return err
		}
		return a.keepPage(ctx, tx, encoder, id, page, better)
	})
	if err != nil {
		return 0, fmt.Errorf("%s: keeping a page: %w", page.Link, err)
	}
	return id, nil
}

// addListed puts a page's article into the list, without its body: that is the
// page's. One that is listed already may have a better text than the page.
func (m *upsert) addListed(encoder *zstd.Encoder, sourceKey string, page feed.Article,
	led time.Time) (
	id feed.ID, better bool, err error) {
	words := page.Words
	page.SourceKey, page.Completeness = sourceKey, feed.Full
	page.ID = feed.NewID(sourceKey, "", feed.Canonical(page.Link), page.Title, page.Published)
	page.Body, page.By = markup.Raw{}, feed.ByLink
	it := &item{a: &page}
	it.compute(encoder)
	old, err := m.find([]*item{it})
	if err != nil {
		return 0, false, err
	}
	if k, kept := old[it]; kept {
		return k.id, words > k.words, nil
	}
	if err := m.insertPage(it, led); err != nil {
		return 0, false, err
	}
	if err := m.await(); err != nil {
		return 0, false, err
	}
	return page.ID, true, m.enlist([]feed.ID{page.ID})
}

// insertPage puts a page at its date, and one without in the second before the
// article that led to it: it is listed behind it, on the same day. There it stays
// when its feed brings it without a date, too.
func (m *upsert) insertPage(it *item, led time.Time) error {
	now := m.now.UnixMilli()
	if m.sortDate(it.a.Published, now) != now {
		return m.insert(it, it.a.ID, now, false)
	}
	date := m.sortDate(led, now)
	if date == now {
		var oldest sql.NullInt64
		err := m.tx.QueryRowContext(m.ctx, "SELECT min(date) FROM articles").Scan(&oldest)
		if err != nil {
			return err
		}
		if oldest.Valid {
			date = oldest.Int64
		}
	}
	rowid, err := m.rowidAt(date - time.Second.Milliseconds())
	if err != nil {
		return err
	}
	return m.put(it, known{rowid: rowid, id: it.a.ID, date: date, seen: date}, false)
}

// Sent returns an article as its feed sent it, without what its page says. The error is
// ErrNotFound, wrapped, when it is not kept.
func (a *Archive) Sent(ctx context.Context, id feed.ID) (feed.Article, error) {
	e, rowid, err := a.article(ctx, id)
	if err != nil {
		return feed.Article{}, fmt.Errorf("article %s: %w", id, err)
	}
	var body []byte
	err = a.readers.QueryRowContext(ctx, `SELECT b.body FROM articles a
		CROSS JOIN bodies b ON b.n = coalesce(a.body, a.rowid) WHERE a.rowid = ?`, rowid).Scan(&body)
	sent := e.Article
	sent.Body = markup.Raw{}
	if err == nil {
		if body, err = a.unpack(ctx, body); err == nil {
			err = sent.Body.UnmarshalBinary(body)
		}
	} else if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	if err != nil {
		return feed.Article{}, fmt.Errorf("article %s: %w", id, err)
	}
	sent.Words = markup.Measure(sent.Body).Words
	return sent, nil
}

// PageFailed remembers that an article's page gave nothing, and why, in a word.
// What is kept of an earlier page stays.
func (a *Archive) PageFailed(ctx context.Context, id feed.ID, why string) error {
	err := a.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO pages (id, fetched, tries, reason) VALUES (?,?,1,?)
			ON CONFLICT (id) DO UPDATE SET fetched = excluded.fetched, tries = tries + 1,
			reason = excluded.reason`, int64(id), a.now().UnixMilli(), markup.Line(why))
		return err
	})
	if err != nil {
		return fmt.Errorf("article %s: remembering its page: %w", id, err)
	}
	return nil
}

// keptPage is what a merge must know of an article's page.
type keptPage struct {
	better, same    bool
	words           int
	image, imageAlt string
	author          string
	language        string
	feed            []byte
}

// page returns what is kept of an article's page, nil for nothing.
func (m *upsert) page(id feed.ID) (*keptPage, error) {
	var p keptPage
	err := m.tx.QueryRowContext(m.ctx, `SELECT better, same, words, image, image_alt, author, language,
		feed FROM pages WHERE id = ?`, int64(id)).Scan(&p.better, &p.same, &p.words, &p.image,
		&p.imageAlt, &p.author, &p.language,
		&p.feed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &p, err
}

// withPage lets a new version of an article keep what its page says: the longer
// text is shown, whichever came last. When the feed's text changed, the page may
// have changed too, and is to be fetched again.
func (m *upsert) withPage(it *item, was *known) error {
	p, err := m.page(was.id)
	if err != nil || p == nil {
		return err
	}
	if p.same { // an excerpt that was all there is
		was.completeness = feed.Teaser
		if bytes.Equal(p.feed, it.fingerprint[:]) {
			it.a.Completeness = feed.Full
		}
	}
	// An excerpt has no more of the text than the page, however long it is.
	better := p.better && (p.words > it.a.Words || it.a.Completeness == feed.Teaser)
	if better {
		it.a.Words, it.a.Completeness = p.words, feed.Full
	}
	if it.a.Image == "" {
		it.a.Image, it.a.ImageAlt = p.image, p.imageAlt
	}
	it.a.Author = cmp.Or(it.a.Author, p.author)
	it.a.Language = cmp.Or(it.a.Language, p.language)
	if better == p.better && bytes.Equal(p.feed, it.fingerprint[:]) {
		return nil
	}
	_, err = m.tx.ExecContext(m.ctx, `UPDATE pages SET better = ?, same = 0, tries = 0,
		fetched = iif(feed = ?, fetched, 0), feed = ? WHERE id = ?`,
		better, it.fingerprint[:], it.fingerprint[:], int64(was.id))
	return err
}
