package archive

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"breageek/feed"
)

// Merge brings the archive up to date with one answer of a source, in one
// transaction, and remembers the source's validators. Articles are known again
// by ID, then, within the source, by address where that can only mean the same
// (see [isSameArticle]): one whose GUID changed keeps the ID it had, and with it its
// marks. An answer removes nothing (only [Archive.Prune] does), and a teaser never takes
// the place of a full text. "Updated" means another title or another text; a change of
// markup alone is kept silently.
//
// An article is listed at the time it was published; without one, or with one
// more than a day ahead, at the time it was first seen. Of one second's articles
// the feed's first is the newest. Search terms follow with [Archive.Index].
func (a *Archive) Merge(ctx context.Context, r feed.Result) (Merged, error) {
	encoder, err := a.packing(ctx, r.Articles)
	var merged Merged
	if err == nil {
		items := prepare(r.Articles, encoder)
		merged, err = a.groupCommit.join(&answer{ctx: ctx, result: r, items: items}, a)
	}
	if err != nil {
		return Merged{}, fmt.Errorf("%s: keeping articles: %w", r.Source.Name, err)
	}
	return merged, nil
}

// known is what the archive remembers of an article when another version comes.
type known struct {
	rowid        int64
	id           feed.ID
	date         int64 // milliseconds since 1970
	seen         int64
	published    sql.NullInt64
	title        string
	completeness feed.Completeness
	words        int
	fingerprint  []byte
	contentHash  int64
	linkHash     int64
	guid, link   string
}

// upsert is one transaction at work, on one source after the other.
type upsert struct {
	ctx    context.Context
	tx     *sql.Tx
	source int64
	now    time.Time
	next   map[int64]int64 // the rowid after the last one given out, by first rowid of its second
	fresh  []int64         // rowids of articles that wait for their first search terms

	insertArticle, insertBody, insertPending, lastRowid *sql.Stmt
}

// take brings in one answer.
func (m *upsert) take(g *answer, now time.Time) (err error) {
	m.now = now.UTC()
	if m.source, err = answered(m.ctx, m.tx, g.result, now); err != nil || len(g.items) == 0 {
		return err
	}
	if err = m.prepare(); err != nil {
		return err
	}
	g.merged, err = m.run(g.items)
	return err
}

// prepare compiles what is run for every article, once a transaction.
func (m *upsert) prepare() (err error) {
	if m.lastRowid != nil {
		return nil
	}
	for _, p := range []struct {
		into *(*sql.Stmt)
		text string
	}{
		{&m.insertArticle, insertArticle},
		{&m.insertBody, "INSERT INTO bodies (body) VALUES (?)"},
		{&m.insertPending, `INSERT OR REPLACE INTO pending (rowid, reindex, content_hash)
			VALUES (?, ?, ?)`},
		{&m.lastRowid, "SELECT max(rowid) FROM articles WHERE rowid >= ? AND rowid < ?"},
	} {
		*p.into, err = m.tx.PrepareContext(m.ctx, p.text) //nolint:sqlclosecheck // see close
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *upsert) close() {
	for _, st := range []*sql.Stmt{m.insertArticle, m.insertBody, m.insertPending, m.lastRowid} {
		if st != nil {
			_ = st.Close()
		}
	}
}

// run goes through the items from the last to the first, so that later rowids,
// which are listed first, go to what the publisher put first.
func (m *upsert) run(items []*item) (Merged, error) {
	old, err := m.find(items)
	if err != nil {
		return Merged{}, err
	}
	if items, err = m.withoutTombstones(items, old); err != nil {
		return Merged{}, err
	}
	var fresh, updated []feed.ID
	for i := len(items) - 1; i >= 0; i-- {
		it := items[i]
		was, ok := old[it]
		if !ok {
			if err := m.insert(it, it.a.ID, m.now.UnixMilli(), false); err != nil {
				return Merged{}, err
			}
			fresh = append(fresh, it.a.ID)
			continue
		}
		changed, err := m.renew(it, was)
		if err != nil {
			return Merged{}, err
		}
		if changed {
			updated = append(updated, was.id)
		}
	}
	slices.Reverse(fresh)
	slices.Reverse(updated)
	if err := m.await(); err != nil {
		return Merged{}, err
	}
	return Merged{New: fresh, Updated: updated}, m.enlist(fresh)
}

// await notes that new articles lack their search terms.
func (m *upsert) await() error {
	if len(m.fresh) == 0 {
		return nil
	}
	_, err := m.tx.ExecContext(m.ctx, `INSERT OR REPLACE INTO pending (rowid, reindex, content_hash)
		SELECT a.rowid, 0, a.content_hash FROM json_each(?) j CROSS JOIN articles a ON a.rowid = j.value`,
		jsonInts(m.fresh))
	m.fresh = m.fresh[:0]
	return err
}

// scan reads what is known of the source's articles that match one of the values.
func (m *upsert) scan(match string, values []int64, f func(known)) error {
	if len(values) == 0 {
		return nil
	}
	rows, err := m.tx.QueryContext(m.ctx, `SELECT a.rowid, a.id, a.date, a.seen, a.published, a.title,
		a.completeness, a.words, a.fingerprint, a.content_hash, a.link_hash, a.guid, a.link
		FROM json_each(?) j CROSS JOIN articles a ON `+match+`
		WHERE a.source = ?`, jsonInts(values), m.source)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var k known
		var id int64
		err := rows.Scan(&k.rowid, &id, &k.date, &k.seen, &k.published, &k.title,
			&k.completeness, &k.words, &k.fingerprint, &k.contentHash, &k.linkHash, &k.guid, &k.link)
		if err != nil {
			return err
		}
		k.id = feed.ID(id)
		f(k)
	}
	return rows.Err()
}

