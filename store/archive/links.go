package archive

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// Bounds of what is connected with one article.
const (
	maxLinks   = 12 // in either direction
	nearTitles = 20 // titles that are compared with a headline
)

// LinksFrom returns the rowids of the archived articles that an article's text links to, in
// its order.
func (a *Archive) LinksFrom(ctx context.Context, rowid int64) ([]int64, error) {
	rows, err := a.query(ctx, `SELECT max(a.rowid) FROM links l CROSS JOIN articles a
		ON a.link_hash = l.link_hash AND a.link_hash <> 0 WHERE l.article = ?1 AND a.rowid <> ?1
		GROUP BY l.at ORDER BY l.at LIMIT ?2`, rowid, maxLinks)
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// LinksTo returns the rowids of the articles other than the one at rowid whose texts lead to
// a link, the newest first.
func (a *Archive) LinksTo(ctx context.Context, link string, rowid int64) ([]int64, error) {
	own := LinkHash(link)
	if own == 0 {
		return nil, nil
	}
	rows, err := a.query(ctx, `SELECT DISTINCT article FROM links WHERE link_hash = ? AND article <> ?
		ORDER BY article DESC LIMIT ?`, own, rowid, maxLinks)
	if err != nil {
		return nil, err
	}
	return collect[int64](rows)
}

// Proposed is a proposal and the rowid of the article it links to, 0 where none is archived.
type Proposed struct {
	Proposal
	Rowid int64
}

// Proposals returns what the site puts beside an article, in its order.
func (a *Archive) Proposals(ctx context.Context, rowid int64) (all []Proposed, err error) {
	rows, err := a.query(ctx, `SELECT p.url, p.title, (SELECT max(a.rowid) FROM articles a
		WHERE a.link_hash = p.link_hash AND a.link_hash <> 0) FROM proposals p WHERE p.article = ?
			ORDER BY p.at`, rowid)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var p Proposed
		var at sql.NullInt64
		if err := rows.Scan(&p.URL, &p.Title, &at); err != nil {
			return nil, err
		}
		p.Rowid = at.Int64
		all = append(all, p)
	}
	return all, rows.Err()
}

// Titled returns the rowids of the articles with some headlines, by the hashes of these; of
// several with one headline the one nearest in time to a rowid.
func (a *Archive) Titled(ctx context.Context, hashes []int64, near int64) (map[int64]int64, error) {
	if len(hashes) == 0 {
		return nil, nil
	}
	rows, err := a.query(ctx, `SELECT a.title, a.rowid FROM json_each(?) j
		CROSS JOIN topics a ON a.title = j.value AND a.title <> 0 ORDER BY abs(a.rowid - ?) DESC`,
		jsonInts(hashes), near)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	rowids := map[int64]int64{}
	for rows.Next() {
		var hash, rowid int64
		if err := rows.Scan(&hash, &rowid); err != nil {
			return nil, err
		}
		rowids[hash] = rowid // the nearest comes last
	}
	return rowids, rows.Err()
}

// TitledWith returns the newest articles, but for the one at a rowid, whose titles have both
// stems of a pair, with these titles.
func (a *Archive) TitledWith(ctx context.Context, pairs [][2]string, but int64) (
	rowids []int64, titles []string, err error) {
	if len(pairs) == 0 {
		return nil, nil, nil
	}
	any := make([]string, len(pairs))
	for i, p := range pairs {
		any[i] = "(" + quote(p[0]) + " AND " + quote(p[1]) + ")"
	}
	rows, err := a.query(ctx, fmt.Sprintf(`SELECT a.rowid, a.title FROM (SELECT rowid FROM words
		WHERE words MATCH ? ORDER BY rowid DESC LIMIT %d) w CROSS JOIN articles a
		ON a.rowid = w.rowid WHERE a.rowid <> ?`, nearTitles),
		"{title} : ("+strings.Join(any, " OR ")+")", but)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var rowid int64
		var title string
		if err := rows.Scan(&rowid, &title); err != nil {
			return nil, nil, err
		}
		rowids, titles = append(rowids, rowid), append(titles, title)
	}
	return rowids, titles, rows.Err()
}