const insertArticle = `INSERT INTO articles (rowid, id, source, date, seen, published, updated,
	guid,
	title, author, link, link_hash, summary, image, image_alt, language, words, completeness, more,
	fingerprint, content_hash, body) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`

// insert puts an article that was not there, or was taken out, at its date.
func (m *upsert) insert(it *item, id feed.ID, seen int64, reindex bool) error {
	date := m.sortDate(it.a.Published, seen)
	rowid, err := m.rowidAt(date)
	if err != nil {
		return err
	}
	return m.put(it, known{rowid: rowid, id: id, date: date, seen: seen}, reindex)
}

// put writes an article at a free rowid; again says that it had search terms.
func (m *upsert) put(it *item, k known, reindex bool) error {
	a := it.a
	n := int64(0)
	if !a.Body.IsZero() {
		done, err := m.insertBody.ExecContext(m.ctx, it.body)
		if err == nil {
			n, err = done.LastInsertId()
		}
		if err != nil {
			return err
		}
	}
	_, err := m.insertArticle.ExecContext(m.ctx, k.rowid, int64(k.id), m.source, k.date, k.seen,
		milliOrNull(a.Published), milliOrNull(a.Updated), a.GUID, a.Title, a.Author, a.Link, it.linkHash,
		a.Summary, a.Image, a.ImageAlt, a.Language, a.Words, int(a.Completeness), it.more,
		it.fingerprint[:], it.contentHash, n)
	if err != nil {
		return err
	}
	if !reindex {
		m.fresh = append(m.fresh, k.rowid)
		return nil
	}
	_, err = m.insertPending.ExecContext(m.ctx, k.rowid, reindex, it.contentHash)
	return err
}

// rowidAt returns a free rowid for a date: the one after the last of its second.
// When a second is full, which takes 256 articles, the next second's are used.
func (m *upsert) rowidAt(date int64) (int64, error) {
	first := firstRowid(date)
	free, ok := m.next[first]
	for second := first; !ok; second += rowidsPerSecond {
		var last sql.NullInt64
		err := m.lastRowid.QueryRowContext(m.ctx, second, second+rowidsPerSecond).Scan(&last)
		if err != nil {
			return 0, err
		}
		switch {
		case !last.Valid:
			free, ok = second, true
		case last.Int64 < second+rowidsPerSecond-1:
			free, ok = last.Int64+1, true
		}
	}
	if free%rowidsPerSecond == rowidsPerSecond-1 {
		delete(m.next, first)
	} else {
		m.next[first] = free + 1
	}
	return free, nil
}

// renew takes over another version of an article that is there, and tells
// whether a user would see another title or text.
func (m *upsert) renew(it *item, was known) (changed bool, err error) {
	if it.contentHash == was.contentHash {
		return false, nil
	}
	newTitle := it.a.Title != was.title
	if err := m.withPage(it, &was); err != nil {
		return false, err
	}
	if it.a.Completeness == feed.Teaser && was.completeness == feed.Full {
		return newTitle, m.keepText(it, was, newTitle)
	}
	if it.a.Published.IsZero() && was.published.Valid {
		it.a.Published = time.UnixMilli(was.published.Int64).UTC()
	}
	reindex, err := m.remove(was.rowid)
	if err != nil {
		return false, err
	}
	changed = newTitle || !bytes.Equal(it.fingerprint[:], was.fingerprint)
	if m.sortDate(it.a.Published, was.seen) == was.date {
		return changed, m.put(it, was, reindex)
	}
	return changed, m.insert(it, was.id, was.seen, reindex)
}

// keepText takes over what a teaser says beside its text.
func (m *upsert) keepText(it *item, was known, newTitle bool) error {
	a := it.a
	_, err := m.tx.ExecContext(m.ctx, `UPDATE articles SET title = ?, author = ?, link = ?,
		link_hash = ?,
		updated = ?, more = ?, content_hash = ? WHERE rowid = ?`, a.Title, a.Author, a.Link, it.linkHash,
		milliOrNull(a.Updated), it.more, it.contentHash, was.rowid)
	if err == nil && !newTitle {
		_, err = m.tx.ExecContext(m.ctx, "UPDATE pending SET content_hash = ? WHERE rowid = ?",
			it.contentHash, was.rowid)
	}
	if err != nil || !newTitle {
		return err
	}
	reindex, err := m.unindex(was.rowid)
	if err != nil {
		return err
	}
	_, err = m.insertPending.ExecContext(m.ctx, was.rowid, reindex, it.contentHash)
	return err
}

// remove takes an article out of every table, to be put back in the same
// transaction, and reports whether it had search terms.
func (m *upsert) remove(rowid int64) (reindex bool, err error) {
	for _, what := range []string{`DELETE FROM bodies WHERE n =
		(SELECT coalesce(body, rowid) FROM articles WHERE rowid = ?)`,
		"DELETE FROM articles WHERE rowid = ?"} {
		if _, err := m.tx.ExecContext(m.ctx, what, rowid); err != nil {
			return false, err
		}
	}
	return m.unindex(rowid)
}

func (m *upsert) unindex(rowid int64) (reindex bool, err error) {
	err = m.tx.QueryRowContext(m.ctx, `SELECT EXISTS (SELECT 1 FROM topics WHERE rowid = ?1)
		OR EXISTS (SELECT 1 FROM pending WHERE rowid = ?1 AND reindex)`, rowid).Scan(&reindex)
	if err != nil {
		return false, err
	}
	for _, what := range []string{
		"words WHERE rowid = ?", "topics WHERE rowid = ?", "links WHERE article = ?",
		"proposals WHERE article = ?", "pending WHERE rowid = ?",
	} {
		if _, err := m.tx.ExecContext(m.ctx, "DELETE FROM "+what, rowid); err != nil {
			return false, err
		}
	}
	return reindex, nil
}

// sortDate is the time an article is listed at, in milliseconds since 1970. What
// is the future is told from the time of this merge: a publisher may date an
// article that is long known anew.
func (m *upsert) sortDate(published time.Time, seen int64) int64 {
	ahead := m.now.Add(24 * time.Hour).UnixMilli()
	if p := published.UnixMilli(); !published.IsZero() && p <= ahead {
		return p
	}
	return seen
}

func milliOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// answered notes that a source answered, and returns its number.
func answered(ctx context.Context, tx *sql.Tx, r feed.Result, now time.Time) (int64, error) {
	v, err := json.Marshal(r.Validators)
	if err != nil {
		return 0, err
	}
	var n int64
	err = tx.QueryRowContext(ctx, `INSERT INTO sources
		(key, name, url, site, language, validators, tried, answered) VALUES (?,?,?,?,?,?,?,?)
		ON CONFLICT (key) DO UPDATE SET validators = excluded.validators, error = '',
		tried = excluded.tried, answered = excluded.answered, url = excluded.url,
		name = iif(excluded.name <> '', excluded.name, name),
		site = iif(excluded.site <> '', excluded.site, site),
		language = iif(excluded.language <> '', excluded.language, language)
		RETURNING n`,
		r.Source.Key(), r.Source.Name, r.Source.URL, r.Source.Site, r.Source.Language, string(v),
		now.UnixMilli(), now.UnixMilli()).Scan(&n)
	return n, err
}
